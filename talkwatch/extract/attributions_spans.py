"""What the second model sees: the words around one cue, told by where they stand to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

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
_VERBS = frozenset({"be", "have", "do", "modal", "ed"})
_HELPERS = frozenset({"be", "have", "do", "modal", "neg", "adv"})
_END = ["END"]
HINT = "YES"
"""A feature of the cue that tells the model to take it for one; training shows it with true cues only."""


@dataclass(slots=True)
class Setting:
    """A page with what is needed for all of its cues.

    `counts` are running counts of commas, breaks, quotation marks, likely cues, verbs and subordinators before each
    token; `left` and `right` keep each token's features for cues on its right and on its left.
    """

    page: Page
    cues: Mapping[int, float]
    counts: tuple[list[int], list[int], list[int], list[int], list[int], list[int]]
    left: dict[int, list[str]]
    right: dict[int, list[str]]

    def forget(self) -> None:
        """Nothing is kept of the tokens seen so far, as before a new paragraph."""
        self.left.clear()
        self.right.clear()


def setting(page: Page, cues: Mapping[int, float]) -> Setting:
    """The page laid out for `window_features`; `cues` maps candidates to the probability that they are cues."""
    kind = page.kind
    counts = (
        _running([name == "comma" for name in kind]),
        _running([name in _BREAKS for name in kind]),
        _running([sign != "" for sign in page.mark]),
        _running([cues.get(at, 0.0) >= LIKELY for at in range(len(kind))]),
        _running([name in _VERBS or name[0] == "V" for name in kind]),
        _running([name == "sub" for name in kind]),
    )
    return Setting(page, cues, counts, {}, {})


def _running(counted: Sequence[bool]) -> list[int]:
    """How many of the tokens before each one count."""
    return [0, *accumulate(counted)]


def window(page: Page, cue: int) -> tuple[int, int]:
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


def _own(page: Page, at: int) -> list[str]:
    """The features of a token that do not depend on the cue."""
    first, last = page.sentences[page.sentence[at]]
    kind, key, mark = page.kind, page.key, page.mark
    here, inside = kind[at], "q" if page.quote[at] >= 0 else "o"
    sign_before, sign_after = (mark[at - 1] if at else ""), (mark[at + 1] if at + 1 < len(mark) else "")
    before = kind[at - 1] if at > first else "<"
    after = kind[at + 1] if at + 1 < last else ">"
    return [
        "k-1=" + key[at - 1] if at > first else "k-1=<",
        "k+1=" + key[at + 1] if at + 1 < last else "k+1=>",
        f"ccc={kind[at - 2] if at - 1 > first else '<'}{before}{here}",
        f"ccc+={here}{after}{kind[at + 2] if at + 2 < last else '>'}",
        f"m={mark[at]}{inside}{sign_before}{sign_after}",
    ]


def _sided(page: Page, at: int, side: str) -> list[str]:
    """The features of a token that depend on no more than the side of the cue on which it stands."""
    first, last = page.sentences[page.sentence[at]]
    kind = page.kind
    here = kind[at]
    before = kind[at - 1] if at > first else "<"
    after = kind[at + 1] if at + 1 < last else ">"
    return [f"{side}k={page.key[at]}", f"{side}c={here}", f"{side}cc={before}{here}", f"{side}cc+={here}{after}"]


def window_features(scene: Setting, cue: int, first: int, last: int) -> list[list[str]]:
    """The features of the tokens from `first` to `last` around the cue, and those of an end mark after them."""
    about = _about(scene, cue, first, last)
    left = _beside(scene, about, cue, range(first, cue))
    right = _beside(scene, about, cue, range(cue + 1, last))
    return [*left, ["CUE", "CUE" + about.sure], *right, _END]


def _known(scene: Setting, at: int, side: str) -> list[str]:
    """A token's features for one side of a cue, kept for the next cue."""
    own = scene.left if side == "L" else scene.right
    found = own.get(at)
    if found is None:
        found = own[at] = _own(scene.page, at) + _sided(scene.page, at, side)
    return found


@dataclass(frozen=True, slots=True)
class _About:
    """What is the same for all tokens around one cue; `same` is for left and right of it, outside quotes and inside."""

    sure: str
    lemma: str
    before: str
    after: str
    helper: str
    quotes: str
    sentence: int
    same: tuple[tuple[list[str], list[str]], tuple[list[str], list[str]]]


def _about(scene: Setting, cue: int, first: int, last: int) -> _About:
    page = scene.page
    kind, word = page.kind, page.words[cue]
    number = page.sentence[cue]
    start, end = page.sentences[number]
    marks = scene.counts[2]
    left, right = marks[cue] > marks[first], marks[last] > marks[cue]
    quotes = ("l" if left else "") + ("r" if right else "")
    inside = "q" if page.quote[cue] >= 0 else "o"
    sure = str(int(scene.cues[cue] * 4.99))
    lemma = (word.lemma if word.lemma != "~" else word.key) + word.form
    return _About(
        sure=sure,
        lemma=lemma,
        before=kind[cue - 1] if cue > start else "<",
        after=kind[cue + 1] if cue + 1 < end else ">",
        helper=_helper(kind, start, cue) + word.form,
        quotes=quotes,
        sentence=number,
        same=(_same("L", lemma, quotes + inside, sure), _same("R", lemma, quotes + inside, sure)),
    )


def _same(side: str, lemma: str, quotes: str, sure: str) -> tuple[list[str], list[str]]:
    """The features of every token on one side of a cue: outside quotations, and inside."""
    outside, within = (
        [f"{side}l={lemma}", f"{side}l,q={lemma}{quoted}", f"{side}Q={quotes}{quoted}", f"{side}pp={sure}{quoted}"]
        for quoted in "oq"
    )
    return outside, within


def _helper(kind: Sequence[str], start: int, cue: int) -> str:
    """The kind of auxiliary before the cue ("be" before all others), or "-"."""
    helper, at = "-", cue - 1
    while at >= start and at > cue - 5 and kind[at] in _HELPERS:
        if kind[at] in {"be", "modal", "have"} and (helper == "-" or kind[at] == "be"):
            helper = kind[at]
        at -= 1
    return helper


def _beside(scene: Setting, about: _About, cue: int, tokens: range) -> list[list[str]]:
    """The features of the tokens on one side of the cue: their own, and how they stand to it."""
    side = "L" if tokens.start < cue else "R"
    kinds, quote, sentence = scene.page.kind, scene.page.quote, scene.page.sentence
    commas, breaks, marks, likely, verbs, subs = scene.counts
    # What lies between is the difference of the running counts beside the cue and beside the token.
    beside, step, sign = (cue, 1, 1) if side == "L" else (cue + 1, 0, -1)
    comma, broken, marked, sure, verb, sub = (count[beside] for count in scene.counts)
    here, before, after = about.sentence, f",p={about.before}", f",n={about.after}"
    lemma, quotes = f"{side}l,c={about.lemma}", f"{side}Q,c={about.quotes}"
    helper, follow = f"{side}aux={about.helper}", f"{side}n,nb={about.after}"
    outside, within = about.same["LR".index(side)]
    found: list[list[str]] = []
    for at in tokens:
        edge = at + step
        kind, offset = kinds[at], sentence[at] - here
        quoted, same = ("o", outside) if quote[at] < 0 else ("q", within)
        far = side + _DISTANCES[abs(at - cue)]
        few = _FEW[(comma - commas[edge]) * sign]
        others, signs = _FEW[(sure - likely[edge]) * sign], _FEW[(marked - marks[edge]) * sign]
        relative = [
            far, far + kind, far + after, far + before, f"{side}sr={offset if -2 < offset < 2 else '2'}{quoted}",
            f"{side}nc,nv={few}{_FEW[(verb - verbs[edge]) * sign]}{sub != subs[edge]}",
            f"{side}nq,nc,nm={others}{few}{signs}{quoted}", lemma + kind, quotes + quoted + kind, helper + kind,
            follow + _FEW[(broken - breaks[edge]) * sign],
        ]  # fmt: skip
        found.append(_known(scene, at, side) + same + relative)
    return found
