"""A large corpus to grow an index with: the Dutch manuals of LibreOffice and GIMP, a document for each page.

It brings no questions. Parts of it, of GIMP's above all, are still in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from writing import Collection, Document, count_words

PACKAGES = ("libreoffice-help-nl", "gimp-help-nl")
MIN_WORDS = 40
_MANUALS = (  # prefix of the files, author, folder
    ("libreoffice", "LibreOffice Documentation Project", Path("usr/share/libreoffice/help/nl/text")),
    ("gimp", "GIMP Documentation Team", Path("usr/share/gimp/2.0/help/nl")),
)
_NUMBERING = re.compile(r"\d+(?:\.\d+)*\.\s+")
_BLOCK_TAG = re.compile(r"blockquote|body|br|d[dlt]|div|h[1-6r]|li|[ou]l|p|pre|table|t[dhr]")
_SKIPPED_TAG = re.compile(r"aside|button|footer|head|header|nav|noscript|script|style")
# Links to other pages; what only a Mac shows, which stands beside what the others show.
_SKIPPED_CLASSES = frozenset(("navheader", "navfooter", "relatedtopics", "toc", "MAC"))


def collect(root: Path) -> Collection:
    """All pages with enough text. What trafilatura takes out, where it is installed, differs a little."""
    reader = "trafilatura" if _has_trafilatura() else "html.parser"
    documents = []
    for prefix, author, folder in _MANUALS:
        for path in sorted((root / folder).rglob("*.html")):
            page = path.read_text(encoding="utf-8", errors="replace")
            title, blocks = read_html(page)
            if reader == "trafilatura":
                blocks = list(_trafilatura_blocks(page))
            if count_words(blocks) >= MIN_WORDS:
                name = "-".join((prefix, *path.relative_to(root / folder).with_suffix("").parts))
                documents.append(Document(name, title or name, author, tuple(blocks)))
    return Collection(documents, origin={"reader": reader})


def read_html(page: str) -> tuple[str, list[str]]:
    """Title, without its number, and blocks of text of a page, without navigation and scripts."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.end_block()
    return _NUMBERING.sub("", " ".join(reader.title.split()), count=1), reader.blocks


class _Reader(HTMLParser):
    """Collects the blocks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.blocks: list[str] = []
        self._words: list[str] = []
        self._in_title = False
        # Inside what is skipped only its own tag is counted, since void and unclosed tags have no end.
        self._skipped, self._depth = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title"
        if self._depth:
            self._depth += tag == self._skipped
            return
        classes = set((dict(attrs).get("class") or "").split())
        if _SKIPPED_TAG.fullmatch(tag) or classes & _SKIPPED_CLASSES:
            self._skipped, self._depth = tag, 1
        if _BLOCK_TAG.fullmatch(tag):
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        if self._depth:
            self._depth -= tag == self._skipped
        elif _BLOCK_TAG.fullmatch(tag):
            self.end_block()

    def handle_data(self, data: str) -> None:
        if self._in_title and not self.title:
            self.title = data
        elif not self._depth:
            self._words.append(data)

    def end_block(self) -> None:
        """Close the block that is being read."""
        text = " ".join("".join(self._words).split())
        if text:
            self.blocks.append(text)
        self._words.clear()


def _has_trafilatura() -> bool:
    try:
        import trafilatura  # noqa: F401
    except ImportError:
        return False
    return True


def _trafilatura_blocks(page: str) -> Iterator[str]:
    import trafilatura

    text = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True) or ""
    return (" ".join(line.split()) for line in text.splitlines() if line.strip())
