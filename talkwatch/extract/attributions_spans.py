"""What the second model sees: the words around one cue, told by where they stand to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from talkwatch.extract.attributions_items import Items, Joined
from talkwatch.extract.attributions_page import Page

LIKELY = 0.5
"""Probability from which another candidate counts as a cue that stands between."""
_BEFORE, _AFTER = 220, 260
"""Tokens that a window reaches at most before and after its cue."""
_SENTENCES = 12
_BREAKS = frozenset(
    {"prep", "conj", "sub", "comma", "stop", "colon", "semi", "dash", "dots", "open", "close", "quote", "squote", "be"}
    | {"have", "do", "modal", "neg", "p"}
)
_HELPERS = frozenset({"be", "have", "do", "modal", "neg", "adv"})
_VERBS = frozenset({"be", "have", "do", "modal", "ed"})
_Item = tuple[int, int, str, str, list[str]]
"""An item's first and last token, its kind and key, and its features whatever the cue."""
_END = ["END"]


@dataclass(slots=True)
class Setting:
    """A page with what is needed for all of its cues.

    `counts` are running counts of commas, breaks, quotation marks, likely cues, verbs and subordinators before each
    token; `known` keeps what is known of each item.
    """

    page: Page
    cues: Mapping[int, float]
    items: Items
    counts: tuple[list[int], list[int], list[int], list[int], list[int], list[int]]
    known: dict[int, _Item]

    def forget(self) -> None:
        """Nothing is kept of the items seen so far, as before a new paragraph."""
        self.known.clear()


def setting(page: Page, cues: Mapping[int, float], joined: Joined) -> Setting:
    """The page laid out for `window_features`; `cues` maps candidates to the probability that they are cues."""
    kind = page.kind
    likely = {cue for cue, chance in cues.items() if chance >= LIKELY}
    counts = (
        _running(map("comma".__eq__, kind)),
        _running(map(_BREAKS.__contains__, kind)),
        _running(map(bool, page.mark)),
        _running(map(likely.__contains__, range(len(kind)))),
        _running([name[0] == "V" or name in _VERBS for name in kind]),
        _running(map("sub".__eq__, kind)),
    )
    return Setting(page, cues, Items.of(page, cues, joined), counts, {})


def _running(counted: Iterable[bool]) -> list[int]:
    """How many of the tokens before each one count."""
    return [0, *accumulate(counted)]


def reach(page: Page, cue: int) -> tuple[int, int]:
    """The tokens that may belong to the cue's attribution: its sentence, and on either side of it what is quoted."""
    number = first = last = page.sentence[cue]
    paragraph, sentences = page.paragraph[cue], page.sentences
    while first > 0 and number - first < _SENTENCES:
        end = sentences[first - 1][1] - 1
        if page.paragraph[end] != paragraph or page.quote[end] < 0:
            break
        first -= 1
    while last + 1 < len(sentences) and last - number < _SENTENCES:
        end, start = sentences[last][1] - 1, sentences[last + 1][0]
        same = page.paragraph[start] == page.paragraph[end]
        if not (same and end == cue) and (page.quote[start] < 0 or not (same or _runs_on(page, end))):
            break
        last += 1
    return max(sentences[first][0], cue - _BEFORE), min(sentences[last][1], cue + _AFTER)


def _runs_on(page: Page, end: int) -> bool:
    """Whether a paragraph's last token lets a quotation go on in the next: a colon, or a quotation left open."""
    return page.kind[end] == "colon" or (page.quote[end] >= 0 and page.mark[end] != ")")


def _distance(steps: int) -> str:
    """A distance in tokens, coarser the farther."""
    for bound, name in ((4, None), (6, "5"), (9, "7"), (14, "10"), (22, "15"), (35, "23")):
        if steps <= bound:
            return "d" + (name or str(steps))
    return "d36"


_DISTANCES = [_distance(steps) for steps in range(max(_BEFORE, _AFTER) + 1)]
_FEW = [str(min(count, 3)) for count in range(max(_BEFORE, _AFTER) + 2)]
"""A small count in words; three stands for more."""


def window(scene: Setting, cue: int, first: int, last: int) -> list[int]:
    """The items from token `first` to `last` around the cue: whole quotations where they do not hold it."""
    number = scene.page.quote[cue]
    return scene.items.window(first, last, scene.page.spans[number] if number >= 0 else (cue, cue + 1))


def window_features(scene: Setting, cue: int, found: Sequence[int]) -> list[list[str]]:
    """The features of the items of a window, and those of an end mark after them."""
    at, tokens = found.index(cue), scene.items.tokens
    about = _about(scene, cue, tokens(found[0]).start, tokens(found[-1]).stop)
    left = _beside(scene, about, cue, found[:at], "L")
    right = _beside(scene, about, cue, found[at + 1 :], "R")
    return [*left, ["CUE", "CUE" + about.sure], *right, _END]


@dataclass(frozen=True, slots=True)
class _About:
    """What is the same for all items around one cue."""

    sure: str
    lemma: str
    before: str
    after: str
    quotes: str
    helper: str
    sentence: int


def _about(scene: Setting, cue: int, first: int, last: int) -> _About:
    page = scene.page
    kind, word = page.kind, page.words[cue]
    number = page.sentence[cue]
    start, end = page.sentences[number]
    marks = scene.counts[2]
    left, right = marks[cue] > marks[first], marks[last] > marks[cue]
    quotes = ("l" if left else "") + ("r" if right else "")
    lemma = (word.lemma if word.lemma != "~" else word.key) + word.form
    return _About(
        sure=str(int(scene.cues[cue] * 4.99)),
        lemma=lemma,
        before=kind[cue - 1] if cue > start else "<",
        after=kind[cue + 1] if cue + 1 < end else ">",
        quotes=quotes,
        helper=_helper(kind, start, cue) + word.form,
        sentence=number,
    )


def _helper(kind: Sequence[str], start: int, cue: int) -> str:
    """The kind of auxiliary before the cue ("be" before all others), or "-"."""
    helper, at = "-", cue - 1
    while at >= start and at > cue - 5 and kind[at] in _HELPERS:
        if kind[at] in {"be", "modal", "have"} and (helper == "-" or kind[at] == "be"):
            helper = kind[at]
        at -= 1
    return helper


def _beside(scene: Setting, about: _About, cue: int, found: Sequence[int], side: str) -> list[list[str]]:
    """The features of the items on one side of the cue: their own, and how they stand to it."""
    quote, sentence = scene.page.quote, scene.page.sentence
    commas, breaks, marks, likely, verbs, subs = scene.counts
    # What lies between is the difference of the running counts beside the cue and beside the item.
    left = side == "L"
    beside, sign = (cue, 1) if left else (cue + 1, -1)
    comma, broken, marked, sure, verb, sub = (count[beside] for count in scene.counts)
    here, before, after = about.sentence, f",p={about.before}", f",n={about.after}"
    lemma, quotes = f"{side}l,c={about.lemma}", f"{side}Q,c={about.quotes}"
    word, known = f"{side}l,q={about.lemma}", side + "k="
    helper, follow = f"{side}aux={about.helper}", f"{side}n,nb={about.after}"
    rows: list[list[str]] = []
    for item in found:
        start, last, kind, key, own = scene.known.get(item) or _known(scene, item)
        edge = last + 1 if left else start
        offset = sentence[start] - here
        quoted = "o" if quote[start] < 0 else "q"
        far = side + _DISTANCES[cue - last if left else start - cue]
        few = _FEW[(comma - commas[edge]) * sign]
        others, signs = _FEW[(sure - likely[edge]) * sign], _FEW[(marked - marks[edge]) * sign]
        relative = [
            known + key, word + quoted, helper + kind, lemma + kind, far, far + kind, far + after, far + before,
            f"{side}sr={offset if -2 < offset < 2 else '2'}{quoted}",
            f"{side}nc,nv={few}{_FEW[(verb - verbs[edge]) * sign]}{sub != subs[edge]}",
            f"{side}nq,nc,nm={others}{few}{signs}{quoted}", quotes + quoted + kind,
            follow + _FEW[(broken - breaks[edge]) * sign],
        ]  # fmt: skip
        rows.append(own + relative)
    return rows


def _known(scene: Setting, item: int) -> _Item:
    """What is known of an item, kept for the next cue."""
    tokens, page = scene.items.tokens(item), scene.page
    start, last = tokens.start, tokens.stop - 1
    found = scene.known[item] = start, last, _kind(page, start, last), page.key[last], _own(page, start, last)
    return found


def _kind(page: Page, start: int, last: int) -> str:
    """An item's kind: that of its last word, or for a quotation its length."""
    if last > start and page.mark[start] == "(":
        return f"Q{min(page.quoted[page.quote[start]] // 2, 4)}"
    return page.kind[last]


def _own(page: Page, start: int, last: int) -> list[str]:
    """The features of an item that do not depend on the cue."""
    first, stop = page.sentences[page.sentence[start]]
    kind, key, mark = page.kind, page.key, page.mark
    inside = "q" if page.quote[start] >= 0 else "o"
    sign_before, sign_after = (mark[start - 1] if start else ""), (mark[last + 1] if last + 1 < len(mark) else "")
    before = kind[start - 1] if start > first else "<"
    after = kind[last + 1] if last + 1 < stop else ">"
    return [
        "k-1=" + key[start - 1] if start > first else "k-1=<",
        "k+1=" + key[last + 1] if last + 1 < stop else "k+1=>",
        f"ccc={kind[start - 2] if start - 1 > first else '<'}{before}{kind[start]}",
        f"ccc+={kind[last]}{after}{kind[last + 2] if last + 2 < stop else '>'}",
        f"m={mark[start]}{inside}{sign_before}{sign_after}{mark[last]}",
    ]  # fmt: skip
