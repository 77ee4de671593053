"""Which agency wrote a report: told by its house, its byline or its dateline. Rules in lexicons/agencies.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

_DATELINE = re.compile(
    r"""[^()/\n]{0,60}?  # the town, and often the day, before it
    (?:\((?P<round>[A-Za-z][A-Za-z .-]{1,40})\)|/(?P<slashed>[A-Z]{3,8})/\.)""",
    re.VERBOSE,
)
_BYLINE = re.compile(r"By [^.\n]{0,80}")
"""A byline at the head of a text."""
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac"})


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency: its name as it is shown, its houses, a section of another house, and the names it signs with."""

    name: str
    houses: frozenset[str]
    section: tuple[str, str]
    signs: tuple[str, ...]


@lru_cache(maxsize=4096)
def agency(link: str, byline: str = "", head: str = "") -> str:
    """The name of the agency that wrote the report under `link`, "" if nothing shows one.

    `byline` is the author as the feed gives it, `head` the beginning of the text, where a dateline stands
    ("CAIRO (AP) — …") or a byline. That an agency is quoted makes it no author.
    """
    table = _table()
    return (
        table.by_house(link)
        or table.signed(byline)
        or table.by_dateline(head)
        or table.signed(match[0] if (match := _BYLINE.match(head)) else "")
    )


def house(link: str, publisher: str = "") -> str:
    """The house that a link leads to, by the registrable part of its host; the publisher where there is no link."""
    return _registrable((parts(link)[0] or publisher).lower())


@lru_cache(maxsize=4096)
def _registrable(host: str) -> str:
    labels = host.removeprefix("www.").split(".")
    keep = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-keep:])


@lru_cache(maxsize=4096)
def parts(link: str) -> tuple[str, str]:
    """The host and the path of a link, "" each where it cannot be read."""
    try:
        split = urlsplit(link)
        return split.hostname or "", split.path.rstrip("/")
    except ValueError:
        return "", ""


@dataclass(frozen=True, slots=True)
class _Table:
    """The agencies, found by what they are known by."""

    houses: dict[str, str]
    sections: tuple[tuple[str, str, str], ...]
    signs: dict[str, str]
    sign: re.Pattern[str]

    def by_house(self, link: str) -> str:
        """The agency whose own house, or section of a house, the link leads to."""
        own = house(link)
        path = parts(link)[1]
        inside = (name for theirs, part, name in self.sections if own == theirs and part in path)
        return self.houses.get(own) or next(inside, "")

    def signed(self, byline: str) -> str:
        """The agency that a byline names ("By John Smith, Associated Press"): the longest name, and of two the last."""
        found = [match[0] for match in self.sign.finditer(byline)]
        return self.signs[found[-1]] if found else ""

    def by_dateline(self, head: str) -> str:
        """The agency that stands in brackets behind the town at the head of a text."""
        match = _DATELINE.match(head)
        return self.signs.get(match["round"] or match["slashed"], "") if match else ""


@cache
def _table() -> _Table:
    text = files("talkwatch.ledger.lexicons").joinpath("agencies.toml").read_text(encoding="utf-8")
    agencies = [_agency(row) for row in tomllib.loads(text)["agency"]]
    signs = {sign: one.name for one in agencies for sign in one.signs}
    longest = sorted(signs, key=len, reverse=True)
    return _Table(
        houses={own: one.name for one in agencies for own in one.houses},
        sections=tuple((*one.section, one.name) for one in agencies if one.section[0]),
        signs=signs,
        sign=re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"),
    )


def _agency(row: dict[str, str]) -> Agency:
    theirs, _, part = row.get("section", "").partition("/")
    return Agency(row["name"], frozenset(row["houses"]), (theirs, f"/{part}"), tuple(row["signs"]))
