"""Word search: BM25 with a stemmer, one index for each language, persisted beside the vectors.

``bm25s`` is used directly: LlamaIndex's BM25Retriever pads with zero-score rows, indexes metadata, and
forgets its stemmer when reloaded.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cxassistant.text import fold, words

_STEMMERS = {"nl": "dutch", "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian"}
_FOLDER = "lexical"


def stem(text: str, language: str) -> list[str]:
    """The words of a text, folded and stemmed for its language (only folded where there is no stemmer)."""
    tokens = words(fold(text))
    algorithm = _STEMMERS.get(language)
    return list(_stemmer(algorithm).stemWords(tokens)) if algorithm else tokens


_cache: dict[str, Any] = {}


def _stemmer(algorithm: str) -> Any:
    if algorithm not in _cache:
        import Stemmer

        _cache[algorithm] = Stemmer.Stemmer(algorithm)
    return _cache[algorithm]


def write_lexical(folder: Path, texts: Sequence[str], languages: Sequence[str]) -> None:
    """Index ``texts[i]``, written in ``languages[i]``, into a build's folder."""
    import bm25s

    target = folder / _FOLDER
    target.mkdir()
    rows: dict[str, list[int]] = {}
    for row, language in enumerate(languages):
        rows.setdefault(language, []).append(row)
    for language, members in rows.items():
        tokens = [stem(texts[row], language) for row in members]
        if not any(tokens):
            continue
        index = bm25s.BM25()
        index.index(tokens, show_progress=False)
        index.save(target / language)
        np.save(target / language / "rows.npy", np.asarray(members, np.int32))
    (target / "languages.json").write_text(json.dumps(sorted(rows)), encoding="utf-8")


class LexicalIndex:
    """The word index of a build; each language is loaded when a question in it first comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / _FOLDER
        self._languages = json.loads((self._folder / "languages.json").read_text(encoding="utf-8"))
        self._loaded: dict[str, tuple[Any, npt.NDArray[np.int32]]] = {}

    def search(self, text: str, language: str, k: int) -> dict[int, float]:
        """Rows of passages in ``language`` that share words with ``text``, with BM25 scores above zero."""
        held = self._load(language)
        tokens = stem(text, language)
        if held is None or not tokens:
            return {}
        index, rows = held
        known = [t for t in tokens if t in index.vocab_dict]
        if not known:
            return {}
        found, scores = index.retrieve([known], k=min(k, len(rows)), show_progress=False, sorted=True)
        return {int(rows[i]): float(s) for i, s in zip(found[0], scores[0], strict=True) if s > 0}

    def _load(self, language: str) -> tuple[Any, npt.NDArray[np.int32]] | None:
        if language not in self._languages or not (self._folder / language / "rows.npy").is_file():
            return None
        if language not in self._loaded:
            import bm25s

            index = bm25s.BM25.load(self._folder / language, mmap=False)
            self._loaded[language] = (index, np.load(self._folder / language / "rows.npy"))
        return self._loaded[language]
