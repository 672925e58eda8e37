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
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

from cxassistant.answering.generative import claims
from cxassistant.answering.generative.passages import Given
from cxassistant.answering.ports import Library
from cxassistant.answering.roster import Roster
from cxassistant.language import detect_language
from cxassistant.meaning import NEGATIONS
from cxassistant.text import fold, words
from cxassistant.wordsets import word_set

Verdict = Literal["supported", "doubtful", "unsupported"]
_FILE = Path(__file__).with_name("support.json")
_DENIES = NEGATIONS | word_set("zelden weinig amper rarely seldom few")
_PREFIXED = re.compile(
    r"(?:on(?!der|ze|s\b|line|ce\b|e\b|ly\b|to)|un(?!der|it|iv|til|less|ion|ie)|dis(?!c|t|p)|incap|insuff)\w{4,}"
)
_OWN_TERM = re.compile(r"\bpassages?\b", re.IGNORECASE)
_LEAST_WORDS = 4
_ALIKE = 0.6  # of its words in the same order: then it is a copy
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

    def expect(self, sentence: str) -> None:
        """Embed a sentence that will be judged, while its marks are still being written."""
        self._library.compare(sentence, detect_language(sentence, "nl"), ())

    def judge(self, sentence: str, passages: Sequence[Given], before: Sequence[str] = ()) -> Judgement:
        """Whether ``passages``, those that a sentence cites, bear it out.

        ``before`` are the persons whom the sentence before it named, for its "hij" and "she".
        """
        if not passages:
            return Judgement("unsupported", "uncited", 0.0)
        if len(words(sentence)) < _LEAST_WORDS:
            return Judgement("unsupported", "short", 0.0)
        failed = self._failed(sentence, passages, before)
        held, places = (list(passages), list[int]()) if isinstance(failed, str) else failed
        features, order = self.features(sentence, held)
        probability = _probability(features)
        if not isinstance(failed, str) and order and self._is_altered(sentence, order[0]):
            failed = "negation"
        if isinstance(failed, str):
            # What it is about stands there, and something in it does not: the source's own words are right.
            near = probability >= fitted().show
            return Judgement("doubtful" if near else "unsupported", failed, probability, tuple(held), order)
        shown = probability >= fitted().show
        kind: Verdict = (
            "supported" if shown else "doubtful" if probability >= fitted().doubt else "unsupported"
        )
        return Judgement(kind, "likeness", probability, tuple(held), tuple(dict.fromkeys([*places, *order])))

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
            own = claims.by_those(held, people)
            held = own or claims.reported_of(held, people, self._roster, self._library.sentences)
        elif said.writer:
            held = [p for p in held if p.voice == "author"]
        if not held:
            return "speaker"
        for name, known in claims.persons_in(sentence, self._roster):
            if not claims.is_named(name, known, held):
                return "name"
        if _OWN_TERM.search(sentence) and not any(_OWN_TERM.search(p.text) for p in held):
            return "passage"  # it speaks of what it was given, which is no answer
        if not claims.holds_numbers(sentence, held):
            return "number"
        if not claims.holds_addresses(sentence, held):
            return "address"
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
        near = [rows[i] for i in order[:2]]
        text = " ".join(self._text(row) for row in near)
        foreign = self._library.sources[self._library.sentences[near[0]].source].language != language
        denied = _negated(sentence)
        return {
            "met": float(cosines.max(axis=0).mean()),
            "best": float(means[order[0]]),
            "foreign": float(foreign),
            "denied": float(denied > _negated(" ".join(p.text for p in passages))),
            "affirmed": float(not denied and all(_negated(self._text(row)) for row in near)),
            "degree": float(_directions_differ(sentence, text)),
        }, tuple(rows[i] for i in order)

    def _is_altered(self, sentence: str, row: int) -> bool:
        """Whether a sentence is that of the source but for a word that denies, put in or left out."""
        ours, theirs = words(sentence), words(self._text(row))
        matcher = SequenceMatcher(None, [fold(w) for w in ours], [fold(w) for w in theirs], autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        if sum(block.size for block in blocks) < _ALIKE * len(ours):
            return False
        start, end = blocks[0].b, blocks[-1].b + blocks[-1].size
        return any(
            _negated(" ".join(ours[i1:i2])) != _negated(" ".join(theirs[j1:j2]))
            for tag, i1, i2, j1, j2 in matcher.get_opcodes()
            if tag != "equal" and start <= j1 and j2 <= end
        )

    def _text(self, row: int) -> str:
        held = self._library.sentences[row]
        return self._library.sources[held.source].text[held.start : held.end]


def _probability(features: Mapping[str, float]) -> float:
    model = fitted()
    odds = model.intercept + sum(model.weights.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-odds))


def _negated(text: str) -> int:
    """How many words of a text deny, by themselves or by their beginning: "niet", "hardly", "ontevreden"."""
    folded = (fold(word) for word in words(text))
    return sum(word in _DENIES or word.endswith("n't") or bool(_PREFIXED.match(word)) for word in folded)


def _directions_differ(one: str, other: str) -> bool:
    """Whether one rises and the other falls."""
    a, b = {fold(w) for w in words(one)}, {fold(w) for w in words(other)}
    return bool(
        (a & _RISES and b & _FALLS and not b & _RISES) or (a & _FALLS and b & _RISES and not b & _FALLS)
    )
