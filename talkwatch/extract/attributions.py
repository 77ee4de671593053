"""Attributions: who is reported to have said what, as spans of a field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import pycrfsuite

from talkwatch.extract.attributions_cues import candidates, cue_features, rates, runs
from talkwatch.extract.attributions_labels import NONE, Parts, told
from talkwatch.extract.attributions_layout import laid_out
from talkwatch.extract.attributions_page import Page, pages
from talkwatch.extract.attributions_repair import repaired
from talkwatch.extract.attributions_spans import reach, setting, window, window_features
from talkwatch.extract.attributions_trust import evidence, trust
from talkwatch.extract.attributions_words import Words
from talkwatch.model.claims import Place
from talkwatch.text.document import Document

Spans = tuple[tuple[int, int], ...]

CANDIDATE = 0.3
"""Least probability of the first model for a candidate to be looked at by the second; tuned on PolNeAR dev."""
ATTRIBUTION = 0.25
"""Least probability of the second model for an attribution; tuned on PolNeAR dev."""
_WINDOWS, _LEAST = 2, 1000
"""Tokens of windows looked at for each token of a page, and at least; news has 1.3, the rest is for hostile text."""
_LAID_OUT = 0.95
"""Trust in what the layout shows."""
_KEPT = 0.7
"""Share of its content that an attribution must keep when surer ones take theirs; PolNeAR's contents never overlap."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, its cue and the content, each as character ranges of one field; `source` may be empty.

    `confidence` is the model's probability (0–1); `rule` names what found it.
    """

    field: Place
    source: Spans
    cue: Spans
    content: Spans
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An attribution as tokens of a page, with the trust in it (0–1) and what that rests on."""

    trust: float
    cue: int
    parts: Parts
    evidence: Mapping[str, float]
    rule: str = "attribution"


@dataclass(frozen=True, slots=True)
class Models:
    """What the reader was trained to: the vocabulary, two crfsuite models and the weights of `trust`."""

    words: Words
    cues: bytes
    spans: bytes
    weights: Mapping[str, float]

    @classmethod
    def load(cls) -> Models:
        """The models that the package ships."""
        folder = files("talkwatch.extract") / "models"
        weights = json.loads((folder / "trust.json").read_text("utf-8"))
        return cls(Words.load(), (folder / "cues.crf").read_bytes(), (folder / "spans.crf").read_bytes(), weights)


class Attributor:
    """Finds attributions: a first model tells the cues, a second finds each cue's source and content."""

    def __init__(self, models: Models) -> None:
        self._models = models  # crfsuite reads their bytes where they lie: keep them
        self._cues = _tagger(models.cues)
        self._spans = _tagger(models.spans)

    @classmethod
    def load(cls) -> Attributor:
        """The reader with the models that the package ships."""
        return cls(Models.load())

    def read(self, document: Document) -> tuple[Attribution, ...]:
        """The document's attributions, the title's first, in the order of their cues."""
        found: list[Attribution] = []
        for page in pages(document, self._models.words):
            shown = [Candidate(_LAID_OUT, parts.cue[0], parts, {}, rule) for rule, parts in laid_out(page)]
            chosen = apart([*shown, *self.candidates(page, self.cues(page))], ATTRIBUTION)
            found += [_attribution(page, candidate) for candidate in chosen]
        return tuple(found)

    def cues(self, page: Page) -> dict[int, float]:
        """The tokens that may be cues, with the first model's probability that each is one."""
        rate = rates(page, self._models.words)
        found: dict[int, float] = {}
        for run in runs(page, candidates(page, self._models.words)):
            self._cues.set([cue_features(page, at, rate) for at in run])
            found |= {at: self._cues.marginal("1", number) for number, at in enumerate(run)}
        return found

    def candidates(self, page: Page, cues: Mapping[int, float]) -> list[Candidate]:
        """Each likely cue's attribution, with what speaks for it; they may overlap."""
        scene = setting(page, cues, self._models.words.joined)
        found: list[Candidate] = []
        paragraph = 0
        for cue, (first, last) in _reaches(page, cues).items():
            if page.paragraph[cue] != paragraph:
                scene.forget()
                paragraph = page.paragraph[cue]
            items = window(scene, cue, first, last)
            self._spans.set(window_features(scene, cue, items))
            parts = scene.items.spread(items, told(self._spans.tag()[:-1], items.index(cue)))
            if parts.content:
                parts = repaired(page, parts)
                empty = self._spans.marginal(NONE, 0)
                proof = evidence(page, cue, cues[cue], empty, parts)
                found.append(Candidate(trust(self._models.weights, proof), cue, parts, proof))
        return found


def _reaches(page: Page, cues: Mapping[int, float]) -> dict[int, tuple[int, int]]:
    """The windows of the likely cues in their order; the least likely fall out where they would be too much work."""
    found: dict[int, tuple[int, int]] = {}
    left = _WINDOWS * len(page.tokens) + _LEAST
    likely = [(chance, cue) for cue, chance in cues.items() if chance >= CANDIDATE]
    for _, cue in sorted(likely, key=lambda item: (-item[0], item[1])):
        first, last = reach(page, cue)
        left -= last - first
        if left < 0:
            break
        found[cue] = first, last
    return dict(sorted(found.items()))


def _tagger(model: bytes) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model)
    return tagger


def apart(found: Iterable[Candidate], least: float) -> list[Candidate]:
    """The candidates of at least this trust, without overlap: surer ones first, then in the order of their cues."""
    taken: set[int] = set()
    chosen: list[Candidate] = []
    for candidate in sorted(found, key=lambda candidate: -candidate.trust):
        content = candidate.parts.content
        left = tuple(at for at in content if at not in taken)
        heard = any(at in taken for at in candidate.parts.cue)
        if candidate.trust < least or not left or heard or len(left) < _KEPT * len(content):
            continue
        taken.update(left)
        parts = Parts(candidate.parts.source, candidate.parts.cue, left)
        chosen.append(Candidate(candidate.trust, candidate.cue, parts, candidate.evidence, candidate.rule))
    return sorted(chosen, key=lambda candidate: candidate.cue)


def _attribution(page: Page, candidate: Candidate) -> Attribution:
    found = candidate.parts
    source, cue, content = (_spans(page, part) for part in (found.source, found.cue, found.content))
    return Attribution(page.place, source, cue, content, candidate.trust, candidate.rule)


def _spans(page: Page, tokens: Sequence[int]) -> Spans:
    """The character ranges of the tokens, neighbours joined."""
    ranges: list[list[int]] = []
    for at in tokens:
        if ranges and at == ranges[-1][2] + 1:
            ranges[-1][1:] = [page.tokens[at].end, at]
        else:
            ranges.append([page.tokens[at].start, page.tokens[at].end, at])
    return tuple((start, end) for start, end, _ in ranges)
