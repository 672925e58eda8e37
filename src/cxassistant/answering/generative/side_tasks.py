"""The small things that the language model does beside answers: making a question whole, and translating quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cxassistant.answering.follow_up import Turn, is_follow_up
from cxassistant.answering.generative.passages import as_data
from cxassistant.answering.generative.prompts import CONDENSING, TRANSLATING, converse
from cxassistant.answering.generative.writing import without_thinking
from cxassistant.answering.mentions import same_word
from cxassistant.answering.ports import Writer
from cxassistant.answering.question import Question
from cxassistant.keywords import content_words
from cxassistant.language import detect_language
from cxassistant.meaning import number_values
from cxassistant.models import Citation
from cxassistant.text import fold, words

_TURNS = 3
_QUESTION_TOKENS = 80
_MOST_WORDS = 40
_ANSWER_WORDS = 120  # of an earlier answer: what a follow-up points back at stands at its start
_TRANSLATED = 4  # quotes of one answer
_LENGTHS = (0.4, 2.5)  # of a translation beside its quote, in words


def make_whole(
    writer: Writer, asked: Question, question: Question, history: Sequence[Turn], seconds: float
) -> Question:
    """``question`` with a topic that the model has made whole from the conversation.

    ``asked`` is the message before rules condensed it. What the model gives must be one question in the same
    language, made of words of the conversation; else the question stays as it is. Raises LLMError.
    """
    if not history or not is_follow_up(asked) or question.intent != "ask":
        return question
    turns = [(t.question.text, " ".join(t.answer.text.split()[:_ANSWER_WORDS])) for t in history[-_TURNS:]]
    writing = writer.write(CONDENSING[asked.spoken], converse(turns, asked.text), _QUESTION_TOKENS, seconds)
    told = " ".join("".join(writing).split()).strip(" \"'“”")
    return replace(question, topic=told) if _is_of(told, turns, asked) else question


def _is_of(told: str, turns: Sequence[tuple[str, str]], asked: Question) -> bool:
    """Whether the model's question says nothing that the conversation does not."""
    if not told.endswith("?") or told.count("?") > 1 or len(told.split()) > _MOST_WORDS:
        return False
    if detect_language(told, asked.spoken) != asked.spoken:
        return False
    known = {fold(w) for w in words(" ".join([asked.text, *(part for turn in turns for part in turn)]))}
    return all(any(same_word(word, held) for held in known) for word, _, _ in content_words(told))


def translate(
    writer: Writer, citations: Sequence[Citation], languages: Sequence[str], target: str, seconds: float
) -> Iterator[Citation]:
    """The citations, those in another language than ``target`` with a translation where the model gives a sound one.

    ``languages`` are the languages of their sources. Raises LLMError.
    """
    left = _TRANSLATED
    for citation, language in zip(citations, languages, strict=True):
        if language == target or not left:
            yield citation
            continue
        left -= 1
        tokens = 60 + 4 * len(citation.quote.split())
        text = "".join(
            writer.write(TRANSLATING[target], as_data({"sentence": citation.quote}), tokens, seconds)
        )
        told = " ".join(without_thinking(text).split()).strip(' "“”')
        yield (
            replace(citation, translation=told) if _is_translation(told, citation.quote, target) else citation
        )


def _is_translation(told: str, quote: str, target: str) -> bool:
    """Whether a text can be a translation: its language, its length, its numbers, and no markup or address."""
    least, most = _LENGTHS
    long = len(words(quote)) or 1
    return (
        bool(told)
        and least <= len(words(told)) / long <= most
        and detect_language(told, "") == target
        and number_values(words(told)).keys() == number_values(words(quote)).keys()
        and not re.search(r"https?:|www\.|[<>{}\[\]|`]", told)
    )
