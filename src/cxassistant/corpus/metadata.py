"""What a page says about its article: title, authors, publisher, date and address, each with evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cxassistant.corpus.authors import find_authors
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
    return page.credits[dated[0]].date if dated else None


def _url(page: Page, evidence: list[Evidence]) -> str | None:
    for index in range(len(page.lines)):
        match = _URL.match(page.text(index)) if page.roles[index] != "elsewhere" else None
        if match:
            evidence.append(Evidence("url", match["url"], "address line", page.text(index)[:200], 0.8))
            page.roles[index] = "furniture"
            return match["url"]
    return None
