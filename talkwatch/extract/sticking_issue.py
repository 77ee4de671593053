"""An issue as a short noun phrase, cut from the words beside a cue."""

from __future__ import annotations

import re

from talkwatch.extract.actors_lexicon import word_set

LONGEST = 16
"""Words of an issue."""
LISTED = 9
"""Words of an issue in a list."""
_STOP = re.compile(
    r"[,;:.!?()“”\"–—]|\b(?:but|while|whereas|although|though|because|when|which|who|whose|"
    r"as (?:talks|the|part|it|well)|after|before|saying|"
    r"said|says|despite|amid|with (?:disagreements|the)|since|even|so that|in order|ahead of|if|unless|until)\b"
)
_LEAD = re.compile(
    r"^(?:[\s,;:]+|(?:the|a|an|that|to|on|for|over|its|their|his|her|any|some|all|how|whether|of|in|it|they|and|or|"
    r"be|is|are|was|"
    r"issues? (?:of|such as|like|including)|questions? of|matter of|terms of|specifics of|idea of|"
    r"demands? for|just|only|still|also|would|will|not|there|what|who|the other side)\b\s*)+",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:()“”\"–—]|\b(?:that|but|while|and that|said|says|because|although|as)\b")
_TAIL = re.compile(
    r"(?:\s+(?:the|a|an|and|or|of|to|in|on|for|with|at|by|from|is|are|was|were|has|have|had|will|would|that|as|its|their))+$"
)
_WORD = re.compile(r"[a-z]+")
_SMALL = word_set("small")


GENERIC = frozenset(word[:6] for word in word_set("generic_issues"))
"""Words that name no issue by themselves."""


def issue_after(text: str, at: int) -> str:
    """The phrase after a cue; "" if it is not one."""
    lead = _LEAD.match(text[at:])
    start = at + (lead.end() if lead else 0)
    stop = _STOP.search(text, start)
    while stop and stop.group() == "." and re.match(r"\.\w", text[stop.start() : stop.start() + 2]):
        stop = _STOP.search(text, stop.end())
    return _short(text[start : stop.start() if stop else len(text)])


_LIST = re.compile(r"\b(?:includ(?:e|es|ed|ing)|such as|like|namely)\b(?: (?:agreeing on|how to|the))? ")
_ITEM = re.compile(r",? and (?:also )?|, (?:plus )?|; ")


def listed(text: str, start: int, end: int) -> tuple[str, ...]:
    """The issues of a list near a cue ("issues such as pay, pensions and shifts"); none if there is no list."""
    opening = _LIST.search(text, start, end)
    if not opening:
        return ()
    stop = end
    for mark in re.finditer(
        r"[.;:!?()–—]|, (?:which|who|but|while|also|remain|said|according)|(?<!,) (?:remain|are|is|also) ",
        text[opening.end() : end],
    ):
        stop = opening.end() + mark.start()
        break
    items = [_short(item) for item in _ITEM.split(text[opening.end() : stop])]
    found = tuple(item for item in items if item)
    return found if len(found) > 1 and all(len(item.split()) <= LISTED for item in found) else ()


def issue_before(text: str, at: int) -> str:
    """The subject before a cue; "" if it is not one."""
    start = 0
    for mark in _BREAK.finditer(text, 0, at):
        if at - mark.end() > 8:
            start = mark.end()
    phrase = text[start:at]
    lead = _LEAD.match(phrase)
    return _short(phrase[lead.end() if lead else 0 :])


def _short(phrase: str) -> str:
    words = phrase.split()
    kept = " ".join(words[:LONGEST])
    kept = _TAIL.sub("", kept).strip(" ’‘'\"")
    return kept if words_of(kept) - GENERIC else ""


def words_of(issue: str) -> frozenset[str]:
    """The words that count in an issue, cut to stems of six letters."""
    return frozenset(
        word[:6]
        for word in _WORD.findall(issue.lower().replace("cease-fire", "ceasefire"))
        if word not in _SMALL and len(word) > 2
    )
