"""Does the corpus answer the question at all? A calibrated probability from what retrieval found.

Features of the best quote: the scores of its sentence and passage, whether a number or date stands there
when one is asked for, and how much better other sources do when the question asks for one author.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cxassistant.answering.expectations import has_expected
from cxassistant.answering.ports import Scored
from cxassistant.answering.question import Question
from cxassistant.text import fold
from cxassistant.wordsets import FUNCTION_WORDS, word_set

_CALIBRATION = Path(__file__).with_name("calibration.json")
_WORD = re.compile(r"[\w][\w’'+.-]*")
# Words that shape a question rather than say what it is about, beyond the function words.
_ASKING = word_set(
    """
    hoeveel wiens waarvan waardoor waarmee waarover zegt zeggen zei schrijft vindt vinden noemt noemen stelt
    denkt kijkt betekent bedoelt volgens auteur auteurs artikel column iets er kun kunt kan kunnen moet moeten
    zou zouden wordt worden heeft hebben is zijn was waren doet doen gaat gaan maakt mag eigenlijk precies
    much says say said write writes wrote think thinks mean means does do did has have had can could should
    would will according author authors article column something exactly actually there is are was were been be
    """
)
FEATURES = ("late", "dense", "passage", "missing", "lead")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The grounds for answering: ``probability`` that the corpus answers, and the features behind it."""

    probability: float
    threshold: float
    features: dict[str, float]

    @property
    def enough(self) -> bool:
        """Whether to answer."""
        return self.probability >= self.threshold


def weigh(question: Question, best: Scored | None, quote: str, elsewhere: float | None) -> Evidence:
    """The grounds in the best quote.

    ``elsewhere`` is the best score in other sources, when the question asks for one author.
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
    }
    return Evidence(_probability(model, features), model["threshold"], features)


def content_words(text: str) -> list[tuple[str, int, int]]:
    """Words that say what a question is about, folded, with their places."""
    found = [(fold(m.group()).strip(".'-"), m.start(), m.end()) for m in _WORD.finditer(text)]
    told = [w for w in found if w[0] and w[0] not in FUNCTION_WORDS and w[0] not in _ASKING]
    return told or found


def _probability(model: dict[str, dict[str, float]], features: dict[str, float]) -> float:
    weights = model["weights"]
    total = weights["bias"] + sum(weights[name] * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def _calibration() -> dict:  # type: ignore[type-arg]
    return dict(json.loads(_CALIBRATION.read_text(encoding="utf-8")))
