"""A conversation to hand on: as plain text, as Markdown, and as a Word document."""

from cxassistant.exporting.documents import as_docx
from cxassistant.exporting.texts import as_markdown, copy_text

__all__ = ["as_docx", "as_markdown", "copy_text"]
