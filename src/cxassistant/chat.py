"""A conversation: remembers its turns and makes follow-ups whole before they are looked up."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Protocol

from cxassistant.answering.follow_up import Turn
from cxassistant.models import Answer, Event

_REMEMBERED = 20  # turns; older ones no longer bear on what is asked


class Answering(Protocol):
    """What a chat needs of the assistant."""

    def turn(self, text: str, history: list[Turn], language: str | None) -> Generator[Event, None, Turn]:
        """Answer one message of a conversation, piece by piece, and return it with its answer."""


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
        for _ in self.stream(question):
            pass
        return self._turns[-1].answer

    def stream(self, question: str) -> Iterator[Event]:
        """The same, piece by piece; the last event holds the whole answer.

        Whoever stops reading before that stops the language model too, and the turn is not remembered.
        """
        turn = yield from self._assistant.turn(question, self._turns, self._language)
        self._turns = [*self._turns, turn][-_REMEMBERED:]

    def undo(self) -> None:
        """Forget the last turn, so that it can be asked in other words."""
        self._turns = self._turns[:-1]

    def clear(self) -> None:
        """Forget everything."""
        self._turns = []
