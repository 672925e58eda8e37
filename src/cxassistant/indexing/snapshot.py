"""One build of the index on disk: written once by a builder, read by everybody, never changed.

``sources.json`` holds the sources; ``tables.npz`` the offsets of sentences, passages and tokens;
``vectors.npy`` (float16) and ``tokens.npy`` (int8) the embeddings, memory-mapped; ``chroma/`` is derived
from them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from cxassistant.indexing.manifest import Manifest, corrupt, read_manifest, sha256_file
from cxassistant.models import Block, Evidence, Passage, Sentence, Source, Voice, VoiceSpan

Array16 = npt.NDArray[np.float16]
Array8 = npt.NDArray[np.int8]
Rows = npt.NDArray[np.int32]
_VOICES: tuple[Voice, ...] = ("author", "quoted", "editorial", "uncertain")
FILES = ("sources.json", "tables.npz", "vectors.npy", "tokens.npy")


@dataclass(frozen=True, slots=True)
class Indexed:
    """One source with its sentences, its passages as runs of them, and their vectors."""

    source: Source
    digest: str  # of the file that it was read from
    sentences: tuple[Sentence, ...]
    runs: tuple[tuple[int, int], ...]  # rows of ``sentences``, last exclusive
    vectors: Array16  # (passages, D)
    tokens: Array8  # (T, reduced): the tokens of all passages one after the other
    token_sentences: Rows  # (T,): the row of ``sentences`` that a token stands in
    token_counts: Rows  # (passages,)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole build in memory (vectors stay on disk until touched)."""

    folder: Path
    manifest: Manifest
    sources: dict[str, Source]  # by path, in the order of the corpus
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    vectors: Array16
    tokens: Array8
    token_sentences: Rows
    token_starts: npt.NDArray[np.int64]  # (passages + 1,): passage i has tokens token_starts[i:i+2]

    def parts(self) -> dict[str, Indexed]:
        """The snapshot taken apart by source path, for a next build to keep what did not change."""
        runs: dict[str, list[Passage]] = {path: [] for path in self.sources}
        for passage in self.passages:
            runs[passage.source].append(passage)
        parts: dict[str, Indexed] = {}
        first_sentence = first_passage = 0
        counts = dict.fromkeys(self.sources, 0)
        for sentence in self.sentences:
            counts[sentence.source] += 1
        for path, source in self.sources.items():
            stop, last = first_sentence + counts[path], first_passage + len(runs[path])
            tokens = slice(int(self.token_starts[first_passage]), int(self.token_starts[last]))
            parts[path] = Indexed(
                source,
                self.manifest.files[path],
                self.sentences[first_sentence:stop],
                tuple(
                    (p.first_sentence - first_sentence, p.last_sentence - first_sentence) for p in runs[path]
                ),
                np.asarray(self.vectors[first_passage:last]),
                np.asarray(self.tokens[tokens]),
                self.token_sentences[tokens] - first_sentence,
                np.diff(self.token_starts[first_passage : last + 1]).astype(np.int32),
            )
            first_sentence, first_passage = stop, last
        return parts


def write_files(folder: Path, parts: Sequence[Indexed]) -> dict[str, str]:
    """Write everything but the manifest and what is derived; returns the files' checksums."""
    sentences: list[tuple[int, int, int, int, int]] = []
    passages: list[tuple[int, int, int]] = []
    speakers: dict[str, str] = {}
    token_rows: list[Rows] = []
    for number, part in enumerate(parts):
        base = len(sentences)
        token_rows.append(part.token_sentences + base)
        for s in part.sentences:
            if s.speaker is not None:
                speakers[str(len(sentences))] = s.speaker
            sentences.append((number, s.start, s.end, s.block, _VOICES.index(s.voice)))
        passages += [(number, base + first, base + last) for first, last in part.runs]
    held = {"sources": [part.source.to_dict() for part in parts], "speakers": speakers}
    (folder / "sources.json").write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
    np.savez(
        folder / "tables.npz",
        sentences=np.asarray(sentences, np.int32).reshape(-1, 5),
        passages=np.asarray(passages, np.int32).reshape(-1, 3),
        token_sentences=np.concatenate(token_rows).astype(np.int32),
        token_counts=np.concatenate([part.token_counts for part in parts]).astype(np.int32),
    )
    np.save(folder / "vectors.npy", np.concatenate([p.vectors for p in parts]))
    np.save(folder / "tokens.npy", np.concatenate([p.tokens for p in parts]))
    return {name: sha256_file(folder / name) for name in FILES}


def read_snapshot(folder: Path, check: bool = False) -> Snapshot:
    """Read a build. ``check`` verifies the checksums too. Raises IndexCorruptError."""
    manifest = read_manifest(folder)
    index = folder.parent.parent
    try:
        if check:
            for name, expected in manifest.checksums.items():
                if sha256_file(folder / name) != expected:
                    raise ValueError(f"{name} does not match its checksum")
        held = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
        sources = [_source(values) for values in held["sources"]]
        with np.load(folder / "tables.npz", allow_pickle=False) as tables:
            rows, runs = tables["sentences"].tolist(), tables["passages"].tolist()
            token_sentences = tables["token_sentences"]
            token_starts = np.concatenate([[0], np.cumsum(tables["token_counts"], dtype=np.int64)])
        vectors, tokens = (
            np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
            for name in ("vectors", "tokens")
        )
        speakers = held["speakers"]
        sentences = tuple(
            Sentence(sources[s].path, start, end, block, _VOICES[voice], speakers.get(str(row)))
            for row, (s, start, end, block, voice) in enumerate(rows)
        )
        passages = tuple(_passage(sources[s], sentences, first, last) for s, first, last in runs)
        told = (manifest.sentences, manifest.passages, manifest.passages, int(token_starts[-1]))
        held_rows = (len(sentences), len(passages), len(vectors), len(tokens))
        if told != held_rows:
            raise ValueError("its tables and vectors do not belong together")
    except (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, BadZipFile) as error:
        detail = f"files of build {folder.name} cannot be read ({type(error).__name__}: {error})"
        raise corrupt(index, detail[:300]) from None
    by_path = {source.path: source for source in sources}
    return Snapshot(
        folder,
        manifest,
        by_path,
        sentences,
        passages,
        vectors,
        tokens,
        token_sentences,
        token_starts,
    )


def _passage(source: Source, sentences: Sequence[Sentence], first: int, last: int) -> Passage:
    start, end = sentences[first].start, sentences[last - 1].end
    return Passage(f"{source.id}:{start}-{end}", source.path, start, end, source.text[start:end], first, last)


def _block(values: dict[str, Any]) -> Block:
    return Block(**{**values, "turns": tuple((at, page) for at, page in values["turns"])})


def _source(values: dict[str, Any]) -> Source:
    return Source(
        **{
            **values,
            "authors": tuple(values["authors"]),
            "blocks": tuple(_block(block) for block in values["blocks"]),
            "voices": tuple(VoiceSpan(**span) for span in values["voices"]),
            "evidence": tuple(Evidence(**item) for item in values["evidence"]),
        }
    )
