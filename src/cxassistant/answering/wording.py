"""Finds words that somebody remembers in the texts of sources: to the letter, or nearly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cxassistant.models import Source
from cxassistant.text import fold

NEARLY = 80.0  # of 100: below this, what is left in common is mostly the small words of a language
_NEARLY_SHORT = 88.0  # ... of fewer than six words, where one other word is another sentence
_SHORT = 6
_SHARED = 0.5  # of the longer words, that a source must hold before it is compared letter by letter
_LONG = 4  # letters; shorter words tell nothing
_LETTERS = re.compile(r"[^\W_]+")
_REMEMBERED = 256  # texts whose plain form is kept


@dataclass(frozen=True, slots=True)
class Span:
    """Where words stand: ``source.text[start:end]``. ``likeness`` is 100 where only marks and spaces differ."""

    source: str
    start: int
    end: int
    likeness: float

    @property
    def verbatim(self) -> bool:
        """Whether nothing but marks, spaces and capitals differ."""
        return self.likeness == 100.0


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text as folded words with single spaces, and where each of these words stands in it."""

    text: str
    starts: Sequence[int]  # of the words in ``text``
    places: Sequence[tuple[int, int]]  # of the same words in what it was made of


def find_words(sources: Iterable[Source], words: str) -> list[Span]:
    """Where ``words`` stand, best first: every verbatim place, or else the nearest place of each source.

    Marks, spaces, capitals and accents may always differ.
    """
    asked = _plain(words).text
    if not asked:
        return []
    held = list(sources)
    exact = [span for source in held for span in _verbatim(source, asked)]
    return exact or sorted(_near(held, asked), key=lambda s: -s.likeness)


def _verbatim(source: Source, asked: str) -> list[Span]:
    plain = _plain(source.text)
    padded, found, at = f" {plain.text} ", [], -1
    while (at := padded.find(f" {asked} ", at + 1)) >= 0:
        start, end = _places(plain, at, at + len(asked))
        found.append(Span(source.path, start, end, 100.0))
    return found


def _near(sources: Sequence[Source], asked: str) -> list[Span]:
    from rapidfuzz import fuzz

    count = len(asked.split())
    least = _NEARLY_SHORT if count < _SHORT else NEARLY
    telling = {word for word in asked.split() if len(word) >= _LONG} or set(asked.split())
    spans = []
    for source in sources:
        plain = _plain(source.text)
        if len(telling & set(plain.text.split())) < _SHARED * len(telling):
            continue
        if len(plain.text) < len(asked):  # the alignment would be of the text within the words
            continue
        best = fuzz.partial_ratio_alignment(asked, plain.text, score_cutoff=least - 10)
        if best is None:
            continue
        start, end = _places(plain, best.dest_start, best.dest_end)
        # Whole words, since half of one may have been left out of the alignment.
        likeness = fuzz.ratio(asked, _plain(source.text[start:end]).text)
        if likeness >= least:
            spans.append(Span(source.path, start, end, min(likeness, 99.9)))
    return spans


def _places(plain: _Plain, first: int, last: int) -> tuple[int, int]:
    """The place in the text of the words that stand at ``first:last`` of the plain form."""
    inside = [
        place
        for place, start in zip(plain.places, plain.starts, strict=True)
        if start < last and start + (place[1] - place[0] + 1) // 2 > first
    ]
    return inside[0][0], inside[-1][1]


@lru_cache(maxsize=_REMEMBERED)
def _plain(text: str) -> _Plain:
    words: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    at = 0
    for match in _LETTERS.finditer(text):
        word = "".join(_LETTERS.findall(fold(match.group())))
        if not word:
            continue
        words.append(word)
        starts.append(at)
        places.append(match.span())
        at += len(word) + 1
    return _Plain(" ".join(words), starts, places)
