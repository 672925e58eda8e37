"""What every engine has in common: it takes a question and gives an answer, as a LlamaIndex query engine too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from typing import Protocol

from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import CustomQueryEngine
from pydantic import PrivateAttr

from cxassistant.answering.follow_up import Turn
from cxassistant.answering.grounds import Place
from cxassistant.answering.ports import Library
from cxassistant.answering.question import Question
from cxassistant.models import Answer, Event
from cxassistant.nodes import make_hit, to_node


class Engine(Protocol):
    """Turns a question into an answer, piece by piece; the last event holds the whole answer."""

    def events(
        self,
        question: Question,
        allowed: Set[str] | None = None,
        avoid: Sequence[Place] = (),
        until: bool = False,
        history: Sequence[Turn] = (),
    ) -> Iterator[Event]:
        """Answer from the sources ``allowed`` (None: all), without repeating the places to ``avoid``.

        ``until`` says that newer sources were left out on purpose: old ones are then no news. ``history`` is
        what was said before, oldest first.
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


class EngineForLlamaIndex(CustomQueryEngine):
    """An engine as LlamaIndex calls it. ``read`` turns plain text into a Question."""

    _library: Library = PrivateAttr()
    _read: Callable[[str], Question] = PrivateAttr()
    _engine: Engine = PrivateAttr()

    def __init__(self, engine: Engine, library: Library, read: Callable[[str], Question]) -> None:
        super().__init__()
        self._engine, self._library, self._read = engine, library, read

    def custom_query(self, query_str: str) -> Response:
        """The citations are the source nodes, the whole answer is in the metadata."""
        answer = answer_of(self._engine.events(self._read(query_str)))
        quoted = [self._library.sources[c.source] for c in answer.citations]
        nodes = [
            to_node(make_hit(s, c.start, c.end, 1.0)) for s, c in zip(quoted, answer.citations, strict=True)
        ]
        return Response(response=answer.text, source_nodes=nodes, metadata={"answer": answer.to_dict()})
