"""Late interaction: for each token of the question, its best match among the tokens of a text (MaxSim)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cxassistant.retrieval.shelf import Array, Shelf

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Matches:
    """Best cosine of each question token, by text.

    ``passages`` is (P, T) in the order asked for; ``sentences`` is (S, T), for the sentences ``rows`` (S,), ascending.
    """

    passages: Array
    rows: Rows
    sentences: Array

    @property
    def tokens(self) -> int:
        """How many tokens the question has."""
        return int(self.passages.shape[1])

    def means(self, rows: Sequence[int]) -> Array:
        """The mean (len(rows),) over the question's tokens in each of these sentences; 0 where one has no token."""
        if not self.tokens or not len(self.rows):
            return np.zeros(len(rows), np.float32)
        wanted = np.asarray(rows, np.int64)
        at = np.minimum(np.searchsorted(self.rows, wanted), len(self.rows) - 1)
        return np.where(self.rows[at] == wanted, self.sentences.mean(axis=1)[at], 0.0).astype(np.float32)


def no_matches(passages: int, tokens: int) -> Matches:
    """Nothing found."""
    return Matches(
        np.zeros((passages, tokens), np.float32), np.zeros(0, np.int64), np.zeros((0, tokens), np.float32)
    )


def match(shelf: Shelf, question: Array, rows: Sequence[int]) -> Matches:
    """Match question tokens (T, reduced) with the tokens of these passages and of each of their sentences."""
    slices = [slice(int(shelf.token_starts[r]), int(shelf.token_starts[r + 1])) for r in rows]
    lengths = np.asarray([s.stop - s.start for s in slices])
    if not len(question) or not lengths.sum():
        return no_matches(len(rows), len(question))
    stored = np.concatenate([shelf.tokens[s] for s in slices]).astype(np.float32)
    # Dividing the cosines is a twentieth of the work of dividing the vectors.
    norms = np.sqrt(np.einsum("ij,ij->i", stored, stored))
    similar = stored @ question.T / np.maximum(norms, 1e-9)[:, None]  # (all tokens, T)
    filled = np.flatnonzero(lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    passages = np.zeros((len(rows), len(question)), np.float32)
    passages[filled] = np.maximum.reduceat(similar, starts[filled], axis=0)
    owner = np.concatenate([shelf.token_sentences[s] for s in slices])
    passage = np.repeat(np.arange(len(rows)), lengths)
    change = np.flatnonzero((np.diff(owner) != 0) | (np.diff(passage) != 0)) + 1
    cuts = np.concatenate([[0], change])
    best = np.maximum.reduceat(similar, cuts, axis=0)
    # A sentence shared by two passages was seen in two contexts; the better one counts.
    held, first = np.unique(np.sort(owner[cuts]), return_index=True)
    order = np.argsort(owner[cuts], kind="stable")
    return Matches(passages, held.astype(np.int64), np.maximum.reduceat(best[order], first, axis=0))


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
