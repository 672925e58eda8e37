"""A conversation as a file that the browser saves."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import date
from typing import Any

from cxassistant.exporting import as_docx, as_markdown
from cxassistant.models import Answer

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NAMES = {"nl": "gesprek", "en": "conversation"}


def exported(answers: Sequence[Answer], form: str, language: str) -> dict[str, Any] | None:
    """A message with the file in it; None where there is nothing to save."""
    if not answers:
        return None
    spoken, today = language if language in _NAMES else "en", date.today()
    if form == "docx":
        content, kind, ending = as_docx(answers, spoken, today), _DOCX, "docx"
    else:
        content, kind, ending = as_markdown(answers, spoken, today).encode(), "text/markdown", "md"
    return {
        "kind": "file",
        "name": f"cxassistant-{_NAMES[spoken]}-{today.isoformat()}.{ending}",
        "type": kind,
        "base64": base64.b64encode(content).decode("ascii"),
    }
