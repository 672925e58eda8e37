"""A whole conversation as HTML: its turns with what can be done with them, and the sources of its answers."""

from __future__ import annotations

from collections.abc import Sequence

from cxassistant.examples import Example
from cxassistant.exporting import copy_text
from cxassistant.ui.actions import act
from cxassistant.ui.render import notice_html, question_html
from cxassistant.ui.session import Conversation, Turn
from cxassistant.ui.texts import LANGUAGES, both, escape

_ICONS = {  # 24 by 24, drawn with one line
    "retry": "M4 12a8 8 0 1 1 2.4 5.7M4 12V6m0 6h6",
    "edit": "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "up": "M7 11v9H3v-9zm0 0 4-8c2 0 3 1 3 3l-1 4h6c1 0 2 1 2 2l-2 7c0 1-1 1-2 1H7",
    "down": "M7 13V4H3v9zm0 0 4 8c2 0 3-1 3-3l-1-4h6c1 0 2-1 2-2l-2-7c0-1-1-1-2-1H7",
}


def conversation_html(
    conversation: Conversation, examples: Sequence[Example] = (), waiting: str = "looking"
) -> str:
    """Questions and answers, oldest first; an invitation with examples where there are none."""
    if not conversation.turns and not conversation.pending:
        return f'<p class="invitation">{both("empty_chat")}</p>{_examples(examples)}'
    whole = not conversation.busy
    turns = "".join(_turn(conversation, turn, whole) for turn in conversation.turns)
    for asked in conversation.pending:
        waits = f"{question_html(asked.question, asked.html())}{notice_html(waiting)}"
        turns += f'<article class="turn">{waits}</article>'
    return f"<div>{turns}</div>{_suggestions(conversation.suggestions) if whole else ''}"


def panel_html(turns: list[Turn]) -> str:
    """The sources of the last answer, and folded under them those of earlier ones."""
    shown = [t for t in turns if t.panel]
    if not shown:
        return f'<p class="quiet">{both("empty_panel")}</p>'
    # A marker of an earlier answer leads into this list: the browser opens it when the link is followed.
    earlier = "".join(
        f'<section class="past"><p class="you-said">{escape(t.asked.question)}</p>{t.panel}</section>'
        for t in reversed(shown[:-1])
    )
    past = f"<details><summary>{both('earlier')}</summary>{earlier}</details>" if earlier else ""
    return f'<div class="current">{shown[-1].panel}</div>{past}'


def _examples(examples: Sequence[Example]) -> str:
    rows = ""
    for language in LANGUAGES:
        own = [e for e in examples if e.language == language]
        buttons = "".join(_asks(e.question, language) for e in own)
        rows += f'<div class="examples" data-for="{language}">{buttons}</div>' if own else ""
    return f'<div id="examples">{rows}</div>' if rows else ""


def _suggestions(questions: Sequence[str]) -> str:
    if not questions:
        return ""
    buttons = "".join(_asks(question) for question in questions)
    return f'<div id="suggestions"><p class="quiet">{both("go_on")}</p><div class="examples">{buttons}</div></div>'


def _asks(question: str, language: str = "") -> str:
    spoken = f' lang="{language}"' if language else ""
    return f'<button type="button"{spoken} dir="auto" {act("ask", text=question)}>{escape(question)}</button>'


def _turn(conversation: Conversation, turn: Turn, whole: bool) -> str:
    editing = f'<p class="editing" role="status">{both("editing")} {_keep()}</p>'
    note = editing if conversation.editing == turn.number else ""
    tools = _tools(turn) if whole else ""
    opened = f'<div class="grounds">{turn.grounds}</div>' if turn.grounds else ""
    return (
        f'<article class="turn" data-turn="{turn.number}">{question_html(turn.asked.question, turn.asked.html())}'
        f"{note}{turn.answer}{tools}{opened}</article>"
    )


def _keep() -> str:
    return f'<button type="button" class="link" {act("keep")}>{both("keep")}</button>'


def _tools(turn: Turn) -> str:
    answer, number = turn.result, turn.number
    buttons = [_tool("retry", number), _tool("edit", number)]
    if answer is None:
        return f'<div class="tools">{"".join(buttons)}</div>'
    copied = escape(copy_text(answer))
    buttons.append(f'<button type="button" data-copy>{_icon("copy")}<span>{both("copy")}</span></button>')
    for verdict in ("up", "down"):
        pressed = "true" if turn.verdict == verdict else "false"
        buttons.append(
            f'<button type="button" aria-pressed="{pressed}" {act("rate", turn=number, text=verdict)}>'
            f'{_icon(verdict)}<span class="sr">{both(verdict)}</span></button>'
        )
    shown = "true" if turn.grounds else "false"
    opener = f'<button type="button" aria-expanded="{shown}" {act("grounds", turn=number)}>'
    buttons.append(f"{opener}<span>{both('grounds')}</span></button>")
    return (
        f'<div class="tools">{"".join(buttons)}</div><pre class="to-copy" hidden>{copied}</pre>'
        f"{_remark(turn)}"
    )


def _tool(kind: str, number: int) -> str:
    return f'<button type="button" {act(kind, turn=number)}>{_icon(kind)}<span>{both(kind)}</span></button>'


def _icon(name: str) -> str:
    return (
        f'<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path d="{_ICONS[name]}"/></svg>'
    )


def _remark(turn: Turn) -> str:
    """After a verdict: thanks, and room for a remark."""
    if not turn.verdict:
        return ""
    if turn.remarked:
        return f'<p class="quiet" role="status">{both("thanks")}</p>'
    return (
        f'<form class="remark-form" {act("remark", turn=turn.number)}><label for="remark-{turn.number}">'
        f'{both("remark")}</label><input id="remark-{turn.number}" name="text" maxlength="2000" autocomplete="off">'
        f'<button type="submit">{both("send")}</button></form>'
    )
