"""Printed lines of a PDF -> paragraphs, headings and list items, without what repeats on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from cxassistant.corpus.lines import Line
from cxassistant.corpus.pdf_running import Printed, without_running
from cxassistant.corpus.pdf_words import DIVIDED, hyphened_words, join
from cxassistant.models import BlockKind

_SIZE_STEP = 1.08  # letters that are this much larger or smaller are of another kind of line
_HEADING_SIZE = 1.1
_NOTE_SIZE = 0.92
_PARAGRAPH_PITCH = 1.22  # of the usual distance between lines
_MAX_HEADING_WORDS = 20
_DEEP_INDENT = 1.5  # in heights of letters: a quote that is set in, more than the first line of a paragraph
_STRETCHED = 1.5  # points from the edge
_JUSTIFIED_SHARE = 0.4
_BULLET = re.compile(r"^(?:[•·▪◦‣●○■□►➢✓✔∙*]|[-–—](?=\s)|o(?=\s[A-Z]))\s*(?=\S)")
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s")
_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*$")


@dataclass(slots=True)
class _Paragraph:
    lines: list[Printed]
    kind: BlockKind | None = None
    parts: list[_Paragraph] = field(default_factory=list)  # that it goes on with, on later pages or columns

    @property
    def first(self) -> Printed:
        return self.lines[0]

    @property
    def height(self) -> float:
        return median(line.height for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class Layout:
    """What was read from the pages."""

    lines: tuple[Line, ...]
    title: str | None  # the largest words at the top of the first page
    address: str | None  # that a browser printed under the pages


def lay_out(pages: Sequence[Sequence[Printed]], heights: Sequence[float]) -> Layout:
    """The lines of a document from the printed lines of its pages; ``heights`` are those of the pages, in points."""
    kept, address = without_running(pages, heights)
    whole = [line for page in kept for line in page]
    if not whole:
        return Layout((), None, address)
    body = _body_height(whole)
    pitch = _pitch(kept, body)
    hyphened = hyphened_words(whole)
    full = _full_lines(kept, body)
    paragraphs = _in_order([_paragraphs(page, body, pitch) for page in kept], body, full)
    _set_kinds(paragraphs, body, kept)
    lines = [line for paragraph in paragraphs if (line := _line(paragraph, hyphened)) is not None]
    return Layout(tuple(lines), _title(paragraphs, body, hyphened), address)


# Paragraphs ---------------------------------------------------------------------------------------


def _body_height(lines: Sequence[Printed]) -> float:
    """The height of letters that most of the text is set in."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(2 * line.height) / 2] += len(line.text)
    most = counts.most_common(1)[0][0]
    return median([line.height for line in lines if abs(line.height - most) <= 0.5] or [most])


def _pitch(pages: Sequence[Sequence[Printed]], body: float) -> float:
    """The usual distance between two lines of a paragraph, in points."""
    found = Counter(
        round(a.bottom - b.bottom, 1)
        for page in pages
        for a, b in pairwise(page)
        if _alike(a, b)
        and 0.8 * body < a.bottom - b.bottom < 2.2 * body
        and abs(a.height - body) < 0.08 * body
    )
    if not found:
        return 1.3 * body
    # Lines of a paragraph are as close as lines get, and far more common than any other distance.
    often = [distance for distance, count in found.items() if count >= 0.2 * found.most_common(1)[0][1]]
    return min(often)


def _alike(a: Printed, b: Printed) -> bool:
    return max(a.height, b.height) <= _SIZE_STEP * min(a.height, b.height)


def _paragraphs(page: Sequence[Printed], body: float, pitch: float) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    edges = _Edges(page, body)
    for line in page:
        if found and _goes_on(found[-1], line, edges, body, pitch):
            found[-1].lines.append(line)
        else:
            found.append(_Paragraph([line]))
    return found


def _goes_on(paragraph: _Paragraph, line: Printed, edges: _Edges, body: float, pitch: float) -> bool:
    last = paragraph.lines[-1]
    distance = last.bottom - line.bottom
    usual = pitch * max(1.0, line.height / body)
    if not _alike(last, line) or not 0 <= distance <= _PARAGRAPH_PITCH * usual or _starts_item(line):
        return False
    if paragraph.bold != line.bold and len(paragraph.lines) == 1 and not last.text.endswith(DIVIDED):
        return False
    if distance < 0.3 * line.height:  # cells of a row, or a word that was set apart
        return line.left >= last.right - 1
    if last.text.endswith(DIVIDED):
        return True
    indent = line.left - last.left
    hangs = _starts_item(paragraph.first) and len(paragraph.lines) == 1
    if (
        indent > 0.6 * body
        and not hangs
        and len(last.text) > 3
        and indent < 6 * body
        and _ENDS.search(last.text)
    ):
        return False  # the first line of a paragraph that is set in
    return not _breaks_early(last, line, edges.of(last))


def _starts_item(line: Printed) -> bool:
    return bool(_BULLET.match(line.text) or _NUMBERED.match(line.text))


class _Edges:
    """Where the lines of each column of a page end, in points from the left."""

    def __init__(self, page: Sequence[Printed], body: float) -> None:
        self._step = max(1.0, 4 * body)
        self._rights: dict[tuple[int, int], float] = {}
        for line in page:
            key = self._key(line)
            self._rights[key] = max(line.right, self._rights.get(key, line.right))

    def _key(self, line: Printed) -> tuple[int, int]:
        return int(line.left // self._step), round(line.height)

    def of(self, line: Printed) -> float:
        """The furthest end of a line that starts about where ``line`` does, in letters of its height."""
        at, height = self._key(line)
        near = (self._rights.get((at + x, height + y), 0.0) for x in (-1, 0, 1) for y in (-1, 0, 1))
        return max(line.right, *near)


def _breaks_early(line: Printed, following: Printed, edge: float) -> bool:
    """Whether the first word of ``following`` had fitted behind ``line``: then the break was meant."""
    word = following.text.split()[0] if following.text.split() else ""
    width = (following.right - following.left) * (len(word) + 1) / max(1, len(following.text))
    slack = edge - line.right - width
    column = max(1.0, edge - line.left)
    return slack > 0.3 * column or (slack > 0.03 * column and bool(_ENDS.search(line.text)))


def _full_lines(pages: Sequence[Sequence[Printed]], body: float) -> frozenset[Printed]:
    """Lines that were stretched to the edge of their column, so that their paragraph goes on; {} in ragged text."""
    edges = [_Edges(page, body) for page in pages]
    lines = [(line, edge.of(line)) for page, edge in zip(pages, edges, strict=True) for line in page]
    full = {line for line, edge in lines if edge - line.right < _STRETCHED and len(line.text.split()) > 2}
    return frozenset(full if len(full) > _JUSTIFIED_SHARE * len(lines) else ())


def _in_order(pages: Sequence[list[_Paragraph]], body: float, full: frozenset[Printed]) -> list[_Paragraph]:
    """The paragraphs of all pages; what a page's end or a column's end cut is put together again.

    Notes under the text of a page follow the paragraph that goes on over them.
    """
    result: list[_Paragraph] = []
    notes: list[_Paragraph] = []
    flowing: _Paragraph | None = None
    for page in pages:
        own, under = _split_notes(page, body)
        for paragraph in own:
            if flowing is not None and _is_cut(flowing, paragraph, full):
                flowing.parts.append(paragraph)
            else:
                result += notes
                notes = []
                result.append(paragraph)
                flowing = paragraph
        notes += under
    return result + notes


def _split_notes(page: list[_Paragraph], body: float) -> tuple[list[_Paragraph], list[_Paragraph]]:
    at = len(page)
    while at > 0 and page[at - 1].height < _NOTE_SIZE * body:
        at -= 1
    return (page, []) if at == 0 else (page[:at], page[at:])


def _is_cut(paragraph: _Paragraph, following: _Paragraph, full: frozenset[Printed]) -> bool:
    """Whether a paragraph breaks off inside a sentence and ``following``, on a new page or column, goes on."""
    last = (paragraph.parts or [paragraph])[-1].lines[-1]
    first = following.first
    moves = first.page != last.page or first.bottom > last.bottom
    if not moves or not _alike(last, first) or last.bold != first.bold or _starts_item(first):
        return False
    if last.text.endswith(DIVIDED):
        return True
    if _is_label(first):
        return False
    return last in full or (not _ENDS.search(last.text) and len(last.text.split()) > 2)


def _is_label(line: Printed) -> bool:
    return line.bold and len(line.text.split()) <= _MAX_HEADING_WORDS


# Kinds and text -----------------------------------------------------------------------------------


def _set_kinds(paragraphs: Sequence[_Paragraph], body: float, pages: Sequence[Sequence[Printed]]) -> None:
    lefts = Counter(
        round(line.left) for page in pages for line in page if abs(line.height - body) < 0.08 * body
    )
    edge = lefts.most_common(1)[0][0] if lefts else 0
    bold_share = sum(len(p.lines) for p in paragraphs if p.bold) / max(
        1, sum(len(p.lines) for p in paragraphs)
    )
    for paragraph in paragraphs:
        text = " ".join(line.text for line in paragraph.lines)
        words = len(text.split())
        is_large = paragraph.height >= _HEADING_SIZE * body
        stands_out = is_large or (paragraph.bold and bold_share < 0.5 and not re.search(r"[.,;]$", text))
        if _BULLET.match(paragraph.first.text):
            paragraph.kind = "list_item"
        elif stands_out and words <= _MAX_HEADING_WORDS and any(map(str.isalpha, text)):
            paragraph.kind = "heading"
        elif _is_set_in(paragraph, edge, body):
            paragraph.kind = "quote"


def _is_set_in(paragraph: _Paragraph, edge: float, body: float) -> bool:
    """Whether every line stands well to the right of the text around it, as a block quote does."""
    indents = [line.left - edge for line in paragraph.lines]
    return len(indents) > 1 and all(_DEEP_INDENT * body < indent < 8 * body for indent in indents)


def _line(paragraph: _Paragraph, hyphened: frozenset[str]) -> Line | None:
    text = ""
    turns: list[tuple[int, int]] = []
    page = paragraph.first.page
    for part in (paragraph, *paragraph.parts):
        for printed in part.lines:
            text, joined_at = join(text, printed.text, hyphened)
            if printed.page != page:
                page = printed.page
                turns.append((joined_at, page))
    marker = _BULLET.match(text) if paragraph.kind == "list_item" else None
    cut = marker.end() if marker else 0
    text = text.removesuffix(DIVIDED)[cut:]
    if not text.strip():
        return None
    turns = [(at - cut, number) for at, number in turns if at - cut < len(text)]
    return Line(text, paragraph.kind, gap=1, page=paragraph.first.page, turns=tuple(turns))


def _title(paragraphs: Sequence[_Paragraph], body: float, hyphened: frozenset[str]) -> str | None:
    first = [p for p in paragraphs[:12] if p.first.page == paragraphs[0].first.page and p.kind == "heading"]
    large = [p for p in first if p.height >= _HEADING_SIZE * body]
    if not large:
        return None
    line = _line(max(large, key=lambda p: round(p.height)), hyphened)
    return line.text if line else None
