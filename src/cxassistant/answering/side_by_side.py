"""Several persons on one topic: compared as the question names them, or listed as who writes about it."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, replace

from cxassistant.answering.grounds import Ground, Grounds
from cxassistant.answering.mentions import named_share
from cxassistant.answering.ports import Found
from cxassistant.answering.question import Question
from cxassistant.answering.selection import Choice

_EACH = 2  # quotes of each person in a comparison
_LOOKED_AT = 12  # authors, best first, that are weighed for a list of who writes about something
_LISTED = 8
_NAMED = 0.66  # of a topic's words in one passage
# Without its words: in a corpus that has nothing on it, the nearest author reaches 0.54 ("vliegtuigen").
_LIKELY, _BEHIND = 0.6, 2.0
# Scores across languages are lower: the right authors of another language were up to 7.4 behind, the wrong
# ones 10.5 and more.
_LIKELY_ACROSS, _BEHIND_ACROSS = 0.5, 8.0
# Whose words nearest to a topic are that it is not theirs does not write about it.
_DISCLAIMS = re.compile(
    r"\bniet mijn (?:onderwerp|vak|terrein|gebied)\b|\bgeen verstand van\b|\bbuiten beschouwing\b|"
    r"\bga ik (?:hier )?niet (?:op )?in\b|\bnot my (?:subject|field|topic|area)\b|\bknow nothing (?:about|of)\b|"
    r"\bbeyond the scope\b|\bleave\b.{1,40}\baside\b|\bwill not (?:discuss|go into)\b",
    re.IGNORECASE,
)
_ALIKE = 1.0  # log-odds: of two authors no further apart than this, the one who wrote last comes first


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Quotes with whom each stands under, and who of those asked for says nothing."""

    quotes: tuple[Choice, ...]
    under: tuple[str, ...]  # a person for each quote
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Writer:
    """An author with the quote to show. ``lead`` is how far the best sentence of all is ahead (log-odds)."""

    author: str
    choice: Choice
    lead: float
    date: str


def compare(grounds: Grounds, question: Question, allowed: Set[str] | None) -> SideBySide:
    """Each person's own words, in the order of the question. No conclusion that none of them drew."""
    quotes: list[Choice] = []
    under: list[str] = []
    silent: list[str] = []
    best = _best_score(grounds, question, allowed)
    for person in question.people:
        one = replace(question, people=(person,), own=True)
        ground = grounds.consider(one, allowed, compared=True)
        shown = {(c.quote.source, c.quote.first) for c in quotes}
        picked: list[Choice] = []
        if ground.enough and _speaks_to(grounds, question, ground, best - ground.ranked[0].score):
            picked = grounds.chosen(ground.ranked, ground.found, _EACH)
        picked = [c for c in picked if (c.quote.source, c.quote.first) not in shown]
        quotes += picked
        under += [person] * len(picked)
        if not picked:
            silent.append(person)
    return SideBySide(tuple(quotes), tuple(under), tuple(silent))


def _best_score(grounds: Grounds, question: Question, allowed: Set[str] | None) -> float:
    found = grounds.library.find(question.topic, question.spoken, allowed)
    return found.sentences[0].score if found.sentences else 0.0


def _speaks_to(grounds: Grounds, question: Question, ground: Ground, lead: float) -> bool:
    """Whether somebody who is asked for by name says something to the topic, and not merely near it."""
    across = grounds.library.sources[ground.ranked[0].quote.source].language != question.spoken
    return (
        named_share(question.topic, (hit.text for hit in ground.found.hits)) >= _NAMED
        or ground.evidence.probability >= _LIKELY
        or lead <= (_BEHIND_ACROSS if across else _BEHIND)
    )


def list_writers(grounds: Grounds, question: Question, allowed: Set[str] | None) -> SideBySide:
    """The authors who write about the topic, best first, each with one quote of their own."""
    sources = grounds.library.sources
    found = grounds.library.find(question.topic, question.spoken, allowed)
    rows: list[_Writer] = []
    for author, wrote in _units(grounds, question, found)[:_LOOKED_AT]:
        one = replace(question, people=(author,), own=True)
        ground = grounds.consider(one, wrote if allowed is None else wrote & allowed, compared=True)
        if not ground.enough:
            continue
        best = ground.ranked[0]
        if _DISCLAIMS.search(best.quote.text):
            continue
        source = sources[best.quote.source]
        lead = found.sentences[0].score - best.score
        if not _writes_about(question, ground, source.language, lead):
            continue
        picked = grounds.chosen(ground.ranked, ground.found, 1)
        # What two wrote together is listed once.
        if picked and not any(row.choice.quote == picked[0].quote for row in rows):
            rows.append(_Writer(author, picked[0], lead, sources[picked[0].quote.source].date or ""))
    rows.sort(key=lambda row: row.date, reverse=True)
    if not question.newest:
        nearest = min((row.lead for row in rows), default=0.0)
        rows.sort(key=lambda row: int((row.lead - nearest) / _ALIKE))
    rows = rows[:_LISTED]
    return SideBySide(tuple(row.choice for row in rows), tuple(row.author for row in rows))


def _units(grounds: Grounds, question: Question, found: Found) -> list[tuple[str, Set[str]]]:
    """Authors with what they wrote, best first. Where the newest is asked for, each source by itself."""
    sources = grounds.library.sources
    units: dict[tuple[str, str], tuple[str, Set[str]]] = {}
    for scored in found.sentences:
        path = scored.sentence.source
        if scored.sentence.voice != "author":
            continue
        for author in sources[path].authors:
            if author not in question.without:
                wrote = {path} if question.recent else grounds.own.written_by([author])
                units.setdefault((author, path if question.recent else ""), (author, wrote))
    return list(units.values())


def _writes_about(question: Question, ground: Ground, language: str, lead: float) -> bool:
    """Whether an author's passages are about the topic, and not merely the nearest that there is.

    A bare topic is near to much, so its words must stand in one passage. Where they do not, in another
    language or in other words, it must be likelier and not far behind the best.
    """
    if named_share(question.topic, (hit.text for hit in ground.found.hits)) >= _NAMED:
        return True
    likely = ground.evidence.probability
    if language != question.spoken:
        return likely >= _LIKELY_ACROSS and lead <= _BEHIND_ACROSS
    return likely >= _LIKELY and lead <= _BEHIND
