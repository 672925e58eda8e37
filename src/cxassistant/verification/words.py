"""A light index over the words of all sources: where a run of words stands, and where most of it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cxassistant.models import Source
from cxassistant.verification.tokens import TOKEN, forms

Ints = NDArray[np.int64]
_PRIMES = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))
# What occurs oftener tells little about where a quote stands, and costs time.
_MOST = {1: 200, 2: 500, 3: 1000}
_WEIGHT = {1: 1.0, 2: 2.0, 3: 4.0}
_SAMPLED = 600  # words of a longer quote that vote, spread over it
_WINDOWS = 10
_MARGIN = 12  # words


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end`` (exclusive) of the index, all of one source."""

    start: int
    end: int


class WordIndex:
    """The words of the sources as numbers, one array for all; 0 stands between two sources."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = tuple(sources)
        known: dict[str, int] = {}
        number: dict[str, int] = {}  # of a word as written, so that each is folded once
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        bounds = [0]
        lower: set[str] = set()
        for source in self.sources:
            for match in TOKEN.finditer(source.text):
                raw = match.group()
                at = number.get(raw)
                if at is None:
                    plain, folded = forms(raw)
                    at = number[raw] = known.setdefault(folded, len(known) + 1)
                    if plain.islower():
                        lower.add(folded)
                ids.append(at)
                starts.append(match.start())
                ends.append(match.end())
            ids.append(0)
            starts.append(len(source.text))
            ends.append(len(source.text))
            bounds.append(len(ids))
        self.ids: Ints = np.array(ids, dtype=np.int64)
        self.starts = np.array(starts, dtype=np.int64)
        self.ends = np.array(ends, dtype=np.int64)
        self._bounds = np.array(bounds, dtype=np.int64)
        self._known = known
        self.lower_case = frozenset(lower)  # folded words that some source writes in lower case

    def numbers(self, folded: Sequence[str]) -> list[int]:
        """The numbers of folded words; a word of no source gets one of its own, below zero."""
        strange: dict[str, int] = {}
        return [self._known.get(word) or -strange.setdefault(word, len(strange) + 1) for word in folded]

    def source_at(self, position: int) -> int:
        """Which source the word at ``position`` belongs to."""
        return int(np.searchsorted(self._bounds, position, side="right")) - 1

    def bounds(self, source: int) -> tuple[int, int]:
        """The positions of a source's words: first, and after the last."""
        return int(self._bounds[source]), int(self._bounds[source + 1]) - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source's text of the words ``start`` to ``end`` (exclusive)."""
        return int(self.starts[start]), int(self.ends[end - 1])

    def rarity(self, number: int) -> float:
        """How much a word tells about where a text comes from; 1 is the most."""
        if number <= 0:
            return 1.0
        held = len(self._postings(1, np.array([number])))
        return float(1.0 - np.log1p(held) / np.log1p(len(self.ids)))

    def find(self, numbers: Sequence[int]) -> Ints:
        """All positions where these words stand in a row, in order."""
        wanted = np.array(numbers, dtype=np.int64)
        if not len(wanted) or wanted.min() <= 0:
            return np.empty(0, dtype=np.int64)
        n = min(3, len(wanted))
        best: Ints | None = None
        best_at = 0
        for at in range(len(wanted) - n + 1):
            held = self._postings(n, wanted[at : at + n])
            if best is None or len(held) < len(best):
                best, best_at = held, at
            if not len(held):
                return held
        assert best is not None
        places = best - best_at
        places = places[(places >= 0) & (places + len(wanted) <= len(self.ids))]
        for offset in range(len(wanted)):
            if not len(places):
                break
            places = places[self.ids[places + offset] == wanted[offset]]
        return np.sort(places)

    def candidates(self, numbers: Sequence[int], source: int | None = None) -> list[Window]:
        """Windows that share most with these words, best first; of one source only, if it is given."""
        size = len(numbers)
        wanted = np.array(numbers, dtype=np.int64)
        hits, weights = [], []
        for at in range(0, size, max(1, size // _SAMPLED)):
            for n in (1, 2, 3):
                if at + n > size or wanted[at : at + n].min() <= 0:
                    break
                held = self._postings(n, wanted[at : at + n])
                if source is not None:
                    low, high = self.bounds(source)
                    held = held[(held >= low) & (held < high)]
                if len(held) > _MOST[n] and not (size <= 4 and n == 1):
                    continue
                hits.append(held[: 10 * _MOST[n]] - at)
                weights.append(np.full(len(hits[-1]), _WEIGHT[n]))
        if not hits:
            return []
        return self._windows(np.concatenate(hits), np.concatenate(weights), size)

    def _windows(self, diagonals: Ints, weights: NDArray[np.float64], size: int) -> list[Window]:
        width = max(16, size)
        places = np.searchsorted(self._bounds, np.clip(diagonals, 0, len(self.ids) - 1), side="right") - 1
        scored: dict[tuple[int, int], float] = {}
        for shift in (0, width // 2):  # two grids: what one cuts in two is whole in the other
            stretch = (diagonals + shift) // width
            keys = places * (len(self.ids) // width + 4) + stretch + 1
            _, first, which = np.unique(keys, return_index=True, return_inverse=True)
            votes = np.bincount(which, weights)
            for row in np.argsort(-votes)[:_WINDOWS]:
                source, at = int(places[first[row]]), int(stretch[first[row]]) * width - shift
                scored[(source, at)] = float(votes[row])
        found = []
        for (source, at), _ in sorted(scored.items(), key=lambda item: -item[1])[: 2 * _WINDOWS]:
            low, high = self.bounds(source)
            # Negative diagonals belong to a quote that begins before its source does.
            start = max(low, at - _MARGIN)
            end = min(high, at + width + size + size // 2 + _MARGIN)
            if start < end:
                found.append(Window(start, end))
        return found

    @cached_property
    def _tables(self) -> dict[int, tuple[NDArray[np.uint64], Ints]]:
        """For runs of one, two and three words: their sorted keys, and the positions in that order."""
        tables = {}
        for n in (1, 2, 3):
            keys = self._keys(n, self.ids)
            order = np.argsort(keys, kind="stable")
            tables[n] = (keys[order], order.astype(np.int64))
        return tables

    def _postings(self, n: int, wanted: Ints) -> Ints:
        keys, order = self._tables[n]
        key = self._keys(n, wanted)[0]
        low, high = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
        return order[low:high]

    @staticmethod
    def _keys(n: int, ids: Ints) -> NDArray[np.uint64]:
        last = len(ids) - n + 1
        total = np.zeros(max(last, 0), dtype=np.uint64)
        for at in range(n):
            total += ids[at : at + last].astype(np.uint64) * _PRIMES[at]
        return total
