"""Where the markup puts a line -> its role: what stands around an article is not its text."""

from __future__ import annotations

from itertools import pairwise

from cxassistant.corpus import lexicon as lex
from cxassistant.corpus.names import person_name
from cxassistant.corpus.page import Page


def label_parts(page: Page) -> None:
    """Roles that the markup of a page tells by itself; nothing where the format tells no parts.

    Lines beside the article stay open, for a byline or a box about the author stands there.
    """
    article = [i for i, line in enumerate(page.lines) if line.part == "article"]
    for index, line in enumerate(page.lines):
        if line.part in ("furniture", "elsewhere"):
            page.roles[index] = line.part
    if not article:
        return
    for index in range(article[0]):
        if page.lines[index].part == "around" and page.is_prose(index):
            page.roles[index] = "elsewhere"
    _close_after(page, article[-1] + 1)
    _drop_teasers(page)


def _close_after(page: Page, start: int) -> None:
    """What a heading opens after the article is about something else, unless it is about the author."""
    for index in range(start, len(page.lines)):
        line = page.lines[index]
        is_open = page.roles[index] == "body" and line.kind in ("heading", "list_item")
        if is_open and not (lex.ABOUT_AUTHOR.match(line.text) or person_name(line.text, page.common)):
            end = len(page.lines) if line.kind == "heading" else index + 1
            for later in range(index, end):
                if page.roles[later] == "body":
                    page.roles[later] = "elsewhere"


def _drop_teasers(page: Page) -> None:
    """Titles of other articles after the last paragraph, each with its author or date under it."""
    prose = [index for index in page.body if page.is_prose(index)]
    last = len(page.lines)
    headings = [i for i in range(prose[-1] + 1 if prose else last, last) if page.lines[i].kind == "heading"]
    for start, end in pairwise([*headings, last]):
        section = range(start + 1, end)
        credited = any(_is_credited(page, index) for index in section[:2])
        if credited and all(page.lines[index].kind in ("heading", None) for index in section):
            for index in (start, *section):
                if page.roles[index] == "body":
                    page.roles[index] = "elsewhere"


def _is_credited(page: Page, index: int) -> bool:
    credit = page.credit_at(index)
    return credit is not None and bool(credit.date or any(rule == "byline" for _, rule, _ in credit.authors))


def drop_around(page: Page) -> None:
    """Lines beside the article that no rule had use for."""
    for index, line in enumerate(page.lines):
        if line.part == "around" and page.roles[index] == "body":
            page.roles[index] = "furniture"
