"""From a sentence that answers to a quote that can stand alone.

A quote never opens with a word that points outside it, is never a question or half of a concession, and
stays one unbroken piece of the source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cxassistant.answering.leaning import Leaning, leaning_of
from cxassistant.models import Sentence, Source, Voice

_MOST_SENTENCES = 4
_MOST_WORDS = 75  # of a quote that grows: what it must have to stand alone may be longer
_MOST_CHARACTERS = 750
_REMEMBERED = 4096  # sentences whose quotes are kept


@dataclass(frozen=True, slots=True)
class Quote:
    """Sentences ``first`` to ``last`` (exclusive) of the corpus's table, one piece of one source."""

    source: str
    first: int
    last: int
    start: int
    end: int
    text: str
    voice: Voice
    speaker: str | None

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


class Quoter:
    """Makes quotes from the rows of a table of sentences."""

    def __init__(self, sources: Mapping[str, Source], sentences: Sequence[Sentence]) -> None:
        self._sources = sources
        self._sentences = sentences
        # An index never changes, so what was made of a row holds for as long as it is open.
        self._leanings: dict[int, Leaning] = {}
        self._windows = lru_cache(maxsize=_REMEMBERED)(self._make_windows)

    def text(self, row: int) -> str:
        """The words of one sentence."""
        s = self._sentences[row]
        return self._sources[s.source].text[s.start : s.end]

    def whose(self, quote: Quote) -> tuple[str, ...]:
        """The persons whose words a quote is; its source where nobody is known."""
        if quote.voice == "quoted" and quote.speaker:
            return (quote.speaker,)
        return self._sources[quote.source].authors or (quote.source,)

    def leaning(self, row: int) -> Leaning:
        """What the sentence leans on."""
        found = self._leanings.get(row)
        if found is None:
            found = leaning_of(self.text(row), self._sources[self._sentences[row].source].language)
            self._leanings[row] = found
        return found

    def quote(self, row: int) -> Quote | None:
        """A quote around this sentence, or None when none can stand alone and be its speaker's position."""
        last = row + 1
        if self.leaning(row).question:
            # It says something only together with what its writer answers, in the same paragraph.
            last += 1
            if last > len(self._sentences) or not self.connected(row, row + 1):
                return None
            if self._sentences[row].block != self._sentences[row + 1].block:
                return None
        return self._whole(row, row, last)

    def windows(self, row: int) -> Sequence[Quote]:
        """All quotes of reasonable length around this sentence, under its voice: itself and what is beside it.

        The quote that it needs to stand alone comes first, and is there even where it is longer.
        """
        return self._windows(row)

    def _make_windows(self, row: int) -> Sequence[Quote]:
        smallest = self.quote(row)
        if smallest is None:
            return ()
        made = {(smallest.first, smallest.last): smallest}
        for first in range(row, max(row - _MOST_SENTENCES, -1), -1):
            if first < row and not self._joined(first):
                break
            for last in range(row + 1, min(first + _MOST_SENTENCES, len(self._sentences)) + 1):
                if last > row + 1 and not self._joined(last - 2):
                    break
                quote = self._whole(row, first, last)
                if quote and quote.last - quote.first <= _MOST_SENTENCES and quote.words <= _MOST_WORDS:
                    made.setdefault((quote.first, quote.last), quote)
        return tuple(made.values())

    def _joined(self, row: int) -> bool:
        """Whether a quote may hold a sentence and the next one: a question is answered in its own paragraph."""
        if not self.connected(row, row + 1):
            return False
        apart = self._sentences[row].block != self._sentences[row + 1].block
        return not (apart and self.leaning(row).question)

    def _whole(self, row: int, first: int, last: int) -> Quote | None:
        """The quote of these rows, extended to what it needs, under the voice of ``row``; None if none is."""
        source = self._sources[self._sentences[row].source]
        start = self._back(first)
        if start is None:
            return None
        end = self._answered(start, self._forward(start, last))
        if end is None or self._is_half(start, end):
            return None
        return self._make(source, row, start, end)

    def _answered(self, first: int, last: int) -> int | None:
        """Where the quote ends that does not leave a view standing which its writer disputes or mocks.

        Such a view may stand in a quote that goes on with what the writer says to it.
        """
        doubted = [r for r in range(first, last) if self.leaning(r).disputed]
        if not doubted or doubted[-1] < last - 1:
            return last
        follows = last < len(self._sentences) and self.connected(last - 1, last)
        if follows and last - first < _MOST_SENTENCES and self.leaning(last).rejoins:
            return last + 1
        return None

    def _back(self, row: int) -> int | None:
        """The first row from which the quote makes sense by itself.

        Where that lies too far back, a sentence may open the quote that only joins on ("Maar ...", "And
        ..."): it says what it says alone, unlike one with a "Dat" or "Hij" of which the reader cannot tell
        what it means.
        """
        joining: dict[bool, int] = {}
        for first in range(row, max(row - _MOST_SENTENCES, -1), -1):
            if first < row and not self.connected(first, first + 1):
                # Nothing before it to lean on: what opens a stretch is as whole as its writer made it.
                opening = first + 1
                if not self.leaning(opening).points:
                    joining.setdefault(True, opening)
                break
            own = self.leaning(first)
            if not own.unresolved and not (first == row and own.fragment):
                return first
            for loosely, joins in ((False, own.joins), (True, own.joins_loosely)):
                if joins:
                    joining.setdefault(loosely, first)
        return joining.get(False, joining.get(True))

    def _forward(self, first: int, last: int) -> int:
        """Past what the last sentence leaves open: a colon, a concession's other half, an open bracket."""
        while (
            last - first < _MOST_SENTENCES and last < len(self._sentences) and self.connected(last - 1, last)
        ):
            ending, following = self.leaning(last - 1), self.leaning(last)
            open_end = ending.ends_on_colon or self._is_open(first, last)
            # "... Maar ...": whoever stops before the turn may quote the opposite of what is meant.
            turned = following.adversative and not ending.adversative
            if not open_end and not (turned and not following.question):
                break
            last += 1
        return last

    def _is_open(self, first: int, last: int) -> bool:
        return any(
            sum(left) > 0 for left in zip(*(r.left_open for r in self._leaned(first, last)), strict=True)
        )

    def _leaned(self, first: int, last: int) -> list[Leaning]:
        return [self.leaning(row) for row in range(first, last)]

    def _is_half(self, first: int, last: int) -> bool:
        """Whether the quote would end on a concession, a question or an open end, or is not whole."""
        held = self._leaned(first, last)
        conceded = any(one.concedes for one in held) and not any(one.adversative for one in held[1:])
        alone = len(held) == 1 and held[0].fragment
        broken = held[-1].question or held[-1].ends_open
        length = self._sentences[last - 1].end - self._sentences[first].start
        return conceded or alone or broken or length > _MOST_CHARACTERS

    def connected(self, row: int, following: int) -> bool:
        """Whether two rows are neighbours in one source, with no heading or change of voice between.

        Nor with anything that the page has there and the clean text has not: a pull quote, an advert. A quote
        over it would stand nowhere on the page.
        Words of two people never share a quote: under whichever name it stood, half of it would be wrong.
        """
        a, b = self._sentences[row], self._sentences[following]
        if (a.source, a.voice, a.speaker) != (b.source, b.voice, b.speaker):
            return False
        blocks = self._sources[a.source].blocks[a.block : b.block + 1]
        unbroken = not any(k.detached for k in blocks[1:])
        return unbroken and all(k.kind != "heading" for k in blocks) and len({k.voice for k in blocks}) == 1

    def _make(self, source: Source, row: int, first: int, last: int) -> Quote:
        own = self._sentences[row]
        start, end = self._sentences[first].start, self._sentences[last - 1].end
        return Quote(source.path, first, last, start, end, source.text[start:end], own.voice, own.speaker)
