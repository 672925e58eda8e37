"""Finds passages, and the sentences in them that answer: dense and word search, then late interaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from cxassistant.models import Hit, Sentence
from cxassistant.nodes import make_hit
from cxassistant.retrieval.dense import DenseSearch
from cxassistant.retrieval.late import match
from cxassistant.retrieval.lexical import LexicalIndex
from cxassistant.retrieval.shelf import Array, Shelf, Vectors
from cxassistant.retrieval.sources import SourceVectors

# Passages from each first stage that late interaction looks at. Among 24,000 passages 64 of the nearest held the
# one that answers for 82% (Dutch) and 87% (English) of the questions, 512 for 91% and 96%.
_NEAREST, _WORDS = 512, 64
_SENTENCES = 1024  # the best ones, of which quotes are made
_RERANKED = 24  # sentences, best first, that a reranker reads
_UNCALIBRATED = 1.0  # weight of a reranker that no calibration knows: its scores are log-odds as well
_AROUND = 32  # passages, best first, that tell how well a question fits the corpus as a whole
FEATURES = ("late", "source", "rerank")  # of passages and of sentences


class Reranker(Protocol):
    """Reads the question and a text together."""

    def scores(self, question: str, texts: Sequence[str]) -> Array:
        """How well each text answers (n,)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question as retrieval sees it. ``allowed`` restricts the sources; None allows all."""

    text: str
    language: str
    vectors: Vectors
    allowed: Set[str] | None = None


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A candidate sentence.

    ``share`` is how likely it is to be the one that answers, given that one of the candidates does.
    """

    row: int
    sentence: Sentence
    score: float
    share: float
    stages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of one search: passages and sentences, best first.

    ``around`` is the mean late score of the best passages, and ``covered`` the mean of the best cosine that a
    token of the question has anywhere in these: both tell how far the corpus is about it at all. ``strong`` is
    that for the best third of the tokens. ``size`` counts the passages that were searched.
    """

    hits: tuple[Hit, ...]
    sentences: tuple[ScoredSentence, ...]
    around: float = 0.0
    covered: float = 0.0
    strong: float = 0.0
    size: int = 0


class Searcher:
    """Runs all stages over one build. ``passages`` and ``sentences`` are the weights of their features."""

    def __init__(
        self,
        shelf: Shelf,
        dense: DenseSearch,
        lexical: LexicalIndex,
        passages: Mapping[str, float],
        sentences: Mapping[str, float],
        reranker: Reranker | None = None,
    ) -> None:
        self._shelf = shelf
        self._dense = dense
        self._lexical = lexical
        self._whole = SourceVectors(shelf)
        self._reranker = reranker
        assumed = {"rerank": _UNCALIBRATED} if reranker else {}
        self._passage_weights = {**assumed, **passages}
        self._sentence_weights = {**assumed, **sentences}
        self._counts = Counter(passage.source for passage in shelf.passages)

    def search(self, wanted: Wanted) -> Found:
        """All candidate passages and their sentences, scored."""
        dense = self._dense.search(wanted.vectors.vector, _NEAREST, wanted.allowed)
        # Words of another language match by accident only ("is", "in", "van"), so only the own one counts.
        lexical = self._lexical.search(wanted.text, wanted.language, _WORDS)
        if wanted.allowed is not None:
            allowed = wanted.allowed
            lexical = {r: s for r, s in lexical.items() if self._shelf.passages[r].source in allowed}
        rows = sorted({*dense, *lexical})
        if not rows:
            return Found((), ())
        matches = match(self._shelf, wanted.vectors.tokens, rows)
        passages = {
            "late": matches.passages.mean(axis=1) if matches.tokens else np.zeros(len(rows), np.float32),
            "source": self._whole.similarity(wanted.vectors.vector, rows),
        }
        held = self._held(rows)
        sentences = {
            "late": matches.means(list(held)),
            "source": np.asarray([passages["source"][places[0]] for places in held.values()], np.float32),
        }
        if self._reranker is not None:
            self._rerank(self._reranker, wanted.text, held, passages, sentences)
        scores = weighted(passages, self._passage_weights)
        hits = tuple(
            self._hit(rows[i], float(scores[i]), passages, i) for i in np.argsort(-scores, kind="stable")
        )
        nearest = np.argsort(-passages["late"], kind="stable")[:_AROUND]
        around = float(passages["late"][nearest].mean())
        told = _tell(matches.passages[nearest]) if matches.tokens else (0.0, 0.0)
        return Found(hits, self._scored(held, sentences), around, *told, self._size(wanted.allowed))

    def _size(self, allowed: Set[str] | None) -> int:
        """How many passages a search goes through."""
        return len(self._shelf.passages) if allowed is None else sum(self._counts[path] for path in allowed)

    def _hit(self, row: int, score: float, features: Mapping[str, Array], place: int) -> Hit:
        passage = self._shelf.passages[row]
        stages = {name: float(values[place]) for name, values in features.items()}
        return make_hit(self._shelf.sources[passage.source], passage.start, passage.end, score, stages)

    def _held(self, rows: Sequence[int]) -> dict[int, list[int]]:
        """The sentences of these passages in order of row, each with the places of those that hold it."""
        held: dict[int, list[int]] = {}
        for place, row in enumerate(rows):
            passage = self._shelf.passages[row]
            for number in range(passage.first_sentence, passage.last_sentence):
                held.setdefault(number, []).append(place)
        return dict(sorted(held.items()))

    def _rerank(
        self,
        reranker: Reranker,
        question: str,
        held: Mapping[int, Sequence[int]],
        passages: dict[str, Array],
        sentences: dict[str, Array],
    ) -> None:
        """Add what the reranker makes of the best sentences; the others count as the worst of those."""
        numbers = list(held)
        best = np.argsort(-weighted(sentences, self._sentence_weights), kind="stable")[:_RERANKED]
        read = reranker.scores(question, [self._surroundings(numbers[i]) for i in best])
        sentences["rerank"] = np.full(len(numbers), read.min(), np.float32)
        sentences["rerank"][best] = read
        passages["rerank"] = np.full(len(passages["late"]), read.min(), np.float32)
        for score, places in zip(sentences["rerank"], held.values(), strict=True):
            passages["rerank"][places] = np.maximum(passages["rerank"][places], score)

    def _surroundings(self, number: int) -> str:
        """A sentence with the one before and the one after it: alone it may not say what it is about."""
        table = self._shelf.sentences
        source = table[number].source
        around = [n for n in (number - 1, number, number + 1) if 0 <= n < len(table)]
        around = [n for n in around if table[n].source == source]
        return self._shelf.sources[source].text[table[around[0]].start : table[around[-1]].end]

    def _scored(
        self, held: Mapping[int, Sequence[int]], features: Mapping[str, Array]
    ) -> tuple[ScoredSentence, ...]:
        numbers = list(held)
        scores = weighted(features, self._sentence_weights)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        order = np.argsort(-scores, kind="stable")[:_SENTENCES]
        return tuple(
            ScoredSentence(
                numbers[i],
                self._shelf.sentences[numbers[i]],
                float(scores[i]),
                float(shares[i]),
                {name: float(values[i]) for name, values in features.items()},
            )
            for i in order
        )


def _tell(nearest: Array) -> tuple[float, float]:
    """``covered`` and ``strong`` of :class:`Found`, from the best cosines (P, T) of each token."""
    covered = nearest.max(axis=0)
    strong = np.sort(covered)[-max(1, len(covered) // 3) :]
    return float(covered.mean()), float(strong.mean())


def weighted(features: Mapping[str, Array], weights: Mapping[str, float]) -> Array:
    """The weighted sum of features; one that has no weight does not count."""
    total: Array = np.sum([weights.get(name, 0.0) * values for name, values in features.items()], axis=0)
    return total
