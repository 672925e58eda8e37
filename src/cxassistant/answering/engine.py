"""What every engine has in common: it takes a question and gives an answer, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Protocol

from cxassistant.answering.grounds import Place
from cxassistant.answering.question import Question
from cxassistant.models import Answer, Event


class Engine(Protocol):
    """Turns a question into an answer, piece by piece; the last event holds the whole answer."""

    def events(
        self,
        question: Question,
        allowed: Set[str] | None = None,
        avoid: Sequence[Place] = (),
        until: bool = False,
    ) -> Iterator[Event]:
        """Answer from the sources ``allowed`` (None: all), without repeating the places to ``avoid``.

        ``until`` says that newer sources were left out on purpose: old ones are then no news.
        """


def answer_of(events: Iterator[Event]) -> Answer:
    """The whole answer at the end of its events."""
    answer = None
    for event in events:
        answer = event.answer or answer
    assert answer is not None
    return answer


def in_paragraphs(answer: Answer) -> Iterator[Event]:
    """An answer that is there at once, paragraph by paragraph, and then whole."""
    for number, part in enumerate(answer.text.split("\n\n")):
        yield Event("text", text=("\n\n" if number else "") + part)
    yield Event("answer", answer=answer)
