"""The quotes in a text that somebody pastes, such as a slide, and whose words it says they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cxassistant.corpus.attribution import Attribution
from cxassistant.corpus.speaking import QuotationReader
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
        for start, end, speaker in _Draft(text, blocks, people, language).quotes()
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


class _Draft:
    """The quotations of a draft: between marks, in lists, and set off as blocks."""

    def __init__(self, text: str, blocks: Sequence[Block], people: Sequence[str], language: str) -> None:
        self._text, self._blocks = text, blocks
        self._reader = QuotationReader(text, blocks, people, language)

    def quotes(self) -> list[tuple[int, int, str | None]]:
        """Each as (start, end, speaker): offsets of its words without marks; none within another one."""
        found: list[tuple[int, int, str | None]] = []
        held = set()
        for quotation, said in self._reader.attributions():
            if quotation.inside:
                continue
            if said.outcome == "none":
                said = self._above_list(quotation.block)
            found.append((*quotation.inner, said.speaker))
            held.add(quotation.block)
        blocks = [n for n, b in enumerate(self._blocks) if b.kind == "quote" and n not in held]
        return sorted(found + [self._signed_block(number) for number in blocks])

    def _signed_block(self, number: int) -> tuple[int, int, str | None]:
        """A block quote without its signature, and who signed it or is named above it."""
        block = self._blocks[number]
        text = self._text[block.start : block.end]
        signed = re.search(r"\n[>\s]*[–—-]{1,2}\s*(?P<name>[^\n]{2,60})$", text)
        if signed:
            end = block.start + len(text[: signed.start()].rstrip())
            return block.start, end, self._reader.cast.resolve(signed["name"])
        return block.start, block.end, self._reader.block_speaker(number)

    def _above_list(self, number: int) -> Attribution:
        """Who the line above a list names, when it ends in a colon: "Jansen:", and his words as items."""
        above = number
        while above >= 0 and self._blocks[above].kind == "list_item":
            above -= 1
        if above < 0 or above == number:
            return Attribution("none")
        lead = self._blocks[above]
        if not self._reader.masked[lead.start : lead.end].rstrip().endswith(":"):
            return Attribution("none")
        return self._reader.outside.attribute((lead.start, lead.end), (lead.end, lead.end), lead.start)
