"""Makes a calibration for an embedding model: indexes texts with known answers, asks, and fits what it sees.

The texts are the package's own collections, or an index and questions of one's own. Nothing of it touches the
index that answers.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cxassistant.answering.evidence import ANSWER_FEATURES, CHANCE_FEATURES
from cxassistant.assistant import Assistant
from cxassistant.calibration import FILE as CALIBRATION
from cxassistant.calibration import Calibration, read_calibration
from cxassistant.config import Settings
from cxassistant.errors import ConfigError
from cxassistant.evaluation.datasets import read_dataset
from cxassistant.evaluation.fitting import FALSE_REFUSALS, Ranked, fit_answering, fit_ranking
from cxassistant.evaluation.variants import VARIANTS, write_variant
from cxassistant.examining import Examined
from cxassistant.indexing.model import resolve_model
from cxassistant.indexing.runtime import runtime_folder
from cxassistant.models import Source
from cxassistant.reranker import ranking_fingerprint
from cxassistant.retrieval.search import FEATURES
from cxassistant.text import find_verbatim

COLLECTIONS = Path(__file__).with_name("collections")
Array = npt.NDArray[Any]
Progress = Callable[[str, int, int], None]
# Most questions for a missing detail cannot be told from answerable ones; at full weight they cost half of
# the refusals of questions about something else (far 0.70 -> 0.50, near 0.35 -> 0.19 on the collections).
_EMPHASIS = {"detail": 0.3}
_PASSED = 0.02  # share of the questions for another author's topic that may pass
_LEAST = 20  # questions of either kind: fewer fit their own accidents


@dataclass(slots=True)
class Lessons:
    """What the questions taught: searches with a known answer, and grounds with a known verdict."""

    passages: list[Ranked] = field(default_factory=list)
    sentences: list[Ranked] = field(default_factory=list)
    described: list[Ranked] = field(default_factory=list)  # searches for a document as a whole
    grounds: list[Mapping[str, float]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A new calibration, where it was written, and the share refused by class and language (held out)."""

    calibration: Calibration
    path: Path
    refused: dict[str, float]


def calibrate_model(settings: Settings, progress: Progress, path: Path | None = None) -> Calibrated:
    """Calibrate the model that is set on the package's collections, for all indexes made with it.

    Written to ``path``, else beside the model's runtime in the cache. Raises ModelError or StoreError.
    """
    lessons = lessons_of_collections(settings, progress)
    names = ", ".join(collection.stem for collection in _collections())
    model = resolve_model(settings.model, settings.cache)
    target = path or runtime_folder(model, settings.cache) / CALIBRATION
    made = fit(
        lessons,
        settings,
        f"{len(lessons.kinds)} questions on the collections {names}, one by one and together",
    )
    return _written(made, lessons, target)


def lessons_of_collections(settings: Settings, progress: Progress) -> Lessons:
    """Index both variants of each of the package's collections, and all of them together, and ask their questions.

    Together they show what more passages do to the grounds: everything has something nearer to it.
    """
    lessons = Lessons()
    corpora: list[list[Path]] = [[collection] for collection in _collections()]
    texts = list(itertools.product([*corpora, _collections()], VARIANTS))
    for number, (collections, variant) in enumerate(texts):
        progress("calibrate", number, len(texts))
        with tempfile.TemporaryDirectory(prefix="cxassistant-") as folder:
            places = {"corpus": Path(folder) / "corpus", "index": Path(folder) / "index"}
            questions = [q for c in collections for q in _write(c, variant, places["corpus"])]
            own = settings.model_copy(update=places)
            Assistant.build(settings=own)
            _ask_all(own, questions, lessons)
    progress("calibrate", len(texts), len(texts))
    return lessons


def _write(collection: Path, variant: int, corpus: Path) -> list[dict[str, Any]]:
    """A variant of a collection in a folder of its own in a corpus, and its questions."""
    questions = write_variant(collection, variant, corpus / collection.stem)
    return [
        {**q, "sources": [f"{collection.stem}/{path}" for path in q["sources"]]} if "sources" in q else q
        for q in questions
    ]


def _collections() -> list[Path]:
    return sorted(COLLECTIONS.glob("*.jsonl"))


def calibrate_index(settings: Settings, file: Path, progress: Progress) -> Calibrated:
    """Calibrate on one's own questions and index; written into the index's folder.

    Raises DatasetError for a bad file and ConfigError for one with too few questions of either kind.
    """
    questions = []
    for case in read_dataset(file).cases:
        for expected in case.turns[:1]:
            item = {"question": expected.question, "language": case.language, "sources": expected.sources}
            questions.append({**item, "gold": expected.gold, "unanswerable": expected.unanswerable})
    lessons = Lessons()
    progress("calibrate", 0, 1)
    _ask_all(settings, questions, lessons)
    progress("calibrate", 1, 1)
    answerable = lessons.kinds.count("answerable")
    if min(answerable, len(lessons.kinds) - answerable) < _LEAST:
        raise ConfigError(
            f"{file} has {answerable} answerable and {len(lessons.kinds) - answerable} unanswerable questions"
            f" that can be weighed; at least {_LEAST} of each are needed. Add some, or calibrate without a file."
        )
    made = fit(lessons, settings, f"{len(lessons.kinds)} questions of {file.name}")
    return _written(made, lessons, settings.index / CALIBRATION)


def _ask_all(settings: Settings, questions: Sequence[dict[str, Any]], lessons: Lessons) -> None:
    assistant = Assistant.open(settings=settings)
    try:
        learn(assistant, questions, lessons)
    finally:
        assistant.close()


def learn(assistant: Assistant, questions: Sequence[dict[str, Any]], lessons: Lessons) -> None:
    """Ask each question and note what was found and whether it is right."""
    sources = {source.path: source for source in assistant.sources()}
    for item in questions:
        if "describes" in item:
            _learn_search(assistant, item, lessons)
            continue
        examined = assistant.examine(item["question"])
        # A comparison is weighed for each author by itself.
        if not examined.evidence.features or len(examined.question.people) > 1:
            continue
        kind = str(item.get("unanswerable") or "answerable")
        lessons.grounds.append(examined.evidence.features)
        lessons.kinds.append(kind)
        lessons.languages.append(item["language"])
        if kind == "answerable":
            _learn_ranking(examined, _gold_places(item, sources), lessons)


def _learn_search(assistant: Assistant, item: dict[str, Any], lessons: Lessons) -> None:
    """What finds a document that the question describes: a task for the passages alone, no answer to be given."""
    hits = assistant.examine(item["question"]).found.hits
    lessons.described.append(_ranked([h.stages for h in hits], [h.source in item["sources"] for h in hits]))


def _ranked(stages: Sequence[Mapping[str, float]], right: Sequence[bool]) -> Ranked:
    features = np.asarray([[stage.get(name, 0.0) for name in FEATURES] for stage in stages])
    return Ranked(features, np.asarray(right))


def _learn_ranking(examined: Examined, gold: list[tuple[str, int, int]], lessons: Lessons) -> None:
    found = examined.found
    sentences = [s.sentence for s in found.sentences]
    for kept, stages, places in (
        (lessons.passages, [h.stages for h in found.hits], found.hits),
        (lessons.sentences, [s.stages for s in found.sentences], sentences),
    ):
        right = [any(p.source == s and p.start < b and a < p.end for s, a, b in gold) for p in places]
        kept.append(_ranked(stages, right))


def _gold_places(item: dict[str, Any], sources: dict[str, Source]) -> list[tuple[str, int, int]]:
    """Where the gold sentences stand, as (source, start, end)."""
    places = []
    for path in item["sources"]:
        for gold in item["gold"]:
            found = find_verbatim(gold, sources[path].text) if path in sources else None
            if found is not None:
                places.append((path, *found))
    return places


def fit(
    lessons: Lessons, settings: Settings, provenance: str, without: Collection[str] = ()
) -> tuple[Calibration, Array]:
    """A calibration from what was learnt, and which questions (N,) it refuses, each judged by the others' fit.

    The features ``without`` get no weight.
    """
    grounds = _grounds(lessons, ANSWER_FEATURES, without)
    # A question for a detail that is not there is about the topic all the same. Where not even the kind of
    # thing that it asks for is missing, it looks like an answerable one, and would only blur the others. A
    # question for another author's topic is told by ``lead`` alone.
    kinds = np.asarray(lessons.kinds)
    by_name = dict(zip(ANSWER_FEATURES, grounds.T, strict=True))
    telling = (kinds != "author") & ((kinds != "detail") | (by_name["missing"] > 0))
    leads = by_name["lead"][kinds == "author"]
    lead = float(np.quantile(leads, _PASSED)) if len(leads) >= _LEAST else read_calibration().lead
    weighed = fit_answering(grounds, lessons.kinds, list(ANSWER_FEATURES.values()), telling, _EMPHASIS)
    # What a mixed corpus is judged by is of no use here: it is fitted, and takes no part in the thresholds.
    apart = fit_answering(
        _grounds(lessons, CHANCE_FEATURES, without),
        lessons.kinds,
        list(CHANCE_FEATURES.values()),
        telling,
        _EMPHASIS,
    )
    passed = by_name["lead"] > lead
    thresholds = _thresholds(weighed.held_out, passed, kinds == "answerable", np.asarray(lessons.languages))
    model = resolve_model(settings.model, settings.cache)

    def named(names: Iterable[str], values: Sequence[float]) -> dict[str, float]:
        found = {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}
        if not settings.reranker:  # nothing was learnt of one
            found.pop("rerank", None)
        return found

    def ranking(searches: Sequence[Ranked]) -> dict[str, float]:
        kept = [replace(s, features=_without(s.features, FEATURES, without)) for s in searches]
        return named(FEATURES, fit_ranking(kept).tolist())

    calibration = Calibration(
        model=ranking_fingerprint(model, settings),
        model_name=model.name,
        provenance=provenance,
        # A search is as often for a piece as for a point in it: both count the same, however many were asked.
        passages=ranking(lessons.passages + _as_many(lessons.described, len(lessons.passages))),
        sentences=ranking(lessons.sentences),
        answer={"bias": round(weighed.bias, 4), **named(ANSWER_FEATURES, weighed.weights.tolist())},
        thresholds=named(thresholds, list(thresholds.values())),
        lead=round(lead, 4),
        chance={"bias": round(apart.bias, 4), **named(CHANCE_FEATURES, apart.weights.tolist())},
    )
    least = np.asarray([thresholds[language] for language in lessons.languages])
    return calibration, (weighed.held_out < least) | passed


def _thresholds(held_out: Array, passed: Array, answerable: Array, languages: Array) -> dict[str, float]:
    """For each language the highest threshold at which no more answerable questions are refused than may be.

    Those that were ``passed`` to other authors are refused already, whatever the threshold, and do not count: the more
    authors a corpus has, the more of them there are, and they would take the threshold of all others down.
    """
    found: dict[str, float] = {}
    for language in sorted(set(languages.tolist())):
        rows = answerable & (languages == language)
        rows = rows if rows.any() else answerable
        found[language] = float(np.quantile(held_out[rows & ~passed], FALSE_REFUSALS))
    return found


def _as_many(searches: Sequence[Ranked], wanted: int) -> list[Ranked]:
    """About as many as wanted, by repeating all of them."""
    return list(searches) * max(1, round(wanted / len(searches))) if searches else []


def _grounds(lessons: Lessons, names: Mapping[str, int], without: Collection[str]) -> Array:
    """The grounds (N, F) by these features."""
    values = np.asarray([[features[name] for name in names] for features in lessons.grounds])
    return _without(values, tuple(names), without)


def _without(features: Array, names: tuple[str, ...], without: Collection[str]) -> Array:
    """Features (n, F) of which some say nothing."""
    kept: Array = features * np.asarray([name not in without for name in names])
    return kept


def _written(made: tuple[Calibration, Array], lessons: Lessons, path: Path) -> Calibrated:
    calibration, refused = made
    calibration.write(path)
    groups: dict[str, list[bool]] = {}
    for kind, language, value in zip(lessons.kinds, lessons.languages, refused.tolist(), strict=True):
        groups.setdefault(f"{kind}, {language}", []).append(value)
    shares = {name: round(float(np.mean(values)), 4) for name, values in sorted(groups.items())}
    return Calibrated(calibration, path, shares)
