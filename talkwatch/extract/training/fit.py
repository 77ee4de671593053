"""The two models fitted to annotated articles; the same articles give the same bytes."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pycrfsuite

from talkwatch.extract.attributions import CANDIDATE, Attributor
from talkwatch.extract.attributions_cues import candidates, cue_features, rates, runs
from talkwatch.extract.attributions_labels import labels, none
from talkwatch.extract.attributions_spans import setting, window, window_features
from talkwatch.extract.attributions_words import Words
from talkwatch.extract.training.corpus import Article, place

FOLDS = 5
CUES: Mapping[str, float] = {"c1": 0.5, "c2": 0.1, "max_iterations": 80, "feature.minfreq": 2}
SPANS: Mapping[str, float] = {"c1": 0.6, "c2": 0.05, "max_iterations": 90, "feature.minfreq": 3}
"""Options of crfsuite's L-BFGS: weights of L1 and L2, iterations, and how often a feature must have been seen."""


def prepare(found: Sequence[Article], words: Words) -> None:
    """Every article's attributions stand by their cue's head."""
    for article in found:
        place(article, candidates(article.page, words), words.cues)


def fit_cues(found: Sequence[Article], words: Words) -> bytes:
    """The model that tells which candidates are cues."""
    trainer = _trainer(CUES)
    for article in found:
        rate = rates(article.page, words)
        for run in runs(article.page, candidates(article.page, words)):
            told = ["1" if at in article.placed else "0" for at in run]
            trainer.append([cue_features(article.page, at, rate) for at in run], told)
    return _fitted(trainer)


def crossed(found: Sequence[Article], words: Words) -> list[dict[int, float]]:
    """Each article's cues as told by a model fitted without it, so that the second model sees honest mistakes."""
    told: list[dict[int, float]] = [{} for _ in found]
    for fold in range(FOLDS):
        model = fit_cues([article for at, article in enumerate(found) if at % FOLDS != fold], words)
        reader = Attributor(words, model, model)
        for at in range(fold, len(found), FOLDS):
            told[at] = reader.cues(found[at].page)
        sys.stderr.write(f"cues: fold {fold + 1} of {FOLDS}\n")
    return told


def fit_spans(found: Sequence[Article], cues: Sequence[Mapping[int, float]], options: Mapping[str, float]) -> bytes:
    """The model that finds each cue's source and content, and says where there is none."""
    trainer = _trainer(options)
    for article, told in zip(found, cues, strict=True):
        scene = setting(article.page, told)
        for cue, probability in told.items():
            parts = article.placed.get(cue)
            if parts is None and probability < CANDIDATE:
                continue
            first, last = window(article.page, cue)
            answer = none(last - first) if parts is None else labels(first, last, cue, parts)
            trainer.append(window_features(scene, cue, first, last), answer)
    return _fitted(trainer)


def _trainer(options: Mapping[str, float]) -> pycrfsuite.Trainer:
    trainer = pycrfsuite.Trainer(verbose=False, algorithm="lbfgs")
    trainer.set_params({**options, "feature.possible_transitions": True})
    return trainer


def _fitted(trainer: pycrfsuite.Trainer) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.crf"
        trainer.train(str(path))
        return path.read_bytes()
