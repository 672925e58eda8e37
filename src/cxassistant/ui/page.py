"""The page: its layout and what happens in it. All it knows of the assistant comes from the service."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import gradio as gr

from cxassistant.ui.actions import read_action
from cxassistant.ui.asking import read_asked
from cxassistant.ui.corpus_view import CorpusView
from cxassistant.ui.notices import status_html
from cxassistant.ui.programs import Programs
from cxassistant.ui.service import Service, Status
from cxassistant.ui.session import Conversation, Sessions
from cxassistant.ui.talk import Talk
from cxassistant.ui.texts import both
from cxassistant.ui.tools import tools_html
from cxassistant.ui.uploads import Uploads

_TICK_BUSY, _TICK_READY = 1.0, 15.0  # seconds between looks at the service
_HIDDEN: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# Else Gradio drops an event until the one before it has ended in the browser, and with it a question
# that is accepted just after the last look at what waits.
_EACH: dict[str, Any] = {"trigger_mode": "multiple"}


class Page:
    """The Blocks and their handlers. One for all browsers: what differs is in ``Sessions``."""

    def __init__(self, service: Service, i18n: gr.I18n, uploads: Uploads | None = None) -> None:
        self._service = service
        self._sessions = Sessions()
        self._talk = Talk(service, self._sessions)
        with gr.Blocks(title="cxassistant", analytics_enabled=False, fill_width=True) as self.blocks:
            self._lay_out(i18n, uploads)
            self._connect()
            if self.corpus is not None:
                self.corpus.connect(self.blocks, self.timer)
            Programs(service)
        # A question may wait for the index to be built; that must not keep others from being answered.
        self.blocks.queue(max_size=64, default_concurrency_limit=8, api_open=False)

    def _lay_out(self, i18n: gr.I18n, uploads: Uploads | None) -> None:
        with gr.Row(elem_id="top"):
            _html(f"<header><h1>{both('headline')}</h1><p>{both('lead')}</p></header>", "masthead")
            _html(tools_html(), "tools")
            self.new = gr.Button(i18n("new_chat"), size="sm", scale=0, elem_id="new-chat")
        self.corpus: CorpusView | None = None
        if uploads is not None:
            with gr.Tabs(elem_id="views"):
                with gr.Tab(i18n("view_chat"), elem_id="view-chat"):
                    self._lay_out_desk(i18n)
                with gr.Tab(i18n("view_corpus"), elem_id="view-corpus"):
                    self.corpus = CorpusView(self._service, self._sessions, uploads, i18n)
        else:
            self._lay_out_desk(i18n)
        with gr.Row(elem_id="foot"):
            self.status = _html(status_html(Status()), "status")
            self.update = gr.Button(i18n("update"), size="sm", visible=False, scale=0, elem_id="update")
        self.timer = gr.Timer(_TICK_BUSY)
        # What the page's own buttons ask for goes in by the one, and what the browser is to do comes out by the other.
        self.act = gr.Button("", elem_id="act", elem_classes="bridge")
        self.message = gr.Textbox(
            "", elem_id="message", elem_classes="bridge", container=False, label="message"
        )
        self.reply = gr.Textbox("", elem_id="reply", elem_classes="bridge", container=False, label="reply")

    def _lay_out_desk(self, i18n: gr.I18n) -> None:
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk", scale=3, min_width=300):
                self.conversation = _html(self._talk.transcript(Conversation()), "conversation")
                with gr.Column(elem_id="asking"):
                    self._lay_out_question(i18n)
                    self._lay_out_filters(i18n)
            with gr.Column(elem_id="side", scale=2, min_width=300):
                self.panel = _html(self._talk.panel(Conversation()), "sources")

    def _lay_out_question(self, i18n: gr.I18n) -> None:
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
            self.stop = gr.Button(i18n("stop"), scale=0, elem_id="stop", visible=False)

    def _lay_out_filters(self, i18n: gr.I18n) -> None:
        with gr.Accordion(i18n("filters"), open=False, elem_id="filters"):
            with gr.Row():
                self.authors = gr.Dropdown(
                    [], multiselect=True, label=i18n("filter_authors"), elem_id="filter-authors", scale=2
                )
                self.language = gr.Dropdown(
                    [(i18n("any_language"), ""), (i18n("dutch"), "nl"), (i18n("english"), "en")],
                    value="",
                    label=i18n("filter_language"),
                    elem_id="filter-language",
                    scale=1,
                )
            with gr.Row():
                self.since = gr.Textbox(
                    label=i18n("since"), placeholder="2024-02", max_lines=1, elem_id="since"
                )
                self.until = gr.Textbox(
                    label=i18n("until"), placeholder="2024-02", max_lines=1, elem_id="until"
                )
                self.undated = gr.Checkbox(label=i18n("undated"), elem_id="undated")

    def _connect(self) -> None:
        seen = [self.conversation, self.panel, self.stop]
        filters = [self.authors, self.since, self.until, self.language, self.undated]
        for trigger in (self.question.submit, self.send.click):
            accepted = trigger(
                self._accept,
                [self.question, *filters],
                [self.question, *seen],
                queue=False,
                **_HIDDEN,
                **_EACH,
            )
            self._then_answer(accepted, seen)
        acted = self.act.click(
            self._act,
            self.message,
            [*seen, self.reply],
            queue=False,
            js="() => [cx.message()]",
            **_HIDDEN,
            **_EACH,
        )
        self._then_answer(acted.then(None, self.reply, None, js="(reply) => cx.receive(reply)"), seen)
        self.stop.click(self._halt, None, self.stop, queue=False, **_HIDDEN)
        cleared = self.new.click(self._clear, None, [*seen, self.question], queue=False, **_HIDDEN)
        cleared.then(None, None, None, js="() => cx.begin()")
        told = [self.status, self.update, self.timer, self.authors, self.conversation]
        self.update.click(self._rebuild, None, told, queue=False, **_HIDDEN)
        self.timer.tick(self._tell, None, told, queue=False, **_HIDDEN)
        loaded = self.blocks.load(self._tell, None, told, queue=False, **_HIDDEN)
        loaded.then(None, None, None, js="() => cx.resume()")
        self.blocks.unload(self._leave)

    def _then_answer(self, accepted: Any, seen: list[Any]) -> None:
        """After a question was taken: show it, answer it, keep the conversation, look for what may follow."""
        accepted.then(None, None, None, js="() => cx.scroll()")
        answered = accepted.then(self._answer, None, seen, **_HIDDEN, **_EACH)
        kept = answered.then(self._keep, None, self.reply, queue=False, **_HIDDEN, **_EACH)
        shown = kept.then(None, self.reply, None, js="(reply) => cx.receive(reply)")
        shown.then(self._suggest, None, self.conversation, queue=False, **_HIDDEN, **_EACH)

    def _accept(
        self,
        question: Any,
        authors: Any,
        since: Any,
        until: Any,
        language: Any,
        undated: Any,
        request: gr.Request,
    ) -> list[Any]:
        """Show the question at once; ``_answer`` follows."""
        conversation = self._of(request)
        asked = read_asked(question, authors, since, until, language, undated)
        if not self._talk.accept(conversation, asked):
            return [gr.skip()] * 4
        return ["", *self._seen(conversation)]

    def _act(self, message: Any, request: gr.Request) -> list[Any]:
        conversation, action = self._of(request), read_action(message)
        reply = self._talk.act(conversation, action) if action is not None else None
        return [*self._seen(conversation), json.dumps(reply)]

    def _answer(self, request: gr.Request) -> Iterator[list[Any]]:
        conversation = self._of(request)
        if not conversation.pending:
            # Gradio empties the outputs of a generator that yields nothing.
            yield [gr.skip()] * 3
            return
        for _ in self._talk.answer(conversation):
            yield self._seen(conversation)
        yield self._seen(conversation)

    def _keep(self, request: gr.Request) -> str:
        return json.dumps(self._talk.kept(self._of(request)))

    def _suggest(self, request: gr.Request) -> Any:
        conversation = self._of(request)
        if conversation.busy or conversation.suggestions:
            return gr.skip()
        self._talk.suggest(conversation)
        return self._talk.transcript(conversation) if conversation.suggestions else gr.skip()

    def _halt(self, request: gr.Request) -> Any:
        self._of(request).stop.set()
        return gr.update(visible=False)

    def _seen(self, conversation: Conversation) -> list[Any]:
        stop = gr.update(visible=conversation.busy)
        return [self._talk.transcript(conversation), self._talk.panel(conversation), stop]

    def _clear(self, request: gr.Request) -> list[Any]:
        conversation = self._of(request)
        conversation.clear()
        return [*self._seen(conversation), ""]

    def _of(self, request: gr.Request) -> Conversation:
        return self._sessions.get(request.session_hash)

    def _leave(self, request: gr.Request) -> None:
        self._sessions.drop(request.session_hash)

    def _rebuild(self, request: gr.Request) -> list[Any]:
        self._service.rebuild()
        return self._tell(request)

    def _tell(self, request: gr.Request) -> list[Any]:
        """The notices, where they differ from what this browser shows."""
        self._service.page_shown()
        self._service.look()
        status, conversation = self._service.status, self._of(request)
        offer = not status.busy and (status.changed or bool(status.message))
        started = bool(conversation.turns) or bool(conversation.pending)
        news: list[tuple[str, object, Any]] = [
            ("status", status_html(status), status_html(status)),
            ("update", offer, gr.update(visible=offer)),
            ("timer", status.busy, gr.Timer(_TICK_BUSY if status.busy else _TICK_READY)),
            ("authors", status.authors, gr.update(choices=list(status.authors))),
        ]
        if not started:
            begin = self._talk.transcript(conversation)
            news.append(("begin", begin, begin))
        outputs: list[Any] = []
        for name, value, update in news:
            same = name in conversation.shown and conversation.shown[name] == value
            outputs.append(gr.skip() if same else update)
            conversation.shown[name] = value
        if started:
            conversation.shown.pop("begin", None)
            outputs.append(gr.skip())
        return outputs


def _html(value: str, name: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)
