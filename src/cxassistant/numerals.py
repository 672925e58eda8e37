"""Number words of Dutch and English as numbers."""

from __future__ import annotations

_DUTCH = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
_DUTCH_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_LEAST = 2  # "een" and "one" are mostly no numbers
_DIAERESIS = str.maketrans("ëéè", "eee")


def number_words() -> dict[str, float]:
    """Every number that is one word, or has a hyphen, folded: "zesentwintig", "tweehonderd", "twenty-six"."""
    found = {
        _plain(word): float(n)
        for n in range(100)
        if n == 0 or n >= _LEAST
        for word in (_dutch(n), _english(n))
    }
    for hundreds in range(1, 100):
        start = "" if hundreds == 1 else _dutch(hundreds)
        if hundreds % 10 == 0:
            continue  # "twintighonderd" is nobody's word for it
        for rest in range(100):
            found[_plain(f"{start}honderd{_dutch(rest) if rest else ''}")] = float(hundreds * 100 + rest)
    for thousands in range(1, 1000):
        start = "" if thousands == 1 else _dutch_hundreds(thousands)
        found[_plain(f"{start}duizend")] = float(thousands * 1000)
    return found


def _plain(word: str) -> str:
    return word.translate(_DIAERESIS)


def _dutch(n: int) -> str:
    if n < len(_DUTCH):
        return _DUTCH[n]
    tens = _DUTCH_TENS[n // 10 - 2]
    return f"{_DUTCH[n % 10]}en{tens}" if n % 10 else tens


def _dutch_hundreds(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    start = "" if not hundreds else "honderd" if hundreds == 1 else f"{_dutch(hundreds)}honderd"
    return start + (_dutch(rest) if rest else "")


def _english(n: int) -> str:
    if n < len(_ENGLISH):
        return _ENGLISH[n]
    tens = _ENGLISH_TENS[n // 10 - 2]
    return f"{tens}-{_ENGLISH[n % 10]}" if n % 10 else tens
