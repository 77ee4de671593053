"""Which entries are copies of one report."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from talkwatch.ledger.agencies import house
from talkwatch.ledger.groups import Leaf, groups

START = datetime(2024, 8, 14, 8, tzinfo=UTC)
LEAD = (
    "Delegates from both sides met for two hours in the old palace on Wednesday and parted without a word to the press."
)


def leaf(key: str, link: str, title: str, text: str = "", hours: float = 0) -> Leaf:
    return Leaf(key, link, title, text, START + timedelta(hours=hours))


AP = leaf("a", "https://abcnews.go.com/wireStory/1", "Delegates meet for two hours in the old palace", LEAD)
COPY = leaf("b", "https://www.theguardian.com/2", "‘Not a word’: envoys leave palace in silence", LEAD, 3)
HEADLINE = leaf("c", "https://japantoday.com/3", "Delegates meet for two hours in old palace", "", 5)
OWN = leaf("d", "https://www.bbc.co.uk/4", "Delegates meet for two hours in the old palace", "Our own words on it.", 1)
LATE = leaf("e", "https://www.theguardian.com/5", "Two hours in the palace", LEAD, 100)
SECTION = leaf("f", "https://abcnews.go.com/wireStory/1?from=world", "Delegates met", "", 2)
ALL = [AP, COPY, HEADLINE, OWN, LATE, SECTION]


def test_a_copied_lead_an_agency_headline_and_a_shared_link_are_one_report() -> None:
    assert groups(ALL) == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "e", "f": "a"}


def test_a_story_that_forty_houses_print_is_one_report() -> None:
    houses = [leaf(f"h{n}", f"https://house{n}.example/{n}", f"Palace talks {n}", LEAD, n / 2) for n in range(40)]

    assert set(groups(houses).values()) == {"h0"}


@settings(max_examples=30, deadline=None)
@given(st.permutations(ALL))
def test_the_order_of_arrival_does_not_matter(leaves: list[Leaf]) -> None:
    assert groups(leaves) == groups(ALL)


def test_a_house_is_the_registrable_part_of_the_host() -> None:
    assert house("https://news.bbc.co.uk/x") == "bbc.co.uk"
    assert house("https://abcnews.go.com/x") == "go.com"
    assert house("http://[broken", "Reuters") == "reuters"


def test_real_copies_are_told_from_two_newsrooms_with_one_event(shared: Path) -> None:
    pairs = [json.loads(line) for line in (shared / "pairs/pairs.jsonl").read_text().splitlines()]
    wanted = {pair[side] for pair in pairs for side in "ab"}
    leaves = []
    with gzip.open(next((shared / "stream").glob("*.gz")), "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            if row["link"] in wanted:
                when = datetime.fromisoformat(row["published"])
                leaves.append(Leaf(str(number), row["link"], row["title"], row["description"], when))
    found = groups(leaves)
    group = {one.link: found[one.id] for one in leaves}

    joined = [pair["label"] == "copy" for pair in pairs if group[pair["a"]] == group[pair["b"]]]

    copies = sum(pair["label"] == "copy" for pair in pairs)
    assert sum(joined) / len(joined) >= 0.9
    assert sum(joined) / copies >= 0.75


SESSION = "Lima: the union said that session 31 on wages made progress, with 40 of 120 points open and two weeks to go."


def test_what_agencies_and_sites_hang_on_a_headline_does_not_part_copies() -> None:
    plain = leaf("a", "https://example.org/1", "Ministry and envoys near a deal on wages in Lima", SESSION)
    slugged = leaf(
        "b", "https://example.org/2", "UPDATE 1-Ministry and envoys near a deal on wages in Lima", SESSION, 1
    )
    tailed = leaf("c", "https://example.org/3", "Ministry & envoys near a deal on wages in Lima | Wire", SESSION, 2)

    assert groups([plain, slugged, tailed]) == {"a": "a", "b": "a", "c": "a"}


def test_a_house_that_fills_in_one_form_again_has_written_two_reports() -> None:
    one = leaf("a", "https://example.org/1", "Ministry and envoys near a deal on wages in Lima", SESSION)
    filled = SESSION.replace("31", "7").replace("40 of 120 points", "9 of 95 questions").replace("made", "saw no")
    other = leaf("b", "https://example.org/2", "Ministry and envoys near a deal on wages in Lima", filled, 1)

    assert groups([one, other]) == {"a": "a", "b": "b"}


def test_two_houses_that_name_one_agency_have_its_report_under_one_headline() -> None:
    signed = [
        Leaf(key, f"https://{key}.example/1", "Delegates meet for two hours in old palace", "", START, agency=agency)
        for key, agency in (("a", "AFP"), ("b", "AFP"), ("c", ""), ("d", "dpa"))
    ]

    assert groups(signed) == {"a": "a", "b": "a", "c": "c", "d": "d"}
