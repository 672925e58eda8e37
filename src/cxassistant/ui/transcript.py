"""A whole conversation as HTML: its turns, and the sources of its answers."""

from __future__ import annotations

from cxassistant.ui.session import Turn
from cxassistant.ui.texts import both


def conversation_html(turns: list[Turn]) -> str:
    """Questions and answers, oldest first; an invitation where there are none."""
    if not turns:
        return f'<p class="invitation">{both("empty_chat")}</p>'
    body = "".join(f'<article class="turn">{t.question}{t.answer}</article>' for t in turns)
    return f'<div role="log" aria-live="polite">{body}</div>'


def panel_html(turns: list[Turn]) -> str:
    """The sources of the last answer, and folded under them those of earlier ones."""
    shown = [t for t in turns if t.panel]
    if not shown:
        return f'<p class="quiet">{both("empty_panel")}</p>'
    # A marker of an earlier answer leads into this list: the browser opens it when the link is followed.
    earlier = "".join(f'<section class="past">{t.question}{t.panel}</section>' for t in reversed(shown[:-1]))
    past = f"<details><summary>{both('earlier')}</summary>{earlier}</details>" if earlier else ""
    return f'<div class="current">{shown[-1].panel}</div>{past}'
