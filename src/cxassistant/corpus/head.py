"""The top of a page: which line is the title, and what stands between it and the article."""

from __future__ import annotations

import re

from cxassistant.corpus import lexicon as lex
from cxassistant.corpus.headers import label_header, title_of_subject
from cxassistant.corpus.lines import Line, fold
from cxassistant.corpus.page import Page
from cxassistant.corpus.title import names_columnist

_MAX_TITLE_WORDS = 26
_MAX_HEAD_LINES = 150  # menus may be long, but no title comes after this many lines
_POINT_WORDS = 5  # a list of points at the top, not of tags
_BANNER_HITS = 2
_BANNER_WORDS = 45
_HEAD_PARAGRAPHS = 2  # a standfirst and the first paragraph: bylines may stand between them
_RUNNING_HEAD = re.compile(r"^(?:\d{1,4}\s+(?P<right>[^\d.!?]{8,80})|(?P<left>[^\d.!?]{8,80}?)\s+\d{1,4})$")
# "The Smith Lecture, delivered by Ann Smit": whose it is, and no title.
_OFFER = re.compile(
    r"[€£$]\s?\d|\b(?:proefnummer|abonnee worden|subscribe|skip to|naar de inhoud|ga naar)\b|"
    r"^(?:populair|rubrieken|popular|trending|topics|tags|categor\w+|meest gelezen|most read|thema['’]?s"
    r"|onderwerpen)\s*:",
    re.IGNORECASE,
)
_SAYS_WHOSE = re.compile(
    r"\b(?:delivered|given|written|uitgesproken|gehouden|geschreven|paper|report|rapport) (?:by|door) [A-Z]"
)
_OPENING = re.compile(
    r"^(?:inleiding|introductie|intro|introduction|samenvatting|summary|vooraf|proloog)\W*$", re.IGNORECASE
)


def label_head(page: Page) -> None:
    """Find the title and label everything around it up to the second paragraph."""
    _label_running_heads(page)
    subject = label_header(page)
    page.first_prose = _first_prose(page)
    page.title = _stated_title(page)
    if page.title is None and subject:
        page.title = title_of_subject(page, subject)
    if page.title is None:
        page.title = _find_title(page)
    start = 0 if page.title is None else page.title + 1
    has_article = page.first_prose < len(page.lines)  # else a note of a few words: nothing to tell apart
    for index in range((page.first_prose if page.title is None else page.title) if has_article else 0):
        _label_above(page, index)
    if page.title is not None:
        page.roles[page.title] = "title"
    _label_below(page, start)
    _drop_repeated_titles(page)
    if has_article:
        _drop_labels(page, start)


def _label_running_heads(page: Page) -> None:
    """Lines that a printed page repeats with its number: "48    THE STAPLER AND OTHER PIECES"."""
    bare: dict[str, list[int]] = {}
    for index in page.body:
        match = _RUNNING_HEAD.match(page.text(index))
        if match:
            bare.setdefault(fold(match["left"] or match["right"]), []).append(index)
    for head, numbers in bare.items():
        if len(numbers) > 1 or any(
            fold(page.text(i)) == fold(_RUNNING_HEAD.sub(r"\g<left>\g<right>", page.text(numbers[0])))
            for i in page.body
            if i != numbers[0]
        ):
            page.running_heads.add(head)
            for index in numbers:
                page.roles[index] = "furniture"


def _first_prose(page: Page) -> int:
    """The first paragraph of the article proper; banners and notices above the title are not it."""
    prose = [index for index in page.body if page.is_prose(index) and not _is_title_like(page, index)]
    while len(prose) > 1 and _is_above_title(page, prose[0], prose[1]):
        prose.pop(0)
    return prose[0] if prose else len(page.lines)


def _is_above_title(page: Page, index: int, following: int) -> bool:
    """Whether a short paragraph stands above the title: a notice about the site, or text above a byline."""
    line = page.lines[index]
    between = range(index + 1, following)
    titles = [
        i
        for i in between
        if page.roles[i] == "body" and page.lines[i].words >= 3 and page.lines[i].kind != "list_item"
    ]
    if (
        not titles
        or line.words > _BANNER_WORDS
        or any(page.credit_at(i) for i in range(max(0, index - _MAX_HEAD_LINES), index))
    ):
        return False
    speaks_of_site = len(lex.BANNER.findall(line.text)) >= _BANNER_HITS
    return speaks_of_site or any(page.credit_at(i) for i in between)


def _is_title_like(page: Page, index: int) -> bool:
    line = page.lines[index]
    return line.words <= _MAX_TITLE_WORDS and not re.search(r"[.…:]$|[.…] [A-Z]", line.text)


def _stated_title(page: Page) -> int | None:
    """The first line near the top that says what the file states its title is."""
    for stated in map(fold, page.stated_titles):
        for index in page.body:
            if index > max(page.first_prose, 0) + _MAX_HEAD_LINES:
                break
            if stated and fold(page.text(index)) == stated:
                return index
    return None


def _find_title(page: Page) -> int | None:
    """The best title-like line before the first paragraph; the first of equals."""
    candidates = [
        index for index in page.body
        if index < min(page.first_prose, _MAX_HEAD_LINES) and page.lines[index].words <= _MAX_TITLE_WORDS
        and (not page.is_prose(index) or _is_title_like(page, index))
        and page.credit_at(index) is None and not lex.SALUTATION.match(page.text(index))
    ]  # fmt: skip
    if not candidates:
        heading = (i for i in page.body if page.lines[i].kind == "heading")
        return next(heading, None)
    scores = {index: _title_score(page, index, candidates) for index in candidates}
    best = max(scores.values())
    return next(index for index in candidates if scores[index] == best)


def _title_score(page: Page, index: int, candidates: list[int]) -> int:
    line = page.lines[index]
    mine = fold(line.text)
    repeats = any(_contains(mine, fold(page.text(other))) for other in candidates if other != index)
    follows = page.lines[index + 1 : index + 4]
    return (
        (4 if line.kind == "heading" else 0)
        + (4 if names_columnist(page, line.text) else 0)
        + (3 if _is_above_salutation(page, index) else 0)
        + (3 if mine in page.running_heads else 0)
        - (4 if _SAYS_WHOSE.search(line.text) else 0)
        + (3 if repeats else 0)
        + (2 if line.words >= 3 else 0)
        + (1 if any(page.credit_at_text(other.text) for other in follows) else 0)
        + (1 if follows and _is_byline(page, follows[0].text) else 0)
        - (2 if _OFFER.search(line.text) or lex.BUTTON.match(line.text) else 0)
        - (2 if line.kind == "list_item" or (line.cells > 1 and line.words <= 2 * line.cells) else 0)
        - (1 if any(page.is_prose(i) and page.roles[i] == "body" for i in range(index)) else 0)
        - (
            1
            if index == candidates[0]
            and len(candidates) > 1
            and 1 < line.words <= 4
            and _is_capitalised(line.text)
            else 0
        )
        - (2 if _is_above_menu(page, index) else 0)
        - (2 if line.text.endswith(".") else 0)
        - (1 if line.text.isupper() and line.words <= 3 else 0)
        - (1 if line.words <= 2 and _in_menu(page, index) else 0)
    )


def _is_byline(page: Page, text: str) -> bool:
    credit = page.credit_at_text(text)
    return credit is not None and any(rule == "byline" for _, rule, _ in credit.authors)


def _is_above_salutation(page: Page, index: int) -> bool:
    """Whether a letter or newsletter begins right under this line: "Dear members,"."""
    below = next((i for i in range(index + 1, len(page.lines)) if page.roles[i] != "furniture"), None)
    return (
        below is not None and bool(lex.SALUTATION.match(page.text(below))) and page.lines[below].words <= 12
    )


def _contains(one: str, other: str) -> bool:
    """Whether one line is part of the other, and more than a word or two that menus and titles share."""
    return len(min(one, other, key=len).split()) >= 3 and (
        f" {one} " in f" {other} " or f" {other} " in f" {one} "
    )


def _is_capitalised(text: str) -> bool:
    """Whether every longer word has a capital, as in the name of a site."""
    return all(word[0].isupper() for word in text.split() if len(word) > 3)


def _is_above_menu(page: Page, index: int) -> bool:
    """Whether a menu follows between this line and the article: then it is the name of the site."""
    between = range(index + 1, min(page.first_prose, len(page.lines)))
    menu = [i for i in between if page.roles[i] == "furniture" and page.lines[i].cells >= 3]
    buttons = [i for i in between if page.roles[i] == "furniture" and lex.BUTTON.match(page.text(i))]
    return len(menu) + (len(buttons) >= 3) > 0


def _in_menu(page: Page, index: int) -> bool:
    around: list[Line] = list(page.lines[max(0, index - 2) : index + 3])
    return sum(line.words <= 3 for line in around) >= 4


def _label_above(page: Page, index: int) -> None:
    """Above the title stand menus and the name of the site, sometimes a byline."""
    if page.roles[index] != "body":
        return
    credit = page.credit_at(index)
    if credit is not None and (credit.date or any(rule == "byline" for _, rule, _ in credit.authors)):
        page.credits[index], page.roles[index] = credit, "credit"
    elif index < page.first_prose:
        page.roles[index] = "furniture"


def _label_below(page: Page, start: int) -> None:
    """Bylines, datelines and the salutation between the title and the second paragraph."""
    paragraphs = 0
    for index in range(start, len(page.lines)):
        if page.roles[index] != "body":
            continue
        text = page.text(index)
        if page.lines[index].words <= 12 and lex.SALUTATION.match(text):
            page.roles[index] = "salutation"
            return
        credit = page.credit_at(index)
        if credit is not None and (paragraphs == 0 or credit.leftover_words <= 3):
            page.credits[index], page.roles[index] = credit, "credit"
        elif page.is_prose(index):
            paragraphs += 1
            if paragraphs == _HEAD_PARAGRAPHS:
                return


def _drop_repeated_titles(page: Page) -> None:
    if page.title is None:
        return
    title = fold(page.text(page.title))
    for index in page.body:
        mine = fold(page.text(index))
        near = index < page.first_prose
        if mine == title or (near and page.lines[index].words <= _MAX_TITLE_WORDS and _contains(mine, title)):
            page.roles[index] = "furniture"


def _drop_labels(page: Page, start: int) -> None:
    """Short lines between the title and the first paragraph: tags, counters, a table of contents.

    The last one may be a subtitle or first heading and stays, when it is more than a tag.
    """
    later = {fold(page.text(index)) for index in page.body if index > page.first_prose}
    between = [index for index in page.body if start <= index < page.first_prose]
    for index in between:
        line = page.lines[index]
        is_last = index == between[-1] and fold(line.text) not in later
        is_sentence = bool(re.search(r"[.?!…][”’\"')]*$", line.text))
        is_point = line.kind == "list_item" and line.words >= _POINT_WORDS
        keeps = (
            line.kind == "heading" or is_point or (is_last and line.words >= 3) or _OPENING.match(line.text)
        )
        if not keeps and not is_sentence and not page.is_prose(index):
            page.roles[index] = "furniture"
        elif fold(line.text) in later and line.kind != "heading":
            page.roles[index] = "furniture"  # a table of contents
