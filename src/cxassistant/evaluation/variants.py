"""Texts with known answers, in two variants that differ in what they answer.

People ask for what is there in another tone than for what is not, so whoever learns from such questions alone
learns the tone. Here every unanswerable question comes with the sentences that would answer it: each variant
holds those of one half of the questions, and leaves out some sentences that answer others. Only what stands in
the text tells an answerable question from one that is not.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VARIANTS = (0, 1)
_LEFT_OUT = 0.15  # share of the answering sentences that a variant lacks

Item = dict[str, Any]


def read_variant(collection: Path, variant: int) -> tuple[list[Item], list[Item]]:
    """Documents, their ``paragraphs`` lists of sentences, and questions.

    A question is answered by ``gold`` (sentences of ``doc``), or ``unanswerable`` says in what way it is not, or
    it ``describes`` a document as a whole.
    """
    items = list(read_lines(collection))
    documents = [item for item in items if "paragraphs" in item]
    asked = [item for item in items if "question" in item]
    held = {d["doc"]: [s for paragraph in d["paragraphs"] for s in paragraph] for d in documents}
    rng = random.Random(collection.stem)
    opening = {
        d["doc"]: len(d["paragraphs"][0]) for d in documents
    }  # stays: a text without it reads otherwise
    gold = [(q["doc"], n) for q in asked for n in q.get("gold", ()) if n >= opening[q["doc"]]]
    absent = {place for place in gold if rng.random() < 2 * _LEFT_OUT}
    absent = {place for place in sorted(absent) if (rng.random() < 0.5) == bool(variant)}
    open_questions = [q for q in asked if "answered_by" in q]
    answered = set(rng.sample(range(len(open_questions)), len(open_questions) // 2))
    added = [q for n, q in enumerate(open_questions) if (n in answered) == bool(variant)]
    questions = []
    for question in asked:
        plain = {name: value for name, value in question.items() if name != "answered_by"}
        if question in added:
            by = question["answered_by"]
            del plain["unanswerable"]
            plain |= {"doc": by["doc"], "gold": [by["sentences"][n] for n in by["gold"]]}
        elif "gold" in question:
            left = [n for n in question["gold"] if (question["doc"], n) not in absent]
            plain["gold"] = [held[question["doc"]][n] for n in left]
            if not left:
                del plain["gold"]
                plain["unanswerable"] = "detail"
        questions.append(plain)
    return [_changed(document, added, absent) for document in documents], questions


def _changed(document: Item, added: list[Item], absent: set[tuple[str, int]]) -> Item:
    """The document with the sentences that were added, without the absent ones."""
    inserts: dict[int, list[Item]] = {}
    for question in added:
        if question["answered_by"]["doc"] == document["doc"]:
            inserts.setdefault(question["answered_by"]["after"], []).append(question["answered_by"])
    paragraphs: list[list[str]] = []
    number = 0
    for paragraph in document["paragraphs"]:
        own: list[str] = []
        after: list[list[str]] = []
        for sentence in paragraph:
            if (document["doc"], number) not in absent:
                own.append(sentence)
            for by in inserts.get(number, ()):
                if by.get("paragraph"):
                    after.append(by["sentences"])  # a paragraph of its own stands where this one ends
                else:
                    own += by["sentences"]
            number += 1
        paragraphs += [p for p in (own, *after) if p]
    return {**document, "paragraphs": paragraphs}


def write_variant(collection: Path, variant: int, folder: Path) -> list[Item]:
    """Write the documents of a variant as files; returns its questions, with their ``sources``."""
    folder.mkdir(parents=True)
    documents, questions = read_variant(collection, variant)
    for document in documents:
        front = {name: document[name] for name in ("title", "author", "date", "language")}
        head = "".join(f"{name}: {json.dumps(v, ensure_ascii=False)}\n" for name, v in front.items())
        body = "\n\n".join(" ".join(paragraph) for paragraph in document["paragraphs"])
        (folder / f"{document['doc']}.txt").write_text(f"---\n{head}---\n\n{body}\n", encoding="utf-8")
    found = ("gold", "describes")
    return [{**q, "sources": [f"{q['doc']}.txt"]} if any(n in q for n in found) else q for q in questions]


def read_lines(path: Path) -> Iterator[Item]:
    """The objects of a JSONL file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
