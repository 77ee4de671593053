"""A second reader whose server helps, lies, babbles, stalls, fails or is gone: only what stands in the text counts."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from talkwatch.clock import fixed_clock
from talkwatch.ledger.weights import SECOND_READER
from talkwatch.model.claims import Reading, Report
from talkwatch.model.items import Entry, Feed, FeedId, item_id
from talkwatch.second import FIRST_WAIT, IDLE, LAST_WAIT, SecondReader
from talkwatch.settings.config import ReaderSection
from talkwatch.store import Store
from talkwatch.told import Read, WatchEvent
from talkwatch.views.health import SECOND, second_words
from tests.fakes.reports import at, coming, talk

NOW = at("2024-08-14T12:00")
FEED = Feed(FeedId("https://afp.example/rss"), "https://afp.example/rss", publisher="AFP")
MEETS = "Norland and Sudland will hold talks in Cairo on Friday."
SAYS = 'Ana Reyes of Norland said "the port must stay open" and left.'
APART = "Sudland rejects a lease of the port."
TEXT = f"{MEETS} {SAYS} {APART}"
ITEM = item_id(FEED.id, "guid:1")

HONEST = {
    "talks": [
        {"sentence": MEETS, "name": "talks", "place": "Cairo", "start": "2024-08-16", "parties": ["Norland", "Sudland"]}
    ],
    "attendance": [{"sentence": MEETS, "actor": "Sudland", "stance": "likely"}],
    "statements": [{"speaker": "Ana Reyes", "actor": "Norland", "words": "the port must stay open"}],
    "sticking_points": [
        {"sentence": APART, "issue": "lease of the port", "positions": [{"actor": "Sudland", "position": "rejects"}]}
    ],
}
LIES = {
    "talks": [
        {"sentence": "Norland and Sudland will meet in Paris.", "name": "talks", "place": "Paris"},
        {"sentence": MEETS, "name": "peace summit"},
        {
            "sentence": MEETS,
            "name": "talks",
            "place": "Paris",
            "start": "2024-09-01",
            "parties": ["Atlantis", "Norland"],
        },
    ],
    "attendance": [
        {"sentence": MEETS, "actor": "Atlantis", "stance": "confirmed"},
        {"sentence": MEETS, "actor": "Norland", "stance": "surely"},
    ],
    "statements": [
        {"speaker": "Ana Reyes", "words": "the port must be closed"},
        {"speaker": "Karl Berg", "words": "the port must stay open"},
        "no object",
    ],
    "sticking_points": [{"sentence": APART, "issue": "fishing quotas"}, {"sentence": "", "issue": ""}],
}

Reply = Callable[[BaseHTTPRequestHandler], None]


def says(content: Any) -> Reply:
    """The server answers with this content."""
    body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
    return sends(body)


def sends(body: bytes, status: int = 200) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


@contextmanager
def serving(reply: Reply, asked: list[dict[str, Any]]) -> Iterator[str]:
    """A chat server on loopback; `asked` gets each question."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            reply(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """One item, read by us and found to be about talks, without a claim."""
    with Store.open(tmp_path / "t.db") as opened:
        opened.add_feed(FEED)
        opened.backfill(FEED, [Entry("guid:1", "https://afp.example/1", "Port talks near", TEXT, NOW)])
        opened.add_readings([Reading(ITEM, 1, "ours", relevance=1.0)])
        yield opened


def reader(store: Store, url: str, told: list[WatchEvent], seconds: float = 30) -> SecondReader:
    settings = ReaderSection.model_construct(url=url, model="tiny", seconds=seconds)
    return SecondReader(store, fixed_clock(NOW), told.append, settings)


async def read(store: Store, reply: Reply) -> tuple[float, list[WatchEvent]]:
    """One round against a server that replies so: the wait after it, and what was told."""
    told: list[WatchEvent] = []
    with serving(reply, []) as url:
        second = reader(store, url, told)
        wait = await second.round()
        await second.close()
    return wait, told


def report(store: Store) -> Report | None:
    return next(iter(store.reports()), None)


async def test_what_an_answer_has_from_the_text_is_on_record_under_the_models_name(store: Store) -> None:
    before = store.version()
    wait, told = await read(store, says(f"Sure!\n```json\n{json.dumps(HONEST)}\n```"))

    found = report(store)
    assert (wait, told, store.counts().claims) == (0.0, [Read(0, 4)], 4)
    assert found is not None
    assert store.version() != before
    (meeting,), (comes,) = found.reading.talks, found.reading.attendance
    (saying,), (issue,) = found.reading.statements, found.reading.sticking
    assert (meeting.place, str(meeting.start), meeting.parties) == ("Cairo", "2024-08-16", ("Norland", "Sudland"))
    assert (comes.actor, comes.stance, comes.talk) == ("Sudland", "likely", 0)
    assert (saying.form, saying.content, saying.span.words) == ("direct", "the port must stay open", SAYS)
    assert (issue.issue, issue.positions[0].hold) == ("lease of the port", "rejects")
    assert {claim.rule for claim in (meeting, comes, saying, issue)} == {"model tiny"}
    assert {claim.confidence for claim in (meeting, comes, saying, issue)} == {SECOND_READER}


async def test_of_lies_only_what_stands_in_the_text_is_kept(store: Store) -> None:
    await read(store, says(json.dumps(LIES)))

    found = report(store)
    assert found is not None
    (meeting,) = found.reading.talks
    assert (meeting.name, meeting.place, meeting.start, meeting.parties) == ("talks", None, None, ("Norland",))
    assert (found.reading.attendance, found.reading.statements, found.reading.sticking) == ((), (), ())


async def test_what_we_read_ourselves_stays_ours_and_keeps_its_number(store: Store) -> None:
    ours = Reading(ITEM, 1, "ours", talks=(talk(place="Cairo", start="2024-08-16"),), attendance=(coming("Sudland"),))
    store.add_readings([ours])
    await read(store, says(json.dumps(HONEST)))

    found = report(store)
    assert found is not None
    assert found.reading.talks == ours.talks
    assert found.reading.attendance == ours.attendance
    assert len(found.reading.statements) == len(found.reading.sticking) == 1


BABBLE = {
    "prose": says("I am sorry, I cannot help with that."),
    "a list": says("[1, 2]"),
    "a bottomless list": says("{" + '"a": [' * 100_000),
    "no words": says(None),
    "another API": sends(b'{"error": "no"}'),
    "no JSON": sends(b"<html>"),
    "without an end": sends(b"x" * (600 << 10)),
    "no for this item": sends(b"too long", 413),
}


@pytest.mark.parametrize("reply", BABBLE.values(), ids=BABBLE)
async def test_babble_is_a_fact_of_its_item_and_the_next_is_read(store: Store, reply: Reply) -> None:
    wait, told = await read(store, reply)

    assert (wait, told, report(store)) == (0.0, [], None)
    assert store.seconds() == (1, 0, 1)
    assert store.wanted_seconds("model tiny", NOW, 5) == ()
    assert [item.id for item in store.wanted_seconds("model other", NOW, 5)] == [ITEM]


DOWN = {"its own fault": sends(b"", 500), "no such model": sends(b"", 404), "elsewhere": sends(b"", 302)}


@pytest.mark.parametrize("reply", DOWN.values(), ids=DOWN)
async def test_a_server_that_does_not_serve_is_a_fact_in_health_and_the_item_waits(store: Store, reply: Reply) -> None:
    wait, _ = await read(store, reply)

    assert wait == FIRST_WAIT
    assert second_words(store.recall(SECOND)).startswith("second reader (tiny) down since 14 Aug 12:00 UTC: HTTP ")
    assert [item.id for item in store.wanted_seconds("model tiny", NOW, 5)] == [ITEM]


async def test_a_server_that_is_gone_is_asked_ever_more_seldom_until_it_is_back(store: Store) -> None:
    with serving(sends(b""), []) as gone:
        pass
    second = reader(store, gone, [])
    waits = [await second.round() for _ in range(9)]
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LAST_WAIT
    assert "not reached" in second_words(store.recall(SECOND))
    await second.close()

    await read(store, says(json.dumps(HONEST)))
    assert second_words(store.recall(SECOND)) == ""


async def test_a_server_that_stalls_holds_up_nothing_but_its_own_round(store: Store) -> None:
    ended, turns = threading.Event(), 0

    def stall(_: BaseHTTPRequestHandler) -> None:
        ended.wait(30)

    with serving(stall, []) as url:
        second = reader(store, url, [], seconds=0.3)  # a config has five at least
        waiting = asyncio.ensure_future(second.round())
        while not waiting.done():
            await asyncio.sleep(0)
            turns += 1
        ended.set()
        assert turns > 100
        assert await waiting == FIRST_WAIT
        await second.close()
    assert "no answer within" in second_words(store.recall(SECOND))


async def test_the_question_has_the_item_the_schema_and_bounds_and_nothing_is_asked_twice(store: Store) -> None:
    asked: list[dict[str, Any]] = []
    with serving(says("{}"), asked) as url:
        second = reader(store, url, [])
        assert [await second.round(), await second.round()] == [0.0, IDLE]
        await second.close()

    (one,) = asked
    assert TEXT in one["messages"][1]["content"]
    assert one["response_format"]["json_schema"]["schema"]["properties"].keys() == HONEST.keys()
    assert (one["model"], one["temperature"]) == ("tiny", 0)
    assert one["max_tokens"] > 0
