"""Whole pages of many kinds of sites, around the same article: who is named, and what is left of the page."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from cxassistant.corpus import CorpusFile, read_source

DATA = tomllib.loads((Path(__file__).parent / "data" / "pages.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", DATA["page"], ids=lambda page: page["name"])
def test_pages_are_reduced_to_their_article_and_its_metadata(page: dict[str, Any], tmp_path: Path) -> None:
    article = DATA["article"][page["language"]]
    title = page.get("title", article["title"])
    parts = [page["head"], *article["paragraphs"], page["tail"]]
    path = tmp_path / "page.txt"
    path.write_text("\n\n".join(parts).replace("{T}", title), encoding="utf-8")
    source = read_source(CorpusFile("page.txt", path, ""))

    stated = (title, page["authors"], page.get("publisher"), page.get("date"), page["language"])
    assert (source.title, list(source.authors), source.publisher, source.date, source.language) == stated
    texts = [(source.text[block.start : block.end], block.voice) for block in source.blocks]
    assert [text for text, voice in texts if voice == "author"] == article["paragraphs"]
    assert sum(voice == "editorial" for _, voice in texts) == page.get("editorial", 0)
