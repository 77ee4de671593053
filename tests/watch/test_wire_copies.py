"""Copies of wire stories, as the feed server of ../shared deals them out, are found among what was polled."""

from __future__ import annotations

from pathlib import Path

from talkwatch.ledger.groups import Leaf, groups
from talkwatch.store import Store
from tests.bench import testbench
from tests.bench.wire_groups import poll, score


async def test_the_wire_stories_of_the_feed_server_are_grouped_as_its_truth_says(shared: Path, tmp_path: Path) -> None:
    words = ["--ports", "4", "--feeds", "24", "--items", "20", "--wire-share", "0.3", "--max-seconds", "120"]
    with testbench.testbench(tmp_path / "log.jsonl", *words) as server:
        await poll(tmp_path / "store.db", server)
        truth = server.truth()

    with Store.open(tmp_path / "store.db", read_only=True) as store:
        items = store.items(10_000)
    group = groups(Leaf(item.id, item.link, item.title, item.text, item.published, item.publisher) for item in items)
    found = {"urn:feed:" + ":".join(item.link.split("/")[-2:]): group[item.id] for item in items}

    assert len(found) == 480
    precision, recall = score(found, truth)
    assert precision >= 0.98
    assert 2 * precision * recall / (precision + recall) >= 0.95
