"""Finds passages, and the sentences in them that answer: dense and word search, then late interaction."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

import numpy as np

from cxassistant.models import Hit, Sentence
from cxassistant.nodes import make_hit
from cxassistant.retrieval.dense import DenseSearch
from cxassistant.retrieval.late import Matches, match
from cxassistant.retrieval.lexical import LexicalIndex
from cxassistant.retrieval.shelf import Array, Shelf, Vectors

_CANDIDATES = 64  # passages from each first stage that late interaction looks at


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each stage counts. Cosines are in the same unit; word scores are relative to the best one."""

    passage_late: float = 1.0
    passage_dense: float = 0.5
    passage_words: float = 0.1
    sentence_late: float = 1.0
    sentence_dense: float = 0.3
    sentence_passage: float = 0.3


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question as retrieval sees it. ``allowed`` restricts the sources; None allows all."""

    text: str
    language: str
    vectors: Vectors
    allowed: Set[str] | None = None


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A candidate sentence. ``matches`` (T,) holds the best cosine of each token of the question."""

    row: int
    sentence: Sentence
    score: float
    matches: Array
    stages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of one search: passages and sentences, best first."""

    hits: tuple[Hit, ...]
    sentences: tuple[ScoredSentence, ...]


class Searcher:
    """Runs all stages over one build of the index."""

    def __init__(
        self, shelf: Shelf, dense: DenseSearch, lexical: LexicalIndex, weights: Weights | None = None
    ) -> None:
        self._shelf = shelf
        self._dense = dense
        self._lexical = lexical
        self._weights = weights or Weights()

    def search(self, wanted: Wanted) -> Found:
        """All candidate passages and their sentences, scored."""
        dense = self._dense.search(wanted.vectors.vector, _CANDIDATES, wanted.allowed)
        # Words of another language match by accident only ("is", "in", "van"), so only the own one counts.
        lexical = self._lexical.search(wanted.text, wanted.language, _CANDIDATES)
        if wanted.allowed is not None:
            allowed = wanted.allowed
            lexical = {r: s for r, s in lexical.items() if self._shelf.passages[r].source in allowed}
        rows = sorted({*dense, *lexical})
        if not rows:
            return Found((), ())
        matches = match(self._shelf, wanted.vectors.tokens, rows)
        missing = [r for r in rows if r not in dense]
        if missing:
            cosines = np.asarray(self._shelf.vectors[missing], np.float32) @ wanted.vectors.vector
            dense |= dict(zip(missing, cosines.tolist(), strict=True))
        hits, late = self._passages(rows, dense, lexical, matches)
        return Found(hits, self._sentences(wanted, rows, late, matches))

    def _passages(
        self, rows: list[int], dense: dict[int, float], lexical: dict[int, float], matches: Matches
    ) -> tuple[tuple[Hit, ...], dict[int, float]]:
        w, best_words = self._weights, max(lexical.values(), default=0.0)
        late = dict(
            zip(
                rows,
                matches.passages.mean(axis=1).tolist() if matches.passages.size else [0.0] * len(rows),
                strict=True,
            )
        )
        hits = []
        for row in rows:
            words = lexical.get(row, 0.0) / best_words if best_words else 0.0
            score = w.passage_late * late[row] + w.passage_dense * dense[row] + w.passage_words * words
            passage = self._shelf.passages[row]
            stages = {"dense": dense[row], "lexical": lexical.get(row, 0.0), "late": late[row]}
            source = self._shelf.sources[passage.source]
            hits.append(make_hit(source, passage.start, passage.end, score, stages))
        return tuple(sorted(hits, key=lambda h: -h.score)), late

    def _sentences(
        self, wanted: Wanted, rows: list[int], late: dict[int, float], matches: Matches
    ) -> tuple[ScoredSentence, ...]:
        w = self._weights
        passage: dict[int, float] = {}
        for row in rows:
            held = self._shelf.passages[row]
            for number in range(held.first_sentence, held.last_sentence):
                passage[number] = max(passage.get(number, -1.0), late[row])
        numbers = sorted(passage)
        cosines = np.asarray(self._shelf.sentence_vectors[numbers], np.float32) @ wanted.vectors.vector
        nothing = np.zeros(len(wanted.vectors.tokens), np.float32)
        scored = []
        for number, cosine in zip(numbers, cosines.tolist(), strict=True):
            values = matches.sentences.get(number, nothing)
            own = float(values.mean()) if len(values) else 0.0
            score = w.sentence_late * own + w.sentence_dense * cosine + w.sentence_passage * passage[number]
            stages = {"late": own, "dense": cosine, "passage": passage[number]}
            scored.append(ScoredSentence(number, self._shelf.sentences[number], score, values, stages))
        return tuple(sorted(scored, key=lambda s: -s.score))
