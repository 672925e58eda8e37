"""PDF: the printed pages of a document -> its lines with their pages, and what its properties claim."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from cxassistant.corpus.dates import first_date
from cxassistant.corpus.lines import fold
from cxassistant.corpus.loaded import Claim, Loaded
from cxassistant.corpus.pdf_lines import Layout, lay_out
from cxassistant.corpus.pdf_running import Printed
from cxassistant.corpus.properties import property_claims
from cxassistant.errors import SourceError

_PATIENCE = 120  # seconds; a book of 1,000 pages takes some 20
_ERRORS = {
    "password": "The PDF is protected with a password: save a copy without it.",
    "damaged": "The PDF is damaged and cannot be opened: get it again, or save its text as .txt.",
    "pages": "The PDF has {count:,} pages (the limit is 2,000): split it into parts.",
    "long": "The PDF holds more text than a book does: split it into parts.",
}
_STUCK = "The PDF asks for more time or memory than a document needs: print it to a new PDF, or save its text as .txt."
_SCANNED = (
    "The PDF holds pictures of pages and no text: recognise its text first (OCR, for example with ocrmypdf) and save "
    "that."
)


def load_pdf(data: bytes) -> Loaded:
    """A PDF with text in it. Raises SourceError, saying what to do, for one that is locked, damaged or scanned."""
    found = _read_apart(data)
    sizes = found["sizes"]
    pages = [
        [Printed(*[*line, number]) for line in page] for number, page in enumerate(found["pages"], start=1)
    ]
    if not any(any(map(str.isalpha, line.text)) for page in pages for line in page):
        raise SourceError(_SCANNED)
    layout = lay_out(pages, [height for _, height in sizes])
    return Loaded(layout.lines, tuple(_claims(layout, found["properties"])))


def _read_apart(data: bytes) -> Mapping[str, Any]:
    """What the reader found, in a process with limits: a file can be made to keep it busy, or to break it."""
    command = [sys.executable, "-m", "cxassistant.corpus.pdf_worker"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_PATIENCE, check=False)
        found = json.loads(done.stdout) if done.returncode == 0 else {"error": "stuck"}
    except (subprocess.TimeoutExpired, ValueError):
        raise SourceError(_STUCK) from None
    error = found.get("error")
    if error is not None:
        raise SourceError(_ERRORS.get(error, _STUCK).format(count=found.get("count", 0)))
    return dict(found)


def _claims(layout: Layout, properties: Mapping[str, str]) -> Iterator[Claim]:
    if layout.title:
        yield Claim("title", layout.title, "largest words", 0.8, layout.title)
    if layout.address and layout.address.startswith("http"):
        yield Claim("url", layout.address, "printed address", 0.7, layout.address)
    top = {fold(line.text) for line in layout.lines[:12]}
    yield from property_claims(
        title=properties.get("Title"),
        author=properties.get("Author"),
        created=_iso(properties.get("CreationDate", "")),
        shown=top,
    )


def _iso(stated: str) -> str | None:
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", stated)
    return first_date("-".join(match.groups())) if match else None
