"""Does the corpus answer the question at all? A calibrated probability from what retrieval found.

Features of the best quote: the scores of its sentence and passage, whether a number or date stands there
when one is asked for, how much better other sources do when the question asks for one author, and whether
the corpus knows the words of the question at all.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cxassistant.answering.expectations import has_expected
from cxassistant.answering.ports import Scored
from cxassistant.answering.question import Question

_CALIBRATION = Path(__file__).with_name("calibration.json")
FEATURES = ("late", "dense", "passage", "missing", "lead", "coverage", "cross")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The grounds for answering: ``probability`` that the corpus answers, and the features behind it."""

    probability: float
    threshold: float
    features: dict[str, float]
    elsewhere: float | None = None  # the best score of other authors, where one was asked for

    @property
    def enough(self) -> bool:
        """Whether to answer."""
        return self.probability >= self.threshold


def weigh(
    question: Question,
    best: Scored | None,
    quote: str,
    language: str,
    elsewhere: float | None,
    coverage: float,
) -> Evidence:
    """The grounds in the best quote, which is in ``language``.

    ``elsewhere`` is the best score in other sources, when the question asks for one author; ``coverage``
    how well the corpus knows the question's words.
    """
    model = _calibration()
    if best is None:
        return Evidence(0.0, model["threshold"], {})
    features = {
        "late": best.stages["late"],
        "dense": best.stages["dense"],
        "passage": best.stages["passage"],
        # Persons and places are told too roughly to refuse for: nearly every sentence has a capital.
        "missing": float(
            question.expects in ("number", "date") and not has_expected(quote, question.expects)
        ),
        "lead": max(0.0, elsewhere - best.score) if elsewhere is not None else 0.0,
        "coverage": coverage,
        # Scores across languages are lower for the same meaning.
        "cross": float(question.spoken != language),
    }
    return Evidence(_probability(model, features), model["threshold"], features, elsewhere)


def _probability(model: dict[str, dict[str, float]], features: dict[str, float]) -> float:
    weights = model["weights"]
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def _calibration() -> dict:  # type: ignore[type-arg]
    return dict(json.loads(_CALIBRATION.read_text(encoding="utf-8")))
