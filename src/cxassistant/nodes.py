"""The only place where passages become LlamaIndex nodes and back."""

from __future__ import annotations

from typing import Any

from llama_index.core.schema import NodeWithScore, TextNode

from cxassistant.models import Hit, Source


def to_node(hit: Hit) -> NodeWithScore:
    """A hit as a LlamaIndex node whose metadata names authors, title, date and place."""
    metadata: dict[str, Any] = {
        "source": hit.source,
        "title": hit.title,
        "authors": ", ".join(hit.authors),
        "date": hit.date or "",
        "language": hit.language,
    }
    node = TextNode(
        id_=f"{hit.source}:{hit.start}-{hit.end}",
        text=hit.text,
        metadata=metadata,
        start_char_idx=hit.start,
        end_char_idx=hit.end,
    )
    return NodeWithScore(node=node, score=hit.score)


def make_hit(
    source: Source, start: int, end: int, score: float, stages: dict[str, float] | None = None
) -> Hit:
    """A hit on ``source.text[start:end]``."""
    return Hit(
        source=source.path,
        text=source.text[start:end],
        start=start,
        end=end,
        score=score,
        title=source.title,
        authors=source.authors,
        date=source.date,
        language=source.language,
        stages=stages or {},
    )
