"""The talks of a document and who will be at them: what the pipeline asks of this room about sessions."""

from __future__ import annotations

from talkwatch.extract.actors import Cast
from talkwatch.extract.attendance import attendance
from talkwatch.extract.talks import claim, sessions_in
from talkwatch.extract.talks_mentions import mentions
from talkwatch.model.claims import AttendanceClaim, TalkClaim
from talkwatch.text.document import Document


def sessions(document: Document, cast: Cast) -> tuple[tuple[TalkClaim, ...], tuple[AttendanceClaim, ...]]:
    """The talks in view and the attendance at them; `talk` of an attendance is an index into the talks."""
    named = mentions(document, cast)
    found = sessions_in(document, cast, named)
    return tuple(claim(one, document) for one in found), attendance(document, cast, found, named)
