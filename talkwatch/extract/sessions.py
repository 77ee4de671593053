"""The talks of a document and who will be at them: what the pipeline asks of this room about sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from talkwatch.extract.actors import Cast
from talkwatch.extract.attendance import attendance
from talkwatch.extract.attendance_findings import FIRM
from talkwatch.extract.talks import claim, least_likely, sessions_in
from talkwatch.extract.talks_mentions import SessionMention, mentions
from talkwatch.extract.talks_sessions import SHORT, Session
from talkwatch.model.claims import AttendanceClaim, TalkClaim
from talkwatch.text.document import Document

DOUBTED = 0.3
"""By how much the probability (0–1) of a session in an article may miss being in view if the text tells who comes."""
_COME = 2
"""Those of whom it has to tell so outright, and of no other session."""


def sessions(document: Document, cast: Cast) -> tuple[tuple[TalkClaim, ...], tuple[AttendanceClaim, ...]]:
    """The talks in view and the attendance at them; `talk` of an attendance is an index into the talks."""
    named = mentions(document, cast)
    found = sessions_in(document, cast, named, doubted=0.0 if len(document.text) <= SHORT else DOUBTED)
    kept, coming = _attended(found, document, cast, named)
    return tuple(claim(one, document) for one in kept), coming


def _attended(
    found: Sequence[Session], document: Document, cast: Cast, named: Sequence[SessionMention]
) -> tuple[Sequence[Session], tuple[AttendanceClaim, ...]]:
    """The sessions in view, with the doubted ones of which the text tells who comes, and of them nothing else.

    Beside them the attendance at them.
    """
    least = least_likely(document)
    coming = attendance(document, cast, found, named)
    if all(one.likely >= least for one in found):
        return found, coming
    elsewhere = {one.actor for one in coming if found[one.talk].likely >= least}
    come = Counter(one.talk for one in coming if one.confidence >= FIRM and one.actor not in elsewhere)
    kept = [one for index, one in enumerate(found) if one.likely >= least or come[index] >= _COME]
    return kept, coming if len(kept) == len(found) else attendance(document, cast, kept, named)
