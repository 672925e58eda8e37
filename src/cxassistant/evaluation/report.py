"""What a run found, question by question and in total, and the file that it is saved in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxassistant.errors import DatasetError
from cxassistant.evaluation.datasets import Turn
from cxassistant.evaluation.files import read_text, write_text
from cxassistant.evaluation.statistics import Curve
from cxassistant.models import Serializable, Status

FORMAT = 1  # of a saved run; raise it when the fields of a result change their meaning
_WHAT = "saved run"


@dataclass(frozen=True, slots=True)
class Cited(Serializable):
    """One of the first citations of an answer."""

    source: str
    authors: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class QuestionResult(Serializable):
    """One scored question. None: does not apply, such as ranks where no source is expected.

    Ranks count from 1; 0 is not among the first ten. ``id`` is the case's, with "#n" for the nth turn of a
    conversation.
    """

    id: str | None
    question: str
    language: str
    kind: str | None
    expected: Turn
    status: Status
    answer_language: str
    confidence: float | None  # the probability, to the assistant, that the corpus answers
    source_rank: int | None
    passage_rank: int | None
    gold_in_answer: bool | None
    author_right: bool | None  # of the first citation; only where there is one
    quotes: int
    quotes_with_gold: int | None
    words_quoted: int
    ask_ms: float
    search_ms: float | None
    citations: tuple[Cited, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the corpus answers the question."""
        return self.expected.unanswerable is None

    @property
    def answered(self) -> bool:
        """Whether the assistant answered it, rightly or not."""
        return self.status == "answered"

    @property
    def language_right(self) -> bool:
        """Whether the answer was in the language of the question."""
        return self.answer_language == self.language

    @property
    def wrong(self) -> bool | None:
        """Whether an answer would mislead: no gold in it, or there is none. None where that is not known."""
        if not self.answerable:
            return True
        return None if self.gold_in_answer is None else not self.gold_in_answer


@dataclass(frozen=True, slots=True)
class Measure(Serializable):
    """One metric over ``n`` questions of a language, kind or class (None: all), with its 95% interval."""

    metric: str
    language: str | None
    kind: str | None
    unanswerable: str | None
    n: int
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class EvaluationReport(Serializable):
    """A whole run. ``index`` is what ``Assistant.info()`` tells; ``warnings`` say what cannot be right."""

    format: int
    version: str  # of cxassistant
    dataset: str
    dataset_sha256: str
    index: dict[str, Any]
    results: tuple[QuestionResult, ...]
    measures: tuple[Measure, ...]
    curves: tuple[Curve, ...]
    warnings: tuple[str, ...] = ()


def save_report(report: EvaluationReport, path: Path) -> None:
    """Write a run as JSON, to be compared with later."""
    write_text(path, json.dumps(report.to_dict(), ensure_ascii=False, indent=1) + "\n")


def read_results(path: Path) -> tuple[QuestionResult, ...]:
    """The results of a saved run. Raises DatasetError where the file is none."""
    from pydantic import TypeAdapter, ValidationError

    hint = "Save one with: cxassistant eval FILE --save RUN.json"
    try:
        held = json.loads(read_text(path, _WHAT))
    except (ValueError, RecursionError):
        raise DatasetError(f"{path} is no {_WHAT}: it is not JSON. {hint}") from None
    if not isinstance(held, dict) or "format" not in held or "results" not in held:
        raise DatasetError(f"{path} is no {_WHAT}: it has no 'format' and 'results'. {hint}")
    if held["format"] != FORMAT:
        raise DatasetError(f"{path} is a {_WHAT} of format {held['format']}; this is {FORMAT}. {hint}")
    try:
        return TypeAdapter(tuple[QuestionResult, ...]).validate_python(held["results"])
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise DatasetError(f"{path} is no {_WHAT}: results.{place}: {first['msg']}. {hint}") from None
