"""What an index says of itself: how it was built, from what, and the checksums of its files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cxassistant.errors import IndexCorruptError, IndexMismatchError, IndexNotFoundError
from cxassistant.indexing.chunking import CHUNKING_VERSION
from cxassistant.indexing.late import FIT_VERSION

SCHEMA_VERSION = 7
CURRENT = "CURRENT"
BUILDS = "builds"
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that must match for the files of a build to be read rightly."""

    build: str
    created: str  # ISO time, UTC
    model: str
    model_fingerprint: str
    dimensions: int
    passage_words: int
    corpus: str  # the folder, as an absolute path
    corpus_hash: str
    parser_version: int
    files: dict[str, str]  # path in the corpus -> digest of the file and its sidecar
    skipped: list[dict[str, str]]
    passages: int
    sentences: int
    schema: int = SCHEMA_VERSION
    chunking: int = CHUNKING_VERSION
    fit: int = FIT_VERSION  # of the means and the projection
    checksums: dict[str, str] = field(default_factory=dict)  # file in the build's folder -> SHA-256

    def write(self, folder: Path) -> None:
        """Write into a build's folder."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / _MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a build's folder. Raises IndexMismatchError on another schema, else IndexCorruptError."""
    try:
        values = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if values.get("schema") != SCHEMA_VERSION:
            raise IndexMismatchError(
                f"The index was written in format {values.get('schema')}; this version reads {SCHEMA_VERSION}."
                f" Run 'cxassistant index --full --index {folder.parent.parent}'."
            )
        return Manifest(**values)
    except (OSError, ValueError, TypeError, AttributeError):
        raise corrupt(folder.parent.parent, "its manifest cannot be read") from None


def current_build(index: Path) -> Path:
    """Folder of the live build. Raises IndexNotFoundError or IndexCorruptError."""
    pointer = index / CURRENT
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise IndexNotFoundError(
            f"There is no index in '{index}' yet. Build one with: cxassistant index --index {index}"
        ) from None
    except (OSError, UnicodeDecodeError):
        raise corrupt(index, f"{CURRENT} cannot be read") from None
    folder = index / BUILDS / name
    if not name or "/" in name or "\\" in name or name.startswith(".") or not folder.is_dir():
        raise corrupt(index, f"{CURRENT} points to a build that is not there")
    return folder


def corrupt(index: Path, what: str) -> IndexCorruptError:
    """The error for a damaged index, with the command that mends it."""
    return IndexCorruptError(
        f"The index in '{index}' is damaged: {what}. Rebuild it with: cxassistant index --full --index {index}"
    )


def corpus_hash(files: dict[str, str]) -> str:
    """One hash over all paths and digests of a corpus."""
    listing = "\n".join(f"{path}\t{digest}" for path, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode()).hexdigest()


def sha256_file(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
