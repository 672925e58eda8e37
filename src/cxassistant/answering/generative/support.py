"""Whether passages bear a sentence out: rules for what can be told for sure, likeness for the rest.

Numbers, quotes, names and whom a sentence lets speak are held against the passages by rule: one that fails, fails
the sentence. Whether the passages say the rest is a probability from how well each part of the sentence is met by
some sentence of theirs, and whether negations and degrees agree. It was fitted on labelled pairs
(``benchmarks/support.py``).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

from cxassistant.answering.generative import claims
from cxassistant.answering.generative.passages import Given
from cxassistant.answering.mentions import same_word
from cxassistant.answering.ports import Library
from cxassistant.answering.roster import Roster
from cxassistant.keywords import content_words
from cxassistant.language import detect_language
from cxassistant.meaning import DEGREES, NEGATIONS, holds_opposite, is_negated
from cxassistant.text import fold, words
from cxassistant.wordsets import word_set

Verdict = Literal["supported", "doubtful", "unsupported"]
_FILE = Path(__file__).with_name("support.json")
_WEAK = 3  # the worst third of a sentence's tokens tells what the passages lack
_AFTER, _BEFORE = 4, 3  # words that a negation reaches
_LEAST_WORDS = 4
_RISES = word_set("""
    meer hoger groter beter sneller stijgt stijgen steeg groeit groei vaker altijd alle iedereen veel wint
    more higher larger bigger better faster rises rise rose grows growth increases increase often always all everyone
    many wins
    """)
_FALLS = word_set("""
    minder lager kleiner slechter trager daalt dalen daalde krimpt daling zelden nooit geen niemand weinig verliest
    less lower smaller worse slower falls fall fell shrinks decreases decrease rarely never no nobody few loses fewer
    """)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a sentence: ``reason`` is a word; ``rows`` are the sentences that bear it out, best first."""

    verdict: Verdict
    reason: str
    probability: float
    passages: tuple[Given, ...] = ()
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of the features, and the probabilities from which a sentence is shown, or replaced by a quote."""

    weights: Mapping[str, float]
    intercept: float
    show: float
    doubt: float
    provenance: str


@cache
def fitted() -> Fitted:
    """What ``benchmarks/support.py --fit`` learnt."""
    return Fitted(**json.loads(_FILE.read_text(encoding="utf-8")))


class Judge:
    """Judges sentences over one library."""

    def __init__(self, library: Library, roster: Roster) -> None:
        self._library, self._roster = library, roster

    def judge(self, sentence: str, passages: Sequence[Given], before: Sequence[str] = ()) -> Judgement:
        """Whether ``passages``, those that a sentence cites, bear it out.

        ``before`` are the persons whom the sentence before it named, for its "hij" and "she".
        """
        if not passages:
            return Judgement("unsupported", "uncited", 0.0)
        if len(words(sentence)) < _LEAST_WORDS:
            return Judgement("unsupported", "short", 0.0)
        failed = self._failed(sentence, passages, before)
        if isinstance(failed, str):
            return Judgement("unsupported", failed, 0.0, tuple(passages), self._nearest(sentence, passages))
        held, places = failed
        features, order = self.features(sentence, held)
        model = fitted()
        odds = model.intercept + sum(model.weights.get(name, 0.0) * value for name, value in features.items())
        probability = 1.0 / (1.0 + math.exp(-odds))
        rows = tuple(dict.fromkeys([*places, *order]))
        kind: Verdict = (
            "supported"
            if probability >= model.show
            else "doubtful"
            if probability >= model.doubt
            else "unsupported"
        )
        return Judgement(kind, "likeness", probability, tuple(held), rows)

    def _failed(
        self, sentence: str, passages: Sequence[Given], before: Sequence[str]
    ) -> str | tuple[list[Given], list[int]]:
        """The rule that a sentence fails; else the passages that may bear it out, and the rows of what it quotes."""
        said = claims.who_says(sentence, self._roster)
        held = list(passages)
        people = said.people or (tuple(before) if said.pronoun else ())
        if said.pronoun and not people:
            return "speaker"
        if people:
            held = claims.by_those(held, people)
        elif said.writer:
            held = [p for p in held if p.voice == "author"]
        if not held:
            return "speaker"
        for name, known in claims.persons_in(sentence, self._roster):
            if not claims.is_named(name, known, held):
                return "name"
        if not claims.holds_numbers(sentence, held):
            return "number"
        rows: list[int] = []
        for quote in claims.quotes_in(sentence):
            found = [(p, place) for p in held if (place := claims.place_of(quote, p)) is not None]
            if not found:
                return "quote"
            passage, (start, end) = found[0]
            rows += self._library.rows(passage.source.path, start, end)
        if rows:  # the words quoted are those of whom that passage is by
            held.sort(key=lambda p: not any(row in p.rows for row in rows))
        return held, rows

    def features(self, sentence: str, passages: Sequence[Given]) -> tuple[dict[str, float], tuple[int, ...]]:
        """What likeness tells of a sentence and passages, and the rows of the passages, nearest first."""
        language = detect_language(sentence, "nl")
        rows = [row for p in passages for row in p.rows]
        cosines = self._library.compare(sentence, language, rows)
        if not cosines.size:
            return {"met": 0.0}, ()
        means = cosines.mean(axis=1)
        order = np.argsort(-means, kind="stable")
        best = cosines.max(axis=0)
        weakest = np.sort(best)[: max(1, len(best) // _WEAK)]
        near = [rows[i] for i in order[:2]]
        text = " ".join(self._text(row) for row in near)
        foreign = self._library.sources[self._library.sentences[near[0]].source].language != language
        whole = " ".join(p.text for p in passages)
        asked = [w for w, _, _ in content_words(claims.unquoted(sentence))]
        known = {
            fold(w)
            for w in words(f"{whole} {' '.join(n for p in passages for n in (*p.people, p.source.title))}")
        }
        missing = [w for w in asked if not any(same_word(w, k) for k in known)]
        return {
            "met": float(best.mean()),
            "weakest": float(weakest.mean()),
            "best": float(means[order[0]]),
            "unmet": 0.0 if foreign else len(missing) / max(1, len(asked)),
            "foreign": float(foreign),
            "negation": float(self._turned(sentence, text, foreign)),
            "degree": float(_directions_differ(sentence, text)),
            "degrees": 0.0 if foreign else float(bool(_degrees(sentence) - _degrees(whole))),
            "opposite": 0.0 if foreign else float(holds_opposite(words(sentence), words(text))),
        }, tuple(rows[i] for i in order)

    def _nearest(self, sentence: str, passages: Sequence[Given]) -> tuple[int, ...]:
        return self.features(sentence, passages)[1]

    def _text(self, row: int) -> str:
        held = self._library.sentences[row]
        return self._library.sources[held.source].text[held.start : held.end]

    def _turned(self, sentence: str, text: str, foreign: bool) -> bool:
        """Whether one of the two denies what the other says."""
        if foreign:
            return (is_negated(words(sentence)) > 0) != (is_negated(words(text)) > 0)
        ours, theirs = _denied(sentence), _denied(text)
        said = {fold(w) for w in words(text)} - theirs
        told = {fold(w) for w in words(sentence)} - ours
        ours_only = [w for w in ours if len(w) > 3 and any(same_word(w, s) for s in said)]
        theirs_only = [w for w in theirs if len(w) > 3 and any(same_word(w, t) for t in told)]
        agree = [w for w in ours if any(same_word(w, t) for t in theirs)]
        return bool(ours_only or theirs_only) and not agree


def _denied(text: str) -> set[str]:
    """The words that a negation of the text reaches, up to a comma."""
    found: set[str] = set()
    for clause in re.split(r"[,;:.!?]|\b(?:maar|but|en|and|omdat|because)\b", text):
        folded = [fold(w) for w in words(clause)]
        for at, word in enumerate(folded):
            if word in NEGATIONS or word.endswith("n't"):
                found.update(folded[at + 1 : at + 1 + _AFTER])
                if word in ("niet", "not"):
                    found.update(folded[max(0, at - _BEFORE) : at])
    return found - NEGATIONS


def _degrees(text: str) -> set[str]:
    return {fold(w) for w in words(text)} & DEGREES


def _directions_differ(one: str, other: str) -> bool:
    """Whether one rises and the other falls."""
    a, b = {fold(w) for w in words(one)}, {fold(w) for w in words(other)}
    return bool(
        (a & _RISES and b & _FALLS and not b & _RISES) or (a & _FALLS and b & _RISES and not b & _FALLS)
    )
