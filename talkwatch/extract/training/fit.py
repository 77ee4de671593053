"""The two models fitted to annotated articles; the same articles give the same bytes."""

from __future__ import annotations

import struct
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pycrfsuite

from talkwatch.extract.attributions import Attributor, Models
from talkwatch.extract.attributions_cues import candidates, cue_features, rates, runs
from talkwatch.extract.attributions_items import Joined
from talkwatch.extract.attributions_labels import Parts, labels, none
from talkwatch.extract.attributions_spans import reach, setting, window, window_features
from talkwatch.extract.attributions_trust import trust
from talkwatch.extract.attributions_words import Words
from talkwatch.extract.training.corpus import Article, place

FOLDS = 5
CUES: Mapping[str, float] = {"c1": 0.5, "c2": 0.1, "max_iterations": 80, "feature.minfreq": 2}
"""Options of crfsuite's L-BFGS: weights of L1 and L2, iterations, how often a feature must have been seen."""
SPANS: Mapping[str, float] = {"max_iterations": 10, "feature.minfreq": 10}
"""Options of crfsuite's averaged perceptron, which beat L-BFGS by four points on dev in a tenth of its time."""
SHOWN = 0.2
"""Least probability of a candidate that is no cue to be shown; below the reader's, so that more of them are seen."""
HEAT = 100.0
"""What the perceptron's weights are divided by, so that its scores spread over probabilities between 0 and 1."""
_STEPS, _RATE = 400, 0.3

Cues = Sequence[Mapping[int, float]]


def prepare(found: Sequence[Article], words: Words) -> None:
    """Every article's attributions stand by their cue's head."""
    for article in found:
        place(article, candidates(article.page, words), words.cues)


def fit_cues(found: Sequence[Article], words: Words) -> bytes:
    """The model that tells which candidates are cues."""
    trainer = _trainer("lbfgs", CUES)
    for article in found:
        rate = rates(article.page, words)
        for run in runs(article.page, candidates(article.page, words)):
            told = ["1" if at in article.placed else "0" for at in run]
            trainer.append([cue_features(article.page, at, rate) for at in run], told)
    return _fitted(trainer)


def folds(size: int) -> Iterator[tuple[list[int], list[int]]]:
    """The articles to fit on and those to try on, for each fold."""
    for fold in range(FOLDS):
        yield [at for at in range(size) if at % FOLDS != fold], list(range(fold, size, FOLDS))


def crossed(found: Sequence[Article], words: Words) -> list[dict[int, float]]:
    """Each article's cues as told by a model fitted without it, so that the second model sees honest mistakes."""
    told: list[dict[int, float]] = [{} for _ in found]
    for fit, rest in folds(len(found)):
        model = fit_cues([found[at] for at in fit], words)
        reader = Attributor(Models(words, model, model, {}))
        for at in rest:
            told[at] = reader.cues(found[at].page)
        sys.stderr.write("cues: a fold done\n")
    return told


def fit_spans(found: Sequence[Article], cues: Cues, joined: Joined) -> bytes:
    """The model that finds each cue's source and content, and says where there is none."""
    trainer = _trainer("ap", SPANS)
    for article, told in zip(found, cues, strict=True):
        scene = setting(article.page, told, joined)
        for cue, probability in told.items():
            parts = article.placed.get(cue)
            if parts is None and probability < SHOWN:
                continue
            items = window(scene, cue, *reach(article.page, cue))
            known = scene.items.gathered(items, parts) if parts else None
            answer = labels(len(items), items.index(cue), known) if known else none(len(items))
            trainer.append(window_features(scene, cue, items), answer)
    return cooled(_fitted(trainer), HEAT)


def cooled(model: bytes, heat: float) -> bytes:
    """The crfsuite model with all weights divided by `heat`: the same best labels, but probabilities that differ.

    The file's header holds the place of its features at byte 28; there follow "FEAT", size, count, and for each
    feature 20 bytes of which the last eight are its weight (crf1d_model.c of crfsuite 0.12).
    """
    (place,) = struct.unpack_from("<I", model, 28)
    mark, _, count = struct.unpack_from("<4sII", model, place)
    if mark != b"FEAT":
        raise ValueError("not a crfsuite model of the known layout")
    found = bytearray(model)
    for at in range(count):
        where = place + 12 + 20 * at + 12
        struct.pack_into("<d", found, where, struct.unpack_from("<d", model, where)[0] / heat)
    return bytes(found)


def fit_trust(found: Sequence[Article], cues: Cues, words: Words, model: bytes) -> dict[str, float]:
    """The weights of `trust`, from attributions that models fitted without their article found."""
    rows: list[tuple[Mapping[str, float], bool]] = []
    for fit, rest in folds(len(found)):
        spans = fit_spans([found[at] for at in fit], [cues[at] for at in fit], words.joined)
        reader = Attributor(Models(words, model, spans, {}))
        for at in rest:
            article, told = found[at], reader.candidates(found[at].page, cues[at])
            rows += [(candidate.evidence, _right(article, candidate.parts)) for candidate in told]
        sys.stderr.write("trust: a fold done\n")
    return logistic(rows)


def _right(article: Article, parts: Parts) -> bool:
    """Whether an annotated attribution shares half of the content and touches the source."""
    content, source = frozenset(parts.content), frozenset(parts.source)
    for known in article.annotated:
        other = frozenset(known.content)
        if 2 * len(content & other) >= len(content | other):
            return bool(source & frozenset(known.source)) or source == frozenset(known.source)
    return False


def logistic(rows: Sequence[tuple[Mapping[str, float], bool]], pull: float = 0.0) -> dict[str, float]:
    """Weights of a logistic regression by full gradient steps (Adagrad), rounded to four places.

    `pull`, in rows, draws every weight but the bias towards nought (ridge).
    """
    weights = dict.fromkeys(sorted({name for row, _ in rows for name in row}), 0.0)
    squares = dict.fromkeys(weights, 1e-8)
    for _ in range(_STEPS):
        slope = {name: 0.0 if name == "bias" else -pull * weight for name, weight in weights.items()}
        for row, right in rows:
            miss = right - trust(weights, row)
            for name, value in row.items():
                slope[name] += miss * value
        for name, total in slope.items():
            squares[name] += (total / len(rows)) ** 2
            weights[name] += _RATE * total / len(rows) / squares[name] ** 0.5
    return {name: round(weight, 4) for name, weight in weights.items()}


def _trainer(algorithm: str, options: Mapping[str, float]) -> pycrfsuite.Trainer:
    trainer = pycrfsuite.Trainer(verbose=False, algorithm=algorithm)
    trainer.set_params({**options, "feature.possible_transitions": True})
    return trainer


def _fitted(trainer: pycrfsuite.Trainer) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.crf"
        trainer.train(str(path))
        return path.read_bytes()
