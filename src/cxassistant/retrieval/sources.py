"""What a whole source is about: the mean of its passages' vectors. A passage is read in that light."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cxassistant.retrieval.shelf import Array, Shelf

_BLOCK = 4096  # rows of the memory-mapped vectors that are read at once


class SourceVectors:
    """One vector (D,) of length one for each source, made of its passages when the index is opened."""

    def __init__(self, shelf: Shelf) -> None:
        numbers = {path: number for number, path in enumerate(shelf.sources)}
        self._owner = np.asarray([numbers[p.source] for p in shelf.passages], np.int64)
        sums = np.zeros((len(numbers), shelf.vectors.shape[1]), np.float32)
        for start in range(0, len(self._owner), _BLOCK):
            part = slice(start, start + _BLOCK)
            np.add.at(sums, self._owner[part], np.asarray(shelf.vectors[part], np.float32))
        self._vectors = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)

    def similarity(self, vector: Array, rows: Sequence[int]) -> Array:
        """Cosine (len(rows),) of a question's vector with the sources of these passages."""
        owners = self._owner[np.asarray(rows, np.int64)]
        found: Array = self._vectors[owners] @ vector
        return found
