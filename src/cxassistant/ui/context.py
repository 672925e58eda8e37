"""The text around quotes: which part of a source to show, and where the quotes stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cxassistant.models import Citation, Source

_SHORT = 240  # a paragraph of fewer characters is shown with its neighbours
_REACH = 600  # characters of context on either side of a quote, at most

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a source with the citations that stand in it; ``paragraphs`` are spans of its text."""

    paragraphs: tuple[Span, ...]
    citations: tuple[Citation, ...]
    cut_before: bool  # the first paragraph begins before what is shown
    cut_after: bool


def excerpts(source: Source, citations: Sequence[Citation]) -> list[Excerpt]:
    """The excerpts that show these citations of one source; quotes near each other share one."""
    spans = _paragraphs(source)
    groups: list[tuple[Span, list[Citation]]] = []
    for citation in sorted(citations, key=lambda c: (c.start, c.number)):
        start, end = _around(spans, citation)
        if groups and start <= groups[-1][0][1]:
            (first, last), members = groups[-1]
            groups[-1] = ((first, max(last, end)), [*members, citation])
        else:
            groups.append(((start, end), [citation]))
    found = [_excerpt(source.text, spans, span, members) for span, members in groups]
    return sorted(found, key=lambda e: min(c.number for c in e.citations))


def _paragraphs(source: Source) -> list[Span]:
    if source.blocks:
        return [(b.start, b.end) for b in source.blocks]
    return [m.span() for m in re.finditer(r"[^\n]+", source.text)]


def _around(spans: Sequence[Span], citation: Citation) -> Span:
    inside = [i for i, (start, end) in enumerate(spans) if start < citation.end and end > citation.start]
    if not inside:
        return citation.start, citation.end
    first, last = inside[0], inside[-1]
    if spans[last][1] - spans[first][0] < _SHORT:
        first, last = max(0, first - 1), min(len(spans) - 1, last + 1)
    start = max(spans[first][0], citation.start - _REACH)
    end = min(spans[last][1], citation.end + _REACH)
    return min(start, citation.start), max(end, citation.end)


def _excerpt(text: str, spans: Sequence[Span], shown: Span, members: Sequence[Citation]) -> Excerpt:
    start = _at_word(text, spans, shown[0], min(c.start for c in members))
    end = _before_word_end(text, spans, shown[1], max(c.end for c in members))
    pieces = [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start] or [(start, end)]
    return Excerpt(
        paragraphs=tuple(pieces),
        citations=tuple(members),
        cut_before=all(a != pieces[0][0] for a, _ in spans),
        cut_after=all(b != pieces[-1][1] for _, b in spans),
    )


def _at_word(text: str, spans: Sequence[Span], start: int, limit: int) -> int:
    """Move a cut that falls inside a word to the next word; a paragraph's start stays."""
    if any(a == start for a, _ in spans):
        return start
    space = text.find(" ", start, limit)
    return start if space < 0 else space + 1


def _before_word_end(text: str, spans: Sequence[Span], end: int, limit: int) -> int:
    if any(b == end for _, b in spans):
        return end
    space = text.rfind(" ", limit, end)
    return end if space < 0 else space
