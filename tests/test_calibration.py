"""What was learnt of when to answer: bound to its model, fitted by a command, and never silently wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from conftest import RunCli
from cxassistant import Assistant
from cxassistant.answering.evidence import Evidence
from cxassistant.calibration import Calibration, Chance, find_calibration, read_calibration
from cxassistant.errors import ConfigError
from cxassistant.evaluation.calibrate import COLLECTIONS
from cxassistant.evaluation.fitting import FALSE_REFUSALS, Ranked, fit_answering, fit_ranking
from cxassistant.evaluation.variants import VARIANTS, write_variant
from cxassistant.probing import measure_chance, read_probes


def test_the_package_holds_a_calibration_for_its_own_model(assistant: Any) -> None:
    assert assistant.info()["calibrated"] is True


def test_a_calibration_of_another_model_is_not_taken_for_ones_own(tmp_path: Path) -> None:
    values = read_calibration().to_dict() | {"model": "mine", "thresholds": {"nl": 0.9}}
    Calibration(**values).write(tmp_path / "calibration.json")
    assert find_calibration("mine", [tmp_path / "calibration.json"]).threshold("nl") == 0.9
    assert find_calibration("another", [tmp_path / "calibration.json"]).model != "another"


@pytest.mark.parametrize("content", ["", "[]", '{"version": 1}', "\x00\x01"])
def test_a_calibration_that_cannot_be_read_is_a_clear_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "calibration.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"cannot be read.*cxassistant calibrate"):
        read_calibration(path)


def test_calibrate_refuses_a_handful_of_questions_and_leaves_the_index_alone(
    run_cli: RunCli, index_copy: Path, tmp_path: Path
) -> None:
    questions = tmp_path / "few.jsonl"
    line = {"question": "Wat is de hoofdstad van Frankrijk?", "language": "nl", "unanswerable": "far"}
    questions.write_text(json.dumps(line) + "\n", encoding="utf-8")
    run = run_cli("calibrate", questions, "--index", index_copy)
    assert (run.code, run.out) == (2, "")
    assert "at least 20 of each are needed" in run.err
    assert not (index_copy / "calibration.json").exists()


def test_the_ranking_learns_which_feature_tells() -> None:
    random = np.random.default_rng(1)
    searches = []
    for _ in range(60):
        features = random.normal(size=(12, 2))
        right = np.zeros(12, bool)
        right[int(features[:, 0].argmax())] = True
        searches.append(Ranked(features, right))
    weights = fit_ranking(searches)
    assert weights[0] > 10 * weights[1] >= 0


def test_the_decision_keeps_its_signs_and_the_wanted_share_of_false_refusals() -> None:
    random = np.random.default_rng(2)
    right = np.repeat([True, False], 200)
    # The second feature speaks against answering in this sample, but may only speak for it.
    features = np.stack(
        [right + random.normal(size=400) * 0.5, -1.0 * right + random.normal(size=400)], axis=1
    )
    kinds = ["answerable" if r else "far" for r in right]
    weighed = fit_answering(features, kinds, [1, 1], np.ones(400, bool), {})
    assert weighed.weights[0] > 0
    assert weighed.weights[1] == 0
    refused = weighed.held_out < weighed.threshold
    assert refused[right].mean() == pytest.approx(FALSE_REFUSALS, abs=0.01)
    assert refused[~right].mean() > 0.5


@pytest.mark.parametrize("collection", sorted(COLLECTIONS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_a_question_is_answerable_in_a_variant_only_where_its_answer_stands_there(
    collection: Path, tmp_path: Path
) -> None:
    asked: dict[str, list[bool]] = {}
    for variant in VARIANTS:
        folder = tmp_path / str(variant)
        for question in write_variant(collection, variant, folder):
            gold = question.get("gold", ())
            if "describes" in question:  # a document as a whole
                assert question["sources"] and not gold
                continue
            assert bool(gold) != ("unanswerable" in question)
            for path in question.get("sources", ()):
                text = (folder / path).read_text(encoding="utf-8")
                assert all(sentence in text for sentence in gold)
            asked.setdefault(question["question"], []).append(bool(gold))
    told = [answers for answers in asked.values() if len(set(answers)) == 2]
    always = [answers for answers in asked.values() if all(answers)]
    assert len(told) > 60  # answered in one variant, open in the other
    assert len(always) > 80


def test_what_a_variant_leaves_out_or_adds_stands_nowhere_in_the_other(tmp_path: Path) -> None:
    for collection in COLLECTIONS.glob("*.jsonl"):
        folders = [tmp_path / f"{collection.stem}-{variant}" for variant in VARIANTS]
        questions = [write_variant(collection, v, f) for v, f in zip(VARIANTS, folders, strict=True)]
        for one, other, folder in ((0, 1, folders[1]), (1, 0, folders[0])):
            open_there = {q["question"] for q in questions[other] if "unanswerable" in q}
            for question in questions[one]:
                if "gold" in question and question["question"] in open_there:
                    text = " ".join(p.read_text(encoding="utf-8") for p in folder.glob("*.txt"))
                    assert not any(sentence in text for sentence in question["gold"])


def evidence_of(probability: float, strong: float) -> Evidence:
    return Evidence(probability, 0.5, {"strong": strong})


def test_a_corpus_is_mixed_where_much_of_what_it_cannot_know_would_be_answered() -> None:
    calibration = read_calibration()
    probes = read_probes()
    assert set(probes) == {"nl", "en"} and all(
        len(set(asked)) == len(asked) >= 50 for asked in probes.values()
    )
    strengths = iter(np.linspace(0, 1, 1000).tolist())
    told: list[int] = []
    few = measure_chance(
        calibration, lambda asked, language: evidence_of(0.1, 0.5), lambda done, of: told.append(done)
    )
    assert not few.mixed and few.answered == 0 and told[-1] == sum(map(len, probes.values()))
    many = measure_chance(
        calibration, lambda asked, language: evidence_of(0.9, next(strengths)), lambda done, of: None
    )
    assert many.mixed and many.answered == 1
    low, high = (calibration.above_chance({"strong": value}) for value in (0.0, 1.0))
    assert all(low < bar < high for bar in many.bars.values())


def test_in_a_mixed_corpus_a_question_must_get_above_its_bar(index_copy: Path) -> None:
    question = "Waarom mislukken de meeste CX-transformaties?"
    (build,) = [folder for folder in (index_copy / "builds").iterdir() if folder.is_dir()]
    fingerprint = read_calibration().fingerprint()

    def status(calibration: str, mixed: bool, bar: float) -> str:
        Chance(calibration, 0.6, mixed, {"nl": bar, "en": bar}).write(build)
        assistant = Assistant.open(index_copy)
        try:
            return assistant.ask(question).status
        finally:
            assistant.close()

    assert status(fingerprint, True, -99.0) == "answered"
    assert status(fingerprint, True, 99.0) == "not_found"
    assert status(fingerprint, False, 99.0) == "answered"
    assert status("of another calibration", True, 99.0) == "answered"
    (build / "chance.json").write_text("{", encoding="utf-8")
    assert Assistant.open(index_copy).ask(question).status == "answered"
