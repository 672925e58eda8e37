"""Writes the answer: who says what, where and when, the quotes, and the list of sources. Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxassistant.answering.phrases import LANGUAGE_NAMES, enumerate_names, phrase, spell_date
from cxassistant.answering.question import Question
from cxassistant.models import Citation, Hit, Source
from cxassistant.places import is_page
from cxassistant.text import DIRECTION_MARKS, TAG_LETTERS

_SPECIAL = re.compile(r"([\\`*_\[\]|~]|^[#>+-](?=\s))")
_HIDDEN = dict.fromkeys(DIRECTION_MARKS | TAG_LETTERS)


def escape(text: str) -> str:
    """Text of a source as Markdown that shows it literally: nothing in it becomes markup, link or HTML."""
    shown = _SPECIAL.sub(r"\\\1", " ".join(text.translate(_HIDDEN).split()))
    return re.sub(r"&(?=#?\w+;)", "&amp;", shown).replace("<", "&lt;").replace(">", "&gt;")


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer tells beside its quotes."""

    people: tuple[str, ...] = ()  # of whom was asked
    under: tuple[str, ...] = ()  # the person that each quote stands under, where several stand side by side
    silent: tuple[str, ...] = ()  # persons of the corpus who say nothing about it
    unknown: tuple[str, ...] = ()  # a line for each name of nobody in the corpus
    compared: bool = False
    listed: bool = False  # a list of who writes about it
    said: bool = False  # who said some words
    nearly: bool = False  # ... which stand there in slightly other words
    old: tuple[str | None, bool] = (None, False)  # the date of the newest source if old; some have none


def compose_answer(
    citations: Sequence[Citation], question: Question, source_languages: Iterable[str], told: Told
) -> str:
    """The whole text of an answer. Citations of one source stand together, in the order given."""
    language = question.language
    parts = _opening(citations, question, told)
    seen: list[Citation] = []
    for number, citation in enumerate(citations):
        following = citations[number + 1] if number + 1 < len(citations) else None
        under = told.under[number] if told.under else None
        if under and not told.listed and (not number or told.under[number - 1] != under):
            parts.append(f"**{escape(under)}**")
        again = [c for c in seen if c.source == citation.source]
        if _needs_lead(citation, again, number, told):
            parts.append(_lead(citation, question, told, bool(again), number))
        parts.append(f"> “{escape(citation.quote)}” [{citation.number}]")
        same = following and (following.source, following.origin) == (citation.source, citation.origin)
        if citation.origin and citation.origin not in citation.quote and not same:
            parts.append(phrase(language, "origin", origin=escape(citation.origin)))
        seen.append(citation)
    parts += _remarks(told, language)
    parts += closing(citations, language, source_languages)
    return "\n\n".join(parts)


def _opening(citations: Sequence[Citation], question: Question, told: Told) -> list[str]:
    """What the reader must know before the quotes: how a name was read, and who writes."""
    language = question.language
    lines = []
    shown = {*told.people, *told.under}
    for typed, person in question.mistyped:
        if person in shown:
            lines.append(phrase(language, "mistyped", typed=escape(typed), who=escape(person)))
    if question.namesakes:
        lines.append(phrase(language, "namesakes", who=_names(question.namesakes, language)))
    if told.listed:
        names = list(dict.fromkeys(f"**{escape(a)}**" for c in citations for a in c.authors))
        key = "writers" if len(names) > 1 else "one_writer"
        lines.append(phrase(language, key, who=enumerate_names(names, language)))
    if told.said and told.nearly:
        lines.append(phrase(language, "nearly"))
    return lines


def _needs_lead(citation: Citation, again: Sequence[Citation], number: int, told: Told) -> bool:
    """The second quote of a piece says that it is from the same piece; a third one need not repeat it."""
    if told.under and (not number or told.under[number - 1] != told.under[number]):
        return True
    return len(again) < 2 or (again[-1].voice, again[-1].speaker) != (citation.voice, citation.speaker)


def _remarks(told: Told, language: str) -> list[str]:
    """Who is silent, who is not in the corpus, what is not concluded, and how old it all is."""
    parts = []
    if told.silent:
        key = "not_found_author" if len(told.silent) == 1 else "not_found_authors"
        parts.append(phrase(language, key, who=_names(told.silent, language)))
    parts += told.unknown
    if told.compared and len(set(told.under)) > 1:
        parts.append(phrase(language, "compared"))
    date, undated = told.old
    if date is not None:
        key = "old_dated" if undated else "old"
        parts.append(phrase(language, key, year=date[:4]))
    return parts


def compose_summary(source: Source, citations: Sequence[Citation], language: str) -> str:
    """The key sentences of one source."""
    where = _where(source.title, source.date, language)
    if source.authors:
        lead = phrase(language, "summary", where=where, who=_names(source.authors, language))
    else:
        lead = phrase(language, "summary_unknown", where=where)
    quotes = [f"> “{escape(c.quote)}” [{c.number}]" for c in citations]
    return "\n\n".join([lead, *quotes, *closing(citations, language, [source.language])])


def compose_list(key: str, items: Sequence[str], language: str) -> str:
    """A heading phrase and a list."""
    return "\n".join([phrase(language, key), "", *(f"- {item}" for item in items)])


def describe_source(source: Source, language: str) -> str:
    """One line: author, title, publisher and date."""
    who = _names(source.authors, language) or phrase(language, "unknown_author")
    return _reference(who, source.title, source.publisher, source.date, language)


def compose_not_found(lead: str, related: Sequence[Hit], language: str, others: bool) -> str:
    """A refusal, with what lies nearest named as exactly that."""
    items: list[str] = []
    for hit in related:
        who = _names(hit.authors, language) or phrase(language, "unknown_author")
        item = phrase(language, "item", who=who, where=_where(hit.title, hit.date, language))
        if item not in items:
            items.append(item)
    if not items:
        return lead
    key = "related_others" if others else "related"
    return f"{lead}\n\n{phrase(language, key, items='; '.join(items[:3]))}"


def _lead(c: Citation, question: Question, told: Told, again: bool, number: int) -> str:
    language = question.language
    where, who = _where(c.title, c.date, language), _names(c.authors, language)
    key = _said_key(c) if told.said else _lead_key(c, told, again, number > 0)
    if key == "author" and question.expects == "number" and re.search(r"\d", c.quote):
        key = "author_number"
    return phrase(language, key, who=who, where=where, speaker=escape(c.speaker or ""))


def _lead_key(c: Citation, told: Told, again: bool, later: bool) -> str:
    asked = c.voice == "quoted" and c.speaker in (*told.people, *told.under)
    if told.under and c.voice == "author":
        return "listed" if told.listed else ("more" if again else "beside")
    if again:
        return {"author": "more"}.get(c.voice, f"more_{c.voice}")
    if c.voice == "editorial":
        return "editorial"
    if not c.authors:
        return "unknown_quoted" if c.voice == "quoted" else "unknown"
    if c.voice == "quoted":
        return "quoted_asked" if asked else ("authors_quoted" if len(c.authors) > 1 else "quoted")
    if c.voice == "uncertain":
        return "uncertain"
    if later:
        return "also"
    return "authors" if len(c.authors) > 1 else "author"


def _said_key(c: Citation) -> str:
    """Who said the words, and who cites them."""
    if c.voice == "editorial":
        return "editorial"
    if c.voice == "uncertain":
        return "said_uncertain" if c.authors else "said_unknown_uncertain"
    if not c.authors:
        return "unknown_quoted" if c.voice == "quoted" else "unknown"
    if c.voice == "quoted":
        return "said_quoted"
    return "said_authors" if len(c.authors) > 1 else "said_author"


def lead_in(citation: Citation, question: Question, before: Sequence[Citation] = ()) -> str:
    """The line before a quote: who says it, where and when; shorter for a source that was cited ``before``."""
    again = any(c.source == citation.source for c in before)
    return _lead(citation, question, Told(people=question.people), again, len(before))


def closing(citations: Sequence[Citation], language: str, source_languages: Iterable[str]) -> list[str]:
    """The last parts of an answer: the languages of its quotes, and the list of sources."""
    foreign = sorted(set(source_languages) - {language})
    names = [LANGUAGE_NAMES[language].get(code, code) for code in foreign]
    note = phrase(language, "other_language", languages=", ".join(names))
    lines = [f"**{phrase(language, 'sources')}**", "", *list_references(citations, language)]
    return ([f"*{note}*"] if foreign else []) + ["\n".join(lines)]


def list_references(citations: Sequence[Citation], language: str) -> list[str]:
    """A line for each source that is cited, with the numbers of its citations."""
    grouped: dict[str, list[Citation]] = {}
    for c in citations:
        line = _reference(_by(c, language), c.title, c.publisher, c.date, language)
        grouped.setdefault(line, []).append(c)
    return [
        f"- {' '.join(f'[{c.number}]' for c in cited)} {line}{_pages(cited)}"
        for line, cited in grouped.items()
    ]


def _pages(cited: Sequence[Citation]) -> str:
    """ ", p. 3, p. 7" where the document has pages; a heading would repeat what the quote is about."""
    pages = dict.fromkeys(c.locator for c in cited if is_page(c.locator))
    return "".join(f", {page}" for page in pages)


def _by(c: Citation, language: str) -> str:
    who = _names(c.authors, language) or phrase(language, "unknown_author")
    if c.voice == "quoted":
        return phrase(language, "by_quoted", speaker=escape(c.speaker or ""), who=who)
    if c.voice == "uncertain":
        return phrase(language, "by_uncertain", who=who)
    if c.voice == "editorial":
        return f"{phrase(language, 'editorial_note')} ({who})"
    return who


def _reference(who: str, title: str, publisher: str | None, date: str | None, language: str) -> str:
    when = spell_date(date, language) or phrase(language, "undated")
    middle = f", {escape(publisher)}" if publisher else ""
    return f"{who}, *{escape(title)}*{middle}, {when}"


def _where(title: str, date: str | None, language: str) -> str:
    when = spell_date(date, language) or phrase(language, "undated")
    return f"*{escape(title)}* ({when})"


def _names(authors: Sequence[str], language: str) -> str:
    return enumerate_names([escape(a) for a in authors], language)
