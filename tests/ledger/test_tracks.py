"""What belongs to a track."""

from __future__ import annotations

import pytest

from talkwatch.ledger.fold import fold
from talkwatch.model.claims import StatementClaim
from tests.fakes.reports import TRACK, at, between, report, said, span, talk


def spoken(words: str, speaker: str, actor: str) -> StatementClaim:
    return StatementClaim(span(words), "by hand", 0.9, speaker, actor, "indirect", words)


@pytest.mark.parametrize(
    ("title", "words", "belongs"),
    [
        ("Gaza truce talks resume", "The US said the hostages could be home within days.", True),
        ("Blinken visits Asia", "The US said it would keep talking to China about chips.", False),
        ("World in brief", "The US told Israel to bring the hostages home through a deal.", True),
        ("Israel's budget passes", "Israel said that spending on schools would rise.", False),
        ("Plastics treaty held hostage", "Egypt said that producers hold the treaty hostage.", False),
    ],
)
def test_a_statement_is_the_tracks_when_it_is_about_its_matter(title: str, words: str, *, belongs: bool) -> None:
    actor = next(name for name in ("US", "Israel", "Egypt") if words.startswith((name, f"The {name}")))
    one = report("2024-08-14T08:00", spoken(words, actor, actor), title=title)

    assert bool(fold([one], TRACK, at("2024-08-14T21:40")).statements) is belongs


def test_a_talk_of_one_party_with_strangers_is_not_the_tracks() -> None:
    other = talk(
        "Israel-Japan trade talks",
        parties=("Israel", "Japan"),
        mediators=(),
        place="Tokyo",
        words="Israel and Japan will talk about trade in Tokyo.",
    )

    assert fold([report("2024-08-14T08:00", other, title="Trade")], TRACK, at("2024-08-14T21:40")).talks == ()


def test_an_alias_is_shown_under_the_tracks_name() -> None:
    one = report(
        "2024-08-14T08:00",
        talk(parties=("Mossad", "Qassam Brigades")),
        said("the truce must last", actor="Qassam Brigades"),
    )
    board = fold([one], TRACK, at("2024-08-14T21:40"))

    assert board.talks[0].parties == ("Hamas", "Israel")
    assert board.statements[0].actor == "Hamas"


def test_a_summit_on_another_matter_is_not_the_tracks_though_its_sentence_names_the_sides() -> None:
    other = talk(
        "Harbour towns summit",
        parties=(),
        mediators=(),
        place=None,
        words="Israel stays away from the harbour towns summit because of its war with Hamas.",
    )
    vague = talk("talks", parties=(), mediators=(), place=None, words="Israel and Hamas are still in talks.")
    board = fold([report("2024-08-14T08:00", other, vague, title="Summit")], TRACK, at("2024-08-14T21:40"))

    assert [row.name for row in board.talks] == ["talks"]


def test_a_cabinets_own_meeting_is_no_round_of_talks() -> None:
    own = talk(
        "Netanyahu meeting",
        parties=("Israel",),
        mediators=(),
        place=None,
        words="Israel's ministers met on Tuesday to vote on a truce with Hamas.",
    )

    assert fold([report("2024-08-14T08:00", own)], TRACK, at("2024-08-14T21:40")).talks == ()


def test_what_is_said_of_the_talks_in_a_report_on_them_is_the_tracks() -> None:
    words = "The US said that the talks had made a promising start."
    one = spoken(words, "John Kirby", "US")
    verbatim = StatementClaim(
        span("A lot remains to be done."), "by hand", 0.9, "Kirby", None, "direct", "A lot remains"
    )
    here = report("2024-08-14T08:00", talk(), one, verbatim, title="A start")
    elsewhere = report("2024-08-14T08:00", one, verbatim, title="A start")

    shown = fold([here], TRACK, at("2024-08-14T21:40")).statements
    assert [(row.speaker, row.actor) for row in shown] == [("John Kirby", "United States")] * 2
    assert fold([elsewhere], TRACK, at("2024-08-14T21:40")).statements == ()


def test_a_strangers_visit_to_a_party_is_not_the_tracks_though_it_names_an_issue() -> None:
    visit = talk(
        "Bo Larsen-Israel hostage meeting",
        parties=("Bo Larsen", "Israel"),
        mediators=(),
        words="Bo Larsen will meet Israel's president and families of hostages.",
    )

    assert fold([report("2024-08-14T08:00", visit)], TRACK, at("2024-08-14T21:40")).talks == ()


@pytest.mark.parametrize("parties", [("Israel",), ()])
def test_a_party_at_a_summit_of_others_is_not_at_the_tracks_talks(parties: tuple[str, ...]) -> None:
    other = talk(
        "EU harbours summit",
        parties=parties,
        mediators=(),
        place=None,
        words="Israel stays away from the EU harbours summit amid the war with Hamas.",
    )

    assert fold([report("2024-08-14T08:00", other, title="Summit")], TRACK, at("2024-08-14T21:40")).talks == ()


def test_a_party_that_speaks_of_a_deal_under_a_headline_about_both_speaks_of_the_tracks() -> None:
    words = "What is on offer is no deal at all."
    ours = report("2024-08-14T08:00", spoken(words, "Osama Hamdan", "Hamas"), title="Hamas dismisses talk of a deal")
    other = report("2024-08-14T08:00", spoken(words, "Tim Cook", "Apple"), title="Apple dismisses talk of a deal")

    assert [row.actor for row in fold([ours, other], TRACK, at("2024-08-14T21:40")).statements] == ["Hamas"]


def test_an_issue_named_in_a_report_of_the_tracks_talks_is_the_tracks_though_its_sentence_names_no_side() -> None:
    point = between("release of the last hostages", words="The obstacle is the release of the last hostages.")

    with_talks = fold([report("2024-08-14T08:00", talk(), point, title="Doha readies")], TRACK, at("2024-08-14T21:40"))
    without = fold([report("2024-08-14T08:00", point, title="Doha readies")], TRACK, at("2024-08-14T21:40"))

    assert [row.issue for row in with_talks.issues] == ["release of hostages"]
    assert without.issues == ()
