"""An answer read back from its JSON, such as a browser kept. What does not read as one is refused."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cxassistant.models import Answer

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_LONGEST = 200_000  # characters of any text in it
_MOST = 200  # citations, or related passages


@cache
def _adapter() -> TypeAdapter[Answer]:
    from pydantic import ConfigDict, TypeAdapter, with_config

    return TypeAdapter(with_config(ConfigDict(extra="forbid"))(Answer))


def read_answer(data: object) -> Answer:
    """The inverse of ``Answer.to_dict()``. Raises ValueError, saying why, for anything else."""
    if not isinstance(data, dict) or not _is_bounded(data):
        raise ValueError("This is no answer: its texts or lists are too long, or it is no object.")
    try:
        answer = _adapter().validate_json(_as_json(data), strict=True)
    except ValueError as error:
        raise ValueError(f"This is no answer: {str(error)[:300]}") from None
    places = [(c.start, c.end) for c in answer.citations] + [(h.start, h.end) for h in answer.related]
    for start, end in places:
        if not 0 <= start <= end:
            raise ValueError("This is no answer: a place in a source ends before it begins.")
    numbers = [citation.number for citation in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        raise ValueError("This is no answer: its citations are not numbered from 1.")
    return answer


def _as_json(data: dict[str, Any]) -> str:
    import json

    return json.dumps(data)


def _is_bounded(value: Any, depth: int = 6) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST
    if isinstance(value, (list, tuple, dict)):
        held = list(value.values()) if isinstance(value, dict) else list(value)
        return depth > 0 and len(held) <= _MOST and all(_is_bounded(v, depth - 1) for v in held)
    return True
