"""Attributions: who is reported to have said what, as spans of a field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

import pycrfsuite

from talkwatch.extract.attributions_cues import candidates, cue_features, rates, runs
from talkwatch.extract.attributions_labels import NONE, Parts, parts
from talkwatch.extract.attributions_page import Page, pages
from talkwatch.extract.attributions_spans import setting, window, window_features
from talkwatch.extract.attributions_words import Words
from talkwatch.model.claims import Place
from talkwatch.text.document import Document

Spans = tuple[tuple[int, int], ...]

CANDIDATE = 0.12
"""Least probability of the first model for a candidate to be looked at by the second; tuned on PolNeAR dev."""
ATTRIBUTION = 0.25
"""Least probability of the second model for an attribution; tuned on PolNeAR dev."""
_HOPELESS = 0.1
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
class _Candidate:
    probability: float
    parts: Parts


class Attributor:
    """Two small conditional random fields: the first finds cues, the second each cue's source and content."""

    def __init__(self, words: Words, cues: bytes, spans: bytes) -> None:
        self._words = words
        self._kept = (cues, spans)  # crfsuite reads them where they lie
        self._cues = _tagger(cues)
        self._spans = _tagger(spans)
        self._said = [label for label in self._spans.labels() if label != NONE and label[0] != "E"]

    @classmethod
    def load(cls) -> Attributor:
        """The reader with the models that the package ships."""
        models = files("talkwatch.extract") / "models"
        return cls(Words.load(), (models / "cues.crf").read_bytes(), (models / "spans.crf").read_bytes())

    def read(self, document: Document) -> tuple[Attribution, ...]:
        """The document's attributions, the title's first, in the order of their cues."""
        found: list[Attribution] = []
        for page in pages(document, self._words):
            chosen = _apart(self._read(page))
            found += [_attribution(page, candidate) for candidate in chosen]
        return tuple(found)

    def cues(self, page: Page) -> dict[int, float]:
        """The candidates of the page with the probability that each is a cue."""
        rate = rates(page, self._words)
        found: dict[int, float] = {}
        for run in runs(page, candidates(page, self._words)):
            self._cues.set([cue_features(page, at, rate) for at in run])
            found |= {at: self._cues.marginal("1", number) for number, at in enumerate(run)}
        return found

    def _read(self, page: Page) -> list[_Candidate]:
        cues = self.cues(page)
        scene = setting(page, cues)
        found: list[_Candidate] = []
        for cue, probability in cues.items():
            if probability >= CANDIDATE:
                first, last = window(page, cue)
                self._spans.set(window_features(scene, cue, first, last))
                sure = 1 - self._spans.marginal(NONE, 0)
                if sure >= _HOPELESS:
                    found.append(_Candidate(sure, parts(first, self._best(last - first), cue)))
        return found

    def _best(self, size: int) -> list[str]:
        """The likeliest labels of the window just set, given that its candidate is a cue."""
        tagger = self._spans
        found: list[str] = tagger.tag()[:size]
        if found[0] != NONE:
            return found
        return [max(self._said, key=lambda label: tagger.marginal(label, at)) for at in range(size)]


def _tagger(model: bytes) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model)
    return tagger


def _apart(found: Iterable[_Candidate]) -> list[_Candidate]:
    """The likely candidates without overlap, surest first in a conflict, then in the order of their cues."""
    taken: set[int] = set()
    chosen: list[_Candidate] = []
    for candidate in sorted(found, key=lambda candidate: -candidate.probability):
        content = candidate.parts.content
        left = tuple(at for at in content if at not in taken)
        heard = any(at in taken for at in candidate.parts.cue)
        if candidate.probability < ATTRIBUTION or not left or heard or len(left) < _KEPT * len(content):
            continue
        taken.update(left)
        chosen.append(_Candidate(candidate.probability, Parts(candidate.parts.source, candidate.parts.cue, left)))
    return sorted(chosen, key=lambda candidate: candidate.parts.cue)


def _attribution(page: Page, candidate: _Candidate) -> Attribution:
    found = candidate.parts
    source, cue, content = (_spans(page, part) for part in (found.source, found.cue, found.content))
    return Attribution(page.place, source, cue, content, candidate.probability, "attribution")


def _spans(page: Page, tokens: Sequence[int]) -> Spans:
    """The character ranges of the tokens, neighbours joined."""
    ranges: list[list[int]] = []
    for at in tokens:
        if ranges and at == ranges[-1][2] + 1:
            ranges[-1][1:] = [page.tokens[at].end, at]
        else:
            ranges.append([page.tokens[at].start, page.tokens[at].end, at])
    return tuple((start, end) for start, end, _ in ranges)
