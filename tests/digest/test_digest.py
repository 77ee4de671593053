"""The digest says what the board says, in every format, and lets no outside text become markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from talkwatch.digest.compose import DIGEST_VERSION, Digest, compose, fingerprint
from talkwatch.digest.markdown import escape, link, markdown
from talkwatch.digest.render import render
from talkwatch.ledger.changes import changes
from talkwatch.ledger.fold import fold
from talkwatch.model.claims import Report
from talkwatch.model.items import Feed, FeedId
from talkwatch.model.polls import FeedHealth
from talkwatch.views.board import board_view
from talkwatch.views.changes import change_rows
from talkwatch.views.health import health_view
from talkwatch.views.rows import RetractionRow
from tests.fakes.reports import TRACK, at, between, coming, report, said, talk

NIGHT = at("2024-08-14T21:40")
SINCE = at("2024-08-14T00:00")
NASTY = "Truce | <script>alert(1)</script> [x](javascript:y) *now* & `then`"


def digest() -> Digest:
    reports = [
        report("2024-08-12T08:00", talk(), coming("Israel", "confirmed"), coming("Hamas", "likely")),
        report(
            "2024-08-14T08:00",
            talk(start="2024-08-17", status="postponed"),
            coming("Hamas", "uncertain", condition="if the raids stop"),
            said(NASTY, form="direct", speaker="Osama Hamdan"),
            between("Israeli troops on the Egypt border", ("Israel", "demands"), ("Hamas", "rejects")),
            publisher="AFP",
        ),
    ]
    board = fold(reports, TRACK, NIGHT)
    rows = change_rows(changes(board, SINCE), board, NIGHT)
    return compose(board_view(board, NIGHT), rows, SINCE, NIGHT)


def test_every_line_of_a_list_has_a_source_with_time_and_link() -> None:
    lines = [line for line in markdown(digest(), UTC).splitlines() if re.match(r"- |  - |\| (?!---|Talk|Issue)", line)]

    sourced = [line for line in lines if "](<https://" in line]
    bare = [line for line in lines if line not in sourced]

    assert sourced
    assert all("differ" in line or "not confirmed" in line or re.match(r"- \*\*|\| Phila", line) for line in bare)


def test_the_digest_tells_what_moved_who_is_missing_and_what_is_in_the_way() -> None:
    text = markdown(digest(), UTC)

    assert "moved to Sat 17 Aug, before: Thu 15 Aug" in text
    assert "~~Sat 17 Aug~~" in text
    assert "not confirmed: Hamas, Qatar" in text
    assert "only if the raids stop" in text
    assert "| Philadelphi corridor | rejects, 14 Aug | demands, 14 Aug | open |" in text


def test_times_are_those_of_the_readers_zone() -> None:
    assert "AFP, 14 Aug 17:00" in markdown(digest(), ZoneInfo("Asia/Tokyo"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_escaped_words_hold_no_live_mark(words: str) -> None:
    escaped = escape(words)

    assert "\n" not in escaped
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>|]", escaped)
    assert re.sub(r"\\([\\`*_{}\[\]<>#|~&$!.)\-+=:])", r"\1", escaped) == " ".join(words.split())


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//example.org", ""])
def test_an_address_that_is_not_of_the_web_is_no_link(address: str) -> None:
    assert link("AP", address) == "AP"


def test_a_link_cannot_be_broken_out_of() -> None:
    assert link("A", "https://a.example/(x)>y z\n") == "[A](<https://a.example/(x)%3Ey%20z%0A>)"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_asks_the_net_for_nothing_and_keeps_outside_text_as_text() -> None:
    page = Tags()
    page.feed(render(digest(), "html", UTC).decode())

    assert not {tag for tag, _ in page.seen} & {"script", "img", "link", "iframe"}
    assert all(attrs.get("href", "https://").startswith("https://") for _, attrs in page.seen)  # type: ignore[union-attr]
    assert NASTY in "".join(page.words)


def test_the_calendar_follows_a_moved_talk() -> None:
    calendar = Calendar.from_ical(render(digest(), "ics", UTC))

    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2024, 8, 17, tzinfo=UTC).date()
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
    assert event["status"] == "TENTATIVE"
    assert event["sequence"] == 1
    assert str(event["uid"]).startswith(digest().talks[0].talk.id)


def test_the_json_twin_reads_back_as_the_same_digest() -> None:
    written = render(digest(), "json", UTC)

    assert Digest.model_validate_json(written) == digest()
    assert json.loads(written)["version"] == DIGEST_VERSION


def test_plain_text_keeps_to_its_columns_and_names_every_source_with_its_address() -> None:
    text = render(digest(), "txt", UTC).decode()

    assert all(len(line) <= 78 or "https://" in line for line in text.splitlines())
    assert "only if the raids stop" in " ".join(text.split())
    assert "[AFP, 14 Aug 08:00]" in text
    assert NASTY in " ".join(text.split())
    assert text.endswith("UTC.\n")


def test_the_week_of_probabilities_is_drawn_in_bars_and_in_a_line() -> None:
    hamas = next(row for row in digest().attendance if row.actor == "Hamas")
    page = render(digest(), "html", UTC).decode()

    assert hamas.course[:4] == (None, None, None, None)
    assert hamas.course[-1] == hamas.probability < (hamas.course[-2] or 0)
    assert re.search(r"\| ····[▁-█]{3} falling \|", markdown(digest(), UTC))
    assert "<title>the last 7 days: no report, no report, no report, no report, " in page
    assert page.count("<polyline") == len(digest().attendance)


def test_the_page_stands_issues_against_actors_with_dates() -> None:
    page = render(digest(), "html", UTC).decode()

    assert "<th>Issue</th><th>Hamas</th><th>Israel</th>" in page
    assert "<td>rejects, 14 Aug</td><td>demands, 14 Aug</td><td>open</td>" in page


@pytest.mark.parametrize("kind", ["md", "html", "txt"])
def test_every_format_tells_what_was_taken_back_and_which_feeds_fail(kind: str) -> None:
    lost = RetractionRow(
        item="00",
        publisher="AFP",
        link="https://afp.example/1",
        published=SINCE,
        changed=NIGHT,
        title="Talks <put> off",
        before="Talks begin",
        lost=("The delegation has arrived.",),
    )
    feed = FeedHealth(Feed(FeedId("https://a.example/rss"), "https://a.example/rss"), state="failing", error="410 Gone")
    full = digest().model_copy(update={"retractions": (lost,), "health": health_view([feed])})

    text = unescape(render(full, kind, UTC).decode()).replace("\\", "")

    assert "headline now “Talks <put> off”, before “Talks begin”" in text
    assert "no longer says: “The delegation has arrived.”" in text
    assert "https://afp.example/1" in text
    assert "https://a.example/rss: failing, 410 Gone" in text


def test_two_digests_that_say_the_same_share_their_fingerprint_and_others_do_not() -> None:
    later = digest().model_copy(update={"until": NIGHT + timedelta(minutes=5)})
    other = digest().model_copy(update={"changes": ()})

    assert fingerprint(digest()) == fingerprint(later)
    assert fingerprint(digest()) != fingerprint(other)


def at_night(*reports: Report) -> bytes:
    board = fold(reports, TRACK, NIGHT)
    return render(compose(board_view(board, NIGHT), (), SINCE, NIGHT), "ics", UTC)


def test_a_second_library_reads_the_calendar_and_follows_moved_and_cancelled_talks() -> None:
    first = report("2024-08-12T08:00", talk())
    moved = report("2024-08-13T08:00", talk(start="2024-08-17", status="postponed"), publisher="AFP")
    off = report("2024-08-14T08:00", talk(start="2024-08-17", status="cancelled"), publisher="AP")

    events = [vobject.readOne(at_night(*said).decode()).vevent for said in ((first,), (first, moved), (first, off))]

    assert len({event.uid.value for event in events}) == 1
    assert [event.status.value for event in events] == ["CONFIRMED", "TENTATIVE", "CANCELLED"]
    assert [event.dtstart.value.isoformat() for event in events[:2]] == ["2024-08-15", "2024-08-17"]
    assert [int(event.sequence.value) for event in events] == [0, 1, 1]
    assert all(event.dtend.value > event.dtstart.value for event in events)


def test_what_is_over_is_told_once_and_so_is_who_comes_to_talks_without_a_day() -> None:
    reports = [
        report("2024-08-12T08:00", talk(start="2024-08-12"), coming("Hamas", "confirmed")),
        report("2024-08-12T20:00", talk(start="2024-08-12", status="concluded"), publisher="AP"),
        report("2024-08-12T09:00", talk("Cairo round", start=None, place="Cairo"), coming("Israel", "confirmed")),
    ]

    def on(day: int) -> Digest:
        since, night = at(f"2024-08-{day}T00:00"), at(f"2024-08-{day}T23:59")
        board = fold(reports, TRACK, night)
        return compose(board_view(board, night), change_rows(changes(board, since), board, night), since, night)

    told = [[one.talk.name for one in on(day).talks] for day in (12, 13)]
    assert sorted(told[0]) == ["Cairo round", "Gaza ceasefire talks"]
    assert told[1] == ["Cairo round"]
    assert [{row.actor for row in on(day).attendance} for day in (12, 13)] == [{"Hamas", "Israel"}, set()]


def test_that_a_yes_became_surer_is_no_change_of_the_day() -> None:
    reports = [
        report("2024-08-13T08:00", talk(), coming("Hamas", "confirmed", by="a source")),
        *(
            report(f"2024-08-14T1{n}:00", talk(), coming("Hamas", "confirmed", by="Hamas"), publisher=f"P{n}")
            for n in range(4)
        ),
    ]
    board = fold(reports, TRACK, NIGHT)
    found = change_rows(changes(board, SINCE), board, NIGHT)

    assert [row.words for row in found if row.panel == "attendance"]
    assert compose(board_view(board, NIGHT), found, SINCE, NIGHT).changes == ()


def test_nobody_is_waited_for_at_a_truce() -> None:
    near = replace(talk("Israel–Hamas truce", place="Gaza"), kind="truce")
    board = fold([report("2024-08-14T08:00", near)], TRACK, NIGHT)

    (row,) = compose(board_view(board, NIGHT), (), SINCE, NIGHT).talks
    assert (row.talk.kind, row.waiting) == ("truce", ())
