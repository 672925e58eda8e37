"""The metrics by name, and their values over all questions, a language, a kind or a class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from cxassistant.evaluation.metrics import hit_at, reciprocal_rank
from cxassistant.evaluation.report import Measure, QuestionResult
from cxassistant.evaluation.statistics import Curve, bootstrap, risk_coverage, statistic, wilson

AURC = "aurc"
_CUTS = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: its value on one question (None: does not count), and how values are put together."""

    name: str
    title: str
    value: Callable[[QuestionResult], float | None]
    form: Literal["share", "mean", "milliseconds"]
    better: Literal["higher", "lower"] | None  # None: neither is
    percentile: float | None = None  # None: the mean


def _at(k: int, rank: Callable[[QuestionResult], int | None]) -> Callable[[QuestionResult], float | None]:
    def value(result: QuestionResult) -> float | None:
        found = rank(result)
        return None if found is None else hit_at(found, k)

    return value


def _reciprocal(rank: Callable[[QuestionResult], int | None]) -> Callable[[QuestionResult], float | None]:
    def value(result: QuestionResult) -> float | None:
        found = rank(result)
        return None if found is None else reciprocal_rank(found)

    return value


def _source_rank(result: QuestionResult) -> int | None:
    return result.source_rank


def _passage_rank(result: QuestionResult) -> int | None:
    return result.passage_rank


def _gold_in_answer(result: QuestionResult) -> float | None:
    return None if result.gold_in_answer is None else float(result.gold_in_answer)


def _author_right(result: QuestionResult) -> float | None:
    return None if result.author_right is None else float(result.author_right)


def _quote_precision(result: QuestionResult) -> float | None:
    if result.quotes_with_gold is None or not result.quotes:
        return None
    return result.quotes_with_gold / result.quotes


def _refused(result: QuestionResult) -> float | None:
    return None if result.answerable else float(not result.answered)


def _false_refusal(result: QuestionResult) -> float | None:
    return float(not result.answered) if result.answerable else None


def _language_right(result: QuestionResult) -> float | None:
    return float(result.language_right)


def _quotes(result: QuestionResult) -> float | None:
    return float(result.quotes) if result.answered else None


def _words_quoted(result: QuestionResult) -> float | None:
    return float(result.words_quoted) if result.answered else None


def _ask_ms(result: QuestionResult) -> float | None:
    return result.ask_ms


def _search_ms(result: QuestionResult) -> float | None:
    return result.search_ms


METRICS: tuple[Metric, ...] = (
    *(
        Metric(f"source_hit@{k}", f"search: source, hit@{k}", _at(k, _source_rank), "share", "higher")
        for k in _CUTS
    ),
    Metric("source_mrr@10", "search: source, MRR@10", _reciprocal(_source_rank), "mean", "higher"),
    *(
        Metric(f"passage_hit@{k}", f"search: passage, hit@{k}", _at(k, _passage_rank), "share", "higher")
        for k in _CUTS
    ),
    Metric("passage_mrr@10", "search: passage, MRR@10", _reciprocal(_passage_rank), "mean", "higher"),
    Metric("gold_in_answer", "gold in the answer", _gold_in_answer, "share", "higher"),
    Metric("author_right", "first author right", _author_right, "share", "higher"),
    Metric("quote_precision", "quotes that hold gold", _quote_precision, "mean", "higher"),
    Metric("refused", "refused, unanswerable", _refused, "share", "higher"),
    Metric("false_refusal", "refused, answerable", _false_refusal, "share", "lower"),
    Metric("language_right", "language of the answer right", _language_right, "share", "higher"),
    Metric("quotes", "quotes in an answer", _quotes, "mean", None),
    Metric("words_quoted", "words quoted in an answer", _words_quoted, "mean", None),
    Metric("ask_ms_p50", "ask, ms: median", _ask_ms, "milliseconds", "lower", 50),
    Metric("ask_ms_p95", "ask, ms: 95th percentile", _ask_ms, "milliseconds", "lower", 95),
    Metric("search_ms_p50", "search, ms: median", _search_ms, "milliseconds", "lower", 50),
    Metric("search_ms_p95", "search, ms: 95th percentile", _search_ms, "milliseconds", "lower", 95),
)
METRIC_NAMES = (*(metric.name for metric in METRICS), AURC)


def values_of(metric: Metric, results: Iterable[QuestionResult]) -> list[float]:
    """The metric's value on each question that counts for it."""
    return [value for value in map(metric.value, results) if value is not None]


def curve_of(results: Iterable[QuestionResult], language: str | None = None) -> Curve | None:
    """Risk against coverage; None where the assistant tells no confidence.

    Questions without a confidence, or of which it is not known what would be right, are left out.
    """
    told = [r for r in results if r.confidence is not None and r.wrong is not None]
    answered = [(r.confidence or 0.0, bool(r.wrong)) for r in told if r.answered]
    return risk_coverage(answered, len(told), language)


def measure_all(results: Sequence[QuestionResult]) -> tuple[tuple[Measure, ...], tuple[Curve, ...]]:
    """Every metric over all questions and by language; both again for each kind and class."""
    measures: list[Measure] = []
    curves: list[Curve] = []
    for language in (None, *_distinct(r.language for r in results)):
        spoken = [r for r in results if language in (None, r.language)]
        for metric in METRICS:
            measures += _measured(metric, spoken, language)
        curve = curve_of(spoken, language)
        if curve is not None:
            curves.append(curve)
            measures.append(Measure(AURC, language, None, None, curve.n, curve.area))
        for kind in _distinct(r.kind for r in results):
            measures += _measured_group([r for r in spoken if r.kind == kind], language, kind, None)
        for name in _distinct(r.expected.unanswerable for r in results):
            group = [r for r in spoken if r.expected.unanswerable == name]
            measures += _measured_group(group, language, None, name)
    return tuple(measures), tuple(curves)


def _measured_group(
    group: Sequence[QuestionResult], language: str | None, kind: str | None, unanswerable: str | None
) -> list[Measure]:
    # How long an answer takes does not depend on what kind of question it is.
    counted = [metric for metric in METRICS if metric.form != "milliseconds"]
    return [m for metric in counted for m in _measured(metric, group, language, kind, unanswerable)]


def _measured(
    metric: Metric,
    results: Sequence[QuestionResult],
    language: str | None,
    kind: str | None = None,
    unanswerable: str | None = None,
) -> list[Measure]:
    """The measure, or none where no question counts."""
    values = values_of(metric, results)
    if not values:
        return []
    value = statistic(values, metric.percentile)
    if metric.form == "share":
        low, high = wilson(round(sum(values)), len(values))
    else:
        low, high = bootstrap(values, metric.percentile)
    return [Measure(metric.name, language, kind, unanswerable, len(values), value, low, high)]


def _distinct(names: Iterable[str | None]) -> list[str]:
    return sorted({name for name in names if name is not None})
