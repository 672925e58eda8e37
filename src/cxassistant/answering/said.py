"""Answers "who said ...": the words where they stand, their speaker, and the author who cites them."""

from __future__ import annotations

from collections.abc import Sequence

from cxassistant.answering.ports import Library
from cxassistant.answering.quoting import Quote
from cxassistant.answering.wording import Span
from cxassistant.models import Sentence, Source, Voice
from cxassistant.voice import words_voice


def quote_of(span: Span, library: Library) -> Quote:
    """The words found, as a quote under the voice of those words.

    The whole sentences, unless another voice has a part in them: a quote holds one person's words.
    """
    source, sentences = library.sources[span.source], library.sentences
    rows = library.rows(span.source, span.start, span.end)
    voice, speaker = _voice(span, source, [sentences[row] for row in rows])
    whole = rows and all((sentences[r].voice, sentences[r].speaker) == (voice, speaker) for r in rows)
    start = sentences[rows[0]].start if whole else span.start
    end = sentences[rows[-1]].end if whole else span.end
    first, last = (rows[0], rows[-1] + 1) if rows else (0, 0)
    return Quote(source.path, first, last, start, end, source.text[start:end], voice, speaker)


def _voice(span: Span, source: Source, held: Sequence[Sentence]) -> tuple[Voice, str | None]:
    """Whose these words are; where they only touch a quotation, what their sentences agree on."""
    voice, speaker = words_voice(source, span.start, span.end)
    touched = [v for v in source.voices if v.start < span.end and span.start < v.end]
    if voice in ("quoted", "editorial") or not touched or any(v.voice == voice for v in touched):
        return voice, speaker
    told = {(s.voice, s.speaker) for s in held}
    return told.pop() if len(told) == 1 else ("uncertain", None)
