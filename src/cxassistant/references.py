"""References to paste into a report: short text, Markdown, APA, BibTeX and CSL-JSON.

What a source does not tell is left out, never made up.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from cxassistant.answering.compose import escape
from cxassistant.answering.phrases import MONTHS, enumerate_names, phrase, spell_date
from cxassistant.bibtex import entry_key, to_bibtex
from cxassistant.errors import ConfigError
from cxassistant.models import Citation, Source
from cxassistant.person_names import PersonName, parse_name
from cxassistant.places import is_page

STYLES = ("text", "markdown", "apa", "apa-in-text", "bibtex", "csl-json")
_AND = {"nl": " & ", "en": ", & "}  # before the last author of an APA reference
_NO_DATE = {"nl": "z.d.", "en": "n.d."}
_CITED_IN = {"nl": "geciteerd in", "en": "as cited in"}
_MOST_AUTHORS = 20  # of an APA reference; of more, the first 19 and the last


@dataclass(frozen=True, slots=True)
class _Work:
    """What a reference is made of, from a source or a citation."""

    path: str
    authors: tuple[str, ...]
    title: str
    publisher: str | None
    date: str | None
    url: str | None
    language: str | None = None
    speaker: str | None = None
    locator: str | None = None
    voice: str = "author"

    @property
    def page(self) -> str | None:
        """The page, where the locator is one: a heading is no part of a reference."""
        return self.locator if is_page(self.locator) else None

    @property
    def year(self) -> str | None:
        """The year of the date."""
        return self.date[:4] if self.date else None


def cite(item: Citation | Source, style: str = "text", language: str = "nl") -> str:
    """One reference, in one of ``STYLES``; ``language`` ("nl" or "en") is that of the words around the data.

    "apa-in-text" is what stands in the text itself: "(Smit, 2019, p. 3)". Raises ConfigError for another style.
    """
    return bibliography([item], style, language)


def bibliography(items: Sequence[Citation | Source], style: str = "text", language: str = "nl") -> str:
    """References to all items, each once: a line for each in the text styles, entries in BibTeX, a list in CSL-JSON.

    "text", "markdown" and "apa-in-text" keep the order given; the others are in the order of a list of literature.
    """
    if style not in STYLES:
        raise ConfigError(f"A reference has one of the styles {', '.join(STYLES)}, not '{style}'.")
    if language not in _AND:
        raise ConfigError(f"The language of a reference is 'nl' or 'en', not '{language}'.")
    works = [_work(item) for item in items]
    if style in ("text", "markdown", "apa-in-text"):
        write = {"text": _text, "markdown": _markdown, "apa-in-text": _in_text}[style]
        return "\n".join(dict.fromkeys(write(work, language) for work in works))
    distinct = sorted(
        {work.path: work for work in reversed(works)}.values(), key=lambda w: _order(w, language)
    )
    if style == "apa":
        return "\n".join(_apa(work, language) for work in distinct)
    keys = _keys(distinct)
    if style == "bibtex":
        return "\n".join(
            to_bibtex(keys[w.path], _fields(w), [parse_name(a) for a in w.authors]) for w in distinct
        )
    return json.dumps([_csl(w, keys[w.path]) for w in distinct], ensure_ascii=False, indent=2)


def _work(item: Citation | Source) -> _Work:
    if isinstance(item, Source):
        return _Work(item.path, item.authors, item.title, item.publisher, item.date, item.url, item.language)
    return _Work(
        item.source,
        item.authors,
        item.title,
        item.publisher,
        item.date,
        item.url,
        speaker=item.speaker,
        locator=item.locator,
        voice=item.voice,
    )


def _who(work: _Work, language: str) -> str:
    """Who said it, as an answer says it: "Jim Collins, aangehaald door Jan Smit"."""
    who = enumerate_names(list(work.authors), language) or phrase(language, "unknown_author")
    if work.voice == "quoted" and work.speaker:
        return phrase(language, "by_quoted", speaker=work.speaker, who=who)
    return phrase(language, "by_uncertain", who=who) if work.voice == "uncertain" else who


def _where(work: _Work, language: str) -> str:
    day = spell_date(work.date, language) or phrase(language, "undated")
    return ", ".join(part for part in (work.publisher, day, work.page) if part)


def _text(work: _Work, language: str) -> str:
    title = " ".join(work.title.split())
    quoted = f"‘{title}’" if language == "nl" else f"“{title}”"
    return f"{_who(work, language)}, {quoted} ({_where(work, language)})" + (
        f", {work.url}" if work.url else ""
    )


def _markdown(work: _Work, language: str) -> str:
    title = f"*{escape(work.title)}*"
    if work.url and work.url.startswith(("http://", "https://")):
        address = "".join(f"%{ord(c):02X}" if c in "()<> \\" else c for c in work.url)
        title = f"[{title}]({address})"
    return f"{escape(_who(work, language))}, {title} ({escape(_where(work, language))})"


# APA


def _apa(work: _Work, language: str) -> str:
    title = f"*{' '.join(work.title.split()) or work.path}*"
    when = f"({_apa_date(work.date, language)})"
    names = _apa_names([parse_name(author) for author in work.authors], language)
    ended = title if title[-2] in "?!." else f"{title}."  # the title's own stop is enough
    lead = f"{names} {when}. {ended}" if names else f"{ended} {when}."
    return " ".join(
        part for part in (lead, f"{work.publisher}." if work.publisher else "", work.url or "") if part
    )


def _apa_names(names: Sequence[PersonName], language: str) -> str:
    families = [_family(name, language) for name in names]
    written = [f"{f}, {n.initials}" if n.initials else f for f, n in zip(families, names, strict=True)]
    if len(written) > _MOST_AUTHORS:
        return f"{', '.join(written[: _MOST_AUTHORS - 1])}, … {written[-1]}"
    if len(written) > 1:
        return _AND[language].join([", ".join(written[:-1]), written[-1]])
    return "".join(written)


def _family(name: PersonName, language: str) -> str:
    """In Dutch a family name without the first name before it has a capital: "Van der Meer"."""
    return name.family[:1].upper() + name.family[1:] if language == "nl" else name.family


def _apa_date(date: str | None, language: str) -> str:
    if not date:
        return _NO_DATE[language]
    year, *rest = date.split("-")
    if not rest:
        return year
    month = MONTHS[language][int(rest[0]) - 1]
    day = str(int(rest[1])) if len(rest) > 1 else ""
    order = (day, month) if language == "nl" else (month, day)
    return f"{year}, {' '.join(part for part in order if part)}"


def _in_text(work: _Work, language: str) -> str:
    families = [_family(parse_name(author), language) for author in work.authors]
    if len(families) > 2:
        who = f"{families[0]} et al."
    elif families:
        who = " & ".join(families)
    else:
        who = f"‘{' '.join(work.title.split())}’" if language == "nl" else f"“{' '.join(work.title.split())}”"
    told = ", ".join(part for part in (who, work.year or _NO_DATE[language], work.page) if part)
    if work.voice == "quoted" and work.speaker:
        told = f"{_family(parse_name(work.speaker), language)}, {_CITED_IN[language]} {told}"
    return f"({told})"


def _order(work: _Work, language: str) -> tuple[str, str, str]:
    """By author, then year, then title. A Dutch list looks past "van der"."""
    first = parse_name(work.authors[0]) if work.authors else None
    name = (first.sorted_nl if language == "nl" else first.family) if first else work.title
    return name.casefold(), work.date or "9999", work.title.casefold()


# BibTeX and CSL-JSON


def _keys(works: Sequence[_Work]) -> dict[str, str]:
    """A key for each work that no other one has; the same works always get the same keys."""
    bare = {
        w.path: entry_key(parse_name(w.authors[0]).surname if w.authors else "", w.year, w.title)
        for w in works
    }
    keys = {}
    for path, key in sorted(bare.items()):
        same = sorted(p for p, k in bare.items() if k == key)
        keys[path] = key if len(same) == 1 else f"{key}-{same.index(path) + 1}"
    return keys


def _fields(work: _Work) -> dict[str, str]:
    date = (work.date or "").split("-")
    fields = {
        "title": work.title,
        "year": date[0],
        "month": str(int(date[1])) if len(date) > 1 else "",
        "day": str(int(date[2])) if len(date) > 2 else "",
        "organization": work.publisher or "",
        "langid": {"nl": "dutch", "en": "english"}.get(work.language or "", ""),
        "url": work.url or "",
    }
    return {name: " ".join(value.split()) for name, value in fields.items() if value}


def _csl(work: _Work, key: str) -> dict[str, object]:
    item: dict[str, object] = {"id": key, "type": "webpage" if work.url else "article", "title": work.title}
    if work.authors:
        item["author"] = [parse_name(author).csl() for author in work.authors]
    if work.publisher:
        item["container-title"] = work.publisher
    if work.date:
        item["issued"] = {"date-parts": [[int(part) for part in work.date.split("-")]]}
    if work.language:
        item["language"] = work.language
    if work.url:
        item["URL"] = work.url
    return item
