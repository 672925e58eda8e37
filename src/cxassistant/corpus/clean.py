"""Labelled lines -> the clean text of a source and its blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cxassistant.corpus import lexicon as lex
from cxassistant.corpus.page import Page
from cxassistant.models import Block, BlockKind, Voice

_SEPARATOR = "\n\n"
_MAX_HEADING_WORDS = 14
_ENDS_SENTENCE = re.compile(r"[.!…;,][\"'”’»)\]]*$")
_ASKS = re.compile(r"\?[\"'”’»)\]]*$")
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s")
_MIN_ASKED_WORDS = 3  # "Eens?" is a remark, "Waar doen we goed aan?" above a paragraph is a heading
_OPENS_WITH_QUOTE = re.compile(r"^[“\"„«‘]")


def assemble(page: Page, authors: Sequence[str]) -> tuple[str, tuple[Block, ...]]:
    """The clean text (blocks joined by a blank line) and its blocks with exact offsets.

    ``authors`` decide which opening paragraph is a standfirst: one that names an author is written by
    an editor.
    """
    blocks: list[Block] = []
    texts: list[str] = []
    position = 0
    kept = [i for i, role in enumerate(page.roles) if role in ("body", "note")]
    if page.title is not None and not kept:
        kept = [page.title]  # a note of one line is its own title
    standfirsts = _standfirsts(page, authors)
    for place, index in enumerate(kept):
        text = page.text(index)
        following = kept[place + 1] if place + 1 < len(kept) else None
        voice: Voice = "editorial" if page.roles[index] == "note" or index in standfirsts else "author"
        detached = place > 0 and kept[place - 1] != index - 1
        kind = _kind(page, index, following)
        line = page.lines[index]
        turns = tuple((position + at, number) for at, number in line.turns)
        blocks.append(Block(position, position + len(text), kind, voice, detached, line.page, turns))
        texts.append(text)
        position += len(text) + len(_SEPARATOR)
    return _SEPARATOR.join(texts), tuple(blocks)


def _kind(page: Page, index: int, following: int | None) -> BlockKind:
    line = page.lines[index]
    if line.kind is not None:
        return line.kind
    if _kind_of_item(page, index):
        return "list_item"
    if following is None or page.roles[index] == "note" or line.words > _MAX_HEADING_WORDS:
        return "paragraph"
    if _ENDS_SENTENCE.search(line.text) or not line.text[:1].isalnum() or line.text[:1].islower():
        return "paragraph"
    if _OPENS_WITH_QUOTE.match(page.text(following)) and line.words > 6 and page.lines[following].words < 4:
        return "paragraph"
    if _ASKS.search(line.text) and (line.words < _MIN_ASKED_WORDS or _kind_of_item(page, following)):
        return "paragraph"
    if line.text.endswith(":"):
        return "paragraph"
    return "heading"


def _kind_of_item(page: Page, index: int) -> bool:
    """Whether a line is an item of a list: bulleted, or numbered beside another numbered sentence."""
    line = page.lines[index]
    if line.kind is not None or not _NUMBERED.match(line.text):
        return line.kind == "list_item"
    near = [page.text(i) for i in (index - 1, index + 1) if 0 <= i < len(page.lines)]
    return bool(_ENDS_SENTENCE.search(line.text)) and any(_NUMBERED.match(text) for text in near)


def _standfirsts(page: Page, authors: Sequence[str]) -> set[int]:
    """Opening paragraphs that speak of an author in the third person; at most the first two."""
    found: set[int] = set()
    names = [name.casefold() for name in authors]
    opening = [i for i in page.body if page.title is None or i > page.title][:2]
    for index in opening:
        text = page.text(index)
        speaks_of = any(name in text.casefold() for name in names) or bool(lex.ABOUT_OUR_WRITER.search(text))
        if not speaks_of:
            break
        found.add(index)
    return found
