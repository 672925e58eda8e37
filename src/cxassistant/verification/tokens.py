"""Words with their places, and a quote taken apart into what must stand in a source and what may differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cxassistant.text import DOUBLE_QUOTES, SINGLE_QUOTES, fold

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_INSIDE = rf"(?:[^\W_]|[{_INVISIBLE}\u0300-\u036f])*"
# "6.8", "zo’n" and "9+" are one word; a hyphen parts words, so that "CX-teams" and "CX teams" compare as equal.
TOKEN = re.compile(
    rf"[^\W_]{_INSIDE}(?:(?:['’‘`´ʼ](?=[^\W_])|(?<=\d)[.,:](?=\d))[^\W_]{_INSIDE})*\+?|[%‰€$£&]"
)
_PLAIN = {**dict.fromkeys(map(ord, SINGLE_QUOTES + "ʼ"), "'"), **dict.fromkeys(map(ord, _INVISIBLE), None)}
_DOTS = r"(?:…|\.(?:\s?\.){2,4})"
_ELLIPSIS = re.compile(rf"[\[(]\s{{0,3}}{_DOTS}\s{{0,3}}[\])]|{_DOTS}")
_GLUED = re.compile(r"\[(\w{1,30})\](?=\w)|(?<=\w)\[(\w{1,30})\]")
_INSERTED = re.compile(r"\[([^\[\]]{1,200})\]")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-‐\u00ad][^\S\n]*\n\s*(?=[^\W\d_A-Z])")
_NO_SPEECH = str.maketrans("", "", SINGLE_QUOTES + DOUBLE_QUOTES + _INVISIBLE + "-‐‑‒–—―−[]*_")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands (marks plain, invisible characters gone), its folded form, and its place."""

    plain: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words of a quote that must stand in a source unbroken."""

    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two parts: words left out ("...") or put in by the writer ("[...]")."""

    kind: Literal["omission", "insertion"]
    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A quote as parts; ``gaps[i]`` stands between ``parts[i]`` and ``parts[i + 1]``."""

    parts: tuple[Part, ...]
    gaps: tuple[Gap, ...]
    inserted: tuple[str, ...]  # all words between square brackets, also in front and at the end
    hyphenated: bool  # words broken over lines were joined

    @property
    def words(self) -> int:
        """How many words must be found."""
        return sum(len(part.tokens) for part in self.parts)


@lru_cache(maxsize=200_000)
def forms(raw: str) -> tuple[str, str]:
    """The plain and the folded form of a word."""
    plain = unicodedata.normalize("NFKC", raw.translate(_PLAIN))
    return plain, fold(plain)


def tokens_of(text: str) -> list[Token]:
    """The words of a text, in order."""
    return [Token(*forms(m.group()), m.start(), m.end()) for m in TOKEN.finditer(text)]


def punctuation(between: str) -> str:
    """The punctuation of the characters between two words, without what a retyped quote may change."""
    bare = between.translate(_NO_SPEECH)
    return re.sub(r"\.{3,}|…", "…", "".join(bare.split()))


def pattern_of(quote: str) -> Pattern:
    """Take a quote apart at words left out and words put in."""
    joined = _BROKEN.sub("", quote)
    text = _GLUED.sub(lambda m: m[1] or m[2], joined)
    parts: list[Part] = []
    gaps: list[Gap] = []
    inserted: list[str] = []
    waiting: Gap | None = None
    for piece, gap in _pieces(text):
        tokens = tokens_of(piece)
        if tokens:
            if parts and waiting:
                gaps.append(waiting)
            elif parts:
                # two pieces without a gap between them cannot be: each piece but the last has one
                gaps.append(Gap("omission", ""))
            parts.append(Part(piece, tuple(tokens)))
            waiting = None
        if gap is not None:
            if gap.kind == "insertion" and tokens_of(gap.text) and gap.text.casefold().strip() != "sic":
                inserted.append(gap.text)
            waiting = waiting if waiting and waiting.kind == "omission" else gap
    return Pattern(tuple(parts), tuple(gaps), tuple(inserted), joined != quote)


def _pieces(text: str) -> Iterator[tuple[str, Gap | None]]:
    marks = [(m.start(), m.end(), Gap("omission", m.group())) for m in _ELLIPSIS.finditer(text)]
    for m in _INSERTED.finditer(text):
        if not any(start < m.end() and m.start() < end for start, end, _ in marks):
            marks.append((m.start(), m.end(), Gap("insertion", m[1])))
    at = 0
    for start, end, gap in sorted(marks, key=lambda mark: mark[0]):
        yield text[at:start], gap
        at = end
    yield text[at:], None
