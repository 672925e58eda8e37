"""Gives the answers of an interview to the person interviewed."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from cxassistant.corpus.persons import find_names, is_same_person
from cxassistant.models import Block, VoiceSpan

MIN_ANSWERS = 3  # fewer paragraphs that are all quotation may be anything
_FILLS = 0.8  # of the paragraph's characters; the rest is "Jansen zucht."


def name_guest(
    found: list[VoiceSpan], masked: str, blocks: Sequence[Block], authors: Sequence[str]
) -> list[VoiceSpan]:
    """``found`` with the answers of an interview given to its guest; unchanged for any other text.

    An interview has three or more paragraphs that are one unattributed quotation, and exactly one person
    who is named in full outside the quotations and called by surname there.
    """
    answers = [span for span in found if span.voice == "uncertain" and _fills_block(span, blocks)]
    if len(answers) < MIN_ANSWERS:
        return found
    guest = _guest(masked, answers[-1].start, blocks, authors)
    if guest is None:
        return found
    return [
        dataclasses.replace(span, voice="quoted", speaker=guest) if span in answers else span
        for span in found
    ]


def _fills_block(span: VoiceSpan, blocks: Sequence[Block]) -> bool:
    size = span.end - span.start
    return any(b.start <= span.start < b.end and size >= _FILLS * (b.end - b.start) for b in blocks)


def _guest(masked: str, before: int, blocks: Sequence[Block], authors: Sequence[str]) -> str | None:
    outside = "\n".join(masked[b.start : b.end] for b in blocks if b.kind != "heading")
    names = {mention.name for mention in find_names(masked, 0, before)}
    called = [
        name
        for name in sorted(names)
        if not is_same_person(name, authors)
        and re.search(rf"(?<!\w )\b{re.escape(name.split()[-1])}\b", outside.replace(name, ""))
    ]
    return called[0] if len(called) == 1 else None
