"""Adds documents to a corpus folder: reads each first, and writes what people state about it beside it."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cxassistant.corpus.files import SIDECAR_SUFFIX, CorpusFile, scan, sidecar_of
from cxassistant.corpus.load import read_source
from cxassistant.corpus.overrides import parse_sidecar
from cxassistant.errors import CorpusError, SourceError
from cxassistant.models import Source

FIELDS = ("title", "authors", "publisher", "date", "url", "language")
Stated = Mapping[str, str | Sequence[str]]


def found_fields(source: Source) -> dict[str, str]:
    """What reading a document found, by the names of ``FIELDS``, as it can be typed; empty for none."""
    return {
        "title": source.title,
        "authors": ", ".join(source.authors),
        "publisher": source.publisher or "",
        "date": source.date or "",
        "url": source.url or "",
        "language": source.language,
    }


@dataclass(frozen=True, slots=True)
class Addition:
    """A document that waits to be added. ``source`` is what reading it found.

    ``same_as`` is the path of the document in the corpus that holds the same; then nothing will be added.
    """

    file: Path
    source: Source
    same_as: str | None = None

    @property
    def name(self) -> str:
        """The name that it will have in the corpus."""
        return self.file.name


def read_additions(files: Sequence[Path], corpus: Path, max_bytes: int) -> list[Addition]:
    """Read documents as the corpus would, without adding any.

    Raises CorpusError for the first that cannot be added, naming it and saying what to do.
    """
    held = (
        {path.absolute: path.path for path in scan(corpus, max_bytes=max_bytes).files}
        if corpus.is_dir()
        else {}
    )
    found: list[Addition] = []
    for file in files:
        _check(file, [addition.file for addition in found])
        with tempfile.TemporaryDirectory(prefix="cxassistant-add-") as folder:
            try:
                document = _staged(file, Path(folder))
            except OSError as error:
                raise CorpusError(f"{file} cannot be copied: {error.strerror or error}.") from None
            staged = scan(Path(folder), max_bytes=max_bytes)
            reason = next((item.reason for item in staged.skipped if item.path == document.name), None)
            if reason is not None or not staged.files:
                raise SourceError(
                    f"{file} cannot be added: {reason or 'it is hidden, or its name is one of those passed over'}."
                )
            source = read_source(CorpusFile(document.name, document, ""))
        found.append(Addition(file, source, _same(file, held)))
    return found


def add_document(addition: Addition, corpus: Path, stated: Stated) -> Path | None:
    """Copy a document into the corpus folder, with a sidecar for what is ``stated`` (fields of ``FIELDS``).

    An empty value states that there is none. Returns the path of the new document; None when it was there already.
    Raises CorpusError when something else has its name, or when it cannot be written; the corpus is then as it was.
    """
    if addition.same_as is not None:
        return None
    target = corpus / addition.name
    side = target.with_name(target.name + SIDECAR_SUFFIX)
    if target.exists():
        raise CorpusError(
            f"{target} exists already and holds something else: rename {addition.file} and add it again."
        )
    text = sidecar_text(stated)
    if text:
        parse_sidecar(text, side.name)  # what would make the document unreadable is never written
    given = sidecar_of(addition.file)
    try:
        corpus.mkdir(parents=True, exist_ok=True)
        if text:
            with _draft(corpus) as draft:
                draft.write_text(_kept(given, stated) + text, encoding="utf-8")
                draft.replace(side)
        elif given is not None:
            with _draft(corpus) as draft:
                shutil.copyfile(given, draft)
                draft.replace(side)
        with _draft(corpus) as draft:
            shutil.copyfile(addition.file, draft)
            draft.replace(target)
    except OSError as error:
        side.unlink(missing_ok=True)
        raise CorpusError(
            f"{addition.file} cannot be added to {corpus}: {error.strerror or error}. Nothing of it was kept."
        ) from None
    return target


def sidecar_text(stated: Stated) -> str:
    """The lines of a sidecar that states these fields."""
    lines = []
    for name in FIELDS:
        if name in stated:
            value = stated[name]
            # A JSON string is a TOML string as well.
            shown = json.dumps(value if isinstance(value, str) else list(value), ensure_ascii=False)
            lines.append(f"{name} = {shown}\n")
    return "".join(lines)


def _kept(given: Path | None, stated: Stated) -> str:
    """What a sidecar beside the given file states besides."""
    if given is None:
        return ""
    held = parse_sidecar(given.read_text(encoding="utf-8"), given.name)
    values = {name: getattr(held, name) for name in FIELDS if name not in stated}
    return sidecar_text({name: value for name, value in values.items() if value is not None})


def _check(file: Path, before: Sequence[Path]) -> None:
    if not file.exists():
        raise CorpusError(f"{file} does not exist: check the name.")
    if not file.is_file():
        raise CorpusError(f"{file} is no file: name documents one by one, such as {file}/*.txt.")
    if any(other.name == file.name for other in before):
        raise CorpusError(f"Two of the files are called {file.name}: rename one.")


def _staged(file: Path, folder: Path) -> Path:
    """A copy of a document, with the sidecar that it may have."""
    side = sidecar_of(file)
    if side is not None:
        shutil.copyfile(side, folder / side.name)
    return Path(shutil.copyfile(file, folder / file.name))


def _same(file: Path, held: Mapping[Path, str]) -> str | None:
    """The document of the corpus with the same bytes."""
    size, digest = file.stat().st_size, _digest(file)
    for path, name in held.items():
        if path.stat().st_size == size and _digest(path) == digest:
            return name
    return None


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def _draft(corpus: Path) -> Iterator[Path]:
    """A hidden file in the corpus folder, which readers pass over; gone afterwards unless it was renamed."""
    with tempfile.NamedTemporaryFile(dir=corpus, prefix=".adding-", delete=False) as stream:
        path = Path(stream.name)
    try:
        path.chmod(0o644)
        yield path
    finally:
        path.unlink(missing_ok=True)
