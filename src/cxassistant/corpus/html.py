"""HTML: a saved page -> the lines that a reader sees, with their kind and where the markup puts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cxassistant.corpus.lines import Line, Part, cell_count, word_set
from cxassistant.errors import SourceError
from cxassistant.models import BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_ELEMENTS = 300_000  # a page of a long book has some 20,000
MAX_DEPTH = 1_000  # pages with unclosed tags of the 1990s reach a few hundred; the parser gives up at 2,048
_DATA_URI = re.compile(r"data:[\w.+-]+/[\w.+-]+;base64,[A-Za-z0-9+/=\s%]{64,}")
_BLOCKS = word_set(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p
    pre section summary table tbody td tfoot th thead tr ul
    """
)
_DROPPED = word_set(
    """
    script style template noscript head title svg math iframe object embed applet audio video canvas
    select textarea button map link meta base frameset frame input img picture
    """
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FURNITURE_ROLES = frozenset(
    ["navigation", "menu", "menubar", "search", "toolbar", "alert", "dialog", "alertdialog"]
)


def _token(words: str) -> re.Pattern[str]:
    """Class names or ids that are one of ``words`` or hold it between hyphens or underscores."""
    return re.compile(rf"(?:^|[\s_-]|(?<=[a-z])(?=[A-Z]))(?i:{words})(?=$|[\s_-]|[A-Z])")


_COMMENTS = _token("comments?|commentlist|respond|reacties?|disqus|discussion|replies")
_OTHERS = _token(
    "related|recommend(?:ed|ations)?|gerelateerd|sidebar|widgets?|teasers?|read-?next|more-?(?:posts|stories)|"
    "promo|advert(?:entie|isement)?|ads?|outbrain|taboola|upsell|carousel|latest|popular|trending"
)
_CHROME = _token(
    "nav|navbar|navigation|navigatie|menu|submenu|breadcrumbs?|kruimelpad|cookies?|consent|gdpr|share|sharing|"
    "social|socials|newsletter|nieuwsbrief|skip-link|site-footer|pagination|toolbar|screen-reader-text|sr-only|"
    "visually-hidden"
)
# What such a name stands on and yet is about the article: a box about the author in a sidebar.
_ABOUT_AUTHOR = _token("author|auteur|byline|bio|biography|contributor|writer|schrijver")
_SET_APART = _token("author|byline|date|datum|meta|posted|published|vcard|time|credit")
_MAX_FLAGGED_SHARE = (
    0.5  # a container with more of the page's words than this is no sidebar, whatever its name
)
_LINKED_SHARE = 0.9
_MAX_ROW = 300  # characters: a row of a table of data is one line, a row of a page's layout is not


@dataclass(frozen=True, slots=True)
class Walked:
    """A line, and a number for the element whose child its block is: siblings share it."""

    line: Line
    container: int
    linked: bool = False  # all of it is a link
    dated: bool = False  # it holds an element that tells a time


def parse_html(text: str) -> HtmlElement:
    """The tree of a page. Raises SourceError, saying what to do, for what holds no elements or far too many."""
    from lxml import etree, html

    # Pictures that a browser saved into the page are its bulk, and hold nothing to read.
    bare = _DATA_URI.sub("data:,", text).replace("\x00", "")
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(bare.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise SourceError("It holds no page: save the web page again, or its text as .txt.") from None
    count = sum(1 for _ in root.iter())
    if count > MAX_ELEMENTS:
        raise SourceError(
            f"The page has {count:,} elements (the limit is {MAX_ELEMENTS:,}): save the article's text as .txt."
        )
    return root


def walk_lines(root: HtmlElement) -> list[Walked]:
    """What a reader sees of the page, in order; hidden parts, scripts and controls are left out."""
    from lxml import etree

    lengths = _text_lengths(root)
    walk = _Walk(lengths, max(lengths.values(), default=0))
    events: Any = etree.iterwalk(root, events=("start", "end", "comment"))
    depth = 0
    for event, element in events:
        depth += {"start": 1, "end": -1}.get(event, 0)
        if depth > MAX_DEPTH:
            raise SourceError("Its elements are nested too deep: save the article's text as .txt.")
        if event == "comment":
            walk.text(element.tail)
        elif event == "start":
            walk.start(element)
            if is_unseen(element):
                events.skip_subtree()
        else:
            walk.end(element)
    walk.flush()
    return walk.lines


def _text_lengths(root: HtmlElement) -> dict[HtmlElement, int]:
    """How many characters of text each element holds, by one pass from the end of the document."""
    lengths: dict[HtmlElement, int] = {}
    for element in reversed(list(root.iter(etree_elements()))):
        own = 0 if is_unseen(element) else lengths.get(element, 0) + len((element.text or "").strip())
        lengths[element] = own
        parent = element.getparent()
        if parent is not None:
            lengths[parent] = lengths.get(parent, 0) + own + len((element.tail or "").strip())
    return lengths


def etree_elements() -> Any:
    """What to pass to ``iter`` to get elements alone, without comments."""
    from lxml import etree

    return etree.Element


def is_unseen(element: HtmlElement) -> bool:
    """Whether a reader sees nothing of the element: scripts, controls, and what is hidden."""
    return (
        element.tag in _DROPPED
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def part_of(element: HtmlElement) -> Part | None:
    """Where an element by itself puts what it holds; None where it does not tell."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if _COMMENTS.search(names) and element.tag not in ("a", "span"):
        return "elsewhere"
    if element.tag in ("nav", "menu") or element.get("role") in _FURNITURE_ROLES:
        return "furniture"
    if _ABOUT_AUTHOR.search(names):
        return None
    if _CHROME.search(names):
        return "furniture"
    if element.tag in ("figcaption", "caption") or _OTHERS.search(names):
        return "elsewhere"
    if element.tag == "footer" and not _is_inside_article(element):
        return "furniture"
    return None


def _is_inside_article(element: HtmlElement) -> bool:
    return any(above.tag in ("article", "main", "section", "blockquote") for above in element.iterancestors())


@dataclass(slots=True)
class _Walk:
    """The lines so far, and what the elements that are open say of the next one."""

    lengths: dict[HtmlElement, int]
    whole: int
    lines: list[Walked] = field(default_factory=list)
    _buffer: list[str] = field(default_factory=list)
    _gap: int = 0
    _kinds: list[BlockKind | None] = field(default_factory=lambda: [None])
    _parts: list[Part] = field(default_factory=lambda: ["around"])
    _containers: list[int] = field(default_factory=lambda: [0])
    _opened: int = 0
    _links: int = 0
    _linked: int = 0  # characters of the line that is being written that stand in links
    _dated: bool = False
    _preformatted: int = 0
    _rows: int = 0  # rows of tables of data that are open: their cells stay on one line

    def text(self, text: str | None) -> None:
        """Add running text."""
        if text:
            self._buffer.append(text)
            self._linked += len(text.strip()) if self._links else 0

    def start(self, element: HtmlElement) -> None:
        """Open an element: a block ends the line before it, and tells the kind and part of what it holds."""
        tag = element.tag
        if tag == "br":
            self.flush(gap=0)
        elif is_unseen(element):
            self._buffer.append(" ")
        elif tag in _BLOCKS:
            self._open_block(element, tag)
        elif _sets_apart(element):
            self._buffer.append(" ")
        if tag != "br" and not is_unseen(element):
            self._links += tag == "a"
            self._dated = self._dated or tag == "time"
            self.text(element.text)

    def _open_block(self, element: HtmlElement, tag: str) -> None:
        if self._rows and tag in ("td", "th"):
            if "".join(self._buffer).strip():
                self._buffer.append(" | ")
        else:
            self.flush(gap=1)
        if tag == "tr" and (self._rows or _is_data_row(element)):
            self._rows += 1
        around: BlockKind | None = "list_item" if tag == "tr" and self._rows else self._kinds[-1]
        self._preformatted += tag == "pre"
        self._opened += 1
        self._containers.append(self._opened)
        self._kinds.append(_kind_of(tag, around))
        self._parts.append(self._part(element))

    def _part(self, element: HtmlElement) -> Part:
        found = part_of(element) if element.tag not in ("html", "body") else None
        if found is None or self._parts[-1] != "around" or self._is_most(element):
            return self._parts[-1]
        return found

    def _is_most(self, element: HtmlElement) -> bool:
        return self.lengths.get(element, 0) > _MAX_FLAGGED_SHARE * self.whole

    def end(self, element: HtmlElement) -> None:
        """Close an element and add the text after it."""
        tag = element.tag
        if tag in _BLOCKS and not is_unseen(element):
            if not (self._rows and tag in ("td", "th")):
                self.flush(gap=1)
            if tag == "tr" and self._rows:
                self._rows -= 1
            self._preformatted -= tag == "pre"
            for stack in (self._containers, self._kinds, self._parts):
                stack.pop()
        elif _sets_apart(element):
            self._buffer.append(" ")
        self._links -= tag == "a" and not is_unseen(element)
        self.text(element.tail)

    def flush(self, gap: int = 1) -> None:
        """End the line that is being written."""
        raw = "".join(self._buffer)
        is_linked = self._linked >= _LINKED_SHARE * len(raw.strip())
        self._buffer.clear()
        self._linked = 0
        is_dated, self._dated = self._dated, False
        for number, piece in enumerate(raw.split("\n") if self._preformatted else [raw]):
            words = " ".join(piece.replace("\u00ad", "").split())
            if not words.strip("\u200b\ufeff\u2060|"):
                continue
            gap_before = self._gap if number == 0 else 0
            line = Line(words, self._kinds[-1], gap_before, cell_count(piece), part=self._parts[-1])
            above = self._containers[-2] if len(self._containers) > 1 else 0
            self.lines.append(Walked(line, above, is_linked, is_dated))
            self._gap = 0
        self._gap = max(self._gap, gap)


def _kind_of(tag: str, around: BlockKind | None) -> BlockKind | None:
    if tag in _HEADINGS:
        return "heading"
    if tag == "blockquote":
        return "quote"
    return "list_item" if tag == "li" else around


def _sets_apart(element: HtmlElement) -> bool:
    """Whether a page shows an inline element apart from its neighbours though no space stands between."""
    return element.tag == "time" or bool(_SET_APART.search(element.get("class", "")))


def _is_data_row(row: HtmlElement) -> bool:
    """Whether a row of a table holds short cells of text, rather than parts of the page's layout."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    inner = (e for cell in cells for e in cell.iterdescendants() if e.tag in _BLOCKS - {"p"} or e.tag == "br")
    return len(cells) > 1 and next(inner, None) is None and len(" ".join(row.itertext())) <= _MAX_ROW
