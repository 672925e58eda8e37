"""Whose words a sentence holds."""

from __future__ import annotations

from collections.abc import Sequence

from cxassistant.models import Block, Source, Voice, VoiceSpan

# Below this share of its characters an unattributed quotation is a turn of phrase in the author's own
# sentence ("aangezien ‘what gets measured gets managed’ vraag ik me af ..."). Not 60%: "..., verzekerde een
# accountmanager mij op een beurs" is half attribution, and still not what the author holds.
UNCERTAIN_SHARE = 0.4
_FILLED = 0.85
_MOSTLY = 0.8


def sentence_voice(
    start: int, end: int, block: Block, voices: Sequence[VoiceSpan]
) -> tuple[Voice, str | None]:
    """The voice of the sentence ``start:end`` of ``block``, and the speaker when that is "quoted".

    Any attributed quotation makes the sentence "quoted" (``find_voices`` gives none under three words);
    quotations of two people make it "uncertain". A quotation within a quotation counts for its own speaker
    where it is all that the sentence holds; else the sentence is that of who tells it.
    """
    inside = [span for span in voices if span.start < end and span.end > start]
    innermost = [
        s
        for s in inside
        if not any(o != s and s.start <= o.start and o.end <= s.end and _fills(o, start, end) for o in inside)
        and not any(
            o != s and o.start <= s.start and s.end <= o.end and not _fills(s, start, end) for o in inside
        )
    ]
    speakers = {span.speaker for span in innermost if span.voice == "quoted"}
    if len(speakers) > 1:
        return "uncertain", None
    if speakers:
        return "quoted", speakers.pop()
    unknown = sum(min(end, s.end) - max(start, s.start) for s in innermost if s.voice == "uncertain")
    if unknown >= UNCERTAIN_SHARE * (end - start):
        return "uncertain", None
    return ("editorial", None) if block.voice == "editorial" else ("author", None)


def _fills(span: VoiceSpan, start: int, end: int) -> bool:
    """Whether a quotation is the sentence, but for its marks and a word or two."""
    return min(end, span.end) - max(start, span.start) >= _FILLED * (end - start)


def words_voice(source: Source, start: int, end: int) -> tuple[Voice, str | None]:
    """Whose the words ``start:end`` of a source are, and the speaker when that is "quoted".

    Those of the innermost quotation that holds most of them; words that cut through one are "uncertain".
    """
    held = _MOSTLY * (end - start)
    around = [v for v in source.voices if min(end, v.end) - max(start, v.start) > held]
    if around:
        inner = min(around, key=lambda v: v.end - v.start)
        return inner.voice, inner.speaker
    block = next((b for b in source.blocks if b.start <= start < b.end), None)
    if block is not None and block.voice == "editorial":
        return "editorial", None
    # An author's sentence may hold a quotation; half of one is neither the author's nor the speaker's.
    cut = any(
        v.start < end and start < v.end and not start - 1 <= v.start < v.end <= end + 1 for v in source.voices
    )
    return ("uncertain" if cut else "author"), None
