"""Evaluation: the metrics by hand, question files right and wrong, and the command from end to end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import RunCli
from cxassistant.errors import DatasetError
from cxassistant.evaluation import metrics
from cxassistant.evaluation.comparing import compare, match
from cxassistant.evaluation.datasets import Turn, read_dataset
from cxassistant.evaluation.floors import read_floors
from cxassistant.evaluation.measures import METRIC_NAMES, METRICS, curve_of, measure_all
from cxassistant.evaluation.metrics import Place
from cxassistant.evaluation.misses import faults
from cxassistant.evaluation.report import QuestionResult
from cxassistant.evaluation.statistics import bootstrap, paired_bootstrap, risk_coverage, statistic, wilson

ROOT = Path(__file__).resolve().parent.parent
WHY_GOLD = "De meeste CX transformaties zijn helemaal geen transformaties"
WHY = {
    "id": "why",
    "question": "Waarom mislukken de meeste CX-transformaties?",
    "language": "nl",
    "kind": "opinion",
    "authors": ["Rien Brus"],
    "gold": [WHY_GOLD],
}
CHANNELS = {
    "question": "How many contact channels do organisations offer on average?",
    "language": "en",
    "authors": ["Adrian Swinscoe"],
    "gold": ["gemiddeld een keuze uit negen verschillende kanalen"],
}
FRANCE = {
    "id": "fr",
    "question": "Wat is de hoofdstad van Frankrijk?",
    "language": "nl",
    "unanswerable": "far",
}
TALK = {
    "id": "talk",
    "language": "nl",
    "turns": [
        {"question": WHY["question"]},
        {"question": "En wat zegt Swinscoe daarover?", "authors": ["Adrian Swinscoe"]},
    ],
}


def write_questions(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def result(name: str | None = "q", **values: Any) -> QuestionResult:
    """An answered question with its gold in the answer, unless said otherwise."""
    held: dict[str, Any] = {
        "id": name,
        "question": f"What is {name}?",
        "language": "nl",
        "kind": None,
        "expected": Turn("?", gold=("g",)),
        "status": "answered",
        "answer_language": "nl",
        "confidence": None,
        "source_rank": 1,
        "passage_rank": 2,
        "gold_in_answer": True,
        "author_right": True,
        "quotes": 2,
        "quotes_with_gold": 1,
        "words_quoted": 30,
        "ask_ms": 20.0,
        "search_ms": 10.0,
    }
    return QuestionResult(**{**held, **values})


REFUSED = {
    "status": "not_found",
    "gold_in_answer": False,
    "author_right": None,
    "quotes": 0,
    "quotes_with_gold": 0,
}


def unanswerable(name: str, cls: str = "far", **values: Any) -> QuestionResult:
    nothing = dict.fromkeys(
        ("source_rank", "passage_rank", "gold_in_answer", "author_right", "quotes_with_gold")
    )
    return result(name, **{**nothing, "expected": Turn("?", unanswerable=cls), **values})


# Metrics of one question


def test_hits_of_one_source_count_once_for_its_rank() -> None:
    assert metrics.source_rank(["a", "a", "b", "a", "c"], {"c", "d"}) == 3
    assert metrics.source_rank(["a", "a"], {"b"}) == 0
    assert metrics.source_rank([], {"b"}) == 0


def test_a_passage_counts_where_it_overlaps_gold_in_the_same_source() -> None:
    hits = [Place("b", 0, 90), Place("a", 0, 10), Place("a", 10, 20)]
    assert metrics.passage_rank(hits, [Place("a", 15, 30)]) == 3
    assert metrics.passage_rank(hits, [Place("a", 9, 10)]) == 2
    assert metrics.passage_rank(hits, [Place("a", 20, 30)]) == 0  # they touch, and share nothing


def test_ranks_become_hits_and_reciprocals() -> None:
    assert [metrics.hit_at(rank, 3) for rank in (0, 1, 3, 4)] == [0, 1, 1, 0]
    assert [metrics.reciprocal_rank(rank) for rank in (0, 1, 4, 10, 11)] == [0, 1, 0.25, 0.1, 0]


def test_gold_stands_in_a_quote_whatever_the_marks_spaces_and_case() -> None:
    assert metrics.holds_gold("Hij zei: ‘De klant\nis koning.’ Echt.", '"de  klant is Koning."')
    assert not metrics.holds_gold("De klant is keizer.", "De klant is koning.")


def test_a_part_of_gold_counts_from_four_words() -> None:
    gold = "De klant is koning, en dat blijft zo."
    assert metrics.holds_gold("en dat blijft zo", gold)
    assert not metrics.holds_gold("de klant is", gold)


def test_any_gold_sentence_will_do_unless_all_are_asked_for() -> None:
    quotes = ["Een mooie eerste zin staat hier.", "En iets anders."]
    gold = ["Een mooie eerste zin", "Een tweede zin die er niet is"]
    assert metrics.gold_in_quotes(quotes, gold)
    assert not metrics.gold_in_quotes(quotes, gold, every=True)
    assert metrics.gold_in_quotes([*quotes, f"{gold[1]}."], gold, every=True)
    assert not metrics.gold_in_quotes([], gold)
    assert metrics.quotes_with_gold(quotes, gold) == 1


def test_one_of_the_expected_authors_is_right() -> None:
    assert metrics.author_right(("Wim Rampen", "Jan Smit"), ["jan smit"])
    assert not metrics.author_right((), ["Jan Smit"])


# Statistics


def test_wilson_gives_the_published_interval() -> None:
    # Newcombe (Statistics in Medicine, 1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for successes, n, expected in (
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ):
        assert wilson(successes, n) == pytest.approx(expected, abs=5e-5)


def test_percentiles_are_linear_between_values() -> None:
    assert statistic([4, 1, 3, 2]) == 2.5
    assert statistic([4, 1, 3, 2], 50) == 2.5
    assert statistic([10, 20, 30], 95) == pytest.approx(29)
    assert statistic([7], 95) == 7


def test_a_bootstrap_interval_is_the_same_each_time_and_holds_the_mean() -> None:
    values = [0.0, 0.25, 0.5, 1.0, 1.0, 1.0, 0.0, 0.5]
    low, high = bootstrap(values)
    assert (low, high) == bootstrap(values)
    assert low < statistic(values) < high
    assert bootstrap([3.0, 3.0, 3.0]) == (3.0, 3.0)
    assert bootstrap([1.0, 2.0, 9.0], 50) == (1.0, 9.0)


def test_two_equal_runs_do_not_differ() -> None:
    same = paired_bootstrap([1, 0, 1, 0], [1, 0, 1, 0])
    assert (same.difference, same.low, same.high, same.p) == (0, 0, 0, 1)


def test_a_difference_on_every_question_is_significant_and_one_on_a_single_question_is_not() -> None:
    clear = paired_bootstrap([0] * 20, [1] * 18 + [0, 0])
    assert (clear.n, clear.old, clear.new, clear.difference) == (20, 0, 0.9, 0.9)
    assert clear.p < 0.01
    assert 0 < clear.low < 0.9 < clear.high <= 1
    single = paired_bootstrap([0] * 20, [1] + [0] * 19)
    assert single.p > 0.3
    assert single.low == 0


def test_risk_and_coverage_go_from_the_most_confident_answer_on() -> None:
    answered = [(0.9, False), (0.8, True), (0.6, False), (0.6, True)]
    curve = risk_coverage(answered, 5)
    assert curve is not None
    assert curve.points == ((0.9, 0.2, 0.0), (0.8, 0.4, 0.5), (0.6, 0.8, 0.5))
    assert curve.area == pytest.approx((0 + 0.5 + 0.5 + 0.5) / 4)
    assert risk_coverage(list(reversed(answered)), 5) == curve
    assert risk_coverage([], 5) is None


# Measures over questions


def test_measures_count_the_questions_that_each_metric_is_about() -> None:
    results = [
        result("a", kind="fact", source_rank=1, passage_rank=4, quotes_with_gold=2),
        result("b", kind="fact", language="en", answer_language="nl", source_rank=0, gold_in_answer=False),
        result("c", **REFUSED),
        unanswerable("d", status="not_found", quotes=0),
        unanswerable("e", "near"),
    ]
    measures, curves = measure_all(results)
    found = {(m.metric, m.language, m.kind, m.unanswerable): (m.value, m.n) for m in measures}
    assert found["source_hit@1", None, None, None] == (pytest.approx(2 / 3), 3)
    assert found["source_mrr@10", "en", None, None] == (0, 1)
    assert found["passage_mrr@10", None, "fact", None] == (pytest.approx((1 / 4 + 1 / 2) / 2), 2)
    assert found["gold_in_answer", None, None, None] == (pytest.approx(1 / 3), 3)
    assert found["author_right", None, None, None] == (1, 2)
    assert found["quote_precision", None, None, None] == (pytest.approx((1 + 0.5) / 2), 2)
    assert found["refused", None, None, None] == (0.5, 2)
    assert found["refused", "nl", None, "far"] == (1, 1)
    assert found["refused", None, None, "near"] == (0, 1)
    assert found["false_refusal", None, None, None] == (pytest.approx(1 / 3), 3)
    assert found["language_right", None, None, None] == (pytest.approx(4 / 5), 5)
    assert found["quotes", None, None, None] == (2, 3)
    assert found["ask_ms_p95", None, None, None] == (20, 5)
    assert ("refused", "en", None, "far") not in found
    assert curves == ()


def test_the_curve_counts_refused_questions_and_leaves_out_what_it_cannot_judge() -> None:
    results = [
        result("a", confidence=0.9),
        result("b", confidence=0.2, status="not_found", gold_in_answer=False),
        unanswerable("c", confidence=0.8),
        result("no gold", confidence=0.99, gold_in_answer=None),
        result("no confidence"),
    ]
    curve = curve_of(results)
    assert curve is not None
    assert (curve.n, curve.points) == (3, ((0.9, 1 / 3, 0.0), (0.8, 2 / 3, 0.5)))
    measures, curves = measure_all(results)
    assert [c.language for c in curves] == [None, "nl"]
    assert [m.value for m in measures if m.metric == "aurc"] == [0.25, 0.25]


def test_the_faults_of_a_question_are_told_in_words() -> None:
    assert faults(result()) == ()
    assert faults(unanswerable("d")) == ("answered, though the corpus does not (far)",)
    refused = result(status="not_found", gold_in_answer=False, author_right=None)
    assert faults(refused) == ("refused, though the corpus answers it",)
    assert faults(result(gold_in_answer=False, author_right=False, source_rank=0)) == (
        "no gold in the answer",
        "another author first",
        "no expected source among the first 10 passages",
    )


def test_runs_are_matched_by_id_and_else_by_words() -> None:
    old = [result("a"), result("b"), result(None, question="Same words?"), result("gone")]
    renamed = result("renamed", question="Same words?")
    new = [result("b"), renamed, result("a", question="Reworded?"), result("x")]
    assert [(one.id, other.id) for one, other in match(old, new)] == [
        ("b", "b"),
        ("a", "a"),
        (None, "renamed"),
    ]
    comparison = compare(old, new)
    assert (comparison.matched, comparison.only_old, comparison.only_new, comparison.reworded) == (3, 1, 1, 1)


def test_a_comparison_names_the_questions_that_changed() -> None:
    old = [result("a", gold_in_answer=False), unanswerable("b"), result("c")]
    silent = result("c", status="not_found", author_right=None)
    new = [result("a"), unanswerable("b", status="not_found"), silent]
    comparison = compare(old, new)
    assert [(s.id, s.metrics) for s in comparison.better] == [("a", ("gold_in_answer",)), ("b", ("refused",))]
    assert [(s.id, s.metrics) for s in comparison.worse] == [("c", ("false_refusal",))]
    gold = next(c for c in comparison.changes if c.metric == "gold_in_answer" and c.language is None)
    assert (gold.difference.n, gold.difference.old, gold.difference.new) == (2, 0.5, 1)
    with pytest.raises(DatasetError, match="no question in common"):
        compare([result("a")], [result("z")])


# Question files


def test_json_lines_and_yaml_give_the_same_questions(tmp_path: Path) -> None:
    lines = write_questions(tmp_path / "q.jsonl", WHY, CHANNELS, FRANCE, TALK)
    listed = tmp_path / "q.yaml"
    listed.write_text(
        "# a comment\n"
        f"- id: why\n  question: {WHY['question']}\n  language: nl\n  kind: opinion\n"
        f"  authors: [Rien Brus]\n  gold:\n    - {WHY_GOLD}\n"
        f"- question: {CHANNELS['question']}\n  language: en\n  authors: [Adrian Swinscoe]\n"
        f"  gold: [{CHANNELS['gold'][0]}]\n  note: a remark that nothing reads\n"
        f"- {{id: fr, question: '{FRANCE['question']}', language: nl, unanswerable: far}}\n"
        f"- id: talk\n  language: nl\n  turns:\n    - question: {WHY['question']}\n"
        "    - question: En wat zegt Swinscoe daarover?\n      authors: [Adrian Swinscoe]\n",
        encoding="utf-8",
    )
    one, other = read_dataset(lines), read_dataset(listed)
    assert [case.turns for case in one.cases] == [case.turns for case in other.cases]
    assert [case.line for case in other.cases] == [2, 9, 14, 15]
    assert [turn.scored for turn in one.cases[3].turns] == [False, True]
    assert one.cases[0].turns[0].gold == (WHY_GOLD,)


GOOD = json.dumps(WHY)
WRONG_LINES: dict[str, tuple[str, str]] = {
    "no JSON": ("{'question': 1}", "no JSON"),
    "a list": ("[]", "expected an object"),
    "a number too long to read": ("9" * 5000, "no JSON"),
    "nested too deeply": ("[" * 100_000, "no JSON"),
    "no question": ('{"language": "nl", "gold": ["x"]}', "'question' is missing"),
    "an empty question": ('{"question": " ", "language": "nl", "gold": ["x"]}', "'question' is empty"),
    "a question that is a number": ('{"question": 3, "language": "nl", "gold": ["x"]}', "'question' is 3"),
    "no language": ('{"question": "x", "gold": ["x"]}', "'language' is missing"),
    "another language": ('{"question": "x", "language": "fr", "gold": ["x"]}', "'language' is \"fr\""),
    "nothing expected": ('{"question": "x", "language": "nl"}', "nothing is expected"),
    "gold that is no list": ('{"question": "x", "language": "nl", "gold": "x"}', "'gold' is \"x\""),
    "gold that is no text": ('{"question": "x", "language": "nl", "gold": ["x", 2]}', "item 2 of 'gold'"),
    "half a character": ('{"question": "x", "language": "nl", "gold": ["\\ud800"]}', "half a character"),
    "gold_all that is no flag": (
        '{"question": "x", "language": "nl", "gold": ["x"], "gold_all": 1}',
        "'gold_all' is 1",
    ),
    "all of nothing": (
        '{"question": "x", "language": "nl", "authors": ["x"], "gold_all": true}',
        "needs 'gold'",
    ),
    "gold where there is none": (
        '{"question": "x", "language": "nl", "gold": ["x"], "unanswerable": "far"}',
        "is not 'unanswerable'",
    ),
    "a class that is a number": (
        '{"question": "x", "language": "nl", "unanswerable": 1}',
        "'unanswerable' is 1",
    ),
    "a field mistyped": ('{"question": "x", "language": "nl", "glod": ["x"]}', "Did you mean 'gold'?"),
    "turns that are none": ('{"language": "nl", "turns": []}', "'turns' is empty"),
    "turns beside a question": (
        '{"language": "nl", "question": "x", "turns": [{}]}',
        "stands beside 'turns'",
    ),
    "a turn without a question": (
        '{"language": "nl", "turns": [{"gold": ["x"]}]}',
        "turn 1: 'question' is missing",
    ),
    "turns without expectation": ('{"language": "nl", "turns": [{"question": "x"}]}', "in at least one turn"),
    "an id twice": (GOOD, "line 1 has the id 'why' too"),
}


@pytest.mark.parametrize("name", WRONG_LINES)
def test_a_wrong_line_is_named_with_what_is_expected(tmp_path: Path, name: str) -> None:
    line, told = WRONG_LINES[name]
    path = tmp_path / "q.jsonl"
    path.write_text(f"{GOOD}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        read_dataset(path)
    assert f"{path}, line 3" in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("question: x\n", "no YAML list"),
        ("- question: x\n  - y: [\n", "line 2 is no YAML"),
        ("- question: x\n  language: no\n  gold: [x]\n", "line 1: 'language' is false"),
        ("- question: 2024-01-01\n  language: nl\n  gold: [x]\n", "'question' is 2024-01-01"),
        ("- !!python/object/apply:os.system [ls]\n", "is no YAML"),
        ("- question: 2024-13-45\n", "is no YAML"),
        ("- &a [*a]\n", "expected an object"),
        ("[" * 20_000, "is no YAML"),
    ],
)
def test_wrong_yaml_is_a_clear_error(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "q.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        read_dataset(path)
    assert str(path) in str(caught.value)
    assert told in str(caught.value)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50_000_001)


WRONG_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "There is no file"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "empty": (lambda path: path.write_text(" \n"), "is empty"),
    "binary": (lambda path: path.write_bytes(b"\x7fELF\x00\x01"), "is not text"),
    "utf-16": (lambda path: path.write_text("{}", encoding="utf-16"), "is in UTF-16"),
    "latin-1": (lambda path: path.write_bytes(b'{}\n{"a": "\xe9\xe9n"}\n'), "line 2 is not UTF-8"),
    "huge": (_huge, "more than 50 MB"),
}


@pytest.mark.parametrize("option", ["FILE", "--compare", "--floors"])
@pytest.mark.parametrize("name", WRONG_FILES)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, option: str) -> None:
    from cxassistant.evaluation.report import read_results

    make, told = WRONG_FILES[name]
    path = tmp_path / "given.jsonl"
    make(path)
    read = {"FILE": read_dataset, "--compare": read_results, "--floors": read_floors}[option]
    with pytest.raises(DatasetError, match=told):
        read(path)


def test_the_questions_of_the_benchmark_can_be_read() -> None:
    dataset = read_dataset(ROOT / "benchmarks" / "data" / "dev.jsonl")
    assert {case.language for case in dataset.cases} == {"nl", "en"}


# Floors


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[floor", "no TOML"),
        ("floor = 1", "no file of floors"),
        ("[[floor]]\nmetric = 'gold'\nat_least = 1\nreason = 'x'", "there is no metric 'gold'"),
        ("[[floor]]\nmetric = 'quotes'\nreason = 'x'", "neither 'at_least' nor 'at_most'"),
        ("[[floor]]\nmetric = 'quotes'\nat_least = 1", "'reason' is missing"),
        ("[[floor]]\nmetric = 'quotes'\nat_least = nan\nreason = 'x'", "'at_least' must be a number"),
        ("[[floor]]\nmetric = 'quotes'\nat_last = 1\nreason = 'x'", "no key 'at_last'"),
        ("[[floor]]\nmetric = 'quotes'\nat_least = true\nreason = 'x'", "must be a number"),
    ],
)
def test_a_wrong_floor_is_a_clear_error(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        read_floors(path)
    assert told in str(caught.value)


def test_the_floors_of_the_benchmark_name_every_metric() -> None:
    pinned = {floor.metric for floor in read_floors(ROOT / "benchmarks" / "floors.toml")}
    assert pinned == set(METRIC_NAMES)
    assert len({metric.name for metric in METRICS}) == len(METRICS)


# The command


def test_eval_measures_and_writes_json(run_cli: RunCli, built_index: Path, tmp_path: Path) -> None:
    questions = write_questions(tmp_path / "q.jsonl", WHY, CHANNELS, FRANCE, TALK)
    run = run_cli("eval", questions, "--index", built_index, "--json")
    assert (run.code, run.err) == (0, "")
    by_id = {item["id"]: item for item in run.json["results"]}
    assert list(by_id) == ["why", None, "fr", "talk#2"]
    assert by_id["why"]["gold_in_answer"] is True
    assert by_id["why"]["author_right"] is True
    assert by_id["why"]["passage_rank"] >= 1
    assert by_id["why"]["source_rank"] is None  # no source is expected
    assert by_id["fr"]["status"] == "not_found"
    assert by_id["talk#2"]["kind"] == "conversation"
    assert by_id["talk#2"]["search_ms"] is None
    found = {(m["metric"], m["language"], m["kind"], m["unanswerable"]): m for m in run.json["measures"]}
    assert found["gold_in_answer", None, None, None]["value"] == 1
    assert found["gold_in_answer", "en", None, None]["n"] == 1
    assert found["refused", "nl", None, "far"]["value"] == 1
    assert run.json["index"]["sources"] == 5
    # Whether Swinscoe speaks of transformations is for the assistant to say.
    assert {miss["id"] for miss in run.json["misses"]} <= {"talk#2"}


def test_eval_shows_a_table_by_language_and_each_miss(
    run_cli: RunCli, built_index: Path, tmp_path: Path
) -> None:
    astray = {**WHY, "gold": ["Deze zin staat nergens."], "sources": ["absent.txt"]}
    questions = write_questions(tmp_path / "q.jsonl", astray, CHANNELS)
    run = run_cli("eval", questions, "--index", built_index, "--misses")
    assert run.code == 0
    gold = next(line for line in run.out.splitlines() if "gold in the answer" in line)
    assert " ".join(gold.split()) == (
        "gold in the answer 1.000 [0.207, 1.000] n=1 0.000 [0.000, 0.793] n=1 0.500 [0.095, 0.905] n=2"
    )
    assert "1 of 2 questions went wrong" in run.out
    assert "no gold in the answer; no expected source" in run.out
    assert "expected  Deze zin staat nergens." in run.out
    assert "came      Rien Brus" in run.out
    assert run.err.splitlines() == [
        "Warning: 1 questions name a source that the index does not hold: why.",
        "Warning: 1 questions have gold that stands nowhere in their sources: why.",
    ]


def test_a_saved_run_is_compared_with(run_cli: RunCli, built_index: Path, tmp_path: Path) -> None:
    questions, saved = tmp_path / "q.jsonl", tmp_path / "run.json"
    write_questions(questions, {**WHY, "gold": ["Deze zin staat nergens."]}, CHANNELS)
    first = run_cli("eval", questions, "--index", built_index, "--save", saved)
    assert first.code == 0
    assert json.loads(saved.read_text(encoding="utf-8"))["results"][0]["gold_in_answer"] is False
    write_questions(questions, WHY, CHANNELS, FRANCE)
    args = ("eval", questions, "--index", built_index, "--compare", saved)
    again = run_cli(*args, "--json").json["comparison"]
    assert (again["matched"], again["only_old"], again["only_new"], again["reworded"]) == (2, 0, 1, 0)
    assert again["better"] == [{"id": "why", "question": WHY["question"], "metrics": ["gold_in_answer"]}]
    assert again["worse"] == []
    shown = run_cli(*args).out
    assert "2 questions are in both runs, 1 in the new run only." in shown
    assert "Better: 1\n  why: Waarom mislukken" in shown
    gold = next(line for line in shown.splitlines() if "gold in the answer" in line and " +" in line)
    assert gold.split()[4:9] == ["all", "2", "0.500", "1.000", "+0.500"]


def test_a_broken_floor_is_exit_code_6_and_one_line(
    run_cli: RunCli, built_index: Path, tmp_path: Path
) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text(
        "[[floor]]\nmetric = 'gold_in_answer'\nat_least = 1\nreason = 'holds'\n"
        "[[floor]]\nmetric = 'words_quoted'\nlanguage = 'nl'\nat_most = 1\nreason = 'short answers'\n"
        "[[floor]]\nmetric = 'refused'\nunanswerable = 'near'\nat_least = 0\nreason = 'must be seen'\n",
        encoding="utf-8",
    )
    questions = write_questions(tmp_path / "q.jsonl", WHY, FRANCE)
    run = run_cli("eval", questions, "--index", built_index, "--floors", floors, "--json")
    assert run.code == 6
    lines = run.err.splitlines()
    assert len(lines) == len(run.json["broken_floors"]) == 2
    assert lines[0].startswith("Floor broken: words_quoted (nl) is ")
    assert lines[0].endswith("above 1. Reason of the floor: short answers")
    assert lines[1].startswith("Floor broken: refused (near) was not measured")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("eval", "none.jsonl"), "There is no file none.jsonl"),
        (("eval", "q.txt"), "Name a .jsonl or .yaml file"),
        (("eval", "q.jsonl", "--compare", "q.jsonl"), "is no saved run"),
        (("eval", "q.jsonl", "--compare", "old.json"), "format 99"),
        (("eval", "q.jsonl", "--compare", "bad.json"), "results.0.id"),
        (("eval", "q.jsonl", "--floors", "q.jsonl"), "is no TOML"),
        (("eval", "q.jsonl", "--save", "."), "is a folder"),
        (("eval", "q.jsonl", "--save", "no/where.json"), "There is no folder no"),
        (("eval", "long.jsonl"), "line 1: The question has"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_wrong_file_of_the_command_is_one_line_and_exit_code_2(
    run_cli: RunCli, built_index: Path, tmp_path: Path, args: tuple[str, ...], told: str
) -> None:
    write_questions(tmp_path / "q.jsonl", FRANCE, WHY)
    write_questions(tmp_path / "long.jsonl", {**WHY, "question": "woord " * 2000})
    (tmp_path / "old.json").write_text('{"format": 99, "results": []}', encoding="utf-8")
    (tmp_path / "bad.json").write_text('{"format": 1, "results": [{}]}', encoding="utf-8")
    run = run_cli(*args, "--index", built_index, cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Error: ")
    assert run.err.count("\n") == 1
    assert told in run.err
