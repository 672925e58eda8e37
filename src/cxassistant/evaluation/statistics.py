"""How sure a number is: intervals, the comparison of two runs, and risk against coverage.

Everything random is seeded: the same results give the same numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxassistant.models import Serializable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

_Z = 1.959964  # the normal quantile of a two-sided 95% interval
_ROUNDS = 2000  # bootstrap samples: the ends of a 95% interval then rest on 50 samples each
_SEED = 20240216
_BATCH = 1_000_000  # values drawn at a time, which bounds the memory


@dataclass(frozen=True, slots=True)
class Difference(Serializable):
    """Two runs on the same ``n`` questions: ``difference`` is new - old, with its 95% interval and p."""

    n: int
    old: float
    new: float
    difference: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Curve(Serializable):
    """Risk against coverage, from the most confident answer on.

    ``points`` are (least confidence, coverage, risk); ``area`` is the mean risk over the coverage reached.
    """

    language: str | None  # None: all
    n: int  # questions, answered or not
    points: tuple[tuple[float, float, float], ...]
    area: float


def wilson(successes: int, n: int) -> tuple[float, float]:
    """The 95% score interval of a proportion (Wilson, 1927): sound for few questions and near 0 and 1."""
    share, z2 = successes / n, _Z * _Z
    middle = share + z2 / (2 * n)
    half = _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low, high = (middle - half) / (1 + z2 / n), (middle + half) / (1 + z2 / n)
    # Exact at the ends, where rounding would leave 1e-17.
    return (0.0 if successes == 0 else low), (1.0 if successes == n else high)


def statistic(values: Sequence[float], percentile: float | None = None) -> float:
    """The mean, or a percentile (0..100, linear between the two nearest values)."""
    if percentile is None:
        return math.fsum(values) / len(values)
    ordered = sorted(values)
    at = (len(ordered) - 1) * percentile / 100
    below = math.floor(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)


def bootstrap(values: Sequence[float], percentile: float | None = None) -> tuple[float, float]:
    """The 95% percentile-bootstrap interval (Efron, 1979) of a mean or a percentile."""
    import numpy as np

    data = np.asarray(values, np.float64)
    low, high = np.percentile(_resample(len(data), lambda rows: _along(data[rows], percentile)), (2.5, 97.5))
    return float(low), float(high)


def paired_bootstrap(
    old: Sequence[float], new: Sequence[float], percentile: float | None = None
) -> Difference:
    """Compare two runs question by question (Sakai, SIGIR 2006).

    Questions are drawn with both their values. The two-sided p is how often a difference at least as large
    comes up when the drawn differences are shifted to have none.
    """
    import numpy as np

    a, b = np.asarray(old, np.float64), np.asarray(new, np.float64)
    before, after = statistic(old, percentile), statistic(new, percentile)
    difference = after - before
    drawn = _resample(len(a), lambda rows: _along(b[rows], percentile) - _along(a[rows], percentile))
    low, high = np.percentile(drawn, (2.5, 97.5))
    # A hair of slack: sums in another order must not turn "as large" into "smaller".
    extreme = int((np.abs(drawn - difference) >= abs(difference) - 1e-12).sum())
    p = (1 + extreme) / (1 + _ROUNDS)
    return Difference(len(a), before, after, difference, float(low), float(high), min(p, 1.0))


def risk_coverage(
    answered: Sequence[tuple[float, bool]], n: int, language: str | None = None
) -> Curve | None:
    """The curve (El-Yaniv and Wiener, 2010) of (confidence, wrong) of the answered among ``n`` questions.

    A point for each confidence: coverage is the share of questions answered with that confidence or more,
    risk the share of those that are wrong. The area (AURC; Geifman and others, 2019) is the mean of the
    risk at each answer, equal confidences counting at their common point. None when nothing is answered.
    """
    points: list[tuple[float, float, float]] = []
    taken = wrong = 0
    area = 0.0
    for confidence in sorted({c for c, _ in answered}, reverse=True):
        same = [is_wrong for c, is_wrong in answered if c == confidence]
        taken += len(same)
        wrong += sum(same)
        area += len(same) * wrong / taken
        points.append((confidence, taken / n, wrong / taken))
    return Curve(language, n, tuple(points), area / taken) if taken else None


def _along(samples: Array, percentile: float | None) -> Array:
    import numpy as np

    values = samples.mean(axis=1) if percentile is None else np.percentile(samples, percentile, axis=1)
    return np.asarray(values, np.float64)


def _resample(n: int, of: Callable[[npt.NDArray[np.int64]], Array]) -> Array:
    """A statistic of each bootstrap sample; ``of`` gets the rows of samples, (samples, n)."""
    import numpy as np

    random = np.random.default_rng(_SEED)
    batch = max(1, min(_ROUNDS, _BATCH // n))
    sizes = [min(batch, _ROUNDS - start) for start in range(0, _ROUNDS, batch)]
    return np.concatenate([of(random.integers(0, n, (size, n))) for size in sizes])
