"""One story in many outlets is one source, wherever sources are counted or listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from talkwatch.digest.compose import compose
from talkwatch.digest.html import html
from talkwatch.digest.markdown import markdown
from talkwatch.ledger.fold import fold
from talkwatch.model.claims import Report
from talkwatch.tui import evidence
from talkwatch.views.board import board_view
from talkwatch.views.explain import explain_row
from talkwatch.views.rows import BoardView, TalkRow
from talkwatch.views.sources import origin
from tests.fakes.reports import TRACK, at, coming, report, talk

NIGHT = at("2024-08-14T21:40")
LEAD = (
    "Israel and Hamas are due to hold ceasefire talks in Doha on Thursday, and both sides were silent on who will come."
)


def copies(number: int, *, agency: str = "AP") -> list[Report]:
    """So many outlets print one lead under headlines of their own; only the last shows who wrote it."""
    made = [
        report(
            f"2024-08-14T{8 + n // 6:02}:{n % 6}0",
            talk(),
            coming("Hamas", "confirmed"),
            publisher=f"Paper {n}",
            group="",
        )
        for n in range(number)
    ]
    made = [replace(one, lead=LEAD, title=f"Headline of paper {n}") for n, one in enumerate(made)]
    return [*made[:-1], replace(made[-1], agency=agency)]


def view(reports: list[Report]) -> BoardView:
    return board_view(fold(reports, TRACK, NIGHT), NIGHT)


def test_ten_copies_of_an_agency_report_are_one_source_that_names_the_agency() -> None:
    row = view(copies(10)).talks[0]

    assert row.independent == 1
    assert {origin(source) for source in row.sources} == {"AP, in 10 outlets"}


def test_ten_copies_weigh_as_much_as_one_report() -> None:
    (ten,), (one,) = view(copies(10)).attendance, view(copies(10)[-1:]).attendance

    assert len([source for source in ten.sources if source.weight]) == 1
    assert ten.probability == one.probability
    assert ten.independent == 1


def test_two_reports_of_one_agency_in_two_papers_come_from_one_newsroom() -> None:
    own = report("2024-08-14T12:00", talk(), publisher="Daily Mail", title="Envoys on their way")
    other = report("2024-08-14T13:00", talk(), publisher="Evening Post", title="Who will be in Doha")

    assert view([own, other]).talks[0].independent == 2
    assert view([replace(own, agency="AFP"), replace(other, agency="AFP")]).talks[0].independent == 1


def test_a_report_in_one_outlet_is_the_outlets_with_its_agency_beside_it() -> None:
    def said(publisher: str, agency: str) -> str:
        found = replace(report("2024-08-14T12:00", talk(), publisher=publisher), agency=agency)
        return origin(view([found]).talks[0].sources[0])

    assert said("Daily Mail", "") == "Daily Mail"
    assert said("Daily Mail", "AFP") == "Daily Mail (AFP)"
    assert said("AFP World", "AFP") == "AFP World"


def test_copies_without_a_known_agency_are_named_after_the_outlet_that_stands_for_them() -> None:
    row = view(copies(3, agency="")).talks[0]

    assert origin(row.sources[0]) == "Paper 2, in 3 outlets"
    assert row.independent == 1


def test_what_only_a_second_reader_found_names_its_model() -> None:
    row = view([report("2024-08-14T08:00", replace(talk(), rule="model tiny"), publisher="Daily News")]).talks[0]

    assert origin(row.sources[0]) == "Daily News, read by model tiny"


def test_the_digest_names_a_report_once_in_each_format() -> None:
    own = report("2024-08-14T12:00", talk(), publisher="Daily Mail", title="Envoys on their way")
    digest = compose(view([*copies(10), own]), (), at("2024-08-14T00:00"), NIGHT)

    for page in (markdown(digest, UTC), html(digest, UTC)):
        assert "AP, in 10 outlets" in page
        assert "Daily Mail" in page
        assert "Paper 3" not in page


def test_the_evidence_and_the_explanation_show_the_report_once_and_every_outlet_by_its_link() -> None:
    board = fold(copies(10), TRACK, NIGHT)
    row = board_view(board, NIGHT).talks[0]
    drawn = [line.plain for block in evidence.blocks(row, NIGHT, UTC) for line in block.draw(100)]
    told = explain_row(board, row.id, NIGHT)

    assert isinstance(row, TalkRow)
    assert sum("AP, in 10 outlets" in line for line in drawn) == 1
    assert sum(line.strip().startswith("also Paper") for line in drawn) == 9
    assert sum(row.evidence in line for line in drawn) == 1
    assert all(any(source.link in line for line in drawn) for source in row.sources)
    assert sum("AP, in 10 outlets" in line for line in told) == 10
    assert any("1 independent" in line for line in told)
