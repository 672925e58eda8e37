"""DOCX: a Word document -> its lines, by the styles of its paragraphs, and what its properties claim."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cxassistant.corpus.claims import stated_persons
from cxassistant.corpus.dates import first_date
from cxassistant.corpus.lines import Line, Part, cell_count, fold, rejoin
from cxassistant.corpus.loaded import Claim, Loaded
from cxassistant.corpus.properties import property_claims
from cxassistant.errors import SourceError
from cxassistant.models import BlockKind

if TYPE_CHECKING:
    from docx.document import Document

MAX_UNPACKED = 300_000_000  # bytes of all parts together, as the archive states them
MAX_PARTS = 10_000
MAX_PARAGRAPHS = 200_000
_MAX_ROW = 300  # characters: a row of short cells is one line, a row of the layout is not
_TOP_LINES = 12
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DAMAGED = (
    "This is no Word document, or a damaged one: open it in Word or LibreOffice and save it as .docx again."
)
_HUGE = "The Word document unpacks to far more than a document holds: save its text as .txt."
# Deleted text, the older drawing of what is drawn again, and texts of fields rather than what they show.
_SKIPPED = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}instrText", f"{_W}delText", f"{_W}pPr"}
)
_HEADING = re.compile(r"^(?:heading|kop|überschrift|titre)\s*\d", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|titel)$", re.IGNORECASE)
_AUTHOR = re.compile(r"^(?:author|auteur|byline)$", re.IGNORECASE)
_QUOTE = re.compile(r"quot|citaat|block ?text|blokquote", re.IGNORECASE)
_LIST = re.compile(r"^(?:list(?!\s*paragraph)|lijst(?!alinea))|bullet|opsomming", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|inhopg|table of (?:figures|contents))|inhoudsopgave", re.IGNORECASE)


def load_docx(data: bytes) -> Loaded:
    """A Word document. Raises SourceError, saying what to do, when it cannot be opened or is far too large."""
    _check_size(data)
    document = _open(data)
    reader = _Reader(document)
    lines = rejoin(list(reader.lines()))
    return Loaded(tuple(lines), tuple(_claims(document, reader, lines)))


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise SourceError(_DAMAGED) from None
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise SourceError(_HUGE)
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError("The Word document is protected with a password: save a copy without it.")
    names = {part.filename for part in parts}
    if not any(name.startswith("word/") for name in names):
        kind = next(
            (kind for start, kind in _OTHERS.items() if any(n.startswith(start) for n in names)), None
        )
        raise SourceError(kind or _DAMAGED)


_OTHERS = {
    "xl/": "This is an Excel workbook under the name .docx: save its text as .txt.",
    "ppt/": "This is a PowerPoint presentation under the name .docx: export it as .pdf.",
    "content.xml": "This is an OpenDocument text under the name .docx: open it in LibreOffice and save it as .docx.",
}


def _open(data: bytes) -> Document:
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except Exception:  # whatever a damaged archive or XML makes of python-docx
        raise SourceError(_DAMAGED) from None


class _Reader:
    """Lines in the order of the document: paragraphs, rows of tables, boxes, and notes where they belong."""

    def __init__(self, document: Document) -> None:
        self._body = document.element.body
        self._kinds = _style_kinds(document)
        self._notes = _notes(document)
        self._gap = 1
        self.titles: list[str] = []
        self.authors: list[str] = []

    def lines(self) -> Iterator[Line]:
        """All lines; ``titles`` and ``authors`` then hold what stands in paragraphs of those styles."""
        in_rows: set[Any] = set()
        for number, element in enumerate(self._body.iter(f"{_W}p", f"{_W}tr")):
            if number > MAX_PARAGRAPHS:
                raise SourceError(_HUGE)
            if element in in_rows or any(above.tag in _SKIPPED for above in element.iterancestors()):
                continue
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
                continue
            row = _data_row(element)
            if row is not None:
                in_rows.update(element.iter(f"{_W}p"))
                yield Line(row, "list_item", gap=1)  # a row is one item of many, never a heading

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        name, kind, part = self._style(paragraph)
        text, notes = _text_of(paragraph)
        found = False
        for piece in text.split("\n"):
            words = " ".join(piece.split())
            if not words.strip("\u200b\ufeff\u2060"):
                self._gap = 1
                continue
            if not found and _TITLE.match(name):
                self.titles.append(words)
            elif not found and _AUTHOR.match(name):
                self.authors.append(words)
            yield Line(words, kind, self._gap, cell_count(piece), part=part)
            found, self._gap = True, 0
        self._gap = 1
        for note in notes:
            for words in self._notes.get(note, ()):
                yield Line(words, gap=1)

    def _style(self, paragraph: Any) -> tuple[str, BlockKind | None, Part | None]:
        properties = paragraph.find(f"{_W}pPr")
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        name, kind = self._kinds.get(style.get(f"{_W}val") if style is not None else "", ("", None))
        if properties is not None and kind is None:
            kind = _direct_kind(properties)
        return name, kind, "furniture" if _CONTENTS.search(name) else None


def _style_kinds(document: Document) -> dict[str, tuple[str, BlockKind | None]]:
    """For each style by its id: its name, and what it makes of a paragraph, also through what it is based on."""
    elements = {style.style_id: (style.name or "", style.element) for style in document.styles}
    kinds: dict[str, tuple[str, BlockKind | None]] = {}
    for style_id, (name, _) in elements.items():
        kind: BlockKind | None = None
        seen: set[str] = set()
        at = style_id
        while kind is None and at in elements and at not in seen:
            seen.add(at)
            base_name, element = elements[at]
            properties = element.find(f"{_W}pPr")
            kind = _kind_by_name(base_name) or (_direct_kind(properties) if properties is not None else None)
            based = element.find(f"{_W}basedOn")
            at = based.get(f"{_W}val") if based is not None else ""
        kinds[style_id] = (name, kind)
    return kinds


def _kind_by_name(name: str) -> BlockKind | None:
    if _HEADING.match(name) or _TITLE.match(name):
        return "heading"
    if _QUOTE.search(name):
        return "quote"
    return "list_item" if _LIST.search(name) else None


def _direct_kind(properties: Any) -> BlockKind | None:
    """What a paragraph's own properties make of it: a level of the outline, or a place in a list."""
    level = properties.find(f"{_W}outlineLvl")
    if level is not None and level.get(f"{_W}val", "9") < "9":
        return "heading"
    number = properties.find(f"{_W}numPr/{_W}numId")
    return "list_item" if number is not None and number.get(f"{_W}val") != "0" else None


def _text_of(paragraph: Any) -> tuple[str, list[str]]:
    """The words of a paragraph, line breaks as ``\\n``, and the ids of the notes that it refers to."""
    pieces: list[str] = []
    notes: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag in _SKIPPED or tag == f"{_W}txbxContent" or (tag == f"{_W}r" and _is_hidden(element)):
            continue
        if tag == f"{_W}t":
            pieces.append(element.text or "")
        elif tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n" if element.get(f"{_W}type", "textWrapping") == "textWrapping" else " ")
        elif tag == f"{_W}tab":
            pieces.append("\t")
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            notes.append(f"{tag.removesuffix('Reference')}:{element.get(f'{_W}id')}")
        waiting.extend(reversed(element))
    return "".join(pieces), notes


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false")


def _data_row(row: Any) -> str | None:
    """A row of short cells as one line; None where its cells hold paragraphs."""
    cells = list(row.iterchildren(f"{_W}tc"))
    texts = [[text for p in cell.iter(f"{_W}p") if (text := _text_of(p)[0].strip())] for cell in cells]
    if len(cells) < 2 or any(len(cell) > 1 for cell in texts):
        return None
    line = " | ".join(" ".join(text.split()) for cell in texts for text in cell)
    return line if line and len(line) <= _MAX_ROW and "\n" not in line else None


def _notes(document: Document) -> dict[str, list[str]]:
    """The paragraphs of each footnote and endnote, by its kind and id."""
    from docx.oxml.parser import parse_xml

    found: dict[str, list[str]] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind not in ("footnotes", "endnotes") or relation.is_external:
            continue
        try:
            root = parse_xml(relation.target_part.blob)
        except Exception:  # notes that cannot be read are no reason to lose the text
            continue
        for note in root.iter(f"{_W}{kind[:-1]}"):
            texts = (" ".join(_text_of(p)[0].split()) for p in note.iter(f"{_W}p"))
            found[f"{_W}{kind[:-1]}:{note.get(f'{_W}id')}"] = [text for text in texts if text]
    return found


def _claims(document: Document, reader: _Reader, lines: list[Line]) -> Iterator[Claim]:
    if reader.titles:
        yield Claim("title", reader.titles[0], "title style", 0.9, reader.titles[0])
    for stated in reader.authors:
        for name in stated_persons(stated):
            yield Claim("authors", name, "author style", 0.85, stated)
    properties = document.core_properties
    created = properties.created
    yield from property_claims(
        title=properties.title,
        author=properties.author,
        created=first_date(created.date().isoformat()) if created else None,
        shown={fold(line.text) for line in lines[:_TOP_LINES]},
    )
