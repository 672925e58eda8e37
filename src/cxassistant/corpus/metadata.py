"""What a page says about its article: title, authors, publisher, date and address, each with evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cxassistant.corpus.authors import find_authors
from cxassistant.corpus.dates import find_dates
from cxassistant.corpus.loaded import Claim
from cxassistant.corpus.page import Page
from cxassistant.corpus.publisher import find_publisher
from cxassistant.corpus.stated import (
    author_traces,
    choose_date,
    choose_publisher,
    choose_title,
    choose_url,
    title_evidence,
)
from cxassistant.corpus.title import read_title
from cxassistant.models import Evidence

_URL = re.compile(
    r"^(?:(?:url|link|bron|source|permalink|online|gepubliceerd op|published (?:at|on)|origineel|"
    r"original)\s*:?\s*)?<?(?P<url>https?://[^\s<>\"]+?)>?[.,]?$",
    re.IGNORECASE,
)


# "UTRECHT, 3 mei 2021 (ANP) –": a news report says first where and when it was written.
_DATELINE = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ' -]{2,30}(?:/[A-ZÀ-Þ' -]{3,30})?,?\s")
_OCCASION = re.compile(
    r"\b(?:delivered|given|held|uitgesproken|gehouden|gegeven)\b[^.!?]{0,120}?\b(?:on|op)\s(?=\d|[A-Z])|"
    r"^(?:at|in)\s[^.!?]{3,80}?,?\s(?:on|op)\s(?=\d)"
)
_APPEARED = re.compile(
    r"\b(?:(?:eerder|oorspronkelijk|eerst)\s(?:verschenen|gepubliceerd|geplaatst)"
    r"|verscheen (?:eerder|eerst|oorspronkelijk)"
    r"|(?:first|originally|previously) (?:appeared|published))\b",
    re.IGNORECASE,
)
_YEAR_AT_END = re.compile(r"\b((?:19|20)\d\d)\W*$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was detected; empty or None where the page does not tell."""

    title: str
    authors: tuple[str, ...]
    publisher: str | None
    date: str | None
    url: str | None
    evidence: tuple[Evidence, ...]


def detect(page: Page, claims: Sequence[Claim] = ()) -> Metadata:
    """Read the metadata of a labelled page and of what its file claims. Never raises: what cannot be told
    stays unknown."""
    title = choose_title(page, read_title(page), claims)
    authors, evidence = find_authors(page, title, author_traces(page, claims))
    evidence += title_evidence(title, claims)
    publisher = choose_publisher(find_publisher(page, title, authors, evidence), claims, authors, evidence)
    date = choose_date(_date(page, evidence), claims, evidence)
    url = choose_url(_url(page, evidence), claims, evidence)
    return Metadata(title.text, authors, publisher, date, url, tuple(evidence))


def _date(page: Page, evidence: list[Evidence]) -> str | None:
    """The date in a credit line: below the title before above it, publication before update."""

    def rank(index: int) -> tuple[bool, bool, int]:
        above = page.title is not None and index < page.title
        return page.credits[index].updated, above, index

    dated = sorted((i for i, credit in page.credits.items() if credit.date), key=rank)
    for index in dated:
        rule = "update line" if page.credits[index].updated else "dateline"
        evidence.append(Evidence("date", str(page.credits[index].date), rule, page.text(index)[:200], 0.8))
    if dated:
        return page.credits[dated[0]].date
    return _told_date(page, evidence)


def _told_date(page: Page, evidence: list[Evidence]) -> str | None:
    """The date of a lecture or a news report in its first lines, else when the piece "first appeared"."""
    head = [i for i in range(min(page.first_prose + 1, len(page.lines))) if page.roles[i] != "elsewhere"]
    for index in head:
        text = page.text(index)
        told = _DATELINE.match(text) or _OCCASION.search(text)
        found = find_dates(text[: told.end() + 40] if told else "", day_first=page.day_first)
        if found:
            evidence.append(Evidence("date", found[0].iso, "dateline", text[:200], 0.7))
            return found[0].iso
    for index in range(len(page.lines)):
        text = page.text(index)
        match = (
            _APPEARED.search(text) if page.roles[index] != "elsewhere" and not page.is_prose(index) else None
        )
        found = find_dates(text[match.end() :], day_first=page.day_first) if match else []
        year = _YEAR_AT_END.search(text) if match and not found else None
        if found or year:
            when = found[0].iso if found else str(year.group(1) if year else "")
            evidence.append(Evidence("date", when, "appeared in", text[:200], 0.65))
            return when
    return None


def _url(page: Page, evidence: list[Evidence]) -> str | None:
    for index in range(len(page.lines)):
        match = _URL.match(page.text(index)) if page.roles[index] != "elsewhere" else None
        if match:
            evidence.append(Evidence("url", match["url"], "address line", page.text(index)[:200], 0.8))
            page.roles[index] = "furniture"
            return match["url"]
    return None
