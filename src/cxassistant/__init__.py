"""Answers customer-experience questions from a corpus of named authors, and cites them.

>>> from cxassistant import Assistant
>>> assistant = Assistant.open(index="index")
>>> answer = assistant.ask("Waarom mislukken CX-transformaties?")

Importing this package loads nothing heavy; that happens when an assistant is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cxassistant.assistant import Assistant
    from cxassistant.chat import Chat
    from cxassistant.config import Settings, load_settings
    from cxassistant.errors import (
        ConfigError,
        CorpusError,
        CxAssistantError,
        DatasetError,
        IndexCorruptError,
        IndexLockedError,
        IndexMismatchError,
        IndexNotFoundError,
        ModelError,
        QuestionError,
        SourceError,
        SourceNotFoundError,
        StoreError,
    )
    from cxassistant.models import (
        Answer,
        Author,
        BuildReport,
        Citation,
        Event,
        Hit,
        Passage,
        QuoteCheck,
        Source,
        Verification,
    )
    from cxassistant.references import bibliography, cite

__all__ = [
    "Answer",
    "Assistant",
    "Author",
    "BuildReport",
    "Chat",
    "Citation",
    "ConfigError",
    "CorpusError",
    "CxAssistantError",
    "DatasetError",
    "Event",
    "Hit",
    "IndexCorruptError",
    "IndexLockedError",
    "IndexMismatchError",
    "IndexNotFoundError",
    "ModelError",
    "Passage",
    "QuestionError",
    "QuoteCheck",
    "Settings",
    "Source",
    "SourceError",
    "SourceNotFoundError",
    "StoreError",
    "Verification",
    "bibliography",
    "cite",
    "load_settings",
]

_HOMES = {"Assistant": "assistant", "Chat": "chat", "Settings": "config", "load_settings": "config"}
_HOMES |= dict.fromkeys(("bibliography", "cite"), "references")
_MODELS = {
    "Answer",
    "Author",
    "BuildReport",
    "Citation",
    "Event",
    "Hit",
    "Passage",
    "QuoteCheck",
    "Source",
    "Verification",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = _HOMES.get(name) or ("models" if name in _MODELS else "errors")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
