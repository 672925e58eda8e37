"""A conversation as a Word document, in Word's own styles."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cxassistant.answering.phrases import spell_date
from cxassistant.exporting.parts import WORDS, Piece, all_cited, clean, pieces, related_lines
from cxassistant.models import Answer, Citation
from cxassistant.references import cite

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_STYLES = {"paragraph": "Normal", "quote": "Quote", "item": "List Bullet", "heading": "Heading 2"}
_LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def as_docx(answers: Sequence[Answer], language: str, made: date) -> bytes:
    """The conversation as the bytes of a .docx; ``language`` ("nl" or "en") is that of the words around it."""
    import docx

    words = WORDS[language]
    document = docx.Document()
    document.core_properties.title = words["title"]
    document.core_properties.language = _LANGUAGES[language]
    document.core_properties.author = "cxassistant"
    document.add_heading(words["title"], 0)
    day = spell_date(made.isoformat(), language) or made.isoformat()
    document.add_paragraph().add_run(words["made"].format(date=day)).italic = True
    for answer in answers:
        _add_answer(document, answer, words)
    cited = all_cited(answers)
    if cited:
        document.add_heading(words["literature"], 1)
        for citation in cited:
            _add_reference(document, citation, language)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add_answer(document: Document, answer: Answer, words: dict[str, str]) -> None:
    document.add_heading(clean(answer.question), 1)
    if answer.status == "not_found":
        document.add_paragraph().add_run(words["refusal"]).bold = True
    for piece in pieces(answer.text):
        _add_piece(document, piece)
    if answer.note:
        document.add_paragraph().add_run(clean(answer.note)).italic = True
    if answer.related and answer.status == "not_found":
        document.add_heading(words["related"], 2)
        for line in related_lines(answer.related, answer.language):
            document.add_paragraph(line, "List Bullet")


def _add_piece(document: Document, piece: Piece) -> None:
    paragraph = document.add_paragraph(style=_STYLES[piece.kind])
    for text, style in piece.runs:
        run = paragraph.add_run(text)
        run.bold, run.italic = style == "bold" or None, style == "italic" or None


def _add_reference(document: Document, citation: Citation, language: str) -> None:
    paragraph = document.add_paragraph(clean(cite(citation, "text", language)), "List Bullet")
    url = citation.url or ""
    if urlsplit(url).scheme in ("http", "https"):
        paragraph.add_run(" ")
        _add_link(paragraph, url)


def _add_link(paragraph: Paragraph, url: str) -> None:
    """A link that can be clicked: python-docx reads them, and has no call to write one."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(clean(url))
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)
