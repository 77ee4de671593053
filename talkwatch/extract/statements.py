"""What people and bodies are reported to have said, from the attributions of a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from talkwatch.extract.actors import Cast, Described
from talkwatch.extract.attributions import Attribution
from talkwatch.extract.statements_content import Range, content, continues, form, merged, trimmed
from talkwatch.extract.statements_frames import frames
from talkwatch.extract.statements_headlines import headlines
from talkwatch.extract.statements_lexicon import brief, cue_kind, is_medium, lexicon, verbs
from talkwatch.extract.statements_repair import Repairer
from talkwatch.extract.statements_repeats import ITEM, without_frames, without_repeats
from talkwatch.extract.statements_setting import medium_of, said_on
from talkwatch.extract.statements_sound import aside, begun, frees, placed, says, unglued
from talkwatch.extract.statements_sources import Sources
from talkwatch.extract.statements_trim import FINITE, cut
from talkwatch.extract.statements_worth import LEAST, worth
from talkwatch.model.claims import Form, Place, Span, StatementClaim
from talkwatch.text.document import Document, Sentence
from talkwatch.text.quotes import Quotation, quotations

NEAR = 12
"""Drafts back within which an attribution without a source finds one in its sentence."""
GOES_ON = 40
"""Sentences over which a quotation goes on at most: a speech is longer, and is no statement to show."""
_CITED = re.compile(
    r"\b(?:citing|cited|quoting|quoted) ((?:an? |one |two |three |four |several |some |unnamed |the )?"
    r"(?:[\w’'.-]+ ){0,4}(?:officials?|sources?|diplomats?|people|persons?|aides?|spokes\w+|ministers?|ministry|"
    r"negotiators?|commanders?|leaders?|insiders?|delegates?|statement)\b[^,;.“”\"]{0,60}?)"
    r"(?=,|;|\.| as saying|$| who\b| that\b)"
)
"""Whom a medium's report rests on: they are the speaker, the medium is theirs."""
_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?)\s+")
_CALLED_ON = re.compile(r"\bcall(?:s|ed|ing)? on$", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:to|for|not|that)\b")
FIELDS: tuple[Place, ...] = ("title", "text")


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in the making. `first` and `last` are the indices of its sentences."""

    field: Place
    who: Described
    parts: tuple[Range, ...]
    source: Range | None
    cue: Range | None
    first: int
    last: int
    confidence: float
    rule: str
    form: Form = "indirect"


def statements(document: Document, attributions: Sequence[Attribution], cast: Cast) -> tuple[StatementClaim, ...]:
    """The statements of a document in its order, headlines first; a headline that the text repeats is left out."""
    kept = [draft for draft in drafts(document, attributions, cast) if worth(document, draft) >= LEAST]
    return tuple(claim(document, draft, _beside(draft, kept)) for draft in kept)


def _beside(draft: Draft, kept: Sequence[Draft]) -> list[Range]:
    """What is said in a draft's sentences, by it and by others: a day that these words name is no day of saying."""
    near = (one for one in kept if one.field == draft.field and one.first <= draft.last and draft.first <= one.last)
    return [part for one in near for part in one.parts]


def drafts(document: Document, attributions: Sequence[Attribution], cast: Cast) -> list[Draft]:
    """All that may be a statement, before it is weighed."""
    trained = Repairer(document, cast).repaired(attributions)
    taken = [(read.field, part) for read in trained for part in (*read.cue, *read.content)]
    heard: list[Attribution] = [*trained, *frames(document, cast, taken)]
    heard += headlines(document, cast, [part for one in heard if one.field == "title" for part in one.cue])
    found: list[Draft] = []
    for field in FIELDS:
        found += _Field(document, cast, field).drafts(
            [attribution for attribution in heard if attribution.field == field]
        )
    return without_repeats(document, without_frames(found))


class _Field:
    """One field of a document, read from its beginning to its end."""

    def __init__(self, document: Document, cast: Cast, field: Place) -> None:
        self._document = document
        self._text = document.field(field)
        self._cast = cast
        self._field = field
        self._short = len(document.text) <= ITEM
        self._sentences = [sentence for sentence in document.sentences if sentence.field == field]
        self._starts = [sentence.start for sentence in self._sentences]
        self._quotations = quotations(self._text)
        self._opened = [mark.start for mark in self._quotations]
        self._sources = Sources(cast, document.sentences)
        self._paragraphs: dict[int, list[Sentence]] = defaultdict(list)
        for sentence in self._sentences:
            self._paragraphs[sentence.paragraph].append(sentence)

    def drafts(self, attributions: Sequence[Attribution]) -> list[Draft]:
        """The field's statements, each with its quotation's later sentences."""
        found: list[Draft] = []
        for attribution in sorted(attributions, key=_start):
            draft = self._draft(attribution, found)
            if draft:
                found.append(draft)
        return self._continued(found)

    def _marks(self, start: int, end: int) -> tuple[Quotation, ...]:
        """The quotations that can reach into a range: those from the beginning of its paragraph on."""
        first = bisect_left(self._opened, self._text.rfind("\n", 0, start) + 1)
        return self._quotations[first : bisect_right(self._opened, end)]

    def _form(self, parts: Sequence[Range]) -> Form:
        return form(parts, self._marks(parts[0][0], parts[-1][1]))

    def _sentence(self, at: int) -> Sentence:
        return self._sentences[max(0, bisect_right(self._starts, at) - 1)]

    def _draft(self, attribution: Attribution, before: list[Draft]) -> Draft | None:
        parts = self._parts(attribution)
        if not parts or not self._sentences or not self._speech(attribution, parts):
            return None
        cue = _whole(attribution.cue)
        source = _whole(attribution.source)
        anchor = self._sentence((cue or source or parts[0])[0])
        if self._form(parts) == "indirect" and (
            anchor.text.rstrip().endswith("?") or self._introduces(parts[0], cue) or self._owned(source, parts)
        ):
            return None
        if cue and _CALLED_ON.search(self._text[slice(*cue)]) and not _ASKS.search(self._text[slice(*parts[0])]):
            return None  # a call paid to somebody
        who = self._who(attribution, anchor, before)
        if who is None:
            return None
        touched = [self._sentence(at).index for at in (anchor.start, parts[0][0], parts[-1][1] - 1)]
        return Draft(
            self._field, who, parts, source, cue, min(touched), max(touched), attribution.confidence, attribution.rule
        )

    def _parts(self, attribution: Attribution) -> tuple[Range, ...]:
        """The words said, without dateline, place, outer marks and the writer's additions; () if they say nothing."""
        raw = [begun(self._text, part) if self._field == "text" else part for part in attribution.content]
        if self._short and self._field == "text" and attribution.cue:
            raw = [unglued(self._text, part, attribution.cue[0][0]) for part in raw]
        said = [placed(self._text, part) for one in raw if (part := trimmed(self._text, one))]
        cue = attribution.cue[0] if attribution.cue else None
        parts = merged(
            [part if cue and part[1] <= cue[0] else self._cut(part) for part in said],
            self._text,
        )
        kept = tuple(part for part in parts if not aside(self._text, part, cue))
        words = " ".join(self._text[start:end] for start, end in kept)
        if cue and frees(self._text[cue[0] : cue[1]], words):
            return ()
        named = cue is not None and not brief().isdisjoint(self._text[cue[0] : cue[1]].lower().split())
        return kept if says(self._text, kept, named=named) else ()

    def _cut(self, part: Range) -> Range:
        """The part of some words said that no cut of the lexicon gives to the writer."""
        return cut(self._text, part, self._marks(*part), headline=self._field == "title")

    def _introduces(self, part: Range, cue: Range | None) -> bool:
        """Whether what was "said" is only somebody's name with a description ("Ana Ionescu, head of the port,")."""
        if cue and not any(verbs().get(word) in ("that", "told") for word in self._text[slice(*cue)].lower().split()):
            return False
        words = self._text[part[0] : part[1]]
        return not FINITE.search(words) and any(
            mention.person and mention.start == part[0] and self._text[mention.end : part[1]].lstrip()[:1] in ("", ",")
            for mention in self._cast.mentions(self._sentence(part[0]))
        )

    def _owned(self, source: Range | None, parts: Sequence[Range]) -> bool:
        """Whether an act of speech is only named as somebody's ("Kenya's request for a longer truce")."""
        owned = source is not None and self._text[slice(*source)].endswith(("'s", "’s", "s'", "s’"))
        return owned and not any(FINITE.search(self._text, *part) for part in parts)

    def _speech(self, attribution: Attribution, parts: Sequence[Range]) -> bool:
        """Whether an attribution is a statement rather than a wish, a fear or an act."""
        cue = " ".join(self._text[start:end] for start, end in attribution.cue)
        if attribution.rule == "headline":
            return True
        kind = cue_kind(cue) if cue.strip() else "unknown"
        if kind == "unknown":
            return self._form(parts) != "indirect"
        if kind == "study":
            words = " ".join(self._text[start:end] for start, end in attribution.source).lower().split()
            return any(word.strip(".,") in lexicon().studies for word in words)
        return kind == "speech"

    def _who(self, attribution: Attribution, anchor: Sentence, before: list[Draft]) -> Described | None:
        if attribution.source:
            start = attribution.source[0][0]
            words = " ".join(self._text[first:last] for first, last in attribution.source)
            sentence = self._sentence(start)
            cited = _CITED.search(sentence.text) if is_medium(_ARTICLE.sub("", words)) else None
            if cited:
                words, start = cited[1], sentence.start + cited.start(1)
            return self._sources.resolve(words, start, sentence.index)
        same = [draft.who for draft in before[-NEAR:] if draft.first <= anchor.index <= draft.last]
        return same[-1] if same else self._sources.last(anchor.index, 1)

    def _continued(self, drafts: list[Draft]) -> list[Draft]:
        """The drafts, each with the sentences after it that are nothing but its quotation going on."""
        covered = {
            self._sentence(at).index for draft in drafts for part in draft.parts for at in (part[0], part[1] - 1)
        }
        found: list[Draft] = []
        for draft in drafts:
            grown = draft
            while grown.last - draft.last < GOES_ON and (part := self._next(grown, covered)) is not None:
                grown = replace(grown, parts=merged([*grown.parts, part], self._text), last=grown.last + 1)
                covered.add(grown.last)
            found.append(replace(grown, form=self._form(grown.parts)))
        return found

    def _next(self, draft: Draft, covered: set[int]) -> Range | None:
        """The words of the sentence after a draft, if they are its quotation's and nobody else's."""
        position = draft.last + 1 - self._sentences[0].index
        if draft.last + 1 in covered or position >= len(self._sentences):
            return None
        here, following = self._sentences[position - 1], self._sentences[position]
        if self._form(draft.parts) == "indirect":
            return None
        if following.paragraph > here.paragraph + 1 or (
            following.paragraph > here.paragraph and not self._goes_on(draft, following)
        ):
            return None
        return continues(following, self._text, self._marks(following.start, following.end))

    def _goes_on(self, draft: Draft, following: Sentence) -> bool:
        """Whether a quotation runs into the next paragraph: unclosed before it, or that paragraph is only quotation."""
        before = bisect_left(self._opened, draft.parts[-1][1] + 2)
        last = self._quotations[before - 1] if before else None
        return last is not None and (not last.closed or self._whole_paragraph(following, last))

    def _whole_paragraph(self, following: Sentence, _last: Quotation) -> bool:
        group = self._paragraphs[following.paragraph]
        return all(continues(sentence, self._text, self._marks(sentence.start, sentence.end)) for sentence in group)


def _start(attribution: Attribution) -> int:
    return min(start for start, _ in (*attribution.source, *attribution.cue, *attribution.content))


def _whole(parts: Sequence[Range]) -> Range | None:
    return (min(start for start, _ in parts), max(end for _, end in parts)) if parts else None


def claim(document: Document, draft: Draft, beside: Sequence[Range] = ()) -> StatementClaim:
    """The claim that a draft makes; `beside` are the ranges of all that its sentences say, by default its own."""
    text = document.field(draft.field)
    first, last = document.sentences[draft.first], document.sentences[draft.last]
    anchor = next(
        (s for s in document.sentences[draft.first : draft.last + 1] if draft.cue and s.start <= draft.cue[0] < s.end),
        first,
    )
    return StatementClaim(
        span=Span(draft.field, first.start, last.end, text[first.start : last.end]),
        rule=draft.rule,
        confidence=round(draft.confidence, 3),
        speaker=draft.who.speaker,
        actor=draft.who.actor,
        form=draft.form,
        content=content(text, draft.parts),
        medium=medium_of(text, anchor, draft.parts, draft.cue),
        said_on=said_on(text, anchor, beside or draft.parts, draft.cue, document.published),
        source=draft.source,
        cue=draft.cue,
        contents=draft.parts,
    )
