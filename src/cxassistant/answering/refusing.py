"""The line that says why there is no answer: nobody's, not this person's, or a person who is not there."""

from __future__ import annotations

from collections.abc import Mapping

from cxassistant.answering.compose import escape
from cxassistant.answering.phrases import enumerate_names, phrase
from cxassistant.answering.question import Question
from cxassistant.models import Source


def refusal_of(question: Question, sources: Mapping[str, Source]) -> tuple[str, bool]:
    """The line, and whether what lies nearest is by others than the question asks of."""
    language = question.language
    lines: list[str] = []
    if question.people:
        authors = {author for source in sources.values() for author in source.authors}
        who = enumerate_names([escape(person) for person in question.people], language)
        if len(question.people) > 1:
            key = "not_found_authors"
        else:
            key = "not_found_author" if question.people[0] in authors else "not_found_speaker"
        lines.append(phrase(language, key, who=who))
    lines += [unknown_line(name, sources, language) for name in question.strangers]
    if question.words is not None:
        lines.append(phrase(language, "words_not_found"))
    if question.intent == "writers":
        lines.append(phrase(language, "no_other_writers" if question.without else "no_writers"))
    if not lines:
        return phrase(language, "not_found"), False
    return " ".join(lines), bool(question.people or question.strangers)


def unknown_line(name: str, sources: Mapping[str, Source], language: str) -> str:
    """That somebody neither writes nor is quoted in the corpus; and whether they are named in it at all."""
    named = any(name.casefold() in source.text.casefold() for source in sources.values())
    return phrase(language, "only_mentioned" if named else "unknown_person", who=escape(name))
