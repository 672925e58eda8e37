"""What answering needs of retrieval, as protocols: stages never import each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Protocol

import numpy as np
import numpy.typing as npt

from cxassistant.calibration import Calibration, Chance
from cxassistant.models import Hit, Sentence, Source

Array = npt.NDArray[np.float32]


class Scored(Protocol):
    """A candidate sentence: its row, its score, and what each stage made of it."""

    @property
    def row(self) -> int: ...
    @property
    def sentence(self) -> Sentence: ...
    @property
    def score(self) -> float: ...  # log-odds: comparable between searches for the same question
    @property
    def share(self) -> float: ...  # how likely it is to be the one that answers, if one does
    @property
    def stages(self) -> Mapping[str, float]: ...


class Found(Protocol):
    """Passages and sentences, best first."""

    @property
    def hits(self) -> Sequence[Hit]: ...
    @property
    def sentences(self) -> Sequence[Scored]: ...
    @property
    def around(self) -> float: ...  # how well the best passages fit the question on average
    @property
    def covered(self) -> float: ...  # how well these meet the parts of the question, each by the best of them
    @property
    def strong(self) -> float: ...  # the same for the third of its parts that they meet best
    @property
    def size(self) -> int: ...  # how many passages were searched


class Writing(Protocol):
    """A text that a language model is writing. Iterating raises LLMError."""

    usage: dict[str, float]  # tokens by kind, where the server tells, once it has ended
    cut: bool  # it stopped at the limit of tokens

    def __iter__(self) -> Iterator[str]: ...
    def close(self) -> None:
        """Stop the server."""


class Writer(Protocol):
    """A language model."""

    def write(self, system: str, user: str, most_tokens: int, seconds: float | None = None) -> Writing:
        """Have it answer ``user`` under the rules ``system``. Raises LLMError."""

    def forget(self) -> None:
        """Look anew whether it is there before the next answer."""


class Library(Protocol):
    """The corpus as answering sees it."""

    @property
    def sources(self) -> Mapping[str, Source]: ...
    @property
    def sentences(self) -> Sequence[Sentence]: ...
    @property
    def calibration(self) -> Calibration: ...
    @property
    def chance(self) -> Chance | None: ...  # what chance does in this corpus, where it was measured

    def find(self, text: str, language: str, allowed: Set[str] | None = None) -> Found:
        """Search passages and sentences, in the given sources only."""

    def rows(self, path: str, start: int, end: int) -> range:
        """Rows of the sentences of a source that share words with ``start:end``."""

    def compare(self, text: str, language: str, rows: Sequence[int]) -> Array:
        """How like each token of a text (T) is to its nearest in each of these sentences: cosines (rows, T)."""

    def central(self, path: str) -> Sequence[int]:
        """Rows of the author's sentences, nearest first to what the whole source is about."""
