"""Picks the quotes of an answer: the best one, and others only when they are nearly as good."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cxassistant.answering.expectations import has_expected
from cxassistant.answering.ports import Scored
from cxassistant.answering.question import Expected
from cxassistant.answering.quoting import Quote, Quoter

_LOOKED_AT = 40  # sentences tried, best first
_ENOUGH = 0.96  # quotes are added until it is this likely that one of them answers
_ADDS = 0.02  # a further quote must be at least this likely to answer
_WORD = 0.0004  # what a word costs its reader, as likelihood: a sentence of 20 must add 2%
_EACH = 2  # quotes of one person while others have something to add
_OFFERED = 24  # the rest of what was looked at is hardly likelier than nothing
_OTHER_VOICE = 0.5  # log-odds: an editor's or an unknown speaker's words come after an equally good author's
_QUOTE_WORDS = 4  # "Ik denk van wel." says nothing
_SUMMARY_WORDS = 8  # shorter sentences are asides rather than what an article says
_LACKING = 0.5  # what lacks a number comes after an equally good one where a number is asked for


@dataclass(frozen=True, slots=True)
class Choice:
    """A quote, the sentence that it was made for, and how likely it is to answer if anything does."""

    quote: Quote
    scored: Scored
    score: float
    share: float


def choose_quotes(
    quoter: Quoter, ranked: Sequence[Choice], found: Sequence[Scored], most: int, spread: bool = False
) -> list[Choice]:
    """At most ``most`` quotes that most likely hold what answers, for the words they cost, best first.

    Each is the sentence of a choice with as much of what is beside it as is worth its words. None overlaps
    another; none is added once the answer is likely enough. With ``spread`` a person gets two at most while
    others have a quote that adds something.
    """
    share = {s.row: s.share for s in found}
    offers = [
        replace(choice, quote=quote, share=sum(share.get(row, 0.0) for row in range(quote.first, quote.last)))
        for choice in ranked[:_OFFERED]
        for quote in quoter.windows(choice.scored.row)
        if quote.voice == choice.quote.voice
    ]
    offers.sort(key=lambda o: -_worth(o))
    chosen: list[Choice] = []
    while len(chosen) < most and sum(c.share for c in chosen) < _ENOUGH:
        free = [o for o in offers if not any(_overlap(o.quote, c.quote) for c in chosen)]
        if chosen:
            free = [o for o in free if adds(o)]
        if not free:
            break
        chosen.append(_fairest(quoter, free, chosen) if spread else free[0])
    return _by_source(chosen)


def _fairest(quoter: Quoter, free: Sequence[Choice], chosen: Sequence[Choice]) -> Choice:
    """The best next quote of somebody who has not said enough yet; the best of all where everybody has.

    Nobody goes before a better quote merely for being new: that cost 2% of the answers their point.
    """
    heard = [quoter.whose(c.quote) for c in chosen]
    return next((o for o in free if heard.count(quoter.whose(o.quote)) < _EACH), free[0])


def adds(choice: Choice) -> bool:
    """Whether a quote is likely enough to answer to be worth its place."""
    return choice.share >= _ADDS


def _worth(offer: Choice) -> float:
    """How likely a quote is to answer, less what its words cost; what is in another voice counts for less."""
    return offer.share * math.exp(offer.score - offer.scored.score) - _WORD * offer.quote.words


def _overlap(a: Quote, b: Quote) -> bool:
    return a.source == b.source and a.first < b.last and b.first < a.last


def ranked_quotes(
    quoter: Quoter, candidates: Sequence[Scored], expects: Expected | None = None
) -> list[Choice]:
    """All quotes that can be made of the best candidates, best first."""
    choices = []
    for scored in candidates[:_LOOKED_AT]:
        quote = quoter.quote(scored.row)
        if quote is None or (quote.voice == "author" and len(quote.text.split()) < _QUOTE_WORDS):
            continue
        penalty = _OTHER_VOICE if quote.voice in ("editorial", "uncertain") else 0.0
        if not has_expected(quote.text, expects):
            penalty += _LACKING
        choices.append(Choice(quote, scored, scored.score - penalty, scored.share))
    return sorted(choices, key=lambda c: -c.score)


def choose_spread(quoter: Quoter, rows: Sequence[int], count: int) -> list[Quote]:
    """Quotes for a summary: the most central one from each stretch of a source, in reading order.

    ``rows`` are the sentences of one source, most central first. Whole sentences that need none before
    them are preferred, since a summary of extended quotes reads as half the article.
    """
    quotes = [q for q in (quoter.quote(row) for row in rows) if q is not None and q.voice == "author"]
    quotes = [q for q in quotes if len(q.text.split()) >= _SUMMARY_WORDS] or quotes
    if not quotes:
        return []
    start, stop = min(rows), max(rows) + 1
    kept: list[Quote] = []
    for part in range(count):
        low, high = start + (stop - start) * part // count, start + (stop - start) * (part + 1) // count
        inside = [q for q in quotes if low <= q.first < high]
        free = [q for q in inside if not any(q.first < k.last and k.first < q.last for k in kept)]
        best = next((q for q in free if q.last - q.first == 1), free[0] if free else None)
        if best is not None:
            kept.append(best)
    return sorted(kept, key=lambda q: q.start)


def _by_source(chosen: Sequence[Choice]) -> list[Choice]:
    """Quotes of one source together, the best answer first: that is what the reader looks for."""
    order: dict[str, int] = {}
    for choice in chosen:
        order.setdefault(choice.quote.source, len(order))
    return sorted(chosen, key=lambda c: order[c.quote.source])
