"""How a run of ``eval`` is shown: its measures, its misses, and what changed since another run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cxassistant.cli.output import make_console, make_table, one_line, printable
from cxassistant.evaluation.measures import AURC, METRICS, Metric
from cxassistant.evaluation.misses import faults

if TYPE_CHECKING:
    from cxassistant.evaluation.comparing import Comparison, Shift
    from cxassistant.evaluation.report import EvaluationReport, Measure, QuestionResult

_BY_KIND = "gold_in_answer"  # the metric shown for each kind of question; the JSON has them all
_BY_CLASS = "refused"
_ALL = "all"


def show_measures(report: EvaluationReport) -> None:
    """A table: a metric on each line, a language in each column, with intervals and counts."""
    found = {(m.metric, m.language, m.kind, m.unanswerable): m for m in report.measures}
    languages = sorted({m.language for m in report.measures if m.language})
    table = make_table("Metric", *languages, _ALL)

    def add(title: str, metric: Metric, kind: str | None = None, unanswerable: str | None = None) -> None:
        cells = [found.get((metric.name, lang, kind, unanswerable)) for lang in (*languages, None)]
        if any(cells):
            table.add_row(title, *(_cell(cell, metric) for cell in cells))

    for metric in METRICS:
        add(metric.title, metric)
        if metric.name == _BY_CLASS:
            for name in sorted({m.unanswerable for m in report.measures if m.unanswerable}):
                add(f"  {printable(name)}", metric, unanswerable=name)
        if metric.name == _BY_KIND:
            for kind in sorted({m.kind for m in report.measures if m.kind}):
                add(f"  {printable(kind)}", metric, kind=kind)
    areas = [found.get((AURC, lang, None, None)) for lang in (*languages, None)]
    if any(areas):
        cells = [f"{m.value:.3f}  n={m.n}" if m else "" for m in areas]
        table.add_row("mean risk over coverage (AURC)", *cells)
    console = make_console()
    console.print(table)
    console.print(f"{len(report.results)} questions; [95% interval]", soft_wrap=True)


def show_misses(report: EvaluationReport) -> None:
    """Each question that went wrong: what was wrong, what was expected, and what came."""
    console = make_console()
    missed = [(result, faults(result)) for result in report.results if faults(result)]
    console.print(f"\n{len(missed)} of {len(report.results)} questions went wrong.", soft_wrap=True)
    for result, wrong in missed:
        console.print("\n" + one_line(_name(result.id, result.question)), style="bold", soft_wrap=True)
        told = ", ".join(part for part in (result.language, result.kind) if part)
        console.print(f"  {one_line(told)}: {one_line('; '.join(wrong))}", soft_wrap=True)
        for line in _expected(result):
            console.print(f"  expected  {one_line(line)}", soft_wrap=True)
        for line in _came(result):
            console.print(f"  came      {one_line(line)}", soft_wrap=True)


def show_comparison(comparison: Comparison) -> None:
    """A table of old and new values, and the questions whose outcome changed."""
    metrics = {metric.name: metric for metric in METRICS}
    table = make_table("Metric", "Language", "n", "Old", "New", "Difference [95% interval]", "p")
    for change in comparison.changes:
        metric, d = metrics[change.metric], change.difference
        gained, low, high = (_number(value, metric, "+") for value in (d.difference, d.low, d.high))
        values = (_number(d.old, metric), _number(d.new, metric), f"{gained} [{low}, {high}]", _p(d.p))
        table.add_row(metric.title, change.language or _ALL, str(d.n), *values)
    console = make_console()
    console.print(f"\n{_matched(comparison)}", soft_wrap=True)
    console.print(table)
    for head, shifts in (("Better", comparison.better), ("Worse", comparison.worse)):
        console.print(f"{head}: {len(shifts)}", style="bold")
        for shift in shifts:
            console.print(f"  {_shift(shift)}", soft_wrap=True)


def _cell(measure: Measure | None, metric: Metric) -> str:
    if measure is None:
        return ""
    low, high = (_number(end, metric) for end in (measure.low or 0.0, measure.high or 0.0))
    return f"{_number(measure.value, metric)} [{low}, {high}]  n={measure.n}"


def _number(value: float, metric: Metric, sign: str = "") -> str:
    if metric.form == "milliseconds":
        return f"{value:{sign}.0f}"
    return f"{value:{sign}.3f}" if metric.better else f"{value:{sign}.1f}"


def _p(p: float) -> str:
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def _matched(comparison: Comparison) -> str:
    parts = [f"{comparison.matched} questions are in both runs"]
    if comparison.reworded:
        parts.append(f"{comparison.reworded} of them in other words")
    for count, run in ((comparison.only_old, "old"), (comparison.only_new, "new")):
        if count:
            parts.append(f"{count} in the {run} run only")
    return ", ".join(parts) + "."


def _shift(shift: Shift) -> str:
    return one_line(f"{_name(shift.id, shift.question)} ({', '.join(shift.metrics)})")


def _name(name: str | None, question: str) -> str:
    return f"{name}: {question}" if name else question


def _expected(result: QuestionResult) -> Sequence[str]:
    expected = result.expected
    if expected.unanswerable:
        return [f"no answer ({expected.unanswerable})"]
    who = ", ".join(expected.authors)
    where = ", ".join(expected.sources)
    return [*expected.gold, *(part for part in (who, where) if part)]


def _came(result: QuestionResult) -> Sequence[str]:
    cited = [f"{', '.join(c.authors) or 'unknown'}, {c.source}: {c.quote}" for c in result.citations]
    return cited or [result.status]
