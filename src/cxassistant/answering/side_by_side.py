"""Several persons on one topic: compared as the question names them, or listed as who writes about it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from cxassistant.answering.grounds import Grounds
from cxassistant.answering.question import Question
from cxassistant.answering.selection import Choice

_EACH = 2  # quotes of each person in a comparison
_LOOKED_AT = 12  # authors, best first, that are weighed for a list of who writes about something
_LISTED = 8
_ALIKE = 1.0  # log-odds: of two authors no further apart than this, the one who wrote last comes first


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Quotes with whom each stands under, and who of those asked for says nothing."""

    quotes: tuple[Choice, ...]
    under: tuple[str, ...]  # a person for each quote
    silent: tuple[str, ...] = ()


def compare(grounds: Grounds, question: Question, allowed: Set[str] | None) -> SideBySide:
    """Each person's own words, in the order of the question. No conclusion that none of them drew."""
    quotes: list[Choice] = []
    under: list[str] = []
    silent: list[str] = []
    for person in question.people:
        one = replace(question, people=(person,), own=True)
        ground = grounds.consider(one, allowed, compared=True)
        shown = {(c.quote.source, c.quote.first) for c in quotes}
        picked = grounds.chosen(ground.ranked, ground.found, _EACH) if ground.enough else []
        picked = [c for c in picked if (c.quote.source, c.quote.first) not in shown]
        quotes += picked
        under += [person] * len(picked)
        if not picked:
            silent.append(person)
    return SideBySide(tuple(quotes), tuple(under), tuple(silent))


def list_writers(grounds: Grounds, question: Question, allowed: Set[str] | None) -> SideBySide:
    """The authors who write about the topic, best first, each with one quote of their own."""
    sources = grounds.library.sources
    found = grounds.library.find(question.topic, question.spoken, allowed)
    names: dict[str, None] = {}
    for scored in found.sentences:
        if scored.sentence.voice == "author":
            names.update(dict.fromkeys(sources[scored.sentence.source].authors))
    rows: list[tuple[Choice, str]] = []
    for author in [name for name in names if name not in question.without][:_LOOKED_AT]:
        one = replace(question, people=(author,), own=True)
        wrote = grounds.own.written_by([author])
        ground = grounds.consider(one, wrote if allowed is None else wrote & allowed, compared=True)
        picked = grounds.chosen(ground.ranked, ground.found, 1) if ground.enough else []
        # What two wrote together is listed once.
        if picked and not any(c.quote == picked[0].quote for c, _ in rows):
            rows.append((picked[0], author))
    rows.sort(key=lambda row: sources[row[0].quote.source].date or "", reverse=True)
    if not question.newest:
        best = max((choice.score for choice, _ in rows), default=0.0)
        rows.sort(key=lambda row: int((best - row[0].score) / _ALIKE))
    rows = rows[:_LISTED]
    return SideBySide(tuple(choice for choice, _ in rows), tuple(author for _, author in rows))
