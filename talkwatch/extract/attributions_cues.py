"""Which words may be the cue of an attribution, and what the first model sees of each."""

from __future__ import annotations

from collections.abc import Iterator

from talkwatch.extract.attributions_page import Page
from talkwatch.extract.attributions_words import Words

_AUXILIARY = frozenset({"be", "have", "do", "modal", "neg", "adv"})
_PROSE = 300
"""Tokens of a sentence beyond which it is a table or worse, and holds no cue."""
_RUN = 100
_NEAR = 8
"""Tokens within which a quotation's end or start counts as beside a word."""


def rates(page: Page, words: Words) -> list[float]:
    """For each token how often its word is a cue (0–1)."""
    known = words.cues
    return [known.get(word.lower, 0.05 if word.kind[0] == "V" else 0.0) for word in page.words]


def candidates(page: Page, words: Words) -> list[int]:
    """The tokens that may head a cue: known words, the lexicon's verbs, and verb-like words hardly seen before."""
    found: list[int] = []
    for first, last in page.sentences:
        if last - first <= _PROSE:
            found += [at for at in range(first, last) if _heads(page, at, words)]
    return found


def _heads(page: Page, at: int, words: Words) -> bool:
    word = page.words[at]
    signs = word.kind == "dash" and at > 0 and page.mark[at - 1] == ")"
    return signs or _possible(word.lower, word.kind, words)


def _possible(lower: str, kind: str, words: Words) -> bool:
    rate = words.cues.get(lower)
    if kind[0] == "V":
        return rate is None or rate >= 0.01
    if rate is not None and rate >= 0.02:
        return True
    return kind in {"ed", "ing"} and lower not in words.seen


def runs(page: Page, found: list[int]) -> Iterator[list[int]]:
    """The candidates of each paragraph, in order; a very long one is cut."""
    run: list[int] = []
    for at in found:
        if run and (page.paragraph[run[-1]] != page.paragraph[at] or len(run) == _RUN):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def cue_features(page: Page, at: int, rate: list[float]) -> list[str]:
    """What the cue model sees of the candidate at token `at`; `rate` comes from `rates`."""
    first, last = page.sentences[page.sentence[at]]
    word = page.words[at]
    lemma = word.lemma if word.lemma != "~" else word.key
    found = [
        "b", "k=" + word.key, "l=" + lemma, "c=" + word.kind, "f=" + word.form, "sh=" + word.shape,
        "suf=" + word.lower[-3:], "lf=" + lemma + word.form,
        f"ss={min(at - first, 6)}", f"se={min(last - at, 6)}", f"r={int(rate[at] * 10)}",
        "para0" if page.paragraph[at] == 0 else "paran",
    ]  # fmt: skip
    _neighbours(page, at, lemma, found)
    _quotes(page, at, lemma, found)
    _clause(page, at, lemma, found)
    left, right = max(rate[first:at], default=0.0), max(rate[at + 1 : last], default=0.0)
    found += [f"ml={int(left * 5)}", f"mr={int(right * 5)}", f"ml,c={int(left * 3)}{word.kind}"]
    return found


def _neighbours(page: Page, at: int, lemma: str, found: list[str]) -> None:
    first, last = page.sentences[page.sentence[at]]
    low, high = max(first, at - 3), min(last, at + 4)
    key = ["<"] * (low - at + 3) + page.key[low:high] + [">"] * (at + 4 - high)
    kind = ["<"] * (low - at + 3) + page.kind[low:high] + [">"] * (at + 4 - high)
    found += [
        "k-1=" + key[2], "k+1=" + key[4], "k-2=" + key[1], "k+2=" + key[5],
        "c-1=" + kind[2], "c+1=" + kind[4], "c-2=" + kind[1], "c+2=" + kind[5], "c-3=" + kind[0], "c+3=" + kind[6],
        f"l,c+1={lemma},{kind[4]}", f"l,c-1={lemma},{kind[2]}", f"l,k+1={lemma},{key[4]}", f"l,k-1={lemma},{key[2]}",
        f"cc={kind[2]}{kind[3]}{kind[4]}", f"cc-={kind[1]}{kind[2]}{kind[3]}", f"cc+={kind[3]}{kind[4]}{kind[5]}",
    ]  # fmt: skip


def _quotes(page: Page, at: int, lemma: str, found: list[str]) -> None:
    kind, quote = page.kind[at], page.quote[at]
    inside = "i" if quote >= 0 else "o"
    found += ["q=" + inside, "q,l=" + inside + lemma, "q,c=" + inside + kind]
    if quote >= 0:
        size = page.quoted[quote]
        found += [f"qw={min(size, 12)}", f"qw,c={min(size // 3, 5)}{kind}"]
        return
    first, last = page.sentences[page.sentence[at]]
    left = right = _NEAR + 1
    for step in range(1, _NEAR + 1):
        if at - step >= first and page.mark[at - step] == ")":
            left = min(left, step)
        if at + step < last and page.mark[at + step] == "(":
            right = min(right, step)
    found += [f"ql={left}", f"qr={right}", f"ql,c={min(left, 5)}{kind}", f"qr,c={min(right, 5)}{kind}"]


def _clause(page: Page, at: int, lemma: str, found: list[str]) -> None:
    """Append whether "that" follows soon, the auxiliaries before, and what stands before those."""
    first, last = page.sentences[page.sentence[at]]
    words, kind = page.words, page.kind
    that = 0
    for step in range(1, 7):
        if at + step >= last or kind[at + step] in {"comma", "stop"}:
            break
        if words[at + step].lower == "that":
            that = step
            break
    before, helpers = at - 1, []
    while before >= first and before > at - 6 and (kind[before] in _AUXILIARY or words[before].lower == "to"):
        helpers.append("adv" if kind[before] == "adv" else words[before].lower)
        before -= 1
    bare = "_".join(helper for helper in helpers if helper != "adv")
    subject = kind[before] if before >= first else "<"
    found += [
        f"that={that}", f"that,l={that}{lemma}", "aux=" + "_".join(helpers), "sub=" + subject,
        "sub,l=" + subject + lemma, "sub,aux=" + subject + bare, "aux,c=" + bare + kind[at],
    ]  # fmt: skip
