"""Checks the quotes of a pasted text: reads it as a draft, and holds each quote against the sources."""

from __future__ import annotations

from cxassistant.corpus import read_draft
from cxassistant.errors import QuestionError
from cxassistant.models import Verification
from cxassistant.verification import Verifier

MOST_CHARACTERS = 100_000  # of a draft: a long report; whoever has more checks it chapter by chapter


def check_draft(verifier: Verifier, text: str, author: str | None = None) -> Verification:
    """Check every quote of a text.

    ``author`` is whose words all of them are said to be; None takes whom the text itself names beside each.
    Raises QuestionError for a text that is empty or too long.
    """
    if len(text) > MOST_CHARACTERS:
        raise QuestionError(
            f"The text has {len(text):,} characters and at most {MOST_CHARACTERS:,} can be checked at once."
            " Check it in parts."
        )
    quotes = read_draft(text.replace("\x00", ""), verifier.people)
    if not quotes:
        raise QuestionError("There are no words to check. Give a quote, or a text with quotes in it.")
    return Verification(tuple(verifier.check(q.text, author or q.speaker, q.start) for q in quotes))
