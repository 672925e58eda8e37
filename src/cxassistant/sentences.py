"""Splits text into sentences with exact offsets. Dutch and English.

Why not a trained splitter: Punkt, also its Dutch model, splits "d.w.z." and "Bijv.", and every wrong
split here becomes a wrong quote later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxassistant.abbreviations import LABELLED_NOUNS, is_abbreviation
from cxassistant.wordsets import FUNCTION_WORDS

DASHES = "-‐‑‒–—―−"

EMOJI = (
    r"(?:[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B50\u2B55\u203C\u2049]"
    r"[\uFE0F\u200D\u20E3\U0001F3FB-\U0001F3FF]*)"
)
EMOTICON = r"(?:[:;=]-?[)(DPp](?!\w))"
_CLOSERS = r"(?:[’”“‘\"'»›)\]}*_]|\[\d{1,3}\]|[¹²³⁰⁴-⁹])*"
# A stop with all that belongs to it: the marks that close after it, a stray closing quote, smileys.
_STOP = re.compile(
    rf"(?P<mark>(?:\.\s){{2,}}\.|[.!?…]+)(?P<closers>{_CLOSERS})"
    rf"(?P<extra>(?:\s+[”»](?=\s|$))?(?:\s*(?:{EMOJI}|{EMOTICON})+[.!]*)*)(?=\s|$)"
)
# A stop that lacks its space ("voorbij.Daarna"), as happens where a page lost its line breaks.
_GLUED = re.compile(r"(?<=[a-zà-ÿ]{3})(?:\.|[!?]+)(?=[A-ZÀ-Þ][a-zà-ÿ]*\s)")
_SMILEY_STOP = re.compile(rf"{EMOJI}+(?=\s+(?P<word>[A-Z][a-z]*))")

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n\s*)+")
_SURE_BULLET = re.compile(r"[^\S\n]*[•·▪◦‣●■□►➢✓✔][^\S\n]+")
_LIKELY_BULLET = re.compile(r"[^\S\n]*(?:[-–—*+o]|\(?(?:\d{1,2}|[a-z])[.)])[^\S\n]+(?=\S)")
_OPENERS = "‘“„‚\"'«‹([{"
_DUTCH_CLITIC = re.compile(r"[’'‘`](?:[snt]|k|m|ns)\s+[A-ZÀ-Þ0-9]")


def split_sentences(text: str, language: str = "nl") -> list[tuple[int, int]]:
    """The sentences of ``text`` as ``(start, end)`` offsets, in order, without surrounding white space.

    A blank line and a list bullet always end a sentence; a single newline is white space. Bullets and
    list numbers belong to no sentence; every other visible character belongs to exactly one.
    """
    spans = []
    for start, end in _paragraphs(text):
        last = start
        for cut in _cuts(text, start, end, language):
            spans.append(_strip(text, last, cut))
            last = cut
        spans.append(_strip(text, last, end))
    return [(start, end) for start, end in spans if start < end]


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Runs of text that no sentence crosses, with their bullet or list number left out."""
    start = 0
    for match in [*_BLANK_LINE.finditer(text), None]:
        end = match.start() if match else len(text)
        yield from _list_items(text, start, end)
        start = match.end() if match else end


def _list_items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts a paragraph before each line that opens with a bullet.

    A dash or number at the start of a line may also be a wrapped "een - al dan niet - ..." or
    "in\\n2024. ", so those count only after a finished line or in a list that already began.
    """
    item, line, in_list = start, start, False
    while line < end:
        label = _SURE_BULLET.match(text, line, end)
        previous = text[item:line].rstrip()
        if not label and (in_list or not previous or previous[-1] in ".:;!?…)”’\"'"):
            label = _LIKELY_BULLET.match(text, line, end)
        if label:
            yield item, line
            item, in_list = label.end(), True
        newline = text.find("\n", line, end)
        line = end if newline < 0 else newline + 1
    yield item, end


def _cuts(text: str, start: int, end: int, language: str) -> list[int]:
    """Offsets where one sentence ends and white space or the next sentence follows."""
    cuts = set()
    last = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _is_end(text, last, end, stop, language):
            cuts.add(stop.end())
            last = stop.end()
    for glued in _GLUED.finditer(text, start, end):
        token = re.search(r"\S+$", text[start : glued.start()])
        if token and not re.search(r"[@/.]", token.group()):
            cuts.add(glued.end())
    for smiley in _SMILEY_STOP.finditer(text, start, end):
        if smiley["word"].lower() in FUNCTION_WORDS:
            cuts.add(smiley.end())
    return sorted(cuts)


def _is_end(text: str, start: int, end: int, stop: re.Match[str], language: str) -> bool:
    """Whether the sentence that began at ``start`` really ends at this stop."""
    following = text[stop.end() : min(end, stop.end() + 60)].lstrip()
    if not _can_open(following):
        return False
    if stop["closers"] and following[0] in DASHES:  # “...” – the name of who said it
        return False
    if _inside_aside(text, start, stop.start(), end):
        return False
    if stop["mark"] != "." or stop["closers"]:
        return True
    before = text[max(start, stop.start() - 60) : stop.start()]
    return not _is_unfinished(before, following, language)


def _can_open(following: str) -> bool:
    """Whether a sentence can open like this: a capital, digit, quote, bracket, dash or 's, 't, 'n."""
    if _DUTCH_CLITIC.match(following):
        return True
    bare = following.lstrip(_OPENERS + "*_¿¡").lstrip()  # French marks have a space inside: « Une ... »
    if not bare:
        return False
    if bare[0] in DASHES:
        return bare.lstrip(DASHES + " ")[:1].isupper()
    if bare[0].isalpha():
        return not bare[0].islower() or bool(re.match(r"[a-z]{1,2}[A-Z]", bare))
    return bare[0].isdigit() or bare[0] in "€$£#@&%+" or bool(re.match(EMOJI, bare))


def _inside_aside(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the stop stands in brackets that opened halfway a sentence: "(wat nu? Niets!) gebeurde"."""
    opened = text.rfind("(", start, stop)
    if opened < 0 or ")" in text[opened:stop] or not text[start:opened].strip():
        return False
    closed = text.find(")", stop, min(end, opened + 240))
    return closed >= 0 and "\n" not in text[opened:closed]


def _is_unfinished(before: str, following: str, language: str) -> bool:
    """Whether the single full stop after ``before`` belongs to an abbreviation, initial or number."""
    words = re.findall(r"[^\s(\[‘“„\"«]+", before)
    if not words:
        return True
    token, previous = words[-1], words[-2] if len(words) > 1 else ""
    if re.fullmatch(r"(?:[A-ZÀ-Þ][a-z]?\.)*[A-ZÀ-Þ]", token) and len(token.replace(".", "")) <= 5:
        if "." in token:  # "J.R.R. Tolkien", but "in de U.S. De markt"
            return _first_word(following) not in FUNCTION_WORDS or not previous.islower()
        if token == "I" and language == "en" and previous.islower():
            return False
        return previous.lower() not in LABELLED_NOUNS
    return is_abbreviation(token, following, _first_word(following))


def _first_word(following: str) -> str:
    match = re.match(r"\W*(\w+)", following)
    return match.group(1).lower() if match else ""
