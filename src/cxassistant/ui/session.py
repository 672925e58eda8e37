"""One conversation per browser session, kept on the server and shared with nobody."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from cxassistant.chat import Chat
from cxassistant.examples import Example

_CAPACITY = 500  # conversations; the one that was used longest ago is forgotten first
_TURNS = 100  # turns that a page shows


@dataclass(slots=True)
class Turn:
    """One question and what the page shows for it; HTML."""

    number: int
    question: str
    answer: str
    panel: str = ""


@dataclass(slots=True)
class Conversation:
    """What one browser session said and saw. ``lock`` is held while a question is being answered."""

    turns: list[Turn] = field(default_factory=list)
    chat: Chat | None = None
    pending: list[str] = field(default_factory=list)  # asked, and not being answered yet
    asked: int = 0
    examples: tuple[Example, ...] = ()  # those on the page's buttons
    shown: dict[str, object] = field(default_factory=dict)  # what the page shows, to send only what changes
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, question: str, answer: str) -> Turn:
        """Begin a turn; its number is never used again in this conversation."""
        self.asked += 1
        turn = Turn(self.asked, question, answer)
        self.turns = [*self.turns, turn][-_TURNS:]
        return turn

    def clear(self) -> None:
        """Forget what was said."""
        self.turns, self.pending = [], []
        if self.chat is not None:
            self.chat.clear()


class Sessions:
    """The conversations by session; safe to use from several threads."""

    def __init__(self, capacity: int = _CAPACITY) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Conversation] = OrderedDict()

    def get(self, session: str | None) -> Conversation:
        """The conversation of a session, new if it has none. Without a session nothing is kept."""
        if not session:
            return Conversation()
        with self._lock:
            conversation = self._held.setdefault(session, Conversation())
            self._held.move_to_end(session)
            while len(self._held) > self._capacity:
                self._held.popitem(last=False)
            return conversation

    def drop(self, session: str | None) -> None:
        """Forget a session: its page was closed."""
        with self._lock:
            self._held.pop(session or "", None)
