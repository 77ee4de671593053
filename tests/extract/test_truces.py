"""What a document tells of a truce, from its being near to its end."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from talkwatch.extract.actors import Cast
from talkwatch.extract.truces import TruceRule, noun, rules, truces, unmade
from talkwatch.model.claims import TalkClaim
from talkwatch.text.sentences import document


def told(title: str, text: str = "", day: int = 23) -> tuple[TalkClaim, ...]:
    laid_out = document(title, text, datetime(2023, 11, day, 12, tzinfo=UTC))
    return truces(laid_out, Cast.of(laid_out))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_every_rule_takes_its_own_line_and_leaves_the_other(rule: TruceRule) -> None:
    assert rule.pattern.search(rule.takes)
    assert noun().search(rule.takes)
    assert not rule.pattern.search(rule.leaves)


def test_a_truce_that_is_only_called_for_is_none() -> None:
    assert unmade().search("Leaders call for a ceasefire in Gaza.")
    assert told("Leaders call for a ceasefire in Gaza") == ()
    assert not unmade().search("A ceasefire between Chad and Niger began on Friday.")


@pytest.mark.parametrize(
    ("title", "status", "start", "end"),
    [
        ("Israel and Hamas agree to a four-day truce", "scheduled", None, None),
        ("Gaza ceasefire due to come into effect on Thursday morning", "scheduled", 23, None),
        ("Israel-Hamas truce will not start before Friday, Israel says", "postponed", 24, None),
        ("Israel and Hamas to Start 4-day Truce on Friday: Qatar", "scheduled", 24, 28),
        ("Ceasefire between Israel and Hamas comes into effect", "under_way", 23, None),
        ("Israel-Hamas ceasefire takes effect on Friday", "scheduled", 24, None),
        ("Israel-Hamas truce in Gaza extended by two days, Qatar says", "under_way", None, 25),
        ("Israel-Hamas truce extended until Saturday", "under_way", None, 25),
        ("Israel resumes Gaza attacks as truce expires", "concluded", None, 23),
    ],
)
def test_a_headline_tells_the_status_and_the_day(title: str, status: str, start: int | None, end: int | None) -> None:
    (claim,) = told(title)

    assert (claim.kind, claim.status) == ("truce", status)
    assert claim.start == (start and date(2023, 11, start))
    assert claim.end == (end and date(2023, 11, end))


def test_the_two_sides_are_those_that_a_dash_or_an_and_joins_and_not_the_broker() -> None:
    (claim,) = told("Deal agreed to extend Israel-Hamas ceasefire for two days, say Hamas and Qatar")

    assert claim.parties == ("Israel", "Hamas")


def test_talks_about_making_it_longer_extend_nothing() -> None:
    assert all(one.end is None for one in told("Mediators try to extend the Israel-Hamas truce by two days"))


def test_a_truce_that_nobody_and_no_land_is_named_for_is_left() -> None:
    assert told("The truce broke down over the details") == ()
