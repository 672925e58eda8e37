"""What each stage of retrieval earns: the table in docs/retrieval.md, made anew.

    python benchmarks/ablation.py [--questions FILE ...] [--docs FILE] [--lessons FILE]

Each stage is removed in turn, with the candidates that it brings, and the calibration is fitted again without
its features on the package's collections; then the development questions are asked. Nothing is measured on the
test questions. ``--lessons`` keeps what the collections taught, which takes most of the time, in a file.
Measure the latencies on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import pickle
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from cxassistant import Assistant
from cxassistant.calibration import FILE
from cxassistant.config import Settings, load_settings
from cxassistant.evaluation.calibrate import Lessons, fit, lessons_of_collections
from cxassistant.evaluation.datasets import read_dataset
from cxassistant.evaluation.measures import METRICS, values_of
from cxassistant.evaluation.report import QuestionResult
from cxassistant.evaluation.run import evaluate
from cxassistant.retrieval.dense import DenseSearch
from cxassistant.retrieval.late import Matches, no_matches
from cxassistant.retrieval.lexical import LexicalIndex

ROOT = Path(__file__).parents[1]
QUESTIONS = [ROOT / "benchmarks" / "data" / name for name in ("dev.jsonl", "dev2.jsonl")]
DOCS = ROOT / "docs" / "retrieval.md"
BEGIN, END = "<!-- ablation: benchmarks/ablation.py writes this -->", "<!-- end of ablation -->"
COLUMNS = ("passage_mrr@10", "gold_in_answer", "refused", "false_refusal")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that can be removed: the features it gives, and what must not run without it."""

    name: str
    features: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()  # of "dense", "words", "late"


STAGES = (
    Stage("all stages"),
    Stage("without dense candidates", stopped=("dense",)),
    Stage("without words (BM25)", stopped=("words",)),
    Stage("without context and fusion (source): late interaction ranks alone", ("source",)),
    Stage("without late interaction", ("late", "passage", "around", "covered", "strong"), ("late",)),
    Stage("without the answer's type", ("missing",)),
)


@contextmanager
def stopped(stage: Stage) -> Iterator[None]:
    """While this lasts, what the stage must not run finds nothing."""

    def nothing(*_: Any, **__: Any) -> dict[int, float]:
        return {}

    def nowhere(_: Any, question: Any, rows: Sequence[int]) -> Matches:
        return no_matches(len(rows), len(question))

    places = {
        "dense": mock.patch.object(DenseSearch, "search", nothing),
        "words": mock.patch.object(LexicalIndex, "search", nothing),
        "late": mock.patch("cxassistant.retrieval.search.match", nowhere),
    }
    with ExitStack() as stack:
        for name in stage.stopped:
            stack.enter_context(places[name])
        yield


def measure(stage: Stage, lessons: Lessons, settings: Settings, files: Sequence[Path]) -> dict[str, float]:
    """Every column of one row, by language, and the milliseconds of an answer."""
    calibration, _ = fit(lessons, settings, "ablation", stage.features)
    calibration.write(settings.index / FILE)
    results: list[QuestionResult] = []
    with stopped(stage):
        for file in files:
            assistant = Assistant.open(settings=settings)
            results += evaluate(assistant, read_dataset(file)).results
            assistant.close()
    row = {"ms": statistics.median(r.ask_ms for r in results)}
    for metric in METRICS:
        for language in ("nl", "en"):
            if metric.name in COLUMNS:
                values = values_of(metric, [r for r in results if r.language == language])
                row[f"{metric.name} {language}"] = sum(values) / len(values)
    return row


def table(rows: dict[str, dict[str, float]], note: str) -> str:
    """The rows as Markdown."""
    heads = ["", "MRR@10 nl", "en", "gold in answer nl", "en", "refused, unanswerable nl", "en"]
    heads += ["refused, answerable nl", "en", "ask, ms"]
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for name, row in rows.items():
        cells = [f"{row[f'{column} {language}']:.2f}" for column in COLUMNS for language in ("nl", "en")]
        cells.append(f"{row['ms']:.0f}")
        lines.append(f"| {' | '.join([name, *cells])} |")
    return "\n".join([note, "", *lines])


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what each stage of retrieval earns.")
    parser.add_argument("--questions", type=Path, nargs="+", default=QUESTIONS)
    parser.add_argument("--docs", type=Path, default=DOCS)
    parser.add_argument("--lessons", type=Path, help="file that keeps what the collections taught")
    wanted = parser.parse_args()
    settings = load_settings(corpus=ROOT / "corpus")
    if wanted.lessons and wanted.lessons.is_file():
        lessons = pickle.loads(wanted.lessons.read_bytes())
    else:
        lessons = lessons_of_collections(settings, lambda stage, done, total: print(stage, done, total))
        if wanted.lessons:
            wanted.lessons.write_bytes(pickle.dumps(lessons))
    rows = {}
    with tempfile.TemporaryDirectory(prefix="cxassistant-") as folder:
        own = settings.model_copy(update={"index": Path(folder) / "index"})
        Assistant.build(settings=own)
        for stage in STAGES:
            rows[stage.name] = measure(stage, lessons, own, wanted.questions)
            print(stage.name, {k: round(v, 3) for k, v in rows[stage.name].items()}, flush=True)
    count = sum(len(read_dataset(file).cases) for file in wanted.questions)
    names = ", ".join(file.name for file in wanted.questions)
    written = f"{BEGIN}\n{table(rows, f'On the {count} questions of {names}, five articles:')}\n{END}"
    text = wanted.docs.read_text(encoding="utf-8")
    if BEGIN not in text:
        sys.exit(f"{wanted.docs} has no place for the table: {BEGIN} ... {END}")
    wanted.docs.write_text(
        re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: written, text, flags=re.S), "utf-8"
    )


if __name__ == "__main__":
    main()
