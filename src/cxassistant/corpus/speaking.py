"""Tells for each quotation of a text who says it, from the words around it and from the quotation before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cxassistant.corpus.attribution import Attribution, Speakers
from cxassistant.corpus.cast import Cast
from cxassistant.corpus.masking import blank, one_line_blocks, sentence_end, sentence_start
from cxassistant.corpus.persons import find_names
from cxassistant.corpus.quotations import Quotation, find_quotations
from cxassistant.models import Block
from cxassistant.text import split_sentences, words

_BEAT_WORDS = 16  # of "Jansen haalt zijn schouders op." before what Jansen says


class QuotationReader:
    """Reads the quotations of one text.

    ``masked`` is the text with the words that others say blank, ``cast`` the people whom it names outside of
    them, and ``outside`` tells who speaks from what stands there.
    """

    def __init__(
        self, text: str, blocks: Sequence[Block], authors: Sequence[str], language: str, salutation: str = ""
    ) -> None:
        self._text, self._blocks, self._authors, self._language = text, blocks, authors, language
        self.quotations = find_quotations(text, blocks)
        outer = [q for q in self.quotations if not q.inside]
        self._plain = one_line_blocks(text, blocks)
        self.masked = blank(self._plain, [q.inner for q in outer if len(words(text[q.start : q.end])) > 1])
        # Names are read where nobody is quoted, and those within quotations from the whole text.
        self.cast = Cast(self.masked, authors, salutation)
        self.outside = Speakers(self.masked, self.cast)

    def attributions(self) -> Iterator[tuple[Quotation, Attribution]]:
        """Every quotation, in order, with who says it. One may go on with the quotation before it."""
        previous: Quotation | None = None
        last: Attribution | None = None
        for quotation in self.quotations:
            found = self._attribute(quotation, last, previous)
            yield quotation, found
            if not quotation.inside:
                previous, last = quotation, found

    def is_utterance(self, quotation: Quotation) -> bool:
        """Whether a quotation is set off as something said: “Tien minuten!”, roept ... or “Stom”, zegt ..."""
        return (
            self._text[quotation.inner[1] - 1] in ",?!"
            or self._text[quotation.end : quotation.end + 1] == ","
        )

    def block_speaker(self, number: int) -> str | None:
        """Who says a block quote: signed in its last line, signed in the next block, or led in by the block before."""
        block = self._blocks[number]
        ends = [self._text[block.start : block.end].rsplit("\n", 1)[-1]]
        if number + 1 < len(self._blocks):
            following = self._blocks[number + 1]
            ends.append(self._text[following.start : following.end])
        for line in ends:
            signed = re.search(r"(?:^|\s)[–—-]{1,2}\s*(\S.{3,60})$", line.strip())
            if signed and (names := find_names(signed.group(1), 0, len(signed.group(1)))):
                return names[0].name
        if number == 0:
            return None
        lead = self._blocks[number - 1]
        led = self.outside.attribute((lead.start, lead.end), (block.start, block.start), lead.start)
        ends_open = self.masked[lead.start : lead.end].rstrip().endswith(":")
        return led.speaker if led.outcome == "named" and ends_open else None

    def _attribute(
        self, quotation: Quotation, last: Attribution | None, previous: Quotation | None
    ) -> Attribution:
        if last and (quotation.continues or (previous and self._goes_on(quotation, previous, last))):
            return last
        block = self._blocks[quotation.block]
        low, high = block.start, block.end
        speakers = self.outside
        if quotation.inside:
            outer = next(q for q in self.quotations if q.start < quotation.start and quotation.end < q.end)
            low, high = outer.inner
            masked = blank(self._plain, [quotation.inner])
            speakers = Speakers(masked, Cast(masked, self._authors))
        last_mark = self._text[quotation.inner[1] - 1]
        before = sentence_start(speakers.text, low, quotation.start)
        after = sentence_end(speakers.text, quotation.end, high, last_mark)
        pause = self.is_utterance(quotation)
        found = speakers.attribute(
            (before, quotation.start),
            (quotation.end, after),
            low,
            pause,
            self._named_before(block.start),
            last.speaker if last and previous and previous.block == quotation.block else None,
        )
        if found.outcome == "none" and not speakers.text[before : quotation.start].strip(" (-–—"):
            found = self._from_before(quotation, low, last, previous)
        return found

    def _goes_on(self, quotation: Quotation, previous: Quotation, last: Attribution) -> bool:
        """Whether a quotation ends what the one before it in the same sentence began: “Een,” zegt Jan, “twee.”"""
        if quotation.inside or previous.block != quotation.block or last.outcome != "named":
            return False
        gap = self.masked[previous.end : quotation.start]
        begun = self._text[previous.inner[1] - 1] == "," or gap.startswith(",")
        small = self._text[quotation.inner[0] : quotation.inner[0] + 1].islower()
        return begun and small and gap.rstrip().endswith(",") and not re.search(r"[.!?;:]", gap)

    def _named_before(self, paragraph: int) -> str | None:
        """The one person named in the paragraph before; None where it names several, or nobody."""
        number = next((n for n, block in enumerate(self._blocks) if block.start == paragraph), 0)
        if number == 0 or self._blocks[number - 1].kind == "heading":
            return None
        before = self._blocks[number - 1]
        named = {mention.name for mention in self.cast.mentions(before.start, before.end)}
        return named.pop() if len(named) == 1 else None

    def _from_before(
        self, quotation: Quotation, low: int, last: Attribution | None, previous: Quotation | None
    ) -> Attribution:
        """A sentence of its own: led in by a colon before it, going on, or after "Jansen zucht."."""
        between = self.masked[low : quotation.start].rstrip()
        if previous and last and previous.block == quotation.block and not previous.inside:
            gap = split_sentences(self.masked[previous.end : quotation.start], self._language)
            others = self.cast.mentions(previous.end, quotation.start)
            goes_on = all(mention.name == last.speaker for mention in others)
            if len(gap) <= 1 and goes_on and last.outcome in {"named", "somebody"}:
                return last
        if not between and quotation.block > 0:
            lead = self._blocks[quotation.block - 1]
            if self.masked[lead.start : lead.end].rstrip().endswith(":"):
                return self.outside.attribute(
                    (lead.start, lead.end), (quotation.end, quotation.end), lead.start
                )
        start = sentence_start(self.masked, low, low + len(between) - 1)
        beat = self.masked[start : quotation.start]
        if (
            between
            and len(words(beat)) <= _BEAT_WORDS
            and self.outside.opens_with_person(start, quotation.start)
        ):
            person = self.outside.person_at(start, quotation.start)
            if person:
                return Attribution("named", person)
        return Attribution("none")
