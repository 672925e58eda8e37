"""A language model behind an OpenAI-compatible server, through LlamaIndex, within time limits."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cxassistant.config import LLM_KEY, Settings
from cxassistant.errors import ConfigError, LLMError
from cxassistant.llm import faults

if TYPE_CHECKING:
    import httpx
    from llama_index.llms.openai_like import OpenAILike

_CONNECT = 5.0  # seconds; a server on the same network that is up connects in far less
_LOOK = 2.0
_REMEMBERED = 20.0  # seconds that it is known that the server answers
_DOUBTED = 2.0  # ... and that it does not: who starts it wants it used
_NO_KEY = "none"  # the interface wants some key
_QUEUED = 64  # pieces; a reader who falls behind slows the server down rather than fill the memory

_reading = threading.local()  # .response: the one that this thread reads


def _remember(response: httpx.Response) -> None:
    _reading.response = response


class Written:
    """A text that the model is writing, piece by piece. Iterate once; ``close`` stops the server.

    Iterating raises LLMError. ``usage`` has "prompt_tokens", "answer_tokens" and "cached_tokens" where the server
    told them, and ``cut`` says whether it stopped at the limit of tokens; both when it has ended.
    """

    def __init__(self, url: str, pieces: Iterator[Any], patience: float, seconds: float) -> None:
        self.usage: dict[str, float] = {}
        self.cut = False
        self._finished = False  # the server said that it was done
        self._url, self._patience = url, patience
        self._deadline = time.monotonic() + seconds
        self._queue: queue.Queue[str | BaseException | None] = queue.Queue(_QUEUED)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._read, args=(pieces,), daemon=True, name="llm")
        self._thread.start()

    def __iter__(self) -> Iterator[str]:
        try:
            while True:
                piece = self._next()
                if piece is None:
                    return
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        """Stop: the connection is closed as soon as the server sends its next piece, or falls silent."""
        self._closed.set()

    def _next(self) -> str | None:
        left = self._deadline - time.monotonic()
        try:
            piece = self._queue.get(timeout=max(0.0, min(self._patience, left)))
        except queue.Empty:
            raise faults.slow(self._url, min(self._patience, max(left, 0.0)) or self._patience) from None
        if isinstance(piece, BaseException):
            raise faults.from_exception(self._url, piece, self._patience) from None
        return piece

    def _read(self, pieces: Iterator[Any]) -> None:
        # In a thread of its own: a read that hangs would else hang whoever waits for the answer.
        last: BaseException | None = None
        try:
            for response in pieces:
                if self._closed.is_set():
                    break
                self._note(response.raw)
                if response.delta:
                    self._put(response.delta)
            if not self._finished:
                last = faults.broken(self._url)
        except BaseException as error:
            last = error
        finally:
            # Else a server goes on writing for nobody: the client library lets go of it only at some later time.
            response = getattr(_reading, "response", None)
            if response is not None:
                with suppress(Exception):
                    response.close()
        self._put(last)

    def _put(self, piece: str | BaseException | None) -> None:
        while not self._closed.is_set():
            with suppress(queue.Full):
                self._queue.put(piece, timeout=0.5)
                return

    def _note(self, raw: Any) -> None:
        usage = getattr(raw, "usage", None)
        if usage is not None:
            details = getattr(usage, "prompt_tokens_details", None)
            told = {
                "prompt_tokens": getattr(usage, "prompt_tokens", None),
                "answer_tokens": getattr(usage, "completion_tokens", None),
                "cached_tokens": getattr(details, "cached_tokens", None),
            }
            self.usage = {name: float(value) for name, value in told.items() if value is not None}
        choices = getattr(raw, "choices", None)
        if choices and choices[0].finish_reason:
            self._finished = True
            self.cut = choices[0].finish_reason == "length"


class LanguageModel:
    """The server that the settings name. Safe to share between threads; connects when first used."""

    def __init__(self, settings: Settings) -> None:
        if not settings.llm_url:
            raise ConfigError(
                "No language model is set. Give its address with --llm URL or the setting 'llm_url'."
            )
        self.url = settings.llm_url
        self._settings = settings
        self._lock = threading.Lock()
        self._model = settings.llm_model
        self._client: OpenAILike | None = None
        self._http: httpx.Client | None = None
        self._looked: tuple[float, LLMError | None] | None = None

    @property
    def name(self) -> str:
        """The model's name; empty while it is to be asked of the server."""
        return self._model

    def fault(self, fresh: bool = False) -> LLMError | None:
        """What is wrong with the server, None if it answers; known for some seconds unless ``fresh``."""
        with self._lock:
            now = time.monotonic()
            held = _DOUBTED if self._looked is not None and self._looked[1] else _REMEMBERED
            if fresh or self._looked is None or now - self._looked[0] > held:
                self._looked = (now, self._look())
            return self._looked[1]

    def forget(self) -> None:
        """Look anew before the next answer: the server has just failed."""
        with self._lock:
            self._looked = None

    def prepare(self) -> None:
        """Load the client, which takes about a second, while something else is done."""
        threading.Thread(target=self._llm, daemon=True, name="llm-client").start()

    def write(self, system: str, user: str, most_tokens: int, seconds: float | None = None) -> Written:
        """Have the model answer ``user`` under the rules ``system``. Raises LLMError, also while it is read."""
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        if not self._model and (fault := self.fault(fresh=True)):
            raise fault
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=system),
            ChatMessage(role=MessageRole.USER, content=user),
        ]
        limit = seconds if seconds is not None else self._settings.llm_timeout
        try:
            pieces = self._llm().stream_chat(messages, max_tokens=most_tokens)
        except Exception as error:
            raise faults.from_exception(self.url, error, self._settings.llm_patience) from None
        return Written(self.url, pieces, self._settings.llm_patience, limit)

    def close(self) -> None:
        """Give back the connections."""
        with self._lock:
            if self._http is not None:
                self._http.close()
            self._client = self._http = None

    def _llm(self) -> OpenAILike:
        import httpx
        from llama_index.llms.openai_like import OpenAILike

        with self._lock:
            if self._client is not None:
                return self._client
            patience = self._settings.llm_patience
            self._http = httpx.Client(
                timeout=httpx.Timeout(patience, connect=_CONNECT), event_hooks={"response": [_remember]}
            )
            options: dict[str, Any] = {
                "model": self._model,
                "api_base": self.url,
                "api_key": os.environ.get(LLM_KEY) or _NO_KEY,
                "is_chat_model": True,
                "context_window": self._settings.llm_context,
                "temperature": 0.0,
                "max_retries": 0,  # who waits for an answer is better served by the quotes
                "timeout": patience,
                "http_client": self._http,
                "additional_kwargs": {"stream_options": {"include_usage": True}},
            }
            self._client = OpenAILike(**options)
            return self._client

    def _look(self) -> LLMError | None:
        """Ask for the list of models; also finds out the model's name where none is set."""
        import httpx

        key = os.environ.get(LLM_KEY)
        headers = {"authorization": f"Bearer {key}"} if key else {}
        try:
            reply = httpx.get(f"{self.url}/models", headers=headers, timeout=_LOOK)
        except httpx.HTTPError as error:
            silent = isinstance(error, httpx.ReadTimeout)
            return faults.slow(self.url, _LOOK) if silent else faults.down(self.url)
        if reply.status_code in (404, 405, 501) and self._model:
            return None  # not every server lists its models
        if reply.status_code >= 400:
            return faults.from_status(self.url, reply.status_code)
        return None if self._model else self._choose(reply)

    def _choose(self, reply: httpx.Response) -> LLMError | None:
        try:
            listed: list[Mapping[str, Any]] = reply.json()["data"]
            self._model = str(listed[0]["id"])
        except (ValueError, KeyError, IndexError, TypeError):
            return faults.nonsense(self.url)
        return None
