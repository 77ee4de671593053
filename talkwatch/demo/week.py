"""The demo's week as values: which outlet's feed holds which entries at a simulated moment."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented publisher; `address` is its feed's file name on the loopback server."""

    key: str
    title: str
    address: str
    format: Literal["rss", "atom", "rdf"]
    body: Literal["summary", "full", "html"]

    @property
    def name(self) -> str:
        """The publisher without its section ("Harbour Wire")."""
        return self.title.split(" - ")[0].split(" | ")[0]


@dataclass(frozen=True, slots=True)
class Wording:
    """An entry's words from `since` (UTC) on; paragraphs of `text` are parted by newlines."""

    since: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DemoEntry:
    """One entry of one outlet's feed, with its wordings in time; `agency` is credited on a copy."""

    outlet: str
    number: int
    published: datetime
    wordings: tuple[Wording, ...]
    agency: str = ""

    def at(self, moment: datetime) -> Wording:
        """The wording that readers see at `moment`."""
        return [wording for wording in self.wordings if wording.since <= moment][-1]


@dataclass(frozen=True, slots=True)
class Week:
    """The whole week; `start` and `stop` are where its clock begins and stands still (UTC)."""

    start: datetime
    stop: datetime
    outlets: tuple[Outlet, ...]
    entries: tuple[DemoEntry, ...]

    def feed(self, outlet: str, moment: datetime) -> tuple[DemoEntry, ...]:
        """What an outlet's feed holds at `moment`, newest first."""
        shown = [entry for entry in self.entries if entry.outlet == outlet and entry.published <= moment]
        return tuple(sorted(shown, key=lambda entry: entry.published, reverse=True))


@cache
def demo_week() -> Week:
    """The week that ships with talkwatch."""
    table = tomllib.loads((resources.files("talkwatch.demo") / "week.toml").read_text(encoding="utf-8"))
    outlets = tuple(Outlet(**outlet) for outlet in table["outlet"])
    names = {outlet.key: outlet.name for outlet in outlets}
    entries = [
        entry for number, item in enumerate(table["item"], start=1) for entry in _entries_of(item, number, names)
    ]
    return Week(table["start"], table["stop"], outlets, tuple(entries))


def _entries_of(item: dict[str, Any], number: int, names: dict[str, str]) -> list[DemoEntry]:
    published: datetime = item["at"]
    words = [Wording(published, item["title"], item["text"].strip())]
    for when, title, text in item.get("edits", []):
        words.append(Wording(datetime.fromisoformat(when) if isinstance(when, str) else when, title, text))
        if not text:
            words[-1] = Wording(words[-1].since, title, words[-2].text)
    original = DemoEntry(item["outlet"], number, published, tuple(words))
    copies = [
        DemoEntry(outlet, number, when, _later(tuple(words), when - published), names[item["outlet"]])
        for outlet, when in item.get("copies", [])
    ]
    return [original, *copies]


def _later(words: tuple[Wording, ...], delay: timedelta) -> tuple[Wording, ...]:
    return tuple(Wording(wording.since + delay, wording.title, wording.text) for wording in words)
