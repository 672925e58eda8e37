"""How much of a topic a text names in words: for telling who writes about it from who writes near it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cxassistant.keywords import content_words
from cxassistant.text import fold

_WORD = re.compile(r"[^\W_]+")
_FEWEST = 4  # letters in common at the start; "klacht" and "klant" share three
_LIKE = 0.66  # ... and of the shorter word: "kanaal" and "kanalen" are one word


def named_share(topic: str, texts: Iterable[str]) -> float:
    """The share of a topic's telling words that the best of these texts holds, in any form of the word."""
    asked = [w for word, _, _ in content_words(topic) for w in _WORD.findall(word) if len(w) > 1]
    if not asked:
        return 0.0
    best = 0.0
    for text in texts:
        held = set(_WORD.findall(fold(text)))
        best = max(best, sum(any(same_word(a, h) for h in held) for a in asked) / len(asked))
    return best


def same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    common = _common(one, other)
    return common >= max(_FEWEST, _LIKE * min(len(one), len(other)))


def _common(one: str, other: str) -> int:
    """How many letters two words share at the start."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
