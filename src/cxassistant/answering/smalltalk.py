"""Greetings, thanks, what the assistant can do, and what the corpus holds: answers that claim nothing."""

from __future__ import annotations

from collections.abc import Mapping, Set

from cxassistant.answering.compose import compose_list, describe_source, escape
from cxassistant.answering.phrases import enumerate_names, phrase
from cxassistant.answering.ports import Library
from cxassistant.answering.question import Question
from cxassistant.keywords import content_words
from cxassistant.models import Answer, Source
from cxassistant.text import fold

_NAMED = 5  # authors that a greeting names before it says "and others"
_LISTED = 100


def reply(question: Question, sources: Mapping[str, Source], engine: str) -> Answer:
    """The answer to a question that needs no looking up; status "info"."""
    language = question.language
    if question.intent == "authors":
        text = compose_list("authors_list", _author_lines(sources, language), language)
    elif question.intent == "sources":
        text = compose_list("sources_list", _source_lines(sources, language), language)
    else:
        text = phrase(
            language, question.intent, count=_count(len(sources), language), who=_authors(sources, language)
        )
    return Answer("info", language, text, engine, question=question.text, timings={})


def ask_which(question: Question, sources: Mapping[str, Source], engine: str) -> Answer:
    """When it is not clear which article is to be summarised."""
    text = compose_list("summary_which", _source_lines(sources, question.language), question.language)
    return Answer("info", question.language, text, engine, question=question.text, timings={})


def ask_whom(question: Question, engine: str) -> Answer:
    """When several persons share the first name that a question names."""
    text = compose_list("which_person", [escape(name) for name in question.which], question.language)
    return Answer("info", question.language, text, engine, question=question.text, timings={})


def ask_on_what(question: Question, engine: str) -> Answer:
    """When several persons are asked for and no topic."""
    who = enumerate_names([escape(name) for name in question.people], question.language)
    text = phrase(question.language, "on_what", who=who)
    return Answer("info", question.language, text, engine, question=question.text, timings={})


def source_meant(question: Question, library: Library, scope: Set[str] | None) -> str | None:
    """The one source that a question means, by its author or by words of its title; None if unclear."""
    paths = [p for p in library.sources if scope is None or p in scope]
    if len(paths) == 1:
        return paths[0]
    asked = {word for word, _, _ in content_words(question.text)}

    def overlap(path: str) -> float:
        title = {word for word, _, _ in content_words(library.sources[path].title)}
        return len(title & asked) / max(1, len(title))

    best = sorted(paths, key=overlap, reverse=True)[:2]
    if best and overlap(best[0]) >= 0.5 and (len(best) == 1 or overlap(best[0]) > overlap(best[1])):
        return best[0]
    if question.people and paths:  # several by this author: the newest one is meant
        return max(paths, key=lambda p: library.sources[p].date or "")
    quoted = [p for p in paths if fold(library.sources[p].title) in fold(question.text)]
    return quoted[0] if len(quoted) == 1 else None


def _author_lines(sources: Mapping[str, Source], language: str) -> list[str]:
    held: dict[str, list[Source]] = {}
    for source in sources.values():
        for author in source.authors or (phrase(language, "unknown_author"),):
            held.setdefault(author, []).append(source)
    return [
        f"**{escape(author)}**: {'; '.join(f'*{escape(s.title)}*' for s in works[:5])}"
        for author, works in sorted(held.items())[:_LISTED]
    ]


def _source_lines(sources: Mapping[str, Source], language: str) -> list[str]:
    return [describe_source(source, language) for source in list(sources.values())[:_LISTED]]


def _count(number: int, language: str) -> str:
    return phrase(language, "one_document") if number == 1 else phrase(language, "documents", n=str(number))


def _authors(sources: Mapping[str, Source], language: str) -> str:
    names = list(dict.fromkeys(escape(a) for s in sources.values() for a in s.authors))
    if not names:
        return phrase(language, "unknown_author")
    shown = names[:_NAMED] + ([phrase(language, "others")] if len(names) > _NAMED else [])
    return enumerate_names(shown, language)


def written_by(question: Question, sources: Mapping[str, Source], engine: str) -> Answer | None:
    """Who wrote an article that the question names by its title; None when it names none of the corpus."""
    if question.wrote is None:
        return None
    asked = {word for word, _, _ in content_words(question.wrote)}
    found = [s for s in sources.values() if {w for w, _, _ in content_words(s.title)} <= asked]
    if not found:
        return None
    lines = [describe_source(source, question.language) for source in found]
    text = compose_list("written", lines, question.language)
    return Answer("info", question.language, text, engine, question=question.text, timings={})
