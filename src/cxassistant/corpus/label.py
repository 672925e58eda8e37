"""What each line of a page is: the article's own words, or something around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cxassistant.corpus import lexicon as lex
from cxassistant.corpus.adverts import drop_lines, label_adverts
from cxassistant.corpus.head import label_head
from cxassistant.corpus.lines import Line, fold, lowercase_words
from cxassistant.corpus.page import Page
from cxassistant.corpus.parts import drop_around, label_parts
from cxassistant.corpus.tail import cut_tail, label_tail

_LONE_MARK = re.compile(r"^[\W\d_]{1,12}$")
_CLOSED = re.compile(r"[.!?…\"”’»]\s*$")  # a heading may repeat words too, but closes no sentence
_BARE_BYLINE = re.compile(
    r"^(?:(?:geschreven|written|posted|gepubliceerd|geplaatst) )?(?:door|by|auteur|author|tekst|"
    r"words)\s*:?$",
    re.IGNORECASE,
)
# After the first paragraph a notice must say whose it is, for an article may be about cookies.
_SITE_SPEAKS = re.compile(
    r"^(?:wij|we|onze|our|deze (?:web)?site|this (?:web)?site|by continuing|by using|door verder)\b|"
    r"\b(?:onze|deze|our|this) (?:web)?site\b",
    re.IGNORECASE,
)
_SENTENCE_WORDS = 12
_PULL_QUOTE_LINES = 60  # a pull quote stands near its sentence; comparing all lines takes minutes for a book
_NAV_CELL_WORDS = 4
_HEAD_PARAGRAPHS = 3  # a banner, a standfirst and the first paragraph


def label_page(lines: Sequence[Line], *, day_first: bool = True, stated_titles: Sequence[str] = ()) -> Page:
    """Give every line its role. ``day_first`` says how to read dates such as 03/04/2024.

    ``stated_titles`` are titles that the file states, the surest first; a line that says the same is it.
    """
    page = Page(lines, ["body"] * len(lines), lowercase_words(lines), day_first=day_first)
    page.stated_titles = tuple(stated_titles)
    label_parts(page)
    _label_anywhere(page)
    label_adverts(page)
    _join_bylines(page)
    cut_tail(page)
    _label_edges(page)
    label_head(page)
    label_tail(page)
    _label_related_inside(page)
    _label_pull_quotes(page)
    drop_around(page)
    return page


def _label_anywhere(page: Page) -> None:
    """Lines that are furniture wherever they stand."""
    for index, line in enumerate(page.lines):
        text = line.text
        if lex.EDITOR_NOTE.match(text) and line.words <= 60:
            page.roles[index] = "note"
        elif (
            (_LONE_MARK.match(text) and not re.search(r"\d{4}", text))
            or (line.words <= 25 and lex.SHARE.match(text))
            or (line.words <= 45 and lex.NEWSLETTER.match(text))
            or (line.words <= 20 and lex.RELATED_INLINE.match(text))
        ):
            page.roles[index] = "furniture"


def _join_bylines(page: Page) -> None:
    """ "By" on one line and the name on the next: read as one byline."""
    for index in range(len(page.lines) - 1):
        if _BARE_BYLINE.match(page.text(index)):
            credit = page.credit_at_text(f"{page.text(index).rstrip(': ')}: {page.text(index + 1)}")
            if credit is not None and credit.authors:
                page.credits[index] = credit
                page.roles[index] = page.roles[index + 1] = "credit"


def _label_edges(page: Page) -> None:
    """Menus, buttons, notices and footers before the article and after it."""
    prose = 0
    for index in range(len(page.lines)):
        is_doubtful = prose > 0 and _is_doubtful(page, index)
        if page.roles[index] == "body" and not is_doubtful and _is_edge(page, index):
            page.roles[index] = "furniture"
        elif page.roles[index] == "body" and page.is_prose(index):
            prose += 1
            if prose == _HEAD_PARAGRAPHS:
                break
    for index in reversed(range(len(page.lines))):
        if page.roles[index] != "body":
            continue
        if _is_edge(page, index) and not _is_doubtful(page, index):
            page.roles[index] = "furniture"
        elif page.is_prose(index):
            break


def _is_doubtful(page: Page, index: int) -> bool:
    """Whether a line beside the article may be its own: a full sentence that does not speak for a site."""
    return page.lines[index].words >= _SENTENCE_WORDS and not _SITE_SPEAKS.search(page.text(index))


def _is_edge(page: Page, index: int) -> bool:
    line = page.lines[index]
    text = line.text
    if line.kind == "heading" and line.words > 2:
        return False
    return bool(
        (line.words <= 6 and lex.BUTTON.match(text))
        or (line.words <= 60 and lex.COOKIE.search(text))
        or (line.words <= 30 and lex.FOOTER.match(text))
        or (line.words <= 20 and lex.LABEL.match(text) and not text.endswith("."))
        or (line.words <= 12 and lex.COMMENTS.match(text) and lex.COMMENTS_SURE.search(text))
        or _is_menu(page, line)
    )


def _is_menu(page: Page, line: Line) -> bool:
    """Several short cells in a row, without a sentence and without anything that credits the article."""
    if line.cells < 3 or line.words > _NAV_CELL_WORDS * line.cells or re.search(r"[.?!](?:\s|$)", line.text):
        return False
    return page.credit_at_text(line.text) is None or bool(lex.BUTTON.match(line.text.split()[0]))


def _label_related_inside(page: Page) -> None:
    """'Read also' between paragraphs: that line, and the titles under it up to the next paragraph."""
    for index, line in enumerate(page.lines):
        if page.roles[index] == "body" and line.kind != "heading" and lex.RELATED.match(line.text):
            end = page.next_prose(index + 1)
            if end - index > 2 and page.lines[end - 1].kind != "list_item":
                end -= 1  # with several short lines, the last is most likely the next heading
            drop_lines(page, index, end)


def _label_pull_quotes(page: Page) -> None:
    """A line that repeats words of a paragraph verbatim; the paragraph keeps them."""
    folded = {index: fold(page.text(index)) for index in page.body}
    for index, words in folded.items():
        line = page.lines[index]
        if not 6 <= line.words <= 60 or line.kind == "list_item" or not _CLOSED.search(line.text):
            continue
        near = range(index - _PULL_QUOTE_LINES, index + _PULL_QUOTE_LINES + 1)
        longer = (folded[i] for i in near if i != index and len(folded.get(i, "")) > len(words) + 5)
        if any(f" {words} " in f" {text} " for text in longer):
            page.roles[index] = "furniture"
