"""The default engine: finds the sentences that answer and quotes them. No LLM."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import CustomQueryEngine
from pydantic import PrivateAttr

from cxassistant.answering import smalltalk
from cxassistant.answering.citations import make_citation
from cxassistant.answering.compose import compose_answer, compose_not_found, compose_summary, escape
from cxassistant.answering.evidence import Evidence, weigh
from cxassistant.answering.origins import origin_of
from cxassistant.answering.phrases import enumerate_names, phrase
from cxassistant.answering.ports import Found, Library
from cxassistant.answering.question import Question
from cxassistant.answering.quoting import Quoter
from cxassistant.answering.selection import Choice, adds, choose_quotes, choose_spread, ranked_quotes
from cxassistant.models import Answer, Citation, Hit
from cxassistant.nodes import make_hit, to_node
from cxassistant.text import fold

ENGINE = "extractive"
_RELATED = 3
_SUMMARY_SENTENCES = 4
_EACH = 2  # quotes of each author in a comparison


class ExtractiveEngine(CustomQueryEngine):
    """Answers questions over a library, as a LlamaIndex query engine too.

    Stateless: what came before is part of the question. ``read`` turns plain text into a Question.
    """

    _library: Library = PrivateAttr()
    _quoter: Quoter = PrivateAttr()
    _most: int = PrivateAttr()
    _read: Callable[[str], Question] = PrivateAttr()

    def __init__(self, library: Library, read: Callable[[str], Question], most_quotes: int = 3) -> None:
        super().__init__()
        self._read = read
        self._library = library
        self._quoter = Quoter(library.sources, library.sentences)
        self._most = most_quotes

    def custom_query(self, query_str: str) -> Response:
        """LlamaIndex's way in: the citations are the source nodes, the whole answer is in the metadata."""
        answer = self.answer(self._read(query_str))
        quoted = [self._library.sources[c.source] for c in answer.citations]
        nodes = [
            to_node(make_hit(s, c.start, c.end, 1.0)) for s, c in zip(quoted, answer.citations, strict=True)
        ]
        return Response(response=answer.text, source_nodes=nodes, metadata={"answer": answer.to_dict()})

    def answer(
        self, question: Question, allowed: Set[str] | None = None, avoid: Sequence[tuple[str, int, int]] = ()
    ) -> Answer:
        """Answer from the sources ``allowed`` (None: all), without repeating the places to ``avoid``."""
        started = time.perf_counter()
        sources = self._library.sources
        if question.intent == "summary":
            answer = self._summary(question, allowed)
        elif question.intent != "ask":
            answer = smalltalk.reply(question, sources, ENGINE)
        else:
            answer = self._look_up(question, allowed, avoid)
        answer.timings["total"] = round((time.perf_counter() - started) * 1000, 1)
        return answer

    def consider(
        self, question: Question, allowed: Set[str] | None = None, compared: bool = False
    ) -> tuple[Found, list[Choice], Evidence]:
        """What there is for a question, best quote first, and whether it is enough to answer.

        Where authors are ``compared``, what others say to it does not speak against one of them.
        """
        scope = self._scope(question, allowed)
        found = self._library.find(question.topic, question.spoken, scope)
        ranked = ranked_quotes(self._quoter, found.sentences, question.expects)
        if not ranked:
            return found, ranked, weigh(self._library.calibration, question, found, None, "", "", None)
        elsewhere = None
        if question.authors and scope is not None and not compared:
            everywhere = self._library.find(question.topic, question.spoken, allowed)
            rest = (s.score for s in everywhere.sentences if s.sentence.source not in scope)
            elsewhere = max(rest, default=None)
        return found, ranked, self._weigh(question, ranked[0], found, elsewhere)

    def _look_up(
        self, question: Question, allowed: Set[str] | None, avoid: Sequence[tuple[str, int, int]]
    ) -> Answer:
        if len(question.authors) > 1:
            return self._compare(question, allowed)
        written = smalltalk.written_by(question, self._library.sources, ENGINE)
        if written is not None:
            return written
        found, ranked, evidence = self.consider(question, allowed)
        if question.stranger:  # somebody who is no author: only quotes that hold their words or name them
            ranked = [
                c
                for c in ranked
                if _names(c, question.stranger) and self._stands(question, c, found, evidence)
            ]
            if not ranked:
                return self._refuse(question, found.hits, others=False)
            return self._answered(question, self._chosen(ranked, found, self._most), found.hits, ())
        if not evidence.enough:
            refusal = self._refuse(question, *self._nearest(question, allowed))
            return replace(refusal, confidence=round(evidence.probability, 4))
        told = [c for c in ranked if not any(_within(c, *place) for place in avoid)]
        chosen = self._chosen(told, found, self._most, avoid)
        if not chosen:
            return self._refuse(question, found.hits, others=False)
        answer = self._answered(question, chosen, found.hits, ())
        return replace(answer, confidence=round(evidence.probability, 4))

    def _compare(self, question: Question, allowed: Set[str] | None) -> Answer:
        """Several authors named: each one's own words, and who is silent. No conclusion that none drew."""
        chosen: list[Choice] = []
        silent: list[str] = []
        for author in question.authors:
            one = replace(question, authors=(author,))
            found, ranked, evidence = self.consider(one, allowed, compared=True)
            picked = self._chosen(ranked, found, _EACH)
            cited = {(c.quote.source, c.quote.first) for c in chosen}
            picked = [c for c in picked if evidence.enough and (c.quote.source, c.quote.first) not in cited]
            chosen += picked
            if not picked:
                silent.append(author)
        if not chosen:
            return self._refuse(question, *self._nearest(question, allowed))
        return self._answered(question, chosen, [], silent)

    def _chosen(
        self,
        ranked: Sequence[Choice],
        found: Found,
        most: int,
        avoid: Sequence[tuple[str, int, int]] = (),
    ) -> list[Choice]:
        fresh = [
            s
            for s in found.sentences
            if not any(
                s.sentence.source == path and s.sentence.start < end and start < s.sentence.end
                for path, start, end in avoid
            )
        ]
        return choose_quotes(self._quoter, ranked, fresh, most)

    def _stands(self, question: Question, choice: Choice, found: Found, best: Evidence) -> bool:
        """Whether a quote would be enough of an answer by itself: what is not, is not added to one that is."""
        return adds(choice) and self._weigh(question, choice, found, best.elsewhere).enough

    def _weigh(self, question: Question, choice: Choice, found: Found, elsewhere: float | None) -> Evidence:
        quote = choice.quote
        language = self._library.sources[quote.source].language
        calibration = self._library.calibration
        return weigh(calibration, question, found, choice.scored, quote.text, language, elsewhere)

    def _nearest(self, question: Question, allowed: Set[str] | None) -> tuple[Sequence[Hit], bool]:
        """What lies nearest to a question that is refused, and whether that is by others than asked for."""
        hits = self._library.find(question.topic, question.spoken, allowed).hits
        if not question.authors:
            return hits, False
        return [h for h in hits if not set(h.authors) & set(question.authors)], True

    def _answered(
        self, question: Question, chosen: Sequence[Choice], hits: Sequence[Hit], silent: Sequence[str]
    ) -> Answer:
        citations = self._cite(chosen)
        languages = [self._library.sources[c.source].language for c in citations]
        text = compose_answer(citations, question.language, languages, question.expects == "number", silent)
        related = [h for h in hits if not any(_holds(h, c) for c in citations)]
        shown = tuple(related[:_RELATED])
        return Answer("answered", question.language, text, ENGINE, citations, shown, question.text, {})

    def _cite(self, chosen: Sequence[Choice]) -> tuple[Citation, ...]:
        return tuple(
            make_citation(
                number,
                self._library.sources[choice.quote.source],
                choice.quote,
                origin_of(self._quoter, choice.quote, self._library.sentences),
            )
            for number, choice in enumerate(chosen, 1)
        )

    def _refuse(self, question: Question, hits: Sequence[Hit], others: bool) -> Answer:
        language = question.language
        if question.authors:
            who = enumerate_names(question.authors, language)
            lead = phrase(
                language, "not_found_author" if len(question.authors) == 1 else "not_found_authors", who=who
            )
        elif question.stranger:
            lead = phrase(language, "not_found_stranger", who=escape(question.stranger))
        else:
            lead = phrase(language, "not_found")
        related = _related(hits)
        text = compose_not_found(lead, related, language, others)
        return Answer("not_found", language, text, ENGINE, (), related, question.text, {})

    def _scope(self, question: Question, allowed: Set[str] | None) -> Set[str] | None:
        """The sources that may answer: those of the authors that the question names."""
        if not question.authors:
            return allowed
        own = self._written_by(question.authors)
        return own if allowed is None else own & allowed

    def _written_by(self, authors: Sequence[str]) -> Set[str]:
        return {p for p, s in self._library.sources.items() if set(s.authors) & set(authors)}

    def _summary(self, question: Question, allowed: Set[str] | None) -> Answer:
        path = smalltalk.source_meant(question, self._library, self._scope(question, allowed))
        if path is None:
            return smalltalk.ask_which(question, self._library.sources, ENGINE)
        source = self._library.sources[path]
        kept = choose_spread(self._quoter, self._library.central(path), _SUMMARY_SENTENCES)
        if not kept:
            text = phrase(question.language, "summary_none")
            return Answer("not_found", question.language, text, ENGINE, question=question.text, timings={})
        citations = tuple(make_citation(n, source, q, None) for n, q in enumerate(kept, 1))
        text = compose_summary(source, citations, question.language)
        return Answer("answered", question.language, text, ENGINE, citations, (), question.text, {})


def _names(choice: Choice, person: str) -> bool:
    """Whether a quote is of this person's words, or names them."""
    return fold(person) in fold(f"{choice.quote.speaker or ''} {choice.quote.text}")


def _within(choice: Choice, path: str, start: int, end: int) -> bool:
    """Whether a quote overlaps a place."""
    quote = choice.quote
    return quote.source == path and quote.start < end and start < quote.end


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
