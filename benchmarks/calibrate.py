"""Fits when to answer and when to say that the corpus does not: writes answering/calibration.json.

    python benchmarks/calibrate.py INDEX QUESTIONS [INDEX QUESTIONS ...]

Uses development questions only. The loss weighs each class of unanswerable question the same, and the
threshold is the one at which the wanted share of answerable questions is refused on cross-validated scores.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from cxassistant import Assistant
from cxassistant.answering.evidence import FEATURES

TARGET = Path(__file__).parents[1] / "src" / "cxassistant" / "answering" / "calibration.json"
FALSE_REFUSALS = 0.04
STRENGTH = 3.0  # inverse of the regularisation


def collect(index: str, questions: str) -> list[tuple[str, str, dict[str, float]]]:
    """(class, language, features) of each question of a file."""
    assistant = Assistant.open(index)
    rows = []
    for line in Path(questions).read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if "question" not in item:
            continue
        question = assistant._read(item["question"], None)
        if len(question.authors) > 1:
            continue  # a comparison is weighed for each author by itself
        evidence = assistant._current()[1].consider(question)[2]
        if evidence.features:
            rows.append((item.get("unanswerable", "answerable"), item["language"], evidence.features))
    return rows


def main() -> None:
    pairs = list(zip(sys.argv[1::2], sys.argv[2::2], strict=True))
    rows = [row for index, questions in pairs for row in collect(index, questions)]
    # A question for a detail that is not there is about the topic all the same: only the missing kind of
    # answer gives it away. The others look like answerable ones and would turn every weight around.
    rows = [row for row in rows if row[0] != "detail" or row[2]["missing"]]
    kinds = np.asarray([kind for kind, _, _ in rows])
    x = np.asarray([[features[name] for name in FEATURES] for _, _, features in rows])
    y = kinds == "answerable"
    scale = x.std(axis=0) + 1e-9
    weights = np.ones(len(y))
    for kind in set(kinds):
        share = 0.5 if kind == "answerable" else 0.5 / (len(set(kinds)) - 1)
        weights[kinds == kind] = share * len(y) / (kinds == kind).sum()

    def fitted(rows_: np.ndarray) -> LogisticRegression:
        return LogisticRegression(C=STRENGTH, max_iter=5000).fit(x[rows_] / scale, y[rows_], weights[rows_])

    out = np.zeros(len(y))
    for train, test in StratifiedKFold(10, shuffle=True, random_state=0).split(x, kinds):
        out[test] = fitted(train).predict_proba(x[test] / scale)[:, 1]
    threshold = float(np.quantile(out[y], FALSE_REFUSALS))
    model = fitted(np.arange(len(y)))
    coefficients = dict(zip(FEATURES, (model.coef_[0] / scale).round(4).tolist(), strict=True))
    held = {
        "version": 1,
        "model": "multilingual-e5-small",
        "provenance": f"{len(y)} development questions ({int(y.sum())} answerable) over {len(pairs)} corpora",
        "threshold": round(threshold, 4),
        "weights": {"bias": round(float(model.intercept_[0]), 4), **coefficients},
    }
    TARGET.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(held, indent=1))
    for kind in sorted(set(kinds)):
        refused = {
            language: round(
                float(
                    (out[(kinds == kind) & (np.asarray([r[1] for r in rows]) == language)] < threshold).mean()
                ),
                3,
            )
            for language in ("nl", "en")
        }
        print(f"refused (cross-validated) {kind:11s} {refused}")


if __name__ == "__main__":
    main()
