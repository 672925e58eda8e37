"""One conversation per browser session, kept on the server and shared with nobody."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from cxassistant.chat import Chat
from cxassistant.models import Answer
from cxassistant.ui.asking import Asked

_CAPACITY = 500  # conversations; the one that was used longest ago is forgotten first
_TURNS = 100  # turns that a page shows


@dataclass(slots=True)
class Turn:
    """One question and what the page shows for it; ``answer``, ``panel`` and ``grounds`` are HTML."""

    number: int
    asked: Asked
    answer: str
    panel: str = ""
    result: Answer | None = None  # once the answer is whole
    grounds: str = ""
    verdict: str = ""  # "up" or "down"
    remarked: bool = False


@dataclass(slots=True)
class Conversation:
    """What one browser session said and saw. ``lock`` is held while a question is being answered."""

    turns: list[Turn] = field(default_factory=list)
    chat: Chat | None = None
    pending: list[Asked] = field(default_factory=list)  # asked, and not being answered yet
    numbered: int = 0
    id: str = ""  # under which the browser keeps it
    editing: int = 0  # number of the turn that the next question takes the place of
    suggestions: list[str] = field(default_factory=list)  # to go on with after the last answer
    view: tuple[int, str, int, int] | None = None  # turn, source, start, end: a document in the panel
    shown: dict[str, object] = field(default_factory=dict)  # what the page shows, to send only what changes
    lock: threading.Lock = field(default_factory=threading.Lock)
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def answers(self) -> list[Answer]:
        """The answers so far, oldest first."""
        return [turn.result for turn in self.turns if turn.result is not None]

    @property
    def busy(self) -> bool:
        """Whether a question is being answered, or waits for it."""
        return self.lock.locked() or bool(self.pending)

    def add(self, asked: Asked, answer: str) -> Turn:
        """Begin a turn; its number is never used again in this conversation."""
        self.numbered += 1
        self.id = self.id or secrets.token_hex(8)
        turn = Turn(self.numbered, asked, answer)
        self.turns = [*self.turns, turn][-_TURNS:]
        self.suggestions, self.view = [], None
        return turn

    def turn(self, number: int) -> Turn | None:
        """The turn of that number, if it is there."""
        return next((turn for turn in self.turns if turn.number == number), None)

    def cut(self, number: int) -> None:
        """Forget the turn of that number and what came after it; the chat is made anew from what is left."""
        self.turns = [turn for turn in self.turns if turn.number < number]
        self.chat, self.editing, self.suggestions, self.view = None, 0, [], None

    def clear(self) -> None:
        """Forget what was said, and stop what is being written."""
        self.stop.set()
        self.pending, self.id = [], ""
        self.cut(0)


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

    def waiting(self) -> int:
        """Questions of all readers that wait for their answer."""
        with self._lock:
            return sum(len(c.pending) + c.lock.locked() for c in self._held.values())

    def drop(self, session: str | None) -> None:
        """Forget a session: its page was closed."""
        with self._lock:
            gone = self._held.pop(session or "", None)
        if gone is not None:
            gone.clear()
