"""From a quote to a citation: number, names, place, and a last check that it is verbatim."""

from __future__ import annotations

from cxassistant.answering.quoting import Quote
from cxassistant.models import Citation, Source


def make_citation(number: int, source: Source, quote: Quote, origin: str | None) -> Citation:
    """A citation of ``source``. Raises ValueError when the quote is not in it to the letter."""
    if source.text[quote.start : quote.end] != quote.text or not quote.text:
        raise ValueError(f"not verbatim in {source.path}: {quote.text[:60]!r}")
    return Citation(
        number=number,
        source=source.path,
        authors=source.authors,
        voice=quote.voice,
        speaker=quote.speaker if quote.voice == "quoted" else None,
        title=source.title,
        publisher=source.publisher,
        date=source.date,
        url=source.url,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        locator=locate(source, quote.start, quote.end),
        origin=origin,
        spoken=_spoken(source, quote),
    )


def _spoken(source: Source, quote: Quote) -> tuple[int, int] | None:
    """The words of the quote that are somebody else's; the author's sentence around them is not."""
    if quote.voice not in ("quoted", "uncertain"):
        return None
    spans = [v for v in source.voices if v.start < quote.end and quote.start < v.end]
    own = [v for v in spans if (v.voice, v.speaker) == (quote.voice, quote.speaker)]
    if not own:
        return None
    return max(quote.start, min(v.start for v in own)), min(quote.end, max(v.end for v in own))


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
