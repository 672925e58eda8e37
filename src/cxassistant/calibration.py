"""What was learnt from questions with known answers: how much each stage counts, and when to answer.

One small file for each embedding model, with where its numbers come from. Nothing in it is typed in by hand:
``cxassistant calibrate`` fits it, for another model or on questions of one's own.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxassistant.errors import ConfigError
from cxassistant.models import Serializable

CALIBRATION_VERSION = 5
FILE = "calibration.json"
CHANCE_FILE = "chance.json"
BUNDLED = Path(__file__).with_name(FILE)


@dataclass(frozen=True, slots=True)
class Calibration(Serializable):
    """Weights by feature. ``sentences`` and ``passages`` score what was found; ``answer`` weighs the grounds.

    Scores of sentences are log-odds: their softmax over a search says how likely each is to answer, given
    that one of them does. ``answer`` holds a ``bias`` too; the corpus is taken to answer where the logistic
    of the sum reaches the one of ``thresholds`` for the question's language. A question for one author's
    words is refused where others come nearer to it by more than ``lead`` (log-odds). ``chance`` weighs the grounds
    in another way, for corpora in which something is near to any question, see :class:`Chance`.
    """

    model: str  # fingerprint of the embedding model that the numbers hold for
    model_name: str
    provenance: str
    passages: Mapping[str, float]
    sentences: Mapping[str, float]
    answer: Mapping[str, float]
    thresholds: Mapping[str, float]  # by the language of the question
    lead: float
    chance: Mapping[str, float]
    version: int = CALIBRATION_VERSION

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely it is that the corpus answers, from the grounds for it."""
        total = self.answer.get("bias", 0.0)
        total += sum(self.answer.get(name, 0.0) * value for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

    def above_chance(self, features: Mapping[str, float]) -> float:
        """How far a question is from what chance finds (log-odds)."""
        return sum(self.chance.get(name, 0.0) * value for name, value in {**features, "bias": 1.0}.items())

    def fingerprint(self) -> str:
        """Changes with every number in it."""
        return hashlib.sha256(json.dumps(self.to_dict(), sort_keys=True).encode()).hexdigest()[:16]

    def threshold(self, language: str) -> float:
        """The least probability at which a question in this language is answered; of another, the highest."""
        return self.thresholds.get(language, max(self.thresholds.values()))

    def write(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_calibration(path: Path = BUNDLED) -> Calibration:
    """Read a calibration. Raises ConfigError when the file is none."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values["version"] != CALIBRATION_VERSION:
            raise ValueError(f"version {values['version']}, not {CALIBRATION_VERSION}")
        return Calibration(**values)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            f"The calibration {path} cannot be read ({type(error).__name__}: {error}). "
            "Delete it, or make it again with: cxassistant calibrate"
        ) from None


def find_calibration(fingerprint: str, places: Sequence[Path]) -> Calibration:
    """The first calibration that was made for this model, in ``places`` or in the package.

    Where there is none, the package's: its ``model`` then tells that it is another model's.
    """
    for path in (*places, BUNDLED):
        if path.is_file():
            found = read_calibration(path)
            if found.model == fingerprint:
                return found
    return read_calibration(BUNDLED)


@dataclass(frozen=True, slots=True)
class Chance(Serializable):
    """What chance does in one corpus: how well it seems to answer questions about something else altogether.

    Measured when an index is built. ``answered`` is the share of such questions that would be answered. Where that is
    too much, the corpus is ``mixed``: it holds so much, about so many things, that something is near to any question.
    Then a question must also get above ``bars`` (log-odds, by its language).
    """

    calibration: str  # fingerprint of the calibration that it was measured with
    answered: float
    mixed: bool
    bars: Mapping[str, float]

    def reached(self, language: str, score: float) -> bool:
        """Whether a question is far enough from what chance finds."""
        return not self.mixed or score >= self.bars.get(language, max(self.bars.values(), default=-math.inf))

    def write(self, folder: Path) -> None:
        """Write into a build's folder, whole or not at all."""
        draft = folder / f".{CHANCE_FILE}"
        draft.write_text(json.dumps(self.to_dict(), indent=1) + "\n", encoding="utf-8")
        draft.replace(folder / CHANCE_FILE)


def read_chance(folder: Path, calibration: Calibration) -> Chance | None:
    """What was measured for a build; None where nothing was, or with another calibration."""
    try:
        found = Chance(**json.loads((folder / CHANCE_FILE).read_text(encoding="utf-8")))
        return found if found.calibration == calibration.fingerprint() else None
    except (OSError, ValueError, TypeError):
        return None
