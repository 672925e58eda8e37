"""Which files of a corpus folder are documents, and why the others are not."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cxassistant.corpus.content import unfit_reason, unread_reason
from cxassistant.corpus.loaders import LOADERS
from cxassistant.errors import CorpusError
from cxassistant.models import Skipped

SIDECAR_SUFFIX = ".meta.toml"
MAX_BYTES = 20_000_000
# How many times larger files may be that carry pictures beside their text.
_PICTURES = {".pdf": 5, ".docx": 5, ".html": 5, ".htm": 5, ".mhtml": 5, ".mht": 5}
# What browsers call the folder in which they put the pictures and scripts of a page that they save.
_PAGE_PARTS = re.compile(r"(?P<page>.+)[ _.-](?:files|bestanden|dateien|fichiers)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One readable document. ``digest`` is the SHA-256 of its bytes followed by its sidecar's bytes."""

    path: str  # relative to the corpus folder, with forward slashes
    absolute: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What a corpus folder holds, both parts sorted by path."""

    files: tuple[CorpusFile, ...]
    skipped: tuple[Skipped, ...]


class _Unfit(Exception):
    """The reason why a file is skipped; caught in this module."""


def scan(folder: Path, *, max_bytes: int = MAX_BYTES) -> Scan:
    """List the documents of ``folder`` and of its sub-folders.

    Hidden files, ``README*`` and sidecars are no documents and are passed over in silence; everything
    else is either in ``files`` or in ``skipped`` with one reason. No file of text larger than ``max_bytes``
    is opened, and none with pictures larger than five times that. Raises CorpusError when the folder is
    missing or cannot be listed.
    """
    root = _checked_folder(folder)
    files: list[CorpusFile] = []
    skipped: list[Skipped] = []
    first_with: dict[str, str] = {}  # digest of the bytes alone -> path
    for path in _walk(root, skipped):
        name = path.relative_to(root).as_posix()
        try:
            own, digest = _digests(root, path, max_bytes)
            if own in first_with:
                raise _Unfit(f"same text as {first_with[own]}: remove one of the two")
        except _Unfit as reason:
            skipped.append(Skipped(_printable(name), str(reason)))
            continue
        first_with[own] = name
        files.append(CorpusFile(name, path, digest))
    return Scan(tuple(files), tuple(sorted(skipped, key=lambda item: item.path)))


def sidecar_of(path: Path) -> Path | None:
    """The metadata file next to a document: ``NAME.txt.meta.toml`` or else ``NAME.meta.toml``."""
    for candidate in (path.with_name(path.name + SIDECAR_SUFFIX), path.with_suffix(SIDECAR_SUFFIX)):
        if candidate.is_file():
            return candidate
    return None


def _checked_folder(folder: Path) -> Path:
    if not folder.exists():
        raise CorpusError(f"There is no corpus folder {folder}: create it and put your documents in it.")
    if not folder.is_dir():
        raise CorpusError(f"{folder} is a file: give the folder that holds the documents.")
    return folder.resolve()


def _walk(root: Path, skipped: list[Skipped]) -> list[Path]:
    """Every file that may be a document; folders that are links are named in ``skipped``."""

    def refuse(error: OSError) -> None:
        where = Path(error.filename)
        if where == root:
            raise CorpusError(
                f"The corpus folder {root} cannot be listed ({error.strerror}): check its rights."
            )
        name = _printable(where.relative_to(root).as_posix())
        skipped.append(Skipped(name, f"this folder cannot be listed ({error.strerror}): check its rights"))

    found: list[Path] = []
    for here, folders, names in os.walk(root, onerror=refuse):  # never enters linked folders
        base = Path(here)
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            if (base / name).is_symlink():
                shown = _printable((base / name).relative_to(root).as_posix())
                skipped.append(Skipped(shown, "a link to a folder is not followed: copy the documents"))
        for name in [name for name in folders if _is_part_of_page(name, names)]:
            folders.remove(name)
            shown = _printable((base / name).relative_to(root).as_posix())
            skipped.append(
                Skipped(shown, "the pictures and scripts of a saved page beside it: nothing to read")
            )
        found += [base / name for name in names if not _is_passed_over(name)]
    return sorted(found, key=lambda path: path.relative_to(root).as_posix())


def _is_part_of_page(folder: str, names: Sequence[str]) -> bool:
    """Whether a browser made the folder when it saved one of the pages in ``names``."""
    match = _PAGE_PARTS.match(folder)
    return match is not None and any(f"{match['page']}{suffix}" in names for suffix in (".html", ".htm"))


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name.upper().startswith("README") or name.endswith(SIDECAR_SUFFIX)


def _digests(root: Path, path: Path, max_bytes: int) -> tuple[str, str]:
    """SHA-256 of the document alone, and of document and sidecar; raises _Unfit with the reason."""
    suffix = _check_name_and_place(root, path)
    data = _read(path, max_bytes * _PICTURES.get(suffix, 1))
    reason = unfit_reason(suffix, data)
    if reason is not None:
        raise _Unfit(reason)
    own = hashlib.sha256(data)
    both = own.copy()
    sidecar = sidecar_of(path)
    if sidecar is not None:
        if not sidecar.resolve().is_relative_to(root):
            raise _Unfit(f"its sidecar {sidecar.name} is a link out of the corpus folder: copy it instead")
        both.update(_read(sidecar, max_bytes))
    return own.hexdigest(), both.hexdigest()


def _check_name_and_place(root: Path, path: Path) -> str:
    """The suffix of a file that may be a document, in lower case."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        raise _Unfit("the file name is not valid UTF-8: rename the file") from None
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        raise _Unfit("a link out of the corpus folder is not followed: copy the file into the folder")
    suffix = PurePosixPath(path.name).suffix.lower()
    if suffix not in LOADERS:
        raise _Unfit(unread_reason(suffix))
    return suffix


def _read(path: Path, max_bytes: int) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _Unfit("not a regular file: put a normal text file here")
        if status.st_size > max_bytes:
            size, limit = status.st_size / 1e6, max_bytes / 1e6
            raise _Unfit(f"too large ({size:,.1f} MB; the limit is {limit:g} MB): split it into parts")
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except FileNotFoundError:
        raise _Unfit(
            "cannot be read (the file is gone, or a link to nothing): remove or restore it"
        ) from None
    except OSError as error:
        raise _Unfit(f"cannot be read ({error.strerror}): check the rights of the file") from None
    if len(data) > max_bytes:  # it grew between the two calls
        raise _Unfit(f"too large (the limit is {max_bytes / 1e6:g} MB): split it into parts")
    return data


def _printable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
