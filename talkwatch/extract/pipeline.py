"""A text in, its claims out: gate, sentences, cast, attributions, then the four kinds of claim. Models load once."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from talkwatch.extract import gate
from talkwatch.extract.actors import Cast
from talkwatch.extract.attributions import Attribution, Attributor
from talkwatch.extract.sessions import sessions
from talkwatch.extract.statements import statements
from talkwatch.extract.sticking import sticking
from talkwatch.extract.truces import truces
from talkwatch.extract.version import EXTRACTOR
from talkwatch.model.claims import AttendanceClaim, Reading, Span, StatementClaim, StickingClaim, TalkClaim
from talkwatch.model.items import Item, ItemId
from talkwatch.text.document import Document
from talkwatch.text.language import language
from talkwatch.text.sentences import document as to_document

__all__ = ["EXTRACTOR", "IRRELEVANT", "LONGEST", "Reader"]

LONGEST = 50_000
"""Characters of a text that are read, some 8,000 words; news is shorter, and what is not shall not hold up the rest."""
LONGEST_SENTENCE = 2_000
"""Characters; what runs on without an end for longer is no language (tables, code, noise), and some rules' work grows
with the square of a sentence."""
SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""Halves of characters that no encoding writes; each stays one character, so that every offset holds."""
FIRST_TEXT = """
Truce talks between Israel and Hamas will resume in Cairo on Monday, the Egyptian foreign minister said. Hamas insists
on a full withdrawal and has not said whether it will attend. Israel's delegation, which left Doha last week, will not
go to Cairo unless the attacks stop, a spokesman told Reuters on Sunday, adding that "nothing was agreed".
"""
"""What a reader reads on loading, so that the first text of a feed waits for no lexicon."""
IRRELEVANT = "not about talks"
LENIENT_WORDS = 150
"""From this length on a text is an article that somebody chose, not a feed's summary."""
LENIENT = 0.01
"""Relevance that such an article needs: only one that is plainly about something else is left out."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The extraction with its models loaded."""

    attributor: Attributor

    @classmethod
    def load(cls) -> Reader:
        """A reader ready to read: models and lexicons are loaded, as a first text has been read."""
        reader = cls(Attributor.load())
        reader.read_text("", "", FIRST_TEXT, datetime(2024, 1, 1, tzinfo=UTC))
        # What is loaded stays, and a reading makes hardly a cycle: looking for garbage was a twentieth of the work.
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        return reader

    def read(self, item: Item) -> Reading:
        """All that the item's title and text claim, or why it was skipped."""
        foreign = _foreign(item.title, item.text, item.language)
        relevance = gate.relevance(item.title, item.text)
        skipped = foreign or ("" if relevance >= gate.THRESHOLD else IRRELEVANT)
        if skipped:
            return Reading(item.id, item.revision, EXTRACTOR, relevance=relevance, skipped=skipped)
        return self._read(item.id, item.revision, _document(item.title, item.text, item.published), relevance)

    def read_text(self, name: str, title: str, text: str, published: datetime, *, lenient: bool = False) -> Reading:
        """The same for a text without a feed; `lenient` lets an article through the gate that is hardly about talks."""
        foreign = _foreign(title, text, "")
        relevance = gate.relevance(title, text)
        needed = LENIENT if lenient and len(text.split()) >= LENIENT_WORDS else gate.THRESHOLD
        skipped = foreign or ("" if relevance >= needed else IRRELEVANT)
        if skipped:
            return Reading(ItemId(name), 1, EXTRACTOR, relevance=relevance, skipped=skipped)
        return self._read(ItemId(name), 1, _document(title, text, published), relevance)

    def attributions(self, title: str, text: str, published: datetime) -> tuple[Attribution, ...]:
        """Every attribution of a text, gate or no gate, before statements are made of them."""
        return self.attributor.read(_document(title, text, published))

    def _read(self, name: ItemId, revision: int, document: Document, relevance: float) -> Reading:
        cast = Cast.of(document)
        talks, attendance = _checked_sessions(*sessions(document, cast), document)
        said: tuple[StatementClaim, ...] = ()
        stuck: tuple[StickingClaim, ...] = ()
        # What is hardly ours and names no session: if that were read, 9 of 110 gold items would claim falsely, not 5.
        if relevance >= gate.FIRM or talks or len(document.text.split()) >= LENIENT_WORDS:
            said = _checked(statements(document, self.attributor.read(document), cast), document)
            said = tuple(claim for claim in said if _quoted(claim.content, document))
            stuck = _checked(sticking(document, cast, said), document)
        return Reading(
            item=name,
            revision=revision,
            extractor=EXTRACTOR,
            talks=(*talks, *_checked(truces(document, cast), document)),
            attendance=attendance,
            statements=said,
            sticking=stuck,
            relevance=relevance,
        )


def _document(title: str, text: str, published: datetime) -> Document:
    """The text laid out for reading, without what is too long to be language."""
    whole = to_document(title.translate(SURROGATES), text[:LONGEST].translate(SURROGATES), published)
    kept = [sentence for sentence in whole.sentences if sentence.end - sentence.start <= LONGEST_SENTENCE]
    if len(kept) == len(whole.sentences):
        return whole
    return replace(whole, sentences=tuple(replace(sentence, index=index) for index, sentence in enumerate(kept)))


def _foreign(title: str, text: str, declared: str) -> str:
    """Why a text that is not English is skipped ("language: fr"), else ""."""
    code = language(f"{title}\n{text}" if title else text, declared)
    return "" if code == "en" else f"language: {code}"


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


Claim = TypeVar("Claim", bound=_Spanned)


def _checked(claims: Iterable[Claim], document: Document) -> tuple[Claim, ...]:
    """The claims whose words stand in the text where they say: what cannot be shown is not claimed."""
    return tuple(claim for claim in claims if _verbatim(claim.span, document))


def _verbatim(span: Span, document: Document) -> bool:
    return bool(span.words) and document.field(span.field)[span.start : span.end] == span.words


def _quoted(content: str, document: Document) -> bool:
    """True when each part of a statement's content stands in the title or the text."""
    return all(part in document.text or part in document.title for part in content.split(" … "))


def _checked_sessions(
    talks: tuple[TalkClaim, ...], attendance: tuple[AttendanceClaim, ...], document: Document
) -> tuple[tuple[TalkClaim, ...], tuple[AttendanceClaim, ...]]:
    """Checked talks and attendance; attendance of a talk that fell goes with it, the rest is numbered anew."""
    kept = [index for index, talk in enumerate(talks) if _verbatim(talk.span, document)]
    if len(kept) == len(talks):
        return talks, tuple(claim for claim in _checked(attendance, document) if 0 <= claim.talk < len(talks))
    moved = {old: new for new, old in enumerate(kept)}
    return tuple(talks[index] for index in kept), tuple(
        replace(claim, talk=moved[claim.talk]) for claim in _checked(attendance, document) if claim.talk in moved
    )
