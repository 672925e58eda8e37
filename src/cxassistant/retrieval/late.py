"""Late interaction: for each token of the question, its best match among the tokens of a text (MaxSim)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cxassistant.retrieval.shelf import Array, Shelf


@dataclass(frozen=True, slots=True)
class Matches:
    """Best cosine of each question token, by text.

    ``passages`` is (P, T) in the order asked for; ``sentences`` maps a sentence's row to its (T,).
    """

    passages: Array
    sentences: dict[int, Array]

    @property
    def tokens(self) -> int:
        """How many tokens the question has."""
        return int(self.passages.shape[1])

    def of(self, sentence: int) -> Array:
        """The best cosines (T,) in a sentence; zeros where it has no token of its own."""
        found = self.sentences.get(sentence)
        return found if found is not None else np.zeros(self.tokens, np.float32)


def match(shelf: Shelf, question: Array, rows: Sequence[int]) -> Matches:
    """Match question tokens (T, reduced) with the tokens of these passages and of each of their sentences."""
    slices = [slice(int(shelf.token_starts[r]), int(shelf.token_starts[r + 1])) for r in rows]
    lengths = np.asarray([s.stop - s.start for s in slices])
    if not len(question) or not lengths.sum():
        return Matches(np.zeros((len(rows), len(question)), np.float32), {})
    stored = np.concatenate([shelf.tokens[s] for s in slices]).astype(np.float32)
    stored /= np.maximum(np.linalg.norm(stored, axis=1, keepdims=True), 1e-9)
    similar = stored @ question.T  # (all tokens, T)
    filled = np.flatnonzero(lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    passages = np.zeros((len(rows), len(question)), np.float32)
    passages[filled] = np.maximum.reduceat(similar, starts[filled], axis=0)
    owner = np.concatenate([shelf.token_sentences[s] for s in slices])
    passage = np.repeat(np.arange(len(rows)), lengths)
    change = np.flatnonzero((np.diff(owner) != 0) | (np.diff(passage) != 0)) + 1
    cuts = np.concatenate([[0], change])
    best = np.maximum.reduceat(similar, cuts, axis=0)
    sentences: dict[int, Array] = {}
    for row, values in zip(owner[cuts].tolist(), best, strict=True):
        # A sentence shared by two passages was seen in two contexts; the better one counts.
        sentences[row] = np.maximum(sentences[row], values) if row in sentences else values
    return Matches(passages, sentences)


def sentence_means(shelf: Shelf, path: str) -> dict[int, Array]:
    """For each sentence of a source, the mean (reduced,) of its tokens' vectors, of length one."""
    sums: dict[int, Array] = {}
    for row, passage in enumerate(shelf.passages):
        if passage.source != path:
            continue
        part = slice(int(shelf.token_starts[row]), int(shelf.token_starts[row + 1]))
        vectors = shelf.tokens[part].astype(np.float32)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        for sentence in np.unique(shelf.token_sentences[part]).tolist():
            total = vectors[shelf.token_sentences[part] == sentence].sum(axis=0)
            sums[sentence] = sums[sentence] + total if sentence in sums else total
    return {row: total / max(float(np.linalg.norm(total)), 1e-9) for row, total in sums.items()}
