"""Whether a change of words changes what a quote says: a number, a negation, a name, a degree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from cxassistant.numerals import number_words
from cxassistant.text import fold
from cxassistant.wordsets import FUNCTION_WORDS, word_set

NEGATIONS = word_set("""
    niet geen nooit niemand niets niks nergens noch zonder nauwelijks amper evenmin
    not no never nobody nothing nowhere neither nor without hardly barely scarcely none cannot
    """)
_PREFIXES = ("on", "un", "in", "im", "ir", "dis", "non", "niet", "wan", "a")
_DEGREES = word_set("""
    alle alles altijd iedereen elke ieder iedere elk sommige soms enkele weinig veel vaak zelden meestal meeste
    meer minder meest minst kan kunnen moet moeten mag mogen zal zullen zou zouden beter slechter hoger lager
    groter kleiner groei daling stijgt daalt stijgen dalen stijging bijna precies helemaal volledig deels
    gedeeltelijk wel
    all always everyone everybody every each some sometimes few little many much often seldom rarely mostly most
    more less least fewer can could must may might shall should will would better worse higher lower larger
    smaller rise fall rises falls rising falling almost exactly wholly fully partly
    """)
# Ordinals and collectives too: a quote that has "tweede" for "derde" says another number.
_ORDINALS = {
    word: float(value)
    for value, names in {
        2: "tweede second",
        3: "derde third",
        4: "vierde fourth",
        5: "vijfde fifth",
        6: "zesde sixth",
        7: "zevende seventh",
        8: "achtste eighth",
        9: "negende ninth",
        10: "tiende tenth",
        12: "dozijn dozen",
        100: "hundred",
        1000: "thousand",
        1_000_000: "miljoen million",
        1_000_000_000: "miljard billion",
    }.items()
    for word in names.split()
}
_NUMBERS = number_words() | _ORDINALS
_NUMBERS |= {"half": 0.5, "halve": 0.5, "helft": 0.5, "kwart": 0.25, "quarter": 0.25}
_HUNDRED = 100


def changed_meaning(
    draft: Sequence[str], source: Sequence[str], names: Collection[str], draft_opens: bool, source_opens: bool
) -> tuple[str, ...]:
    """Which of "negation", "number", "name" and "degree" differ between the words of draft and source.

    ``names`` are folded parts of known names. ``draft_opens`` and ``source_opens``: the first word opens a
    sentence, where a capital tells nothing.
    """
    found = []
    if is_negated(draft) != is_negated(source) or _opposite(draft, source):
        found.append("negation")
    if number_values(draft) != number_values(source):
        found.append("number")
    ours, theirs = _names(draft, names, draft_opens), _names(source, names, source_opens)
    held = {fold(word) for word in [*draft, *source]}
    if (ours or theirs) and ours != theirs and len(held) > 1:
        found.append("name")
    if {fold(w) for w in draft} & _DEGREES != {fold(w) for w in source} & _DEGREES:
        found.append("degree")
    return tuple(found)


def is_negated(words: Sequence[str]) -> int:
    """How many negations the words hold."""
    return sum(fold(word) in NEGATIONS or fold(word).endswith("n't") for word in words)


def _opposite(draft: Sequence[str], source: Sequence[str]) -> bool:
    """ "tevreden" for "ontevreden"."""
    ours, theirs = {fold(w) for w in draft}, {fold(w) for w in source}
    pairs = [(a, b) for a in ours - theirs for b in theirs - ours if len(min(a, b, key=len)) > 3]
    return any(a == p + b or b == p + a for a, b in pairs for p in _PREFIXES)


def number_values(words: Sequence[str]) -> Counter[object]:
    """The numbers among the words, by value and how often: "50 duizend" is 50000.0, "tien" 10.0, "2,5%" 2.5."""
    values: Counter[object] = Counter()
    last: float | None = None
    for word in words:
        value = _value(fold(word))
        if value is None:
            last = None
        elif last is not None and isinstance(value, float) and value >= _HUNDRED and last < value:
            values[last] -= 1  # "50 duizend"
            last = last * value
            values[last] += 1
        else:
            values[value] += 1
            last = value if isinstance(value, float) else None
    return +values


def _value(word: str) -> float | str | None:
    if word in _NUMBERS:
        return float(_NUMBERS[word])
    if not re.match(r"\d", word):
        return None
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", word):
        return float(re.sub(r"[.,]", "", word))
    if re.fullmatch(r"\d{1,15}(?:[.,]\d{1,15})?", word):
        return float(word.replace(",", "."))
    return word


def _names(words: Sequence[str], known: Collection[str], opens: bool) -> set[str]:
    found = set()
    for at, word in enumerate(words):
        folded = fold(word)
        if folded in FUNCTION_WORDS or not word[:1].isalpha():
            continue
        shouted = word.isupper() and len(word) > 1
        if folded in known or shouted or (word[0].isupper() and not (opens and at == 0)):
            found.add(folded)
    return found
