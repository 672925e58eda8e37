"""What went wrong with a question, in words."""

from __future__ import annotations

from cxassistant.evaluation.metrics import SEARCH_DEPTH
from cxassistant.evaluation.report import QuestionResult


def faults(result: QuestionResult) -> tuple[str, ...]:
    """All that is wrong with a result; empty when it is as expected."""
    found = {
        "refused, though the corpus answers it": result.answerable and not result.answered,
        f"answered, though the corpus does not ({result.expected.unanswerable})": not result.answerable
        and result.answered,
        "no gold in the answer": result.answered and result.gold_in_answer is False,
        "another author first": result.author_right is False,
        f"answered in {result.answer_language}": not result.language_right,
        f"no expected source among the first {SEARCH_DEPTH} passages": result.source_rank == 0,
        f"no gold among the first {SEARCH_DEPTH} passages": result.passage_rank == 0,
    }
    return tuple(what for what, is_so in found.items() if is_so)
