"""Which words may be the cue of an attribution, and what the first model sees of each."""

from __future__ import annotations

from collections.abc import Iterator

from talkwatch.extract.attributions_page import Page
from talkwatch.extract.attributions_words import Words

_AUXILIARY = frozenset({"be", "have", "do", "modal", "neg", "adv"})
_PROSE = 300
"""Tokens of a sentence beyond which it is a table or worse, and holds no cue."""
_RUN = 100
_NEAR = 5
"""Tokens within which a quotation's end or start counts as beside a word."""
_PAUSES = frozenset({"comma", "stop"})


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
    word, key, kinds = page.words[at], page.key, page.kind
    lemma, kind = word.lemma if word.lemma != "~" else word.key, word.kind
    before = at - 1 if at > first else -1
    after = at + 1 if at + 1 < last else -1
    left, right = max(rate[first:at], default=0.0), max(rate[at + 1 : last], default=0.0)
    found = [
        "b", "l=" + lemma, "lf=" + lemma + word.form, f"ss={min(at - first, 6)}", f"se={min(last - at, 6)}",
        f"r={int(rate[at] * 10)}", f"ml={int(left * 5)}", f"mr={int(right * 5)}", f"ml,c={int(left * 3)}{kind}",
        f"l,c+1={lemma},{kinds[after] if after > 0 else '>'}", f"l,k+1={lemma},{key[after] if after > 0 else '>'}",
        f"l,c-1={lemma},{kinds[before] if before >= 0 else '<'}",
        f"l,k-1={lemma},{key[before] if before >= 0 else '<'}",
    ]  # fmt: skip
    _quotes(page, at, lemma, found)
    _clause(page, at, lemma, found)
    return found


def _quotes(page: Page, at: int, lemma: str, found: list[str]) -> None:
    """Append whether the candidate is quoted, and else how near a quotation ends before it or starts after it."""
    kind, quote = page.kind[at], page.quote[at]
    if quote >= 0:
        found += ["q,l=i" + lemma, f"qw,c={min(page.quoted[quote] // 3, 5)}{kind}"]
        return
    first, last = page.sentences[page.sentence[at]]
    left = right = _NEAR
    before, after = page.mark[max(first, at - _NEAR + 1) : at], page.mark[at + 1 : min(last, at + _NEAR)]
    if ")" in before:
        left = before[::-1].index(")") + 1
    if "(" in after:
        right = after.index("(") + 1
    found += ["q,l=o" + lemma, f"ql,c={left}{kind}", f"qr,c={right}{kind}"]


def _clause(page: Page, at: int, lemma: str, found: list[str]) -> None:
    """Append whether "that" follows soon, the auxiliaries before, and what stands before those."""
    first, last = page.sentences[page.sentence[at]]
    words, kind = page.words, page.kind
    that = 0
    for step in range(1, min(7, last - at)):
        if kind[at + step] in _PAUSES:
            break
        if words[at + step].lower == "that":
            that = step
            break
    before, helpers = at - 1, []
    while before >= first and before > at - 6 and (kind[before] in _AUXILIARY or words[before].lower == "to"):
        helpers.append("adv" if kind[before] == "adv" else words[before].lower)
        before -= 1
    bare = "_".join([helper for helper in helpers if helper != "adv"])
    subject = kind[before] if before >= first else "<"
    found += [
        f"that,l={that}{lemma}", "aux=" + "_".join(helpers), "sub,l=" + subject + lemma, "sub,aux=" + subject + bare,
        "aux,c=" + bare + kind[at],
    ]  # fmt: skip
