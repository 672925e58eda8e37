"""For LlamaIndex users: our retrieval as one of their retrievers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle

from cxassistant.models import Hit
from cxassistant.nodes import to_node


class PassageRetriever(BaseRetriever):
    """Wraps a search; nodes carry source, title, authors, date and character offsets."""

    def __init__(self, search: Callable[[str], Sequence[Hit]]) -> None:
        super().__init__()
        self._search = search

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [to_node(hit) for hit in self._search(query_bundle.query_str)]
