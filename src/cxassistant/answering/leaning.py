"""What a sentence leans on, and what leans on it: all that a quote must know of each sentence it may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cxassistant.stance import (
    is_disputed_or_ironic,
    opens_adversative,
    opens_concession,
    opens_unresolved,
)
from cxassistant.text import is_fragment, is_question

_PAIRS = (("“", "”"), ("(", ")"), ("«", "»"), ("„", "”"))
# Words that point outside the quote: whoever reads it alone cannot tell at what.
_POINTS = re.compile(
    r"^\W*(?:dit|dat|deze|die|hij|zij|ze|hun|zijn|haar|daar\w*|hier\w*|dergelijke|zulke|"
    r"this|that|these|those|he|she|it|they|their|his|her|such)\b",
    re.IGNORECASE,
)
# What a writer says to a view that was just reported.
_REJOINS = re.compile(
    r"\b(?:probleem|misverstand|onzin|onjuist|niet|nooit|problem|mistake|nonsense|wrong|not|never)\b",
    re.IGNORECASE,
)
_JOINS = {
    "nl": re.compile(r"^\W*(?:maar|want|immers|sterker(?: nog)?|kortom)\b,?\s*(?:ja,?\s+)?", re.IGNORECASE),
    "en": re.compile(r"^\W*(?:but|yet|because|still)\b,?\s*", re.IGNORECASE),
}
# After these, only what opens like a sentence of its own: "En de klant ...", not "Of zelfs ...".
_JOINS_LOOSELY = re.compile(
    r"^\W*(?:en|of|ook|and|or|also)\b\s*(?=(?:de|het|een|ik|wij|we|je|als|wie|the|an?|if|you)\s)",
    re.IGNORECASE,
)
# A concession that is answered in its own sentence: "Daar zit iets in, maar ..."
_TURNS = re.compile(r"[,;:–—-]\s*(?:maar|toch|echter|but|yet|however)\b", re.IGNORECASE)


def joins_only(text: str, language: str, loosely: bool = False) -> bool:
    """Whether a sentence only opens with a joining word, and what follows stands by itself."""
    pattern = _JOINS_LOOSELY if loosely else _JOINS.get(language)
    match = pattern.match(text) if pattern else None
    return match is not None and not opens_unresolved(text[match.end() :], language)


@dataclass(frozen=True, slots=True)
class Leaning:
    """One sentence by itself. ``left_open`` counts the quotation marks and brackets that it does not close."""

    unresolved: bool  # opens with a word that points before it
    points: bool  # the same, more loosely: also where nothing stands before it
    joins: bool  # only opens with a joining word, and stands by itself after it
    joins_loosely: bool
    fragment: bool
    question: bool
    adversative: bool
    concedes: bool  # without an answer to the concession in itself
    disputed: bool  # a view that its writer disputes or mocks
    rejoins: bool  # could be the writer's word to such a view
    ends_open: bool  # on a colon or a comma
    ends_on_colon: bool
    left_open: tuple[int, ...]


def leaning_of(text: str, language: str) -> Leaning:
    """What can be told of a sentence from its own words."""
    ending = text.rstrip()
    adversative = opens_adversative(text, language)
    question = is_question(text)
    disputed = is_disputed_or_ironic(text, language)
    return Leaning(
        unresolved=opens_unresolved(text, language),
        points=_POINTS.match(text) is not None,
        joins=not question and joins_only(text, language),
        joins_loosely=not question and joins_only(text, language, loosely=True),
        fragment=is_fragment(text, language),
        question=question,
        adversative=adversative,
        concedes=opens_concession(text, language) and not _TURNS.search(text),
        disputed=disputed,
        rejoins=not disputed and not question and (_REJOINS.search(text) is not None or adversative),
        ends_open=ending.endswith((":", ",")),
        ends_on_colon=ending.endswith(":"),
        left_open=tuple(text.count(a) - text.count(b) for a, b in _PAIRS),
    )
