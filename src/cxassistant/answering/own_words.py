"""Whose sentences may answer: of a person's own words, as author or as somebody else quotes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from cxassistant.answering.ports import Found, Scored
from cxassistant.models import Hit, Sentence, Source
from cxassistant.text import fold


@dataclass(frozen=True, slots=True)
class Kept:
    """A candidate sentence among fewer: its share counts among those."""

    row: int
    sentence: Sentence
    score: float
    share: float
    stages: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A search of which only some sentences count, and the passages that hold them."""

    hits: Sequence[Hit]
    sentences: Sequence[Kept]
    around: float
    covered: float
    strong: float
    size: int


class OwnWords:
    """Where each person of a corpus writes and speaks."""

    def __init__(self, sources: Mapping[str, Source], sentences: Iterable[Sentence]) -> None:
        self._sources = sources
        self._written: dict[str, set[str]] = {}
        self._spoken: dict[str, set[str]] = {}
        for path, source in sources.items():
            for author in source.authors:
                self._written.setdefault(fold(author), set()).add(path)
        for sentence in sentences:
            if sentence.speaker:
                self._spoken.setdefault(fold(sentence.speaker), set()).add(sentence.source)

    def written_by(self, people: Iterable[str]) -> Set[str]:
        """Paths of the sources that these persons wrote."""
        return {path for person in people for path in self._written.get(fold(person), ())}

    def of(self, people: Iterable[str]) -> Set[str]:
        """Paths of the sources that hold their words."""
        asked = list(people)
        spoken = {path for person in asked for path in self._spoken.get(fold(person), ())}
        return self.written_by(asked) | spoken

    def are_by(self, people: Sequence[str]) -> Callable[[Sentence], bool]:
        """Tells of a sentence whether it holds one of these persons' own words."""
        written = self.written_by(people)
        names = {fold(person) for person in people}

        def is_by(sentence: Sentence) -> bool:
            if sentence.voice == "quoted":
                return fold(sentence.speaker or "") in names
            return sentence.voice == "author" and sentence.source in written

        return is_by


def narrow(found: Found, keep: Callable[[Sentence], bool]) -> Narrowed:
    """What a search found, of the sentences to ``keep`` alone."""
    kept = [s for s in found.sentences if keep(s.sentence)]
    total = sum(s.share for s in kept) or 1.0
    sentences = [Kept(s.row, s.sentence, s.score, s.share / total, s.stages) for s in kept]
    hits = [h for h in found.hits if any(_holds(h, s) for s in kept)]
    told = (found.around, found.covered, found.strong, found.size)
    return Narrowed(hits, sentences, *told)


def _holds(hit: Hit, scored: Scored) -> bool:
    held = scored.sentence
    return held.source == hit.source and hit.start <= held.start < hit.end
