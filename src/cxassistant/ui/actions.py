"""What a reader does with a button inside the page's own HTML: written into it here, and read from the browser here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from cxassistant.ui.texts import escape

KINDS = (
    "ask",
    "retry",
    "edit",
    "keep",
    "document",
    "sources",
    "grounds",
    "rate",
    "remark",
    "export",
    "open",
    "stop",
)
_MOST = 4_000_000  # characters of one message; a kept conversation is the longest
_ID = 64


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a reader did; ``turn`` and ``number`` are 0 and ``text`` empty where it has none."""

    kind: str
    turn: int = 0
    number: int = 0
    text: str = ""
    id: str = ""
    data: Any = field(default=None)


def act(kind: str, **values: int | str) -> str:
    """The attribute of a button that does this."""
    return f'data-act="{escape(json.dumps({"kind": kind, **values}))}"'


def read_action(message: object) -> Action | None:
    """What the browser says was done; None where that is no action at all."""
    if not isinstance(message, str) or len(message) > _MOST:
        return None
    try:
        held = json.loads(message)
    except ValueError:
        return None
    if not isinstance(held, dict) or held.get("kind") not in KINDS:
        return None
    turn, number, text, name = (held.get(k) for k in ("turn", "number", "text", "id"))
    return Action(
        held["kind"],
        turn if isinstance(turn, int) else 0,
        number if isinstance(number, int) else 0,
        text if isinstance(text, str) else "",
        name if isinstance(name, str) and len(name) <= _ID and name.isalnum() else "",
        held.get("data"),
    )
