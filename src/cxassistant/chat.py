"""A conversation: remembers its turns and makes follow-ups whole before they are looked up."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import Any, Protocol

from cxassistant.answering.follow_up import Turn
from cxassistant.answering.question import Question
from cxassistant.examining import Examined
from cxassistant.models import Answer, Event

_REMEMBERED = 20  # turns; older ones no longer bear on what is asked


class Answering(Protocol):
    """What a chat needs of the assistant."""

    def turn(
        self, text: str, history: Sequence[Turn], language: str | None, **filters: Any
    ) -> Generator[Event, None, Turn]:
        """Answer one message of a conversation, piece by piece, and return it with its answer."""

    def recall(self, history: Sequence[Answer]) -> list[Turn]:
        """The turns of a conversation that was kept."""

    def examine_question(self, question: Question) -> Examined:
        """What a question finds."""

    def suggest(self, history: Sequence[Turn], most: int) -> list[str]:
        """Questions that may follow, each with an answer."""


class Chat:
    """One conversation; not to be shared between users. ``history`` holds its turns, oldest first."""

    def __init__(
        self, assistant: Answering, language: str | None = None, history: Sequence[Answer] = ()
    ) -> None:
        self._assistant = assistant
        self._language = language
        self._turns: list[Turn] = assistant.recall(history[-_REMEMBERED:]) if history else []

    @property
    def history(self) -> list[Answer]:
        """The answers so far; each knows its question."""
        return [turn.answer for turn in self._turns]

    def ask(self, question: str, **filters: Any) -> Answer:
        """Answer a question in the light of what came before. Filters as in :meth:`Assistant.ask`.

        Raises QuestionError, and ConfigError for a filter that is none.
        """
        for _ in self.stream(question, **filters):
            pass
        return self._turns[-1].answer

    def stream(self, question: str, **filters: Any) -> Iterator[Event]:
        """The same, piece by piece; the last event holds the whole answer.

        Whoever stops reading before that stops the language model too, and the turn is not remembered.
        """
        turn = yield from self._assistant.turn(question, self._turns, self._language, **filters)
        self._turns = [*self._turns, turn][-_REMEMBERED:]

    def suggestions(self, most: int = 3) -> list[str]:
        """Questions to go on with; each was tried, and is answered with a citation."""
        return self._assistant.suggest(self._turns, most) if self._turns else []

    def examine(self, number: int) -> Examined:
        """What was found for the question of ``history[number]``, and the grounds for answering it or not."""
        return self._assistant.examine_question(self._turns[number].question)

    def undo(self) -> None:
        """Forget the last turn, so that it can be asked in other words."""
        self._turns = self._turns[:-1]

    def clear(self) -> None:
        """Forget everything."""
        self._turns = []
