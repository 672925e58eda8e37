"""What retrieval needs of a build of the index, whoever made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from cxassistant.models import Passage, Sentence, Source

Array = npt.NDArray[np.float32]


class Shelf(Protocol):
    """Sources, sentences and passages with their vectors; row i of a table has row i of its vectors."""

    @property
    def sources(self) -> Mapping[str, Source]: ...
    @property
    def sentences(self) -> Sequence[Sentence]: ...
    @property
    def passages(self) -> Sequence[Passage]: ...
    @property
    def vectors(self) -> npt.NDArray[np.float16]: ...  # (passages, D)
    @property
    def tokens(self) -> npt.NDArray[np.int8]: ...  # (T, reduced)
    @property
    def token_sentences(self) -> npt.NDArray[np.int32]: ...  # (T,) sentence row within the whole table
    @property
    def token_starts(self) -> npt.NDArray[np.int64]: ...  # (passages + 1,)


class Vectors(Protocol):
    """A question's vectors from one forward pass: pooled (D,) and by token (T, reduced)."""

    @property
    def vector(self) -> Array: ...
    @property
    def tokens(self) -> Array: ...
