"""A whole source in the panel: cited sentences highlighted, the words of others marked with who said them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cxassistant.models import Block, Citation, Source, VoiceSpan
from cxassistant.ui.actions import act
from cxassistant.ui.cards import head_html, notes_html, original_html
from cxassistant.ui.people import chip, chips
from cxassistant.ui.texts import both, escape

FOCUS = "focus"  # class of the mark to bring into view
Span = tuple[int, int]


def document_html(source: Source, citations: Sequence[Citation], focus: Span) -> str:
    """The source with the ``citations`` that stand in it; ``focus`` is what the reader came for."""
    cited = [c for c in citations if c.source == source.path and source.text[c.start : c.end] == c.quote]
    focused = [c for c in cited if (c.start, c.end) == focus]
    body = "".join(_block(source, block, cited, focus) for block in _blocks(source))
    back = f'<button type="button" class="link" {act("sources")}>{both("back_to_sources")}</button>'
    return (
        f'<section class="document" aria-label="{escape(source.title)}">{back}'
        f"{head_html(source.authors, source.title, source.publisher, source.date)}{original_html(source.url)}"
        f'{notes_html(focused)}{_speakers(source)}<div class="whole" lang="{escape(source.language)}">{body}</div>'
        f"</section>"
    )


def _speakers(source: Source) -> str:
    """Who else speaks in the piece."""
    names = dict.fromkeys(v.speaker for v in source.voices if v.speaker)
    return f'<p class="speakers">{both("also_speaking")} {chips(names)}</p>' if names else ""


def _blocks(source: Source) -> Sequence[Block]:
    return source.blocks or (Block(0, len(source.text), "paragraph", "author"),)


def _block(source: Source, block: Block, cited: Sequence[Citation], focus: Span) -> str:
    inner = "".join(_pieces(source, block, cited, focus))
    tag = "h4" if block.kind == "heading" else "p"
    kind = ' class="editorial"' if block.voice == "editorial" else ""
    page = f'<span class="page">p. {block.page}</span>' if block.page and _opens_page(source, block) else ""
    return f'{page}<{tag} dir="auto"{kind}>{inner}</{tag}>'


def _opens_page(source: Source, block: Block) -> bool:
    return next(b for b in source.blocks if b.page == block.page) is block


def _pieces(source: Source, block: Block, cited: Sequence[Citation], focus: Span) -> Iterator[str]:
    """A block's text, cut wherever a mark or a voice begins or ends."""
    voices = [v for v in source.voices if v.start < block.end and block.start < v.end]
    marks = [*((c.start, c.end) for c in cited), focus]
    cuts = {block.start, block.end}
    for start, end in [*marks, *((v.start, v.end) for v in voices)]:
        cuts |= {at for at in (start, end) if block.start < at < block.end}
    places = sorted(cuts)
    for start, end in pairwise(places):
        voice = next((v for v in voices if v.start <= start and end <= v.end), None)
        text = _marked(source, (start, end), block, cited, focus)
        yield (
            _spoken(text, voice, last=voice is not None and end == min(voice.end, block.end))
            if voice
            else text
        )


def _marked(source: Source, piece: Span, block: Block, cited: Sequence[Citation], focus: Span) -> str:
    start, end = piece
    text = escape(source.text[start:end])
    focused = focus[0] <= start and end <= focus[1]
    numbers = [c for c in cited if c.start <= start and end <= c.end]
    if not focused and not numbers:
        return text
    opening = [c for c in numbers if c.start == start]
    badge = "".join(f'<span class="marker">{c.number}</span>' for c in opening)
    first = ' tabindex="-1"' if focused and start == max(focus[0], block.start) else ""
    return f"<mark{f' class={FOCUS}' if focused else ''}{first}>{badge}{text}</mark>"


def _spoken(text: str, voice: VoiceSpan, last: bool) -> str:
    """Words of somebody else, with their name behind them."""
    who = (
        f'<span class="speaker">{chip(voice.speaker) if voice.speaker else both("unknown_speaker")}</span>'
        if last
        else ""
    )
    return f'<span class="said">{text}</span>{who}'
