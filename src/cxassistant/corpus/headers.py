"""The header of a mail or a memo: who wrote it, and what it is about, in fields at the top."""

from __future__ import annotations

import re

from cxassistant.corpus.lines import fold
from cxassistant.corpus.page import Page

_FIELD = re.compile(
    r"^(?P<name>from|to|cc|bcc|date|sent|re|subject|reply-to|van|aan|kopie|datum|verzonden|onderwerp|betreft)\s*:"
    r"\s*(?P<value>\S.*)?$",
    re.IGNORECASE,
)
_SUBJECT = frozenset({"re", "subject", "onderwerp", "betreft"})
_WRITER = frozenset({"from", "van"})
_DATE = frozenset({"date", "datum", "sent"})
_ANSWER = re.compile(r"^(?:(?:re|fw|fwd|antw|doorst)\s*:\s*)+", re.IGNORECASE)
_SALUTED = re.compile(r"(?m)^(?:geachte|beste|lieve|dear|hello|hi|hallo)\b[^.!?\n]{0,80},?$", re.IGNORECASE)
_LINES = 15  # from the top
_FIELDS = 3  # with fewer, "Van:" and "Datum:" may be a credit line of a site
_TITLE_WORDS = 20


def label_header(page: Page) -> str | None:
    """Give the lines of a header their roles and credits; returns the subject, which tells the title.

    None where there is no header, or where none of its fields is a subject.
    """
    fields = {}
    for index in range(min(_LINES, len(page.lines))):
        match = _FIELD.match(page.text(index))
        if match:
            fields[index] = (match["name"].lower(), match["value"] or "")
    names = {name for name, _ in fields.values()}
    subjects = [value for name, value in fields.values() if name in _SUBJECT and value]
    if (
        len(names) < _FIELDS
        and len(subjects) == 1
        and _SALUTED.search("\n".join(page.text(i) for i in range(min(_LINES, len(page.lines)))))
    ):
        return _ANSWER.sub("", subjects[0]).strip()  # a letter has its subject above the salutation
    if len(names) < _FIELDS or not names & _SUBJECT:
        return None
    # A forwarded mail has a header within the first: the words are those of whom the last one names.
    writer = max((i for i, (name, _) in fields.items() if name in _WRITER), default=-1)
    for index in range(min(fields), max(fields) + 1):  # a second addressee stands on a line of its own
        page.roles[index] = "furniture"
        if index == writer or (index in fields and fields[index][0] in _DATE):
            credit = page.credit_at(index)
            if credit is not None:
                page.credits[index], page.roles[index] = credit, "credit"
    return next(_ANSWER.sub("", value).strip() for name, value in fields.values() if name in _SUBJECT)


def title_of_subject(page: Page, subject: str) -> int | None:
    """The line that repeats the subject or the end of it; else the subject line itself."""
    whole = fold(subject)
    for index in page.body:
        mine = fold(page.text(index))
        if 2 < len(mine.split()) <= _TITLE_WORDS and (mine == whole or whole.endswith(f" {mine}")):
            return index
    return next(
        (i for i in range(min(_LINES, len(page.lines))) if whole and fold(page.text(i)).endswith(whole)), None
    )


def without_field(text: str) -> str:
    """ "RE: Lessons" -> "Lessons"."""
    match = _FIELD.match(text)
    return (
        _ANSWER.sub("", match["value"]).strip()
        if match and match["name"].lower() in _SUBJECT and match["value"]
        else text
    )
