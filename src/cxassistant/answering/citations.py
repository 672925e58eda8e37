"""From a quote to a citation: number, names, place, and a last check that it is verbatim."""

from __future__ import annotations

from cxassistant.answering.quoting import Quote
from cxassistant.models import Citation, Source
from cxassistant.places import locate


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
