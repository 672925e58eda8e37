"""Whose lecture, paper or guest post a page says it is, in words around its title or under its text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cxassistant.corpus.names import find_names
from cxassistant.corpus.page import Page
from cxassistant.corpus.stated import Trace

# "The Smith Lecture, delivered by X at ...", "A white paper by X, Y and Z", "This article by X first appeared in ..."
_WORK = (
    r"(?:lecture|lezing|speech|toespraak|talk|address|rede|keynote|white ?paper|paper|report|rapport|essay|"
    r"article|artikel|column|bijdrage|letter|brief|post|stuk|story|verhaal)"
)
_WORK_BY = re.compile(
    rf"\b{_WORK}\b[^.!?]{{0,60}}?\b(?:(?:delivered|given|held|written|uitgesproken|gehouden|gegeven|geschreven)\s+)?"
    r"(?:by|door)\s+",
    re.IGNORECASE,
)
_THIS_WORK = re.compile(rf"^(?:this|dit|deze)\s+{_WORK}\s+(?:by|van|door)\s+", re.IGNORECASE)
# In the words above an article that somebody else's site lends its room to.
_GUEST = re.compile(
    r"\b(?:(?:guest (?:post|blog|column|article|essay)|gast(?:blog|column|bijdrage|artikel))(?: \w+)?"
    r" (?:by|from|van|door)"
    r"|(?:this|dit|deze) (?:post|blog|column|article|artikel|bijdrage|stuk) (?:is|was|werd)"
    r" (?:geschreven door|written by|van))"
    r"\s+",
    re.IGNORECASE,
)
_HEAD_LINES = 8


def work_traces(page: Page) -> Iterable[Trace]:
    """Whose lecture, paper or article the page says it is, in words around the title or under the text."""
    above = [i for i, role in enumerate(page.roles) if i < page.first_prose and role != "elsewhere"][
        :_HEAD_LINES
    ]
    for index in above:
        text = page.text(index)
        if index + 1 < len(page.lines) and not page.is_prose(index + 1):
            text = f"{text} {page.text(index + 1)}"  # a printed line may break within the names
        match = _WORK_BY.search(text)
        if match and match.start() < len(page.text(index)):
            yield from ((name, "byline", 0.9, text) for name in names_from(text[match.end() :], page))
    last = max((i for i in page.body), default=0)
    below = [i for i in range(max(0, last - 1), len(page.lines)) if page.roles[i] != "elsewhere"]
    for index in below:
        text = page.text(index)
        match = _THIS_WORK.match(text)
        if match:
            yield from ((name, "author note", 0.9, text) for name in names_from(text[match.end() :], page))
        elif page.roles[index] == "furniture" and (credit := page.credit_at(index)) is not None:
            yield from ((n, r, c, text) for n, r, c in credit.authors if r == "byline")
    for index in page.body[:2]:
        guest = _GUEST.search(page.text(index))
        names = names_from(page.text(index)[guest.end() :], page) if guest else []
        yield from ((name, "author note", 0.9, page.text(index)) for name in names)


def names_from(text: str, page: Page) -> list[str]:
    """The names that ``text`` begins with: "Ann Smit, Piet Bos and Jan Vos at the Guildhall"."""
    names: list[str] = []
    at = 0
    for start, end, name in find_names(text, page.common):
        if not re.fullmatch(
            r"\s*(?:,|,?\s*(?:and|en|&))?\s*" if names else r"\s*(?:dr|prof|mr|mrs|ms|sir)?\.?\s*",
            text[at:start],
            re.I,
        ):
            break
        names.append(name)
        at = end
    return names
