from __future__ import annotations

import json
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.text.dates import DateMention, dates
from talkwatch.text.dates_calendar import easter, hebrew_new_year, islamic
from talkwatch.text.dates_direction import direction
from talkwatch.text.dates_named import named_days
from talkwatch.text.dates_rules import Rule, rules

WEDNESDAY = datetime(2025, 8, 13, 9, tzinfo=UTC)
DIRECTIONS: dict[str, Any] = tomllib.loads(
    files("talkwatch.text").joinpath("lexicons/direction.toml").read_text(encoding="utf-8")
)


def days(sentence: str, published: datetime = WEDNESDAY) -> list[tuple[str, str, str]]:
    return [(mention.text, str(mention.first), str(mention.last)) for mention in dates(sentence, published)]


def the_day(sentence: str, published: datetime = WEDNESDAY) -> str:
    found = dates(sentence, published)
    assert len(found) == 1, found
    assert found[0].first == found[0].last
    return str(found[0].first)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_reads_its_example_and_leaves_the_other(rule: Rule) -> None:
    sentence, words = rule.takes
    assert words in [match[0] for match in rule.pattern.finditer(sentence)]
    assert words in [mention.text for mention in dates(sentence, WEDNESDAY)]
    assert dates(rule.leaves, WEDNESDAY) == () or not rule.pattern.search(rule.leaves)


@pytest.mark.parametrize(
    ("group", "taken"),
    [
        ("past", {"past"}),
        ("not_past", {"coming"}),
        ("future", {"coming"}),
        ("scheduled", {"coming"}),
        ("present", {"weakly coming"}),
        ("leads", {"coming"}),
        ("before", {"coming"}),
        ("not_verbs", {"past"}),
    ],
)
def test_a_group_of_direction_words_points_as_it_says(group: str, taken: set[str]) -> None:
    takes, leaves = DIRECTIONS[group]["takes"], DIRECTIONS[group]["leaves"]
    assert direction(takes, takes.index("Tuesday"), takes.index("Tuesday") + 7) in taken
    assert direction(leaves, leaves.index("Tuesday"), leaves.index("Tuesday") + 7) not in taken


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The envoys parted Monday without a word.", "2025-08-11"),
        ("The envoys are to part Monday.", "2025-08-18"),
        ("Envoys will meet again on Friday, the ministry said on Tuesday.", "2025-08-15 2025-08-12"),
        ("The minister said the session on Friday would be short.", "2025-08-15"),
        ("Unions say the talks scheduled for Monday are off.", "2025-08-18"),
        ("Ministers spoke after Sunday's raid.", "2025-08-10"),
        ("Ministers spoke ahead of Sunday's vote.", "2025-08-17"),
        ("A vote is due by Saturday.", "2025-08-16"),
        ("Nobody has seen the envoy since Saturday.", "2025-08-09"),
        ("The round opens at 9 a.m. (0700 GMT) on Monday.", "2025-08-18"),
        ("Both sides had been expected to sign on Monday.", "2025-08-18"),
        ("They have agreed to return on Thursday.", "2025-08-14"),
        ("The team that arrived on Thursday has left.", "2025-08-07"),
        ("On Friday, negotiators are due to see the king.", "2025-08-15"),
        ("On Friday, negotiators saw the king.", "2025-08-08"),
        ("The deal that took effect on Dec. 2 is in ruins.", "2024-12-02"),
        ("The round will open on Sept. 2.", "2025-09-02"),
        ("They broke up on Dec. 20.", "2024-12-20"),
    ],
)
def test_the_verbs_tell_the_side_of_a_day(sentence: str, day: str) -> None:
    assert " ".join(str(mention.first) for mention in dates(sentence, WEDNESDAY)) == day


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("They meet Friday and Saturday.", "2025-08-15", "2025-08-16"),
        ("They met from Monday to Tuesday.", "2025-08-11", "2025-08-12"),
        ("The summit runs Sept. 3–5.", "2025-09-03", "2025-09-05"),
        ("The summit runs from 30 September to 2 October.", "2025-09-30", "2025-10-02"),
        ("A round will take place early next week.", "2025-08-18", "2025-08-20"),
        ("A reply is due within 72 hours.", "2025-08-13", "2025-08-16"),
        ("Rounds are planned for the second half of September.", "2025-09-01", "2025-09-30"),
        ("They hope to sign by the end of September.", "2025-09-30", "2025-09-30"),
        ("Shells fell overnight.", "2025-08-12", "2025-08-13"),
        ("They parted last autumn.", "2024-09-01", "2024-11-30"),
        ("They will vote in the third quarter.", "2025-07-01", "2025-09-30"),
        ("It has held for the past three weeks.", "2025-07-23", "2025-08-13"),
        ("They shook hands in November 2024.", "2024-11-01", "2024-11-30"),
        ("They will vote next spring.", "2026-03-01", "2026-05-31"),
        ("It was signed in 2015.", "2015-01-01", "2015-12-31"),
    ],
)
def test_a_stretch_has_its_first_and_its_last_day(sentence: str, first: str, last: str) -> None:
    assert (first, last) in [(start, end) for _, start, end in days(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Talks will resume in the coming days.",
        "A date will be named soon.",
        "They will meet later this week.",
        "They will meet in the next few weeks.",
        "The truce is weeks away; a deal may come within days.",
        "Two days later, the envoys left.",
        "They met a few days ago.",
        "They met several weeks ago.",
        "A summit is likely in mid-October.",
        "A summit is likely in early 2026.",
        "In recent days both have softened.",
    ],
)
def test_vague_words_never_become_a_single_day(sentence: str) -> None:
    found = dates(sentence, WEDNESDAY)
    assert found
    for mention in found:
        assert mention.vague
        assert mention.first is None or mention.first != mention.last


@pytest.mark.parametrize("back", range(14))
def test_no_day_of_the_week_makes_later_or_earlier_this_week_a_single_day(back: int) -> None:
    for sentence in ("They meet later this week.", "They met earlier this month."):
        (mention,) = dates(sentence, datetime(2025, 9, 8, tzinfo=UTC) - timedelta(days=back))
        assert mention.first != mention.last


@pytest.mark.parametrize(
    "sentence",
    [
        "May said she may march.",
        "He sat in the sun and read the Sun.",
        "It is open 24/7.",
        "Resolution 2735 names 2000 prisoners.",
        "The week was long, and they paid $2015.",
        "Fridays are quiet.",
        "It fell for the first time in two weeks.",
    ],
)
def test_words_that_only_look_like_dates_are_left(sentence: str) -> None:
    assert dates(sentence, WEDNESDAY) == ()


def test_today_s_own_name_is_today() -> None:
    assert the_day("The premier said on Wednesday that all was well.") == "2025-08-13"
    assert the_day("The premier will speak on Wednesday evening.") == "2025-08-13"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Lima to host a new round of fishing talks by Wednesday", "2025-08-20"),
        ("The envoys will meet by Wednesday.", "2025-08-20"),
        ("By Wednesday the two will have signed.", "2025-08-20"),
        ("The envoys will meet by Wednesday evening.", "2025-08-13"),
        ("The envoys had left by Wednesday.", "2025-08-13"),
        ("By Wednesday the hall was empty.", "2025-08-13"),
        ("The envoys will meet on Wednesday.", "2025-08-13"),
    ],
)
def test_a_term_that_ends_by_today_s_name_is_a_week_off_unless_it_is_past(sentence: str, day: str) -> None:
    assert the_day(sentence) == day


def test_last_and_next_move_a_weekday_past_the_nearest() -> None:
    assert the_day("It began last Wednesday.") == "2025-08-06"
    assert the_day("It begins next Friday.") == "2025-08-22"
    assert the_day("It begins on Friday next week.") == "2025-08-22"
    assert the_day("It began on Tuesday last week.") == "2025-08-05"


def test_one_day_named_twice_is_one_mention() -> None:
    assert days("They meet tomorrow, Aug. 14th, in Oslo.") == [("tomorrow, Aug. 14th", "2025-08-14", "2025-08-14")]
    assert days("They meet on Wednesday (today).") == [("Wednesday (today)", "2025-08-13", "2025-08-13")]


def test_a_weekday_beside_a_date_chooses_the_year() -> None:
    assert the_day("They meet on Sunday, 15 February.") == "2026-02-15"


def test_a_day_counted_from_one_named_before_is_found() -> None:
    assert days("They met on Monday and parted the next day.")[1] == (
        "the next day",
        "2025-08-11",
        "2025-08-11",
    ) or days("They met on Monday and parted the next day.")[1] == ("the next day", "2025-08-12", "2025-08-12")


def test_the_zone_decides_which_day_it_is() -> None:
    late = datetime(2025, 8, 14, 2, tzinfo=UTC)
    (mention,) = dates("The talks ended today.", late, timezone(timedelta(hours=-4)))
    assert mention.first == date(2025, 8, 13)


def test_the_part_of_the_day_and_the_clock_are_kept() -> None:
    def part(sentence: str) -> str | None:
        return dates(sentence, WEDNESDAY)[0].part

    assert part("They left late Monday.") == "night"
    assert part("They left Monday morning.") == "morning"
    assert part("It opens at 6:30 p.m. (1630 GMT) on Monday.") == "18:30"
    assert part("It opens at 10 a.m. Monday.") == "10:00"


def test_mentions_are_slices_in_order() -> None:
    sentence = "On Monday they met; on Aug. 20 they will meet again, and next month they vote."
    found = dates(sentence, WEDNESDAY)
    assert [mention.text for mention in found] == ["Monday", "Aug. 20", "next month"]
    assert all(sentence[mention.start : mention.end] == mention.text for mention in found)


def test_feasts_fall_on_their_days() -> None:
    assert easter(2024) == date(2024, 3, 31)
    assert islamic(1445, 9, 1) == date(2024, 3, 11)
    assert hebrew_new_year(5785) == date(2024, 10, 3)
    assert named_days()["thanksgiving"].around(2024)[1] == (date(2024, 11, 28), date(2024, 11, 28))
    assert the_day("They want a truce before Christmas.", datetime(2025, 12, 1, tzinfo=UTC)) == "2025-12-25"


@given(st.text(max_size=300), st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001 - read as UTC
def test_any_text_is_read_without_harm(sentence: str, published: datetime) -> None:
    for mention in dates(sentence, published):
        assert sentence[mention.start : mention.end] == mention.text


def right(row: dict[str, Any], mention: DateMention) -> bool:
    if row["vague"] and mention.first is not None and mention.first == mention.last:
        return False
    return [str(mention.first), str(mention.last)] in [[row["start"], row["end"]], *row["accept"]]


@pytest.mark.parametrize(("name", "least"), [("dates.jsonl", 39), ("real.jsonl", 122)])
def test_the_measured_sets_are_read_as_well_as_promised(shared: Path, name: str, least: int) -> None:
    good = 0
    for line in (shared / "dates" / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        at = row["sentence"].find(row["expr"])
        found = dates(row["sentence"], datetime.fromisoformat(row["pub"]))
        near = [mention for mention in found if mention.start < at + len(row["expr"]) and mention.end > at]
        good += any(right(row, mention) for mention in near)
    assert good >= least
