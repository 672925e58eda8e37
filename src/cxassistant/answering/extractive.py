"""The default engine: finds the sentences that answer and quotes them. No LLM."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence, Set

from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import CustomQueryEngine
from pydantic import PrivateAttr

from cxassistant.answering import smalltalk
from cxassistant.answering.citations import make_citation
from cxassistant.answering.compose import compose_answer, compose_not_found, compose_summary
from cxassistant.answering.evidence import Evidence, weigh
from cxassistant.answering.phrases import enumerate_names, phrase
from cxassistant.answering.ports import Found, Library
from cxassistant.answering.question import Question
from cxassistant.answering.quoting import Quoter, origin_of
from cxassistant.answering.selection import Choice, choose_quotes, ranked_quotes
from cxassistant.models import Answer, Citation, Hit
from cxassistant.nodes import make_hit, to_node

ENGINE = "extractive"
_RELATED = 3
_SUMMARY_SENTENCES = 4


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
        nodes = [to_node(make_hit(s, c.start, c.end, 1.0)) for s, c in zip(quoted, answer.citations, strict=True)]
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

    def consider(self, question: Question, allowed: Set[str] | None = None) -> tuple[Found, list[Choice], Evidence]:
        """What there is for a question, and whether it is enough. Raises nothing; finds perhaps nothing."""
        scope = self._scope(question, allowed)
        found = self._library.find(question.topic, question.spoken, scope)
        ranked = ranked_quotes(self._quoter, found.sentences)
        best = ranked[0] if ranked else None
        elsewhere = None
        if scope is not None and question.authors:
            everywhere = self._library.find(question.topic, question.spoken, allowed)
            elsewhere = max((s.score for s in everywhere.sentences if s.sentence.source not in scope), default=None)
        texts: list[str] = []
        if best:
            around = next((h.text for h in found.hits if h.source == best.quote.source and h.start <= best.quote.start < h.end), "")
            texts = [best.quote.text, best.quote.text + " " + around]
        return found, ranked, weigh(question, found, best.scored if best else None, texts, elsewhere)

    def _look_up(self, question: Question, allowed: Set[str] | None, avoid: Sequence[tuple[str, int, int]]) -> Answer:
        if question.stranger and not self._library.mentions(question.stranger):
            found = self._library.find(question.topic, question.spoken, allowed)
            return self._refuse(question, found.hits, others=False)
        found, ranked, evidence = self.consider(question, allowed)
        if not ranked or not evidence.enough:
            if question.authors:
                everywhere = self._library.find(question.topic, question.spoken, allowed)
                others = [h for h in everywhere.hits if not set(h.authors) & set(question.authors)]
                return self._refuse(question, others, others=True)
            return self._refuse(question, found.hits, others=False)
        rows = [
            (c.quote.first, c.quote.last)
            for c in ranked
            if any(c.quote.source == p and c.quote.start < b and a < c.quote.end for p, a, b in avoid)
        ]
        chosen = choose_quotes(self._quoter, found.sentences, self._most, rows)
        if not chosen:
            return self._refuse(question, found.hits, others=False)
        citations = self._cite(chosen)
        languages = [self._library.sources[c.source].language for c in citations]
        text = compose_answer(citations, question.language, languages, numbers=question.expects == "number")
        cited = {(c.source, c.start) for c in citations}
        related = [h for h in found.hits if not any(h.source == s and h.start <= a < h.end for s, a in cited)]
        return Answer("answered", question.language, text, ENGINE, citations, tuple(related[:_RELATED]), question.text, {})

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
            lead = phrase(language, "not_found_author" if len(question.authors) == 1 else "not_found_authors", who=who)
        elif question.stranger:
            lead = phrase(language, "not_found_stranger", who=question.stranger)
        else:
            lead = phrase(language, "not_found")
        related = tuple(hits[:_RELATED])
        text = compose_not_found(lead, related, language, others)
        return Answer("not_found", language, text, ENGINE, (), related, question.text, {})

    def _scope(self, question: Question, allowed: Set[str] | None) -> Set[str] | None:
        """The sources that may answer: those of the authors that the question names."""
        if not question.authors:
            return allowed
        own = {p for p, s in self._library.sources.items() if set(s.authors) & set(question.authors)}
        return own if allowed is None else own & allowed

    def _summary(self, question: Question, allowed: Set[str] | None) -> Answer:
        path = smalltalk.source_meant(question, self._library, self._scope(question, allowed))
        if path is None:
            return smalltalk.ask_which(question, self._library.sources, ENGINE)
        rows = self._library.central(path, _SUMMARY_SENTENCES * 3)
        quotes = [q for q in (self._quoter.quote(row) for row in rows) if q and q.voice == "author"]
        kept = []
        for quote in quotes:
            if len(kept) < _SUMMARY_SENTENCES and not any(quote.first < k.last and k.first < quote.last for k in kept):
                kept.append(quote)
        source = self._library.sources[path]
        if not kept:
            text = phrase(question.language, "summary_none")
            return Answer("not_found", question.language, text, ENGINE, question=question.text, timings={})
        kept.sort(key=lambda q: q.start)
        citations = tuple(make_citation(n, source, q, None) for n, q in enumerate(kept, 1))
        text = compose_summary(source, citations, question.language)
        return Answer("answered", question.language, text, ENGINE, citations, (), question.text, {})


