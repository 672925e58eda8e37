"""One build of the index, opened for answering: the snapshot, its stores, and the question's embedding."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cxassistant.calibration import FILE, Calibration, find_calibration, read_chance
from cxassistant.config import Settings
from cxassistant.errors import IndexMismatchError
from cxassistant.indexing.chunking import CHUNKING_VERSION
from cxassistant.indexing.embedding import QueryEmbedding
from cxassistant.indexing.late import FIT_VERSION
from cxassistant.indexing.manifest import Manifest, corrupt
from cxassistant.indexing.model import ResolvedModel
from cxassistant.indexing.runtime import runtime_folder
from cxassistant.indexing.snapshot import Snapshot, read_snapshot
from cxassistant.indexing.store import ChromaReader
from cxassistant.models import Sentence, Source
from cxassistant.reranker import Reranker, ranking_fingerprint
from cxassistant.retrieval.dense import DenseSearch
from cxassistant.retrieval.late import match, sentence_means
from cxassistant.retrieval.lexical import LexicalIndex, write_lexical
from cxassistant.retrieval.search import Found, Searcher, Wanted

Array = npt.NDArray[np.float32]
_QUESTIONS = 128


class LiveIndex:
    """An open build. Raises IndexMismatchError or IndexCorruptError when it cannot be used."""

    def __init__(
        self,
        folder: Path,
        model: ResolvedModel,
        embedding: QueryEmbedding,
        passage_words: int,
        calibration: Calibration,
        reranker: Reranker | None = None,
    ) -> None:
        self.snapshot: Snapshot = read_snapshot(folder)
        check_fits(self.snapshot.manifest, model, passage_words, folder.parent.parent)
        try:
            self._chroma = ChromaReader(folder / "chroma")
            lexical = LexicalIndex(folder)
            if self._chroma.count() != len(self.snapshot.passages):
                raise ValueError("Chroma does not hold all passages")
        except Exception as error:  # Chroma raises errors of many kinds, and all mean the same here
            raise corrupt(
                folder.parent.parent, f"its vector store cannot be opened ({error})"[:300]
            ) from None
        self._embedding = embedding
        # A question is searched in several scopes, and a chat comes back to it: one forward pass serves all.
        self._encode = lru_cache(maxsize=_QUESTIONS)(embedding.encode_question)
        dense = DenseSearch(self.snapshot, self._chroma.nearest)
        self.calibration = calibration
        self.chance = read_chance(folder, calibration)
        self._searcher = Searcher(
            self.snapshot, dense, lexical, calibration.passages, calibration.sentences, reranker
        )

    @property
    def sources(self) -> dict[str, Source]:
        """All sources by path."""
        return self.snapshot.sources

    @property
    def sentences(self) -> Sequence[Sentence]:
        """The table of sentences."""
        return self.snapshot.sentences

    def find(self, text: str, language: str, allowed: Set[str] | None = None) -> Found:
        """Search passages and sentences, in the given sources only."""
        vectors = self._encode(text, language)
        return self._searcher.search(Wanted(text, language, vectors, allowed))

    def rows(self, path: str, start: int, end: int) -> range:
        """Rows of the sentences of a source that share words with ``start:end``."""
        held = self._rows.get(path, range(0))
        first = bisect_right(held, start, key=lambda row: self.sentences[row].end)
        last = bisect_left(held, end, key=lambda row: self.sentences[row].start)
        return held[first:last]

    def compare(self, text: str, language: str, rows: Sequence[int]) -> Array:
        """How like each token of a text (T) is to its nearest in each of these sentences: cosines (rows, T)."""
        vectors = self._encode(text, language)
        passages = sorted({number for row in rows for number in self._passages_of(row)})
        found = match(self.snapshot, vectors.tokens, passages)
        cosines = np.zeros((len(rows), found.tokens), np.float32)
        for place, row in enumerate(rows):
            at = int(np.searchsorted(found.rows, row))
            if at < len(found.rows) and found.rows[at] == row:
                cosines[place] = found.sentences[at]
        return cosines

    def _passages_of(self, row: int) -> Sequence[int]:
        return self._holders.get(row, ())

    @cached_property
    def _rows(self) -> dict[str, range]:
        """The rows of each source's sentences: they stand together in the table."""
        starts: dict[str, range] = {}
        for row, sentence in enumerate(self.sentences):
            held = starts.get(sentence.source)
            starts[sentence.source] = range(held.start if held else row, row + 1)
        return starts

    @cached_property
    def _holders(self) -> dict[int, list[int]]:
        """The passages that hold each sentence."""
        held: dict[int, list[int]] = {}
        for number, passage in enumerate(self.snapshot.passages):
            for row in range(passage.first_sentence, passage.last_sentence):
                held.setdefault(row, []).append(number)
        return held

    def central(self, path: str) -> Sequence[int]:
        """Rows of the author's sentences, nearest first to what the whole source is about."""
        means = sentence_means(self.snapshot, path)
        rows = [row for row in means if self.sentences[row].voice == "author"]
        if not rows:
            return []
        vectors = np.stack([means[row] for row in rows])
        order = np.argsort(-(vectors @ vectors.mean(axis=0)))
        return [rows[i] for i in order]

    def close(self) -> None:
        """Give back Chroma's files."""
        self._chroma.close()


def derive(folder: Path, snapshot: Snapshot) -> None:
    """What retrieval keeps in a build's folder beside Chroma: the word index."""
    languages = [snapshot.sources[p.source].language for p in snapshot.passages]
    write_lexical(folder, [p.text for p in snapshot.passages], languages)


def calibration_of(model: ResolvedModel, settings: Settings) -> Calibration:
    """The calibration that was fitted for the index, else for the model, else the package's own.

    With a reranker set it must have been fitted with that one.
    """
    folders = (settings.index, runtime_folder(model, settings.cache))
    return find_calibration(ranking_fingerprint(model, settings), [folder / FILE for folder in folders])


def check_fits(manifest: Manifest, model: ResolvedModel, passage_words: int, index: Path) -> None:
    """Raises IndexMismatchError when the index was built with another model or chunking."""
    command = f"cxassistant index --full --index {index}"
    if manifest.fit != FIT_VERSION:
        raise IndexMismatchError(
            f"The index holds vectors fitted in another way (version {manifest.fit}; this is {FIT_VERSION})."
            f" Rebuild with: {command}"
        )
    if manifest.model_fingerprint != model.fingerprint:
        raise IndexMismatchError(
            f"The index was built with the embedding model '{manifest.model}', but '{model.name}' is set"
            f" (or its files have changed). Rebuild with: {command} -- or set 'model' back."
        )
    if (manifest.chunking, manifest.passage_words) != (CHUNKING_VERSION, passage_words):
        raise IndexMismatchError(
            f"The index was cut into passages in another way (version {manifest.chunking}, "
            f"{manifest.passage_words} words) than is set (version {CHUNKING_VERSION}, {passage_words} words)."
            f" Rebuild with: {command}"
        )
