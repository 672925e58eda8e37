"""Reads a question: its language, what it is about, whom it names, and what kind of answer it expects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from cxassistant.answering.intents import Intent, any_of, detect_intent
from cxassistant.answering.people import Asked, all_authors_compared, read_people
from cxassistant.answering.roster import Roster
from cxassistant.answering.who import Words, newest_first, wants_newest, words_asked, writers_topic
from cxassistant.errors import QuestionError
from cxassistant.keywords import has_content
from cxassistant.language import detect_language
from cxassistant.text import normalize_space

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
    people: tuple[str, ...]  # persons of the corpus that it asks of: authors, or others who are quoted
    strangers: tuple[str, ...]  # names of nobody in the corpus whose words it asks for
    expects: Expected | None
    wrote: str | None = None  # what it asks the author of
    words: Words | None = None  # of which it asks who said them
    own: bool = False  # only the own words of ``people`` answer
    reported: bool = False  # of ``strangers``, what an author says that they hold answers as well
    bare: bool = False  # ... on no topic in particular
    compared: bool = False  # ... side by side
    namesakes: tuple[str, ...] = ()  # several of ``people`` who go by the name that was typed
    which: tuple[str, ...] = ()  # persons who share the first name that was typed: one has to be chosen
    mistyped: tuple[tuple[str, str], ...] = ()  # a name as typed, and whom it was taken for
    newest: bool = False  # what is newer comes first
    recent: bool = False  # the newest is asked for: it may be chosen before what answers a little better
    without: tuple[str, ...] = ()  # persons whose words were shown already


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


def read_question(text: str, roster: Roster, language: str | None = None) -> Question:
    """Understand a (checked) question. ``language`` sets the answer's language, else the question's own."""
    asked = read_people(text, roster)
    said = asked.plain if re.search(r"\w", asked.plain) else text
    spoken = detect_language(said, default="nl" if language is None else language)
    answer = language or (spoken if spoken in ("nl", "en") else "en")
    intent = detect_intent(text)
    words, writers = words_asked(text), writers_topic(text) or all_authors_compared(text)
    if intent == "ask" and words is not None and not (writers and not words.certain):
        intent = "said"
    elif intent in ("ask", "authors") and writers and not asked.people:
        intent = "writers"
    if intent in ("said", "writers"):
        asked = Asked()
    topic = writers if intent == "writers" else words.text if intent == "said" and words else None
    which = asked.namesakes if asked.first_name else ()
    return Question(
        text=text,
        language=answer,
        spoken=spoken,
        topic=topic or _topic(text, asked),
        intent=intent,
        people=asked.people,
        strangers=asked.strangers,
        expects=_expected(text),
        wrote=wrote["title"] if (wrote := _WROTE.match(text)) else None,
        words=words if intent == "said" else None,
        own=asked.own,
        reported=asked.reported,
        bare=asked.own and not has_content(asked.topic or ""),
        compared=asked.compared,
        namesakes=() if which else asked.namesakes,
        which=which,
        mistyped=asked.mistyped,
        newest=newest_first(text),
        recent=wants_newest(text),
    )


def _expected(text: str) -> Expected | None:
    return next((k for k, p in _EXPECTS.items() if re.search(p, text, re.IGNORECASE)), None)


def _topic(text: str, asked: Asked) -> str:
    """The question without whom it asks: a name matches everything that this author signed."""
    if asked.topic is None:
        return text
    said_apart = asked.own and re.search(r"\w", asked.topic)
    return asked.topic if said_apart or len(asked.topic.split()) >= 2 else text
