"""Finds the quotation marks of a text that belong together, whoever's words they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cxassistant.models import Block

# Which marks can close a quotation that each mark opens. Writers mix systems: „...“, ”...”, »...«.
_CLOSERS = {
    "‘": "’'",
    "‚": "’‘'",
    "'": "'",
    "“": '”"',
    "„": '”“"',
    '"': '"”',
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
}
_MARKS = "".join(_CLOSERS) + "’›"
_SINGLE = "‘’‚'"
# 's morgens, 't, 'n, 'em, '90s: marks that stand for missing letters.
_CLITIC = re.compile(r"[’'‘](?:(?:[stnkm]|ns|em|tis|twas|cause)\b|\d0(?:s|er)?\b)")
_MAX_CHAIN = 6  # blocks; longer is a forgotten closing mark
_MAX_LENGTH = 6000  # characters; the same, and it bounds the time that stray marks can cost


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation within one block; ``start`` and ``end`` include its marks."""

    start: int
    end: int
    block: int
    continues: bool = False  # it goes on from a quotation in the block before
    inside: bool = False  # it stands within another quotation

    @property
    def inner(self) -> tuple[int, int]:
        """Offsets of the words without the outer marks."""
        return self.start + 1, self.end - 1


def find_quotations(text: str, blocks: Sequence[Block]) -> list[Quotation]:
    """All quotations in the blocks, by start; nested ones too, marked ``inside``.

    A mark that opens and never closes opens nothing, unless the next paragraphs carry the quotation on.
    """
    found: list[Quotation] = []
    skip_until = -1
    for number, block in enumerate(blocks):
        start = block.start
        if number <= skip_until:
            continue
        chain = _chain(text, blocks, number)
        if chain:
            found += chain
            skip_until = chain[-1].block
            found += _within(text, start, chain[0].start, number, False)
            found += _within(text, chain[-1].end, blocks[skip_until].end, skip_until, False)
            continue
        found += _within(text, block.start, block.end, number, False)
    return sorted(found, key=lambda q: (q.start, -q.end))


def _within(text: str, start: int, end: int, block: int, inside: bool) -> Iterator[Quotation]:
    at = start
    while at < end:
        if not _opens(text, at, start):
            at += 1
            continue
        close = _closing(text, at, end)
        if close is None:
            at += 1
            continue
        yield Quotation(at, close + 1, block, inside=inside)
        yield from _within(text, at + 1, close, block, True)
        at = close + 1


def _opens(text: str, at: int, start: int) -> bool:
    """Whether the character at ``at`` opens a quotation."""
    mark = text[at]
    if mark not in _CLOSERS or at + 1 >= len(text) or _is_apostrophe(text, at):
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + 1]
    if mark in "«»" and after == " ":  # French spacing: « ... »
        return before.isspace() and mark == "«"
    if after.isspace():
        return False
    return not before.isalnum() and before not in ".,!?…"


def _is_apostrophe(text: str, at: int) -> bool:
    if text[at] not in _SINGLE:
        return False
    before = text[at - 1 : at]
    if before.isalnum():
        return text[at + 1 : at + 2].isalnum()
    clitic = _CLITIC.match(text, at)
    return bool(clitic) and not text.startswith(("'t", "‘t"), at - 1)


def _closing(text: str, opened: int, end: int) -> int | None:
    """Offset of the mark that closes the quotation opened at ``opened``."""
    closers = _CLOSERS[text[opened]]
    depth = 0
    for at in range(opened + 1, min(end, opened + _MAX_LENGTH)):
        mark = text[at]
        if mark == text[opened] and mark not in closers and _opens(text, at, opened):
            depth += 1
        elif mark in closers and _closes(text, at, opened, end):
            if depth == 0:
                return at
            depth -= 1
    return None


def _closes(text: str, at: int, opened: int, end: int) -> bool:
    if _is_apostrophe(text, at):
        return False
    before = text[at - 1]
    after = text[at + 1] if at + 1 < end else " "
    if before.isspace() and text[at] not in "»«" and not after.isspace():
        return False
    if after.isalnum():
        return False
    if text[at] in "’'" and before in "sxz" and re.match(r"\s[a-zà-ÿ]", text[at + 1 : at + 3]):
        # "the suppliers’ own results": an apostrophe if the true closing mark still follows
        return not _closes_later(text, at + 1, opened, end)
    return True


def _closes_later(text: str, start: int, opened: int, end: int) -> bool:
    for at in range(start, min(end, start + 300)):
        if text[at] in _CLOSERS and text[at] not in "'" and _opens(text, at, opened):
            return False
        if text[at] == "'" and _opens(text, at, opened):
            return False
        if text[at] in _CLOSERS[text[opened]] and not _is_apostrophe(text, at):
            return not text[at + 1 : at + 2].isalnum()
    return False


def _chain(text: str, blocks: Sequence[Block], number: int) -> list[Quotation]:
    """A quotation that runs over several blocks, from the one whose last opening mark does not close.

    Either every paragraph opens with the mark and the last one closes, or only the last one closes.
    """
    first = blocks[number]
    opened = _unclosed(text, first.start, first.end)
    if opened is None or number + 1 >= len(blocks):
        return []
    reopens = text[blocks[number + 1].start] == text[opened]
    if not reopens and text[opened] in "'\"‚‘":  # too easily a stray apostrophe or inch mark
        return []
    chain = [Quotation(opened, first.end, number)]
    for following in range(number + 1, min(len(blocks), number + _MAX_CHAIN)):
        block = blocks[following]
        own_mark = text[block.start] == text[opened]
        if block.kind == "heading" or own_mark != reopens:
            return []
        close = _closing(text, block.start, block.end) if own_mark else _stray_close(text, opened, block)
        if close is not None:
            return [*chain, Quotation(block.start, close + 1, following, continues=True)]
        chain.append(Quotation(block.start, block.end, following, continues=True))
    return []


def _unclosed(text: str, start: int, end: int) -> int | None:
    at = start
    while at < end:
        if _opens(text, at, start):
            close = _closing(text, at, end)
            if close is None:
                return at
            at = close
        at += 1
    return None


def _stray_close(text: str, opened: int, block: Block) -> int | None:
    for at in range(block.start, block.end):
        if _opens(text, at, block.start):
            return None
        if text[at] in _CLOSERS[text[opened]] and _closes(text, at, opened, block.end):
            return at
    return None
