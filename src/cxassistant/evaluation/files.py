"""The text files of an evaluation. Every way in which one can be wrong is a DatasetError."""

from __future__ import annotations

import codecs
from pathlib import Path

from cxassistant.errors import DatasetError

_MOST_BYTES = 50_000_000  # a question with what is expected takes about 500 bytes: a hundred thousand of them


def read_text(path: Path, what: str) -> str:
    """The text of a UTF-8 file; ``what`` it should be ("question file") goes into the error."""
    data = _read_bytes(path, what)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise DatasetError(f"{path} is in UTF-16. Save the {what} as UTF-8.")
    if b"\0" in data:
        raise DatasetError(f"{path} is not text. Name a {what} in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DatasetError(f"{path}, line {line} is not UTF-8. Save the {what} as UTF-8.") from None
    if not text.strip():
        raise DatasetError(f"{path} is empty. Name a {what} with something in it.")
    return text


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DatasetError(f"{path} cannot be written ({error.strerror}). Name another file.") from None


def check_can_write(path: Path) -> None:
    """Says before a long run, not after it, that its file would have no place."""
    if path.is_dir():
        raise DatasetError(f"{path} is a folder. Name the file to save the run in.")
    if not path.parent.is_dir():
        raise DatasetError(f"There is no folder {path.parent} to save the run in. Make it first.")


def _read_bytes(path: Path, what: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise DatasetError(f"There is no file {path}. Name a {what}.") from None
    except IsADirectoryError:
        raise DatasetError(f"{path} is a folder. Name a {what}.") from None
    except OSError as error:
        raise DatasetError(f"{path} cannot be read ({error.strerror}). Name a {what}.") from None
    if len(data) > _MOST_BYTES:
        raise DatasetError(f"{path} has more than {_MOST_BYTES // 1_000_000} MB. Split the {what}.")
    return data
