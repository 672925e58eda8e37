"""What is measured on one question. Pure functions; docs/evaluation.md tells the definitions and sources.

A rank counts from 1; 0 says that what was expected is not among the results.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from cxassistant.text import fold, normalize_space, words

SEARCH_DEPTH = 10  # results looked at: hit@10 and MRR@10, as in BEIR and MS MARCO
_STATEMENT = 4  # words; a shorter quote stands in many a sentence and proves nothing


class Place(NamedTuple):
    """A run of characters of a source; ``end`` is exclusive."""

    source: str
    start: int
    end: int


def source_rank(found: Sequence[str], expected: Collection[str]) -> int:
    """The rank of the first expected source among the distinct sources of a search, best first."""
    return _first(source in expected for source in dict.fromkeys(found))


def passage_rank(found: Sequence[Place], gold: Collection[Place]) -> int:
    """The rank of the first passage that overlaps the place of a gold sentence."""
    return _first(any(_overlap(passage, place) for place in gold) for passage in found)


def hit_at(rank: int, k: int) -> float:
    """hit@k (success@k): 1 when the first ``k`` results hold what is expected, else 0."""
    return float(1 <= rank <= k)


def reciprocal_rank(rank: int, depth: int = SEARCH_DEPTH) -> float:
    """1 / rank, 0 beyond ``depth``. Its mean over questions is MRR@depth (Voorhees, TREC-8, 1999)."""
    return 1 / rank if 1 <= rank <= depth else 0.0


def holds_gold(quote: str, gold: str) -> bool:
    """Whether a quote holds a gold sentence, or is a part of it of at least four words.

    White space, the kind of quotation mark or dash, accents and case make no difference.
    """
    said, wanted = plain(quote), plain(gold)
    return wanted in said or (said in wanted and len(words(said)) >= _STATEMENT)


def gold_in_quotes(quotes: Sequence[str], gold: Sequence[str], every: bool = False) -> bool:
    """Whether any gold sentence (``every``: each of them) stands in one of the quotes."""
    stands = [any(holds_gold(quote, sentence) for quote in quotes) for sentence in gold]
    return all(stands) if every else any(stands)


def quotes_with_gold(quotes: Sequence[str], gold: Sequence[str]) -> int:
    """How many of the quotes hold a gold sentence."""
    return sum(any(holds_gold(quote, sentence) for sentence in gold) for quote in quotes)


def author_right(authors: Sequence[str], expected: Sequence[str]) -> bool:
    """Whether one of the expected authors wrote the source, whoever speaks in the quote."""
    return bool({plain(name) for name in authors} & {plain(name) for name in expected})


def words_quoted(quotes: Iterable[str]) -> int:
    """Words in all quotes together."""
    return sum(len(words(quote)) for quote in quotes)


def plain(text: str) -> str:
    """Text for comparing: folded, white space and all quotation marks as one."""
    return normalize_space(fold(text)).replace('"', "'")


def _first(right: Iterable[bool]) -> int:
    return next((rank for rank, is_right in enumerate(right, 1) if is_right), 0)


def _overlap(one: Place, other: Place) -> bool:
    return one.source == other.source and one.start < other.end and other.start < one.end
