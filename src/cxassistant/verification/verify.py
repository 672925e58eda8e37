"""Holds quotes against the sources: do these words stand there, and are they whose they are said to be?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cxassistant.meaning import changed_meaning, is_negated
from cxassistant.models import Change, QuoteCheck, QuotePlace, Source
from cxassistant.naming import is_same_person
from cxassistant.places import locate
from cxassistant.text import fold
from cxassistant.verification.near import Near, nearest
from cxassistant.verification.tokens import Pattern, pattern_of
from cxassistant.verification.words import WordIndex
from cxassistant.voice import words_voice
from cxassistant.wordsets import FUNCTION_WORDS

_OMITTED = 400  # words that "..." may stand for
_REPLACED = 15  # words that "[...]" may stand in for
_PLACES = 20  # of one quote; who needs more is looking for a common phrase
_TELLING = 2  # words that are not among the commonest: with fewer, a quote could stand anywhere
_LEAST = 3

Claim = Literal["right", "wrong", "uncertain"]


@dataclass(frozen=True, slots=True)
class _Found:
    source: int
    start: int
    end: int
    likeness: float = 100.0
    near: Near | None = None
    left_out: str = ""  # words that turn the meaning, left out within a sentence


class Verifier:
    """Checks quotes against some sources. Makes its index of their words at the first check."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._index = WordIndex(sources)
        people = {name for source in self._index.sources for name in source.authors}
        people |= {v.speaker for source in self._index.sources for v in source.voices if v.speaker}
        self.people = tuple(sorted(people))
        self._names = frozenset(fold(part) for name in people for part in name.split()) - FUNCTION_WORDS

    def check(self, quote: str, claimed: str | None = None, start: int = 0) -> QuoteCheck:
        """One quote. ``claimed`` is whose words it is said to be; ``start`` its place in a draft."""
        pattern = pattern_of(quote)
        found = list(self._verbatim(pattern)) if pattern.words else []
        # Where "..." would reach over whole paragraphs, another place may have it in one sentence.
        found = sorted(found, key=lambda item: item.end - item.start)
        exact = bool(found) and not found[0].left_out
        if not found and pattern.words:
            found = self._nearly(pattern)
        places = self._places(found)
        attribution = self._attribution(claimed, places)
        if claimed:  # first those that bear it out
            order = sorted(range(len(places)), key=lambda n: not self._bears_out(claimed, places[n]))
            places, found = [places[n] for n in order], [found[n] for n in order]
        near = found[0].near if found else None
        changes = near.changes if near else ()
        if found and found[0].left_out:
            changes = (Change("…", found[0].left_out),)
        return QuoteCheck(
            quote=quote,
            start=start,
            end=start + len(quote),
            claimed=claimed,
            verdict=_verdict(bool(places), exact, attribution),
            attribution=attribution,
            places=tuple(places),
            changes=changes,
            meaning=self._meaning(changes, near.opens if near else False),
            notes=tuple(_notes(pattern)),
        )

    def _verbatim(self, pattern: Pattern) -> Iterator[_Found]:
        rows = [
            self._index.find(self._index.numbers([t.folded for t in part.tokens])) for part in pattern.parts
        ]
        for first in rows[0][: 10 * _PLACES].tolist():
            at = first + len(pattern.parts[0].tokens)
            source = self._index.source_at(first)
            left_out = [self._denied(source, first)]
            for part, gap, held in zip(pattern.parts[1:], pattern.gaps, rows[1:], strict=True):
                reach = _OMITTED if gap.kind == "omission" else _REPLACED
                after = held[(held >= at) & (held <= at + reach)]
                if not len(after) or self._index.source_at(int(after[0])) != source:
                    break
                if int(after[0]) > at:
                    left_out += [self._turns(source, *self._index.span(at, int(after[0])))]
                at = int(after[0]) + len(part.tokens)
            else:
                start, _ = self._index.span(first, first + 1)
                yield _Found(
                    source, start, self._index.span(at - 1, at)[1], left_out=" ".join(left_out).strip()
                )

    def _denied(self, source: int, first: int) -> str:
        """The negation right before a quote that begins within a sentence: "Niet | iedereen wil dat"."""
        if first <= self._index.bounds(source)[0]:
            return ""
        text = self._index.sources[source].text
        start, end = self._index.span(first - 1, first)
        between = text[end : self._index.span(first, first + 1)[0]]
        return text[start:end] if is_negated([text[start:end]]) and not between.strip() else ""

    def _turns(self, source: int, start: int, end: int) -> str:
        """Words that were left out within a sentence, if they hold a negation: without them it says the opposite."""
        text = self._index.sources[source].text[start:end]
        return text if is_negated(text.split()) and not re.search(r"[.!?]\s", text) else ""

    def _nearly(self, pattern: Pattern) -> list[_Found]:
        tokens = [token for part in pattern.parts for token in part.tokens]
        numbers = self._index.numbers([token.folded for token in tokens])
        best: dict[int, _Found] = {}
        for window in self._index.candidates(numbers):
            number = self._index.source_at(window.start)
            near = nearest(pattern, self._index, window, self._index.sources[number].text)
            if near and (number not in best or near.likeness > best[number].likeness):
                best[number] = _Found(number, near.start, near.end, near.likeness, near)
        found = sorted(best.values(), key=lambda f: -f.likeness)
        # What is much less like it than the best is another sentence.
        return [f for f in found if f.likeness >= found[0].likeness - 5]

    def _places(self, found: Sequence[_Found]) -> list[QuotePlace]:
        places = []
        for item in found[:_PLACES]:
            source = self._index.sources[item.source]
            voice, speaker = words_voice(source, item.start, item.end)
            places.append(
                QuotePlace(
                    source=source.path,
                    title=source.title,
                    authors=source.authors,
                    voice=voice,
                    speaker=speaker if voice == "quoted" else None,
                    date=source.date,
                    locator=locate(source, item.start, item.end),
                    start=item.start,
                    end=item.end,
                    text=source.text[item.start : item.end],
                    likeness=round(item.likeness, 1),
                )
            )
        return places

    def _attribution(self, claimed: str | None, places: Sequence[QuotePlace]) -> Claim | None:
        if claimed is None or not places:
            return None
        if any(self._bears_out(claimed, place) for place in places):
            return "right"
        return "uncertain" if any(_is_open(place) for place in places) else "wrong"

    @staticmethod
    def _bears_out(claimed: str, place: QuotePlace) -> bool:
        return is_same_person(claimed, said_by(place))

    def _meaning(self, changes: Sequence[Change], first_opens: bool) -> tuple[str, ...]:
        found: list[str] = []
        for number, change in enumerate(changes):
            opens = first_opens and number == 0
            touched = changed_meaning(change.draft.split(), change.source.split(), self._names, opens, opens)
            found += [what for what in touched if what not in found]
        return tuple(found)


def said_by(place: QuotePlace) -> tuple[str, ...]:
    """Whose words stand at a place; nobody's where the source does not tell, or an editor wrote them."""
    if place.voice == "quoted":
        return (place.speaker,) if place.speaker else ()
    return place.authors if place.voice == "author" else ()


def _is_open(place: QuotePlace) -> bool:
    return place.voice == "uncertain" or (place.voice == "author" and not place.authors)


def _verdict(
    found: bool, exact: bool, attribution: Claim | None
) -> Literal["verbatim", "nearly", "someone_else", "not_found"]:
    if not found:
        return "not_found"
    if not exact:
        return "nearly"
    return "someone_else" if attribution == "wrong" else "verbatim"


def _notes(pattern: Pattern) -> Iterator[str]:
    telling = [t for part in pattern.parts for t in part.tokens if t.folded not in FUNCTION_WORDS]
    if pattern.words < _LEAST or len(telling) < _TELLING:
        yield "short"
    if any(gap.kind == "omission" for gap in pattern.gaps):
        yield "omission"
    if pattern.inserted:
        yield "insertion"
