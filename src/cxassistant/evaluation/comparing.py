"""Two runs side by side, on the questions that both asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxassistant.errors import DatasetError
from cxassistant.evaluation.measures import METRICS, Metric
from cxassistant.evaluation.report import QuestionResult
from cxassistant.evaluation.statistics import Difference, paired_bootstrap
from cxassistant.models import Serializable

Pair = tuple[QuestionResult, QuestionResult]
# What a reader of the answer notices: whether it is right, and not how the search ranked.
_NOTICED = ("gold_in_answer", "author_right", "refused", "false_refusal", "language_right")


@dataclass(frozen=True, slots=True)
class Change(Serializable):
    """How a metric changed, in a language (None: all), on the questions that count for it in both runs."""

    metric: str
    language: str | None
    difference: Difference


@dataclass(frozen=True, slots=True)
class Shift(Serializable):
    """A question whose outcome changed, and in which metrics."""

    id: str | None
    question: str
    metrics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Serializable):
    """An old and a new run. ``reworded`` questions have the same id in both, but not the same words."""

    matched: int
    only_old: int
    only_new: int
    reworded: int
    changes: tuple[Change, ...]
    better: tuple[Shift, ...]
    worse: tuple[Shift, ...]


def compare(old: Sequence[QuestionResult], new: Sequence[QuestionResult]) -> Comparison:
    """Compare two runs. Raises DatasetError when they have no question in common."""
    pairs = match(old, new)
    if not pairs:
        raise DatasetError("The two runs have no question in common. Compare runs of the same question file.")
    languages = sorted({after.language for _, after in pairs})
    changes = [
        change
        for language in (None, *languages)
        for metric in METRICS
        if (change := _change(metric, language, pairs)) is not None
    ]
    return Comparison(
        len(pairs),
        len(old) - len(pairs),
        len(new) - len(pairs),
        sum(before.question != after.question for before, after in pairs),
        tuple(changes),
        _shifts(pairs, better=True),
        _shifts(pairs, better=False),
    )


def match(old: Sequence[QuestionResult], new: Sequence[QuestionResult]) -> list[Pair]:
    """The questions of both runs: by id, and those left over by their words. Each is matched once."""
    by_id: dict[str | None, QuestionResult] = {result.id: result for result in old if result.id is not None}
    pairs = [(by_id[result.id], result) for result in new if result.id in by_id]
    taken = {id(result) for pair in pairs for result in pair}
    by_words: dict[str, list[QuestionResult]] = {}
    for result in old:
        if id(result) not in taken:
            by_words.setdefault(result.question, []).append(result)
    for result in new:
        if id(result) not in taken and by_words.get(result.question):
            pairs.append((by_words[result.question].pop(0), result))
    return pairs


def _change(metric: Metric, language: str | None, pairs: Iterable[Pair]) -> Change | None:
    values = [
        (before, after)
        for one, other in pairs
        if language in (None, other.language)
        and (before := metric.value(one)) is not None
        and (after := metric.value(other)) is not None
    ]
    if not values:
        return None
    old, new = zip(*values, strict=True)
    return Change(metric.name, language, paired_bootstrap(old, new, metric.percentile))


def _shifts(pairs: Iterable[Pair], better: bool) -> tuple[Shift, ...]:
    noticed = [metric for metric in METRICS if metric.name in _NOTICED]
    shifts = []
    for before, after in pairs:
        names = tuple(metric.name for metric in noticed if _moved(metric, before, after, better))
        if names:
            shifts.append(Shift(after.id, after.question, names))
    return tuple(shifts)


def _moved(metric: Metric, before: QuestionResult, after: QuestionResult, better: bool) -> bool:
    old, new = metric.value(before), metric.value(after)
    if old is None or new is None or old == new:
        return False
    return ((new > old) == (metric.better == "higher")) is better
