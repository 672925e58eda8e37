"""File formats: the text of a document -> its lines. One function a suffix; new formats register here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from cxassistant.corpus.lines import Line, rejoin, split_lines
from cxassistant.errors import SourceError

_HTML = re.compile(r"\s*(?:<!doctype html|<html|<\?xml)", re.IGNORECASE)
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_ATX = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_SETEXT = re.compile(r"^ {0,3}(?:={3,}|-{3,})\s*$")
_QUOTE = re.compile(r"^ {0,3}>\s?")
_INLINE = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),  # images
    (re.compile(r"\[([^\]\n]+)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"), r"\1"),  # links: their words
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])"), r"\1"),
)


def load_text(text: str) -> list[Line]:
    """Plain text: every line is a paragraph, unless the text is hard-wrapped."""
    if _HTML.match(text):
        raise SourceError("This is HTML under a text name: save the article's text as .txt.")
    return split_lines(text)


def load_markdown(text: str) -> list[Line]:
    """Markdown: headings, list items and block quotes keep their kind; the marks themselves go."""
    if _HTML.match(text):
        raise SourceError("This is HTML under a text name: save the article's text as .txt.")
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    lines: list[Line] = []
    gap = 0
    for raw in text.split("\n"):
        if _FENCE.match(raw):
            continue
        if _SETEXT.match(raw) and lines and gap == 0 and lines[-1].kind is None:
            lines[-1] = replace(lines[-1], kind="heading")
            continue
        line = _markdown_line(raw)
        if line is None:
            gap += 1
            continue
        lines.append(replace(line, gap=gap))
        gap = 0
    return rejoin(lines)


def _markdown_line(raw: str) -> Line | None:
    heading, quote = _ATX.match(raw), _QUOTE.match(raw)
    if heading:
        return Line(" ".join(heading[2].split()), "heading") if heading[2] else None
    found = split_lines(_QUOTE.sub("", raw))
    if not found:
        return None
    return replace(found[0], kind="quote") if quote else found[0]


LOADERS: dict[str, Callable[[str], list[Line]]] = {
    ".txt": load_text,
    ".md": load_markdown,
}
