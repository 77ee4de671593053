"""Words and punctuation marks with their offsets."""

from __future__ import annotations

import re

from talkwatch.text.document import Token

_TITLES = """
    Mr Mrs Ms Mx Dr Prof Sen Sens Rep Reps Gov Govs Gen Lt Col Maj Capt Cmdr Sgt Cpl Adm Brig Pres Rev Hon St Ste Mt Ft
    Messrs Mme Mlle Amb Asst Assoc Atty Supt Det Insp Fr Sr Sra Srta Pvt vs v No Nos Art Sec Dept"""
_OTHERS = """
    Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Inc Corp Co Ltd Llc Plc
    Bros Jr Esq etc al approx est min max ave Ave Blvd Rd Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md
    Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ont Que Ph.D cf e.g i.e"""
TITLES = frozenset(_TITLES.split())
"""Abbreviations, without their full stop, after which a sentence practically never ends."""
ABBREVIATIONS = TITLES | frozenset(_OTHERS.split())
"""All abbreviations known. One that is also a word ("Sat", "No", "Miss") counts only as it is written here."""
_NUMBERED = frozenset({"No", "Nos", "Art", "Sec", "no", "nos"})
"""Abbreviations only before a figure: "No. 3", but "He said no."."""

_LONGEST = max(map(len, ABBREVIATIONS))

_PATTERN = re.compile(
    r"""
    (?P<plain>[A-Za-z]++(?=[\s,;)]))                      # nearly all words: none of the rest could take more or less
    | (?P<web>(?:https?://|www\.)[^\s<>"“”]+ | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4} | [@\#]\w+)
    | (?P<letters>(?:[^\W\d_]\.){2,}(?!\w))            # U.S.  a.m.  J.D.
    | (?P<number>\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|m|bn|km|am|pm)?(?!\w)%?)
    | (?P<word>\w+(?:[-‐‑'’.&/]\w+)*)
    | (?P<dots>\.{2,}|…+)
    | (?P<same>([^\w\s])\8*)                           # a run of one mark is one token
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?i)(?:['’](?:s|m|d|re|ve|ll)|n['’]t)$")
_GLUED = re.compile(r"(?<=[a-z]{2})\.(?=[A-Z][a-z])")  # "talks.The": a full stop whose space was lost
_FIGURE = re.compile(r"\s?\d")


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, with offsets into `text`, in linear time.

    As in the Penn treebank "Egypt's" is two tokens ("Egypt", "'s") and so is "won't" ("wo", "n't"); "U.S.", "Sen.",
    "3.5%", "cease-fire" and an address are one each, and so is a run of the same mark ("...", "--", '""').
    """
    found: list[Token] = []
    for match in _PATTERN.finditer(text, start, len(text) if end is None else end):
        kind, word, (first, last) = match.lastgroup, match[0], match.span()
        if kind == "word" and not word.isalpha():
            _word(text, first, last, found)
        elif word == "." and found and _abbreviation(found[-1], text, first):
            begin = found.pop().start
            found.append(Token(text[begin:last], begin, last))
        else:
            found.append(Token(word, first, last))
    return found


def _abbreviation(last: Token, text: str, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to the token before it."""
    word = last.text
    if last.end != stop or len(word) > _LONGEST:
        return False
    if word in _NUMBERED:
        return _FIGURE.match(text, stop + 1) is not None
    return word in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word.isupper())


def _word(text: str, start: int, end: int, found: list[Token]) -> None:
    """Append the token or tokens of one word to `found`."""
    for glued in _GLUED.finditer(text, start, end):
        found.append(Token(text[start : glued.start()], start, glued.start()))
        found.append(Token(".", glued.start(), glued.end()))
        start = glued.end()
    clitic = _CLITIC.search(text, max(start, end - _LONGEST), end)
    if clitic and clitic.start() > start:
        found.append(Token(text[start : clitic.start()], start, clitic.start()))
        start = clitic.start()
    found.append(Token(text[start:end], start, end))
