"""Asks every question of a dataset, and scores what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from cxassistant.answering.question import check_question
from cxassistant.errors import DatasetError, QuestionError
from cxassistant.evaluation import metrics
from cxassistant.evaluation.datasets import Case, Dataset, Turn
from cxassistant.evaluation.measures import measure_all
from cxassistant.evaluation.metrics import SEARCH_DEPTH, Place
from cxassistant.evaluation.report import FORMAT, Cited, EvaluationReport, QuestionResult
from cxassistant.models import Answer, Source
from cxassistant.text import find_verbatim

if TYPE_CHECKING:
    from cxassistant.assistant import Assistant

Progress = Callable[[str, int, int], None]
CONVERSATION = "conversation"  # the kind of a conversation that is given none
_WARM_UP = "customer experience"  # the first question after opening also pays for what is loaded then
_SHOWN = 3  # citations kept for each question
_NAMED = 5  # ids in a warning


@dataclass(frozen=True, slots=True)
class _Asked:
    """One scored turn with its answer; ``alone`` when no conversation came before it."""

    id: str | None
    case: Case
    turn: Turn
    answer: Answer
    milliseconds: float
    alone: bool


def evaluate(assistant: Assistant, dataset: Dataset, progress: Progress | None = None) -> EvaluationReport:
    """Ask all questions, then search for those that name a source or gold, and measure.

    ``progress`` is called with a stage ("ask", "search"), what is done and the total. The assistant is
    reopened in between: it remembers the vectors of a question, and a search would seem faster than it is.
    Raises DatasetError for a question that the assistant does not take, before any is asked.
    """
    _check_questions(dataset, assistant.settings.max_question_chars)
    tell = progress or (lambda stage, done, total: None)
    assistant.search(_WARM_UP, k=1)
    asked: list[_Asked] = []
    for number, case in enumerate(dataset.cases, 1):
        asked += _ask(assistant, case)
        tell("ask", number, len(dataset.cases))
    assistant.close()
    assistant.search(_WARM_UP, k=1)
    sources = {source.path: source for source in assistant.sources()}
    results: list[QuestionResult] = []
    for number, one in enumerate(asked, 1):
        results.append(_searched(assistant, one, _scored(one), sources))
        tell("search", number, len(asked))
    measures, curves = measure_all(results)
    return EvaluationReport(
        FORMAT,
        version("cxassistant"),
        str(dataset.path),
        dataset.sha256,
        assistant.info(),
        tuple(results),
        measures,
        curves,
        _warnings(asked, sources),
    )


def _check_questions(dataset: Dataset, limit: int) -> None:
    for case in dataset.cases:
        for turn in case.turns:
            try:
                check_question(turn.question, limit)
            except QuestionError as error:
                raise DatasetError(f"{dataset.path}, line {case.line}: {error}") from None


def _ask(assistant: Assistant, case: Case) -> list[_Asked]:
    """The answers to the scored turns of a case."""
    alone = len(case.turns) == 1
    ask: Callable[[str], Answer] = assistant.ask if alone else assistant.chat().ask
    asked = []
    for number, turn in enumerate(case.turns, 1):
        started = time.perf_counter()
        answer = ask(turn.question)
        milliseconds = (time.perf_counter() - started) * 1000
        name = case.id if alone or case.id is None else f"{case.id}#{number}"
        if turn.scored:
            asked.append(_Asked(name, case, turn, answer, milliseconds, alone))
    return asked


def _scored(one: _Asked) -> QuestionResult:
    """What the answer shows; the search is still to come."""
    answer, turn, gold = one.answer, one.turn, one.turn.gold
    quotes = [citation.quote for citation in answer.citations]
    answered = answer.status == "answered"
    judged = turn.authors and quotes and turn.unanswerable is None
    return QuestionResult(
        id=one.id,
        question=turn.question,
        language=one.case.language,
        kind=one.case.kind or (None if one.alone else CONVERSATION),
        expected=turn,
        status=answer.status,
        answer_language=answer.language,
        confidence=answer.confidence,
        source_rank=None,
        passage_rank=None,
        gold_in_answer=answered and metrics.gold_in_quotes(quotes, gold, turn.gold_all) if gold else None,
        author_right=metrics.author_right(answer.citations[0].authors, turn.authors) if judged else None,
        quotes=len(quotes),
        quotes_with_gold=metrics.quotes_with_gold(quotes, gold) if gold else None,
        words_quoted=metrics.words_quoted(quotes),
        ask_ms=round(one.milliseconds, 1),
        search_ms=None,
        citations=tuple(Cited(c.source, c.authors, c.quote) for c in answer.citations[:_SHOWN]),
    )


def _searched(
    assistant: Assistant, one: _Asked, result: QuestionResult, sources: dict[str, Source]
) -> QuestionResult:
    """The result with the ranks of a search. A turn that leans on others cannot be searched for by itself."""
    turn = one.turn
    if not one.alone or turn.unanswerable is not None or not (turn.sources or turn.gold):
        return result
    started = time.perf_counter()
    hits = assistant.search(turn.question, k=SEARCH_DEPTH)
    milliseconds = (time.perf_counter() - started) * 1000
    gold = places_of(turn, sources)
    found = [Place(hit.source, hit.start, hit.end) for hit in hits]
    return replace(
        result,
        source_rank=metrics.source_rank([hit.source for hit in hits], turn.sources) if turn.sources else None,
        passage_rank=metrics.passage_rank(found, gold) if gold else None,
        search_ms=round(milliseconds, 1),
    )


def places_of(turn: Turn, sources: dict[str, Source]) -> list[Place]:
    """Where the gold sentences stand in the corpus: in the expected sources, or else in any."""
    paths = [path for path in turn.sources if path in sources] or list(sources)
    return [
        Place(path, *found)
        for path in paths
        for sentence in turn.gold
        if (found := find_verbatim(sentence, sources[path].text)) is not None
    ]


def _warnings(asked: Sequence[_Asked], sources: dict[str, Source]) -> tuple[str, ...]:
    """What cannot be right, whatever is answered: questions of another corpus, or of one that changed."""
    absent = [one for one in asked if set(one.turn.sources) - set(sources)]
    astray = [one for one in asked if one.turn.gold and not places_of(one.turn, sources)]
    said = (
        (absent, "name a source that the index does not hold"),
        (astray, "have gold that stands nowhere in their sources"),
    )
    return tuple(f"{len(which)} questions {what}: {_names(which)}." for which, what in said if which)


def _names(asked: Sequence[_Asked]) -> str:
    names = [one.id or f"line {one.case.line}" for one in asked]
    return ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
