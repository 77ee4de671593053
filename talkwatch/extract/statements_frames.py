"""Attributions read by rule where the trained reader saw none: "X said that …", "…, X said", ", accusing Y of …"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from talkwatch.extract.actors import LONGEST_SENTENCE, Cast, Mention
from talkwatch.extract.actors_lexicon import roles
from talkwatch.extract.actors_phrases import DETERMINERS, OPEN_CAPITALS, is_capital
from talkwatch.extract.attributions import Attribution
from talkwatch.extract.statements_content import Range
from talkwatch.extract.statements_lexicon import frame_words, lexicon, verbs
from talkwatch.extract.statements_sound import says
from talkwatch.model.claims import Place
from talkwatch.text.document import Document, Sentence, Token
from talkwatch.text.quotes import Quotation, quotations

AUXILIARIES, NEGATIONS, OBJECTS, WHEN, CUTS, OPENERS = map(
    frame_words, ("auxiliaries", "negations", "objects", "when", "cuts", "openers")
)
_ENDS = AUXILIARIES | NEGATIONS | CUTS
BREAKS = frozenset((",", ";", ":", "–", "—", "(", ")", "“", "”", '"', "."))
DESCRIBED = 9
"""Tokens of a description before a name ("the national security spokesman …")."""
PHRASE = 9
"""Tokens of an unnamed source."""
FEWEST = 5
"""Tokens before a comma that may be what was said."""
OPENING = 24
"""Tokens of a source that opens its sentence ("Key negotiators in an agreement to …")."""
SHORT = 8
"""Characters that a content has more than."""
CONFIDENCE = 0.6
"""What a rule's reading is worth beside the trained reader's probability."""


def frames(document: Document, cast: Cast, taken: Sequence[tuple[Place, Range]]) -> tuple[Attribution, ...]:
    """The attributions of a document whose cue lies in none of the ranges taken."""
    quoted = {"title": _Marks(document.title), "text": _Marks(document.text)}
    covered = {place: _Taken(part for field, part in taken if field == place) for place in quoted}
    found: list[Attribution] = []
    for sentence in document.sentences:
        if len(sentence.tokens) > LONGEST_SENTENCE:
            continue
        busy = covered[sentence.field].over(sentence)
        marks = quoted[sentence.field].over(sentence)
        for frame in _read(sentence, cast, marks, heard=bool(busy)):
            if not any(first < frame.cue[0][1] and frame.cue[0][0] < last for first, last in busy):
                found.append(frame)
                busy += frame.content
    return tuple(found)


class _Taken:
    """The ranges of a field that are taken, handed out to its sentences in their order."""

    def __init__(self, parts: Iterable[Range]) -> None:
        self._ahead = sorted(parts, reverse=True)
        self._here: list[Range] = []

    def over(self, sentence: Sentence) -> list[Range]:
        """The ranges that touch a sentence; sentences must be asked for in the text's order."""
        while self._ahead and self._ahead[-1][0] < sentence.end:
            self._here.append(self._ahead.pop())
        self._here = [part for part in self._here if part[1] > sentence.start]
        return list(self._here)


class _Marks:
    """The quotations of a field, handed out to its sentences in their order."""

    def __init__(self, text: str) -> None:
        self._marks = quotations(text)
        self._at = 0

    def over(self, sentence: Sentence) -> list[Quotation]:
        """The quotations that touch a sentence; sentences must be asked for in the text's order."""
        while self._at < len(self._marks) and self._marks[self._at].end <= sentence.start:
            self._at += 1
        return [mark for mark in self._ahead(sentence.end) if mark.end > sentence.start]

    def _ahead(self, end: int) -> Iterator[Quotation]:
        for at in range(self._at, len(self._marks)):
            mark = self._marks[at]
            if mark.start >= end:
                return
            yield mark


def _added(sentence: Sentence, at: int, kind: str) -> Iterator[Attribution]:
    """What the speaker of a sentence adds with a participle ("…, adding that …"), its source left open."""
    word, content = sentence.tokens[at], _after(sentence, at, kind)
    if content and content[1] - content[0] > SHORT:
        yield Attribution(sentence.field, (), ((word.start, word.end),), (content,), CONFIDENCE, "frame-added")


def _read(sentence: Sentence, cast: Cast, marks: Sequence[Quotation], *, heard: bool) -> Iterator[Attribution]:
    """What the rules read in one sentence, from left to right; `heard` says that somebody was heard in it before."""
    words = sentence.tokens
    table = verbs()
    for at in [at for at, low in enumerate(sentence.lows) if low in table]:
        word, kind = words[at], table[sentence.lows[at]]
        quoted = any(mark.inner_start <= word.start < mark.inner_end for mark in marks)
        named = word.text[0].isupper() and any(one.start < word.start < one.end for one in cast.mentions(sentence))
        if not at or quoted or named:  # "the United States" is no "states"
            continue
        source = _participant(sentence, cast, at) if kind == "participle" else _subject(sentence, cast, at)
        if source is None:
            if kind == "participle" and heard and words[at - 1].text == ",":
                yield from _added(sentence, at, kind)
            continue
        content = _before(words, at, source, marks) if kind in ("that", "told") else None
        content = content or _after(sentence, at, kind)
        if content and content[1] - content[0] > SHORT:
            yield Attribution(
                sentence.field, (source,), ((word.start, word.end),), (content,), CONFIDENCE, f"frame-{kind}"
            )


def _subject(sentence: Sentence, cast: Cast, at: int) -> Range | None:
    """The source right before a verb: a mention, a pronoun, or a description of people; None if there is none."""
    words = sentence.tokens
    end = at
    while end > 0 and (
        words[end - 1].text.lower() in AUXILIARIES
        or (words[end - 1].text.endswith("ly") and words[end - 1].text.islower())
        or words[end - 1].text.lower() in WHEN
    ):
        end -= 1
    if any(word.text.lower() in NEGATIONS for word in words[max(0, end - 1) : at]):
        return None
    if end == 0:
        return None
    last = words[end - 1]
    for mention in cast.mentions(sentence):
        if mention.end != last.end and not (last.text == "," and _apposed(words, mention.end, end - 1)):
            continue
        before = [word.text.lower() for word in words if word.end <= mention.start][-2:]
        if mention.person or not set(before) & {"of", "in", "for", "from", "at", "to"}:
            return mention.start, mention.end
    if last.text.lower() in lexicon().pronouns:
        return last.start, last.end
    return _opening_people(words, end) or _people(words, end) or _unknown(words, end)


def _apposed(words: Sequence[Token], stop: int, comma: int) -> bool:
    """Whether a mention that stops at a character is followed by an apposition up to the comma at a token."""
    inside = [word.text for word in words[:comma] if word.start >= stop]
    return 1 < len(inside) < 16 and inside[0] == "," and "," not in inside[1:]


def _people(words: Sequence[Token], end: int) -> Range | None:
    """An unnamed source that ends before a token ("residents", "people familiar with the matter")."""
    start = end
    while start > 0 and end - start < PHRASE and words[start - 1].text not in BREAKS:
        if words[start - 1].text.lower() in ("that", "and", "but", "as"):
            break
        start -= 1
    phrase = [word.text.lower() for word in words[start:end]]
    if not phrase or not any(map(_speaks, phrase)):
        return None
    if phrase[0] not in DETERMINERS and not _speaks(phrase[0]) and not words[start].text[0].isupper():
        return None
    return words[start].start, words[end - 1].end


def _speaks(word: str) -> bool:
    table = roles()
    return word in table.people or word in table.organs or word in lexicon().crowds


def _opening_people(words: Sequence[Token], end: int) -> Range | None:
    """People who open a sentence, with a long description before their verb; None where that holds another verb."""
    if not PHRASE < end <= OPENING or any(word.text in BREAKS for word in words[:end]):
        return None
    head = next((at for at, word in enumerate(words[:4]) if _speaks(word.text.lower())), None)
    plain = head is not None and words[head + 1].text.lower() in ("in", "from", "of", "at", "with", "who", "on", "to")
    if not plain or any(word.text.lower() in verbs() for word in words[:end]):
        return None
    return words[0].start, words[end - 1].end


def _unknown(words: Sequence[Token], end: int) -> Range | None:
    """A name in capitals that nobody knows, right before a verb, at the head of its clause ("Nordfly said …")."""
    start = end
    while start > 0 and is_capital(words[start - 1].text) and words[start - 1].text[0].isalpha():
        start -= 1
    opens = start == 0 or words[start - 1].text in (",", ";", "“", "”", '"', "–", "—") or words[start - 1].text in CUTS
    if start == end or not opens or words[start].text.lower() in OPEN_CAPITALS or end - start > DESCRIBED:
        return None
    return words[start].start, words[end - 1].end


def _participant(sentence: Sentence, cast: Cast, at: int) -> Range | None:
    """Whose a participle is: the mention right before it ("with Norland accusing …"), else the sentence's subject."""
    words = sentence.tokens
    before = [mention for mention in cast.mentions(sentence) if mention.end <= words[at].start]
    if not before:
        return None
    if before[-1].end == words[at - 1].end:
        return before[-1].start, before[-1].end
    joined = words[at - 1].text in (",", "and") or (words[at - 1].text.lower() in ("is", "are", "was", "were", "been"))
    subject = _past_opening(words, before)
    return (subject.start, subject.end) if joined and subject else None


def _past_opening(words: Sequence[Token], mentions: Sequence[Mention]) -> Mention | None:
    """The first mention outside of what opens a sentence before its subject ("Despite the pain of Norlandians, …")."""
    comma = next((word.end for word in words if word.text == ","), 0) if words[0].text.lower() in OPENERS else 0
    return next((mention for mention in mentions if mention.start >= comma), None)


def _before(words: Sequence[Token], at: int, source: Range, marks: Sequence[Quotation]) -> Range | None:
    """What was said where it stands before its source ("…, Norland said on Monday."); None if it does not."""
    first = _opening(words, source)
    if first < 2 or words[first - 1].text not in (",", "”", '"', "’") or not _closed(words, at):
        return None
    start = words[0].start
    for mark in marks:
        if mark.end <= source[0] and mark.start > start and mark.end >= words[first - 2].start:
            start = mark.start
    return start, words[first - 2 if words[first - 1].text == "," else first - 1].end


def _opening(words: Sequence[Token], source: Range) -> int:
    """The token at which a source's noun phrase begins, with its article and the description before a name."""
    named = next(index for index, word in enumerate(words) if word.start >= source[0])
    first = named
    while first > 0 and words[first - 1].text.lower() in DETERMINERS:
        first -= 1
    while first > 0 and words[first - 1].text not in BREAKS and named - first < DESCRIBED:
        if words[first - 1].text.lower() in _ENDS or words[first - 1].text.lower() in verbs():
            return named
        first -= 1
    return first


def _closed(words: Sequence[Token], at: int) -> bool:
    """Whether nothing is said after a verb: only when, where or to whom ("…, Norland told a briefing on Monday.")."""
    following = [word.text.lower() for word in words[at + 1 : at + 9]]
    if verbs().get(words[at].text.lower()) == "told":
        start = _past_object(words, at)
        rest = " ".join(("to", *(word.text for word in words[start:])))
        return "that" not in following and not says(rest, [(0, len(rest))])
    return not following or following[0] in (".", ",", "”") or following[0] in WHEN or following[0].endswith("day")


def closing(sentence: Sentence, cast: Cast, cue: Range, marks: Sequence[Quotation]) -> tuple[Range, Range] | None:
    """Who speaks right before a verb at a sentence's end, and the clause before the comma that is what was said."""
    words = sentence.tokens
    at = next((index for index, word in enumerate(words) if word.start == cue[0]), 0)
    if not at or verbs().get(words[at].text.lower()) not in ("that", "told"):
        return None
    turned = _turned(sentence, cast, at)
    if turned:
        return turned
    source = _subject(sentence, cast, at)
    content = _before(words, at, source, marks) if source else None
    return (source, content) if source and content else None


def _turned(sentence: Sentence, cast: Cast, at: int) -> tuple[Range, Range] | None:
    """The same where the verb comes first and ends the sentence with its subject ("…, says the Norwegian premier")."""
    words = sentence.tokens
    stop = len(words) - (words[-1].text == ".")
    if words[at - 1].text != "," or at < FEWEST or not 0 < stop - at - 1 <= DESCRIBED:
        return None
    lows = [word.text.lower() for word in words[at + 1 : stop]]
    named = any(one.start >= words[at].end and one.end == words[stop - 1].end for one in cast.mentions(sentence))
    if BREAKS & set(lows) or not (named or _speaks(lows[-1])) or any(low in verbs() for low in lows):
        return None
    return (words[at + 1].start, words[stop - 1].end), (words[0].start, words[at - 2].end)


def _after(sentence: Sentence, at: int, kind: str) -> Range | None:
    """What was said after a verb, up to the end of its clause."""
    words, low, start = sentence.tokens, sentence.lows, at + 1
    limit = min(len(words), at + 14)
    thats = [index for index in range(at + 1, limit) if low[index] == "that" and not BREAKS & set(low[at + 1 : index])]
    if kind != "act" and thats:
        start = thats[0] + 1
    elif kind == "told" or low[at] == "telling":
        start = _past_object(words, at)
    else:
        start = _past_time(words, start)
    stop = start
    while stop < len(words):
        comma = low[stop] in (",", ";") and stop + 1 < len(words)
        if low[stop] == ";" or (comma and (low[stop + 1] in CUTS or verbs().get(low[stop + 1]) == "participle")):
            break
        stop += 1
    while stop > start and low[stop - 1] in BREAKS:
        stop -= 1
    return (words[start].start, words[stop - 1].end) if stop > start else None


def _past_object(words: Sequence[Token], at: int) -> int:
    """The token after whoever was told."""
    start = at + 1
    while start < len(words) and (
        words[start].text[0].isupper()
        or words[start].text.lower() in OBJECTS
        or words[start].text.lower() in DETERMINERS
    ):
        start += 1
    return _past_time(words, start)


def _past_time(words: Sequence[Token], start: int) -> int:
    """The token after a day ("on Monday", "late Tuesday"), if one stands there."""
    at = start
    while at < len(words) and at < start + 3 and words[at].text.lower() in WHEN:
        at += 1
    return at if at > start and words[at - 1].text.lower().endswith(("day", "today")) else start
