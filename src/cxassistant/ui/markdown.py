"""An answer's Markdown as HTML that runs nothing and loads nothing, its [n] markers made into links."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cxassistant.ui.texts import escape

_MARKER = re.compile(r"\[(\d{1,3})\]")

Link = Callable[[int], str | None]  # HTML of the marker of a citation; None where there is no such citation

# Only what an answer needs. No images, links, HTML or code: an answer may hold a model's words, and those
# may hold anything. "text_join" is off so that an escaped "\[1\]" in a quote stays apart from a marker.
_RULES = ["paragraph", "list", "blockquote", "heading", "emphasis", "newline", "escape", "entity"]
_CORE = ["normalize", "block", "inline"]
_PARSER = MarkdownIt("zero").enable(_RULES)
_PARSER.core.ruler.enableOnly(_CORE)
_TAGS = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "blockquote",
    "strong": "strong",
    "em": "em",
}


def to_html(text: str, link: Link) -> str:
    """Markdown as HTML; ``link`` gives the HTML of a marker."""
    return "".join(_block(token, link) for token in _PARSER.parse(text))


def _block(token: Token, link: Link) -> str:
    if token.type == "inline":
        return "".join(_inline(child, link) for child in token.children or [])
    return _tag(token) or escape(token.content)


def _inline(token: Token, link: Link) -> str:
    if token.type == "text":
        return _with_markers(token.content, link)
    if token.type in ("softbreak", "hardbreak"):
        return "<br>" if token.type == "hardbreak" else " "
    return _tag(token) or escape(token.content)


def _tag(token: Token) -> str:
    name = token.type.removesuffix("_open").removesuffix("_close")
    if name == "heading":
        tag = "h4"  # whatever level a model chose, an answer stands below the page's headings
    elif token.hidden or name not in _TAGS:
        return ""
    else:
        tag = _TAGS[name]
    return f"</{tag}>" if token.nesting < 0 else f"<{tag}>"


def _with_markers(text: str, link: Link) -> str:
    parts: list[str] = []
    end = 0
    for match in _MARKER.finditer(text):
        marker = link(int(match[1]))
        if marker is not None:
            parts += [escape(text[end : match.start()]), marker]
            end = match.end()
    return "".join([*parts, escape(text[end:])])
