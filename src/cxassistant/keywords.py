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
    found = [(fold(m.group()).strip(".'-"), m.start(), m.end()) for m in _WORD.finditer(text)]
    told = [w for w in found if w[0] and w[0] not in FUNCTION_WORDS and w[0] not in _ASKING]
    return told or [w for w in found if w[0]]
