"""Brings the index up to date with the corpus: embeds what is new, keeps the rest, publishes a whole build.

Sources that did not change keep their vectors, and each source is embedded in batches of its own, so that
its vectors do not depend on what else was embedded in the same run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import numpy as np

from cxassistant.errors import CorpusError, SourceError, StoreError
from cxassistant.indexing.chunking import CHUNKING_VERSION, Chunked, chunk
from cxassistant.indexing.embedding import DocumentEmbedder
from cxassistant.indexing.late import FIT_VERSION
from cxassistant.indexing.manifest import BUILDS, Manifest, corpus_hash, current_build
from cxassistant.indexing.model import ResolvedModel
from cxassistant.indexing.publish import locked, publish, remove_drafts
from cxassistant.indexing.snapshot import Indexed, Snapshot, read_snapshot, write_files
from cxassistant.indexing.store import write_collection
from cxassistant.models import BuildReport, Skipped, Source

Progress = Callable[[str, int, int], None]  # stage, done, total


class File(Protocol):
    """A file of the corpus: where it stands in it, and a digest of what it holds."""

    @property
    def path(self) -> str: ...
    @property
    def digest(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a build needs to know. ``read`` turns a file into a Source or raises SourceError.

    ``unify`` gets all sources and gives them back in their order, with what they tell about each other; it must
    not change a text, and given its own result among new sources it must say what it says of fresh ones.
    """

    index: Path
    corpus: Path
    files: Sequence[File]
    skipped: Sequence[Skipped]
    read: Callable[[File], Source]
    unify: Callable[[Sequence[Source]], Sequence[Source]]
    model: ResolvedModel
    cache: Path
    parser_version: int
    passage_words: int
    full: bool
    derive: Callable[[Path, Snapshot], None]  # writes what other stages keep in the build's folder


def build_index(plan: Plan, progress: Progress) -> BuildReport:
    """Bring the index up to date with the corpus. Raises CorpusError, ModelError or StoreError."""
    started = time.perf_counter()
    try:
        (plan.index / BUILDS).mkdir(parents=True, exist_ok=True)
        with locked(plan.index):
            return _build(plan, progress, started)
    except OSError as error:
        raise StoreError(
            f"The index in '{plan.index}' cannot be written ({error.strerror or error}); what was there before"
            " is untouched. Free some space or choose another folder with --index."
        ) from None


def _build(plan: Plan, progress: Progress, started: float) -> BuildReport:
    remove_drafts(plan.index)
    live = _reusable(plan)
    kept = live.parts() if live else {}
    embedder = _Embedder(plan)
    parts, skipped, embedded = _parts(plan, kept, embedder, progress)
    if not parts:
        reasons = "; ".join(f"{s.path}: {s.reason}" for s in skipped[:5])
        raise CorpusError(
            f"No document of the corpus can be read{f' ({reasons})' if reasons else ''}. Add some and run again."
        )
    whole = plan.unify([part.source for part in parts])
    parts = [replace(part, source=source) for part, source in zip(parts, whole, strict=True)]
    removed = len(set(kept) - {part.source.path for part in parts})
    same = live is not None and not embedded and not removed and _same_state(plan, live, parts, skipped)
    manifest = live.manifest if live and same else _publish(plan, parts, skipped, progress)
    return BuildReport(
        build=manifest.build,
        model=manifest.model,
        sources=tuple(part.source for part in parts),
        skipped=tuple(skipped),
        passages=manifest.passages,
        embedded_sources=embedded,
        removed_sources=removed,
        seconds=round(time.perf_counter() - started, 2),
        changed=not same,
    )


class _Embedder:
    """The document embedder, made when the first new text needs it: importing it takes seconds."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._made: DocumentEmbedder | None = None

    def get(self) -> DocumentEmbedder:
        self._made = self._made or DocumentEmbedder(self._plan.model, self._plan.cache)
        return self._made


def _same_state(plan: Plan, live: Snapshot, parts: Sequence[Indexed], skipped: Sequence[Skipped]) -> bool:
    """Whether the live build says the same of the corpus, unreadable files included."""
    return (
        live.manifest.files == {part.source.path: part.digest for part in parts}
        and live.manifest.corpus_hash == corpus_hash({f.path: f.digest for f in plan.files})
        and live.manifest.skipped == [s.to_dict() for s in skipped]
    )


def _reusable(plan: Plan) -> Snapshot | None:
    """The live build if its vectors can serve again: same schema, model, chunking and parser, and sound."""
    if plan.full:
        return None
    try:
        live = read_snapshot(current_build(plan.index), check=True)
    except StoreError:
        return None
    m = live.manifest
    fitting = (m.model_fingerprint, m.chunking, m.passage_words, m.parser_version, m.fit)
    wanted = (plan.model.fingerprint, CHUNKING_VERSION, plan.passage_words, plan.parser_version, FIT_VERSION)
    return live if fitting == wanted else None


def _parts(
    plan: Plan, kept: dict[str, Indexed], embedder: _Embedder, progress: Progress
) -> tuple[list[Indexed], list[Skipped], int]:
    # Vectors depend on the words and their language alone: other metadata or another name keeps them.
    by_text = {(part.source.text, part.source.language): part for part in kept.values()}
    parts: list[Indexed] = []
    skipped = list(plan.skipped)
    embedded = 0
    for number, file in enumerate(plan.files):
        progress("embed", number, len(plan.files))
        same = kept.get(file.path)
        if same is not None and same.digest == file.digest:
            parts.append(same)
            continue
        try:
            source = plan.read(file)
        except SourceError as error:
            skipped.append(Skipped(file.path, str(error)))
            continue
        cut = chunk(source, plan.passage_words)
        if not cut.passages:
            skipped.append(
                Skipped(file.path, "no sentences to quote in it: check that it holds running text")
            )
            continue
        moved = by_text.get((source.text, source.language))
        if moved is None or len(moved.sentences) != len(cut.sentences):
            moved = embed_source(embedder.get(), source, cut, file.digest)
            embedded += 1
        parts.append(replace(moved, source=source, digest=file.digest, sentences=cut.sentences))
    progress("embed", len(plan.files), len(plan.files))
    return parts, skipped, embedded


def embed_source(embedder: DocumentEmbedder, source: Source, cut: Chunked, digest: str) -> Indexed:
    """All vectors of one source: one for each passage, and one for each of its tokens."""
    text = source.text
    spans = [(cut.sentences[a].start, cut.sentences[b - 1].end) for a, b in cut.passages]
    embedded = embedder.embed([text[a:b] for a, b in spans], source.language)
    ends = np.asarray([s.end for s in cut.sentences])
    # The sentence in which a token ends: the first whose end is not before the token's.
    rows = [
        np.searchsorted(ends, e.spans[:, 1] + start) for (start, _), e in zip(spans, embedded, strict=True)
    ]
    return Indexed(
        source,
        digest,
        cut.sentences,
        cut.passages,
        np.stack([e.vector for e in embedded]).astype(np.float16),
        np.concatenate([e.tokens for e in embedded]),
        np.concatenate(rows).astype(np.int32),
        np.asarray([len(e.tokens) for e in embedded], np.int32),
    )


def _publish(
    plan: Plan, parts: Sequence[Indexed], skipped: Sequence[Skipped], progress: Progress
) -> Manifest:
    def fill(draft: Path, name: str) -> Manifest:
        manifest = Manifest(
            build=name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            model=plan.model.name,
            model_fingerprint=plan.model.fingerprint,
            dimensions=int(parts[0].vectors.shape[1]),
            passage_words=plan.passage_words,
            corpus=str(plan.corpus.resolve()),
            corpus_hash=corpus_hash({f.path: f.digest for f in plan.files}),
            parser_version=plan.parser_version,
            files={part.source.path: part.digest for part in parts},
            skipped=[{"path": s.path, "reason": s.reason} for s in skipped],
            passages=sum(len(part.runs) for part in parts),
            sentences=sum(len(part.sentences) for part in parts),
            checksums=write_files(draft, parts),
        )
        manifest.write(draft)
        snapshot = read_snapshot(draft, check=True)
        plan.derive(draft, snapshot)
        _write_chroma(draft, snapshot, progress)
        return manifest

    return publish(plan.index, fill)


def _write_chroma(folder: Path, snapshot: Snapshot, progress: Progress) -> None:
    passages = snapshot.passages
    write_collection(
        folder / "chroma",
        [p.id for p in passages],
        snapshot.vectors,
        [p.text for p in passages],
        [{"row": row, "source": p.source, "start": p.start, "end": p.end} for row, p in enumerate(passages)],
        lambda done: progress("store", done, len(passages)),
    )
