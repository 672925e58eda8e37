"""Where in a document something stands, as a reader finds it: its pages, or its heading."""

from __future__ import annotations

import re

from cxassistant.models import Source

_PAGE = re.compile(r"p\. \d")


def is_page(locator: str | None) -> bool:
    """Whether a locator gives a page, and not the heading that a quote stands under."""
    return bool(locator and _PAGE.match(locator))


def locate(source: Source, start: int, end: int) -> str | None:
    """Where a reader finds a quote: its pages as viewers count them ("p. 3", "p. 3–4"), else its heading.

    The same in Dutch and English. None where the document has neither.
    """
    inside = [block for block in source.blocks if block.start < end and start < block.end]
    turned = [page for block in inside for at, page in block.turns if start < at < end]
    first = _page_at(source, start)
    if first is None:
        return heading_before(source, start)
    last = max([*turned, *(block.page for block in inside if block.start > start and block.page), first])
    return f"p. {first}" if last == first else f"p. {first}–{last}"


def _page_at(source: Source, position: int) -> int | None:
    block = next((block for block in source.blocks if block.start <= position < block.end), None)
    if block is None or block.page is None:
        return None
    return max([block.page, *(page for at, page in block.turns if at <= position)])


def heading_before(source: Source, position: int) -> str | None:
    """The heading that a place in a source stands under."""
    above = [b for b in source.blocks if b.kind == "heading" and b.end <= position]
    return source.text[above[-1].start : above[-1].end] if above else None
