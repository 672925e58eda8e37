"""Answers "who said ...": the words where they stand, their speaker, and the author who cites them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cxassistant.answering.quoting import Quote
from cxassistant.answering.wording import Span
from cxassistant.models import Sentence, Source, Voice


def quote_of(span: Span, sources: Mapping[str, Source], sentences: Sequence[Sentence]) -> Quote:
    """The words found, as a quote under the voice of those words.

    The whole sentences, unless another voice has a part in them: a quote holds one person's words.
    """
    source = sources[span.source]
    rows = _rows(span, sentences)
    voice, speaker = _voice(span, source, [sentences[row] for row in rows])
    whole = rows and all((sentences[r].voice, sentences[r].speaker) == (voice, speaker) for r in rows)
    start = sentences[rows[0]].start if whole else span.start
    end = sentences[rows[-1]].end if whole else span.end
    first, last = (rows[0], rows[-1] + 1) if rows else (0, 0)
    return Quote(source.path, first, last, start, end, source.text[start:end], voice, speaker)


def _rows(span: Span, sentences: Sequence[Sentence]) -> list[int]:
    """Rows of the sentences that the words stand in."""
    return [
        row
        for row, s in enumerate(sentences)
        if s.source == span.source and s.start < span.end and span.start < s.end
    ]


def _voice(span: Span, source: Source, held: Sequence[Sentence]) -> tuple[Voice, str | None]:
    """Whose these words are: of the innermost quotation that holds most of them, else as the sentences say."""
    length = span.end - span.start
    around = [v for v in source.voices if min(span.end, v.end) - max(span.start, v.start) > 0.8 * length]
    if around:
        inner = min(around, key=lambda v: v.end - v.start)
        return inner.voice, inner.speaker
    block = next((b for b in source.blocks if b.start <= span.start < b.end), None)
    if block is not None and block.voice == "editorial":
        return "editorial", None
    if not any(v.start < span.end and span.start < v.end for v in source.voices):
        return "author", None
    told = {(s.voice, s.speaker) for s in held}
    return told.pop() if len(told) == 1 else ("uncertain", None)
