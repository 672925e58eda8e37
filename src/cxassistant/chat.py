"""A conversation: remembers its turns and makes follow-ups whole before they are looked up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from cxassistant.answering.follow_up import Turn
from cxassistant.models import Answer, Event

_REMEMBERED = 20  # turns; older ones no longer bear on what is asked


class Answering(Protocol):
    """What a chat needs of the assistant."""

    def answer_turn(self, text: str, history: list[Turn], language: str | None) -> Turn:
        """Answer one message of a conversation."""

    def events(self, answer: Answer) -> Iterator[Event]:
        """An answer, piece by piece."""


class Chat:
    """One conversation; not to be shared between users. ``history`` holds its turns, oldest first."""

    def __init__(self, assistant: Answering, language: str | None = None) -> None:
        self._assistant = assistant
        self._language = language
        self._turns: list[Turn] = []

    @property
    def history(self) -> list[Answer]:
        """The answers so far; each knows its question."""
        return [turn.answer for turn in self._turns]

    def ask(self, question: str) -> Answer:
        """Answer a question in the light of what came before. Raises QuestionError."""
        turn = self._assistant.answer_turn(question, self._turns, self._language)
        self._turns = [*self._turns, turn][-_REMEMBERED:]
        return turn.answer

    def stream(self, question: str) -> Iterator[Event]:
        """The same, piece by piece; the last event holds the whole answer."""
        yield from self._assistant.events(self.ask(question))

    def undo(self) -> None:
        """Forget the last turn, so that it can be asked in other words."""
        self._turns = self._turns[:-1]

    def clear(self) -> None:
        """Forget everything."""
        self._turns = []
