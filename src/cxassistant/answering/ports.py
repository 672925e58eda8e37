"""What answering needs of retrieval, as protocols: stages never import each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Protocol

from cxassistant.calibration import Calibration, Chance
from cxassistant.models import Hit, Sentence, Source


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

    def central(self, path: str) -> Sequence[int]:
        """Rows of the author's sentences, nearest first to what the whole source is about."""
