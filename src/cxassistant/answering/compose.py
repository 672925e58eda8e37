"""Writes the answer: who says what, where and when, the quotes, and the list of sources. Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cxassistant.answering.phrases import LANGUAGE_NAMES, enumerate_names, phrase, spell_date
from cxassistant.models import Citation, Hit, Source

_SPECIAL = re.compile(r"([\\`*_\[\]|~]|^[#>+-](?=\s))")


def escape(text: str) -> str:
    """Text of a source as Markdown that shows it literally: nothing in it becomes markup, link or HTML."""
    shown = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return re.sub(r"&(?=#?\w+;)", "&amp;", shown).replace("<", "&lt;").replace(">", "&gt;")


def compose_answer(
    citations: Sequence[Citation],
    language: str,
    source_languages: Iterable[str],
    numbers: bool = False,
    silent: Sequence[str] = (),
) -> str:
    """The whole text of an answer. Citations of one source stand together, in the order given.

    ``numbers`` says that figures were asked for; ``silent`` names authors asked for who say nothing.
    """
    parts: list[str] = []
    seen: list[Citation] = []
    for citation, following in zip(citations, [*citations[1:], None], strict=True):
        again = [c for c in seen if c.source == citation.source]
        # The second quote of a piece says that it is from the same piece; a third one need not repeat it.
        if len(again) < 2 or again[-1].voice != citation.voice:
            parts.append(_lead(citation, language, bool(again), bool(seen), numbers))
        parts.append(f"> “{escape(citation.quote)}” [{citation.number}]")
        told = following and (following.source, following.origin) == (citation.source, citation.origin)
        if citation.origin and citation.origin not in citation.quote and not told:
            parts.append(phrase(language, "origin", origin=escape(citation.origin)))
        seen.append(citation)
    if silent:
        key = "not_found_author" if len(silent) == 1 else "not_found_authors"
        parts.append(phrase(language, key, who=_names(silent, language)))
    parts += _closing(citations, language, source_languages)
    return "\n\n".join(parts)


def compose_summary(source: Source, citations: Sequence[Citation], language: str) -> str:
    """The key sentences of one source."""
    where = _where(source.title, source.date, language)
    if source.authors:
        lead = phrase(language, "summary", where=where, who=_names(source.authors, language))
    else:
        lead = phrase(language, "summary_unknown", where=where)
    quotes = [f"> “{escape(c.quote)}” [{c.number}]" for c in citations]
    return "\n\n".join([lead, *quotes, *_closing(citations, language, [source.language])])


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
        item = phrase(language, "item", who=who, title=escape(hit.title))
        if item not in items:
            items.append(item)
    if not items:
        return lead
    key = "related_others" if others else "related"
    return f"{lead}\n\n{phrase(language, key, items='; '.join(items[:3]))}"


def _lead(c: Citation, language: str, again: bool, later: bool, numbers: bool) -> str:
    where, who = _where(c.title, c.date, language), _names(c.authors, language)
    speaker = escape(c.speaker or "")
    many = len(c.authors) > 1
    if again:
        key = {"author": "more"}.get(c.voice, f"more_{c.voice}")
    elif c.voice == "editorial":
        key = "editorial"
    elif not c.authors:
        key = "unknown_quoted" if c.voice == "quoted" else "unknown"
    elif c.voice == "quoted":
        key = "authors_quoted" if many else "quoted"
    elif c.voice == "uncertain":
        key = "uncertain"
    elif later:
        key = "also"
    elif many:
        key = "authors"
    else:
        key = "author_number" if numbers and re.search(r"\d", c.quote) else "author"
    return phrase(language, key, who=who, where=where, speaker=speaker)


def _closing(citations: Sequence[Citation], language: str, source_languages: Iterable[str]) -> list[str]:
    foreign = sorted(set(source_languages) - {language})
    names = [LANGUAGE_NAMES[language].get(code, code) for code in foreign]
    note = phrase(language, "other_language", languages=", ".join(names))
    lines = [f"**{phrase(language, 'sources')}**", "", *_references(citations, language)]
    return ([f"*{note}*"] if foreign else []) + ["\n".join(lines)]


def _references(citations: Sequence[Citation], language: str) -> list[str]:
    grouped: dict[str, list[int]] = {}
    for c in citations:
        line = _reference(_by(c, language), c.title, c.publisher, c.date, language)
        grouped.setdefault(line, []).append(c.number)
    return [f"- {' '.join(f'[{n}]' for n in numbers)} {line}" for line, numbers in grouped.items()]


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
    when = spell_date(date, language)
    return f"*{escape(title)}* ({when})" if when else f"*{escape(title)}*"


def _names(authors: Sequence[str], language: str) -> str:
    return enumerate_names([escape(a) for a in authors], language)
