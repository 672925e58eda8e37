"""Where a source has nearly the words of a quote, and which words differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxassistant.models import Change
from cxassistant.verification.tokens import Pattern, forms
from cxassistant.verification.words import Window, WordIndex

# Of 100: below this, what is left in common is mostly the small words of a language. Short quotes need more,
# since one other word makes another sentence of them.
NEARLY, NEARLY_SHORT, SHORT = 72.0, 78.0, 6
_SHIFT = 4  # words by which either end of an alignment is tried shorter and longer


@dataclass(frozen=True, slots=True)
class Near:
    """Offsets in the source, the share of characters that agree (of 100), and what differs."""

    start: int
    end: int
    likeness: float
    changes: tuple[Change, ...]
    opens: bool  # whether the first change stands at the very beginning


def nearest(pattern: Pattern, index: WordIndex, window: Window, text: str) -> Near | None:
    """The run of words in ``window`` that is most like the quote; None where none is like it."""
    from rapidfuzz import fuzz

    asked = [token.folded for part in pattern.parts for token in part.tokens]
    rows = range(window.start, window.end)
    held = [forms(text[index.starts[row] : index.ends[row]])[1] for row in rows]
    if not held:
        return None
    first, last = _aligned(" ".join(asked), held)
    best, likeness = (first, last), 0.0
    for start in range(max(0, first - _SHIFT), min(first + _SHIFT, len(held) - 1) + 1):
        for end in range(max(start + 1, last - _SHIFT), min(last + _SHIFT, len(held)) + 1):
            found = fuzz.ratio(" ".join(asked), " ".join(held[start:end]))
            if found > likeness:
                best, likeness = (start, end), found
    if likeness < (NEARLY_SHORT if len(asked) < SHORT else NEARLY):
        return None
    start, end = best
    low, high = index.span(window.start + start, window.start + end)
    words = [text[index.starts[row] : index.ends[row]] for row in rows[start:end]]
    changes = _changes(pattern, asked, words, held[start:end])
    return Near(low, high, min(likeness, 99.9), tuple(changes), asked[0] != held[start])


def _aligned(asked: str, held: Sequence[str]) -> tuple[int, int]:
    """First and last (exclusive) word of the stretch that the quote lies best on."""
    from rapidfuzz import fuzz

    whole = " ".join(held)
    found = fuzz.partial_ratio_alignment(asked, whole) if len(whole) > len(asked) else None
    if found is None:
        return 0, len(held)
    at, inside = 0, []
    for number, word in enumerate(held):
        if at < found.dest_end and at + len(word) > found.dest_start:
            inside.append(number)
        at += len(word) + 1
    return (inside[0], inside[-1] + 1) if inside else (0, len(held))


def _changes(
    pattern: Pattern, asked: Sequence[str], words: Sequence[str], held: Sequence[str]
) -> list[Change]:
    from rapidfuzz.distance import Indel

    raw = [token.plain for part in pattern.parts for token in part.tokens]
    cuts, at = set(), 0
    for part in pattern.parts[:-1]:
        at += len(part.tokens)
        cuts.add(at)
    changes: list[Change] = []
    ops = list(Indel.opcodes(list(asked), list(held)))
    number = 0
    while number < len(ops):
        if ops[number].tag == "equal":
            number += 1
            continue
        stop = number
        while stop + 1 < len(ops) and ops[stop + 1].tag != "equal":
            stop += 1
        low, high = ops[number].src_start, ops[stop].src_end
        said = " ".join(raw[low:high])
        there = " ".join(words[ops[number].dest_start : ops[stop].dest_end])
        if said or low not in cuts:  # words that "..." stands for are no difference
            changes.append(Change(said, there))
        number = stop + 1
    return changes
