"""What a loader makes of a file: the lines of its text, and what the file states about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cxassistant.corpus.lines import Line
from cxassistant.corpus.overrides import Overrides

ClaimField = Literal["title", "authors", "date", "publisher", "url", "language"]
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that the structure of a file states: a meta tag, a document property, a heading.

    A claim is a trace, weighed with those on the page; unlike front matter it decides nothing by itself.
    """

    field: ClaimField
    value: str
    rule: str  # where it stands, such as "meta author" or "document property"
    confidence: float  # 0..1: how likely a value of this kind is right when nothing else is known
    text: str  # the words of the file, at most a line

    @property
    def shown(self) -> str:
        """The words of the file, short enough for evidence."""
        return self.text[:_SHOWN]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as lines in reading order, with what it states about itself."""

    lines: tuple[Line, ...]
    claims: tuple[Claim, ...] = ()
    stated: Overrides | None = None  # front matter: people wrote it to be taken as it is
