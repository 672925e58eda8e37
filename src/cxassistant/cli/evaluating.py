"""``eval``: how good the answers are, on questions with known answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cxassistant.cli.options import Index, Json, open_assistant
from cxassistant.cli.output import progress_bar, say, write_json

if TYPE_CHECKING:
    from cxassistant.evaluation.comparing import Comparison
    from cxassistant.evaluation.floors import BrokenFloor
    from cxassistant.evaluation.report import EvaluationReport

_EXAMPLES = (
    "Examples:\n\n"
    "  cxassistant eval questions.jsonl --misses\n\n"
    "  cxassistant eval questions.jsonl --save before.json\n\n"
    "  cxassistant eval questions.jsonl --compare before.json\n\n"
    "  cxassistant eval questions.jsonl --floors floors.toml   (exit code 6 when one is broken)"
)
_BROKEN = 6

Questions = Annotated[
    Path, typer.Argument(help="Questions with what is expected: .jsonl or .yaml.", show_default=False)
]
Save = Annotated[
    Path | None, typer.Option("--save", metavar="RUN.json", help="Save the run, to compare with later.")
]
Compare = Annotated[
    Path | None, typer.Option("--compare", metavar="RUN.json", help="Compare with a run saved earlier.")
]
Misses = Annotated[bool, typer.Option("--misses", help="Show each question that went wrong.")]
Floors = Annotated[
    Path | None,
    typer.Option("--floors", metavar="FLOORS.toml", help="Fail when the run falls below these values."),
]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("eval", epilog=_EXAMPLES)(evaluate)


def evaluate(
    file: Questions,
    index: Index = None,
    as_json: Json = False,
    save: Save = None,
    compare: Compare = None,
    misses: Misses = False,
    floors: Floors = None,
) -> None:
    """Ask all questions of a file, and measure how good search and answers are.

    docs/evaluation.md tells what the metrics mean and how a question file looks. Exit code 0, or 6 when a
    floor of --floors is broken.
    """
    from cxassistant.evaluation.comparing import compare as compare_runs
    from cxassistant.evaluation.datasets import read_dataset
    from cxassistant.evaluation.files import check_can_write
    from cxassistant.evaluation.floors import check_floors, read_floors
    from cxassistant.evaluation.report import read_results, save_report
    from cxassistant.evaluation.run import evaluate as run

    # All files are looked at before the first question is asked: a run may take minutes.
    dataset = read_dataset(file)
    pinned = read_floors(floors) if floors else ()
    earlier = read_results(compare) if compare else None
    if save:
        check_can_write(save)
    with progress_bar() as progress:
        report = run(open_assistant(index), dataset, progress)
    for warning in report.warnings:
        say(f"Warning: {warning}")
    if save:
        save_report(report, save)
    comparison = None if earlier is None else compare_runs(earlier, report.results)
    broken = check_floors(report, pinned)
    if as_json:
        write_json(_as_json(report, comparison, broken if floors else None))
    else:
        _show(report, comparison, misses)
    for item in broken:
        say(f"Floor broken: {item.message}")
    if broken:
        raise typer.Exit(_BROKEN)


def _as_json(
    report: EvaluationReport, comparison: Comparison | None, broken: tuple[BrokenFloor, ...] | None
) -> dict[str, Any]:
    """The report, with what is wrong with each miss, and what was asked for besides."""
    from cxassistant.evaluation.misses import faults

    missed = [
        {"id": result.id, "question": result.question, "faults": list(faults(result))}
        for result in report.results
        if faults(result)
    ]
    value = {**report.to_dict(), "misses": missed}
    if comparison is not None:
        value["comparison"] = comparison.to_dict()
    if broken is not None:
        value["broken_floors"] = [item.to_dict() for item in broken]
    return value


def _show(report: EvaluationReport, comparison: Comparison | None, misses: bool) -> None:
    from cxassistant.cli.evaluation_tables import show_comparison, show_measures, show_misses

    show_measures(report)
    if misses:
        show_misses(report)
    if comparison is not None:
        show_comparison(comparison)
