"""Does the corpus answer the question at all? A calibrated probability from what retrieval found.

Features of the best sentence: how well each content word of the question is matched there (weakest and
mean), the sentence's own scores, whether a number, date, person or place stands there when one is asked
for, and how much better other sources do when the question asks for one author.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from cxassistant.answering.expectations import has_expected
from cxassistant.answering.ports import Found, Scored
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
FEATURES = (
    "late",
    "dense",
    "passage",
    "weakest",
    "content",
    "literal",
    "missing",
    "lead",
    "cross",
    "words",
)


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


def weigh(
    question: Question, found: Found, best: Scored | None, quote: str, around: str, elsewhere: float | None
) -> Evidence:
    """The grounds in the best quote and the passage around it.

    ``elsewhere`` is the best score in other sources, when the question asks for one author.
    """
    model = _calibration()
    if best is None:
        return Evidence(0.0, model["threshold"], {})
    words = content_words(question.topic)
    strengths = [s for _, s in word_matches(question.topic, found, best)]
    cross = float(question.spoken != question_language_of(best, found))
    literal = _literal(words, f"{quote} {around}") if not cross else 0.0
    features = {
        "late": best.stages["late"],
        "dense": best.stages["dense"],
        "passage": best.stages["passage"],
        "weakest": min(strengths, default=0.0),
        "content": sum(strengths) / len(strengths) if strengths else 0.0,
        "literal": literal,
        "missing": float(not has_expected(quote, question.expects)),
        "lead": max(0.0, elsewhere - best.score) if elsewhere is not None else 0.0,
        "cross": cross,
        "words": min(len(words), 8) / 8.0,
    }
    return Evidence(_probability(model, features), model["threshold"], features)


def question_language_of(best: Scored, found: Found) -> str:
    """The language of the source that holds the best sentence."""
    return next((h.language for h in found.hits if h.source == best.sentence.source), "")


def content_words(text: str) -> list[tuple[str, int, int]]:
    """Words that say what a question is about, folded, with their places."""
    found = [(fold(m.group()).strip(".'-"), m.start(), m.end()) for m in _WORD.finditer(text)]
    told = [w for w in found if w[0] and w[0] not in FUNCTION_WORDS and w[0] not in _ASKING]
    return told or found


def word_matches(text: str, found: Found, best: Scored) -> list[tuple[str, float]]:
    """For each content word, how well its tokens are matched in the sentence."""
    spans = np.asarray(found.spans)
    matched = []
    for word, start, end in content_words(text):
        tokens = [i for i, (a, b) in enumerate(spans) if a < end and b > start]
        if tokens and max(tokens) < len(best.matches):
            matched.append((word, float(np.mean([best.matches[i] for i in tokens]))))
    return matched


def _literal(words: Sequence[tuple[str, int, int]], text: str) -> float:
    """Share of the content words whose first letters open a word of the text: a stem for any language."""
    folded = " " + " ".join(_WORD.findall(fold(text)))
    return sum(f" {w[: max(4, len(w) - 3)]}" in folded for w, _, _ in words) / max(1, len(words))


def _probability(model: dict[str, dict[str, float]], features: dict[str, float]) -> float:
    weights = model["weights"]
    total = weights["bias"] + sum(weights[name] * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def _calibration() -> dict:  # type: ignore[type-arg]
    return dict(json.loads(_CALIBRATION.read_text(encoding="utf-8")))
