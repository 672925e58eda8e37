"""People in the page: a name as a chip, each in one steady colour, so that several are told apart at a glance."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from cxassistant.text import fold
from cxassistant.ui.texts import both, escape

_HUES = 24  # of 15 degrees
_STEP = 7  # to the next hue where one is taken; it has no factor in common with their number


def _digest(name: str) -> bytes:
    return hashlib.sha256(fold(name).encode()).digest()


def colour_of(name: str) -> str:
    """The attributes that give something a person's colour: one of its own, unless ``palette_html`` gives another."""
    digest = _digest(name)
    return f'data-who="{digest[:4].hex()}" style="--hue: {_degrees(digest[4] % _HUES)}"'


def palette_html(authors: Sequence[str]) -> str:
    """A style that gives each author of the corpus a hue that no other has, as long as there are enough.

    A name keeps its hue when others come or go, unless they want the same one.
    """
    taken: dict[str, int] = {}
    for name in sorted(authors)[:_HUES]:
        hue = _digest(name)[4] % _HUES
        while hue in taken.values():
            hue = (hue + _STEP) % _HUES
        taken[name] = hue
    rules = "".join(
        f'[data-who="{_digest(name)[:4].hex()}"]{{--hue:{_degrees(hue)} !important}}'
        for name, hue in taken.items()
    )
    # As entities braces are text to Gradio's templates, and no style: so they are set by the script.
    return f'<div id="palette" hidden data-rules="{escape(rules)}"></div>'


def chip(name: str) -> str:
    """A name with its colour."""
    return f'<span class="chip" {colour_of(name)}><bdi>{escape(name)}</bdi></span>'


def chips(names: Iterable[str]) -> str:
    """Several names; a line that says so where nobody is known."""
    return (
        " ".join(chip(name) for name in names) or f'<span class="chip nobody">{both("unknown_author")}</span>'
    )


def colour_names(html: str, names: Iterable[str]) -> str:
    """An answer's HTML with the names that it sets in bold as chips."""
    for name in dict.fromkeys(names):
        html = html.replace(f"<strong>{escape(name)}</strong>", f"<strong>{chip(name)}</strong>")
    return html


def _degrees(hue: int) -> int:
    return hue * 360 // _HUES
