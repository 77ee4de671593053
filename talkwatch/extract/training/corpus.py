"""Annotated articles as pages with the tokens of each attribution."""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from talkwatch.extract.attributions_labels import Parts
from talkwatch.extract.attributions_page import Page, pages
from talkwatch.extract.attributions_words import Words
from talkwatch.text.document import Token
from talkwatch.text.sentences import document
from talkwatch.text.tokens import tokens

NOWHEN = datetime(2000, 1, 1, tzinfo=UTC)
"""A publication time for texts that are only cut into words."""
COMMON = 10
"""Articles that must use a word in small letters before the model may know it."""
SEEN = 20
"""Uses of a word from which it counts as known not to be a cue."""
MET, PARTED = 30, 0.01
"""How often two kinds must have met, and the share of meetings at which a part may have begun or ended, to be joined;
0.01 halves the second model's work and gains half a point on dev, 0.02 is as good as no joining, 0.04 worse."""
_FUNCTION = frozenset(
    {"pronoun", "possessive", "det", "prep", "conj", "sub", "be", "have", "do", "modal", "neg", "day", "comma", "stop"}
    | {"dash", "quote", "squote", "adv", "p", "open", "close"}
)


@dataclass(slots=True)
class Article:
    """An article's page, its annotated attributions, and (after `place`) the attributions by their cue's head."""

    page: Page
    annotated: list[Parts]
    placed: dict[int, Parts] = field(default_factory=dict)


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a PolNeAR file: id, text, attributions with source, cue and content as character ranges."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def vocabulary(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The words that at least `COMMON` articles use in small letters."""
    found: Counter[str] = Counter()
    for row in rows:
        found.update({token.text for token in tokens(row["text"]) if token.text.islower() and token.text[0].isalpha()})
    return frozenset(word for word, count in found.items() if count >= COMMON)


def articles(rows: Iterable[Mapping[str, Any]], words: Words) -> list[Article]:
    """The rows laid out; an attribution without a cue is left out."""
    found = []
    for row in rows:
        page = pages(document("", row["text"], NOWHEN), words)[0]
        starts = [token.start for token in page.tokens]
        annotated = [
            Parts(*(_tokens(page.tokens, starts, said[part]) for part in ("source", "cue", "content")))
            for said in row["attributions"]
        ]
        found.append(Article(page, [parts for parts in annotated if parts.cue]))
    return found


def _tokens(found: Sequence[Token], starts: Sequence[int], spans: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """The tokens that lie in any of the character ranges."""
    inside = set()
    for start, end in spans:
        at = max(bisect_right(starts, start) - 1, 0)
        while at < len(found) and found[at].start < end:
            if found[at].end > start:
                inside.add(at)
            at += 1
    return tuple(sorted(inside))


def cue_words(found: Iterable[Article]) -> tuple[dict[str, float], frozenset[str]]:
    """How often each word is the head of a cue (0–1), for words that were so twice; and the words used `SEEN` times."""
    found = list(found)
    uses: Counter[str] = Counter(word.lower for article in found for word in article.page.words)
    inside: Counter[str] = Counter()
    for article in found:
        inside.update(article.page.words[at].lower for parts in article.annotated for at in parts.cue)
    share = {word: count / (uses[word] + 3) for word, count in inside.items()}
    heads: Counter[str] = Counter()
    for article in found:
        heads.update(article.page.words[head(article.page, parts.cue, share)].lower for parts in article.annotated)
    rates = {word: round(count / (uses[word] + 2), 3) for word, count in heads.items() if count >= 2}
    return rates, frozenset(word for word, count in uses.items() if count >= SEEN and word.isalpha())


def head(page: Page, cue: Sequence[int], share: Mapping[str, float]) -> int:
    """The token of a cue that is most typical of cues: "said" of "also said on Monday"."""

    def weight(at: int) -> float:
        word = page.words[at]
        function = word.kind in _FUNCTION and word.lower != "according"
        verb = word.kind[0] == "V" and word.form in {"ed", "ing", "s"}
        return share.get(word.lower, 0.0) * (0.2 if function else 1.0) + (0.1 if verb else 0.0)

    return max(cue, key=weight)


def place(article: Article, candidates: Iterable[int], rates: Mapping[str, float]) -> None:
    """Set the article's attributions by the candidate that is their cue's head; those without one stay out."""
    possible = frozenset(candidates)
    article.placed = {}
    for parts in article.annotated:
        at = head(article.page, parts.cue, rates)
        if at not in possible:
            at = max((at for at in parts.cue if at in possible), key=lambda at: _rate(article, at, rates), default=-1)
        if at >= 0:
            article.placed[at] = parts


def joined(found: Iterable[Article]) -> frozenset[tuple[str, str]]:
    """The kinds of neighbours of one sentence between which hardly ever a source or content begins or ends."""
    met: Counter[tuple[str, str]] = Counter()
    parted: Counter[tuple[str, str]] = Counter()
    for article in found:
        page, edges = article.page, _edges(article.annotated)
        for at in range(1, len(page.tokens)):
            if page.sentence[at] == page.sentence[at - 1] and page.quote[at] == page.quote[at - 1]:
                pair = page.kind[at - 1], page.kind[at]
                met[pair] += 1
                parted[pair] += at in edges
    return frozenset(pair for pair, count in met.items() if count >= MET and parted[pair] <= PARTED * count)


def _edges(annotated: Iterable[Parts]) -> set[int]:
    """The tokens at which a source or content begins, or has just ended."""
    found: set[int] = set()
    for parts in annotated:
        for part in (parts.source, parts.content):
            inside = frozenset(part)
            found |= {at for at in inside if at - 1 not in inside} | {at + 1 for at in inside if at + 1 not in inside}
    return found


def _rate(article: Article, at: int, rates: Mapping[str, float]) -> float:
    return rates.get(article.page.words[at].lower, 0.0)
