"""The claim that all that is told of one actor's coming makes, and the person who comes for it."""

from __future__ import annotations

from talkwatch.extract.actors import Mention
from talkwatch.extract.attendance_findings import BESIDE, Candidate
from talkwatch.extract.attendance_rules import cue
from talkwatch.model.claims import AttendanceClaim, Span

FIRM, SUPPOSED = 0.8, 0.5
"""Confidence (0–1) in what is said outright, and in what being there or the talks' state tells."""
_NEAR = 40
"""Characters after a name in which its verb of saying stands."""


def claim(candidate: Candidate) -> AttendanceClaim:
    """The claim that a candidate makes; its evidence is the sentence that decided."""
    one, sentence = candidate.best, candidate.best.sentence
    return AttendanceClaim(
        span=Span(sentence.field, sentence.start, sentence.end, sentence.text),
        rule=one.rule,
        confidence=FIRM if one.weight > 1 else SUPPOSED,
        talk=one.talk,
        actor=candidate.name,
        stance=one.stance,
        condition=one.condition,
        by=one.by,
        person=_person(candidate),
    )


def _person(candidate: Candidate) -> str | None:
    """Who comes of those whom the deciding sentence names for the actor: the first of whom its rule tells that.

    Who is only named beside a session stands for its party where others of it are named too, or where it is the one
    who speaks of the session.
    """
    best = candidate.best
    same = [
        one.mention
        for one in candidate.found
        if (one.sentence, one.rule, one.stance) == (best.sentence, best.rule, best.stance)
    ]
    if best.weight <= BESIDE and best.mention.actor:
        same += [one.mention for one in candidate.found if one.sentence == best.sentence]
        lone = len({who.person for who in same}) == 1 and not any(_speaks(best.sentence.text, who) for who in same)
        same = same if lone else []
    return next((who.person for who in same if who.person), None)


def _speaks(text: str, who: Mention) -> bool:
    """Whether a sentence names somebody as the one who says it, or only as an owner ("Bell's government")."""
    after, before = text[who.end : who.end + _NEAR], text[max(0, who.start - _NEAR) : who.start]
    owns = after.startswith(("'s", "’s", "' ", "’ "))
    return owns or bool(cue("says").match(after) or cue("according to").search(before))
