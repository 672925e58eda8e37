"""Retrieval beside its stock alternative: LlamaIndex's vector index on Chroma with the same embedding model.

    python benchmarks/stock.py INDEX QUESTIONS.jsonl [--stock-model MODEL] [--json]

Both get the same clean text of the same sources. Stock cuts it with LlamaIndex's defaults (1,024 tokens, of
which the default model reads 512) and ranks by the cosine of chunk and question, so that only chunking and
retrieval differ. A hit of ours is far shorter than one of stock's: "gold in N words" compares what is found
at the same length of reading. Measure the latencies on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scores import Found, Item, compare, passage_scores, percentile, read_questions, source_scores

if TYPE_CHECKING:
    from llama_index.core import VectorStoreIndex

    from cxassistant import Assistant
    from cxassistant.models import Source

SHOWN = 10  # hits that a user asks for, and that the latency is of
DEPTH = 50  # hits that hold ten different sources where the corpus has them
_ROWS = 2048  # rows that Chroma is given in one call; it takes at most 5,461
_WARM_UP = ("Waar gaat dit over?", "What is this about?", "Hoe werkt het?", "Who says so?", "Waarom?")

Search = Callable[[str, int], list[Found]]


@dataclass(frozen=True, slots=True)
class Run:
    """What a system found for each question (``DEPTH`` hits), and the seconds of each search of ``SHOWN``."""

    hits: list[list[Found]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """Latency, and the mean length of the hits that a user sees."""
        words = [len(hit.text.split()) for hits in self.hits for hit in hits[:SHOWN]]
        return {
            "p50 ms": round(percentile(self.seconds, 0.5), 1),
            "p95 ms": round(percentile(self.seconds, 0.95), 1),
            "words per hit": round(sum(words) / max(1, len(words)), 1),
        }


def run(search: Search, items: Sequence[Item]) -> Run:
    """Ask every question, warm. A question is timed when it is new; the deep search for its ranks is not."""
    for question in _WARM_UP:
        search(question, SHOWN)
    done = Run()
    for item in items:
        started = time.perf_counter()
        search(item.question, SHOWN)
        done.seconds.append(time.perf_counter() - started)
        done.hits.append(search(item.question, DEPTH))
    return done


def our_search(assistant: Assistant) -> Search:
    """The search of an open index."""

    def search(question: str, k: int) -> list[Found]:
        return [Found(hit.source, hit.text) for hit in assistant.search(question, k)]

    return search


def stock_search(index: VectorStoreIndex) -> Search:
    """The search of a stock index."""

    def search(question: str, k: int) -> list[Found]:
        nodes = index.as_retriever(similarity_top_k=k).retrieve(question)
        return [Found(node.metadata["source"], node.text) for node in nodes]

    return search


def stock_index(sources: Sequence[Source], model: Path, folder: Path) -> VectorStoreIndex:
    """LlamaIndex's index of these texts, in a Chroma store in ``folder``; everything not named is default."""
    import chromadb
    from llama_index.core import Document, StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

    from cxassistant.indexing.embedding import prompts_of

    query, text = prompts_of(model)
    embedding = HuggingFaceEmbedding(str(model), query_instruction=query, text_instruction=text, device="cpu")
    # Without a function of its own Chroma embeds nothing: vectors come from LlamaIndex only.
    collection = chromadb.PersistentClient(str(folder)).create_collection("stock", embedding_function=None)
    store = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
    hidden = ["source"]  # the name of a file is no part of its text
    documents = [
        Document(
            text=source.text,
            metadata={"source": source.path},
            excluded_embed_metadata_keys=hidden,
            excluded_llm_metadata_keys=hidden,
        )
        for source in sources
    ]
    return VectorStoreIndex.from_documents(
        documents,
        storage_context=store,
        embed_model=embedding,
        transformations=[SentenceSplitter()],
        insert_batch_size=_ROWS,
    )


def measure(index: str, items: Sequence[Item], stock_model: str | None = None) -> dict[str, Any]:
    """Both systems on the same questions. Stock is loaded after ours was timed: its threads would disturb."""
    from cxassistant import Assistant
    from cxassistant.indexing.model import resolve_model

    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(index)
        sources = assistant.sources()
        check_sources(items, {source.path for source in sources})
        ours = run(our_search(assistant), items)
        info, settings = assistant.info(), assistant.settings
        assistant.close()
        model = resolve_model(stock_model or settings.model, settings.cache)
        built = stock_index(sources, model.folder, Path(folder))
        stock = run(stock_search(built), items)
        chunks = built.vector_store.client.count()
    return {
        "sources": len(sources),
        "questions": len(items),
        "systems": {
            "ours": {"model": info["model"], "passages": info["passages"], **ours.summary()},
            "stock": {"model": model.name, "passages": chunks, **stock.summary()},
        },
        "by source": by_language(items, ours, stock, source_scores),
        "by passage": by_language(items, ours, stock, passage_scores, gold=True),
    }


def check_sources(items: Sequence[Item], held: set[str]) -> None:
    """Stop where the questions are about another corpus than the index holds."""
    missing = sorted({source for item in items for source in item.sources} - held)
    if missing or not items:
        raise SystemExit(
            f"The index does not hold {', '.join(missing[:3])}: name the index of the questions' own corpus."
            if missing
            else "No question of that file names the sources of its answer."
        )


def by_language(
    items: Sequence[Item],
    ours: Run,
    stock: Run,
    scores: Callable[[Item, Sequence[Found]], dict[str, float]],
    gold: bool = False,
) -> dict[str, dict[str, Any]]:
    """The paired differences of each score, for each language of the questions and for all together."""
    rows = [
        (item.language, scores(item, a), scores(item, b))
        for item, a, b in zip(items, ours.hits, stock.hits, strict=True)
        if item.gold or not gold
    ]
    languages = sorted({language for language, _, _ in rows}, reverse=True)
    found: dict[str, dict[str, Any]] = {}
    for group in [*languages, "all"] if len(languages) > 1 else languages:
        chosen = [(a, b) for language, a, b in rows if group in (language, "all")]
        found[group] = {"questions": len(chosen)} | {
            name: compare([a[name] for a, _ in chosen], [b[name] for _, b in chosen]) for name in chosen[0][0]
        }
    return found


def table(report: dict[str, Any]) -> Iterator[str]:
    """The report as Markdown."""
    yield f"{report['questions']} questions, {report['sources']} sources\n"
    names = list(report["systems"]["ours"])
    yield f"| | {' | '.join(names)} |\n|---|{'---|' * len(names)}"
    for system, figures in report["systems"].items():
        yield f"| {system} | {' | '.join(str(figures[name]) for name in names)} |"
    for level in ("by source", "by passage"):
        for language, scores in report[level].items():
            yield f"\n| {level}, {language}, n={scores['questions']} | ours | stock | gain | 95% | p |"
            yield "|---|---|---|---|---|---|"
            for name, d in scores.items():
                if name != "questions":
                    yield (
                        f"| {name} | {d['ours']:.3f} | {d['stock']:.3f} | {d['gain']:+.3f}"
                        f" | {d['low']:+.3f} to {d['high']:+.3f} | {d['p']:.4f} |"
                    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Our retrieval beside LlamaIndex's vector index on Chroma.")
    parser.add_argument("index", help="folder of an index")
    parser.add_argument("questions", type=Path, help="questions about its corpus, as in benchmarks/data")
    parser.add_argument("--stock-model", help="a setting of 'model' for stock; without it, the same as ours")
    parser.add_argument("--json", action="store_true", help="write JSON instead of tables")
    chosen = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"  # the model is on disk: nothing is asked of a hub
    report = measure(chosen.index, read_questions(chosen.questions), chosen.stock_model)
    print(json.dumps(report, indent=1) if chosen.json else "\n".join(table(report)))


if __name__ == "__main__":
    main()
