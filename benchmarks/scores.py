"""What retrieval benchmarks share: question files, ranks of sources and gold sentences, paired differences."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cxassistant.evaluation.statistics import paired_bootstrap

CUTS = (1, 3, 5, 10)
READ_WORDS = 300  # what somebody reads of the hits, whatever the length of each


@dataclass(frozen=True, slots=True)
class Item:
    """A question that sources answer; ``gold`` holds the sentences that do, where they are known."""

    id: str
    question: str
    language: str
    sources: tuple[str, ...]
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of a search."""

    source: str
    text: str


def read_questions(path: Path) -> list[Item]:
    """The questions of a file that name the sources of their answer; others and conversations are left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    held = [json.loads(line) for line in lines if line.strip()]
    return [
        Item(q["id"], q["question"], q["language"], tuple(q["sources"]), tuple(q.get("gold", ())))
        for q in held
        if "question" in q and q.get("sources")
    ]


def source_scores(item: Item, hits: Sequence[Found]) -> dict[str, float]:
    """hit@k and MRR@10 of the first expected source, counting each source once."""
    distinct = list(dict.fromkeys(hit.source for hit in hits))
    rank = next((n for n, source in enumerate(distinct, 1) if source in item.sources), None)
    scores = {f"hit@{k}": float(rank is not None and rank <= k) for k in CUTS}
    return {**scores, "MRR@10": 1 / rank if rank is not None and rank <= 10 else 0.0}


def passage_scores(item: Item, hits: Sequence[Found]) -> dict[str, float]:
    """Whether the first k hits, and the first words of all hits, hold a gold sentence whole."""
    gold = [_plain(sentence) for sentence in item.gold]
    texts = [_plain(hit.text) for hit in hits]
    holds = [any(sentence in text for sentence in gold) for text in texts]
    scores = {f"gold@{k}": float(any(holds[:k])) for k in CUTS}
    read = " ".join(" ".join(texts).split()[:READ_WORDS])
    return {**scores, f"gold in {READ_WORDS} words": float(any(sentence in read for sentence in gold))}


def compare(ours: Sequence[float], stock: Sequence[float]) -> dict[str, float]:
    """The means of two systems on the same questions, and the gain with its 95% interval and two-sided p."""
    found = paired_bootstrap(stock, ours)
    values = {"ours": found.new, "stock": found.old, "gain": found.difference}
    values |= {"low": found.low, "high": found.high, "p": found.p}
    return {name: round(value, 4) for name, value in values.items()}


def percentile(seconds: Sequence[float], share: float) -> float:
    """Milliseconds below which a share of the times lies."""
    return float(np.quantile(seconds, share)) * 1000


def _plain(text: str) -> str:
    return " ".join(text.split())
