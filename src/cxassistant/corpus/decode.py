"""Bytes of a text file -> text, whatever the encoding it was saved in."""

from __future__ import annotations

import codecs
import re

from cxassistant.errors import SourceError

# UTF-32 first: its little-endian mark starts with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What Dutch, English, French and German text holds outside ASCII when it was saved as Windows-1252.
_WESTERN = set("àáâäæçèéêëìíîïñòóôöœùúûüÿßÀÁÂÄÆÇÈÉÊËÌÍÎÏÑÒÓÔÖŒÙÚÛÜŸ‘’‚“”„–—…•·€£©®™°§«»´½¼¾×²³ª¿¡\u00a0")
_WESTERN_SHARE = 0.9
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_LATIN = frozenset(
    ("iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252")
)
_NEWLINES = ("\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")


def decode(data: bytes) -> str:
    """Text of ``data`` with ``\\n`` as its only line end. Raises SourceError when it is no text.

    A byte order mark decides; then UTF-8; then Windows-1252 when that gives plausible Western letters;
    then the guess of charset-normalizer.
    """
    text = _decode_marked(data)
    if text is None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = _decode_legacy(data)
    for newline in _NEWLINES:
        text = text.replace(newline, "\n")
    return text.removeprefix("\ufeff")


def decode_markup(data: bytes) -> str:
    """Text of a page: as ``decode``, but what the page declares comes before any guess.

    UTF-8 that holds together is UTF-8 whatever is declared: browsers and editors save it and leave the old
    declaration. Raises SourceError when it is no text.
    """
    text = _decode_marked(data)
    if text is None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = _decode_declared(data) or _decode_legacy(data)
    for newline in _NEWLINES:
        text = text.replace(newline, "\n")
    return text.removeprefix("\ufeff")


def _decode_declared(data: bytes) -> str | None:
    declared = _DECLARED.search(data[:4096])
    if declared is None:
        return None
    name = declared[1].decode("ascii").lower()
    # As browsers do: what says Latin-1 or ASCII is Windows-1252. UTF-16 would have been marked.
    name = "cp1252" if name in _LATIN else name
    try:
        return (
            None if name.startswith(("utf-16", "utf-32", "utf16", "utf32")) else data.decode(name, "replace")
        )
    except LookupError:  # unknown, or no encoding of text
        return None


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise SourceError(
                    f"The byte order mark says {encoding}, but the text is not: save the file as UTF-8 "
                    f"({error})."
                ) from None
    return None


def _decode_legacy(data: bytes) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    foreign = [char for char in text if ord(char) > 127]
    if foreign and sum(char in _WESTERN for char in foreign) >= _WESTERN_SHARE * len(foreign):
        return text
    from charset_normalizer import from_bytes  # 0.1 s to import, and rarely needed

    best = from_bytes(data).best()
    if best is None:
        raise SourceError("The encoding of the text is not recognised: save the file as UTF-8.")
    return str(best)
