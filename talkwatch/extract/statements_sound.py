"""What makes words a statement at all: something said, and somebody who can speak."""

from __future__ import annotations

import re
from collections.abc import Sequence

from talkwatch.extract.actors_lexicon import read_lexicon, roles, word_set
from talkwatch.extract.statements_content import Range
from talkwatch.extract.statements_lexicon import is_medium, lexicon, verbs
from talkwatch.extract.statements_trim import FINITE

LEAST = 2
"""Content words below which nothing was said."""
_WORD = re.compile(r"[a-z0-9]+")


def _words(name: str) -> frozenset[str]:
    return frozenset(read_lexicon("statements.toml")["sound"][name].split())


_SMALL = word_set("small")
_SETTING = _words("setting")
"""Words that tell where, when, to whom or through what something was said."""
_OPENS = re.compile(r"^(?:in|on|over|at|during|via|through|to|by|for|from|under|read|full|with|of|as)\b", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z'’.-]{2,}(?:[ /][A-Z][A-Z'’.-]+){0,3}(?:,? [A-Z][\w.]+(?: [A-Z][\w.]+)?)??"
    r"(?:, [A-Z][a-z]+\.? \d{1,2})?\s?(?:\([^()\n]{2,40}\))?|(?:[A-Z][\w.'’-]+,? ){1,4}\([A-Z][^()\n]{1,40}\))"
    r"\s?[-–—]{1,2}\s+"
)
"""A place in capitals, or a place with an agency in brackets, before a dash."""
_WHERE = re.compile(
    r"(?:(?:in|at|on|over|during|to)\s)?(?:(?:[A-Z][\w.’'-]*|an?|the|at|in|on|to|during|of|joint|televised|recorded|video|brief|separate|"
    r"interview|statement|meeting|conference|briefing|news|press|summit|speech|call|letter|reporters|journalists|lawmakers),?\s){1,12}that\s"
)


_HEADLESS = re.compile(r"(?:is|are|was|were|has|have|had|will|would|shows?|does|did)\s")
"""A clause whose subject was lost."""


def begun(text: str, part: Range) -> Range:
    """A content without the dateline at the head of its paragraph ("CAIRO, Aug 14 (Agency) - ")."""
    start, end = part
    head = text.rfind("\n", 0, start) + 1
    dateline = _DATELINE.match(text, head, end)
    return (dateline.end(), end) if dateline and start < dateline.end() < end else part


def placed(text: str, part: Range) -> Range:
    """A content without the place and occasion that stand before its "that" ("Geneva at a meeting that …")."""
    where = _WHERE.match(text, *part)
    before = text[max(0, part[0] - 8) : part[0]].split()
    meanwhile = _MEANWHILE.match(text, *part) if before and before[-1].lower() in _WHILE else None
    if meanwhile:
        return meanwhile.end(), part[1]
    opens = _OPENS.match(text[part[0] : part[1]]) or (before and _OPENS.match(before[-1]))
    return (where.end(), part[1]) if where and opens and where.end() < part[1] else part


_WHILE = frozenset(("as", "after", "before", "while", "when"))
_MEANWHILE = re.compile(r"(?:he|she|they|the \w+) [^“”\".;]{3,100}? that (?=\S)")
"""What somebody did while he spoke ("told reporters as he left Bern that the truce would hold")."""
_GLUED = re.compile(
    r"(?<=[a-z0-9’'”])(?<!\b(?:in|to|of|by|at|on|as|or))(?<!\b(?:and|for|the))(?<!\b(?:from|with|told|said))\s"
    r"(?=(?:The|An?|It|He|She|They|In|On|But|This|These|My|We|As|At|When|After|If|Its?|His|Her|Our|Two|Three|No)\s)"
)


def unglued(text: str, part: Range, cue: int) -> Range:
    """A content within one of the lines that a feed's summary ran together: the line that the cue stands beside."""
    start, end = part
    for seam in _GLUED.finditer(text, start, end):
        if cue < seam.start():
            return start, seam.start()
        start = seam.end()
    return start, end


_AFTER = re.compile(r"\b(?:after|before|when|while)\s$")
_GERUND = re.compile(r"\w+ing\b")
_FREED = re.compile(
    r"\b(?:hostages?|captives?|prisoners?|detainees?|people|girls?|boys?|women|children|bodies|soldiers|nationals|Israelis|Palestinians)\b"
)


def aside(text: str, part: Range, cue: Range | None) -> bool:
    """Whether a piece of a content is only who was told, or what was done around the saying."""
    words = text[part[0] : part[1]]
    if FINITE.search(words):
        return False
    told = cue is not None and text[cue[0] : cue[1]].lower().endswith(("told", "tells", "telling"))
    addressed = told and cue is not None and 0 <= part[0] - cue[1] <= 1
    return addressed or bool(_AFTER.search(text[max(0, part[0] - 8) : part[0]]) and _GERUND.match(words))


def frees(cue: str, words: str) -> bool:
    """Whether a "release" lets people go rather than words."""
    return "releas" in cue.lower() and bool(_FREED.search(words))


def says(text: str, parts: Sequence[Range], *, named: bool = False) -> bool:
    """Whether words tell more than where, when, to whom or through what something was said.

    `named` says that they are what a thing was called, for which one word is enough.
    """
    words = " ".join(text[start:end] for start, end in parts)
    counted = [word for word in _WORD.findall(words.lower()) if word not in _SMALL]
    if _HEADLESS.match(words):
        return False
    clause = bool(FINITE.search(words)) and len(words.split()) > LEAST
    if named and counted and len(words.split()) >= LEAST:
        return True
    if len(counted) < LEAST:
        return clause and not _OPENS.match(words)
    bare = _OPENS.sub("", words).strip()
    if len(counted) <= 2 * LEAST and is_medium(bare):
        return False
    return not (_OPENS.match(words) and sum(word not in _SETTING and not word.isdigit() for word in counted) < LEAST)


_FINITE = _words("finite")
_NOUNS = roles().people | lexicon().crowds | {"calls", "demands", "reports"}
"""Plurals that are verbs too."""
_THINGS = _words("things")
"""Heads that show but do not speak."""
_VAGUE = _words("vague")
_ENDS = re.compile(
    r"(?:[\s,]+(?:(?:on |late |early )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"last (?:night|week|month|year)|"
    r"this week|also|again|later|however|meanwhile|though|yesterday|today|on|late|early|earlier|then|now|reportedly|"
    r"repeatedly|once|only|still|has|have|had|is|was|were|are|it|he|she|they|who|which|and|but|as|to|not|"
    r"just|further|in turn))+$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:^|\s)(?:[A-Z]\.)+[A-Z]$")
_JOINS = re.compile(
    r"^(?:that|and|but|as|while|when|after|because|if|although|though|whereas|meanwhile|where)\s+", re.IGNORECASE
)


_CLAUSE = re.compile(r"^(?:[A-Z][\w’'-]* ){1,4}[a-z]\w+ed and (?=[a-z])")
"""The end of another clause before a source ("talks with Chad collapsed and mediators said")."""


def speaker(words: str) -> str:
    """The noun phrase of a source, cut before its verb and without what hangs on; "" if it is none."""
    plain = _JOINS.sub("", " ".join(words.split()).strip(' ,;:.—–-“”"'))
    plain = _CLAUSE.sub("", plain)
    if _INITIALS.search(plain):
        plain += "."
    found = plain.split()
    if found and found[0].lower() in ("who", "which"):
        return found[0]
    verb = next((at for at, word in enumerate(found) if _is_verb(word, at, found)), None)
    if verb == 0:
        return ""
    head = " ".join(found[:verb]) if verb else plain
    head = _ENDS.sub("", head).strip(" ,;:") or head
    last = head.split(" of ")[0].split(" from ")[0].split()
    if not last or (last[-1].lower() in _THINGS and len(last) < 4) or head.lower() in _VAGUE:
        return ""
    return head


def _is_verb(word: str, at: int, words: Sequence[str]) -> bool:
    """Whether a word of a source is a verb rather than part of a name or of a relative clause."""
    low = word.lower().strip(".,")
    if {"who", "which", "that", "whose"} & {before.lower() for before in words[:at]}:
        return False
    if at and low in ("may", "will", "march", "states") and word[0].isupper():
        return False
    if low in _FINITE:
        return True
    if at == 0:
        return low in ("to", "urge", "says", "say", "calls", "warn", "warns", "seeks") or low in (
            "urges",
            "hopes",
            "offers",
        )
    if verbs().get(low) in ("act", "that") and low.endswith("ed") and at + 1 < len(words):
        return words[at + 1].lower() in ("the", "a", "an", "its", "his", "her", "their")
    return low in verbs() and low.endswith("s") and low not in _NOUNS
