"""Fits the numbers of a calibration: a conditional logit for the ranking, a logistic model for answering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
# Of the answerable questions that the threshold decides, cross-validated. With those that are passed to other authors
# some 6% are refused; at 0.05 it was 9%, and on development questions no less of what is far.
FALSE_REFUSALS = 0.03
_RIDGE = 1e-3  # on weights of features in units of their spread
_PENALTY = 1e-3  # the same, on the logistic model
_FOLDS = 10
_FLAT = 1e-8  # a standard deviation below which a feature says nothing


@dataclass(frozen=True, slots=True)
class Ranked:
    """One search with a known answer: features (n, F) of what was found, and which of it is right (n,)."""

    features: Array
    right: Mask


def fit_ranking(searches: Sequence[Ranked]) -> Array:
    """Weights (F,) by which the softmax over a search is likeliest to fall on what is right.

    Weights below zero are not allowed: each feature is a similarity, and one that counts against what it
    measures would fit the questions at hand only. Searches that found nothing right teach nothing.
    """
    from scipy.optimize import minimize

    useful = [s for s in searches if s.right.any()]
    spread = _spread(np.concatenate([s.features for s in useful]))
    scaled = [(s.features / spread, s.right) for s in useful]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros_like(weights)
        for features, right in scaled:
            scores = features @ weights
            scores -= scores.max()
            odds = np.exp(scores)
            share = odds / odds.sum()
            within = np.where(right, odds, 0.0) / odds[right].sum()
            total -= float(np.log(share[right].sum()))
            slope += (share - within) @ features
        count = len(scaled)
        return total / count + _RIDGE * float(weights @ weights), slope / count + 2 * _RIDGE * weights

    start = np.ones(len(spread))
    bounds = [(0.0, None)] * len(spread)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x / spread)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The fitted decision: weights (F,), bias, threshold, and each question's cross-validated probability."""

    weights: Array
    bias: float
    threshold: float
    held_out: Array


def fit_answering(
    features: Array, kinds: Sequence[str], signs: Sequence[int], telling: Mask, emphasis: Mapping[str, float]
) -> Weighed:
    """When to answer. ``kinds`` says "answerable", or the class of an unanswerable question.

    ``signs`` says which way each feature may count: 1 for the answer, -1 against it, 0 either way. Without
    that, questions for a detail that is not there, which resemble their topic more than any other question,
    turn the similarities around. Every class of unanswerable questions weighs the same, or what ``emphasis``
    says, and all together as much as the answerable ones. Only the ``telling`` rows are fitted; all are judged.
    """
    kind = np.asarray(kinds)
    right = kind == "answerable"
    spread = _spread(features)
    scaled = (features - features.mean(axis=0)) / spread
    classes = set(kind[telling].tolist()) - {"answerable"}
    whole_share = sum(emphasis.get(name, 1.0) for name in classes)
    weights = np.zeros(len(kind))
    for name in classes | {"answerable"}:
        share = 0.5 if name == "answerable" else 0.5 * emphasis.get(name, 1.0) / whole_share
        rows = telling & (kind == name)
        weights[rows] = share / rows.sum()
    folds = np.zeros(len(kind), np.int64)
    shuffled = np.random.default_rng(0)
    for name in sorted(set(kinds)):
        rows = np.flatnonzero(kind == name)
        folds[rows] = shuffled.permutation(len(rows)) % _FOLDS
    held_out = np.zeros(len(kind))
    folds[~telling] = -1
    for fold in range(_FOLDS):
        out = folds == fold
        fitted = _logistic(scaled[~out], right[~out], weights[~out], signs)
        held_out[out] = _probability(scaled[out], fitted)
    whole = _logistic(scaled, right, weights, signs)
    held_out[~telling] = _probability(scaled[~telling], whole)
    threshold = float(np.quantile(held_out[right], FALSE_REFUSALS))
    slopes = whole[:-1] / spread
    return Weighed(slopes, float(whole[-1] - slopes @ features.mean(axis=0)), threshold, held_out)


def _spread(features: Array) -> Array:
    """Standard deviations (F,); infinite for what never varies, such as the scores of no reranker."""
    found = features.std(axis=0)
    return np.where(found > _FLAT, found, np.inf)


def _probability(features: Array, weights: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-(features @ weights[:-1] + weights[-1]))))


def _logistic(features: Array, right: Mask, share: Array, signs: Sequence[int]) -> Array:
    """Weights (F,) and, last, the bias of a logistic model with an L2 penalty and signs that are kept."""
    from scipy.optimize import minimize

    total = share.sum()

    def loss(weights: Array) -> tuple[float, Array]:
        found = np.clip(_probability(features, weights), 1e-9, 1 - 1e-9)
        value = -(share * np.where(right, np.log(found), np.log(1 - found))).sum() / total
        wrong = share * (found - right) / total
        slope = np.append(features.T @ wrong, wrong.sum())
        penalised = np.append(weights[:-1], 0.0)
        return value + _PENALTY * float(penalised @ penalised), slope + 2 * _PENALTY * penalised

    bounds = [(0.0 if s > 0 else None, 0.0 if s < 0 else None) for s in signs] + [(None, None)]
    start = np.append(np.asarray(signs, float) * 0.1, 0.0)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)
