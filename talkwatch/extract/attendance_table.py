"""What a session's own state tells of those at its table: who met, met; who is to meet, is likely to come."""

from __future__ import annotations

from collections.abc import Sequence

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.attendance_findings import DOUBTS, PRESENT, SEATED, Finding
from talkwatch.extract.attendance_moods import read, words_between
from talkwatch.extract.attendance_rules import cue, low_cue
from talkwatch.extract.attendance_subjects import teller
from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_phrases import Phrase
from talkwatch.extract.talks_scene import actors_in
from talkwatch.extract.talks_sessions import SHORT, Session, status_of
from talkwatch.model.claims import Stance
from talkwatch.text.document import Document

_HELD = ("concluded", "under_way")
LEAST = 2
"""Parties that make a table."""
_OBJECT = 12
"""Characters from a verb of meeting to its object; "with the " fits in."""
_COUNTS = {"both": (2,), "two": (2,), "three": (3,), "four": (4,)}
"""How many parties "both sides", "the three countries" are."""


def at_the_table(index: int, one: SessionMention, actors: Sequence[Mention], *, short: bool) -> list[Finding]:
    """The stances that one mention's state tells of its parties, or of the subject that does something at it.

    A feed item, which is `short`, only names those between whom talks go on.
    """
    phrase, text = one.phrase, one.sentence.text
    stance, before = _stance(one, actors), text[: phrase.start]
    if stance is None:
        return []
    paired = phrase.verb or len(one.parties) >= 2 or phrase.kind in ("call", "visit")
    if paired and not phrase.named:
        if short and phrase.kind == "talks" and not phrase.verb and one.status == "under_way":
            return []
        rule = "met" if phrase.verb else "at the table"
        return [
            Finding(index, who, stance, rule, one.sentence, by=teller(text, actors, who, phrase.start))
            for who in _table(one, actors)
            if who.end <= phrase.start or (stance not in DOUBTS and (phrase.verb or not cue("to see").search(before)))
        ]
    if stance == "confirmed" and phrase.kind in ("gathering", "talks", "round") and cue("at it").search(before):
        subject = [who for who in actors if who.end <= phrase.start][:1]
        if not subject or subject[0].actor is None or cue("another occasion").search(before, subject[0].end):
            return []
        return [Finding(index, who, "confirmed", "at the session", one.sentence, weight=PRESENT) for who in subject]
    return []


def _stance(one: SessionMention, actors: Sequence[Mention]) -> Stance | None:
    """What a mention's state, and the words before its verb, say of the coming of those it names."""
    phrase, text = one.phrase, one.sentence.text
    subjects = [who for who in actors if who.end <= phrase.start]
    words = words_between(text, subjects[-1].end if subjects else 0, phrase.start)
    if phrase.verb or cue("holds").search(words):
        return read("confirmed", text, subjects[-1].start if subjects else 0, words)
    return "confirmed" if one.status in _HELD else None


def _table(one: SessionMention, actors: Sequence[Mention]) -> list[Mention]:
    """One mention for each party of a session; of a journey only the traveller's."""
    chosen: dict[str, Mention] = {}
    for who in actors:
        if one.phrase.kind == "visit" and who.actor != next(iter(one.parties), None):
            continue
        if who.actor and (who.actor in one.parties or _met(one.phrase, who)):
            known = chosen.setdefault(who.actor, who)
            if who.person and not known.person and cue("of its own").match(one.sentence.text[known.end : who.start]):
                chosen[who.actor] = who  # "Labour's Keir Starmer"
    return list(chosen.values())


def _met(phrase: Phrase, who: Mention) -> bool:
    """Whether a group without a name of its own is the object of a verb of meeting ("met the rebels")."""
    return phrase.verb and who.kind in ("other", "movement") and 0 <= who.start - phrase.end <= _OBJECT


def seated(index: int, session: Session, document: Document, cast: Cast) -> list[Finding]:
    """The parties of talks that are under way or over: where nothing else is said of them, they were at the table.

    A feed item is too short to suppose who they are, an article is not; its talks at large are no table.
    """
    status, _ = status_of(session, document.published.date())
    if status in ("scheduled", "proposed"):
        return _all_sides(index, session)
    short = len(document.text) <= SHORT
    if status not in _HELD or "gathering" in session.kinds or (short and session.kinds == {"talks"}):
        return []
    found, hosts = [], _hosts(session)
    for name in session.named if short else session.parties:
        home = next((one for one in session.mentions if name in one.parties), session.best)
        spoken = (one for one in actors_in(cast, home.sentence) if one.actor == name)
        who = next(spoken, None if short else Mention(0, 0, name, name, "other"))
        if who and name not in hosts:
            found.append(Finding(index, who, "confirmed", "at the table", home.sentence, weight=SEATED))
    return found


def _all_sides(index: int, session: Session) -> list[Finding]:
    """The parties of a session of which a sentence says that they will meet, without naming them ("the two sides")."""
    found: list[Finding] = []
    for one in session.mentions:
        words = words_between(one.sentence.text, 0, one.phrase.start)
        sides = low_cue("all its sides").search(words)
        holds = one.phrase.verb or cue("holds").search(words)
        stance = read("confirmed", one.sentence.text, sides.start(), sides["gap"]) if sides and holds else None
        if sides and stance and len(session.parties) in _COUNTS.get(sides["count"], range(LEAST, 100)):
            named = (Mention(0, 0, name, name, "other") for name in session.parties)
            found += [Finding(index, who, stance, "all its sides", one.sentence) for who in named]
    return found


def _hosts(session: Session) -> set[str]:
    """Those whom somebody comes to see ("arrived for talks with …"): of their coming nothing is said."""
    seen: set[str] = set()
    for one in session.mentions:
        comes = one.phrase.kind == "visit" or cue("to see").search(one.sentence.text[: one.phrase.start])
        if comes and one.status != "concluded" and len(one.parties) >= 2:
            seen.update(one.parties[1:])
    return seen
