"""Example questions that the corpus at hand can answer: candidates are asked first, and only those that are
answered with a citation are kept. Made when an index is built, and kept with it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import groupby, zip_longest
from pathlib import Path

from cxassistant.errors import CxAssistantError
from cxassistant.keywords import content_words
from cxassistant.models import Answer, Source
from cxassistant.text import fold

FILE = "examples.json"
Ask = Callable[[str], Answer]
PER_LANGUAGE = 3
_LONGEST = 90  # characters of a question on a button
_TRIED = 24  # candidates asked per language, at under 0.1 s each
_SURE = 0.8  # confidence in the answer to a question that was not made of this corpus
_OFTEN = 3  # times that a source uses a term that it is about

# Questions that professionals in this field ask anywhere; nothing here knows what a corpus says.
_GENERAL = {
    "nl": (
        "Waarom mislukken veel CX-programma’s?",
        "Welke rol spelen emoties in klantbeleving?",
        "Hoe meet je klantbeleving?",
        "Wat is de rol van medewerkers in klantbeleving?",
        "Wat maakt klanten loyaal?",
        "Welke rol speelt leiderschap bij klantgericht werken?",
        "Hoe maak je het klanten makkelijk?",
    ),
    "en": (
        "Which channels should you offer your customers?",
        "How do you make a company customer-centric?",
        "Why do CX programmes fail?",
        "What makes customers loyal?",
        "What role do employees play in customer experience?",
        "How do you measure customer experience?",
        "What role do emotions play in customer experience?",
    ),
}
_BY_AUTHOR = {
    "nl": "Wat zegt {author} over klantbeleving?",
    "en": "What does {author} say about customer experience?",
}
_ON_TERM = {"nl": "Wat zegt {author} over {term}?", "en": "What does {author} say about {term}?"}
_SUMMARY = {"nl": "Vat ‘{title}’ samen", "en": "Summarise ‘{title}’"}


@dataclass(frozen=True, slots=True)
class Example:
    """A question and its language, "nl" or "en"."""

    language: str
    question: str


def read_examples(folder: Path) -> tuple[Example, ...] | None:
    """Those that were kept with a build of the index; None where there are none, or a damaged file."""
    with suppress(OSError, ValueError, TypeError):
        held = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return tuple(Example(str(e["language"]), str(e["question"])) for e in held)
    return None


def write_examples(folder: Path, examples: Sequence[Example]) -> None:
    """Keep them with a build. A disk that is full loses them and nothing else: they are chosen anew."""
    with suppress(OSError):
        text = json.dumps([asdict(e) for e in examples], ensure_ascii=False, indent=1)
        (folder / FILE).write_text(text + "\n", encoding="utf-8")


def choose_examples(sources: Sequence[Source], ask: Ask) -> tuple[Example, ...]:
    """Up to three questions per language, each answered, together about as many sources as can be."""
    used: set[str] = set()
    chosen: list[Example] = []
    for language in ("nl", "en"):
        chosen += _choose(sources, ask, language, used)
    return tuple(chosen)


def _choose(sources: Sequence[Source], ask: Ask, language: str, used: set[str]) -> list[Example]:
    fresh: list[Example] = []
    spare: list[Example] = []
    for question in list(dict.fromkeys(_candidates(sources, language)))[:_TRIED]:
        source = _answered_from(ask, question, language, _SURE if question in _GENERAL[language] else 0.0)
        if source is None:
            continue
        example = Example(language, question)
        if source in used:
            spare.append(example)
        else:
            used.add(source)
            fresh.append(example)
        if len(fresh) == PER_LANGUAGE:
            break
    return [*fresh, *spare][:PER_LANGUAGE]


def _candidates(sources: Sequence[Source], language: str) -> Iterator[str]:
    for source in sources[:_TRIED]:
        yield from own_questions(source, language)
    order = sources if language == "nl" else sources[::-1]  # not the same authors in both languages
    for source in order[:_TRIED]:
        yield from _on_terms(source, language)
    # By turns: what is asked anywhere in the field, where it is answered with certainty, and whom there is to ask.
    named = [_BY_AUTHOR[language].format(author=name) for s in order[:_TRIED] for name in s.authors[:1]]
    for pair in zip_longest(_GENERAL[language], dict.fromkeys(named)):
        yield from (question for question in pair if question)
    for source in order[:_TRIED]:
        if len(source.title) < _LONGEST - 20:
            yield _SUMMARY[language].format(title=source.title)


def own_questions(source: Source, language: str) -> Iterator[str]:
    """Headings of the source that are questions."""
    if source.language != language:
        return
    for block in source.blocks:
        text = " ".join(source.text[block.start : block.end].split())
        if block.kind == "heading" and text.endswith("?") and 20 <= len(text) <= _LONGEST:
            yield text


def _on_terms(source: Source, language: str) -> Iterator[str]:
    """About the term of two or three words that a source uses most, under its author's name."""
    if source.language != language or not source.authors:
        return
    found: Counter[str] = Counter()
    for sentence in re.split(r"[.!?,;:()“”‘’\"\n]+", source.text):
        telling = {word for word, _, _ in content_words(sentence)}
        for is_telling, run in groupby(sentence.split(), key=lambda w: len(w) > 3 and fold(w) in telling):
            words = list(run)
            if is_telling and 2 <= len(words) <= 3:
                found[" ".join(words).lower()] += 1
    for term, times in found.most_common(1):
        if times >= _OFTEN:
            yield _ON_TERM[language].format(author=source.authors[0], term=term)


def _answered_from(ask: Ask, question: str, language: str, least: float) -> str | None:
    """The source first cited in the answer; None if it is not answered, or only by the question itself.

    Nor where the answer is less than ``least`` certain, or in another language (a title may decide that).
    """
    try:
        answer = ask(question)
    except CxAssistantError:
        return None
    if answer.status != "answered" or not answer.citations or answer.language != language:
        return None
    if (answer.confidence or 0.0) < least:
        return None
    first = answer.citations[0]
    return None if fold(question) in fold(first.quote) else first.source
