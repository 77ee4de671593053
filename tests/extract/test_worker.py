from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter

from talkwatch.extract.pipeline import EXTRACTOR, Reader
from talkwatch.extract.worker import answer
from talkwatch.model.claims import Reading
from talkwatch.model.items import FeedId, Item, ItemId

NOW = datetime(2025, 6, 10, 9, tzinfo=UTC)
TEXT = "Bolivia and Peru will hold talks on the lake in Santiago on Thursday, mediators said on Monday."


def item(text: str, title: str = "Lake dispute: talks set for Thursday") -> Item:
    return Item(ItemId("0" * 16), FeedId("http://feed/"), "Herald", "http://a/", title, text, NOW, NOW, revision=3)


def message(number: int, text: str) -> bytes:
    made = TypeAdapter(Item).dump_python(item(text), mode="json")
    return json.dumps({"id": number, "item": made}).encode() + b"\n"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def test_the_worker_answers_each_line_in_order_and_ends_with_its_input() -> None:
    lines = message(1, TEXT) + b"no json\n" + b'{"id": 2}\n' + message(3, "")
    ran = subprocess.run(
        [sys.executable, "-m", "talkwatch.extract.worker"], input=lines, capture_output=True, check=True, timeout=60
    )
    replies = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [reply["id"] for reply in replies] == [1, None, 2, 3]
    assert "error" in replies[1]
    assert "error" in replies[2]
    reading = TypeAdapter(Reading).validate_python(replies[0]["reading"])
    assert (reading.item, reading.revision, reading.extractor) == ("0" * 16, 3, EXTRACTOR)
    assert reading.talks
    assert ran.stderr == b""


def test_a_reading_survives_the_way_through_json(reader: Reader) -> None:
    told: dict[str, Any] = json.loads(json.dumps(answer(reader, message(1, TEXT))))
    assert TypeAdapter(Reading).validate_python(told["reading"]) == reader.read(item(TEXT))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "(" * 100_000 + TEXT,
        '"' * 100_000,
        "“" * 50_000 + TEXT,
        "\x00" * 100_000 + TEXT,
        "مفاوضات " * 20_000,
        "\u202e" + TEXT * 10,
        "🕊️" * 50_000,
        "said " * 20_000,
        "talks on Thursday " * 6_000,
        "a" * 200_000,
        "Mr. " * 25_000,
        "\n" * 200_000,
        "\ud800 talks",
        ", ".join(["Bolivia"] * 10_000),
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_no_text_ends_the_worker(reader: Reader, text: str) -> None:
    assert "reading" in answer(reader, message(1, "x")) | {"text": text}
    assert reader.read(item(text)).item == "0" * 16


def test_a_text_in_another_language_is_marked_and_left(reader: Reader) -> None:
    french = "Les négociations entre les deux pays ont repris dans la capitale avec une médiation des voisins."
    reading = reader.read(item(french, "La trêve dans la guerre du lac est en vue"))
    assert reading.skipped == "language: fr"
    assert not reading.talks


def test_a_text_that_is_not_about_talks_is_marked_and_left(reader: Reader) -> None:
    reading = reader.read(item("The best pans for pancakes, tested by our kitchen.", "Seven pans that will not stick"))
    assert reading.skipped == "not about talks"
    assert reading.relevance < 0.5
