"""The page: its layout and what happens in it. All it knows of the assistant comes from the service."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from cxassistant.errors import CxAssistantError
from cxassistant.examples import PER_LANGUAGE, Example
from cxassistant.models import Answer, Source
from cxassistant.ui import render
from cxassistant.ui.notices import status_html
from cxassistant.ui.service import Service, Status
from cxassistant.ui.session import Conversation, Sessions, Turn
from cxassistant.ui.texts import LABELS, LANGUAGES, both
from cxassistant.ui.transcript import conversation_html, panel_html

STYLE = Path(__file__).with_name("style.css")
ICON = Path(__file__).with_name("icon.svg")
_HEAD = """<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<script>
(() => {
  const wanted = (navigator.languages || [navigator.language]).map((l) => l.slice(0, 2));
  const language = wanted.find((l) => l === "nl" || l === "en") || "en";
  document.documentElement.lang = language;
  document.documentElement.dataset.language = language;
})();
</script>"""

_TICK_BUSY, _TICK_READY = 1.0, 15.0  # seconds between looks at the service
_MOST_PENDING = 3  # questions of one reader that wait for their answer
_PATIENCE = 600.0  # seconds that a question waits for the assistant to be ready
_SCROLL = """() => requestAnimationFrame(() => {
  const turns = document.querySelectorAll("#conversation .turn");
  if (turns.length > 1) turns[turns.length - 1].scrollIntoView({behavior: "smooth", block: "start"});
})"""

_log = logging.getLogger(__name__)


def make_theme() -> gr.themes.Base:
    """Gradio's plain theme with the system's own fonts, so that no font is fetched."""
    return gr.themes.Base(
        font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"],
        font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"],
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
    )


def make_head() -> str:
    """What stands in the page's head: the language, before anything is shown, and the style.

    Not Gradio's ``css``: that rewrites each rule, and loses the weight of those inside ``@media``.
    """
    return f"{_HEAD}\n<style>{STYLE.read_text('utf-8')}</style>"


def make_i18n() -> gr.I18n:
    """The labels of Gradio's own components, by the browser's language."""
    return gr.I18n(**LABELS)


class Page:
    """The Blocks and their handlers. One for all browsers: what differs is in ``Sessions``."""

    def __init__(self, service: Service, i18n: gr.I18n) -> None:
        self._service = service
        self._sessions = Sessions()
        with gr.Blocks(title="cxassistant", analytics_enabled=False, fill_width=True) as self.blocks:
            self._lay_out(i18n)
            self._connect()
        # A question may wait for the index to be built; that must not keep others from being answered.
        self.blocks.queue(max_size=64, default_concurrency_limit=8, api_open=False)

    def _lay_out(self, i18n: gr.I18n) -> None:
        with gr.Row(elem_id="top"):
            masthead = f"<header><h1>{both('headline')}</h1><p>{both('lead')}</p></header>"
            _html(masthead, "masthead")
            self.new = gr.Button(i18n("new_chat"), size="sm", visible=False, scale=0, elem_id="new-chat")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk", scale=3, min_width=300):
                self.conversation = _html(conversation_html([]), "conversation")
                with gr.Column(elem_id="examples"):
                    self.examples = [b for lang in LANGUAGES for b in _example_row(lang)]
                with gr.Row(elem_id="composer"):
                    self.question = gr.Textbox(
                        label=i18n("ask_label"),
                        placeholder=i18n("ask_placeholder"),
                        container=False,
                        lines=1,
                        max_lines=6,
                        scale=1,
                        elem_id="question",
                    )
                    self.send = gr.Button(i18n("ask"), variant="primary", scale=0, elem_id="ask")
            with gr.Column(elem_id="side", scale=2, min_width=300):
                self.panel = _html(panel_html([]), "sources")
        with gr.Row(elem_id="foot"):
            self.status = _html(status_html(Status()), "status")
            self.update = gr.Button(i18n("update"), size="sm", visible=False, scale=0, elem_id="update")
        self.timer = gr.Timer(_TICK_BUSY)

    def _connect(self) -> None:
        hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        # Else Gradio drops an event until the one before it has ended in the browser, and with it a question
        # that is accepted just after the last look at what waits.
        each: dict[str, Any] = {"trigger_mode": "multiple"}
        seen = [self.conversation, self.panel, self.new, *self.examples]
        asked = [self.question, self.conversation, *self.examples]
        for trigger in (self.question.submit, self.send.click):
            accepted = trigger(self._accept, self.question, asked, queue=False, **hidden, **each)
            accepted.then(self._answer, None, seen, **hidden, **each).then(None, js=_SCROLL)
        for number, button in enumerate(self.examples):
            picked = button.click(self._picker(number), None, asked, queue=False, **hidden, **each)
            picked.then(self._answer, None, seen, **hidden, **each)
        self.new.click(self._clear, None, [*seen, self.question], queue=False, **hidden)
        told = [self.status, self.update, self.timer, *self.examples]
        self.update.click(self._rebuild, None, told, queue=False, **hidden)
        self.timer.tick(self._tell, None, told, queue=False, **hidden)
        self.blocks.load(self._tell, None, told, queue=False, **hidden)
        self.blocks.unload(self._leave)

    def _accept(self, question: str, request: gr.Request) -> list[Any]:
        """Show the question at once; ``_answer`` follows, after the questions that were asked before it."""
        conversation = self._sessions.get(request.session_hash)
        if not question.strip() or len(conversation.pending) == _MOST_PENDING:
            return [gr.skip()] * (2 + len(self.examples))
        conversation.pending.append(question)
        return ["", self._transcript(conversation), *[gr.update(visible=False)] * len(self.examples)]

    def _transcript(self, conversation: Conversation) -> str:
        key = "looking" if self._service.status.phase == "ready" else "waiting"
        waiting = [Turn(0, render.question_html(q), render.notice_html(key)) for q in conversation.pending]
        return conversation_html([*conversation.turns, *waiting])

    def _picker(self, number: int) -> Any:
        def pick(request: gr.Request) -> list[Any]:
            conversation = self._sessions.get(request.session_hash)
            example = _placed(conversation.examples, len(self.examples))[number]
            return self._accept(example.question if example else "", request)

        return pick

    def _answer(self, request: gr.Request) -> Iterator[list[Any]]:
        """Answer the questions that were accepted, piece by piece."""
        conversation = self._sessions.get(request.session_hash)
        with conversation.lock:
            while conversation.pending:
                question = conversation.pending.pop(0)
                turn = conversation.add(render.question_html(question), render.notice_html("looking"))
                for _ in self._write(conversation, turn, question):
                    yield self._seen(conversation)
            # Gradio empties the outputs of a generator that yields nothing, as when another answered them all.
            yield self._seen(conversation)

    def _write(self, conversation: Conversation, turn: Turn, question: str) -> Iterator[None]:
        """Fill a turn; yields whenever there is more to see."""
        try:
            assistant = self._service.wait(_PATIENCE)
            if assistant is None:
                raise CxAssistantError("The index is still being built. Please ask again in a moment.")
            conversation.chat = conversation.chat or assistant.chat()
            text = ""
            for event in conversation.chat.stream(question):
                if event.answer is None:
                    text += event.text
                    turn.answer = f'<div class="answer">{render.text_html(text, turn.number, None)}</div>'
                else:
                    _finish(turn, event.answer, {s.path: s for s in assistant.sources()})
                yield
        except CxAssistantError as error:
            turn.answer = render.error_html(str(error))
            yield
        except Exception:  # whatever went wrong, the reader is told and the page goes on
            _log.exception("A question could not be answered")
            turn.answer = f'<div class="answer error" role="alert">{both("error")}</div>'
            yield

    def _seen(self, conversation: Conversation) -> list[Any]:
        hide = [gr.update(visible=False)] * len(self.examples)
        panel = panel_html(conversation.turns)
        return [self._transcript(conversation), panel, gr.update(visible=True), *hide]

    def _clear(self, request: gr.Request) -> list[Any]:
        conversation = self._sessions.get(request.session_hash)
        conversation.clear()
        buttons = _example_buttons(conversation.examples, len(self.examples))
        return [conversation_html([]), panel_html([]), gr.update(visible=False), *buttons, ""]

    def _leave(self, request: gr.Request) -> None:
        self._sessions.drop(request.session_hash)

    def _rebuild(self, request: gr.Request) -> list[Any]:
        self._service.rebuild()
        return self._tell(request)

    def _tell(self, request: gr.Request) -> list[Any]:
        """The notices, where they differ from what this browser shows."""
        self._service.page_shown()
        self._service.look()
        status, conversation = self._service.status, self._sessions.get(request.session_hash)
        conversation.examples = status.examples or ()
        offer = not status.busy and (status.changed or bool(status.message))
        started = bool(conversation.turns) or bool(conversation.pending)
        examples = () if started else conversation.examples
        news: list[tuple[str, object, list[Any]]] = [
            ("status", status_html(status), [status_html(status)]),
            ("update", offer, [gr.update(visible=offer)]),
            ("timer", status.busy, [gr.Timer(_TICK_BUSY if status.busy else _TICK_READY)]),
            ("examples", examples, _example_buttons(examples, len(self.examples))),
        ]
        outputs: list[Any] = []
        shown = conversation.shown
        for name, value, updates in news:
            same = name in shown and shown[name] == value
            outputs += [gr.skip()] * len(updates) if same else updates
            shown[name] = value
        return outputs


def _html(value: str, name: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)


def _example_row(language: str) -> list[gr.Button]:
    with gr.Row(elem_id=f"examples-{language}", elem_classes="examples"):
        return [gr.Button("", visible=False, size="sm") for _ in range(PER_LANGUAGE)]


def _finish(turn: Turn, answer: Answer, sources: dict[str, Source]) -> None:
    turn.answer = render.answer_html(answer, turn.number)
    turn.panel = render.panel_html(answer, turn.number, sources.get)


def _example_buttons(examples: tuple[Example, ...], places: int) -> list[Any]:
    return [
        gr.update(value=e.question, visible=True) if e else gr.update(visible=False)
        for e in _placed(examples, places)
    ]


def _placed(examples: tuple[Example, ...], places: int) -> list[Example | None]:
    """Each example at its button: one row per language, in the order of ``LANGUAGES``."""
    placed: list[Example | None] = []
    for language in LANGUAGES:
        row = [e for e in examples if e.language == language][: places // len(LANGUAGES)]
        placed += [*row, *[None] * (places // len(LANGUAGES) - len(row))]
    return placed
