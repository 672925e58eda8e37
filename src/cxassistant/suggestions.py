"""Questions that may follow an answer: only those that were tried, and are answered with a citation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from cxassistant.examples import own_questions
from cxassistant.models import Answer, Hit, Source
from cxassistant.text import fold

_LONGEST_TITLE = 70  # characters
_TRIED = 8  # candidates; each takes as long as an answer
_OTHER = {"nl": "En wat zegt {author} daarover?", "en": "And what does {author} say about it?"}
_ELSE = {"nl": "Wie zegt daar nog meer over?", "en": "Who else says something about it?"}
_SUMMARY = {"nl": "Vat ‘{title}’ samen", "en": "Summarise ‘{title}’"}

Ask = Callable[[str], Answer]


def suggest(
    answers: Sequence[Answer], hits: Sequence[Hit], sources: Mapping[str, Source], ask: Ask, most: int
) -> list[str]:
    """Up to ``most`` questions to go on with after the last of ``answers``.

    ``hits`` are the passages that were considered for it, and ``ask`` answers a question as the next of the
    conversation.
    """
    asked = {fold(answer.question) for answer in answers}
    shown = {(c.source, c.start) for answer in answers for c in answer.citations}
    found: list[str] = []
    candidates = _candidates(answers[-1], hits, sources)
    for question, author in list(dict.fromkeys(candidates))[:_TRIED]:
        if len(found) == most:
            break
        if fold(question) in asked:
            continue
        answer = ask(question)
        new = any((c.source, c.start) not in shown for c in answer.citations)
        theirs = author is None or any(author in (*c.authors, c.speaker) for c in answer.citations)
        # As it will be asked: a title in another language may make its answer one in that language.
        heard = answer.language == answers[-1].language
        if answer.status == "answered" and new and theirs and heard:
            found.append(question)
    return found


def _candidates(
    last: Answer, hits: Sequence[Hit], sources: Mapping[str, Source]
) -> Iterator[tuple[str, str | None]]:
    """Each with the author who must be cited in its answer, if one must."""
    language = last.language
    cited = {name for c in last.citations for name in (*c.authors, c.speaker)}
    if last.status == "answered":
        others = dict.fromkeys(name for hit in hits for name in hit.authors if name not in cited)
        yield from ((_OTHER[language].format(author=name), name) for name in list(others)[:2])
        if len(cited) > 1:
            yield _ELSE[language], None
    places = [c.source for c in last.citations] or [hit.source for hit in last.related]
    for path in dict.fromkeys(places):
        source = sources.get(path)
        if source is None:
            continue
        if len(source.title) <= _LONGEST_TITLE:
            yield _SUMMARY[language].format(title=source.title), None
        yield from ((question, None) for question in own_questions(source, language))
