"""Finds passages, and the sentences in them that answer: dense and word search, then late interaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from cxassistant.models import Hit, Sentence
from cxassistant.nodes import make_hit
from cxassistant.retrieval.dense import DenseSearch
from cxassistant.retrieval.late import Matches, match
from cxassistant.retrieval.lexical import LexicalIndex
from cxassistant.retrieval.shelf import Array, Shelf, Vectors
from cxassistant.retrieval.sources import SourceVectors

_CANDIDATES = 64  # passages from each first stage that late interaction looks at
PASSAGE_FEATURES = ("late", "dense", "source", "words")
SENTENCE_FEATURES = ("late", "passage", "dense", "source", "words", "neighbour")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question as retrieval sees it. ``allowed`` restricts the sources; None allows all."""

    text: str
    language: str
    vectors: Vectors
    allowed: Set[str] | None = None


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A candidate sentence. ``matches`` (T,) holds the best cosine of each token of the question.

    ``share`` is how likely it is to be the one that answers, given that one of the candidates does.
    """

    row: int
    sentence: Sentence
    score: float
    share: float
    matches: Array
    stages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of one search: passages and sentences, best first.

    ``matches`` (T,) are the best cosines of each token of the question in the best passage.
    """

    hits: tuple[Hit, ...]
    sentences: tuple[ScoredSentence, ...]
    matches: Array


class Searcher:
    """Runs all stages over one build. ``passages`` and ``sentences`` are the weights of their features."""

    def __init__(
        self,
        shelf: Shelf,
        dense: DenseSearch,
        lexical: LexicalIndex,
        passages: Mapping[str, float],
        sentences: Mapping[str, float],
    ) -> None:
        self._shelf = shelf
        self._dense = dense
        self._lexical = lexical
        self._whole = SourceVectors(shelf)
        self._passage_weights = passages
        self._sentence_weights = sentences

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
            return Found((), (), np.zeros(len(wanted.vectors.tokens), np.float32))
        matches = match(self._shelf, wanted.vectors.tokens, rows)
        missing = [r for r in rows if r not in dense]
        if missing:
            cosines = np.asarray(self._shelf.vectors[missing], np.float32) @ wanted.vectors.vector
            dense |= dict(zip(missing, cosines.tolist(), strict=True))
        features = self._passage_features(wanted, rows, dense, lexical, matches)
        scores = weighted(features, self._passage_weights)
        order = np.argsort(-scores, kind="stable")
        hits = tuple(self._hit(rows[i], float(scores[i]), features, i) for i in order)
        best = matches.passages[order[0]] if matches.passages.size else matches.passages[:0].ravel()
        return Found(hits, self._sentences(rows, features, matches), best)

    def _passage_features(
        self,
        wanted: Wanted,
        rows: Sequence[int],
        dense: Mapping[int, float],
        lexical: Mapping[int, float],
        matches: Matches,
    ) -> dict[str, Array]:
        best = max(lexical.values(), default=0.0) or 1.0
        late = matches.passages.mean(axis=1) if matches.passages.size else np.zeros(len(rows), np.float32)
        return {
            "late": late,
            "dense": np.asarray([dense[r] for r in rows], np.float32),
            "source": self._whole.similarity(wanted.vectors.vector, rows),
            "words": np.asarray([lexical.get(r, 0.0) / best for r in rows], np.float32),
        }

    def _hit(self, row: int, score: float, features: Mapping[str, Array], place: int) -> Hit:
        passage = self._shelf.passages[row]
        stages = {name: float(values[place]) for name, values in features.items()}
        return make_hit(self._shelf.sources[passage.source], passage.start, passage.end, score, stages)

    def _sentences(
        self, rows: Sequence[int], passages: Mapping[str, Array], matches: Matches
    ) -> tuple[ScoredSentence, ...]:
        held: dict[int, list[int]] = {}  # row of a sentence -> places of the passages that hold it
        for place, row in enumerate(rows):
            passage = self._shelf.passages[row]
            for number in range(passage.first_sentence, passage.last_sentence):
                held.setdefault(number, []).append(place)
        numbers = sorted(held)
        nothing = np.zeros(matches.passages.shape[1], np.float32)
        tokens = [matches.sentences.get(n, nothing) for n in numbers]
        late = np.asarray([t.mean() if len(t) else 0.0 for t in tokens], np.float32)
        places = [held[n] for n in numbers]
        features = {
            "late": late,
            "passage": _best(passages["late"], places),
            "dense": _best(passages["dense"], places),
            "source": _best(passages["source"], places),
            "words": _best(passages["words"], places),
            "neighbour": self._neighbours(numbers, late),
        }
        scores = weighted(features, self._sentence_weights)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        return tuple(
            ScoredSentence(
                numbers[i],
                self._shelf.sentences[numbers[i]],
                float(scores[i]),
                float(shares[i]),
                tokens[i],
                {name: float(values[i]) for name, values in features.items()},
            )
            for i in np.argsort(-scores, kind="stable")
        )

    def _neighbours(self, numbers: Sequence[int], late: Array) -> Array:
        """The better late score of the sentences beside each one; its own where it has no neighbour."""
        table = self._shelf.sentences
        known = dict(zip(numbers, late.tolist(), strict=True))
        best = []
        for number, own in known.items():
            beside = [
                known[n]
                for n in (number - 1, number + 1)
                if n in known and table[n].source == table[number].source
            ]
            best.append(max(beside, default=own))
        return np.asarray(best, np.float32)


def weighted(features: Mapping[str, Array], weights: Mapping[str, float]) -> Array:
    """The weighted sum of features; one that has no weight does not count."""
    total: Array = np.sum([weights.get(name, 0.0) * values for name, values in features.items()], axis=0)
    return total


def _best(values: Array, places: Sequence[Sequence[int]]) -> Array:
    return np.asarray([max(values[p] for p in held) for held in places], np.float32)
