"""Tables hold every claim exactly, under ids that stay, and run nothing in a spreadsheet."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.digest.tables import TableFormat, defused, lines
from talkwatch.views.tables import TABLES, TableName, dictionary
from tests.fakes.reports import between, coming, report, said, talk

REPORT = report(
    "2024-08-14T08:00",
    talk(),
    coming("Hamas", "uncertain", condition="if the raids stop"),
    said('=HYPERLINK("https://x.example","now, and\nlater")', form="direct"),
    between("Israeli troops on the Egypt border", ("Israel", "demands"), ("Hamas", "rejects")),
    item="00000000000000aa",
    title="@SUM(A1) leads",
)
NAMES: tuple[TableName, ...] = ("claims", "statements", "attendance", "positions")


def table(name: TableName, kind: TableFormat) -> list[dict[str, Any]]:
    model, rows = TABLES[name]
    written = "".join(lines(model, rows(REPORT), kind))
    if kind == "jsonl":
        return [json.loads(line) for line in written.splitlines()]
    return list(csv.DictReader(StringIO(written, newline="")))


def test_every_claim_has_a_row_with_its_id_and_its_source() -> None:
    rows = table("claims", "jsonl")

    assert [row["claim"].rpartition(".")[2] for row in rows] == ["t0", "a0", "s0", "k0"]
    assert [row["subject"] for row in rows] == [
        "Gaza ceasefire talks",
        "Hamas",
        "Osama Hamdan",
        "Israeli troops on the Egypt border",
    ]
    assert all(row["link"].startswith("https://") and row["publisher"] and row["evidence"] for row in rows)


def test_the_tables_say_who_said_who_comes_and_who_stands_where() -> None:
    (spoken,) = table("statements", "jsonl")
    (comes,) = table("attendance", "jsonl")
    held = table("positions", "jsonl")

    assert (spoken["speaker"], spoken["actor"], spoken["form"]) == ("Osama Hamdan", "Hamas", "direct")
    assert (comes["talk"], comes["talk_start"]) == ("00000000000000aa.t0", "2024-08-15")
    assert (comes["stance"], comes["condition"]) == ("uncertain", "if the raids stop")
    assert [(row["number"], row["actor"], row["position"]) for row in held] == [
        (0, "Israel", "demands"),
        (1, "Hamas", "rejects"),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_csv_and_json_lines_have_the_same_columns_and_rows(name: TableName) -> None:
    by_comma, by_line = table(name, "csv"), table(name, "jsonl")

    assert [list(row) for row in by_comma] == [list(row) for row in by_line]
    assert [row["claim"] for row in by_comma] == [row["claim"] for row in by_line]


def test_a_formula_in_outside_text_is_text_in_csv_and_exact_in_json_lines() -> None:
    assert table("statements", "csv")[0]["content"].startswith("'=HYPERLINK")
    assert table("statements", "csv")[0]["title"] == "'@SUM(A1) leads"
    assert table("statements", "jsonl")[0]["content"] == '=HYPERLINK("https://x.example","now, and\nlater")'


@given(st.sampled_from("=+-@\t\r\n＝＋－＠|%"), st.text(max_size=20), st.sampled_from(["", " ", "\u00a0"]))
def test_nothing_that_could_be_a_formula_is_left_live(sign: str, rest: str, before: str) -> None:
    assert defused(f"{before}{sign}{rest}") == f"'{before}{sign}{rest}"


@given(st.text(alphabet="abc “”.,;:0123456789", min_size=1))
def test_plain_words_stay_as_they_are(words: str) -> None:
    assert defused(words) == words


def test_the_dictionary_tells_the_meaning_of_every_column_of_every_table() -> None:
    entries = list(dictionary())

    assert {name for name, *_ in entries} == set(NAMES)
    assert all(len(meaning) > 10 and meaning.endswith(".") for *_, meaning in entries)
    assert [column for name, column, *_ in entries if name == "claims"] == list(table("claims", "csv")[0])
