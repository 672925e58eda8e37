"""Every error that cxassistant raises on purpose. Each message says what to do next.

CxAssistantError
├── ConfigError               a setting is unknown or out of range
├── QuestionError             the question is empty or too long
├── DatasetError              an evaluation's questions, floors or saved run cannot be used
├── CorpusError               the corpus folder is missing or holds nothing to read
│   ├── SourceError           one file cannot be read (the build skips it and goes on)
│   └── SourceNotFoundError   no source of the index has that path
├── ModelError                the embedding model cannot be found, converted or loaded
├── LLMError                  the language model's server is down, slow, refuses, or answers nonsense
└── StoreError
    ├── IndexNotFoundError    no index in that folder
    ├── IndexCorruptError     the index is damaged
    ├── IndexMismatchError    built with another model, chunking or schema
    └── IndexLockedError      another process is building it
"""

from __future__ import annotations


class CxAssistantError(Exception):
    """Base of all errors raised on purpose; ``exit_code`` is what the command line returns."""

    exit_code = 1


class ConfigError(CxAssistantError):
    """A setting is unknown or out of range."""

    exit_code = 2


class QuestionError(CxAssistantError):
    """The question is empty or too long."""

    exit_code = 2


class DatasetError(CxAssistantError):
    """A file of an evaluation (questions, floors, a saved run) cannot be read, or says what cannot be."""

    exit_code = 2


class CorpusError(CxAssistantError):
    """The corpus folder is missing or holds nothing to read."""

    exit_code = 3


class SourceError(CorpusError):
    """One file cannot be read; the build skips it and goes on with the others."""


class SourceNotFoundError(CorpusError, KeyError):
    """No source of the index has that path."""

    def __str__(self) -> str:
        # KeyError would show its argument's repr, quotes and all.
        return Exception.__str__(self)


class ModelError(CxAssistantError):
    """The embedding model cannot be found, converted or loaded."""

    exit_code = 4


class LLMError(CxAssistantError):
    """The language model's server cannot be used; ``fault`` says in a word what is wrong.

    "down", "slow", "key", "model", "busy", "server", "context", "nonsense", "empty", "stuck" or "stopped".
    """

    exit_code = 6

    def __init__(self, fault: str, message: str) -> None:
        super().__init__(message)
        self.fault = fault


class StoreError(CxAssistantError):
    """Something is wrong with the index."""

    exit_code = 5


class IndexNotFoundError(StoreError):
    """There is no index in that folder yet."""


class IndexCorruptError(StoreError):
    """The index is damaged and must be rebuilt."""


class IndexMismatchError(StoreError):
    """The index was built with another model, chunking or schema than this program uses."""


class IndexLockedError(StoreError):
    """Another process is building this index."""
