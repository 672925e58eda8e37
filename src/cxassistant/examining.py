"""What stands behind an answer: the question as it was understood, what was found, and how it was weighed."""

from __future__ import annotations

from dataclasses import dataclass

from cxassistant.answering.evidence import Evidence
from cxassistant.answering.ports import Found
from cxassistant.answering.question import Question


@dataclass(frozen=True, slots=True)
class Examined:
    """A question as it was understood, what was found for it, and the grounds for answering."""

    question: Question
    found: Found
    evidence: Evidence
