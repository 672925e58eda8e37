"""Text as characters: sentences, folding, words, and finding a quote again. Dutch and English."""

from __future__ import annotations

import re
import unicodedata

from cxassistant.sentences import DASHES, EMOJI, EMOTICON
from cxassistant.sentences import split_sentences as split_sentences
from cxassistant.verbs import has_finite_verb

SINGLE_QUOTES = "'‘’‚‛′`´‹›"
DOUBLE_QUOTES = '"“”„‟″«»'

# Marks that turn the direction of writing, and letters that are not shown: what they stand in reads as what it is not.
DIRECTION_MARKS = frozenset([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
TAG_LETTERS = frozenset(range(0xE0000, 0xE0080))

# Folding and matching -----------------------------------------------------------------------------

_FOLDED = {
    **{ord(c): "'" for c in SINGLE_QUOTES},
    **{ord(c): '"' for c in DOUBLE_QUOTES},
    **{ord(c): "-" for c in DASHES},
    **{ord(c): None for c in "\u00ad\u200b\u200c\u200d\u2060\ufeff"},
}
_WORD = re.compile(r"[^\W_]+(?:(?:['’\-‑&]|(?<=\d)[.,:/](?=\d))[^\W_]+)*\+?")


def normalize_space(text: str) -> str:
    """``text`` with every run of white space as one space, and none at the ends."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """``text`` for matching: case and accents gone, quotes and dashes plain, invisible characters gone.

    Lengths change, so offsets into the result mean nothing in ``text``.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_FOLDED))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def words(text: str) -> list[str]:
    """The words and numbers of ``text`` as written; "6.8", "zo'n", "win-win" and "9+" are one word."""
    return _WORD.findall(text)


def find_verbatim(needle: str, haystack: str) -> tuple[int, int] | None:
    """Where ``needle`` stands in ``haystack``, as exact offsets into ``haystack``; None when it does not.

    White space, the kind of quotation mark or dash, "..." for "…" and the way an accent is encoded
    may differ (a model or a user retypes those); letters and their case may not.
    """
    needle = needle.strip()
    if not needle:
        return None
    at = haystack.find(needle)
    if at >= 0:
        return at, at + len(needle)
    found = re.search(_verbatim_pattern(needle), haystack)
    return (found.start(), found.end()) if found else None


def _verbatim_pattern(needle: str) -> str:
    parts = []
    for piece in re.findall(r"\s+|\.\.\.|.", unicodedata.normalize("NFC", needle)):
        if piece.isspace():
            parts.append(r"\s+")
        elif piece in {"...", "…"}:
            parts.append(r"(?:\.\.\.|…)")
        elif piece in SINGLE_QUOTES + DOUBLE_QUOTES:
            parts.append(f"[{re.escape(SINGLE_QUOTES + DOUBLE_QUOTES)}]")
        elif piece in DASHES:
            parts.append(f"[{re.escape(DASHES)}]")
        else:
            decomposed = unicodedata.normalize("NFD", piece)
            same = decomposed == piece
            parts.append(re.escape(piece) if same else f"(?:{re.escape(piece)}|{re.escape(decomposed)})")
    return "".join(parts)


# What kind of sentence ----------------------------------------------------------------------------

_TAIL = re.compile(rf"(?:[’”\"'»›*_\s]|{EMOJI}|{EMOTICON})+$")


def is_question(sentence: str) -> bool:
    """Whether the sentence ends as a question; "Dat is zo (toch?)" does not, "(Toch?)" does."""
    bare = _TAIL.sub("", sentence.strip())
    if bare.endswith(")") and bare.startswith("("):
        bare = _TAIL.sub("", bare.strip("()"))
    return bool(re.search(r"\?[!?]*$", bare) or re.search(r"!\?+$", bare))


def is_fragment(sentence: str, language: str) -> bool:
    """Whether this is no full statement: under four words, no finite verb, a lead-in, or a list label."""
    bare = _TAIL.sub("", sentence.strip())
    tokens = words(bare)
    if len(tokens) < 4 or bare.endswith((":", ",", ";")):
        return True
    # Without a closing stop it is likely a heading or label, where a noun in -t or -en is no verb.
    finished = bare.endswith((".", "!", "?", "…", ")"))
    return not has_finite_verb(tokens, language, strict=not finished)
