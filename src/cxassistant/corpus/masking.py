"""Text with the quoted words blank, so that only the author's own words are read. Offsets stay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cxassistant.models import Block
from cxassistant.text import split_sentences


def blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """``text`` with the spans blank, so that names inside a quotation are not taken for its speaker.

    A digit stays in front, since a sentence can open with one, and the stop at the end, where it closes.
    """
    characters = list(text)
    for start, end in spans:
        last = text[end - 1] if text[end - 1] in ".!?…," else " "
        characters[start:end] = ("0" + " " * (end - start - 2) + last)[: end - start]
    return "".join(characters)


def one_line_blocks(text: str, blocks: Sequence[Block]) -> str:
    """``text`` with the line breaks inside blocks as spaces; offsets stay."""
    characters = list(text)
    for block in blocks:
        characters[block.start : block.end] = text[block.start : block.end].replace("\n", " ")
    return "".join(characters)


def sentence_start(masked: str, low: int, at: int) -> int:
    """Where the sentence that holds ``at`` starts; quoted words are blank, so their stops do not count."""
    starts = [low + start for start, _ in split_sentences(masked[low:at]) if start + low <= at]
    tail = masked[low:at].rstrip()
    if tail.endswith((".", "!", "?", "…")):
        return at
    return starts[-1] if starts else low


def sentence_end(masked: str, at: int, high: int, last: str) -> int:
    """Where the sentence of a quotation that ended at ``at`` ends; after its own full stop it is over."""
    rest = masked[at:high]
    following = rest.lstrip()
    # Blanked words of the next quotation open with a digit, see blank().
    if re.match(r"(?:\([^().!?]{2,60}\)|[–—-]{1,2}\s?[A-ZÀ-Þ][^.!?\n]{1,60}$)", following):  # who said it
        last = " "
    if last in ".…" and re.match(r"[\"'‘“«„(]?[A-ZÀ-Þ0]|[\"'‘“«„]0", following):
        return at
    stop = re.search(r"[.!?…](?=\s|$|[”’\"')])", rest)
    return at + (stop.end() if stop else len(rest))
