"""GNOME's Dutch help: each page is a document, and its description is the question that it answers.

The description stands in the page's <info>, in Dutch and in the English twin, and not in its text. The title
would give the page away, so it is left out, and the page's id stands in its place.
"""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from writing import Collection, Document, count_words

PACKAGES = ("gnome-user-docs",)
MIN_WORDS = 20
# Many pages are translated in part. A page with less Dutch than this would be found by its English.
MIN_TRANSLATED = 1 / 3
_AUTHOR = "GNOME Documentation Project"
_HELP = Path("usr/share/help")
_MALLARD = "{http://projectmallard.org/1.0/}"
_TEXT = ("p", "screen", "code")
_SKIPPED = ("info", "comment", "media")


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one language: its blocks of text, section titles included, and its description."""

    description: str
    blocks: tuple[str, ...]


def collect(root: Path) -> Collection:
    """All pages that are Dutch enough; half of them, by a hash of their id, are for development."""
    pages = dict(translated_pages(root / _HELP))
    questions: dict[str, list[dict[str, Any]]] = {"gnome-dev.jsonl": [], "gnome-test.jsonl": []}
    for name, (dutch, english) in pages.items():
        for language, page in (("nl", dutch), ("en", english)):
            question = {
                "id": f"gnome-{name}-{language}",
                "question": page.description,
                "language": language,
                "sources": [f"{name}.txt"],
            }
            questions[f"gnome-{half(name)}.jsonl"].append(question)
    documents = [Document(name, name, _AUTHOR, dutch.blocks) for name, (dutch, _) in pages.items()]
    return Collection(documents, questions)


def half(name: str) -> str:
    """Which half a page belongs to: "dev" or "test"."""
    return "test" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 else "dev"


def translated_pages(folder: Path) -> list[tuple[str, tuple[Page, Page]]]:
    """(id, (Dutch page, English page)) of what is long and translated enough, by id."""
    kept = []
    for path in sorted((folder / "nl" / "gnome-help").glob("*.page")):
        twin = folder / "C" / "gnome-help" / path.name
        dutch, english = read_page(path), read_page(twin) if twin.is_file() else None
        if dutch and english and is_translated(dutch, english):
            kept.append((path.stem, (dutch, english)))
    return kept


def is_translated(dutch: Page, english: Page) -> bool:
    """Whether a page has a description of its own and enough text, enough of it Dutch."""
    words = count_words(dutch.blocks)
    if dutch.description == english.description or words < MIN_WORDS:
        return False
    own = [block for block in dutch.blocks if block not in set(english.blocks)]
    return count_words(own) >= MIN_TRANSLATED * words


def read_page(path: Path) -> Page | None:
    """A Mallard page; None where it has no description."""
    page = ET.parse(path).getroot()
    description = page.find(f"{_MALLARD}info/{_MALLARD}desc")
    text = _text(description) if description is not None else ""
    return Page(text, tuple(_blocks(page, top=True))) if text else None


def _blocks(element: ET.Element, top: bool = False) -> list[str]:
    found = []
    for child in element:
        tag = child.tag.rpartition("}")[2]
        if tag in _SKIPPED or (tag == "title" and top):
            continue
        found += [_text(child)] if tag in _TEXT or tag == "title" else _blocks(child)
    return [text for text in found if text]


def _text(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())
