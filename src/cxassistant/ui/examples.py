"""Example questions that the corpus at hand can answer: candidates are asked first, and only those that are
answered with a citation are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxassistant.errors import CxAssistantError
from cxassistant.models import Source
from cxassistant.text import fold

if TYPE_CHECKING:
    from cxassistant.assistant import Assistant

PER_LANGUAGE = 3
_LONGEST = 90  # characters of a question on a button
_TRIED = 24  # candidates asked per language: at under 0.1 s each the page never waits for them

# Questions that professionals in this field ask anywhere; nothing here knows what a corpus says.
_GENERAL = {
    "nl": (
        "Waarom mislukken veel CX-programma’s?",
        "Welke rol spelen emoties in klantbeleving?",
        "Hoe meet je klantbeleving?",
        "Wat is de rol van medewerkers in klantbeleving?",
        "Wat maakt klanten loyaal?",
        "Welke rol speelt leiderschap bij klantgericht werken?",
        "Hoe maak je het klanten makkelijk?",
    ),
    "en": (
        "Which channels should you offer your customers?",
        "How do you make a company customer-centric?",
        "Why do CX programmes fail?",
        "What makes customers loyal?",
        "What role do employees play in customer experience?",
        "How do you measure customer experience?",
        "What role do emotions play in customer experience?",
    ),
}
_BY_AUTHOR = {
    "nl": "Wat zegt {author} over klantbeleving?",
    "en": "What does {author} say about customer experience?",
}
_SUMMARY = {"nl": "Vat ‘{title}’ samen", "en": "Summarise ‘{title}’"}


@dataclass(frozen=True, slots=True)
class Example:
    """A question and its language, "nl" or "en"."""

    language: str
    question: str


def choose_examples(assistant: Assistant) -> tuple[Example, ...]:
    """Up to three questions per language, each answered, together about as many sources as can be."""
    used: set[str] = set()
    chosen: list[Example] = []
    for language in ("nl", "en"):
        chosen += _choose(assistant, language, used)
    return tuple(chosen)


def _choose(assistant: Assistant, language: str, used: set[str]) -> list[Example]:
    fresh: list[Example] = []
    spare: list[Example] = []
    for question in list(_candidates(assistant.sources(), language))[:_TRIED]:
        source = _answered_from(assistant, question)
        if source is None:
            continue
        example = Example(language, question)
        if source in used:
            spare.append(example)
        else:
            used.add(source)
            fresh.append(example)
        if len(fresh) == PER_LANGUAGE:
            break
    return [*fresh, *spare][:PER_LANGUAGE]


def _candidates(sources: list[Source], language: str) -> Iterator[str]:
    yield from _GENERAL[language]
    for source in sources:
        yield from _own_questions(source, language)
    order = sources if language == "nl" else sources[::-1]  # not the same authors in both languages
    for source in order:
        for author in source.authors[:1]:
            yield _BY_AUTHOR[language].format(author=author)
        if len(source.title) < _LONGEST - 20:
            yield _SUMMARY[language].format(title=source.title)


def _own_questions(source: Source, language: str) -> Iterator[str]:
    """Headings of the source that are questions."""
    if source.language != language:
        return
    for block in source.blocks:
        text = " ".join(source.text[block.start : block.end].split())
        if block.kind == "heading" and text.endswith("?") and 20 <= len(text) <= _LONGEST:
            yield text


def _answered_from(assistant: Assistant, question: str) -> str | None:
    """The source first cited in the answer; None if it is not answered, or only by the question itself."""
    try:
        answer = assistant.ask(question)
    except CxAssistantError:
        return None
    if answer.status != "answered" or not answer.citations:
        return None
    first = answer.citations[0]
    return None if fold(question) in fold(first.quote) else first.source
