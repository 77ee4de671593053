"""The feed that leaves us is one that our own parser, and others', read back whole."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest

from talkwatch.digest.atom import atom
from talkwatch.views.rows import ChangeRow
from tests.fakes.boards import NOW, change

ATOM = "{http://www.w3.org/2005/Atom}"
NASTY = "Front: <script>alert(1)</script> & “]]>” \x1b[31m\ufffe"
ROWS = (change(1, "a-2", "Belmark Front is in doubt"), change(3, "t-1", NASTY), change(2, "t-1", "A day was given", 3))


def read_back(rows: tuple[ChangeRow, ...] = ROWS) -> feedparser.FeedParserDict:
    found = feedparser.parse(atom("Alder talks", rows, NOW - timedelta(days=7), "https://desk.example/alder.atom"))
    assert not found.bozo, found.get("bozo_exception")
    return found


def test_the_feed_round_trips_through_feedparser_newest_first() -> None:
    found = read_back()

    assert found.version == "atom10"
    assert found.feed.title == "talkwatch: Alder talks"
    assert [entry.title for entry in found.entries][:2] == ["Belmark Front is in doubt", "A day was given"]
    assert [entry.updated for entry in found.entries] == sorted((e.updated for e in found.entries), reverse=True)
    assert found.entries[0].link == ROWS[0].sources[0].link
    assert ROWS[0].sources[0].evidence in found.entries[0].content[0].value
    assert found.entries[0].author == ROWS[0].sources[0].publisher


def test_outside_text_stays_text_and_what_xml_cannot_hold_is_left_out() -> None:
    entry = next(entry for entry in read_back().entries if "alert" in entry.title)

    assert entry.title == "Front: <script>alert(1)</script> & “]]>” [31m"
    assert entry.title_detail.type == "text/plain"
    assert "<script" not in entry.content[0].value


def test_an_entry_keeps_its_id_and_a_new_turn_is_a_new_entry() -> None:
    first = [entry.id for entry in read_back().entries]
    turned = change(4, "a-2", "Belmark Front is in doubt").model_copy(update={"id": ROWS[0].id})

    assert [entry.id for entry in read_back().entries] == first
    assert len(set(first)) == len(ROWS)
    assert read_back((turned,)).entries[0].id not in first


@pytest.mark.parametrize("rows", [ROWS, ()], ids=["some", "none"])
def test_every_element_that_rfc_4287_asks_for_is_there_once(rows: tuple[ChangeRow, ...]) -> None:
    feed = ET.fromstring(atom("Alder talks", rows, NOW))

    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert all(entry.find(f"{ATOM}link").get("href") for entry in feed.iter(f"{ATOM}entry"))  # type: ignore[union-attr]
