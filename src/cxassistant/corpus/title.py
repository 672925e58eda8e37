"""The title of an article, without the author, column or site that pages glue to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cxassistant.corpus.headers import without_field
from cxassistant.corpus.lines import fold
from cxassistant.corpus.names import name_list
from cxassistant.corpus.page import Page

_GLUE = re.compile(r"\s+[-–—|·•»]\s+")
_COLUMN = (
    r"(?:gast)?(?:column|blog|opinie|opinion|essay|gastblog|guest (?:post|blog)|brief|letter)"
    r"(?: (?:van|door|by|from))?"
)
_COLUMN_SUFFIX = re.compile(rf"^(?:{_COLUMN}|door|by)\s*:?\s+(?P<value>.+)$", re.IGNORECASE)
_COLUMN_PREFIX = re.compile(
    rf"^{_COLUMN}\s+(?P<value>[^:–—|]{{4,60}}?)\s*(?::|\s[–—|-]\s)\s*(?P<title>\S.*)$", re.IGNORECASE
)
_BY_SUFFIX = re.compile(r"^(?P<title>.{8,}?)[,:]?\s+(?:by|door)\s+(?P<value>[A-Z].+)$", re.IGNORECASE)
_FALLBACK_CHARS = 80


@dataclass(frozen=True, slots=True)
class Title:
    """The bare title and what stood glued to it."""

    text: str
    line: str  # the line it was read from
    authors: tuple[tuple[str, str, float], ...] = ()  # (name, rule, confidence)
    site: str | None = None
    found: bool = True  # False: no line looked like a title, so the first words stand in


def read_title(page: Page) -> Title:
    """The title of the document; never empty for a document that holds text."""
    if page.title is None:
        return _fallback(page)
    line = without_field(page.text(page.title))
    prefix = _COLUMN_PREFIX.match(line)
    if prefix:
        names = name_list(prefix["value"], page.common)
        if names:
            return Title(prefix["title"], line, tuple((name, "column title", 0.85) for name in names))
    shorter = _without_repeated_suffix(page, line)
    title = _split_suffix(page, line, shorter)
    longer = _with_suffix(page, title.text)
    if title.authors or longer is None:
        return title
    glued = _split_suffix(page, longer, title.text)
    return replace(title, line=longer, authors=glued.authors, site=title.site or glued.site)


def names_columnist(page: Page, text: str) -> bool:
    """Whether a line is a title with its author in front: "Column Jan Smit: De rij"."""
    prefix = _COLUMN_PREFIX.match(text)
    return bool(prefix and name_list(prefix["value"], page.common))


def _split_suffix(page: Page, line: str, shorter: str | None) -> Title:
    parts = _GLUE.split(line)
    if len(parts) < 2:
        return _without_byline(page, line)
    title, authors, site = line, [], None
    while len(parts) > 1:
        last = parts[-1]
        column = _COLUMN_SUFFIX.match(last)
        names = name_list(column["value"] if column else last, page.common)
        cut = title[: len(title) - len(last)].rstrip(" -–—|·•»")
        if names:
            rule = ("column title", 0.85) if column else ("title suffix", 0.7)
            authors = [(name, *rule) for name in names]
        elif (shorter is not None and len(shorter) <= len(cut)) or "|" in title[len(cut) : -len(last)]:
            site = last
        else:
            break
        title = cut
        parts.pop()
    return Title(title, line, tuple(authors), site)


def _without_byline(page: Page, line: str) -> Title:
    """The title before a "by Name" at its end, or the whole line."""
    match = _BY_SUFFIX.match(line)
    names = name_list(match["value"], page.common) if match else []
    if not match or not names:
        return Title(line, line)
    return Title(match["title"], line, tuple((name, "byline", 0.9) for name in names))


def _without_repeated_suffix(page: Page, line: str) -> str | None:
    """Another line at the top that begins the title line: the title without what is glued on."""
    mine = fold(line)
    for index in range(min(page.first_prose, len(page.lines))):
        other = page.text(index)
        if index != page.title and len(other.split()) >= 2 and mine.startswith(fold(other) + " "):
            return other
    return None


def _with_suffix(page: Page, title: str) -> str | None:
    """Another line at the top that repeats the title with something glued on, such as the author."""
    mine = fold(title)
    for index in range(min(page.first_prose, len(page.lines))):
        if index != page.title and fold(page.text(index)).startswith(mine + " ") and mine.count(" ") >= 1:
            return page.text(index)
    return None


def _fallback(page: Page) -> Title:
    text = page.text(page.body[0]) if page.body else (page.text(0) if page.lines else "")
    sentence = re.split(r"(?<=[.!?])\s", text)[0]
    if len(sentence) > _FALLBACK_CHARS:
        sentence = sentence[:_FALLBACK_CHARS].rsplit(" ", 1)[0] + "…"
    return Title(sentence, text, found=False)
