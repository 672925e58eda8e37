"""The state that the rules of cleaning share: the lines of one document and their roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from cxassistant.corpus.credits import Credit, parse_credit
from cxassistant.corpus.lines import Line, sentence_ends

Role = Literal[
    "body",  # the article's own words
    "title",
    "credit",  # byline, dateline, makers of pictures
    "note",  # an editor's note about the article
    "bio",  # who the author is, in the third person
    "salutation",
    "signoff",
    "signature",
    "furniture",  # of this page: buttons, cookie notices, footers
    "elsewhere",  # about other articles, events and commenters: no evidence about this one
]
_PROSE_WORDS = 12
_LONG_PROSE_WORDS = 25


@dataclass(slots=True)
class Page:
    """The lines of a document with their roles, and what was read on the way."""

    lines: Sequence[Line]
    roles: list[Role]
    common: frozenset[str]  # words that the document writes in lower case
    day_first: bool = True
    credits: dict[int, Credit] = field(default_factory=dict)
    title: int | None = None  # index of the line that holds the title
    first_prose: int = 0  # index of the first paragraph
    running_heads: set[str] = field(default_factory=set)  # what pages repeat with their number, folded
    stated_titles: tuple[str, ...] = ()  # what the file states its title is, the surest first

    @property
    def body(self) -> list[int]:
        """Indices of the lines that are the article's own words."""
        return [index for index, role in enumerate(self.roles) if role == "body"]

    @property
    def salutation(self) -> str:
        """How a letter addresses its reader; "" where there is none."""
        return next((self.text(i) for i, role in enumerate(self.roles) if role == "salutation"), "")

    def text(self, index: int) -> str:
        """The words of line ``index``."""
        return self.lines[index].text

    def is_prose(self, index: int) -> bool:
        """Whether a line is a paragraph rather than a label, a heading or a name."""
        line = self.lines[index]
        ends = sentence_ends(line.text)
        return line.kind != "heading" and (
            line.words >= _LONG_PROSE_WORDS
            or (line.words >= _PROSE_WORDS and ends > 0)
            or (line.words >= 6 and ends > 1)
        )

    def next_prose(self, start: int) -> int:
        """Index of the first paragraph at or after ``start``; the number of lines when there is none."""
        return next((i for i in range(start, len(self.lines)) if self.is_prose(i)), len(self.lines))

    def credit_at(self, index: int) -> Credit | None:
        """What line ``index`` credits, or None; under a block quote stands who said it, not who wrote the article."""
        if self.lines[index].kind == "quote":
            return None
        return self.credit_at_text(self.text(index))

    def credit_at_text(self, text: str) -> Credit | None:
        """What ``text`` credits, or None, read with what is known of this document."""
        return parse_credit(text, self.common, day_first=self.day_first)
