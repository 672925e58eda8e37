"""The passages that the language model gets: each the words of one person, under an id that says nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from cxassistant.answering.grounds import Ground
from cxassistant.answering.ports import Library
from cxassistant.models import Hit, Sentence, Source, Voice
from cxassistant.text import DIRECTION_MARKS, TAG_LETTERS

_CHOICES = 12  # quotes, best first, whose passages go before the others
_MOST = 12  # passages; more of them bury the best one
# Of Dutch in a vocabulary made for English, rather low: a prompt that is cut helps nobody.
_LETTERS_PER_TOKEN = 2.8
_WRAPPING = 45  # tokens of the fields around a text
# Chat templates hold their marks as text, so a passage must hold none of "<|im_start|>" and "[INST]". As JSON
# escapes they are data, and a reader of JSON still sees what they were.
_MARKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>[]"}
_INVISIBLE = dict.fromkeys(
    [*DIRECTION_MARKS, *TAG_LETTERS, *range(0x200B, 0x2010), *range(0x2060, 0x2070), 0xFEFF, 0xAD]
)


@dataclass(frozen=True, slots=True)
class Given:
    """Sentences ``first`` to ``last`` (exclusive) of one source, all in one voice.

    ``text`` begins at the offset ``start`` of ``source.text``.
    """

    id: str
    source: Source
    first: int
    last: int
    start: int
    text: str
    voice: Voice
    speaker: str | None

    @property
    def people(self) -> tuple[str, ...]:
        """Whose words they are; nobody where that is not known or an editor's."""
        if self.voice == "quoted":
            return (self.speaker,) if self.speaker else ()
        return self.source.authors if self.voice == "author" else ()

    @property
    def rows(self) -> range:
        """The sentences' rows in the corpus's table."""
        return range(self.first, self.last)

    def narrowed(self, sentences: Sequence[Sentence], first: int, last: int) -> Given:
        """These of its sentences, under the same id and voice; ``sentences`` is the corpus's table."""
        start = sentences[first].start
        text = self.source.text[start : sentences[last - 1].end]
        return replace(self, first=first, last=last, start=start, text=text)

    def as_data(self) -> str:
        """One line of JSON, in which nothing of the text can be taken for anything but text."""
        said = {"quoted": "speaker", "editorial": "editor", "uncertain": "speaker"}.get(self.voice)
        fields = {
            "id": self.id,
            "author": ", ".join(self.source.authors) or "unknown",
            **({said: self.speaker or "unknown"} if said else {}),
            "title": self.source.title,
            "date": self.source.date or "undated",
            "text": self.text,
        }
        return as_data(fields)


def as_data(fields: dict[str, str]) -> str:
    """A line of JSON without invisible characters and without the marks of a chat template."""
    plain = {name: " ".join(value.translate(_INVISIBLE).split()) for name, value in fields.items()}
    return json.dumps(plain, ensure_ascii=False).translate(_MARKS)


def give_passages(
    library: Library, ground: Ground, budget: int, is_allowed: Callable[[Sentence], bool]
) -> tuple[Given, ...]:
    """What to give the model for a question, best first, in at most ``budget`` tokens (estimated).

    ``is_allowed`` tells whether a sentence may answer at all.
    """
    given: list[Given] = []
    held: set[int] = set()
    left = float(budget)
    for first, last in _stretches(library, ground):
        for start, stop in _runs(library.sentences, first, last):
            rows = [row for row in range(start, stop) if row not in held]
            if not rows or not is_allowed(library.sentences[rows[0]]):
                continue
            passage = _make(library, f"S{len(given) + 1}", rows[0], rows[-1] + 1)
            cost = len(passage.text) / _LETTERS_PER_TOKEN + _WRAPPING
            if cost > left or len(given) == _MOST:
                return tuple(given)
            held.update(rows)
            left -= cost
            given.append(passage)
    return tuple(given)


def _make(library: Library, number: str, first: int, last: int) -> Given:
    opening, closing = library.sentences[first], library.sentences[last - 1]
    source = library.sources[opening.source]
    text = source.text[opening.start : closing.end]
    return Given(number, source, first, last, opening.start, text, opening.voice, opening.speaker)


def _stretches(library: Library, ground: Ground) -> Iterator[tuple[int, int]]:
    """Rows (first, last) of the passages to give: those that hold the best quotes, then the best passages."""
    hits = list(ground.found.hits)
    ordered: list[Hit] = []
    for choice in ground.ranked[:_CHOICES]:
        sentence = choice.scored.sentence
        holder = next((h for h in hits if _holds(h, sentence)), None)
        if holder is not None and holder not in ordered:
            ordered.append(holder)
    for hit in [*ordered, *(h for h in hits if h not in ordered)]:
        rows = library.rows(hit.source, hit.start, hit.end)
        if rows:
            yield rows.start, rows.stop


def _holds(hit: Hit, sentence: Sentence) -> bool:
    return hit.source == sentence.source and hit.start <= sentence.start and sentence.end <= hit.end


def _runs(sentences: Sequence[Sentence], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Stretches of rows in one voice."""
    start = first
    for row in range(first + 1, last + 1):
        here = sentences[start]
        if row == last or (sentences[row].voice, sentences[row].speaker) != (here.voice, here.speaker):
            yield start, row
            start = row
