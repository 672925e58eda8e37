"""What retrieval benchmarks share: question files, ranks of sources and gold sentences, paired differences."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

CUTS = (1, 3, 5, 10)
READ_WORDS = 300  # what somebody reads of the hits, whatever the length of each
RESAMPLES = 10_000
SEED = 20
_AT_ONCE = 1000  # resamples; more would take a lot of memory with thousands of questions


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


@dataclass(frozen=True, slots=True)
class Difference:
    """Means of two systems on the same questions; ``low`` and ``high`` bound 95% of the resampled gains."""

    ours: float
    stock: float
    gain: float
    low: float
    high: float
    p: float  # two-sided

    def to_dict(self) -> dict[str, float]:
        """As JSON."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


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


def compare(ours: Sequence[float], stock: Sequence[float]) -> Difference:
    """The paired difference of two systems, by resampling the questions."""
    a, b = np.asarray(ours, float), np.asarray(stock, float)
    gains = _resampled_means(a - b)
    low, high = np.quantile(gains, (0.025, 0.975)).tolist()
    # Counting the observed difference too keeps p above 0, which no number of resamples can show.
    beyond = 1 + min(int((gains <= 0).sum()), int((gains >= 0).sum()))
    p = min(1.0, 2 * beyond / (RESAMPLES + 1))
    return Difference(float(a.mean()), float(b.mean()), float((a - b).mean()), low, high, p)


def percentile(seconds: Sequence[float], share: float) -> float:
    """Milliseconds below which a share of the times lies."""
    return float(np.quantile(seconds, share)) * 1000


def _resampled_means(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    random = np.random.default_rng(SEED)
    means = [
        values[random.integers(0, len(values), (_AT_ONCE, len(values)))].mean(axis=1)
        for _ in range(RESAMPLES // _AT_ONCE)
    ]
    return np.concatenate(means)


def _plain(text: str) -> str:
    return " ".join(text.split())
