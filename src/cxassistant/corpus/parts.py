"""Where the markup puts a line -> its role: what stands around an article is not its text."""

from __future__ import annotations

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


def drop_around(page: Page) -> None:
    """Lines beside the article that no rule had use for."""
    for index, line in enumerate(page.lines):
        if line.part == "around" and page.roles[index] == "body":
            page.roles[index] = "furniture"
