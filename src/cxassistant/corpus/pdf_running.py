"""Printed lines of a PDF, and those of them that belong to the page rather than to the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxassistant.corpus.lines import fold

_EDGE = 0.13  # of a page's height: headers and footers stand in this part of it, above and below
_SAME_PLACE = 4.0  # points between the places of a running header on two pages
_PAGE_NUMBER = re.compile(
    r"^[-–—|·\s]*(?:(?:pagina|page|blad|blz\.?|pag\.?|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:van|of|/|\|)\s*\d{1,4})?[-–—|·\s]*$",
    re.IGNORECASE,
)
# What browsers print above and below a page: the moment of printing, and the address.
_PRINTED_AT = re.compile(
    r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4},? \d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?\b", re.IGNORECASE
)
_PRINTED_FROM = re.compile(r"^(?P<url>(?:https?|file)://\S+)(?:\s+\d+\s*(?:/|van|of)\s*\d+)?$")
# Tables of contents: dots that lead to a page number, and the word above them.
_LEADER = re.compile(r"(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxl]{1,6})$")
_MIN_LEADERS = 3
_MAX_LED = 300  # characters
_CONTENTS = re.compile(r"^(?:table of )?contents$|^inhoud(?:sopgave)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed line: its place in points from the lower left corner, and the height of its letters."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    height: float
    bold: bool
    page: int  # from 1


def without_running(
    pages: Sequence[Sequence[Printed]], heights: Sequence[float]
) -> tuple[list[list[Printed]], str | None]:
    """The pages without running headers, page numbers and tables of contents; and the address printed on them."""
    seen: defaultdict[str, list[Printed]] = defaultdict(list)
    for page, height in zip(pages, heights, strict=True):
        for line in page:
            if _at_edge(line, height):
                seen[_pattern(line)].append(line)
    kept, address = [], None
    for page, height in zip(pages, heights, strict=True):
        printed_at = {line.bottom for line in page if _at_edge(line, height) and _PRINTED_AT.match(line.text)}
        rest = []
        for line in page:
            found = _PRINTED_FROM.match(line.text) if _at_edge(line, height) else None
            address = address or (found["url"] if found else None)
            runs = _at_edge(line, height) and (
                found is not None
                or _PAGE_NUMBER.match(line.text) is not None
                or any(abs(line.bottom - place) < _SAME_PLACE for place in printed_at)
                or _repeats(line, seen[_pattern(line)])
            )
            if not runs:
                rest.append(line)
        kept.append(_without_contents(rest))
    return kept, address


def _without_contents(page: Sequence[Printed]) -> list[Printed]:
    """A page without the lines that dots lead to a page number, if it has several, and what stands above them."""
    led = {line for line in page if len(line.text) <= _MAX_LED and _LEADER.search(line.text)}
    if len(led) < _MIN_LEADERS:
        return list(page)
    return [line for line in page if line not in led and not _CONTENTS.match(line.text.strip())]


def _at_edge(line: Printed, height: float) -> bool:
    return line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height


def _pattern(line: Printed) -> str:
    return re.sub(r"\d+", "#", fold(line.text))


def _repeats(line: Printed, others: Iterable[Printed]) -> bool:
    """Whether the same words stand in the same place on another page."""
    return any(
        other.page != line.page
        and abs(other.bottom - line.bottom) < _SAME_PLACE
        and abs(other.height - line.height) < 1
        for other in others
    )
