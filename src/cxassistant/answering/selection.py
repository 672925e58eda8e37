"""Picks the quotes of an answer: the best one, and others only when they are nearly as good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxassistant.answering.ports import Scored
from cxassistant.answering.quoting import Quote, Quoter

_LOOKED_AT = 40  # sentences tried, best first
_NEAR = 0.12  # a further quote may score this much less than the best one
_PER_SOURCE = 2
_OTHER_VOICE = 0.05  # an editor's or an unknown speaker's words come after an equally good author's


@dataclass(frozen=True, slots=True)
class Choice:
    """A quote and the sentence that it was made for."""

    quote: Quote
    scored: Scored
    score: float


def choose_quotes(
    quoter: Quoter, candidates: Sequence[Scored], most: int, avoid: Sequence[tuple[int, int]] = ()
) -> list[Choice]:
    """At most ``most`` quotes, best first, none overlapping another or the rows to ``avoid``."""
    chosen: list[Choice] = []
    for choice in ranked_quotes(quoter, candidates):
        if len(chosen) == most or (chosen and choice.score < chosen[0].score - _NEAR):
            break
        spans = [*avoid, *((c.quote.first, c.quote.last) for c in chosen)]
        same = sum(c.quote.source == choice.quote.source for c in chosen)
        if same < _PER_SOURCE and not any(choice.quote.first < b and a < choice.quote.last for a, b in spans):
            chosen.append(choice)
    return _in_reading_order(chosen)


def ranked_quotes(quoter: Quoter, candidates: Sequence[Scored]) -> list[Choice]:
    """All quotes that can be made of the best candidates, best first."""
    choices = []
    for scored in candidates[:_LOOKED_AT]:
        quote = quoter.quote(scored.row)
        if quote is None:
            continue
        penalty = _OTHER_VOICE if quote.voice in ("editorial", "uncertain") else 0.0
        choices.append(Choice(quote, scored, scored.score - penalty))
    return sorted(choices, key=lambda c: -c.score)


def _in_reading_order(chosen: Sequence[Choice]) -> list[Choice]:
    """Sources by their best quote; within a source as the author wrote it."""
    order: dict[str, int] = {}
    for choice in chosen:
        order.setdefault(choice.quote.source, len(order))
    return sorted(chosen, key=lambda c: (order[c.quote.source], c.quote.start))
