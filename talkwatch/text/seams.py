"""Where a sentence of a feed's summary ends without a mark: a standfirst before the story, a link's words after it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from talkwatch.text.document import Token

LINKS = (
    ("Continue", "reading"),
    ("Read", "Full", "Article"),
    ("Read", "full", "story"),
    ("Read", "More"),
    ("Read", "more"),
    ("Leer", "más"),
)
"""Words of a link that a feed puts after its summary."""
_LINK = 8
"""Tokens that the words of a link may have ("Read Full Article at RT.com")."""
LIVE = ("updates", "live", "blog", "coverage")
"""Last words of a heading that leads to a running report ("Europe live – latest updates")."""
HEADING = frozenset(("politics", "war", "crisis", "live", "latest", "news", "conflict", "talks", "strikes", "budget"))
DASHES = frozenset("–—-")
EARLIEST, LATEST, AHEAD = 5, 60, 16
"""Tokens before a seam, tokens after which none is looked for, and tokens after it within which its verb stands."""
CAPITALS = 2
"""Capitals that begin a heading ("Middle East crisis live")."""
SUMMARY = 1500
"""Characters up to which a text is a feed's summary."""
LEAST = 3.0
"""What must speak for a seam."""
_FUNCTION_WORDS = """
    of in for from at on with to by about and or but nor than via as like between against the a an this that these
    those his her its their our my no some any all both every each because if when while after before since until
    although though where which who whose what how why whether not more most very into over under amid despite
    during without within across towards toward among near per versus vs said says say told tells warns warned
    called named ex new senior former leading late including is are was were be been being has have had will would
    can could may might must should do does did calls call urges urged accused accuses criticises criticised tell
    backs"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())
"""Words after which a capital goes on with the same clause."""
_PLACED = frozenset(("in", "at", "to", "from", "of", "with", "for", "on"))
_TITLES_WORDS = """
    president minister secretary leader chief spokesman spokeswoman spokesperson official envoy ambassador
    chancellor counterpart ally king queen pope premier commissioner senator chairman chair head director mp mps
    tycoon billionaire analyst economist actor author editor correspondent activist party colleague candidate prince
    judge general"""
_TITLES = frozenset(_TITLES_WORDS.split())
"""Words after which a capital is a person's name."""
_FINITE_WORDS = """
    has have had is are was were will would said says could may must can might"""
_FINITE = frozenset(_FINITE_WORDS.split())
_OPENS_WORDS = """
    The A An It He She They We This These There After But If When In As Two Three No"""
_OPENS = frozenset(_OPENS_WORDS.split())


def seams(words: Sequence[Token], title: str) -> frozenset[int]:
    """The tokens of a summary's paragraph with which a new sentence begins though no mark ended the last."""
    texts = [word.text for word in words]
    found = {at for at in range(1, len(texts)) if any(texts[at] == link[0] and _at(texts, at, link) for link in LINKS)}
    if not found and not any(text in LIVE for text in texts):
        return frozenset()
    linked = any(_at(texts, at, LINKS[0]) for at in found)
    for at in range(2, min(len(texts) - 1, LATEST)):
        if texts[at] in LIVE and texts[at + 1][0].isupper() and DASHES & set(texts[max(0, at - 3) : at]):
            found |= {at + 1, _heading(texts, at)}
    if linked and not any(at <= LATEST for at in found if at < len(texts) - 3):
        best = _standfirst(texts, frozenset(title.split()))
        found |= {best} if best else set()
    return frozenset(found - {0})


def is_link(words: Sequence[Token]) -> bool:
    """Whether a sentence is but the words of a link that a feed puts after its summary."""
    texts = [word.text for word in islice(words, _LINK + 1)]
    return len(texts) <= _LINK and any(_at(texts, 0, link) for link in LINKS)


def _at(texts: Sequence[str], at: int, link: Sequence[str]) -> bool:
    return tuple(islice(texts, at, at + len(link))) == tuple(link)


def _heading(texts: Sequence[str], last: int) -> int:
    """Where the heading begins that ends at a token."""
    first = last
    while first > 0 and (texts[first - 1] in HEADING or texts[first - 1] in DASHES):
        first -= 1
    named = first
    while first > 0 and named - first < CAPITALS and texts[first - 1][0].isupper():
        if first < named and first > 1 and texts[first - 2] in _PLACED:
            break
        first -= 1
    return first


def _standfirst(texts: Sequence[str], title: frozenset[str]) -> int:
    """Where the story begins after a standfirst without a mark; 0 where nothing shows it."""
    stop = next((at for at, text in enumerate(texts) if text in (".", "?", "!")), len(texts))
    chosen, most = 0, LEAST
    for at in range(EARLIEST, min(stop - 2, LATEST)):
        if texts[at][0].isupper() and (value := _worth(texts, at, stop, title)) > most:
            chosen, most = at, value
    return chosen


def _worth(texts: Sequence[str], at: int, stop: int, title: frozenset[str]) -> float:
    """What speaks for a sentence to begin with the capital at a token."""
    before = texts[at - 1]
    low = before.lower()
    if low in _FUNCTION or low in _TITLES or not before[-1].isalnum() or before in ("'s", "’s"):
        return 0.0
    last = at + 1
    while last < stop and texts[last][0].isupper():
        last += 1
    ahead = texts[last : min(stop, last + AHEAD)]
    verb = next((number for number, text in enumerate(ahead) if text in _FINITE), AHEAD)
    worth = 3.0 - verb / 6 if verb < AHEAD else 0.0
    worth += 1.5 if ahead[:1] and ahead[0] in ("has", "have") else 0.0
    worth += 1.0 if texts[at] in _OPENS else 0.0
    worth += 1.0 if texts[at] in title else 0.0
    worth -= 3.0 if before[0].isupper() else 0.0
    worth += 0.5 if any(text in _FINITE or text.endswith("s") for text in texts[1 : at - 1]) else 0.0
    return worth
