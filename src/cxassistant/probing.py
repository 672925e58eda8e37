"""Measures what chance does in a corpus, by questions about something else altogether."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from cxassistant.answering.evidence import Evidence
from cxassistant.calibration import Calibration, Chance

PROBES = Path(__file__).with_name("probes.json")
FEWEST_PASSAGES = 512  # the calibration holds for corpora of that size, whatever is in them
# Of the probes. Three corpora of one subject, of 48, 343 and 1,826 passages, came to 4%, 36% and 27%, five articles
# among 24,000 passages of manuals to 43%.
_MIXED = 0.4
# Of the probes, below the bar. More of them would cost more questions that can be answered than it is worth: at 0.55
# it refused two thirds of what is far from 24,000 passages, and one answerable question in fifteen.
_BELOW = 0.55


def read_probes() -> Mapping[str, list[str]]:
    """Questions by language that no corpus on customer experience answers."""
    found: dict[str, list[str]] = json.loads(PROBES.read_text(encoding="utf-8"))
    return found


def measure_chance(
    calibration: Calibration,
    weigh: Callable[[str, str], Evidence],
    progress: Callable[[int, int], None],
) -> Chance:
    """Ask the probes. ``weigh`` gives the grounds for answering a question in a language."""
    probes = read_probes()
    total, done = sum(map(len, probes.values())), 0
    answered: dict[str, list[bool]] = {language: [] for language in probes}
    scores: dict[str, list[float]] = {language: [] for language in probes}
    for language, questions in probes.items():
        for question in questions:
            evidence = weigh(question, language)
            if evidence.features:
                answered[language].append(evidence.probability >= evidence.threshold)
                scores[language].append(calibration.above_chance(evidence.features))
            done += 1
            progress(done, total)
    shares = [float(np.mean(values)) for values in answered.values() if values]
    share = float(np.mean(shares)) if shares else 0.0
    bars = {language: round(float(np.quantile(v, _BELOW)), 4) for language, v in scores.items() if v}
    return Chance(calibration.fingerprint(), round(share, 4), share > _MIXED, bars)
