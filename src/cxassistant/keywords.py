"""The words of a text that say what it is about, Dutch and English."""

from __future__ import annotations

import re

from cxassistant.text import fold
from cxassistant.wordsets import FUNCTION_WORDS, word_set

_WORD = re.compile(r"[\w][\w’'+.-]*")
# Words that shape a question rather than say what it is about, beyond the function words.
_ASKING = word_set(
    """
    hoeveel wiens waarvan waardoor waarmee waarover zegt zeggen zei schrijft vindt vinden noemt noemen stelt
    denkt kijkt betekent bedoelt volgens auteur auteurs artikel column iets er kun kunt kan kunnen moet moeten
    zou zouden wordt worden heeft hebben is zijn was waren doet doen gaat gaan maakt mag eigenlijk precies
    much says say said write writes wrote think thinks mean means does do did has have had can could should
    would will according author authors article column something exactly actually there is are was were been
    """
)


def content_words(text: str) -> list[tuple[str, int, int]]:
    """The words that say what a text is about, folded, with their places; all words where none do."""
    found = _words(text)
    told = [w for w in found if _tells(w[0])]
    return told or [w for w in found if w[0]]


def has_content(text: str) -> bool:
    """Whether any word of a text says what it is about."""
    return any(_tells(word) for word, _, _ in _words(text))


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(fold(m.group()).strip(".'-"), m.start(), m.end()) for m in _WORD.finditer(text)]


def _tells(word: str) -> bool:
    return bool(word) and word not in FUNCTION_WORDS and word not in _ASKING
