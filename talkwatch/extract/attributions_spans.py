"""What the second model sees: the words around one cue, told by where they stand to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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


@dataclass(slots=True)
class Setting:
    """A page with what is needed for all of its cues: running counts over its tokens and each token's own features."""

    page: Page
    cues: Mapping[int, float]
    commas: list[int]
    breaks: list[int]
    marks: list[int]
    likely: list[int]
    verbs: list[int]
    subs: list[int]
    own: list[list[str] | None]


def setting(page: Page, cues: Mapping[int, float]) -> Setting:
    """The page laid out for `window_features`; `cues` maps candidates to the probability that they are cues."""
    kind, mark = page.kind, page.mark
    size = len(kind)
    return Setting(
        page,
        cues,
        commas=_running(size, lambda at: kind[at] == "comma"),
        breaks=_running(size, lambda at: kind[at] in _BREAKS),
        marks=_running(size, lambda at: mark[at] != ""),
        likely=_running(size, lambda at: cues.get(at, 0.0) >= LIKELY),
        verbs=_running(size, lambda at: kind[at] in _VERBS or kind[at][0] == "V"),
        subs=_running(size, lambda at: kind[at] == "sub"),
        own=[None] * size,
    )


def _running(size: int, counts: Callable[[int], bool]) -> list[int]:
    """How many of the tokens before each one count."""
    total, found = 0, [0]
    for at in range(size):
        total += counts(at)
        found.append(total)
    return found


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
        start = sentences[last + 1][0]
        ends_in_cue = last == number and sentences[last][1] - 1 == cue
        if page.paragraph[start] != paragraph or (page.quote[start] < 0 and not ends_in_cue):
            break
        last += 1
    return max(sentences[first][0], cue - _BEFORE), min(sentences[last][1], cue + _AFTER)


def _distance(steps: int) -> str:
    """A distance in tokens, coarser the farther."""
    for bound, name in ((4, None), (6, "5"), (9, "7"), (14, "10"), (22, "15"), (35, "23")):
        if steps <= bound:
            return name or str(steps)
    return "36"


_DISTANCES = [_distance(steps) for steps in range(max(_BEFORE, _AFTER) + 1)]


def _own(page: Page, at: int, cues: Mapping[int, float]) -> list[str]:
    """The features of a token that do not depend on the cue."""
    first, last = page.sentences[page.sentence[at]]
    low, high = max(first, at - 2), min(last, at + 3)
    kind = ["<"] * (low - at + 2) + page.kind[low:high] + [">"] * (at + 3 - high)
    key, mark = page.key, page.mark
    here = kind[2]
    inside = "q" if page.quote[at] >= 0 else "o"
    before, after = (mark[at - 1] if at else ""), (mark[at + 1] if at + 1 < len(mark) else "")
    return [
        "k=" + key[at], "c=" + here, "k-1=" + (key[at - 1] if at > first else "<"),
        "k+1=" + (key[at + 1] if at + 1 < last else ">"), "c-1=" + kind[1], "c+1=" + kind[3], "cc=" + kind[1] + here,
        "cc+=" + here + kind[3], "ccc=" + kind[0] + kind[1] + here, "ccc+=" + here + kind[3] + kind[4],
        "sh=" + (page.words[at - 1].shape if at else "") + page.words[at].shape,
        "m=" + mark[at] + inside + before + after, "q,c=" + inside + here,
        "pc=1" if cues.get(at, 0.0) >= LIKELY else "pc=0",
    ]  # fmt: skip


def window_features(scene: Setting, cue: int, first: int, last: int) -> list[list[str]]:
    """The features of the tokens from `first` to `last` around the cue, and those of an end mark after them."""
    page, own = scene.page, scene.own
    about = _about(scene, cue, first, last)
    found: list[list[str]] = []
    for at in range(first, last):
        if at == cue:
            found.append(["CUE", "CUE" + about.sure])
            continue
        mine = own[at]
        if mine is None:
            mine = own[at] = _own(page, at, scene.cues)
        found.append(mine + _relative(scene, about, cue, at))
    found.append(_END)
    return found


@dataclass(frozen=True, slots=True)
class _About:
    """What is the same for all tokens around one cue."""

    sure: str
    lemma: str
    kind: str
    before: str
    after: str
    helper: str
    quotes: str
    inside: str
    sentence: int


def _about(scene: Setting, cue: int, first: int, last: int) -> _About:
    page = scene.page
    kind, word = page.kind, page.words[cue]
    number = page.sentence[cue]
    start, end = page.sentences[number]
    helper, at = "-", cue - 1
    while at >= start and at > cue - 5 and kind[at] in _HELPERS:
        if kind[at] in {"be", "modal", "have"} and (helper == "-" or kind[at] == "be"):
            helper = kind[at]
        at -= 1
    left, right = scene.marks[cue] > scene.marks[first], scene.marks[last] > scene.marks[cue]
    return _About(
        sure=str(int(scene.cues[cue] * 4.99)),
        lemma=(word.lemma if word.lemma != "~" else word.key) + word.form,
        kind=word.kind,
        before=kind[cue - 1] if cue > start else "<",
        after=kind[cue + 1] if cue + 1 < end else ">",
        helper=helper + word.form,
        quotes=("l" if left else "") + ("r" if right else ""),
        inside="q" if page.quote[cue] >= 0 else "o",
        sentence=number,
    )


def _relative(scene: Setting, about: _About, cue: int, at: int) -> list[str]:
    """The features of a token that say how it stands to the cue; each begins with its side."""
    page = scene.page
    side, low, high = ("L", at + 1, cue) if at < cue else ("R", cue + 1, at)
    far = _DISTANCES[cue - at if at < cue else at - cue]
    commas = min(scene.commas[high] - scene.commas[low], 3)
    breaks = min(scene.breaks[high] - scene.breaks[low], 4)
    marks = min(scene.marks[high] - scene.marks[low], 3)
    others = min(scene.likely[high] - scene.likely[low], 2)
    verbs = min(scene.verbs[high] - scene.verbs[low], 3)
    subs = min(scene.subs[high] - scene.subs[low], 2)
    offset = max(-2, min(2, page.sentence[at] - about.sentence))
    kind, quoted = page.kind[at], "q" if page.quote[at] >= 0 else "o"
    first, last = page.sentences[page.sentence[at]]
    before, after = (page.kind[at - 1] if at > first else "<"), (page.kind[at + 1] if at + 1 < last else ">")
    lemma, quotes = about.lemma, about.quotes
    return [
        side, f"{side}k={page.key[at]}", f"{side}c={kind}", f"{side}d={far}", f"{side}d,c={far}{kind}",
        f"{side}d,n={far}{about.after}", f"{side}d,p={far}{about.before}", f"{side}sr={offset}{quoted}",
        f"{side}nc={commas}", f"{side}nb={breaks}", f"{side}nm={marks}{quoted}", f"{side}nq={others}",
        f"{side}nv={verbs}", f"{side}nt={subs}", f"{side}nb,c={breaks}{kind}", f"{side}nv,c={verbs}{kind}",
        f"{side}nc,nv={commas}{verbs}{min(subs, 1)}", f"{side}nq,nc,nm={others}{commas}{marks}{quoted}",
        f"{side}l={lemma}", f"{side}l,c={lemma}{kind}", f"{side}l,q={lemma}{quoted}", f"{side}kc={about.kind}{quoted}",
        f"{side}kc,c={about.kind}{kind}", f"{side}kc,n={about.kind}{about.after}{quoted}",
        f"{side}kc,p={about.kind}{about.before}{quoted}", f"{side}Q={quotes}{about.inside}{quoted}",
        f"{side}Q,c={quotes}{quoted}{kind}", f"{side}Q,sr={quotes}{quoted}{offset}", f"{side}aux={about.helper}{kind}",
        f"{side}aux,n={about.helper}{about.after}{quoted}", f"{side}np={about.before},{about.after}{quoted}",
        f"{side}pp={about.sure}{quoted}", f"{side}cc={before}{kind}", f"{side}cc+={kind}{after}",
        f"{side}cc,Q={before}{kind}{quotes}", f"{side}n,nb={about.after}{breaks}",
        f"{side}n,nc={about.after}{commas}{verbs}",
    ]  # fmt: skip
