"""Dutch and English dates in short lines, as precise as they are stated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb febr", "maart march mrt mar", "april apr",
            "mei may", "juni june jun", "juli july jul", "augustus august aug", "september sep sept",
            "oktober october okt oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?(?![\d-])",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|e|ste|de)?(?:\s+of)?[\s-]+{_MONTH},?[\s-]+['’]?{_YEAR}",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"\b{_MONTH},?\s+{_YEAR}",
        rf"\b(?P<day>\d{{1,2}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep){_YEAR}",
        rf"(?<![\d€$£-]){_YEAR}(?![\d-])",
    )
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line; ``iso`` is "2024-02-16", "2024-02" or "2024"."""

    start: int
    end: int
    iso: str


def find_dates(text: str, *, day_first: bool = True) -> list[FoundDate]:
    """Every date in ``text``, in order, without overlap. Bare years count too.

    ``day_first=False`` leaves day and month open in "03/04/2024", which may be either in English: the
    date is then as precise as the year.
    """
    found: list[FoundDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            iso = _iso(match, day_first)
            if iso and all(match.end() <= other.start or match.start() >= other.end for other in found):
                found.append(FoundDate(match.start(), match.end(), iso))
    return sorted(found, key=lambda item: item.start)


def first_date(text: str, *, day_first: bool = True) -> str | None:
    """The first date of ``text`` in ISO form, or None."""
    found = find_dates(text, day_first=day_first)
    return found[0].iso if found else None


def _iso(match: re.Match[str], day_first: bool) -> str | None:
    parts = match.groupdict()
    year, month_word, day_word = int(parts["year"]), parts.get("month"), parts.get("day")
    if month_word is None:
        return f"{year}"
    month = int(month_word) if month_word.isdigit() else _MONTHS[month_word.lower()]
    day = int(day_word) if day_word else None
    if parts.get("sep") == "/" and day is not None and not day_first:
        if day <= 12 and month <= 12 and day != month:
            return f"{year}"
        if month > 12:
            day, month = month, day
    try:
        return date(year, month, day or 1).isoformat()[: 10 if day else 7]
    except ValueError:  # the 31st of February, month 17
        return None
