"""Questions and answers as HTML. Everything that comes from outside passes through ``escape``."""

from __future__ import annotations

from collections.abc import Sequence

from cxassistant.models import Answer, Citation
from cxassistant.ui.cards import anchor, marker_card
from cxassistant.ui.markdown import to_html
from cxassistant.ui.people import colour_names
from cxassistant.ui.texts import both, escape

_SHOWN_QUESTION = 600  # characters of a question that the page repeats


def question_html(question: str, filters: str = "") -> str:
    """What the user asked, as text, and the filters that it was asked with (HTML)."""
    shown = question if len(question) <= _SHOWN_QUESTION else question[:_SHOWN_QUESTION].rstrip() + "…"
    said = f'<span class="sr">{both("you")}: </span>{escape(shown.strip())}'
    return f'<h2 class="you-said" dir="auto">{said}</h2>{filters}'


def text_html(text: str, turn: int, citations: Sequence[Citation] | None) -> str:
    """An answer's Markdown; the markers of its citations are links. None: they are not known yet."""
    known = {c.number: c for c in citations or ()}

    def link(number: int) -> str | None:
        citation = known.get(number)
        if citation is None:
            return None if citations is not None else f'<span class="marker">{number}</span>'
        who = ", ".join(citation.authors)
        tip = escape(" · ".join(part for part in (who, citation.title, citation.date) if part))
        return (
            f'<a class="marker" href="#{anchor(turn, number)}" data-turn="{turn}" data-number="{number}"'
            f' aria-label="{number}: {tip}" aria-describedby="card-{turn}-{number}">{number}</a>'
        )

    names = [name for c in known.values() for name in (*c.authors, c.speaker) if name]
    return colour_names(to_html(text, link), names)


def answer_html(answer: Answer, turn: int) -> str:
    """A whole answer for the conversation."""
    refused = answer.status == "not_found"
    flag = f'<p class="flag">{both("refusal")}</p>' if refused else ""
    body = text_html(answer.text, turn, answer.citations)
    note = f'<p class="remark" role="note">{escape(answer.note)}</p>' if answer.note else ""
    cards = "".join(marker_card(c, turn) for c in answer.citations)
    return (
        f'<div class="answer {answer.status}" lang="{escape(answer.language)}">{flag}{body}{note}</div>'
        f'<div class="cards" hidden>{cards}</div>'
    )


def notice_html(key: str) -> str:
    """A line of the page's own in the place of an answer."""
    return f'<div class="answer pending" role="status">{both(key)}</div>'


def error_html(message: str) -> str:
    """An error's message in the place of an answer."""
    return f'<div class="answer error" role="alert">{escape(message)}</div>'
