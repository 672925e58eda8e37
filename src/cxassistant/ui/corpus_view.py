"""The view of the corpus: its sources and authors, documents to add, and the index to rebuild."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import gradio as gr

from cxassistant.corpus.adding import found_fields
from cxassistant.models import Source
from cxassistant.ui.corpus_html import plot_html, sources_html
from cxassistant.ui.found import found_html
from cxassistant.ui.notices import status_html
from cxassistant.ui.service import Service
from cxassistant.ui.session import Sessions
from cxassistant.ui.texts import both, escape
from cxassistant.ui.uploads import TYPES, Uploads

_LINES = 3  # of a document, to recognise it by
_LONGEST = 200  # characters of one
_HIDDEN: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


class CorpusView:
    """Lays itself out where it is made. ``timer`` is when to look for what changed."""

    def __init__(self, service: Service, sessions: Sessions, uploads: Uploads, i18n: gr.I18n) -> None:
        self._service, self._sessions = service, sessions
        self._uploads = uploads
        self.authors_plot = _html("", "corpus-overview")
        with gr.Column(elem_id="corpus-add"):
            _html(f"<h2>{both('add_documents')}</h2><p class=quiet>{both('add_note')}</p>", "add-note")
            with gr.Row():
                _html(_chooser(), "upload")
                self.rebuild = gr.Button(
                    i18n("update"), scale=0, size="sm", elem_id="corpus-rebuild", visible=False
                )
            self.take = gr.Button("", elem_id="take", elem_classes="bridge")
            self.message = gr.Textbox("", elem_classes="bridge", container=False, label="message")
            self.told = _html("", "upload-told")
            self._lay_out_form(i18n)
            self.progress = _html("", "corpus-progress")
        self.sources = _html("", "corpus-sources")

    def _lay_out_form(self, i18n: gr.I18n) -> None:
        with gr.Column(visible=False, elem_id="addition") as self.form:
            self.found = _html("", "addition-found")
            with gr.Row():
                self.title = gr.Textbox(label=i18n("title"), max_lines=1, elem_id="add-title")
                self.authors = gr.Textbox(label=i18n("authors_commas"), max_lines=1, elem_id="add-authors")
            with gr.Row():
                self.publisher = gr.Textbox(label=i18n("publisher"), max_lines=1, elem_id="add-publisher")
                self.date = gr.Textbox(label=i18n("date"), max_lines=1, elem_id="add-date")
            with gr.Row():
                self.url = gr.Textbox(label=i18n("address"), max_lines=1, elem_id="add-url")
                self.language = gr.Textbox(label=i18n("language_code"), max_lines=1, elem_id="add-language")
            with gr.Row():
                self.add = gr.Button(i18n("add"), variant="primary", scale=0, elem_id="add")
                self.skip = gr.Button(i18n("skip"), scale=0, elem_id="skip")

    def connect(self, blocks: gr.Blocks, timer: gr.Timer) -> None:
        """Connect its events; what changed is looked for whenever the page does."""
        fields = [self.title, self.authors, self.publisher, self.date, self.url, self.language]
        shown = [self.told, self.form, self.found, *fields, self.rebuild]
        self.take.click(
            self._take,
            self.message,
            shown,
            queue=False,
            js="() => [cx.received()]",
            trigger_mode="multiple",
            **_HIDDEN,
        )
        self.add.click(self._add, fields, shown, queue=False, **_HIDDEN)
        self.skip.click(self._skip, None, shown, queue=False, **_HIDDEN)
        told = [self.authors_plot, self.sources, self.progress, self.rebuild]
        self.rebuild.click(self._rebuild, None, [*told, timer], queue=False, **_HIDDEN)
        timer.tick(self._tell, None, told, queue=False, **_HIDDEN)
        blocks.load(self._tell, None, told, queue=False, **_HIDDEN)
        blocks.unload(self._leave)

    def _take(self, message: str, request: gr.Request) -> list[Any]:
        with suppress(ValueError):
            held = json.loads(message or "")
            ids = held if isinstance(held, list) else []
            self._uploads.take(_session(request), [str(id) for id in ids])
        return self._shown(request)

    def _add(
        self,
        title: str,
        authors: str,
        publisher: str,
        date: str,
        url: str,
        language: str,
        request: gr.Request,
    ) -> list[Any]:
        waiting = self._uploads.of(_session(request))
        if waiting.additions:
            found = found_fields(waiting.additions[0].source)
            given = (title, authors, publisher, date, url, language)
            typed = {name: str(value or "").strip() for name, value in zip(found, given, strict=True)}
            changed: dict[str, Any] = {name: value for name, value in typed.items() if value != found[name]}
            if "authors" in changed:
                changed["authors"] = [part.strip() for part in changed["authors"].split(",") if part.strip()]
            self._uploads.add(_session(request), changed)
        return self._shown(request)

    def _skip(self, request: gr.Request) -> list[Any]:
        self._uploads.skip(_session(request))
        return self._shown(request)

    def _shown(self, request: gr.Request) -> list[Any]:
        """Messages, and the form of the document that is next."""
        waiting = self._uploads.of(_session(request))
        lines = "".join(
            f'<p class="notice" role="status">{both(key, **values)}</p>' for key, values in waiting.told
        )
        rebuild = gr.update(visible=waiting.added > 0)
        if not waiting.additions:
            return [lines, gr.update(visible=False), "", *[""] * 6, rebuild]
        addition = waiting.additions[0]
        values = found_fields(addition.source).values()
        return [
            lines,
            gr.update(visible=True),
            _addition_html(addition.name, addition.source),
            *values,
            rebuild,
        ]

    def _rebuild(self, request: gr.Request) -> list[Any]:
        self._service.rebuild()
        self._uploads.of(_session(request)).added = 0
        return [*self._tell(request), gr.Timer(1.0)]

    def _tell(self, request: gr.Request) -> list[Any]:
        """The overview and the progress, where they differ from what this browser shows."""
        status, shown = self._service.status, self._sessions.get(request.session_hash).shown
        build = str(status.info.get("build", ""))
        outputs: list[Any] = [gr.skip()] * 4
        if build and shown.get("corpus") != build:
            shown["corpus"], outputs[:2] = build, self._overview()
        line = status_html(status) if status.rebuilding else ""
        if shown.get("corpus-progress", "") != line:
            shown["corpus-progress"] = outputs[2] = line
        offer = not status.busy and (status.changed or self._uploads.of(_session(request)).added > 0)
        if shown.get("corpus-offer") != offer:
            shown["corpus-offer"] = offer
            outputs[3] = gr.update(visible=offer)
        return outputs

    def _overview(self) -> list[Any]:
        """The plot of authors, and the table of sources."""
        assistant = self._service.assistant
        if assistant is None:
            return [gr.skip(), gr.skip()]
        sources, passages = assistant.sources(), assistant.passage_counts()
        return [
            f"<h2>{both('view_authors')}</h2>{plot_html(sources, passages)}",
            f"<h2>{both('view_sources')}</h2>{sources_html(sources, passages)}",
        ]

    def _leave(self, request: gr.Request) -> None:
        self._uploads.drop(_session(request))


def _chooser() -> str:
    """The button that lets the reader choose files; the script sends them."""
    types = ",".join(TYPES)
    return (
        f'<label class="choose" for="documents">{both("choose_files")}</label>'
        f'<input class="sr" type="file" id="documents" multiple accept="{types}">'
        '<p class="quiet" id="sending" role="status"></p>'
    )


def _addition_html(name: str, source: Source) -> str:
    lines = [" ".join(line.split())[:_LONGEST] for line in source.text.splitlines() if line.strip()]
    shown = "".join(f'<p dir="auto">{escape(line)}</p>' for line in lines[:_LINES])
    return (
        f'<h3 dir="auto">{escape(name)}</h3><p class="quiet">{both("found_by")}: {found_html(source)}</p>'
        f'<div class="first-lines">{shown}</div>'
    )


def _session(request: gr.Request) -> str:
    return request.session_hash or ""


def _html(value: str, name: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)
