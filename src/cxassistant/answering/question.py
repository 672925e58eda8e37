"""Reads a question: its language, what it is about, whom it names, and what kind of answer it expects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cxassistant.answering.intents import Intent, any_of, detect_intent
from cxassistant.answering.people import asked_of, named_authors
from cxassistant.errors import QuestionError
from cxassistant.language import detect_language
from cxassistant.text import fold, normalize_space

Expected = Literal["number", "date", "person", "place"]

_EXPECTS: dict[Expected, str] = {
    "number": any_of(
        r"\bhoe\s?veel\b|\bhoe (?:vaak|lang|groot|oud|hoog|duur)\b|\bwat kost\w*\b",
        r"\bwelk (?:percentage|deel|aantal|bedrag)\b",
        r"\bhow (?:many|much|often|long|large|big|old|high|expensive)\b",
        r"\b(?:what|which) (?:percentage|percent|share|number|proportion|amount|price)\b",
    ),
    "date": any_of(
        # "Wanneer" and "when" alone mostly ask for a condition ("When does a customer come back?").
        r"\bwanneer (?:was|werd|verscheen|begon|schreef|kwam|opende|startte)\b|\bsinds wanneer\b",
        r"\b(?:welk jaar|welke (?:maand|datum))\b",
        r"\bwhen (?:was|were|did)\b|\b(?:what|which) (?:year|date|month|day)\b",
    ),
    "person": any_of(
        r"^\W*(?:en |and )?(?:door |van |met |bij |by |with )?(?:wie|whom?|whose)\b",
        r"\bhoe heet\b|\bwhat is the name of\b",
        r"\b(?:welke|which|what) (?:persoon|auteur|schrijver|directeur|oprichter)\b",
        r"\b(?:which|what) (?:person|author|writer|director|founder|ceo)\b",
    ),
    "place": any_of(
        r"\bwaar (?:is|was|werd|vond|staat|ligt|woont|werkt)\b",
        r"\b(?:in )?welke? (?:stad|plaats|land|gemeente)\b",
        r"^\W*where\b|\b(?:what|which) (?:city|town|country|place)\b",
    ),
}
# "Wat zegt NAME over", "volgens NAME": what is left is what the question is about.
_SAYS = re.compile(
    r"^\W*(?:en |and )?(?:wat|hoe|what|how)\s+(?:zegt|zei|schrijft|schreef|vindt|denkt|kijkt|does|did|do)\s+"
    r"(?P<who>.{2,40}?)\s+(?:(?:say|write|think|feel|look|argue|mean|claim)s?\s+)?(?:er\s+)?"
    r"(?:over|van|naar|about|on|of|at|regarding)\s+(?P<topic>.+)$",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"[,\s]*\b(?:volgens|according to|aldus)\s+(?P<who>[^,?]{2,40}?)(?=[,?]|\s(?:\w+)|$)", re.IGNORECASE
)
# "Wie schrijft er over", "which authors write about": the same, with nobody named.
_WRITES = re.compile(
    r"^\W*(?:wie|who|welke (?:auteurs?|schrijvers?)|(?:which|what) (?:authors?|writers?))\s+"
    r"(?:schrij\w+|schre\w+|zegt|zeggen|writes?|wrote|says?|talks?)\s+(?:er\s+)?(?:iets\s+)?"
    r"(?:over|about|on)\s+(?P<topic>.+)$",
    re.IGNORECASE,
)
# "Wie schreef TITLE?": asks for the byline, not for words.
_WROTE = re.compile(
    r"^\W*(?:wie|who)\s+(?:schreef|wrote|is (?:de )?(?:auteur|schrijver) van|is the (?:author|writer) of)\s+"
    r"(?!(?:over|about|on)\b)(?P<title>.+?)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked and as understood."""

    text: str
    language: str  # of the answer: "nl" or "en"
    spoken: str  # the language that the question itself is in
    topic: str  # what to look up
    intent: Intent
    authors: tuple[str, ...]  # authors of the corpus that it names
    stranger: str | None  # somebody else whose words it asks for
    expects: Expected | None
    wrote: str | None = None  # what it asks the author of


def check_question(text: object, limit: int) -> str:
    """The question with its white space in order. Raises QuestionError when empty or too long."""
    if not isinstance(text, str):
        raise QuestionError("A question must be text.")
    # Control and invisible characters carry no meaning, and could hide some.
    cleaned = normalize_space("".join(c if c.isprintable() or c.isspace() else " " for c in text))
    if not re.search(r"\w", cleaned):
        raise QuestionError("The question is empty. Type a question in words.")
    if len(cleaned) > limit:
        raise QuestionError(
            f"The question has {len(cleaned):,} characters; at most {limit:,} are read. Ask it more briefly."
        )
    return cleaned


def read_question(text: str, authors: Sequence[str], language: str | None = None) -> Question:
    """Understand a (checked) question. ``language`` sets the answer's language, else the question's own."""
    spoken = detect_language(text, default="nl" if language is None else language)
    answer = language or (spoken if spoken in ("nl", "en") else "en")
    named = named_authors(text, authors)
    stranger = None if named else asked_of(text, authors)
    return Question(
        text=text,
        language=answer,
        spoken=spoken,
        topic=_topic(text, named or ((stranger,) if stranger else ())),
        intent=detect_intent(text),
        authors=named,
        stranger=stranger,
        expects=next((k for k, p in _EXPECTS.items() if re.search(p, text, re.IGNORECASE)), None),
        wrote=wrote["title"] if (wrote := _WROTE.match(text)) else None,
    )


def _topic(text: str, named: Sequence[str]) -> str:
    """The question without whom it asks: a name matches everything that this author signed."""
    written = _WRITES.match(text)
    if written:
        return written["topic"]
    if not named:
        return text
    said = _SAYS.match(text)
    if said and any(fold(part) in fold(said["who"]) for name in named for part in name.split()):
        return said["topic"]
    topic = text
    for name in named:
        forms = sorted({name, *name.split()}, key=len, reverse=True)
        for form in forms:
            if len(form) > 2:
                topic = re.sub(
                    rf"\s*\b(?:volgens|according to|van|by|door)?\s*\b{re.escape(form)}(?:['’]?s)?\b",
                    " ",
                    topic,
                )
    topic = normalize_space(topic).strip(" ,")
    return topic if len(topic.split()) >= 2 else text
