"""Filters on sources: by author, by date and by language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxassistant.errors import ConfigError
from cxassistant.models import Source
from cxassistant.text import fold

_DATE = re.compile(r"^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which sources count.

    Under a date filter an undated source does not, unless ``undated``: nobody knows that it fits.
    """

    authors: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    language: str | None = None
    undated: bool = False

    def paths(self, sources: Mapping[str, Source]) -> frozenset[str] | None:
        """Paths of the sources that pass; None when nothing is filtered."""
        if not (self.authors or self.since or self.until or self.language):
            return None
        return frozenset(path for path, source in sources.items() if self._passes(source))

    def _passes(self, source: Source) -> bool:
        if self.authors and not any(_same(a, b) for a in self.authors for b in source.authors):
            return False
        if self.language and source.language != self.language:
            return False
        if self.since or self.until:
            if source.date is None:
                return self.undated
            # A date as precise as a year or month covers all its days: it passes if any of them does.
            if self.since and source.date < self.since[: len(source.date)]:
                return False
            if self.until and source.date[: len(self.until)] > self.until:
                return False
        return True


def make_filters(
    authors: str | Sequence[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    source_language: str | None = None,
    undated: bool = False,
) -> Filters:
    """Filters from what a caller gave. Raises ConfigError for a date that is none."""
    for name, value in (("since", since), ("until", until)):
        if value is not None and not (isinstance(value, str) and _DATE.match(value)):
            raise ConfigError(f"'{name}' must be a date such as 2024, 2024-02 or 2024-02-16, not '{value}'.")
    names = (authors,) if isinstance(authors, str) else tuple(authors or ())
    if not all(isinstance(name, str) for name in names):
        raise ConfigError("'authors' must be a name or a list of names.")
    return Filters(tuple(n for n in names if n.strip()), since, until, source_language or None, undated)


def _same(asked: str, author: str) -> bool:
    """Whether an asked name is this author's: the whole name, or its last words ("van der Meer")."""
    a, b = fold(asked).split(), fold(author).split()
    return bool(a) and (a == b or a == b[-len(a) :])
