"""Which engine answers: the language model where one is set and there, else the quotes alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cxassistant.answering.engine import Engine, in_paragraphs
from cxassistant.answering.extractive import ENGINE, ExtractiveEngine
from cxassistant.answering.follow_up import Condensed, Turn
from cxassistant.answering.phrases import fault_note
from cxassistant.answering.ports import Library
from cxassistant.answering.question import Question
from cxassistant.answering.roster import Roster
from cxassistant.config import Settings
from cxassistant.errors import ConfigError
from cxassistant.models import Event

if TYPE_CHECKING:
    from cxassistant.answering.generative.engine import GenerativeEngine
    from cxassistant.llm.server import LanguageModel

_PACKAGE = "llama_index.llms.openai_like"


class Engines:
    """Chooses the engine for each answer, by the settings. Raises ConfigError where they contradict."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._model: LanguageModel | None = None
        self._extractive: ExtractiveEngine | None = None
        self._generative: GenerativeEngine | None = None
        if settings.engine == "llm" and not settings.llm_url:
            raise ConfigError(
                "The engine is set to 'llm', and no language model is. Give its address with --llm URL or the"
                " setting 'llm_url', or set 'engine' to 'auto'."
            )
        if settings.engine != "extractive" and settings.llm_url:
            self._model = _connect(settings)
            self._model.prepare()

    def renew(self, extractive: ExtractiveEngine, library: Library, roster: Roster) -> None:
        """Answer over another build of the index from now on."""
        self._extractive = extractive
        if self._model is None:
            return
        from cxassistant.answering.generative.engine import GenerativeEngine, Options

        s = self._settings
        options = Options(
            s.llm_context, s.llm_answer_tokens, s.llm_timeout, s.llm_unsupported, s.llm_translate
        )
        self._generative = GenerativeEngine(extractive, library, roster, self._model, options)

    def events(
        self,
        condensed: Condensed,
        asked: Question,
        history: Sequence[Turn],
        allowed: Set[str] | None,
        until: bool,
    ) -> Iterator[Event]:
        """Answer by the engine of the moment, see :class:`Engine`; a note tells why it is not the one that is set."""
        assert self._extractive is not None
        question, avoid = condensed.question, condensed.avoid
        fault = self._model.fault() if self._model is not None else None
        if self._generative is not None and fault is None:
            yield from self._generative.events(question, allowed, avoid, until, history, asked)
            return
        quotes = self._extractive.answer(question, allowed, avoid, until)
        if fault is not None and quotes.status == "answered":
            quotes = replace(quotes, note=fault_note(fault, question.language))
        yield from in_paragraphs(quotes)

    def current(self) -> Engine:
        """The engine that answers now."""
        assert self._extractive is not None
        there = self._model is not None and self._model.fault() is None
        return self._generative if there and self._generative is not None else self._extractive

    def info(self) -> dict[str, Any]:
        """What is in use. JSON; asks the server whether it is there."""
        if self._model is None:
            return {"engine": ENGINE, "llm": None}
        fault = self._model.fault()
        told = {"url": self._model.url, "model": self._model.name, "fault": str(fault) if fault else None}
        return {"engine": ENGINE if fault else "llm", "llm": told}

    def close(self) -> None:
        """Give back the connections."""
        if self._model is not None:
            self._model.close()


def _connect(settings: Settings) -> LanguageModel:
    from importlib.util import find_spec

    if find_spec("llama_index.llms") is None or find_spec(_PACKAGE) is None:
        raise ConfigError(
            "Answers by a language model need a package that is not installed. Install it with: pip install"
            " 'cxassistant[llm]'"
        )
    from cxassistant.llm.server import LanguageModel

    return LanguageModel(settings)
