"""The summary that began the project, and one of the same kind in our own words."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from talkwatch.extract.pipeline import Reader
from talkwatch.model.claims import AttendanceClaim, Reading, StatementClaim, StickingClaim, TalkClaim

OURS = """\
Bolivia, the landlocked republic, voiced doubts about Peru’s will to end the border war as cease-fire talks are set \
to open this week. Bolivian delegate Rosa Quispe said in an interview with Reuters on Monday that her country would \
only join the session if it dealt with the plan that was presented in March. The two sides still disagree over the \
plan’s details, with Bolivia rejecting Peru’s demand for a permanent garrison on the eastern shore.
Quispe stressed that Bolivia wants a timetable rather than a new round of promises. It was unclear late Tuesday \
whether Bolivia would take part in the talks scheduled for Wednesday in Santiago. Bolivia accused Peru of adding new \
conditions.
Bolivia has insisted on a full pull-out of Peruvian troops from the delta.
"""
PUBLISHED = datetime(2025, 6, 10, 23, tzinfo=UTC)  # a Tuesday


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    return reader.read_text("ours", "", OURS, PUBLISHED)


def test_the_session_is_found_on_its_day(reading: Reading) -> None:
    (talk,) = reading.talks
    assert (talk.start, talk.precision, talk.status) == (date(2025, 6, 11), "day", "scheduled")


def test_doubt_about_coming_is_uncertain(reading: Reading) -> None:
    stances = {(claim.actor, claim.stance) for claim in reading.attendance}
    assert stances == {("Bolivia", "uncertain")}


def test_the_delegate_speaks_for_her_country_by_her_full_name(reading: Reading) -> None:
    said = [claim for claim in reading.statements if claim.speaker == "Rosa Quispe"]
    assert len(said) >= 2
    assert {claim.actor for claim in said} == {"Bolivia"}
    assert said[0].said_on == date(2025, 6, 9)
    assert said[0].medium is not None
    assert "Reuters" in said[0].medium


def test_what_divides_the_sides_is_found_with_who_wants_what(reading: Reading) -> None:
    holds = {(position.actor, position.hold) for claim in reading.sticking for position in claim.positions}
    assert ("Peru", "demands") in holds
    assert ("Bolivia", "rejects") in holds
    assert any("garrison" in claim.issue for claim in reading.sticking)
    assert any("pull-out" in claim.issue for claim in reading.sticking)


def test_every_claim_is_a_slice_of_the_text(reading: Reading) -> None:
    claims: list[TalkClaim | AttendanceClaim | StatementClaim | StickingClaim]
    claims = [*reading.talks, *reading.attendance, *reading.statements, *reading.sticking]
    assert claims
    for claim in claims:
        assert claim.rule
        assert 0 < claim.confidence <= 1
        assert OURS[claim.span.start : claim.span.end] == claim.span.words


@pytest.fixture(scope="module")
def scores(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What shared/gold/score.py says of `talkwatch extract` on the seed."""
    article, found = shared / "seed" / "article.jsonl", tmp_path_factory.mktemp("seed") / "found.jsonl"
    talkwatch = [sys.executable, "-m", "talkwatch", "extract", "--jsonl", str(article)]
    found.write_bytes(subprocess.run(talkwatch, check=True, capture_output=True).stdout)
    score = [sys.executable, str(shared / "gold" / "score.py"), str(shared / "seed" / "gold.jsonl"), str(found)]
    told = subprocess.run([*score, "--articles", str(article), "--json"], check=True, capture_output=True)
    scores: dict[str, Any] = json.loads(told.stdout)
    return scores


@pytest.mark.parametrize("line", ["talks", "talks+status", "attendance", "attendance+stance"])
def test_talks_and_attendance_of_the_seed_are_all_right(scores: dict[str, Any], line: str) -> None:
    assert scores[line]["F1"] == 1.0


@pytest.mark.parametrize(
    ("line", "least"),
    [("statements", 5), ("statements+speaker", 5), ("statements+actor", 5), ("sticking", 3), ("positions", 3)],
)
def test_statements_and_sticking_points_of_the_seed_are_found(scores: dict[str, Any], line: str, least: int) -> None:
    assert scores[line]["hit"] >= least
