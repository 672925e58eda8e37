"""Does the corpus answer the question at all? A calibrated probability from what retrieval found.

The grounds: the scores of the best passage and of the quote's source, how well the nearest passages fit the
question on average and how well all of them together meet its parts, how much likelier the best sentence is than
the others, whether the kind of thing that is asked for stands in the quote, and how much better other sources
do when the question asks for one author.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cxassistant.answering.expectations import has_expected
from cxassistant.answering.ports import Found, Scored
from cxassistant.answering.question import Question
from cxassistant.calibration import Calibration, Chance

# Which way each may count: for the answer (1), against it (-1), or either way (0).
ANSWER_FEATURES = {
    "passage": 1,
    "around": 1,
    "covered": 1,
    "source": 1,
    "share": 1,
    "rerank": 1,
    "missing": -1,
    "lead": -1,
    "cross": 0,
    "size": 0,
}
# The same for the other score, which hardly changes with what else is in the corpus.
CHANCE_FEATURES = {"strong": 1, "share": 1, "rerank": 1, "missing": -1, "cross": 0}
# Passages. More of them, about the same, have something nearer to any question. What is about other things adds
# nothing to it, so size counts for nothing in a mixed corpus.
_LEAST_SIZE, _MOST_SIZE = 64, 2048

_UNASKED = 0.9  # of the threshold: certainly below it, and still in the order of the other grounds


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
    calibration: Calibration,
    question: Question,
    found: Found,
    best: Scored | None,
    quote: str,
    language: str,
    elsewhere: float | None,
    chance: Chance | None = None,
) -> Evidence:
    """The grounds in the best quote, which is in ``language``.

    ``elsewhere`` is the best score in other sources, when the question asks for one author. ``chance`` is what it
    does in the passages that were searched.
    """
    threshold = calibration.threshold(question.spoken)
    if best is None:
        return Evidence(0.0, threshold, {})
    most = _LEAST_SIZE if chance is not None and chance.mixed else _MOST_SIZE
    lacking = not has_expected(quote, question.expects)
    features = {
        "passage": max(hit.stages["late"] for hit in found.hits),
        "around": found.around,
        "covered": found.covered,
        "source": best.stages["source"],
        "share": best.share,
        "rerank": best.stages.get("rerank", 0.0),
        # Persons and places are told too roughly: asking for them costs refusals of what is far or near.
        "missing": float(question.expects in ("number", "date") and lacking),
        "lead": max(0.0, elsewhere - best.score) if elsewhere is not None else 0.0,
        # Scores across languages are lower for the same meaning.
        "cross": float(question.spoken != language),
        "size": math.log(min(max(found.size, _LEAST_SIZE), most)),
        "strong": found.strong,
    }
    probability = calibration.probability(features)
    by_chance = chance is not None and not chance.reached(question.spoken, calibration.above_chance(features))
    if by_chance or features["lead"] > calibration.lead:  # others treat it, the author who is asked does not
        probability = min(probability, _UNASKED * threshold)
    return Evidence(probability, threshold, features, elsewhere)
