"""Measures the quote check on labelled drafts about the articles in ``corpus/``.

    python benchmarks/quote_check.py [--half dev|test|all] [--misses] [--json]

Odd numbers are for development, even ones the test half, which is run and not looked at.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from cxassistant.corpus import read_draft, read_source, scan
from cxassistant.models import QuoteCheck
from cxassistant.naming import is_same_person
from cxassistant.verification import Verifier, said_by

ROOT = Path(__file__).resolve().parents[1]
DRAFTS = ROOT / "benchmarks" / "data" / "verify" / "drafts.jsonl"
HALVES = {"dev": 1, "test": 0}
Score = dict[str, list[bool]]


def main() -> None:
    """Check every draft of a half and compare with its labels."""
    parser = argparse.ArgumentParser(description="Measure the quote check on labelled drafts.")
    parser.add_argument("--half", choices=(*HALVES, "all"), default="dev")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    verifier = Verifier(read_source(file) for file in scan(ROOT / "corpus").files)
    drafts = [json.loads(line) for line in DRAFTS.read_text(encoding="utf-8").splitlines()]
    result = {}
    for half in HALVES if wanted.half == "all" else (wanted.half,):
        scores, misses = measure(verifier, [d for d in drafts if d["id"] % 2 == HALVES[half]])
        result[half] = {name: [sum(values), len(values)] for name, values in scores.items()}
        if wanted.json:
            continue
        print(f"\n{half}")
        for name, (right, of) in result[half].items():
            print(f"  {name:<28} {right / of:.3f}  ({right} of {of})")
        if wanted.misses:
            print("\n".join(misses))
    if wanted.json:
        print(json.dumps(result, indent=2))


def measure(verifier: Verifier, drafts: list[dict[str, Any]]) -> tuple[Score, list[str]]:
    """Right or not, by what is judged, and a line for each draft that went wrong."""
    scores: Score = defaultdict(list)
    misses = []
    for draft in drafts:
        said = read_draft(draft["draft"], verifier.people)
        checks = [verifier.check(q.text, draft["author"] or q.speaker, q.start) for q in said]
        scores["quotes of a draft found"].append(len(checks) == len(draft["quotes"]))
        if len(checks) != len(draft["quotes"]):
            misses.append(
                f"{draft['id']} {len(checks)} quotes, not {len(draft['quotes'])}: {draft['draft']!r}"
            )
            continue
        for check, label in zip(checks, draft["quotes"], strict=True):
            judged = judge(check, label)
            for name, right in judged.items():
                scores[name].append(right)
            wrong = [name for name, right in judged.items() if not right]
            if wrong:
                place = check.places[0].likeness if check.places else 0
                misses.append(
                    f"{draft['id']} {draft['kind']} {wrong}: {check.verdict} {check.attribution} {check.claimed}"
                    f" {check.meaning} {check.notes} {place} | {label} | {check.quote[:90]!r}"
                )
    return scores, misses


def judge(check: QuoteCheck, label: dict[str, Any]) -> dict[str, bool]:
    """What of one check agrees with its label; only what the label tells is judged."""
    judged = {"verdict": check.verdict == label["verdict"]}
    judged[f"verdict: {label['verdict']}"] = judged["verdict"]
    if "by" in label:
        judged["who said it"] = any(is_same_person(label["by"], said_by(place)) for place in check.places[:1])
    if label.get("claimed"):
        judged["whose the draft says it is"] = bool(check.claimed) and is_same_person(
            check.claimed or "", [label["claimed"]]
        )
    if "attribution" in label:
        expected = None if label["attribution"] == "unclaimed" else label["attribution"]
        judged["attribution"] = check.attribution == expected
    if "meaning" in label:
        judged["what the change touches"] = set(label["meaning"]) <= set(check.meaning)
    if label["verdict"] == "nearly" and "meaning" not in label:
        judged["harmless change not marked"] = not check.meaning
    if "notes" in label:
        judged["notes"] = set(label["notes"]) == set(check.notes)
    return judged


if __name__ == "__main__":
    main()
