"""Which lines of a web page are its article, by trafilatura's reading of it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cxassistant.corpus.html import Walked
from cxassistant.corpus.lines import Line, fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHINGLE = 4  # words: what trafilatura kept of a line is told by runs of this many
_KEPT_SHARE = 0.6
# With less than this share of the page's running text, trafilatura took a part (or a notice) for the article.
_MIN_SHARE = 0.3
_TEASER_WORDS = 4  # a link of so many words beside the article is the title of another one, and no name
_DATELINE_WORDS = 12
_PROSE_WORDS = 12
_MAX_STANDFIRST_LINES = 6  # between the title and the first paragraph that trafilatura kept


def mark_article(root: HtmlElement, walked: Sequence[Walked]) -> list[Line]:
    """The lines with ``part`` "article" where they belong to it.

    Where trafilatura finds nothing, or far less than the page holds, no line is marked: ``part`` is then
    None for what the markup itself does not put elsewhere, and the rules for text decide alone.
    """
    kept = _Kept(_body_texts(root))
    votes = [
        item.line.part != "elsewhere" and not _is_dateline(item) and kept.holds(item.line) for item in walked
    ]
    words = [item.line.words if _is_prose(item.line) else 0 for item in walked]
    total = sum(words)
    found = sum(count for count, vote in zip(words, votes, strict=True) if vote)
    if not any(votes) or found < _MIN_SHARE * total:
        return [replace(item.line, part=None) if item.line.part == "around" else item.line for item in walked]
    votes = _with_neighbours(walked, votes)
    return [_placed(item, vote) for item, vote in zip(walked, votes, strict=True)]


def _placed(item: Walked, vote: bool) -> Line:
    if vote:  # a row of the article's own table is no menu, however many cells it has
        return replace(item.line, part="article", cells=1 if _is_row(item.line) else item.line.cells)
    is_teaser = item.linked and item.line.words >= _TEASER_WORDS and item.line.kind != "heading"
    return replace(item.line, part="elsewhere") if is_teaser and item.line.part == "around" else item.line


def _is_row(line: Line) -> bool:
    return line.kind == "list_item" and " | " in line.text


def _is_dateline(item: Walked) -> bool:
    """Whether a line tells when the article appeared, and maybe who wrote it; a sentence may hold a time too."""
    return item.dated and item.line.words <= _DATELINE_WORDS and not item.line.text.endswith(".")


def _is_prose(line: Line) -> bool:
    return line.words >= _PROSE_WORDS and line.part in ("around", "article")


def _body_texts(root: HtmlElement) -> list[str]:
    """The paragraphs that trafilatura takes for the article; [] when it finds none or fails."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            copy.deepcopy(root),
            favor_recall=True,
            include_comments=False,
            include_tables=True,
            with_metadata=False,
        )
    except Exception:  # a page that breaks it is read without it
        return []
    body = getattr(found, "body", None)
    if body is None:
        return []
    return [text for element in body.iter() if isinstance(element.tag, str) for text in _own_texts(element)]


def _own_texts(element: HtmlElement) -> Iterable[str]:
    """An element's text as a whole where it is a block, and what a line break inside it sets apart."""
    if element.tag in ("p", "head", "item", "quote", "cell", "ab", "code", "row"):
        yield " ".join(element.itertext())
        for piece in (element.text, *(child.tail for child in element if child.tag == "lb")):
            if piece:
                yield piece
    if element.tail and element.tail.strip():
        yield element.tail


class _Kept:
    """What trafilatura kept, for asking about one line after the other."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole: set[str] = set()
        self._shingles: set[tuple[str, ...]] = set()
        for text in texts:
            words = _words(text)
            self._whole.add(" ".join(words))
            self._shingles.update(_shingled(words))

    def holds(self, line: Line) -> bool:
        """Whether the line is a paragraph that was kept, or mostly part of such."""
        words = _words(line.text)
        if not words:
            return False
        if " ".join(words) in self._whole:
            return True
        runs = list(_shingled(words))
        return bool(runs) and sum(run in self._shingles for run in runs) >= _KEPT_SHARE * len(runs)


def _words(text: str) -> list[str]:
    return fold(re.sub(r"[\u00ad\u200b]", "", text)).split()


def _shingled(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))


def _with_neighbours(walked: Sequence[Walked], votes: Sequence[bool]) -> list[bool]:
    """Also what stands between the kept lines beside them in the markup, rows of tables, and the standfirst.

    A quote that trafilatura lost is worse than a line too many: the rules for text still look at each.
    """
    containers = {item.container for item, vote in zip(walked, votes, strict=True) if vote}
    first = votes.index(True)
    last = len(votes) - 1 - list(reversed(votes)).index(True)
    result = list(votes)
    for index in range(first, last + 1):
        line = walked[index].line
        if (
            line.part == "around"
            and not _is_dateline(walked[index])
            and (_is_row(line) or walked[index].container in containers)
        ):
            result[index] = True
    for index in range(max(0, first - _MAX_STANDFIRST_LINES), first):
        above = any(walked[i].line.kind == "heading" for i in range(index))
        result[index] = above and _is_prose(walked[index].line)
    return result
