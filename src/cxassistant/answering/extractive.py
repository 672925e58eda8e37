"""The default engine: finds the sentences that answer and quotes them. No LLM."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from cxassistant.answering import smalltalk
from cxassistant.answering.citations import make_citation
from cxassistant.answering.compose import Told, compose_answer, compose_not_found, compose_summary
from cxassistant.answering.engine import in_paragraphs
from cxassistant.answering.grounds import Ground, Grounds, Place
from cxassistant.answering.origins import origin_of
from cxassistant.answering.phrases import phrase
from cxassistant.answering.ports import Library
from cxassistant.answering.question import Question
from cxassistant.answering.quoting import Quote
from cxassistant.answering.recency import newest_first, old_newest
from cxassistant.answering.refusing import refusal_of, unknown_line
from cxassistant.answering.said import quote_of
from cxassistant.answering.selection import Choice, adds, choose_spread
from cxassistant.answering.side_by_side import compare, list_writers
from cxassistant.answering.wording import find_words
from cxassistant.models import Answer, Citation, Event, Hit
from cxassistant.text import fold

ENGINE = "extractive"
_RELATED = 3
_SUMMARY_SENTENCES = 4
_MORE = 3  # quotes looked at beyond those that are shown, where the newest of them are wanted
_OLD_YEARS = 8


class ExtractiveEngine:
    """Answers questions over a library. Stateless: what came before is part of the question.

    When the newest source of an answer is more than ``old_years`` old, the answer says so; 0: never.
    """

    def __init__(self, library: Library, most_quotes: int = 3, old_years: int = _OLD_YEARS) -> None:
        self._library = library
        self.grounds = Grounds(library)
        self._most = most_quotes
        self._old_years = old_years

    def events(
        self,
        question: Question,
        allowed: Set[str] | None = None,
        avoid: Sequence[Place] = (),
        until: bool = False,
    ) -> Iterator[Event]:
        """See :class:`Engine`."""
        yield from in_paragraphs(self.answer(question, allowed, avoid, until))

    def answer(
        self,
        question: Question,
        allowed: Set[str] | None = None,
        avoid: Sequence[Place] = (),
        until: bool = False,
        ground: Ground | None = None,
    ) -> Answer:
        """The whole answer, see :class:`Engine`. ``ground`` is what :meth:`consider` found, where that was asked."""
        started = time.perf_counter()
        sources = self._library.sources
        if question.which:
            answer = smalltalk.ask_whom(question, ENGINE)
        elif question.intent == "summary":
            answer = self._summary(question, allowed)
        elif question.intent == "said":
            answer = self._said(question, allowed, avoid)
        elif question.intent == "writers":
            answer = self._writers(question, allowed, until)
        elif question.intent != "ask":
            answer = smalltalk.reply(question, sources, ENGINE)
        else:
            answer = self._look_up(question, allowed, avoid, until, ground)
        answer.timings["total"] = round((time.perf_counter() - started) * 1000, 1)
        return answer

    def consider(self, question: Question, allowed: Set[str] | None = None) -> Ground:
        """What there is for a question, best quote first, and whether it is enough to answer."""
        return self.grounds.consider(question, allowed)

    def _look_up(
        self,
        question: Question,
        allowed: Set[str] | None,
        avoid: Sequence[Place],
        until: bool,
        ground: Ground | None = None,
    ) -> Answer:
        if question.bare and question.people:
            return self._of_anything(question, allowed)
        if question.compared or len(question.people) > 1:
            return self._compare(question, allowed, until)
        written = smalltalk.written_by(question, self._library.sources, ENGINE)
        if written is not None:
            return written
        ground = ground or self.grounds.consider(question, allowed)
        if question.strangers and not question.people:
            return self._reported(question, ground, allowed)
        if not ground.enough:
            refusal = self.refuse(question, allowed)
            return replace(refusal, confidence=round(ground.evidence.probability, 4))
        most = self._most + (_MORE if question.recent else 0)
        spread = not question.people
        chosen = self.grounds.chosen(ground.ranked, ground.found, most, avoid, spread)
        if not chosen:
            return self.refuse(question, allowed)
        if question.newest:
            chosen = newest_first(chosen, self._library.sources)[: self._most]
        told = Told(people=question.people, old=self._old(question, ground, until))
        answer = self._answered(question, chosen, ground.found.hits, told)
        return replace(answer, confidence=round(ground.evidence.probability, 4))

    def _of_anything(self, question: Question, allowed: Set[str] | None) -> Answer:
        """Persons and no topic: what is quoted of somebody, or the key sentences of an author."""
        if len(question.people) > 1:
            return smalltalk.ask_on_what(question, ENGINE)
        quotes = self.grounds.spoken_by(question, allowed)
        if not quotes:
            return self._summary(question, allowed)
        cited = self._cite(quotes[: self._most])
        return self._composed(question, cited, (), Told(people=question.people))

    def _reported(self, question: Question, ground: Ground, allowed: Set[str] | None) -> Answer:
        """Of somebody who neither writes nor is quoted: what an author tells of them, where that is asked.

        Of a person's opinion their own words alone are an answer. A lone name may be an organisation's.
        """
        names = question.strangers
        if not question.reported and any(" " in name for name in names):
            return self.refuse(question, allowed)
        elsewhere = ground.evidence.elsewhere
        ranked = [
            choice
            for choice in ground.ranked
            if any(fold(name) in fold(choice.quote.text) for name in names)
            and adds(choice)
            and self.grounds.weigh(question, choice, ground.found, elsewhere).enough
        ]
        chosen = self.grounds.chosen(ranked, ground.found, self._most)
        if not chosen:
            return self.refuse(question, allowed)
        return self._answered(question, chosen, ground.found.hits, Told())

    def _compare(self, question: Question, allowed: Set[str] | None, until: bool) -> Answer:
        """Several persons named: each one's own words, and who is silent."""
        found = compare(self.grounds, question, allowed)
        if not found.quotes:
            return self.refuse(question, allowed)
        told = Told(
            people=question.people,
            under=found.under,
            silent=found.silent,
            unknown=tuple(
                unknown_line(n, self._library.sources, question.language) for n in question.strangers
            ),
            compared=question.compared,
            old=self._of_old((c.quote.source for c in found.quotes), until),
        )
        return self._answered(question, found.quotes, (), told)

    def _writers(self, question: Question, allowed: Set[str] | None, until: bool) -> Answer:
        """Who writes about a topic: each with one quote."""
        found = list_writers(self.grounds, question, allowed)
        if not found.quotes:
            return self.refuse(question, allowed)
        old = self._of_old((c.quote.source for c in found.quotes), until)
        told = Told(under=found.under, listed=True, old=old)
        return self._answered(question, found.quotes, (), told)

    def _said(self, question: Question, allowed: Set[str] | None, avoid: Sequence[Place]) -> Answer:
        """Who said some words: where they stand, or that they stand nowhere."""
        assert question.words is not None
        sources = self._library.sources
        held = [s for path, s in sources.items() if allowed is None or path in allowed]
        written = None if question.words.certain else smalltalk.written_by(question, sources, ENGINE)
        spans = find_words(held, question.words.text) if written is None else []
        if written is not None:
            return written
        if not spans:
            asked = replace(question, intent="ask")
            if not question.words.certain:
                return self._look_up(replace(asked, topic=question.text), allowed, avoid, False)
            return self.refuse(asked, allowed)
        quotes = [quote_of(span, self._library) for span in spans]
        places = list(dict.fromkeys(quotes))[: self._most]
        citations = self._cite(places)
        told = Told(said=True, nearly=not spans[0].verbatim)
        return self._composed(question, citations, (), told)

    def _old(self, question: Question, ground: Ground, until: bool) -> tuple[str | None, bool]:
        """The date of the newest source that answers, where that is old."""
        likely = (c.quote.source for n, c in enumerate(ground.ranked) if not n or adds(c))
        return self._of_old(likely, until)

    def _of_old(self, paths: Iterable[str], until: bool) -> tuple[str | None, bool]:
        return old_newest(paths, self._library.sources, 0 if until else self._old_years)

    def _answered(
        self, question: Question, chosen: Sequence[Choice], hits: Sequence[Hit], told: Told
    ) -> Answer:
        return self._composed(question, self._cite([c.quote for c in chosen]), hits, told)

    def _composed(
        self, question: Question, citations: tuple[Citation, ...], hits: Sequence[Hit], told: Told
    ) -> Answer:
        languages = [self._library.sources[c.source].language for c in citations]
        text = compose_answer(citations, question, languages, told)
        related = [h for h in hits if not any(_holds(h, c) for c in citations)]
        shown = tuple(related[:_RELATED])
        return Answer("answered", question.language, text, ENGINE, citations, shown, question.text, {})

    def _cite(self, quotes: Sequence[Quote]) -> tuple[Citation, ...]:
        return tuple(
            make_citation(
                number,
                self._library.sources[quote.source],
                quote,
                origin_of(self.grounds.quoter, quote, self._library.sentences),
            )
            for number, quote in enumerate(quotes, 1)
        )

    def refuse(self, question: Question, allowed: Set[str] | None = None) -> Answer:
        """Say that the sources do not answer, and what lies nearest."""
        lead, others = refusal_of(question, self._library.sources)
        hits = self._library.find(question.topic, question.spoken, allowed).hits
        if question.people:
            own = self.grounds.own.of(question.people)
            hits = [h for h in hits if h.source not in own]
        hits = [h for h in hits if not set(h.authors) & set(question.without)]
        related = _related(hits)
        text = compose_not_found(lead, related, question.language, others)
        return Answer("not_found", question.language, text, ENGINE, (), related, question.text, {})

    def _summary(self, question: Question, allowed: Set[str] | None) -> Answer:
        # A piece is somebody's who wrote it, not of those whom it quotes.
        scope = self.grounds.scope(replace(question, own=False), allowed)
        path = smalltalk.source_meant(question, self._library, scope)
        if path is None:
            return smalltalk.ask_which(question, self._library.sources, ENGINE)
        source = self._library.sources[path]
        kept = choose_spread(self.grounds.quoter, self._library.central(path), _SUMMARY_SENTENCES)
        if not kept:
            text = phrase(question.language, "summary_none")
            return Answer("not_found", question.language, text, ENGINE, question=question.text, timings={})
        citations = tuple(make_citation(n, source, q, None) for n, q in enumerate(kept, 1))
        text = compose_summary(source, citations, question.language)
        return Answer("answered", question.language, text, ENGINE, citations, (), question.text, {})


def _related(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The best few passages that do not overlap."""
    shown: list[Hit] = []
    for hit in hits:
        apart = all(h.source != hit.source or hit.start >= h.end or h.start >= hit.end for h in shown)
        if apart and len(shown) < _RELATED:
            shown.append(hit)
    return tuple(shown)


def _holds(hit: Hit, citation: Citation) -> bool:
    """Whether a passage is one that a quote stands in."""
    return hit.source == citation.source and hit.start <= citation.start < hit.end
