"""For LlamaIndex users: our retrieval as one of their retrievers, an engine as one of their query engines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import CustomQueryEngine
from llama_index.core.schema import NodeWithScore, QueryBundle
from pydantic import PrivateAttr

from cxassistant.answering.engine import Engine, answer_of
from cxassistant.answering.ports import Library
from cxassistant.answering.question import Question
from cxassistant.models import Hit
from cxassistant.nodes import make_hit, to_node


class PassageRetriever(BaseRetriever):
    """Wraps a search; nodes carry source, title, authors, date and character offsets."""

    def __init__(self, search: Callable[[str], Sequence[Hit]]) -> None:
        super().__init__()
        self._search = search

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [to_node(hit) for hit in self._search(query_bundle.query_str)]


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
