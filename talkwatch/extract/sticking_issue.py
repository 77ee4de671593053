"""An issue as a short noun phrase, cut from the words beside a cue."""

from __future__ import annotations

import re

from talkwatch.extract.actors_lexicon import word_set
from talkwatch.extract.actors_phrases import lexicon_hits
from talkwatch.text.tokens import tokens

LONGEST = 16
"""Words of an issue."""
LISTED = 9
"""Words of an issue in a list."""
_STOP = re.compile(
    r"[,;:.!?()“”\"–—]|--|\b(?:but|while|whereas|although|though|because|when|which|who|whose|"
    r"as (?:talks|the|part|it|well)|after|before|saying|and \w+ing|"
    r"said|says|despite|amid|with (?:disagreements|the)|since|even (?:as|if|though|when|after|before)|"
    r"so that|in order|ahead of|if|unless|until)\b"
)
_WITHIN = re.compile(r"(?<=\d),(?=\d{3})|(?<=\.[A-Z])\.(?= [a-z0-9])|(?<=\bNo)\.(?= \d)|\.(?=\w)")
"""A mark within a number or an abbreviation."""
_OPENING = re.compile(
    r"(?:\s*that |(?<=that) )(?:like|unlike|under|after|with|for|despite|before|besides|given|if|as|in)\b"
    r"[^,.;:“”\"]{2,60}, (?=[\w“])"
)
"""A phrase before the subject of what is insisted on ("insisted that, like its neighbours, it has a right to …")."""
_WARNED = re.compile(r"(?:[\w’'.-]+ ){1,5}?against (?:an? |any |all |new |fresh |further |more )*(?P<act>\w+)")
"""Who is warned against what."""
_AGREED = re.compile(
    r"(?:\w+ ){0,2}?(?:deal|agreement|accord|compromise|consensus|understanding) (?:on|over|about) "
    r"(?:the |an? |its |their )?"
)
"""What is only that sides agree, before on what."""
_VIOLENCE = word_set("violence")
"""What somebody is warned against that is an act of war, and no issue at the table."""
_QUESTION = re.compile(r"(?:how|whether|who|when|where|what)\b")
_LEAD = re.compile(
    r"^(?:[\s,;:]+|(?:(?:it|they|we|he|she) (?:has|have|had)|"
    r"the|a|an|that|to|on|for|over|its|their|his|her|any|some|all|how|whether|of|in|it|they|and|or|"
    r"be|is|are|was|(?:agree|consent) (?:to|on)|"
    r"(?:issues?|topics?|matters?|points?) (?:of|such as|like|including)|"
    r"questions? of|matter of|terms of|specifics of|idea of|"
    r"demands? for|just|only|still|also|would|will|not|there|what|who|the other side)\b\s*)+",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"^(?:[^\s,]+[’']s? |(?:U\.S\.|[A-Z]\w+) |his |her |its |their )?"
    r"(?:demands?|requests?|calls?|proposals?|offers?|insistence|push|plans?|bids?|pleas?|conditions?|refusal) "
    r"(?:for|to|that|on|of) (?:an? |the )?"
)
"""Whose demand an issue is, before what is demanded."""
_TALKS = re.compile(
    r"^(?:\w+ )?(?:talks?|negotiations?|dialogue|discussions?|meetings?|summit|progress|deal|agreement|"
    r"cease-?fire talks|interview|reporters|comment|news|solution|way)\b"
)
"""An issue that is only the talks themselves."""
_COMING = re.compile(
    r"^(?:attend|participat|join|meet|negotiat|talk|come|travel|return to the|resume|speak|discuss|engage)",
    re.IGNORECASE,
)
"""An issue that is only whether somebody comes to the talks."""
_ACCUSED = re.compile(r"^[^.;“”\"]{2,60}? (?:of|for) (?=\w+ing\b)")
"""Who is accused, before of what."""
_BREAK = re.compile(r"[,;:()“”\"–—]|\b(?:that|but|while|and that|said|says|because|although|as)\b")
_TAIL = re.compile(
    r"(?:\s+(?:the|a|an|and|or|of|to|in|on|for|with|at|by|from|is|are|was|were|has|have|had|will|would|that|as|its|their|what|which|not|"
    r"against|where|how|when|every|include|could|can|than|into|over|about|under|between|after|before|suggestion))+$"
)
_WHEN = re.compile(
    r"\s+(?:(?:last|this|next) (?:week|month|year|night|weekend)|"
    r"(?:on|late|early) (?:\w+ )?\w+day|yesterday|today|tonight)$"
)
"""A day at an issue's end, which is when it was spoken of."""
_WORD = re.compile(r"[a-z]+")
_SMALL = word_set("small")


_FINITE = re.compile(
    r"^(?:is|are|was|were|will|would|has|have|had|can|could|may|might|should|must|does|do|did|isn|aren|won|it|he|she|they|we|i|"
    r"said|says|need|needs|remains?|remained|loom(?:s|ed)|persist(?:s|ed)|linger(?:s|ed)|dominate[sd]|prompted|led|caused)(?:['’]\w*|n['’]t)?$"
)
"""A verb, or the subject of one, at which a noun phrase is over."""
_ASKED = re.compile(r"\b(?:whether|how|who)\b(?!.*\b(?:whether|how|who)\b)", re.IGNORECASE)
_JOINTS = frozenset(
    ("and", "as", "that", "by", "in", "with", "to", "for", "on", "from", "over", "or", "before", "into")
)
_CLAUSE = frozenset(("that", "which", "who", "whose", "where", "when", "what", "how", "if", "nor"))
"""Words that begin a clause beside a noun."""
_NUMBER = re.compile(
    r"^(?:about |around |some |at least |more than |up to )?(?:\d|(?:two|three|four|five|ten|dozens|hundreds|scores)\b)"
)
_PAST = re.compile(r"^\w+(?:ed|ated) (?:the|an?|its|their|his|her)\b")
_HEAD = re.compile(
    r"^(?:up|back|out|down|away|off|see|seeing|have|having|include|including|either|ensure|backed by|such as|as|at|on|"
    r"in|by|evenly|these|those|this|very|only|the|an?|both|between|among|with|from)\s+",
    re.IGNORECASE,
)
TIMES = frozenset(word[:6] for word in word_set("times"))
"""Words that only tell when."""
PARTIES = frozenset(word[:6] for word in word_set("party_words"))
"""Words for those who sit at the table."""
GENERIC = frozenset(word[:6] for word in word_set("generic_issues"))
"""Words that name no issue by themselves."""


def issue_after(text: str, at: int) -> str:
    """The phrase after a cue; "" if it is not one."""
    opened = _OPENING.match(text, at)
    at = opened.end() if opened else at
    lead = _LEAD.match(text[at:])
    start = at + (lead.end() if lead else 0)
    warned = _WARNED.match(text, start)
    if warned:
        if warned["act"].lower() in _VIOLENCE:
            return ""
        start = warned.start("act")
    agreed = _AGREED.match(text, start)
    if agreed:
        start = agreed.end()
        if _QUESTION.match(text, start):
            return _short(text[start : _end(text, start)], clause=True)
    stop = _end(text, start)
    asked = _ASKED.search(text[at:start])
    if asked:
        return _short(text[at + asked.start() : stop], clause=True)
    return _short(text[start:stop])


def _end(text: str, start: int) -> int:
    """Where the phrase that begins at `start` ends: at a mark that belongs to no number or abbreviation, or a word."""
    for stop in _STOP.finditer(text, start):
        if not _WITHIN.match(text, stop.start()):
            return stop.start()
    return len(text)


_LIST = re.compile(
    r"\b(?:includ(?:e|es|ed|ing)|such as|like|namely|"
    r"(?:points|issues|obstacles|hurdles|differences|gaps) (?:are|were|remain))\b"
    r"(?: (?:issues|topics|matters|points|things) (?:such as|like|including))?"
    r"(?: (?:agreeing on|how to|the))? "
)
_ITEM = re.compile(r",? as well as |,? and (?:also )?|, (?:plus )?|; ")


def listed(text: str, start: int, end: int) -> tuple[str, ...]:
    """The issues of a list near a cue ("issues such as pay, pensions and shifts"); none if there is no list."""
    opening = _LIST.search(text, start, end)
    if not opening:
        return ()
    stop = end
    for mark in re.finditer(
        r"[.;:!?()–—]|, (?:which|who|but|while|also|remain|said|according|[^,]{2,60} (?:sa(?:id|ys)|told)\b)|"
        r"(?<!,) (?:remain|are|is|also) ",
        text[opening.end() : end],
    ):
        stop = opening.end() + mark.start()
        break
    parts = _ITEM.split(text[opening.end() : stop])
    items = [_short(part, clause=bool(_QUESTION.match(part))) for part in parts]
    found = tuple(item for item in items if item)
    return found if len(found) > 1 and all(len(item.split()) <= LISTED for item in found) else ()


def issue_of_breach(text: str, at: int) -> str:
    """What somebody is accused of after a cue; "" if it is no issue."""
    accused = _ACCUSED.match(text[at:])
    return issue_after(text, at + (accused.end() if accused else 0))


def issue_before(text: str, at: int) -> str:
    """The subject before a cue; "" if it is not one."""
    start = 0
    for mark in _BREAK.finditer(text, 0, at):
        if at - mark.end() > 8:
            start = mark.end()
    phrase = text[start:at]
    lead = _LEAD.match(phrase)
    return _short(phrase[lead.end() if lead else 0 :])


def _short(phrase: str, *, clause: bool = False) -> str:
    """A phrase as an issue: up to its verb unless it is a question's `clause`; "" where no noun counts."""
    words = phrase.split()
    verb = (
        len(words) if clause else next((at for at, word in enumerate(words) if _FINITE.match(word.lower())), len(words))
    )
    if verb < len(
        words
    ):  # what the verb belongs to is a clause beside the noun: "guarantee that the war will not return"
        verb = next((at for at in range(verb - 1, 0, -1) if words[at].lower() in _CLAUSE), verb)
    words = words[:verb]
    if len(words) > LONGEST:
        ends = [at for at in range(4, LONGEST) if words[at].lower() in _JOINTS]
        words = words[: ends[-1] if ends else LONGEST]
    kept = _TAIL.sub("", _WHEN.sub("", " ".join(words))).strip(" ’‘'\"")
    kept = _HEAD.sub("", _OWNED.sub("", _HEAD.sub("", kept)))
    return kept if not _TALKS.match(kept) and not _COMING.match(kept) and _counts(kept) else ""


def _counts(issue: str) -> bool:
    """Whether a phrase names something that sides can differ over: not a number, a time, a party or a bare verb."""
    if not issue or _NUMBER.match(issue) or _PAST.match(issue):
        return False
    words = words_of(issue) - GENERIC - TIMES
    if not words:
        return False
    small = " ".join(word for word in issue.split() if word.islower())
    if words_of(small) - GENERIC - TIMES - PARTIES:  # names have capitals, so there is no need to look for one
        return True
    tokens_here = tokens(issue)
    hits = lexicon_hits(tokens_here)
    named = {at for hit in hits for at in range(hit.first, hit.last)}
    rest = " ".join(word.text for at, word in enumerate(tokens_here) if at not in named)
    return bool(words_of(rest) - GENERIC - TIMES - PARTIES)


def words_of(issue: str) -> frozenset[str]:
    """The words that count in an issue, cut to stems of six letters."""
    return frozenset(
        word[:6]
        for word in _WORD.findall(issue.lower().replace("cease-fire", "ceasefire"))
        if word not in _SMALL and len(word) > 2
    )
