"""Properties of a document, as word processors fill them in -> claims, where they hold what they should."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from cxassistant.corpus.claims import stated_persons
from cxassistant.corpus.lines import fold
from cxassistant.corpus.loaded import Claim

# Whoever typed, converted or uploaded a document ends up here, so a byline outweighs it.
_AUTHOR = 0.65
_SHOWN_TITLE = 0.8  # that also stands at the top of the text
_HIDDEN_TITLE = 0.45  # left from the template or the document that this one began as
_CREATED = 0.4  # the day of saving or printing: shown as a trace, never taken for the date by itself
_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint) - |untitled|naamloos|document\d*$|geen titel|no title|title$|"
    r"word document$|slide \d)|"
    r"\.(?:docx?|odt|rtf|indd|pdf|pptx?|qxd|tex|html?|txt)$|^\S*[_\d]\S*$",
    re.IGNORECASE,
)


def property_claims(
    *, title: str | None, author: str | None, created: str | None, shown: Collection[str]
) -> Iterator[Claim]:
    """Claims of a document's properties. ``shown`` are the first lines of its text, folded."""
    title = " ".join((title or "").split())
    if title and not _NO_TITLE.search(title):
        yield Claim(
            "title",
            title,
            "document property",
            _SHOWN_TITLE if fold(title) in shown else _HIDDEN_TITLE,
            title,
        )
    for name in stated_persons(author or ""):
        yield Claim("authors", name, "document property", _AUTHOR, author or "")
    if created:
        yield Claim("date", created, "document property", _CREATED, created)
