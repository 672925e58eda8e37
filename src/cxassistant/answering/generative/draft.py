"""What becomes of each sentence that the language model writes: shown and cited, replaced by a quote, or left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cxassistant.answering.citations import make_citation
from cxassistant.answering.compose import escape, lead_in
from cxassistant.answering.generative import claims
from cxassistant.answering.generative.passages import Given
from cxassistant.answering.generative.support import Judge, Judgement
from cxassistant.answering.generative.writing import Written
from cxassistant.answering.grounds import Ground, overlaps
from cxassistant.answering.ports import Library
from cxassistant.answering.question import Question
from cxassistant.answering.quoting import Quote, Quoter
from cxassistant.answering.roster import Roster
from cxassistant.language import detect_language
from cxassistant.models import Citation
from cxassistant.text import fold, words
from cxassistant.wordsets import word_set

_CITED = 2  # passages of one sentence; more of them help nobody to check it
_FIRST_PERSON = word_set("ik mij mijn wij we ons onze i my me our us")
_ANSWERING = 12  # quotes, best first, that may take the place of a sentence
_NEAREST = 3  # sentences, of those nearest to what the model wrote
_TELLING = 5  # words from which a sentence's language can be told


@dataclass(frozen=True, slots=True)
class Tools:
    """What every draft over one library is made with."""

    library: Library
    quoter: Quoter
    judge: Judge
    roster: Roster
    unsupported: Literal["hide", "strike"]


class Draft:
    """The answer to one question as it grows. ``add`` gives what to show of each sentence.

    ``ground`` is what retrieval found: what a sentence is replaced by must be among what answers the question.
    """

    def __init__(self, question: Question, given: Sequence[Given], ground: Ground, tools: Tools) -> None:
        self._question, self._library, self._quoter = question, tools.library, tools.quoter
        self._judge, self._roster, self._strike = tools.judge, tools.roster, tools.unsupported == "strike"
        self._answering = {
            row for c in ground.ranked[:_ANSWERING] for row in range(c.quote.first, c.quote.last)
        }
        self._given = {passage.id: passage for passage in given}
        self._before: tuple[str, ...] = ()
        self._at_block = True  # nothing to set the next sentence apart from
        self.citations: list[Citation] = []
        self.written = self.shown = 0
        self.refused = False  # the model wrote that the passages do not answer
        self.text = ""

    def add(self, written: Written) -> str:
        """The text that a sentence adds to the answer; empty when it is left out."""
        self.written += 1
        if not self._is_in_language(written.text):
            return self._left_out(written.text)
        cited = [self._given[i] for i in written.ids if i in self._given]
        judgement = self._judge.judge(written.text, cited or self._likely(written.text), self._before)
        if judgement.verdict == "supported" and self._is_someones(written.text, judgement):
            return self._quote(judgement, judgement.rows[0])
        if judgement.verdict == "supported":
            numbers = self._cite(written.text, judgement)
            if numbers:
                return self._sentence(written.text, numbers)
        if judgement.verdict == "doubtful" and (row := self._nearest_answer(judgement)) is not None:
            return self._quote(judgement, row)
        return self._left_out(written.text)

    def _is_someones(self, text: str, judgement: Judgement) -> bool:
        """Whether it speaks as its author does, or copies a sentence: a reader must see whose words these are."""
        own = [fold(word) for word in words(claims.unquoted(text))]
        if _FIRST_PERSON.intersection(own):
            return True
        held = self._library.sentences[judgement.rows[0]]
        source = self._library.sources[held.source].text[held.start : held.end]
        return " ".join(own) in " ".join(fold(word) for word in words(source))

    def _sentence(self, text: str, numbers: Sequence[int]) -> str:
        named = [person for _, people in claims.persons_in(text, self._roster) for person in people]
        self._before = tuple(dict.fromkeys(named)) or self._before
        self.shown += 1
        markers = "".join(f"[{number}]" for number in numbers)
        return self._added(("" if self._at_block else " ") + f"{escape(text)} {markers}", block=False)

    def _nearest_answer(self, judgement: Judgement) -> int | None:
        """The sentence to show in place of a doubtful one: near to it, and among what answers the question."""
        return next((row for row in judgement.rows[:_NEAREST] if row in self._answering), None)

    def _quote(self, judgement: Judgement, row: int) -> str:
        """The source's own words in place of a sentence that may not say what they say."""
        quote = self._quote_of(row, judgement.passages)
        if quote is None or any(overlaps(quote, (c.source, c.start, c.end)) for c in self.citations):
            return ""  # the reader has it
        number = self._number(quote)
        self.shown += 1
        lead = lead_in(self.citations[-1], self._question, self.citations[:-1])
        start = "" if self._at_block else "\n\n"
        return self._added(f"{start}{lead}\n\n> “{escape(quote.text)}” [{number}]\n\n", block=True)

    def _left_out(self, text: str) -> str:
        if not self._strike:
            return ""
        return self._added(("" if self._at_block else " ") + f"~~{escape(text)}~~", block=False)

    def _added(self, piece: str, block: bool) -> str:
        self.text += piece
        self._at_block = block
        return piece

    def _is_in_language(self, text: str) -> bool:
        own = claims.unquoted(text)
        wanted = self._question.language
        return len(words(own)) < _TELLING or detect_language(own, wanted) == wanted

    def _likely(self, text: str) -> list[Given]:
        """For a sentence that cites nothing that was given: the passage that comes nearest to it."""
        passages = list(self._given.values())
        if not passages:
            return []
        _, rows = self._judge.features(text, passages)
        return [next(p for p in passages if rows[0] in p.rows)] if rows else []

    def _cite(self, text: str, judgement: Judgement) -> list[int]:
        """Numbers of the citations that bear a sentence out, the best first."""
        numbers: list[int] = []
        order = sorted(judgement.passages, key=lambda p: _first(judgement.rows, p))
        for passage in order[: 2 * _CITED]:
            if numbers and self._judge.judge(text, [passage], self._before).verdict == "unsupported":
                continue
            row = next((row for row in judgement.rows if row in passage.rows), None)
            quote = self._quote_of(row, [passage]) if row is not None else None
            if quote is not None and len(numbers) < _CITED:
                numbers.append(self._number_of(quote) or self._number(quote))
        return list(dict.fromkeys(numbers))

    def _quote_of(self, row: int, passages: Sequence[Given]) -> Quote | None:
        """The sentence with what it needs to stand alone, where that is in the same voice; else the sentence."""
        passage = next((p for p in passages if row in p.rows), None)
        if passage is None:
            return None
        quote = self._quoter.quote(row)
        if quote is not None and (quote.voice, quote.speaker) == (passage.voice, passage.speaker):
            return quote
        held = self._library.sentences[row]
        text = passage.source.text[held.start : held.end]
        return Quote(held.source, row, row + 1, held.start, held.end, text, passage.voice, passage.speaker)

    def _number_of(self, quote: Quote) -> int | None:
        """The number under which a place was cited before."""
        place = (quote.source, quote.start, quote.end)
        return next((c.number for c in self.citations if (c.source, c.start, c.end) == place), None)

    def _number(self, quote: Quote) -> int:
        number = len(self.citations) + 1
        self.citations.append(make_citation(number, self._library.sources[quote.source], quote, None))
        return number


def _first(rows: Sequence[int], passage: Given) -> int:
    return next((n for n, row in enumerate(rows) if row in passage.rows), len(rows))
