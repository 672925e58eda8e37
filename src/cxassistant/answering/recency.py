"""How old the sources of an answer are, and which come first when the newest are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cxassistant.answering.selection import Choice
from cxassistant.models import Source


def newest_first(chosen: Sequence[Choice], sources: Mapping[str, Source]) -> list[Choice]:
    """The newest sources first and those without a date last; quotes of one source stay together."""
    order = list(dict.fromkeys(c.quote.source for c in chosen))
    order.sort(key=lambda path: sources[path].date or "", reverse=True)
    return sorted(chosen, key=lambda c: order.index(c.quote.source))


def old_newest(paths: Iterable[str], sources: Mapping[str, Source], years: int) -> tuple[str | None, bool]:
    """The date of the newest of these sources if that is more than ``years`` ago, else None.

    With whether some of them have no date. ``years`` 0 points out nothing.
    """
    dates = [sources[path].date for path in paths]
    told = [d for d in dates if d]
    if not told or not years:
        return None, False
    newest = max(told)
    old = date.today().year - int(newest[:4]) > years
    return (newest if old else None), len(told) < len(dates)
