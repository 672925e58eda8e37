"""A collection, and how it is written: documents with front matter, and question files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """One document: ``name`` is its file's name without .txt, ``blocks`` are its paragraphs."""

    name: str
    title: str
    author: str
    blocks: tuple[str, ...]
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, questions by the name of their file, and where all that comes from."""

    documents: list[Document]
    questions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    origin: dict[str, Any] = field(default_factory=dict)


def count_words(blocks: tuple[str, ...] | list[str]) -> int:
    """Words between white space."""
    return sum(len(block.split()) for block in blocks)


def write(collection: Collection, folder: Path) -> None:
    """Write into ``folder``; documents of an earlier run go."""
    docs = folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    for old in docs.glob("*.txt"):
        old.unlink()
    for document in collection.documents:
        (docs / f"{document.name}.txt").write_text(render(document), encoding="utf-8")
    for name, questions in collection.questions.items():
        lines = [json.dumps(question, ensure_ascii=False) + "\n" for question in questions]
        (folder / name).write_text("".join(lines), encoding="utf-8")
    (folder / "origin.json").write_text(json.dumps(collection.origin, indent=1) + "\n", encoding="utf-8")


def render(document: Document) -> str:
    """The text of a document's file."""
    stated = {"title": document.title, "author": document.author, "language": document.language}
    # JSON strings are YAML strings too, whatever colons and quotes a title holds.
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in stated.items())
    return f"---\n{head}---\n\n" + "\n\n".join(document.blocks) + "\n"
