"""What programs may ask over HTTP, through ``gradio_client``: the same answers as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from cxassistant.errors import CxAssistantError
from cxassistant.ui.service import Service

if TYPE_CHECKING:
    from cxassistant.assistant import Assistant

_PATIENCE = 120.0  # seconds for the assistant to be ready
_MOST = 50  # hits of one search


class Programs:
    """Endpoints "/ask", "/search" and "/sources" inside the Blocks in which this is made."""

    def __init__(self, service: Service) -> None:
        self._service = service
        for name, function in (("ask", self.ask), ("search", self.search), ("sources", self.sources)):
            api(function, api_name=name)

    def ask(
        self,
        question: str,
        language: str = "",
        authors: list[str] | None = None,
        since: str = "",
        until: str = "",
        source_language: str = "",
    ) -> dict[str, Any]:
        """An answer with its citations, as ``Answer.to_dict()``. Empty means: no filter."""
        try:
            answer = self._assistant().ask(
                question,
                language or None,
                authors=authors or None,
                since=since or None,
                until=until or None,
                source_language=source_language or None,
            )
        except CxAssistantError as error:
            raise gr.Error(str(error), print_exception=False) from None
        return answer.to_dict()

    def search(self, query: str, k: int = 10) -> list[dict[str, Any]]:
        """The best passages, each as ``Hit.to_dict()``; at most 50."""
        try:
            return [hit.to_dict() for hit in self._assistant().search(query, min(int(k), _MOST))]
        except CxAssistantError as error:
            raise gr.Error(str(error), print_exception=False) from None

    def sources(self) -> list[dict[str, Any]]:
        """What the corpus holds: of each source its path, title, authors, publisher, date, url, language."""
        try:
            held = self._assistant().sources()
        except CxAssistantError as error:
            raise gr.Error(str(error), print_exception=False) from None
        # Not "path": gradio_client takes what has a path for a file, and fetches it.
        return [
            {
                "source": s.path,
                "title": s.title,
                "authors": list(s.authors),
                "publisher": s.publisher,
                "date": s.date,
                "url": s.url,
                "language": s.language,
            }
            for s in held
        ]

    def _assistant(self) -> Assistant:
        assistant = self._service.wait(_PATIENCE)
        if assistant is None:
            raise CxAssistantError("The index is still being built. Please ask again in a moment.")
        return assistant
