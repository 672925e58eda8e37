"""Elements of a web page that are marked as the author's name or the date of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cxassistant.corpus.claims import BY
from cxassistant.corpus.html import is_unseen, part_of
from cxassistant.corpus.lines import word_set
from cxassistant.corpus.loaded import Claim
from cxassistant.corpus.names import name_list

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|auteur|byline|by-line|p-author|authors|auteurs|schrijver|writer|post-author|"
    r"entry-author|article-author|author-name|author__name|byline__name)(?=$|\s)",
    re.IGNORECASE,
)
_ITEMPROP, _REL, _CLASS = ("itemprop author", 0.85), ("rel author", 0.8), ("author class", 0.7)
_NAMED_IN = sorted(
    word_set("a span div p address b strong em cite li h2 h3 h4 h5 h6 small td dd i font header footer")
)
_MAX_SEEN = 500  # marks on a page; a list of articles has as many, and says nothing about one of them
_MAX_NAME_WORDS = 25
_MAX_MARKED = 3  # more different names in marks of one kind are a list of other articles


def marked_authors(root: HtmlElement) -> list[Claim]:
    """Names on elements that are marked as the author's: rel, itemprop, and the usual class names."""
    kinds: dict[tuple[str, float], dict[str, str]] = {}
    seen = 0
    for element in root.iter(*_NAMED_IN):
        kind = _mark_of(element)
        if kind is None or is_unseen(element) or is_nested(element):
            continue
        seen += 1
        if seen > _MAX_SEEN:
            return []
        text = _named_text(element) if kind is _ITEMPROP else text_of(element)
        if text and len(text.split()) <= _MAX_NAME_WORDS:
            kinds.setdefault(kind, {}).update((name, text) for name in _names_in(element, text))
    return [
        Claim("authors", name, rule, confidence, text)
        for (rule, confidence), names in kinds.items()
        if len(names) <= _MAX_MARKED
        for name, text in names.items()
    ]


def _names_in(element: HtmlElement, text: str) -> list[str]:
    """The persons that an element names: all its words are a list of names, or else those of parts of it."""
    names = name_list(BY.sub("", text))
    pieces = () if names else (BY.sub("", " ".join(piece.split())) for piece in element.itertext())
    return names or [name for piece in pieces if piece for name in name_list(piece)]


def _mark_of(element: HtmlElement) -> tuple[str, float] | None:
    """The rule by which an element is the author's, and its confidence."""
    if (element.get("itemprop") or "").lower() in ("author", "creator"):
        return _ITEMPROP
    if "author" in (element.get("rel") or "").lower().split():
        return _REL
    return _CLASS if _AUTHOR_CLASS.search(element.get("class") or "") else None


def _named_text(element: HtmlElement) -> str:
    """The name inside an element of microdata, or its whole text."""
    inner = next((e for e in element.iter() if isinstance(e.tag, str) and e.get("itemprop") == "name"), None)
    return (inner.get("content") or text_of(inner)) if inner is not None else text_of(element)


def marked_dates(root: HtmlElement) -> Iterator[Claim]:
    """Dates on elements that are marked as the date of publication; the first ``time`` of the page counts less."""
    first = True
    for element in root.iter():
        if not isinstance(element.tag, str) or not (element.tag == "time" or element.get("itemprop")):
            continue
        prop = (element.get("itemprop") or "").lower()
        stated = element.get("datetime") or element.get("content") or ""
        value = stated.strip() or text_of(element)
        if not value or len(value) > 60 or is_nested(element) or element.tag == "meta":
            continue
        classes = (element.get("class") or "").lower()
        if (
            prop in ("datepublished", "datecreated")
            or element.get("pubdate") is not None
            or "published" in classes
        ):
            yield Claim("date", value, "published time", 0.85, text_of(element) or value)
        elif element.tag == "time" and first and prop != "datemodified" and "updated" not in classes:
            yield Claim("date", value, "time element", 0.65, text_of(element) or value)
        first = first and element.tag != "time"


def is_nested(element: HtmlElement) -> bool:
    """Whether an element belongs to a comment, another article, or words that are quoted from somebody."""
    around = (element, *element.iterancestors())
    return any(part_of(above) == "elsewhere" or above.tag in ("blockquote", "q") for above in around)


def text_of(element: HtmlElement) -> str:
    """The words of an element, as far as anything short may go."""
    return " ".join("".join(element.itertext()).split())[:2000]
