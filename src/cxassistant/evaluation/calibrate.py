"""Makes a calibration for an embedding model: indexes texts with known answers, asks, and fits what it sees.

The texts are the package's own collections, or an index and questions of one's own. Nothing of it touches the
index that answers.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from cxassistant.answering.evidence import ANSWER_FEATURES
from cxassistant.assistant import Assistant, Examined
from cxassistant.calibration import Calibration
from cxassistant.config import Settings
from cxassistant.evaluation.fitting import Ranked, fit_answering, fit_ranking
from cxassistant.indexing.model import resolve_model
from cxassistant.models import Source
from cxassistant.retrieval.search import PASSAGE_FEATURES, SENTENCE_FEATURES
from cxassistant.text import fold

COLLECTIONS = Path(__file__).with_name("collections")
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Lessons:
    """What the questions taught: searches with a known answer, and grounds with a known verdict."""

    passages: list[Ranked] = field(default_factory=list)
    sentences: list[Ranked] = field(default_factory=list)
    grounds: list[list[float]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


def calibrate(settings: Settings, progress: Progress | None = None) -> tuple[Calibration, dict[str, Any]]:
    """Fit a calibration for the model that is set, on the package's collections.

    Gives it with a summary: the share refused by class and language, cross-validated. Raises ModelError.
    """
    lessons = Lessons()
    collections = sorted(COLLECTIONS.glob("*.jsonl"))
    for number, path in enumerate(collections):
        if progress:
            progress("calibrate", number, len(collections))
        with tempfile.TemporaryDirectory(prefix="cxassistant-") as folder:
            questions = write_corpus(path, Path(folder) / "corpus")
            own = settings.model_copy(
                update={"corpus": Path(folder) / "corpus", "index": Path(folder) / "index"}
            )
            Assistant.build(settings=own)
            assistant = Assistant.open(settings=own)
            learn(assistant, questions, lessons)
            assistant.close()
    if progress:
        progress("calibrate", len(collections), len(collections))
    names = ", ".join(path.stem for path in collections)
    return fit(lessons, settings, f"{len(lessons.kinds)} questions on the collections {names}")


def write_corpus(collection: Path, folder: Path) -> list[dict[str, Any]]:
    """Write the documents of a collection as files; returns its questions, with gold sentences as text."""
    folder.mkdir(parents=True)
    held: dict[str, list[str]] = {}
    questions = []
    for item in read_lines(collection):
        if "paragraphs" in item:
            held[item["doc"]] = [s for paragraph in item["paragraphs"] for s in paragraph]
            front = {name: item[name] for name in ("title", "author", "date", "language")}
            head = "".join(f"{name}: {json.dumps(v, ensure_ascii=False)}\n" for name, v in front.items())
            body = "\n\n".join(" ".join(paragraph) for paragraph in item["paragraphs"])
            (folder / f"{item['doc']}.txt").write_text(f"---\n{head}---\n\n{body}\n", encoding="utf-8")
        elif "gold" in item:
            sources = [f"{item['doc']}.txt"]
            questions.append({**item, "gold": [held[item["doc"]][n] for n in item["gold"]], "sources": sources})
        else:
            questions.append(item)
    return questions


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def learn(assistant: Assistant, questions: Sequence[dict[str, Any]], lessons: Lessons) -> None:
    """Ask each question and note what was found and whether it is right."""
    sources = {source.path: source for source in assistant.sources()}
    for item in questions:
        if "question" not in item:
            continue
        examined = assistant.examine(item["question"])
        # A comparison is weighed for each author by itself.
        if not examined.evidence.features or len(examined.question.authors) > 1:
            continue
        kind = str(item.get("unanswerable") or "answerable")
        lessons.grounds.append([examined.evidence.features[name] for name in ANSWER_FEATURES])
        lessons.kinds.append(kind)
        lessons.languages.append(item["language"])
        if kind == "answerable":
            _learn_ranking(examined, _gold_places(item, sources), lessons)


def _learn_ranking(examined: Examined, gold: list[tuple[str, int, int]], lessons: Lessons) -> None:
    found = examined.found
    sentences = [s.sentence for s in found.sentences]
    for kept, names, stages, places in (
        (lessons.passages, PASSAGE_FEATURES, [h.stages for h in found.hits], found.hits),
        (lessons.sentences, SENTENCE_FEATURES, [s.stages for s in found.sentences], sentences),
    ):
        features = np.asarray([[stage[name] for name in names] for stage in stages])
        right = [any(p.source == s and p.start < b and a < p.end for s, a, b in gold) for p in places]
        kept.append(Ranked(features, np.asarray(right)))


def _gold_places(item: dict[str, Any], sources: dict[str, Source]) -> list[tuple[str, int, int]]:
    """Where the gold sentences stand, as (source, start, end)."""
    places = []
    for path in item["sources"]:
        text = sources[path].text if path in sources else ""
        for gold in item["gold"]:
            at = text.find(gold)
            if at < 0 and len(fold(text)) == len(text):
                at = fold(text).find(fold(gold))
            if at >= 0:
                places.append((path, at, at + len(gold)))
    return places


def fit(lessons: Lessons, settings: Settings, provenance: str) -> tuple[Calibration, dict[str, Any]]:
    """The calibration that fits what was learnt, and a summary of it."""
    weighed = fit_answering(
        np.asarray(lessons.grounds), lessons.kinds, list(ANSWER_FEATURES.values())
    )
    model = resolve_model(settings.model, settings.cache)

    def named(names: Sequence[str], values: Sequence[float]) -> dict[str, float]:
        return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}

    calibration = Calibration(
        model=model.fingerprint,
        model_name=model.name,
        provenance=provenance,
        passages=named(PASSAGE_FEATURES, fit_ranking(lessons.passages).tolist()),
        sentences=named(SENTENCE_FEATURES, fit_ranking(lessons.sentences).tolist()),
        answer={"bias": round(weighed.bias, 4), **named(list(ANSWER_FEATURES), weighed.weights.tolist())},
        threshold=round(weighed.threshold, 4),
    )
    refused = weighed.held_out < weighed.threshold
    groups: dict[str, list[bool]] = {}
    for kind, language, value in zip(lessons.kinds, lessons.languages, refused.tolist(), strict=True):
        groups.setdefault(f"{kind} {language}", []).append(value)
    summary = {name: round(float(np.mean(v)), 4) for name, v in sorted(groups.items())}
    return calibration, {"refused": summary, "questions": len(lessons.kinds)}
