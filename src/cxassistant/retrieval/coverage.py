"""How well a question's words are met: by the passage that was found, and by the corpus as a whole."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cxassistant.keywords import content_words
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


def word_matches(text: str, spans: npt.NDArray[np.int32], matches: Array) -> Array:
    """For each content word of a question (n,), how well a passage meets it.

    ``spans`` (T, 2) are the places of the question's tokens, ``matches`` (T,) their best cosines in the
    passage; a word of several tokens is met as well as they are on average.
    """
    met = []
    for _, start, end in content_words(text):
        own = (spans[:, 0] < end) & (spans[:, 1] > start)
        if own.any():
            met.append(float(matches[own].mean()))
    return np.asarray(met, np.float32)
