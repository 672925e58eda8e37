"""Checks the quotes of a pasted text: reads it as a draft, and holds each quote against the sources."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cxassistant.answering.citations import make_citation
from cxassistant.answering.compose import escape, list_references
from cxassistant.answering.phrases import enumerate_names, phrase
from cxassistant.answering.quoting import Quote
from cxassistant.corpus import read_draft
from cxassistant.errors import QuestionError
from cxassistant.models import Answer, Citation, QuoteCheck, QuotePlace, Source, Status, Verification
from cxassistant.verification import Verifier, said_by

# "Controleer dit citaat: ‘...’ – Jansen", "Check these quotes: ..."
_ASKED = re.compile(
    r"^\W*(?:controleer|check|verifieer|verify|klopt|kloppen|is|are)\b[^:]{0,40}"
    r"\b(?:citaat|citaten|quotes?|quotations?)\b[^:]{0,30}:\s*(?P<draft>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
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


def draft_to_check(message: str) -> tuple[str, str] | None:
    """The text with quotes that a message asks to check, and the language that it asks in; None for other messages."""
    asked = _ASKED.match(message)
    if asked is None:
        return None
    return asked["draft"], "nl" if re.search(
        r"citaat|citaten", asked.group()[: asked.start("draft")], re.I
    ) else "en"


def tell(
    found: Verification, sources: Mapping[str, Source], language: str, question: str, engine: str
) -> Answer:
    """What a check found, as an answer: each quote with its best place, what differs, and whose words it is."""
    parts: list[str] = []
    citations: list[Citation] = []
    for check in found.checks:
        place = check.places[0] if check.places else None
        if place is None:
            parts.append(phrase(language, "check_not_found", quote=escape(check.quote)))
            continue
        quote = Quote(
            place.source, 0, 0, place.start, place.end, place.text, place.voice, place.speaker
        )  # its sentences are not asked for
        citations.append(make_citation(len(citations) + 1, sources[place.source], quote, None))
        parts.append(_lead(check, place, language))
        parts.append(f"> “{escape(place.text)}” [{len(citations)}]")
        parts += _remarks(check, language)
    if citations:
        listed = [f"**{phrase(language, 'sources')}**", "", *list_references(citations, language)]
        parts.append("\n".join(listed))
    status: Status = "answered" if citations else "not_found"
    return Answer(status, language, "\n\n".join(parts), engine, tuple(citations), question=question)


def _lead(check: QuoteCheck, place: QuotePlace, language: str) -> str:
    names = said_by(place) or place.authors
    who = enumerate_names([escape(name) for name in names], language) or phrase(language, "check_nobody")
    key = "uncertain" if check.verdict == "verbatim" and check.attribution == "uncertain" else check.verdict
    return phrase(language, f"check_{key}", who=who, claimed=escape(check.claimed or ""))


def _remarks(check: QuoteCheck, language: str) -> list[str]:
    nothing = phrase(language, "check_nothing")
    lines = [
        phrase(language, "check_change", draft=escape(c.draft) or nothing, source=escape(c.source) or nothing)
        for c in check.changes
    ]
    if check.meaning:
        touched = enumerate_names([phrase(language, what) for what in check.meaning], language)
        lines.append(phrase(language, "check_meaning", touched=touched))
    if check.verdict == "nearly" and check.attribution == "wrong":
        lines.append(phrase(language, "check_not_theirs", claimed=escape(check.claimed or "")))
    if "short" in check.notes:
        lines.append(phrase(language, "check_short"))
    return lines
