"""A question as a row of words of which some may be names: capitals, possessives, slips of the keyboard."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cxassistant.text import fold
from cxassistant.wordsets import FUNCTION_WORDS, word_set

PARTICLES = word_set("van de der den het 't t te ten ter von du la le el op vd v.d")
# Words before a name that are no part of it.
TITLES = word_set(
    "mevrouw meneer mijnheer heer dame dr drs prof professor ir ing mr mrs ms miss sir lady auteur schrijver "
    "columnist author writer"
)
# Words that may open a question with a capital and are no first name, beyond the function words.
OPENERS = word_set(
    """
    vergelijk zet kun kan kunt wil zou heeft hebben had is zijn was waren vindt vond zegt zei schrijft schreef
    denkt dacht gelooft bespreek noem geef toon leg vertel vat does do did has have had can could would will
    shall may might compare contrast tell show give explain list summarize summarise
    """
)
_NOT_NAMES = word_set("klanten customers articles artikelen auteurs authors cx-professionals corpus")
# Where a person is sure to stand, in any case: right after a verb of saying, "volgens", and such.
_SLOT = re.compile(
    r"\b(?:zegt|zei|schrijft|schreef|vindt|vond|stelt|denkt|dacht|meent|beweert|vertelt|adviseert|bedoelt|kijkt|"
    r"volgens|aldus|vergelijk|mening\s+van|visie\s+van|according\s+to|does|did|compare|(?:view|opinion)s?\s+of|"
    r"artikel\s+van|article\s+by|article\s+of)\s+$",
    re.IGNORECASE,
)
_SLOT_OF_TWO = re.compile(
    r"\b(?:zeggen|schrijven|vinden|denken|kijken|tussen|zijn|between|do|are)\s+$", re.IGNORECASE
)
# A bare ending of a word: "bakkers" is the plural of a trade, no mistyped "Bakker".
_ENDINGS = word_set("s n e en er es ed ing je")
_TOKEN = re.compile(r"[^\W_](?:[\w’'.&-]*[^\W_])?")
_POSSESSIVE = re.compile(r"['’]s?$|(?<=[a-zß-ÿ])['’]?s$")
NEVER_MISTYPED = 4  # shorter names are one letter from too many words
_TWO_SLIPS = 8  # from this length on, two slips of the keyboard still leave a name that is no other


@dataclass(frozen=True, slots=True)
class Token:
    """One word, ``text[start:end]``."""

    start: int
    end: int
    raw: str
    folded: str
    opens: bool = False  # the first of the question

    @property
    def capital(self) -> bool:
        """Whether it is written as a name is."""
        return self.raw[0].isupper()

    @property
    def forms(self) -> tuple[str, ...]:
        """It as a name: as it stands, and without a possessive. "Bakkers" is "Bakker's" in Dutch."""
        whole = bare(self.folded)
        plain = bare(_POSSESSIVE.sub("", self.folded)) if self.capital and not self.opens else whole
        return (whole, plain) if plain and plain != whole else (whole,)

    @property
    def spelled_out(self) -> list[Token]:
        """ "v.d." and "vd" may stand for "van der"; other words are themselves."""
        if self.folded.strip(".") not in {"vd", "v.d"}:
            return [self]
        return [Token(self.start, self.end, word, word) for word in ("van", "der")]

    @property
    def closes(self) -> bool:
        """Whether a name ends with it: a possessive."""
        return self.raw.endswith(("’s", "'s"))


class Typed:
    """A question as words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            Token(m.start(), m.end(), m.group(), fold(m.group()), number == 0)
            for number, m in enumerate(_TOKEN.finditer(text))
        ]

    def window(self, at: int, size: int) -> Sequence[Token]:
        """``size`` words from a place."""
        return self.tokens[at : at + size]

    def name_of(self, window: Sequence[Token]) -> str:
        """Some words as a name, without a possessive."""
        return re.sub(r"['’]s?$", "", self.text[window[0].start : window[-1].end])

    def end_of(self, window: Sequence[Token]) -> int:
        """Where some words end, with a possessive apostrophe."""
        end = window[-1].end
        return end + 1 if self.text[end : end + 1] in ("'", "’") else end

    def run(self, at: int) -> int:
        """How many words from here are a name by their capitals, with particles in between; 0 for none."""
        if not self._is_name(at) or self.tokens[at].folded in PARTICLES:
            return 0
        end = at + 1
        while end < len(self.tokens) and not self.tokens[end - 1].closes:
            ahead = end
            while ahead < len(self.tokens) and self.tokens[ahead].folded in PARTICLES and ahead - end < 3:
                ahead += 1
            if ahead == len(self.tokens) or not self._is_name(ahead):
                break
            if not all(self._adjacent(place) for place in range(end, ahead + 1)):
                break
            end = ahead + 1
        alone = self.tokens[at]
        if end - at == 1 and (at == 0 or alone.raw.isupper() or alone.folded in _NOT_NAMES):
            return 0  # "Customers think ...", "CX"
        return end - at

    def part_of_longer(self, start: int, end: int) -> bool:
        """Whether a name stands right before or after: "Wim Hof" is no Wim, "Jan Bakker" not any Bakker."""
        tokens = self.tokens
        after = (
            end < len(tokens) and self._is_name(end) and self._adjacent(end) and not tokens[end - 1].closes
        )
        before = (
            start > 0
            and tokens[start].capital
            and self._is_name(start - 1)
            and self._adjacent(start)
            and not tokens[start - 1].closes
        )
        return after or before

    def in_slot(self, at: int) -> bool:
        """Whether a person is sure to stand here: after a verb of saying, or after another one and "en"."""
        before, after = self.text[: self.tokens[at].start], self.text[self.tokens[at].end :]
        if _SLOT.search(before) or (_SLOT_OF_TWO.search(before) and re.match(r"\s+(?:en|and)\s", after)):
            return True
        row = re.search(r"\S+\s+(?:en|and|met|with|of|or)\s+$", before, re.IGNORECASE)
        return row is not None and bool(
            _SLOT.search(before[: row.start()]) or _SLOT_OF_TWO.search(before[: row.start()])
        )

    def opens_as_no_name(self, at: int) -> bool:
        """Whether the question opens here with a word that has its capital from that alone."""
        return at == 0 and self.tokens[at].folded in OPENERS | FUNCTION_WORDS

    def _is_name(self, at: int) -> bool:
        """Whether a word can be part of a person's name by its capital."""
        token = self.tokens[at]
        word = token.folded.strip(".'")
        plain = token.capital and word not in FUNCTION_WORDS and word not in TITLES
        return plain and not (at == 0 and word in OPENERS)

    def _adjacent(self, at: int) -> bool:
        """Whether nothing but a space or a full stop stands before a word."""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start].strip(". ") == ""


def is_slip(typed: str, name: str, capital: bool) -> bool:
    """Whether ``typed`` is ``name`` with a slip of the keyboard (both folded): a letter, or two in a long one.

    Without a capital no letter may be another: "bakken" is a word, and no mistyped "Bakker".
    """
    from rapidfuzz.distance import OSA

    if min(len(typed), len(name)) < NEVER_MISTYPED or typed[0] != name[0] or typed == name:
        return False
    most = 2 if len(name) >= _TWO_SLIPS else 1
    if OSA.distance(typed, name, score_cutoff=most) > most:
        return False
    if not capital and Counter(typed) - Counter(name) and Counter(name) - Counter(typed):
        return False
    # Four letters with another one among them are mostly another word: only swapped or doubled ones count.
    short = len(name) == NEVER_MISTYPED
    return not short or sorted(typed) == sorted(name) or _undoubled(typed) == _undoubled(name)


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def inflected(word: str, name: str) -> bool:
    """Whether two words differ by an ending alone, as forms of one word do."""
    short, long = sorted((word, name), key=len)
    return long.startswith(short) and long[len(short) :] in _ENDINGS


def bare(word: str) -> str:
    """A word without the marks at its ends."""
    return word.strip("'’.")
