"""Words that a printed line divides: put together again, or kept apart where the hyphen is their own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cxassistant.corpus.lines import fold
from cxassistant.corpus.pdf_running import Printed

DIVIDED = "\x02"  # ends a printed line whose last word goes on in the next one
_COORDINATION = frozenset(["en", "of", "and", "or", "tot", "to", "und", "oder", "et", "ou"])


def join(text: str, following: str, hyphened: frozenset[str]) -> tuple[str, int]:
    """``text`` with the next printed line, and where in it that line starts."""
    following = " ".join(following.split())
    if not text:
        return following, 0
    if not text.endswith((DIVIDED, "-", "\u00ad", "\u2010")):
        return f"{text} {following}", len(text) + 1
    bare = text[:-1].rstrip("-\u00ad\u2010")
    before = re.split(r"[\s(\"“‘'/]", bare)[-1]
    after = re.match(r"[^\W_]*(?:[-'’][^\W_]+)*", following)
    word = after[0] if after else ""
    if word.lower() in _COORDINATION and text.endswith((DIVIDED, "-")) and before.islower():
        return f"{bare}- {following}", len(bare) + 2
    keeps = (
        not word[:1].islower()
        or before.isupper()
        or before[-1:].isdigit()
        or fold(f"{before}-{word}") in hyphened
    )
    glue = "-" if keeps and not text.endswith("\u00ad") else ""
    return f"{bare}{glue}{following}", len(bare) + len(glue)


def hyphened_words(lines: Iterable[Printed]) -> frozenset[str]:
    """Words that the document writes with a hyphen inside a line, folded."""
    return frozenset(
        fold(word)
        for line in lines
        for word in re.findall(r"[^\W_]+(?:-[^\W_]+)+", line.text.removesuffix(DIVIDED))
    )
