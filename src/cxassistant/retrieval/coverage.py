"""Whether the corpus knows the words of a question, by meaning and in whatever language."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cxassistant.retrieval.shelf import Array


class WordCoverage:
    """Compares word vectors with those of all words of the corpus (V, D), stored a byte each."""

    def __init__(self, stored: npt.NDArray[np.int8]) -> None:
        vectors = np.asarray(stored, np.float32)
        self._words = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)

    def nearest(self, words: Array) -> Array:
        """For each word (n, D), the cosine with the nearest word of the corpus (n,)."""
        best: Array = (words @ self._words.T).max(axis=1)
        return best
