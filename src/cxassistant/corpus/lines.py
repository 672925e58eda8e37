"""Raw text -> lines: the unit in which the rules of cleaning think. One line is one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from cxassistant.models import BlockKind

_BULLET = re.compile(r"^\s*(?:[•·▪◦‣●○■□►➢✓✔*+]|[-–—](?=\s+\S))\s+(?=\S)")
_RULE = re.compile(r"^\s*(?:[-_=*~·•#.\u2013\u2014]\s*){3,}$")
_CELL_GAP = re.compile(r"(?:[ \u00a0]{2,}|\t+|\s+[|»›>·•/]\s+)+")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
# Hard-wrapped text: more than this share of the line ends fall inside a sentence.
_WRAPPED_SHARE = 0.3
_MIN_WRAP_WIDTH = 40


Part = Literal[
    "article",  # of the article itself
    "around",  # beside the article: it may tell about it, as a byline or a box about the author does
    "furniture",  # menus, footers and buttons of the site
    "elsewhere",  # about something else: comments, other articles, captions
]


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its white space normalised and its list marker left out.

    ``kind`` is what the markup says (None: plain text); ``gap`` counts the blank lines before it;
    ``cells`` counts the parts that wide spaces, bars or arrows set apart, as in a menu bar; ``page``
    is the page that it starts on, from 1, and ``turns`` are the places in its text where later pages
    start, with their numbers; ``part`` is where the markup puts it (None: it does not tell).
    """

    text: str
    kind: BlockKind | None = None
    gap: int = 0
    cells: int = 1
    page: int | None = None
    part: Part | None = None
    turns: tuple[tuple[int, int], ...] = ()

    @property
    def words(self) -> int:
        """How many words the line has: what white space sets apart and holds a letter or digit."""
        return sum(any(map(str.isalnum, part)) for part in self.text.split())


def split_lines(text: str) -> list[Line]:
    """The lines of plain text that hold anything; lines of a hard-wrapped paragraph become one."""
    return rejoin(_raw_lines(text))


def _raw_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = 0
    for raw in text.split("\n"):
        marker = _BULLET.match(raw)
        content = " ".join(raw[marker.end() if marker else 0 :].split())
        if not content.strip("\u200b\ufeff\u2060") or _RULE.match(raw):
            gap += 1
            continue
        lines.append(Line(content, "list_item" if marker else None, gap, cell_count(raw)))
        gap = 0
    return lines


def cell_count(text: str) -> int:
    """How many parts of a line are set apart by wide spaces, bars or arrows."""
    return len(_CELL_GAP.split(text.strip()))


def rejoin(lines: Sequence[Line]) -> list[Line]:
    """Joins the lines of hard-wrapped paragraphs; leaves text alone that has a line per paragraph."""
    pairs = [(a, b) for a, b in pairwise(lines) if b.gap == 0 and b.kind is None]
    broken = [pair for pair in pairs if _is_broken(*pair)]
    if len(broken) < 3 or len(broken) < _WRAPPED_SHARE * len(pairs):
        return list(lines)
    widths = sorted(len(a.text) for a, _ in broken)
    width = widths[int(0.9 * (len(widths) - 1))]
    joined: list[Line] = []
    last_length = 0
    for line in lines:
        fits = (
            joined
            and line.gap == 0
            and line.kind is None
            and last_length >= max(_MIN_WRAP_WIDTH, 0.65 * width)
        )
        last_length = len(line.text)
        if fits and joined[-1].kind != "heading":
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return joined


def _is_broken(line: Line, following: Line) -> bool:
    return (
        len(line.text) >= _MIN_WRAP_WIDTH
        and not _SENTENCE_END.search(line.text)
        and following.text[:1].islower()
    )


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``: for vocabularies that are easier to read as running text."""
    return frozenset(text.split())


def sentence_ends(text: str) -> int:
    """About how many sentences a line holds; enough to tell a paragraph from a label."""
    return len(re.findall(r"[.!?…][\"'”’»)\]]*(?=\s|$)", text))


def fold(text: str) -> str:
    """Letters and digits only, in lower case: for telling whether two lines say the same."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def lowercase_words(lines: Iterable[Line]) -> frozenset[str]:
    """The words that the document also writes without a capital, so that are hardly names."""
    return frozenset(
        word for line in lines for word in re.findall(r"\b[^\W\d_]+\b", line.text) if word.islower()
    )
