"""File formats: the bytes of a document -> its lines and claims. New formats register here, by suffix."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from cxassistant.corpus.decode import decode
from cxassistant.corpus.docx import load_docx
from cxassistant.corpus.html_loader import load_html, load_mhtml
from cxassistant.corpus.lines import Line, rejoin, split_lines
from cxassistant.corpus.loaded import Loaded
from cxassistant.corpus.overrides import split_front_matter
from cxassistant.corpus.pdf import load_pdf
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


def load_text(data: bytes) -> Loaded:
    """Plain text: every line is a paragraph, unless the text is hard-wrapped; "> " marks a block quote."""
    return _load(data, _text_lines)


def _text_lines(text: str) -> list[Line]:
    return [
        replace(line, text=line.text[2:].lstrip(), kind="quote") if line.text.startswith("> ") else line
        for line in split_lines(text)
    ]


def load_markdown(data: bytes) -> Loaded:
    """Markdown: headings, list items and block quotes keep their kind; the marks themselves go."""
    return _load(data, markdown_lines)


def _load(data: bytes, to_lines: Callable[[str], list[Line]]) -> Loaded:
    front, text = split_front_matter(decode(data))
    if _HTML.match(text):
        raise SourceError("This is HTML under a text name: rename the file to .html.")
    return Loaded(tuple(to_lines(text)), stated=front)


def markdown_lines(text: str) -> list[Line]:
    """The lines of a text in Markdown."""
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


Loader = Callable[[bytes], Loaded]
LOADERS: dict[str, Loader] = {
    ".txt": load_text,
    ".md": load_markdown,
    ".html": load_html,
    ".htm": load_html,
    ".mhtml": load_mhtml,
    ".mht": load_mhtml,
    ".pdf": load_pdf,
    ".docx": load_docx,
}
