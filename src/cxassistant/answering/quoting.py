"""From a sentence that answers to a quote that can stand alone.

A quote never opens with a word that points outside it, is never a question or half of a concession, and
stays one unbroken piece of the source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxassistant.models import Sentence, Source, Voice
from cxassistant.stance import (
    is_disputed_or_ironic,
    opens_adversative,
    opens_concession,
    opens_unresolved,
)
from cxassistant.text import is_fragment, is_question

_MOST_SENTENCES = 4
_MOST_WORDS = 75  # of a quote that grows: what it must have to stand alone may be longer
_MOST_CHARACTERS = 750
_PAIRS = (("“", "”"), ("(", ")"), ("«", "»"), ("„", "”"))


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


# Words that point outside the quote: whoever reads it alone cannot tell at what.
_POINTS = re.compile(
    r"^\W*(?:dit|dat|deze|die|hij|zij|ze|hun|zijn|haar|daar\w*|hier\w*|dergelijke|zulke|"
    r"this|that|these|those|he|she|it|they|their|his|her|such)\b",
    re.IGNORECASE,
)
# What a writer says to a view that was just reported.
_REJOINS = re.compile(
    r"\b(?:probleem|misverstand|onzin|onjuist|niet|nooit|problem|mistake|nonsense|wrong|not|never)\b",
    re.IGNORECASE,
)
_JOINS = {
    "nl": re.compile(r"^\W*(?:maar|want|immers|sterker(?: nog)?|kortom)\b,?\s*(?:ja,?\s+)?", re.IGNORECASE),
    "en": re.compile(r"^\W*(?:but|yet|because|still)\b,?\s*", re.IGNORECASE),
}
# After these, only what opens like a sentence of its own: "En de klant ...", not "Of zelfs ...".
_JOINS_LOOSELY = re.compile(
    r"^\W*(?:en|of|ook|and|or|also)\b\s*(?=(?:de|het|een|ik|wij|we|je|als|wie|the|an?|if|you)\s)",
    re.IGNORECASE,
)
# A concession that is answered in its own sentence: "Daar zit iets in, maar ..."
_TURNS = re.compile(r"[,;:–—-]\s*(?:maar|toch|echter|but|yet|however)\b", re.IGNORECASE)


def joins_only(text: str, language: str, loosely: bool = False) -> bool:
    """Whether a sentence only opens with a joining word, and what follows stands by itself."""
    pattern = _JOINS_LOOSELY if loosely else _JOINS.get(language)
    match = pattern.match(text) if pattern else None
    return match is not None and not opens_unresolved(text[match.end() :], language)


class Quoter:
    """Makes quotes from the rows of a table of sentences."""

    def __init__(self, sources: Mapping[str, Source], sentences: Sequence[Sentence]) -> None:
        self._sources = sources
        self._sentences = sentences

    def text(self, row: int) -> str:
        """The words of one sentence."""
        s = self._sentences[row]
        return self._sources[s.source].text[s.start : s.end]

    def quote(self, row: int) -> Quote | None:
        """A quote around this sentence, or None when none can stand alone and be its speaker's position."""
        last = row + 1
        if is_question(self.text(row)):
            # It says something only together with what its writer answers, in the same paragraph.
            last += 1
            if last > len(self._sentences) or not self.connected(row, row + 1):
                return None
            if self._sentences[row].block != self._sentences[row + 1].block:
                return None
        return self._whole(row, row, last)

    def grown(self, quote: Quote, share: Mapping[int, float], least: float) -> Quote:
        """The quote with the sentences beside it that are ``least`` as likely to answer, or more.

        ``share`` holds the likelihood by row. The likelier neighbour comes first; what would make the quote
        long, or no quote any more, is left out.
        """
        while quote.last - quote.first < _MOST_SENTENCES:
            beside = sorted((quote.first - 1, quote.last), key=lambda r: -share.get(r, 0.0))
            wider = (self._wider(quote, row) for row in beside if share.get(row, 0.0) >= least)
            found = next((q for q in wider if q is not None), None)
            if found is None:
                break
            quote = found
        return quote

    def _wider(self, quote: Quote, row: int) -> Quote | None:
        first, last = min(quote.first, row), max(quote.last, row + 1)
        inner = (row, row + 1) if row < quote.first else (row - 1, row)
        if not self.connected(*inner):
            return None
        apart = self._sentences[inner[0]].block != self._sentences[inner[1]].block
        if apart and is_question(self.text(inner[0])):  # a question is answered in its own paragraph
            return None
        made = self._whole(quote.first, first, last)
        return made if made is not None and len(made.text.split()) <= _MOST_WORDS else None

    def _whole(self, row: int, first: int, last: int) -> Quote | None:
        """The quote of these rows, extended to what it needs, under the voice of ``row``; None if none is."""
        source = self._sources[self._sentences[row].source]
        language = source.language
        start = self._back(first, language)
        if start is None:
            return None
        end = self._answered(start, self._forward(start, last, language), language)
        if end is None or self._is_half(start, end, language):
            return None
        return self._make(source, row, start, end)

    def _answered(self, first: int, last: int, language: str) -> int | None:
        """Where the quote ends that does not leave a view standing which its writer disputes or mocks.

        Such a view may stand in a quote that goes on with what the writer says to it.
        """
        doubted = [r for r in range(first, last) if is_disputed_or_ironic(self.text(r), language)]
        if not doubted or doubted[-1] < last - 1:
            return last
        if last < len(self._sentences) and self.connected(last - 1, last) and last - first < _MOST_SENTENCES:
            rejoinder = self.text(last)
            doubted_too = is_disputed_or_ironic(rejoinder, language) or is_question(rejoinder)
            if not doubted_too and (_REJOINS.search(rejoinder) or opens_adversative(rejoinder, language)):
                return last + 1
        return None

    def _back(self, row: int, language: str) -> int | None:
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
                if not _POINTS.match(self.text(opening)):
                    joining.setdefault(True, opening)
                break
            text = self.text(first)
            if not opens_unresolved(text, language) and not (first == row and is_fragment(text, language)):
                return first
            for loosely in (False, True):
                if not is_question(text) and joins_only(text, language, loosely):
                    joining.setdefault(loosely, first)
        return joining.get(False, joining.get(True))

    def _forward(self, first: int, last: int, language: str) -> int:
        """Past what the last sentence leaves open: a colon, a concession's other half, an open bracket."""
        while (
            last - first < _MOST_SENTENCES and last < len(self._sentences) and self.connected(last - 1, last)
        ):
            ending, following = self.text(last - 1), self.text(last)
            open_end = ending.rstrip().endswith(":") or self._is_open(first, last)
            # "... Maar ...": whoever stops before the turn may quote the opposite of what is meant.
            turned = opens_adversative(following, language) and not opens_adversative(ending, language)
            if not open_end and not (turned and not is_question(following)):
                break
            last += 1
        return last

    def _is_open(self, first: int, last: int) -> bool:
        text = self._slice(first, last)
        return any(text.count(a) > text.count(b) for a, b in _PAIRS)

    def _is_half(self, first: int, last: int, language: str) -> bool:
        """Whether the quote would end on a concession, a question or an open end, or is not whole."""
        text, ending = self._slice(first, last), self.text(last - 1)
        conceded = any(self._concedes(r, language) for r in range(first, last))
        answered = any(opens_adversative(self.text(r), language) for r in range(first + 1, last))
        alone = last - first == 1 and is_fragment(ending, language)
        return (
            (conceded and not answered)
            or is_question(ending)
            or alone
            or ending.rstrip().endswith((":", ","))
            or len(text) > _MOST_CHARACTERS
        )

    def _concedes(self, row: int, language: str) -> bool:
        text = self.text(row)
        return opens_concession(text, language) and not _TURNS.search(text)

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

    def _slice(self, first: int, last: int) -> str:
        a, b = self._sentences[first], self._sentences[last - 1]
        return self._sources[a.source].text[a.start : b.end]

    def _make(self, source: Source, row: int, first: int, last: int) -> Quote:
        own = self._sentences[row]
        start, end = self._sentences[first].start, self._sentences[last - 1].end
        return Quote(source.path, first, last, start, end, source.text[start:end], own.voice, own.speaker)


_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)?\s*(?:%|procent|percent|miljoen|miljard|million|billion)|\b\d{2,}\b|\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
_STUDY = (
    r"(?:‘[^’]{3,90}’|“[^”]{3,90}”|'[^']{3,90}'|\"[^\"]{3,90}\"|"
    r"[\w-]*(?:rapport|onderzoek|studie|enqu[eê]te|peiling|report|study|survey|research|monitor|benchmark|whitepaper)(?:en|s)?)"
)
_ORIGIN = re.compile(
    rf"(?P<phrase>{_STUDY}\s+(?:van|door|uit|of|by|from|onder)\s+(?:(?:de|het|een|the|a|an)\s+)?(?:[\w-]+\s+){{0,2}}?"
    rf"[A-ZÀ-Þ][\w&.-]*(?:\s+(?:(?:van|de|der|of|and|en|&)\s+)?[A-ZÀ-Þ][\w&.-]*)*)"
)
_STUDY_WORD = re.compile(
    r"rapport|report|onderzoe|studie|study|survey|enqu|peiling|monitor|benchmark|research", re.IGNORECASE
)
_LOOK_BACK = 8  # sentences under the same heading in which a study may have been named


def origin_of(quoter: Quoter, quote: Quote, sentences: Sequence[Sentence]) -> str | None:
    """Where the author has a figure from, in the author's own words; None where no origin is named."""
    if not _FIGURE.search(quote.text):
        return None
    for row in range(quote.last - 1, max(-1, quote.first - 1 - _LOOK_BACK), -1):
        if sentences[row].source != quote.source:
            break
        if (
            row < quote.first
            and sentences[row].block != sentences[row + 1].block
            and not quoter.connected(row, row + 1)
        ):
            break
        found = _ORIGIN.search(quoter.text(row))
        if found and _STUDY_WORD.search(found["phrase"]):
            return found["phrase"].rstrip(".,;:")
    return None
