"""The engine that has a language model write: the same retrieval and refusal, and every sentence checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal

from cxassistant.answering.compose import closing, escape
from cxassistant.answering.engine import in_paragraphs
from cxassistant.answering.extractive import ExtractiveEngine
from cxassistant.answering.follow_up import Turn
from cxassistant.answering.generative.draft import Draft, Tools
from cxassistant.answering.generative.passages import Given, give_passages
from cxassistant.answering.generative.prompts import RULES, ask_with
from cxassistant.answering.generative.side_tasks import make_whole, translate
from cxassistant.answering.generative.support import Judge
from cxassistant.answering.generative.writing import Reader
from cxassistant.answering.grounds import Ground, Place, overlaps
from cxassistant.answering.phrases import fault_note, phrase
from cxassistant.answering.ports import Library, Writer
from cxassistant.answering.question import Question
from cxassistant.answering.roster import Roster
from cxassistant.errors import LLMError
from cxassistant.models import Answer, Citation, Event, Sentence

ENGINE = "llm"
# Of the prompt beside the passages, and some room for a tokenizer that is worse than most.
_RULES_TOKENS = 450


@dataclass(frozen=True, slots=True)
class Options:
    """How the model is used: token limits, seconds for a whole answer, and what becomes of unsupported sentences."""

    context: int
    answer_tokens: int
    seconds: float
    unsupported: Literal["hide", "strike"]
    translate: bool


class GenerativeEngine:
    """Answers over a library, in the model's words where the sources bear them out.

    Whatever the model does, the quotes of the extractive engine are the answer that is left: it decides whether
    there is one at all, and it answers what is no matter of prose (who writes, who said, side by side).
    """

    def __init__(
        self, extractive: ExtractiveEngine, library: Library, roster: Roster, writer: Writer, options: Options
    ) -> None:
        self._extractive, self._library = extractive, library
        self._writer, self._options = writer, options
        self._judge = Judge(library, roster)
        self._tools = Tools(library, extractive.grounds.quoter, self._judge, roster, options.unsupported)

    def events(
        self,
        question: Question,
        allowed: Set[str] | None = None,
        avoid: Sequence[Place] = (),
        until: bool = False,
        history: Sequence[Turn] = (),
        asked: Question | None = None,
    ) -> Iterator[Event]:
        """See :class:`Engine`.

        ``history`` is what was said before, oldest first, and ``asked`` the question before rules made it whole.
        """
        started = time.monotonic()
        timings: dict[str, float] = {}
        whole = question
        try:
            if asked is not None:
                whole = make_whole(self._writer, asked, question, history, self._left(started))
        except LLMError as error:
            self._writer.forget()
            quotes = self._extractive.answer(question, allowed, avoid, until)
            yield from in_paragraphs(replace(quotes, note=fault_note(error, quotes.language)))
            return
        if not _is_prose(whole):
            yield from self._extractive.events(whole, allowed, avoid, until)
            return
        ground = self._extractive.consider(whole, allowed)
        quotes = self._extractive.answer(whole, allowed, avoid, until, ground)
        if quotes.status != "answered":
            yield from in_paragraphs(quotes)
            return
        draft, fault = yield from self._write(whole, ground, avoid, started, timings)
        if not draft.citations:
            yield from self._instead(whole, allowed, quotes, ground, fault, timings, draft)
            return
        citations = tuple(draft.citations)
        if self._options.translate and fault is None:
            citations = self._translated(citations, whole.language, started)
        end = self._end(citations, whole.language)
        # A quote has ended its block already.
        yield Event("text", text=end.lstrip() if draft.text.endswith("\n\n") else end)
        timings["total"] = round((time.monotonic() - started) * 1000, 1)
        yield Event(
            "answer",
            answer=replace(
                quotes,
                engine=ENGINE,
                text=draft.text.strip() + end,
                citations=citations,
                timings=timings,
                note=phrase(whole.language, "note_broken") if fault is not None else None,
            ),
        )

    def _write(
        self,
        question: Question,
        ground: Ground,
        avoid: Sequence[Place],
        started: float,
        timings: dict[str, float],
    ) -> Generator[Event, None, tuple[Draft, LLMError | None]]:
        """Have the model write, show what stands, and return the draft and what went wrong, if anything."""
        budget = self._options.context - self._options.answer_tokens - _RULES_TOKENS
        for part in (1, 2):
            given = give_passages(self._library, ground, budget // part, self._is_allowed(question, avoid))
            draft = Draft(question, given, ground, self._tools)
            fault = None
            try:
                yield from self._stream(question, given, draft, started, timings)
            except LLMError as error:
                fault = error
                # The model holds less than was set: half of the passages may fit.
                if error.fault == "context" and not draft.text:
                    continue
                self._writer.forget()
            break
        return draft, fault

    def _stream(
        self,
        question: Question,
        given: Sequence[Given],
        draft: Draft,
        started: float,
        timings: dict[str, float],
    ) -> Iterator[Event]:
        reader = Reader()
        told = f"{question.text} ({question.topic})" if question.topic not in question.text else question.text
        prompt = ask_with(given, told)
        begun = time.monotonic()
        writing = self._writer.write(
            RULES[question.language], prompt, self._options.answer_tokens, self._left(started)
        )
        try:
            for piece in writing:
                timings.setdefault("llm_first_token", _since(begun))
                for written in reader.feed(piece, question.language):
                    yield from self._show(draft.add(written), begun, timings)
                if coming := reader.coming():
                    self._judge.expect(coming)
            for written in reader.close(question.language, writing.cut):
                yield from self._show(draft.add(written), begun, timings)
        finally:
            writing.close()
            draft.refused = reader.refused
            timings |= {"llm": _since(begun), **writing.usage}
            timings |= {"sentences_written": float(draft.written), "sentences_shown": float(draft.shown)}

    def _show(self, piece: str, begun: float, timings: dict[str, float]) -> Iterator[Event]:
        if piece:
            timings.setdefault("llm_first_sentence", _since(begun))
            yield Event("text", text=piece)

    def _instead(
        self,
        question: Question,
        allowed: Set[str] | None,
        quotes: Answer,
        ground: Ground,
        fault: LLMError | None,
        timings: dict[str, float],
        draft: Draft,
    ) -> Iterator[Event]:
        """The answer where nothing that the model wrote can stand, and why."""
        language, answer = question.language, quotes
        note: str | None = phrase(language, "note_nothing")
        if fault is not None:
            note = fault_note(fault, language)
        elif draft.refused:
            note = phrase(language, "note_refused")
            # Two that doubt: the model, and retrieval where it only just thought it enough.
            if ground.evidence.probability < (1.0 + ground.evidence.threshold) / 2.0:
                answer = replace(self._extractive.refuse(question, allowed), confidence=quotes.confidence)
                note = None
        start = "\n\n" if draft.text else ""
        for event in in_paragraphs(replace(answer, note=note, timings=answer.timings | timings)):
            yield replace(event, text=start + event.text) if event.text and start else event
            start = ""

    def _translated(
        self, citations: tuple[Citation, ...], language: str, started: float
    ) -> tuple[Citation, ...]:
        """The citations with translations, as far as the time reaches: without them the answer is whole too."""
        done: list[Citation] = []
        try:
            languages = [self._library.sources[c.source].language for c in citations]
            for citation in translate(self._writer, citations, languages, language, self._left(started)):
                done.append(citation)
        except LLMError:
            self._writer.forget()
        return (*done, *citations[len(done) :])

    def _end(self, citations: Sequence[Citation], language: str) -> str:
        """What follows the prose: translations of its quotes, and the list of sources."""
        parts = []
        told = [f"- [{c.number}] {escape(c.translation)}" for c in citations if c.translation]
        if told:
            parts.append("\n".join([f"*{phrase(language, 'translated')}*", "", *told]))
        parts += closing(citations, language, [self._library.sources[c.source].language for c in citations])
        return "\n\n" + "\n\n".join(parts)

    def _is_allowed(self, question: Question, avoid: Sequence[Place]) -> Callable[[Sentence], bool]:
        """Tells whether a sentence may answer: by whom was asked, and not what was shown before."""
        own = self._extractive.grounds.own
        is_theirs = own.are_by(question.people) if question.own and question.people else None

        def is_allowed(sentence: Sentence) -> bool:
            repeated = any(overlaps(sentence, place) for place in avoid)
            return not repeated and (is_theirs is None or is_theirs(sentence))

        return is_allowed

    def _left(self, started: float) -> float:
        return max(0.1, self._options.seconds - (time.monotonic() - started))


def _is_prose(question: Question) -> bool:
    """Whether the answer is a matter of prose at all, rather than a list, a comparison or somebody's words."""
    by_form = question.intent != "ask" or question.compared or question.bare or question.wrote is not None
    return not (by_form or question.which or question.strangers or len(question.people) > 1)


def _since(moment: float) -> float:
    return round((time.monotonic() - moment) * 1000, 1)
