"""Cuts a source into sentences and passages, with exact offsets into its clean text.

A passage is a run of whole neighbouring sentences under one heading and in one kind of voice, about
``passage_words`` long. Neighbours share a sentence, so that no pair of sentences is never seen together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cxassistant.models import Sentence, Source
from cxassistant.text import split_sentences
from cxassistant.voice import sentence_voice

CHUNKING_VERSION = 1
_OVERLAP = 1  # sentences shared by neighbouring passages
_LONGEST = 1.5  # a passage grows past its aim up to this factor rather than leave a short tail


@dataclass(frozen=True, slots=True)
class Chunked:
    """The sentences of a source and its passages as (first, last) runs of them, last exclusive."""

    sentences: tuple[Sentence, ...]
    passages: tuple[tuple[int, int], ...]


def chunk(source: Source, passage_words: int) -> Chunked:
    """Sentences and passages of one source; headings are places to point at, not text to quote."""
    sentences: list[Sentence] = []
    sections: list[list[int]] = [[]]
    voice = None
    for number, block in enumerate(source.blocks):
        if block.kind == "heading" or block.voice != voice:
            voice = None if block.kind == "heading" else block.voice
            sections.append([])
        if block.kind == "heading":
            continue
        for start, end in split_sentences(source.text[block.start : block.end], source.language):
            begin, stop = block.start + start, block.start + end
            spoken, speaker = sentence_voice(begin, stop, block, source.voices)
            sections[-1].append(len(sentences))
            sentences.append(Sentence(source.path, begin, stop, number, spoken, speaker))
    lengths = [len(source.text[s.start : s.end].split()) for s in sentences]
    passages = [run for section in sections if section for run in _runs(section, lengths, passage_words)]
    return Chunked(tuple(sentences), tuple(passages))


def _runs(section: Sequence[int], lengths: Sequence[int], aim: int) -> Iterator[tuple[int, int]]:
    first, stop = section[0], section[-1] + 1
    while first < stop:
        last, size = first, 0
        while last < stop and (last == first or size + lengths[last] <= aim):
            size += lengths[last]
            last += 1
        rest = sum(lengths[last:stop])
        if rest and size + rest <= aim * _LONGEST:
            last = stop
        yield first, last
        if last == stop:
            return
        # Always one sentence further than the last start, also where a single sentence fills a passage.
        first = max(last - _OVERLAP, first + 1)
