"""Chroma, and nothing else of the program knows it. It is derived from our own files and disposable.

Embeddings are always passed in: given only text, Chroma would download a model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

COLLECTION = "passages"
# Questions lie apart from passages, so that a sparse graph leads past them: of the 64 nearest among 24,000
# passages Chroma's own settings found 77%, these 98%, for 6 s more at a build and 2 ms more a question.
_GRAPH = {"space": "cosine", "ef_search": 512, "max_neighbors": 32, "ef_construction": 200}
_BATCH = 4000  # Chroma 1.5 refuses more than 5,461 rows in one call


def write_collection(
    folder: Path,
    ids: Sequence[str],
    vectors: npt.NDArray[np.floating[Any]],
    texts: Sequence[str],
    metadatas: Sequence[dict[str, str | int]],
    progress: Callable[[int], None] | None = None,
) -> None:
    """Create a collection with these rows in an empty folder and close it."""
    client = _client(folder)
    try:
        collection = client.create_collection(
            COLLECTION, embedding_function=None, configuration={"hnsw": dict(_GRAPH)}
        )
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            collection.upsert(
                ids=list(ids[part]),
                embeddings=np.asarray(vectors[part], np.float32),
                documents=list(texts[part]),
                metadatas=list(metadatas[part]),
            )
            if progress:
                progress(min(start + _BATCH, len(ids)))
    finally:
        _close(client)


class ChromaReader:
    """An open collection."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "chroma.sqlite3").is_file():
            raise FileNotFoundError(folder / "chroma.sqlite3")
        self._client = _client(folder)
        self._collection = self._client.get_collection(COLLECTION, embedding_function=None)

    def count(self) -> int:
        """Rows in the collection."""
        return int(self._collection.count())

    def nearest(self, vector: Sequence[float], k: int) -> list[str]:
        """Ids of the ``k`` nearest rows."""
        found = self._collection.query(query_embeddings=[list(vector)], n_results=k, include=[])
        return list(found["ids"][0])

    def close(self) -> None:
        """Give back the files; the reader cannot be used afterwards."""
        _close(self._client)


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


def _close(client: Any) -> None:
    close = getattr(client, "close", None)
    if close is not None:
        close()
