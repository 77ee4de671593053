"""The talks of a document and who will be at them: what the pipeline asks of this room about sessions."""

from __future__ import annotations

from collections import Counter

from talkwatch.extract.actors import Cast
from talkwatch.extract.attendance import attendance, coming
from talkwatch.extract.attendance_findings import BESIDE, Candidate
from talkwatch.extract.talks import claim, least_likely, sessions_in
from talkwatch.extract.talks_mentions import mentions
from talkwatch.extract.talks_sessions import SHORT, Session
from talkwatch.model.claims import AttendanceClaim, TalkClaim
from talkwatch.text.document import Document

DOUBTED, DOUBTED_SHORT = 0.3, 0.2
"""By how much the probability (0–1) of a session may miss being in view if the text tells who comes; in a feed item."""
_COME = 2
"""Those of whom it has to tell so outright, and of no other session."""


def sessions(document: Document, cast: Cast) -> tuple[tuple[TalkClaim, ...], tuple[AttendanceClaim, ...]]:
    """The talks in view and the attendance at them; `talk` of an attendance is an index into the talks."""
    kept, found = read(document, cast)
    return tuple(claim(one, document) for one in kept), attendance(document, cast, kept, found)


def read(document: Document, cast: Cast) -> tuple[list[Session], list[Candidate]]:
    """The sessions in view, with the doubted ones of which the text tells who comes, and who may come to each.

    A doubted session has to tell it of two outright, and of neither of them another session.
    """
    named = mentions(document, cast)
    short = len(document.text) <= SHORT
    found = sessions_in(document, cast, named, doubted=DOUBTED_SHORT if short else DOUBTED)
    come, least = coming(document, cast, found, named), least_likely(document)
    if all(one.likely >= least for one in found):
        return found, come
    elsewhere = {one.name for one in come if one.best.weight > BESIDE and found[one.best.talk].likely >= least}
    firm = Counter(one.best.talk for one in come if one.best.weight > 1 and one.name not in elsewhere)
    kept = [one for index, one in enumerate(found) if one.likely >= least or firm[index] >= _COME]
    places = {id(one): at for at, one in enumerate(kept)}
    moved = {index: places[id(one)] for index, one in enumerate(found) if id(one) in places}
    return kept, [one.at(moved[one.best.talk]) for one in come if one.best.talk in moved]
