"""Everything that can be wrong with a language model's server, each as one clear message."""

from __future__ import annotations

import json
from typing import Any

from cxassistant.config import LLM_KEY
from cxassistant.errors import LLMError

_CONTEXT_WORDS = ("context", "too long", "maximum", "exceed", "n_ctx", "tokens")
_BUSY, _NO_ENTRY, _NOT_THERE, _TOO_LARGE = 429, (401, 403), 404, 413
_SERVER = 500


def down(url: str) -> LLMError:
    """Nobody listens there."""
    return LLMError(
        "down", f"No language model answers at {url}. Start the server, or correct 'llm_url' (--llm)."
    )


def slow(url: str, seconds: float) -> LLMError:
    """No word within the time that is set."""
    return LLMError(
        "slow",
        f"The language model at {url} gave nothing for {seconds:g} seconds. Use a smaller model, or raise"
        " 'llm_patience' and 'llm_timeout'.",
    )


def nonsense(url: str) -> LLMError:
    """An answer that is not in the form of the OpenAI interface."""
    return LLMError(
        "nonsense",
        f"What answers at {url} does not speak the OpenAI interface. The address often ends in /v1.",
    )


def broken(url: str) -> LLMError:
    """A connection that ended before the server said that it was done."""
    return LLMError("server", f"The connection to the language model at {url} broke off.")


def empty(url: str) -> LLMError:
    """An answer without a word."""
    return LLMError("empty", f"The language model at {url} answered nothing.")


def from_status(url: str, status: int, detail: str = "") -> LLMError:
    """What an HTTP status says. ``detail`` is the server's own text; no part of it is shown."""
    if status in _NO_ENTRY:
        return LLMError(
            "key", f"The language model's server at {url} refuses the key (HTTP {status}). Set {LLM_KEY}."
        )
    low = detail.lower()
    if status == _TOO_LARGE or (status < _SERVER and sum(word in low for word in _CONTEXT_WORDS) > 1):
        return LLMError(
            "context",
            f"The question with its passages is too long for the language model at {url}. Lower 'llm_context'.",
        )
    if status == _NOT_THERE:
        return LLMError(
            "model",
            f"The server at {url} does not know that model or that address (HTTP 404). Set 'llm_model' (--model).",
        )
    if status == _BUSY:
        return LLMError(
            "busy", f"The language model's server at {url} is too busy (HTTP 429). Try again later."
        )
    return LLMError(
        "server", f"The language model's server at {url} failed (HTTP {status}). Its own log tells why."
    )


def from_exception(url: str, error: BaseException, patience: float) -> LLMError:
    """The fault behind an exception of the client library."""
    if isinstance(error, LLMError):
        return error
    import httpx
    import openai

    causes = _chain(error)
    if any(isinstance(c, (openai.APITimeoutError, httpx.TimeoutException)) for c in causes):
        if any(isinstance(c, httpx.ConnectTimeout) for c in causes):
            return down(url)
        return slow(url, patience)
    if isinstance(error, openai.APIStatusError):
        return from_status(url, error.status_code, _detail(error))
    if any(isinstance(c, (httpx.ConnectError, httpx.UnsupportedProtocol)) for c in causes):
        return down(url)
    if any(
        isinstance(c, (json.JSONDecodeError, UnicodeDecodeError, AttributeError, TypeError)) for c in causes
    ):
        return nonsense(url)
    if any(isinstance(c, httpx.TransportError) for c in causes):
        return broken(url)
    if isinstance(error, openai.APIError):  # an error that the server sends within its stream
        return from_status(url, _SERVER if "context" not in str(error).lower() else 400, str(error))
    return nonsense(url)


def _detail(error: Any) -> str:
    return f"{error.message} {error.body}"


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in found:
        found.append(at)
        at = at.__cause__ or at.__context__
    return found
