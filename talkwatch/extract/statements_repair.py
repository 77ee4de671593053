"""Attributions put right before they are read: broken ones dropped, ends of clauses restored, two statements parted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.actors_lexicon import roles, word_set
from talkwatch.extract.actors_phrases import ADJECTIVES, DETERMINERS, lexicon_hits
from talkwatch.extract.attributions import Attribution
from talkwatch.extract.statements_content import Range
from talkwatch.extract.statements_frames import closing
from talkwatch.extract.statements_lexicon import lexicon, verbs
from talkwatch.extract.statements_sound import aside
from talkwatch.extract.statements_trim import FINITE
from talkwatch.model.claims import Place
from talkwatch.text.document import Document, Sentence, Token
from talkwatch.text.quotes import quotations

SHORT_TAIL = 4
"""Tokens left to the end of a clause that belong to the content before them."""
CLAUSE = 6
"""Words from which a source may be the clause that was said."""
HEADED = 10
"""Tokens before a place within which the head of its phrase stands."""
STUB = 3
"""Words of a content so short that its clause is surely cut."""
LONG_TAIL = 14
"""The same where the next word goes on with the clause."""
_CLOSERS = frozenset((",", ".", ";", ":", "”", '"', "–", "—", "?", "!", ")"))
_NEW = frozenset(("but", "while", "and", "as", "after", "when", "who", "which", "because", "on", "in", "during"))
_SUBORDINATE = frozenset(
    (
        "despite",
        "if",
        "although",
        "though",
        "under",
        "while",
        "after",
        "once",
        "unless",
        "since",
        "without",
        "with",
        "by",
        "in",
        "to",
        "as",
    )
)
_ADDED = re.compile(r"(?:(?<=[”\"])|,) (?:according to|while(?! main)|whereas|even as|even though|citing) ")
_BEFORE_HEAD = DETERMINERS | ADJECTIVES
_SPEAKERS = roles().heads | roles().points.keys() | lexicon().crowds | lexicon().studies | lexicon().pronouns.keys()
_SPEAKERS |= {"who", "we", "i", "sides", "parties", "one", "another"}
_RELATIVE = re.compile(r",|\b(?:who|whose|which|of|and)\b")
_NAMED = re.compile(r"[A-Z]\w+")


@dataclass(slots=True)
class Repairer:
    """Puts the attributions of one document right."""

    document: Document
    cast: Cast
    _starts: dict[Place, list[int]] = field(default_factory=dict)
    _sentences: dict[Place, list[Sentence]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place in ("title", "text"):
            self._sentences[place] = [sentence for sentence in self.document.sentences if sentence.field == place]
            self._starts[place] = [sentence.start for sentence in self._sentences[place]]

    def repaired(self, attributions: Sequence[Attribution]) -> list[Attribution]:
        """The attributions that hold together, each put right."""
        turned = [self._swapped(attribution) or attribution for attribution in attributions]
        sound = [attribution for attribution in turned if self._sound(attribution)]
        busy = [
            (attribution.field, part)
            for attribution in sound
            for part in (*attribution.source, *attribution.cue, *attribution.content)
        ]
        return [mended for attribution in sound for mended in self._mended(attribution, busy)]

    def _sentence(self, place: Place, at: int) -> Sentence | None:
        found = self._sentences[place]
        return found[max(0, bisect_right(self._starts[place], at) - 1)] if found else None

    def _sound(self, attribution: Attribution) -> bool:
        """Whether the parts hold together: a cue of words, contents in few pieces, a source that can speak."""
        text = self.document.field(attribution.field)
        cue = [text[start:end] for start, end in attribution.cue]
        if any(not part[:1].isalnum() and part.strip() not in (":", "—", "–", "-") for part in cue) or len(cue) > 2:
            return False
        if len(attribution.content) > 3 or not attribution.content:
            return False
        if (
            any(part[:1].isupper() and " " in part and not part.startswith("According") for part in cue)
            and attribution.field == "text"
        ):
            return False
        return not attribution.source or self._speaks(text, attribution)

    def _speaks(self, text: str, attribution: Attribution) -> bool:
        """Whether the words of a source can be somebody who speaks."""
        start, end = attribution.source[0][0], attribution.source[-1][1]
        sentence = self._sentence(attribution.field, start)
        if sentence and any(mention.start < end and start < mention.end for mention in self.cast.mentions(sentence)):
            return True
        words = [word.strip(".,’'\"“”").lower() for word in text[start:end].split()]
        if not _SPEAKERS.isdisjoint(words):
            return True
        return bool(_NAMED.search(text[start:end])) and words[0] not in ("in", "to", "with", "of", "on", "the")

    def _mended(self, attribution: Attribution, busy: Sequence[tuple[Place, Range]]) -> Iterator[Attribution]:
        """The attribution put right, and a second one where its content holds another verb of the same speaker."""
        text = self.document.field(attribution.field)
        closed = self._closing(attribution)
        if closed:
            yield closed
            return
        content = [(start, self._trimmed(text, start, end)) for start, end in _told(attribution, text)]
        content[-1] = self._extended(attribution.field, content[-1], busy)
        source, cue = self._source(attribution), attribution.cue
        for number, part in enumerate(content):
            sentence = self._sentence(attribution.field, part[0])
            cut = split(sentence, part, text) if sentence else None
            if cut:
                before, verb, after = cut
                yield Attribution(
                    attribution.field,
                    source,
                    cue,
                    (*content[:number], before),
                    attribution.confidence,
                    attribution.rule,
                )
                yield Attribution(
                    attribution.field,
                    source,
                    (verb,),
                    (after, *content[number + 1 :]),
                    attribution.confidence * 0.9,
                    "split",
                )
                return
        yield Attribution(attribution.field, source, cue, tuple(content), attribution.confidence, attribution.rule)

    def _closing(self, attribution: Attribution) -> Attribution | None:
        """The attribution of a sentence that ends with its speaker, read anew where another name was taken for it."""
        if len(attribution.cue) != 1 or not attribution.source:
            return None
        sentence = self._sentence(attribution.field, attribution.cue[0][0])
        if sentence is None:
            return None
        read = closing(sentence, self.cast, attribution.cue[0], ())
        if read is None:
            return None
        first, last = attribution.source[0][0], attribution.source[-1][1]
        text = self.document.field(attribution.field)
        same = first < read[0][1] and read[0][0] < last and "," not in text[first : read[0][0]]
        piece = same and (attribution.content[0][0] >= read[0][0] or self._piece(attribution.content, read[1], text))
        if not piece and any(mark.style != "single" for mark in quotations(sentence.text)):
            return None
        if same and not piece and not all(aside(text, part, attribution.cue[0]) for part in attribution.content):
            return None
        return Attribution(
            attribution.field,
            attribution.source if same and first <= read[0][0] else (read[0],),
            attribution.cue,
            (read[1],),
            attribution.confidence,
            "closing",
        )

    def _piece(self, content: Sequence[Range], whole: Range, text: str) -> bool:
        """Whether a content is a late piece of the clause that it ends ("“leverage”" of "it has no “leverage”")."""
        start, end = content[0][0], content[-1][1]
        before = text[whole[0] : start]
        if not (whole[0] < start and end <= whole[1] + 1 and before.strip()):
            return False
        words = [word.strip("“”‘’'\".,;:") for word in before.lower().split()]
        return not _odd(before) and verbs().keys().isdisjoint(words) and not {":", ";"} & set(before)

    def _swapped(self, attribution: Attribution) -> Attribution | None:
        """The attribution with source and content exchanged, where the source is a clause and the content a name."""
        if len(attribution.source) != 1 or len(attribution.content) != 1 or len(attribution.cue) > 1:
            return None
        source, content = attribution.source[0], attribution.content[0]
        text = self.document.field(attribution.field)
        sentence = self._sentence(attribution.field, content[0])
        said = text[source[0] : source[1]]
        if sentence is None or len(said.split()) < CLAUSE or _RELATIVE.search(said) or source[0] > content[0]:
            return None
        named = next((m for m in self.cast.mentions(sentence) if abs(m.start - content[0]) <= len("the ")), None)
        head = text[content[0] : content[1]].split(", ")[0]
        if named is None or FINITE.search(head) or text[named.end : content[1]].lstrip()[:1] not in ("", ","):
            return None
        return Attribution(
            attribution.field,
            ((named.start, named.end),),
            attribution.cue,
            (source,),
            attribution.confidence,
            "swapped",
        )

    def _trimmed(self, text: str, start: int, end: int) -> int:
        """Where a content ends before what the writer adds (", according to …", ", while …")."""
        added = _ADDED.search(text, start, end)
        quoted = (
            added is not None
            and any(mark in text[start : added.start()] for mark in '“"')
            and _odd(text[start : added.start()])
        )
        return added.start() if added and not quoted and added.start() - start > 12 else end

    def _extended(self, place: Place, part: Range, busy: Sequence[tuple[Place, Range]]) -> Range:
        """A content whose clause goes on for a few words, taken to the clause's end."""
        sentence = self._sentence(place, max(part[0], part[1] - 1))
        if sentence is None:
            return part
        rest = [token for token in sentence.tokens if token.start >= part[1]]
        if rest and rest[0].text in ("”", '"') and len(rest) > 1 and rest[1].text[0].islower():
            rest = rest[1:]
        text = self.document.field(place)
        more = _goes_on(text[part[0] : part[1]], [token.text.lower() for token in rest[:3]])
        stub = len(text[part[0] : part[1]].split()) <= STUB
        size = _clause(rest, skip=more or stub, whole=stub and bool(rest) and rest[0].text == ",")
        onward = bool(rest) and rest[0].text[0].islower() and rest[0].text.lower() not in _NEW
        if not size or size > (len(rest) if stub else LONG_TAIL if more or onward else SHORT_TAIL):
            return part
        end = rest[size - 1].end
        if any(token.text.lower() in verbs() for token in rest[:size]):
            return part
        if any(field == place and first < end and part[1] < last for field, (first, last) in busy):
            return part
        return part[0], end

    def _source(self, attribution: Attribution) -> tuple[Range, ...]:
        """The source, widened to the whole name that it is a piece of, or to the name that it is an apposition of."""
        if not attribution.source:
            return attribution.source
        start, end = attribution.source[0][0], attribution.source[-1][1]
        sentence = self._sentence(attribution.field, start)
        mentions = self.cast.mentions(sentence) if sentence else ()
        text = self.document.field(attribution.field)
        joint = _joint(mentions, start, end, text)
        if joint:
            start, end = joint
        end = max(end, _adjective(sentence, start, end, attribution.cue)) if sentence else end
        headed = _headed(sentence, start) if sentence else None
        if joint and headed is None:
            return (joint,)
        if headed is not None:
            return ((headed, end),)
        for mention in mentions:
            if (
                text[mention.end : start].strip() == ","
                and _apposed(attribution, mention, text, end)
                and not _SPEAKING.isdisjoint(text[start:end].lower().split())
                and not any(other.start >= start and other.person for other in mentions)
            ):
                return ((mention.start, mention.end),)
            if mention.start < end < mention.end or mention.start < start < mention.end:
                return ((min(start, mention.start), max(end, mention.end)),)
        return ((start, end),) if end > attribution.source[-1][1] else attribution.source


def _told(attribution: Attribution, text: str) -> Sequence[Range]:
    """The contents without what only describes a source after "according to" ("two diplomats who asked …")."""
    if not (attribution.source and attribution.cue) or not text[slice(*attribution.cue[0])].lower().startswith(
        "accord"
    ):
        return attribution.content
    last = attribution.source[-1][1]
    kept = [part for part in attribution.content if part[0] < last or "," in text[last : part[0]]]
    return kept or attribution.content


def _apposed(attribution: Attribution, mention: Mention, text: str, end: int) -> bool:
    """Whether a source that ends at a character only describes the name before it: a comma closes it, or the verb of
    saying stood first; in "north of Bern, residents said" it does not.
    """
    verb_first = bool(attribution.cue) and attribution.cue[0][1] <= mention.start
    return verb_first or text[end : end + 1] in (",", "–", "—", ")")


_JOINT = frozenset(("and", "and the", ", and", ", and the", ",", ", the"))


def _joint(mentions: Sequence[Mention], start: int, end: int, text: str) -> Range | None:
    """Joint speakers whole ("Norland, Sudland and Ostland"), where a source is one or some of them; else None."""
    chain: list[Mention] = []
    for mention in mentions:
        if chain and text[chain[-1].end : mention.start].strip() not in _JOINT:
            if chain[-1].end >= end:
                break
            chain = []
        chain.append(mention)
    touched = [mention for mention in chain if mention.start < end and start < mention.end]
    if len(chain) < 2 or not touched or text[max(chain[-1].end, start) : end].strip():
        return None
    last = text[chain[-2].end : chain[-1].start].strip()
    return (min(start, chain[0].start), chain[-1].end) if "and" in last.split() else None


def _adjective(sentence: Sentence, start: int, end: int, cue: Sequence[Range]) -> int:
    """Where the phrase ends whose adjective alone was taken for its source ("Norse" of "Norse diplomats say")."""
    inside = [token for token in sentence.tokens if start <= token.start and token.end <= end]
    hits = lexicon_hits(inside)
    if len(hits) != 1 or hits[0].name.kind != "demonym" or len(inside) != 1 or not cue:
        return end
    between = [token for token in sentence.tokens if end <= token.start and token.end <= cue[0][0]]
    if not 0 < len(between) <= SHORT_TAIL or not all(token.text.isalpha() for token in between):
        return end
    return between[-1].end if between[-1].text.lower() in _SPEAKING else end


_PLACED = frozenset(("of", "in", "from", "at", "near", "by", "for"))
_SPEAKING = roles().people | roles().organs | lexicon().crowds | word_set("private_people")


def _headed(sentence: Sentence, start: int) -> int | None:
    """Where the phrase begins that a source only ends ("relatives of those held in" before "Narvik"), if one does."""
    before = [token for token in sentence.tokens if token.end <= start]
    if not before or before[-1].text.lower() not in _PLACED:
        return None
    head = None
    for token in reversed(before[-HEADED:]):
        low = token.text.lower()
        if low in _CLOSERS or low in verbs() or low in _NEW - {"on", "in"}:
            break
        if low in _SPEAKING:
            head = token
    if head is None:
        return None
    first = before.index(head)
    while first and (before[first - 1].text.lower() in _BEFORE_HEAD or before[first - 1].text[0].isupper()):
        first -= 1
    return before[first].start


def _clause(rest: Sequence[Token], *, skip: bool, whole: bool) -> int:
    """How many tokens are left to the end of the clause, or of the sentence (`whole`); `skip` passes one mark."""
    if whole:
        return len(rest) - 1 if rest[-1].text in _CLOSERS else len(rest)
    first = 1 if skip and rest and rest[0].text in _CLOSERS else 0
    size = next((at for at, token in enumerate(rest) if at >= first and token.text in _CLOSERS), len(rest))
    return size if size > first else 0


def _goes_on(content: str, following: Sequence[str]) -> bool:
    """Whether a clause goes on after the comma at which its content was cut ("despite the truce, it will …")."""
    if not following or following[0] != ",":
        return False
    opens = content.split(maxsplit=1)[0].lower().strip("“\"'") if content.split() else ""
    return (opens in _SUBORDINATE and "," not in content) or (
        len(following) > 1 and following[1] in ("including", "especially", "particularly")
    )


def _odd(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def split(sentence: Sentence, part: Range, text: str) -> tuple[Range, Range, Range] | None:
    """A content parted at another verb of its speaker: before, the verb, after; None if there is none."""
    words = [token for token in sentence.tokens if part[0] <= token.start and token.end <= part[1]]
    table = verbs()
    for at in range(3, len(words) - 2):
        kind = table.get(words[at].text.lower())
        if kind is None or _odd(text[part[0] : words[at].start]):
            continue
        back = at - 1
        while back > 1 and words[back].text.lower() in ("also", "again", "later", "he", "she", "then"):
            back -= 1
        link = words[back].text.lower()
        finite = link in ("and", "but") and kind != "participle" and words[at].text.endswith(("ed", "id", "ld", "ote"))
        if not finite and not (kind == "participle" and link == ","):
            continue
        first = back if words[back - 1].text != "," else back - 1
        after = at + 2 if words[at + 1].text.lower() == "that" else at + 1
        if first < 2 or after >= len(words) - 1:
            continue
        return (part[0], words[first - 1].end), (words[at].start, words[at].end), (words[after].start, part[1])
    return None
