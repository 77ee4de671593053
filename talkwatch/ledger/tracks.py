"""Which claims belong to a track: a claim must touch the negotiation itself, not only one of its actors."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from talkwatch.ledger.soundness import on_talks
from talkwatch.ledger.wording import label, land, name_key, plain, topic
from talkwatch.model.board import AnyClaim
from talkwatch.model.claims import Report, StatementClaim, StickingClaim, TalkClaim
from talkwatch.model.tracks import Track

TouchKind = Literal["party", "helper", "other", "subject", "venue", "issue"]
"""A party, a mediator or host, another actor, a place that the track is about, one where it meets, an issue."""

Touches = frozenset[tuple[TouchKind, str]]
_NOTHING: Touches = frozenset()
TRUCES = ("truce", "ceasefire", "cease-fire", "armistice")
"""Words for one thing: a track that knows one of them is about all of them."""
CEASEFIRE = "ceasefire"
"""The issue that these words name where the track has no words of its own for them."""
_MEDIATORS = re.compile(r"\bmediators?\b")
_SHORT = re.compile(r"(?<!\w)[\w+%]{1,3}(?!\w)")
_TOKEN = re.compile(r"\w+")
OUTRIGHT = "sticking"
"""The extraction's rule for what is called a sticking point in so many words."""
_WAR = "\N{WHITE SQUARE}"
"""Stands for "the Israel-Hamas war" while a text is looked at."""
_KINDS: dict[str, TouchKind] = {"party": "party", "mediator": "helper", "host": "helper", "other": "other"}


class Lens:
    """A track made ready for looking at text: what a sentence touches, and which claims are the track's own."""

    def __init__(self, track: Track) -> None:
        self.track = track
        self._names = {name_key(name): actor.name for actor in track.actors for name in (actor.name, *actor.aliases)}
        self._touch = _touch_table(track)
        self._words = _pattern(self._touch)
        self._written = {word for name in _names_of(track) for word in name.replace(".", "").split()}
        self._war = _war_pattern(track)
        heads = {found.group() for name in self._touch if (found := _TOKEN.search(name))}
        self._heads = frozenset(heads | {f"{head}s" for head in heads})
        """The first words of all names: a text without any of them names nothing, which most texts show at once."""
        self._seen: dict[str, Touches] = {}
        self._kinds = {actor.name: actor.kind for actor in track.actors}
        self._parties = {actor.name for actor in track.actors if actor.kind == "party"}
        self._actors = {actor.name for actor in track.actors}

    def canonical(self, name: str) -> str:
        """The track's own name for an actor, or the name as it is."""
        return self._names.get(name_key(name), name)

    def is_party(self, name: str | None) -> bool:
        """Whether a name is one of the track's parties."""
        return name is not None and self.canonical(name) in self._parties

    def is_actor(self, name: str | None) -> bool:
        """Whether a name is one of the track's actors of any kind."""
        return name is not None and self.canonical(name) in self._actors

    def rank(self, name: str | None) -> int:
        """How near an actor stands to the table: 0 a party, 1 a mediator or host, 2 another, 3 a stranger."""
        kind = self._kinds.get(self.canonical(name)) if name else None
        return {"party": 0, "mediator": 1, "host": 1, "other": 2, None: 3}[kind]

    def touches(self, text: str) -> Touches:
        """What of the track a text names. Remembers each text, as sentences are shared by many claims."""
        seen = self._seen.get(text)
        if seen is None:
            seen = self._seen[text] = self._find(text)
        return seen

    def _find(self, text: str) -> Touches:
        if self._words is None:
            return _NOTHING
        lowered = plain(text).replace(".", "")
        if self._heads.isdisjoint(_TOKEN.findall(lowered)):
            return _NOTHING
        if self._war is not None:
            # "the Israel-Hamas war" is where a text plays, not two parties that it is about.
            lowered = self._war.sub(_WAR, lowered)
        names = {self._key(match.group()) for match in self._words.finditer(lowered)}
        short = {name for name in names if len(name) <= 3}
        if short:
            # "US" and "us", "PA" and "pa", "Fed" and "fed": a name so short counts only as the track writes it.
            names -= short - {name_key(word) for word in _SHORT.findall(text.replace(".", "")) if word in self._written}
        return frozenset(self._touch[name] for name in names)

    def _key(self, words: str) -> str:
        key = name_key(words)
        return key if key in self._touch else key.removesuffix("s")

    def follows(self, report: Report) -> bool:
        """Whether a report can hold claims of the track at all: a quick look at its title and all its sentences."""
        if self.track.everything:
            return True
        found = self.touches(report.title)
        for span in _spans(report):
            if _topical(found):
                return True
            found |= self.touches(span)
        return _topical(found) or self._headlines_deal(report)

    def takes_talk(self, report: Report, claim: TalkClaim) -> bool:
        """Whether a talk is the track's: two of its parties, or one and the matter, and no strangers' meeting."""
        if self.track.everything:
            return True
        parties = {self.canonical(name) for name in claim.parties}
        ours = parties & self._parties
        if len(ours) >= 2:
            return True
        name = self.touches(claim.name)
        strangers = parties - self._actors
        if strangers:
            return len(parties & self._actors) > len(strangers) and bool(ours) and _on_matter(name)
        here = self.touches(f"{claim.name}. {claim.place or ''}. {claim.span.words}")
        title = self.touches(report.title)
        if parties:
            own = len(parties) == 1 and not claim.mediators and topic(claim.name) and not _on_matter(name)
            if own and not _at_table(name) - parties:
                return False  # a cabinet's or a party's own meeting
            return bool(ours | (_names(here) & self._parties)) and _on_matter(here | title)
        # A meeting that its name gives another matter is not the track's, whatever else its sentence names.
        ours_named = any(kind != "other" for kind, _ in name)
        stranger = bool(label(claim.name) or topic(claim.name)) and not ours_named
        return not stranger and (_topical(here) or (_topical(title) and bool(here)))

    def may_take_talk(self, claim: TalkClaim) -> bool:
        """Whether a talk that says too little to be the track's by itself can be so by its place and day.

        Only the track's own actors are named, no other matter, and a place of the track ("the talks in Doha").
        """
        if self.track.everything or not claim.place or not self.touches(claim.place):
            return False
        if {self.canonical(name) for name in (*claim.parties, *claim.mediators)} - self._actors:
            return False
        named = {stem for name in (*claim.parties, *claim.mediators, claim.place) for stem in topic(name)}
        return not label(claim.name) and (not topic(claim.name) - named or bool(self.touches(claim.name)))

    def takes_statement(self, report: Report, claim: StatementClaim, *, at_talks: bool = False) -> bool:
        """Whether an utterance is about the track's matter, in its own sentence or under a headline that is.

        `at_talks`: the report tells of a talk of the track, so that "the talks" means that one.
        """
        if self.track.everything:
            return True
        here = self.touches(claim.span.words)
        title = self.touches(report.title)
        if not self.is_actor(claim.actor) and not self.is_actor(claim.speaker):
            if at_talks and _MEDIATORS.search(plain(claim.speaker)):
                return True
            return claim.actor is not None and _topical(here) and _on_issue(here)
        if _on_issue(here) and (_topical(here) or _topical(title)):
            return True
        if on_talks(claim.span.words) and (at_talks or _between(here) or self._bargains(claim, report)):
            return True
        return not _on_issue(here) and _on_issue(title) and _topical(title)

    def _bargains(self, claim: StatementClaim, report: Report) -> bool:
        """Whether one of the parties itself speaks of a deal under a headline about a party and a deal."""
        return self.is_party(claim.actor) and self._headlines_deal(report)

    def _headlines_deal(self, report: Report) -> bool:
        return on_talks(report.title) and any(kind == "party" for kind, _ in self.touches(report.title))

    def takes_sticking(self, report: Report, claim: StickingClaim, *, at_talks: bool = False) -> bool:
        """Whether an issue is between the track's sides; `at_talks` as for statements: "the sticking points"."""
        if self.track.everything or (at_talks and claim.rule == OUTRIGHT and not claim.positions):
            return True
        holders = {self.canonical(position.actor) for position in claim.positions}
        if holders - self._actors and not (holders & self._parties and _on_matter(self.touches(claim.issue))):
            return False
        here = self.touches(f"{claim.issue}. {claim.span.words}")
        if not self.touches(claim.issue):
            return False  # "at least Friday": nobody would find the matter again
        return at_talks or _topical(here) or (bool(here) and _topical(self.touches(report.title)))


@lru_cache(maxsize=16)
def lens(track: Track) -> Lens:
    """The lens of a track, made once."""
    return Lens(track)


def _topical(found: Touches) -> bool:
    """Whether what a text names makes it about the track: two parties, a party and the matter, or place and matter."""
    kinds = [kind for kind, _ in found]
    parties = kinds.count("party")
    if parties >= 2 or ("subject" in kinds and "issue" in kinds):
        return True
    return parties == 1 and ("subject" in kinds or "issue" in kinds)


def _on_matter(found: Touches) -> bool:
    """Whether a text names the track's place, an issue of it or two of its parties."""
    kinds = [kind for kind, _ in found]
    return "subject" in kinds or "issue" in kinds or kinds.count("party") >= 2


def _on_issue(found: Touches) -> bool:
    return any(kind == "issue" for kind, _ in found)


def _between(found: Touches) -> bool:
    """Whether a text names a party and another who sits at the table, be it a party or a mediator."""
    kinds = [kind for kind, _ in found]
    return "party" in kinds and kinds.count("party") + kinds.count("helper") >= 2


def _names(found: Touches) -> set[str]:
    return {name for kind, name in found if kind in {"party", "helper", "other"}}


def _at_table(found: Touches) -> set[str]:
    return {name for kind, name in found if kind in {"party", "helper"}}


def _spans(report: Report) -> list[str]:
    reading = report.reading
    claims: list[AnyClaim] = [*reading.talks, *reading.attendance, *reading.statements, *reading.sticking]
    return [claim.span.words for claim in claims]


def _names_of(track: Track) -> Iterable[str]:
    """Every name that a track writes."""
    for actor in track.actors:
        yield from (actor.name, *actor.aliases)
    for issue in track.issues:
        yield from (issue.name, *issue.words)
    yield from track.places


def _touch_table(track: Track) -> dict[str, tuple[TouchKind, str]]:
    """Every name of the track with what it touches; an actor's name is the actor, also where it is a place."""
    table: dict[str, tuple[TouchKind, str]] = {}
    demonyms = _demonyms()
    for actor in track.actors:
        for name in (actor.name, *actor.aliases, *demonyms.get(actor.name, ())):
            table.setdefault(name_key(name), (_KINDS[actor.kind], actor.name))
    for issue in track.issues:
        for word in (issue.name, *issue.words):
            table.setdefault(name_key(word), ("issue", issue.name))
    if any(word in name for word in TRUCES for name in (plain(track.name), *table)):
        table |= {word: ("issue", CEASEFIRE) for word in TRUCES if word not in table}
    table[_WAR] = ("subject", "the war")
    for place in track.places:
        table.setdefault(name_key(place), (_place_kind(place, track), place))
    return table


def _place_kind(place: str, track: Track) -> TouchKind:
    """A place in the land that the track is named after is what it is about; any other is where it may meet."""
    about = plain(track.name)
    return "subject" if name_key(place) in about or land(place) in about else "venue"


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(files("talkwatch.extract.lexicons").joinpath("states.toml").read_text(encoding="utf-8"))
    return {state: tuple(names[1:]) for state, names in table.items()}


def _war_pattern(track: Track) -> re.Pattern[str] | None:
    """Matches two parties and their war in plain text ("israel-hamas war", "russia-ukraine conflict")."""
    names = {name_key(name) for actor in track.actors if actor.kind == "party" for name in (actor.name, *actor.aliases)}
    names |= {name_key(place) for place in track.places}
    sides = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    return re.compile(rf"(?<!\w)(?:{sides})[-–—/ ](?:{sides}) (?:war|conflict)\b") if names else None


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the names as whole words, the longest first; those that begin alike are looked at together."""
    listed = sorted(names, key=lambda name: (-len(name), name))
    if not listed:
        return None
    by_head: dict[str, list[str]] = {}
    for name in listed:
        by_head.setdefault(name[:2], []).append(name[2:])
    heads = (f"{re.escape(head)}(?:{'|'.join(map(re.escape, rests))})" for head, rests in by_head.items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(heads)})s?(?!\w)")
