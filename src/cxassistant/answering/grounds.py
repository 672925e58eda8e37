"""What a corpus has to a question: the quotes, best first, and whether they are enough to answer."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from cxassistant.answering.evidence import Evidence, weigh
from cxassistant.answering.mentions import named_share
from cxassistant.answering.own_words import OwnWords, narrow
from cxassistant.answering.ports import Found, Library
from cxassistant.answering.question import Question
from cxassistant.answering.quoting import Quote, Quoter
from cxassistant.answering.selection import Choice, choose_quotes, ranked_quotes
from cxassistant.calibration import Chance
from cxassistant.models import Sentence

Place = tuple[str, int, int]  # source, start, end


@dataclass(frozen=True, slots=True)
class Ground:
    """What there is for a question: what was found, quotes of it, and whether they are enough to answer."""

    found: Found
    ranked: Sequence[Choice]
    evidence: Evidence

    @property
    def enough(self) -> bool:
        """Whether to answer."""
        return bool(self.ranked) and self.evidence.enough


class Grounds:
    """Looks up and weighs, over one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.quoter = Quoter(library.sources, library.sentences)
        self.own = OwnWords(library.sources, library.sentences)

    def consider(self, question: Question, allowed: Set[str] | None = None, compared: bool = False) -> Ground:
        """What there is for a question, and whether it is enough to answer.

        Where persons are ``compared``, what others say to it does not speak against one of them.
        """
        scope = self.scope(question, allowed)
        found = self.library.find(question.topic, question.spoken, scope)
        if question.own and question.people:
            found = narrow(found, self.own.are_by(question.people))
        ranked = ranked_quotes(self.quoter, found.sentences, question.expects)
        if not ranked:
            none = weigh(self.library.calibration, question, found, None, "", "", None)
            return Ground(found, ranked, none)
        elsewhere = None
        if question.people and scope is not None and not compared and not self._names(question, found):
            everywhere = self.library.find(question.topic, question.spoken, allowed)
            rest = (s.score for s in everywhere.sentences if s.sentence.source not in scope)
            elsewhere = max(rest, default=None)
        chance = self.library.chance if scope is None else None  # a few sources are not the corpus
        return Ground(found, ranked, self.weigh(question, ranked[0], found, elsewhere, chance))

    def _names(self, question: Question, found: Found) -> bool:
        """Whether a person's own passages name all that an opinion is asked on.

        Then others may well say more about it: that does not make the person silent.
        """
        return question.own and named_share(question.topic, (h.text for h in found.hits)) == 1.0

    def weigh(
        self,
        question: Question,
        choice: Choice,
        found: Found,
        elsewhere: float | None,
        chance: Chance | None = None,
    ) -> Evidence:
        """The grounds for answering with a quote."""
        quote = choice.quote
        language = self.library.sources[quote.source].language
        calibration = self.library.calibration
        return weigh(calibration, question, found, choice.scored, quote.text, language, elsewhere, chance)

    def chosen(
        self,
        ranked: Sequence[Choice],
        found: Found,
        most: int,
        avoid: Sequence[Place] = (),
        spread: bool = False,
    ) -> list[Choice]:
        """The quotes to show, at most ``most``, none at the places to ``avoid``; ``spread`` over persons."""
        fresh = [s for s in found.sentences if not any(overlaps(s.sentence, place) for place in avoid)]
        told = [c for c in ranked if not any(overlaps(c.quote, place) for place in avoid)]
        return choose_quotes(self.quoter, told, fresh, most, spread)

    def spoken_by(self, question: Question, allowed: Set[str] | None) -> list[Quote]:
        """Where others quote the one person asked for, in order of place; authors have whole pieces instead."""
        if len(question.people) != 1 or self.own.written_by(question.people):
            return []
        held, is_by = self.scope(question, allowed), self.own.are_by(question.people)
        rows = [r for r, s in enumerate(self.library.sentences) if s.source in (held or ()) and is_by(s)]
        quotes: list[Quote] = []
        for row in rows:
            quote = self.quoter.quote(row)
            if quote is None or any(q.source == quote.source and quote.first < q.last for q in quotes):
                continue
            quotes.append(quote)
        return quotes

    def scope(self, question: Question, allowed: Set[str] | None) -> Set[str] | None:
        """The sources that may answer: those that hold words of the persons that the question asks of."""
        if not question.people:
            return allowed
        held = self.own.of(question.people) if question.own else self.own.written_by(question.people)
        return held if allowed is None else held & allowed


def overlaps(held: Sentence | Quote, place: Place) -> bool:
    """Whether a sentence or a quote shares words with a place."""
    path, start, end = place
    return held.source == path and held.start < end and start < held.end
