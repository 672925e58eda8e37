"""The assistant: wires corpus, index, retrieval and answering together. Everything else calls this."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from cxassistant.answering.engine import answer_of, in_paragraphs
from cxassistant.answering.evidence import Evidence
from cxassistant.answering.extractive import ENGINE, ExtractiveEngine
from cxassistant.answering.follow_up import Condensed, Turn, condense
from cxassistant.answering.question import Question, check_question, read_question
from cxassistant.answering.roster import Roster, roster_of
from cxassistant.chat import Chat
from cxassistant.config import Settings, load_settings
from cxassistant.corpus import PARSER_VERSION, merge_aliases, read_source, scan
from cxassistant.engines import Engines
from cxassistant.errors import ConfigError, SourceNotFoundError
from cxassistant.examining import Examined
from cxassistant.examples import Example, choose_examples, read_examples, write_examples
from cxassistant.filters import Filters, make_filters
from cxassistant.indexing.build import Plan, Progress, build_index
from cxassistant.indexing.embedding import QueryEmbedding
from cxassistant.indexing.manifest import corpus_hash, current_build, read_manifest
from cxassistant.indexing.model import resolve_model
from cxassistant.live import LiveIndex, calibration_of, check_fits, derive
from cxassistant.models import Answer, Author, BuildReport, Event, Hit, Source, Verification
from cxassistant.probing import FEWEST_PASSAGES, measure_chance
from cxassistant.quote_check import check_draft, draft_to_check, tell
from cxassistant.reranker import Reranker, ranking_fingerprint, reranker_of
from cxassistant.suggestions import suggest
from cxassistant.verification import Verifier

if TYPE_CHECKING:
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.base.base_retriever import BaseRetriever

_LANGUAGES = ("nl", "en")
_GRACE = 60.0  # seconds that a replaced build stays open for the questions that still run on it


class Assistant:
    """Answers questions over an index, with citations. Safe to share between threads.

    Open one with :meth:`open`; it follows a rebuilt index by itself. Filters, where a method takes them:
    ``authors`` (a name or names), ``since`` and ``until`` (ISO dates, as short as a year),
    ``source_language``, and ``undated``: whether sources without a date pass ``since`` and ``until``.
    """

    def __init__(self, settings: Settings) -> None:
        """Use :meth:`open` instead."""
        self.settings = settings
        self._lock = threading.RLock()
        self._model = resolve_model(settings.model, settings.cache)
        self._live: LiveIndex | None = None
        self._engine: ExtractiveEngine | None = None
        self._roster: Roster | None = None
        self._verifier: tuple[LiveIndex, Verifier] | None = None  # made at the first check on a build
        self._engines = Engines(settings)
        self._retired: list[tuple[float, LiveIndex]] = []
        # Says at once that there is no index, or one of another model, before the model is loaded.
        manifest = read_manifest(current_build(settings.index))
        check_fits(manifest, self._model, settings.passage_words, settings.index)
        self._embedding = QueryEmbedding(self._model, settings.cache, settings.threads)
        reranker = reranker_of(settings)
        self._reranker = Reranker(reranker) if reranker else None
        self._open()

    @classmethod
    def open(cls, index: str | os.PathLike[str] | None = None, settings: Settings | None = None) -> Assistant:
        """Open the index in a folder. Raises IndexNotFoundError, IndexMismatchError or IndexCorruptError."""
        settings = settings or load_settings()
        return cls(settings.model_copy(update={"index": Path(index)}) if index is not None else settings)

    @classmethod
    def build(
        cls,
        corpus: str | os.PathLike[str] | None = None,
        index: str | os.PathLike[str] | None = None,
        full: bool = False,
        settings: Settings | None = None,
        progress: Progress | None = None,
    ) -> BuildReport:
        """Bring an index up to date with a corpus folder; ``full`` embeds everything anew.

        ``progress`` is called with a stage ("embed", "store"), what is done and the total. Raises
        CorpusError, ModelError, IndexLockedError or StoreError; the index is then what it was.
        """
        settings = settings or load_settings()
        folder = Path(corpus) if corpus is not None else settings.corpus
        found = scan(folder, max_bytes=int(settings.max_file_mb * 1e6))
        plan = Plan(
            index=Path(index) if index is not None else settings.index,
            corpus=folder,
            files=found.files,
            skipped=found.skipped,
            read=read_source,  # type: ignore[arg-type]
            unify=merge_aliases,
            model=resolve_model(settings.model, settings.cache),
            cache=settings.cache,
            parser_version=PARSER_VERSION,
            passage_words=settings.passage_words,
            full=full,
            derive=derive,
        )
        tell = progress or (lambda stage, done, total: None)
        report = build_index(plan, tell)
        if report.passages:
            own = settings.model_copy(update={"index": plan.index, "corpus": folder})
            with closing(cls.open(settings=own)) as opened:
                if report.passages >= FEWEST_PASSAGES:
                    opened.measure_chance(lambda done, total: tell("probe", done, total))
                opened.examples()
        return report

    def ask(
        self,
        question: str,
        language: str | None = None,
        authors: str | Sequence[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        source_language: str | None = None,
        undated: bool = False,
    ) -> Answer:
        """Answer a question. ``language`` is the answer's, "nl" or "en"; None takes the question's.

        Raises QuestionError for an empty or too long question, ConfigError for a filter that is none.
        """
        return answer_of(
            self.stream(
                question,
                language,
                authors=authors,
                since=since,
                until=until,
                source_language=source_language,
                undated=undated,
            )
        )

    def stream(self, question: str, language: str | None = None, **filters: Any) -> Iterator[Event]:
        """The answer of :meth:`ask`, piece by piece; the last event holds the whole answer."""
        chosen = make_filters(**filters)
        read = self._read(question, language)
        return self._events(read, language, chosen)

    def examine(self, question: str) -> Examined:
        """What a question finds before it is decided whether that is an answer. For looking into an answer.

        Raises QuestionError.
        """
        return self.examine_question(self._read(question, None))

    def examine_question(self, question: Question) -> Examined:
        """The same for a question that was understood already (for :class:`Chat`)."""
        ground = self._current()[1].consider(question)
        return Examined(question, ground.found, ground.evidence)

    def search(
        self,
        query: str,
        k: int = 10,
        authors: str | Sequence[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        source_language: str | None = None,
        undated: bool = False,
    ) -> list[Hit]:
        """The ``k`` best passages, best first; their scores compare only within one search."""
        if k < 1:
            raise ConfigError(f"k must be at least 1, not {k}.")
        filters = make_filters(authors, since, until, source_language, undated)
        question = self._read(query, None)
        live, _ = self._current()
        found = live.find(question.text, question.spoken, filters.paths(live.sources))
        return list(found.hits[:k])

    def measure_chance(self, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Measure what chance does in the index, if that was not done with its calibration. :meth:`build` does so.

        Written into the build; a full disk loses the measurement and nothing else.
        """
        live, engine = self._current()
        if live.chance is not None:
            return

        def weigh(question: str, language: str) -> Evidence:
            assert self._roster is not None
            return engine.consider(read_question(question, self._roster, language)).evidence

        found = measure_chance(live.calibration, weigh, progress)
        with suppress(OSError):
            found.write(live.snapshot.folder)
        live.chance = found

    def verify(self, text: str, author: str | None = None) -> Verification:
        """Whether the quotes in a text stand in the sources, word for word and under the right name.

        ``text`` is one quote, or any text with quotes between quotation marks. ``author`` is whose words they
        are said to be; None takes whom the text names beside each quote, if anybody.
        Raises QuestionError for a text that is empty or too long.
        """
        live, _ = self._current()
        with self._lock:
            if self._verifier is None or self._verifier[0] is not live:
                self._verifier = (live, Verifier(live.sources.values()))
            verifier = self._verifier[1]
        return check_draft(verifier, text, author)

    def chat(self, language: str | None = None, history: Sequence[Answer] = ()) -> Chat:
        """A conversation that remembers what was said; it goes on from the answers in ``history``."""
        _check_language(language)
        return Chat(self, language, history)

    def sources(self) -> list[Source]:
        """All sources, in the order of their paths."""
        return list(self._current()[0].sources.values())

    def source(self, path: str) -> Source:
        """One source by its path in the corpus. Raises SourceNotFoundError."""
        try:
            return self._current()[0].sources[path]
        except KeyError:
            raise SourceNotFoundError(
                f"No source '{path}' in the index. 'cxassistant sources' lists them."
            ) from None

    def passage_counts(self) -> dict[str, int]:
        """How many passages each source has, by its path."""
        return dict(Counter(passage.source for passage in self._current()[0].snapshot.passages))

    def authors(self) -> list[Author]:
        """All authors by name; each is a string that also knows its ``sources`` and ``passages``."""
        live, _ = self._current()
        held: dict[str, list[str]] = {}
        for path, source in live.sources.items():
            for name in source.authors:
                held.setdefault(name, []).append(path)
        counts = self.passage_counts()
        return [Author(n, tuple(p), sum(counts.get(x, 0) for x in p)) for n, p in sorted(held.items())]

    def info(self) -> dict[str, Any]:
        """What is in use: engine, model, build and counts. JSON."""
        live, _ = self._current()
        m = live.snapshot.manifest
        return {
            **self._engines.info(),
            "model": m.model,
            "build": m.build,
            "created": m.created,
            "sources": len(live.sources),
            "authors": len(self.authors()),
            "passages": m.passages,
            "sentences": m.sentences,
            "skipped": m.skipped,
            "index": str(self.settings.index),
            "calibrated": live.calibration.model == ranking_fingerprint(self._model, self.settings),
        }

    def corpus_changed(self) -> bool:
        """Whether the corpus differs from what the index was built from; False if its folder is not there.

        The corpus is the folder that is set, or else the one that the index was built from: the default
        name in the working folder may be another corpus.
        """
        manifest = self._current()[0].snapshot.manifest
        chosen = "corpus" in self.settings.model_fields_set
        folder = self.settings.corpus if chosen else Path(manifest.corpus)
        if not folder.is_dir():
            return False
        found = scan(folder, max_bytes=int(self.settings.max_file_mb * 1e6))
        return corpus_hash({file.path: file.digest for file in found.files}) != manifest.corpus_hash

    def as_retriever(self, k: int = 10) -> BaseRetriever:
        """A LlamaIndex retriever over :meth:`search`."""
        from cxassistant.interop import PassageRetriever

        return PassageRetriever(lambda text: self.search(text, k))

    def as_query_engine(self) -> BaseQueryEngine:
        """The engine that :meth:`ask` uses, a LlamaIndex query engine."""
        from cxassistant.interop import EngineForLlamaIndex

        live, _ = self._current()
        return EngineForLlamaIndex(self._engines.current(), live, lambda text: self._read(text, None))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back the index's files, and the connections to the language model."""
        self._engines.close()
        with self._lock:
            for _, old in self._retired:
                old.close()
            self._retired.clear()
            if self._live is not None:
                self._live.close()
                self._live = None

    def turn(
        self, text: str, history: Sequence[Turn], language: str | None, **filters: Any
    ) -> Generator[Event, None, Turn]:
        """Answer one message of a conversation (what :class:`Chat` calls)."""
        chosen = make_filters(**filters)
        read = self._read(text, language)
        condensed = condense(read, history)
        answer = None
        for event in self._events(read, language, chosen, condensed, history):
            answer = event.answer or answer
            yield event
        assert answer is not None
        return Turn(condensed.question, answer)

    def recall(self, history: Sequence[Answer]) -> list[Turn]:
        """The turns of a conversation that was kept: how each question was understood (for :class:`Chat`)."""
        turns: list[Turn] = []
        for answer in history:
            read = self._read(answer.question, answer.language)
            turns.append(Turn(condense(read, turns).question, answer))
        return turns

    def suggest(self, history: Sequence[Turn], most: int) -> list[str]:
        """Questions to go on with after the last turn (for :class:`Chat`). No language model is asked."""
        live, engine = self._current()
        last = history[-1]
        if last.answer.status == "info":
            return []

        def ask(text: str) -> Answer:
            condensed = condense(self._read(text, None), history)
            return engine.answer(condensed.question, None, condensed.avoid)

        hits = engine.consider(last.question).found.hits
        return suggest([turn.answer for turn in history], hits, live.sources, ask, most)

    def examples(self) -> tuple[Example, ...]:
        """Questions to begin with, Dutch and English; each is answered with a citation. Kept with the build."""
        live, engine = self._current()
        held = read_examples(live.snapshot.folder)
        if held is not None:
            return held
        chosen = choose_examples(
            list(live.sources.values()), lambda text: engine.answer(self._read(text, None))
        )
        write_examples(live.snapshot.folder, chosen)
        return chosen

    def _read(self, text: str, language: str | None) -> Question:
        _check_language(language)
        checked = check_question(text, self.settings.max_question_chars)
        self._current()
        assert self._roster is not None
        return read_question(checked, self._roster, language)

    def _checked(self, question: Question, language: str | None) -> Answer | None:
        """The answer to a message that asks to check quotes; None to any other."""
        asked = draft_to_check(question.text)
        if asked is None:
            return None
        draft, spoken = asked
        found = self.verify(draft)
        return tell(found, self._current()[0].sources, language or spoken, question.text, ENGINE)

    def _events(
        self,
        read: Question,
        language: str | None,
        filters: Filters,
        condensed: Condensed | None = None,
        history: Sequence[Turn] = (),
    ) -> Iterator[Event]:
        checked = self._checked(read, language)
        if checked is not None:
            yield from in_paragraphs(checked)
            return
        live, _ = self._current()
        allowed, until = filters.paths(live.sources), filters.until is not None
        yield from self._engines.events(condensed or Condensed(read), read, history, allowed, until)

    def _current(self) -> tuple[LiveIndex, ExtractiveEngine]:
        """The open build, or the one that was switched in since."""
        with self._lock:
            if self._live is None or current_build(self.settings.index) != self._live.snapshot.folder:
                self._open()
            assert self._live is not None and self._engine is not None
            return self._live, self._engine

    def _open(self) -> None:
        folder = current_build(self.settings.index)
        calibration = calibration_of(self._model, self.settings)
        words = self.settings.passage_words
        live = LiveIndex(folder, self._model, self._embedding, words, calibration, self._reranker)
        # Another thread may be in the middle of a question on the old build: it is closed a while later.
        now = time.monotonic()
        if self._live is not None:
            self._retired.append((now, self._live))
        for since, old in [r for r in self._retired if now - r[0] > _GRACE]:
            old.close()
            self._retired.remove((since, old))
        self._live = live
        self._roster = roster_of(live.sources.values(), live.sentences)
        self._engine = ExtractiveEngine(live, self.settings.max_quotes, self.settings.old_years)
        self._engines.renew(self._engine, live, self._roster)


def _check_language(language: str | None) -> None:
    if language is not None and language not in _LANGUAGES:
        raise ConfigError(f"The language of an answer is 'nl' or 'en', not '{language}'.")
