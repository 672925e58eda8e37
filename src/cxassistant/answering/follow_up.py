"""Makes a follow-up question whole with what came before it in the chat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cxassistant.answering.intents import any_of
from cxassistant.answering.question import Question
from cxassistant.answering.who import asks_whether_they_agree, asks_who_else
from cxassistant.keywords import content_words
from cxassistant.models import Answer
from cxassistant.wordsets import word_set

# Words that point back at what was said, and openings that go on from it.
_POINTS_BACK = re.compile(
    r"\b(?:daarover|hierover|daarvan|hiervan|daarmee|daarop|daarbij|erover|ervan|daaraan|hem|haar|hun|zij|"
    r"ditzelfde|hetzelfde|dat|dit|deze|die|it|that|this|those|these|them|he|she|they|him|her|same|so)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    any_of(
        r"^\W*(?:en|and|maar|but|dus|so|ook|also|or|of)\b|^\W*(?:what|how) about\b|^\W*hoezo\b",
        r"^\W*nog (?:meer|een|iets)\b|^\W*(?:any|some)?\s*(?:more|anything else|others?)\b",
        r"^\W*(?:geef|heb je|noem|kun je|can you give|give|do you have)\b.*\b(?:voorbeeld\w*|example\w*)\b",
        r"^\W*(?:vertel|tell me) (?:er |eens |mij |me )*(?:meer|more)\b",
        r"^\W*(?:wie|who) (?:zegt|zei|says|said) (?:dat|that)\b",
        r"^\W*(?:waarom|why)(?: (?:niet|not|is dat|is that))?\W*$",
    ),
    re.IGNORECASE,
)
_SAME_AUTHOR = re.compile(
    r"\b(?:hij|zij|ze|hem|he|she|him)\b|\bdezelfde (?:auteur|schrijver)\b|\bthe same author\b", re.IGNORECASE
)
_MORE = re.compile(
    r"\b(?:meer|nog|more|else|another|other|ander\w*|voorbeeld\w*|example\w*|waarom|why|hoezo)\b",
    re.IGNORECASE,
)
_POINTING = word_set(
    "daarover hierover daarvan dat dit waarom why meer more voorbeeld example voorbeelden examples geef give "
    "eens vertel tell nog hoezo about it"
)
# "En over wachttijden?": the same question on another topic.
_OTHER_TOPIC = re.compile(
    r"^\W*(?:en|and)\s+(?:over|van|about|on|of)\s+(?!(?:dat|dit|die|deze|that|this|it)\b)(?P<topic>.+)$",
    re.IGNORECASE,
)
_LOOKED_UP = ("ask", "summary", "writers", "said")
_SHORT = 4  # content words; a longer question stands by itself unless it points back


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was understood, and its answer."""

    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True)
class Condensed:
    """A question that can be looked up by itself, and the places of quotes not to repeat."""

    question: Question
    avoid: tuple[tuple[str, int, int], ...] = ()


def condense(question: Question, history: Sequence[Turn]) -> Condensed:
    """The follow-up made whole. A question that needs nothing from before comes back as it is."""
    last = next((t for t in reversed(history) if t.question.intent in _LOOKED_UP), None)
    if last is None or question.intent not in ("ask", "said", "writers"):
        return Condensed(question)
    if question.intent == "writers":
        if _has_content(question):
            return Condensed(question)
        return Condensed(replace(question, topic=last.question.topic, spoken=last.question.spoken))
    if asks_who_else(question.text):
        return Condensed(_others(question, last, history))
    heard = _heard(last, history)
    if asks_whether_they_agree(question.text) and len(heard) > 1:
        both = replace(last.question, text=question.text, people=heard, own=True, compared=True)
        return Condensed(replace(both, intent="ask", language=question.language, strangers=(), without=()))
    elsewhere = _OTHER_TOPIC.match(question.text)
    if elsewhere and not question.people and last.question.intent in ("ask", "writers"):
        same = replace(last.question, text=question.text, topic=elsewhere["topic"], without=(), mistyped=())
        if same.people or same.intent == "writers":
            return Condensed(replace(same, language=question.language, spoken=question.spoken))
    if question.intent != "ask" or not is_follow_up(question):
        return Condensed(question)
    if last.question.intent == "summary" and question.people and not _has_content(question):
        return Condensed(replace(question, intent="summary"))
    own = [w for w, _, _ in content_words(question.topic)] if _has_content(question) else []
    topic = f"{last.question.topic.rstrip(' ?.!')} {question.topic}" if own else last.question.topic
    people = question.people
    if not people and (
        _SAME_AUTHOR.search(question.text) or (_asks_for_more(question) and last.question.people)
    ):
        people = last.question.people or _answering(last.answer)
    changed = replace(
        question,
        topic=topic,
        people=people,
        bare=False,
        own=question.own or (last.question.own and bool(people)),
        spoken=question.spoken if own or question.spoken == last.question.spoken else last.question.spoken,
    )
    repeat = people and set(people) != set(last.question.people)
    avoid = () if repeat else tuple((c.source, c.start, c.end) for c in last.answer.citations)
    return Condensed(changed, avoid if _asks_for_more(question) else ())


def _others(question: Question, last: Turn, history: Sequence[Turn]) -> Question:
    """ "Who else?": the others who write about the topic of before, without those who were shown on it."""
    told = [t for t in history if t.question.topic == last.question.topic]
    asked = {name for turn in told for name in (*turn.question.people, *turn.question.without)}
    shown = {*asked, *_heard(last, history)}
    return replace(
        last.question,
        text=question.text,
        language=question.language,
        intent="writers",
        people=(),
        strangers=(),
        namesakes=(),
        mistyped=(),
        compared=False,
        own=False,
        words=None,
        without=tuple(sorted(shown)),
    )


def _heard(last: Turn, history: Sequence[Turn]) -> tuple[str, ...]:
    """The persons whose words were shown on the topic of the last answer, in order."""
    told = [t for t in history if t.question.topic == last.question.topic]
    return tuple(dict.fromkeys(name for turn in told for name in _shown(turn)))


def _shown(turn: Turn) -> tuple[str, ...]:
    """The persons whose words an answer showed."""
    names = (
        name
        for c in turn.answer.citations
        for name in ((c.speaker,) if c.voice == "quoted" and c.speaker else c.authors)
    )
    return tuple(dict.fromkeys(names))


def is_follow_up(question: Question) -> bool:
    """Whether a question cannot be understood without what came before."""
    text = question.text
    few = len(content_words(question.topic)) <= _SHORT
    if _GOES_ON.search(text):
        return few or bool(_POINTS_BACK.search(text))
    pointing = _POINTS_BACK.search(text)
    bare = not _has_content(question)
    return bare or (few and pointing is not None and _is_reference(pointing, text))


def _is_reference(match: re.Match[str], text: str) -> bool:
    """ "dat" in "zegt dat" points back; in "dat klanten" it opens a clause or goes with a noun."""
    word, rest = match.group().casefold(), text[match.end() :].strip()
    if word in {
        "dat",
        "die",
        "dit",
        "deze",
        "that",
        "this",
        "those",
        "these",
        "so",
        "it",
        "they",
        "hun",
        "haar",
        "her",
    }:
        return not rest or not re.match(r"\w", rest) or word in {"it", "they"}
    return True


def _has_content(question: Question) -> bool:
    """Whether the question names anything of its own besides persons and pointing words."""
    stop = {w for a in question.people for w in a.casefold().split()}
    words = [w for w, _, _ in content_words(question.topic) if w not in stop]
    return any(w not in _POINTING and len(w) > 2 for w in words)


def _asks_for_more(question: Question) -> bool:
    return bool(_MORE.search(question.text)) and not question.people


def _answering(answer: Answer) -> tuple[str, ...]:
    return answer.citations[0].authors if answer.citations else ()
