"""Whose words a sentence holds."""

from __future__ import annotations

from collections.abc import Sequence

from cxassistant.models import Block, Voice, VoiceSpan

# Below this share of its characters an unattributed quotation is a turn of phrase in the author's own
# sentence ("aangezien ‘what gets measured gets managed’ vraag ik me af ..."). Not 60%: "..., verzekerde een
# accountmanager mij op een beurs" is half attribution, and still not what the author holds.
UNCERTAIN_SHARE = 0.4
_FILLED = 0.85


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
