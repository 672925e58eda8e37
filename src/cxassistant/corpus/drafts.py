"""The quotes in a text that somebody pastes, such as a slide, and whose words it says they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cxassistant.corpus.voices import attribute_quotations
from cxassistant.language import detect_language
from cxassistant.models import Block, BlockKind
from cxassistant.text import words

_MARKUP = re.compile(r"(?m)^(?P<mark>[ \t]*(?:#{1,6}[ \t]+|[-*•–—][ \t]+|\d{1,2}[.)][ \t]+))")
_QUOTED = re.compile(r"(?m)(?:^[ \t]*>[^\n]*(?:\n|$))+")
_PARAGRAPH = re.compile(
    r"\S[^\n]*(?:\n(?![ \t]*(?:\n|#{1,6}[ \t]|[-*•–—>][ \t]|\d{1,2}[.)][ \t]))[^\n]*\S[^\n]*)*"
)
_LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class DraftQuote:
    """A quote, its words at ``start:end`` of the draft, and who the draft says said them."""

    text: str
    start: int
    end: int
    speaker: str | None


def read_draft(text: str, people: Sequence[str]) -> list[DraftQuote]:
    """The quotes of a draft, in order; the whole text is one where it has no quotation marks.

    ``people`` are known by full name, so that a draft may name them by family name or first name.
    """
    blocks = _blocks(text)
    language = detect_language(text)
    found = [
        DraftQuote(text[start:end], start, end, speaker)
        for start, end, speaker in attribute_quotations(text, blocks, people, language)
        if len(re.findall(r"[^\W_]", text[start:end])) >= _LEAST_LETTERS
    ]
    if found or not words(text):
        return found
    start = len(text) - len(text.lstrip())
    bare = text.strip()
    return [DraftQuote(bare, start, start + len(bare), None)]


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    at = 0
    for quoted in [*_QUOTED.finditer(text), None]:
        blocks += _plain_blocks(text, at, quoted.start() if quoted else len(text))
        if quoted:
            mark = re.match(r"[ \t]*>[ \t]?", quoted.group())
            start = quoted.start() + (mark.end() if mark else 0)
            end = quoted.start() + len(quoted.group().rstrip(" \t\n>"))
            if start < end:
                blocks.append(Block(start, end, "quote", "author"))
            at = quoted.end()
    return blocks


def _plain_blocks(text: str, low: int, high: int) -> Iterator[Block]:
    for match in _PARAGRAPH.finditer(text, low, high):
        start = match.start()
        kind: BlockKind = "paragraph"
        mark = _MARKUP.match(text, text.rfind("\n", 0, start) + 1)
        if mark and mark.end() < match.end():
            sign = mark["mark"].strip()
            kind = "heading" if sign.startswith("#") else "list_item"
            # A dash in front of a name is a signature, and tells whose the words before it are.
            start = start if sign in ("–", "—") else mark.end()
        yield Block(start, match.end(), kind, "author")
