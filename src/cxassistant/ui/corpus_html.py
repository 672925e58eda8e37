"""The sources and their authors as HTML: a table that the reader sorts, and a plot of passages by year."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from cxassistant.answering.phrases import spell_date
from cxassistant.models import Source
from cxassistant.ui.cards import original_html
from cxassistant.ui.found import found_html
from cxassistant.ui.people import chip, chips, colour_of
from cxassistant.ui.texts import LANGUAGES, both, escape

_MOST_AUTHORS = 15
_MOST_YEARS = 12
_UNDATED = ""
_LARGEST = 2.6  # of a dot, in em
_SMALLEST = 1.1
_COLUMNS = ("col_author", "col_title", "col_date", "col_language", "col_passages")


def sources_html(sources: Sequence[Source], passages: Mapping[str, int]) -> str:
    """The table of sources; a row opens to tell how its author was found."""
    heads = "".join(
        f'<th scope="col" aria-sort="none"><button type="button" data-sort="{n}">{both(name)}</button></th>'
        for n, name in enumerate(_COLUMNS)
    )
    rows = "".join(_row(source, passages.get(source.path, 0)) for source in sources)
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{escape("Bronnen / Sources")}">'
        f'<table class="sources"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def plot_html(sources: Sequence[Source], passages: Mapping[str, int]) -> str:
    """Passages by author and year, as a table whose numbers stand in dots of that size."""
    counts: dict[str, Counter[str]] = {}
    for source in sources:
        for name in source.authors or ("",):
            year = (source.date or _UNDATED)[:4]
            counts.setdefault(name, Counter())[year] += passages.get(source.path, 0)
    order = sorted(counts, key=lambda name: (-counts[name].total(), name))
    shown = order[:_MOST_AUTHORS]
    years = _years(counts, shown)
    most = max((n for name in shown for n in _by_year(counts[name], years).values()), default=1)
    heads = "".join(f'<th scope="col">{_year(year)}</th>' for year in years)
    rows = "".join(_author(name, counts[name], years, most) for name in shown)
    rest = len(order) - len(shown)
    more = f'<p class="quiet">{both("more_authors", n=str(rest))}</p>' if rest else ""
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{escape("Auteurs / Authors")}"><table class="plot">'
        f'<caption>{both("plot")}</caption><thead><tr><th scope="col">{both("col_author")}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{more}"
    )


def _row(source: Source, passages: int) -> str:
    told = {lang: spell_date(source.date, lang) or source.date or "" for lang in LANGUAGES}
    day = "".join(f'<span class="in-{lang}">{escape(text)}</span>' for lang, text in told.items())
    # What the script sorts by: text that is shown may be in another order than its meaning.
    keys = (", ".join(source.authors), source.title, source.date or "", source.language, f"{passages:09d}")
    who = chips(source.authors)
    more = (
        f'<details><summary dir="auto">{escape(source.title)}</summary><dl class="about">'
        f"<dt>{both('found_by')}</dt><dd>{found_html(source)}</dd>"
        f"<dt>{both('publisher')}</dt><dd>{escape(source.publisher or '–')}</dd>"
        f"<dt>{both('file')}</dt><dd><code>{escape(source.path)}</code></dd></dl>{original_html(source.url)}</details>"
    )
    cells = (who, more, day if source.date else both("undated"), _language(source.language), str(passages))
    return (
        "<tr>"
        + "".join(f'<td data-key="{escape(key)}">{cell}</td>' for key, cell in zip(keys, cells, strict=True))
        + "</tr>"
    )


def _language(code: str) -> str:
    return both(f"language_{code}") if code in LANGUAGES else escape(code)


def _years(counts: Mapping[str, Counter[str]], names: Sequence[str]) -> list[str]:
    """The columns: the newest years, what is older under one, what is undated last."""
    held = {year for name in names for year in counts[name]}
    dated = sorted(held - {_UNDATED})
    if len(dated) > _MOST_YEARS:
        dated = [f"<{dated[-_MOST_YEARS + 1]}", *dated[-_MOST_YEARS + 1 :]]
    return [*dated, *([_UNDATED] if _UNDATED in held else [])]


def _by_year(counted: Counter[str], years: Sequence[str]) -> dict[str, int]:
    """Passages by column."""
    older = next((year for year in years if year.startswith("<")), None)
    found: Counter[str] = Counter()
    for year, number in counted.items():
        found[year if year in years or older is None else older] += number
    return dict(found)


def _year(year: str) -> str:
    if year.startswith("<"):
        return both("before_year", year=year[1:])
    return escape(year) if year else both("undated")


def _author(name: str, counted: Counter[str], years: Sequence[str], most: int) -> str:
    held = _by_year(counted, years)
    who = chip(name) if name else f'<span class="chip nobody">{both("unknown_author")}</span>'
    cells = "".join(f"<td>{_dot(name, held[year], most) if held.get(year) else ''}</td>" for year in years)
    return f'<tr><th scope="row">{who}</th>{cells}</tr>'


def _dot(name: str, number: int, most: int) -> str:
    size = _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(number / most)
    return f'<span class="dot" {colour_of(name)}><b style="--size: {size:.2f}em">{number}</b></span>'
