"""Reads what the language model writes, as it comes: whole sentences, with the passages that each cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cxassistant.answering.generative.prompts import SENTINEL
from cxassistant.errors import LLMError
from cxassistant.text import fold, split_sentences

_ID = r"[Ss]?\s?\d{1,3}"
_MARKER = re.compile(rf"\s*[\[【(]\s*((?:{_ID})(?:\s*[,;&]\s*(?:{_ID}))*)\s*[\]】)]")
_PLAIN_NUMBER = re.compile(r"\s*\(\s*\d{1,3}\s*\)")  # "(12)" is no marker
_STOP_THEN_MARKERS = re.compile(rf"([.!?…]+[\"”’»')]*[.!?…]*)((?:{_MARKER.pattern})+)")
_DRESSING = re.compile(r"^\s*(?:[-*•–]\s+|\d{1,2}[.)]\s+|#{1,6}\s+|>\s*)+|\*\*|__|`+")
_THINKING = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)  # models that think aloud
# Nothing after a sentence but the start of a marker.
_HELD_BACK = re.compile(r"^\s*(?:[\[【(][^\]】)]{0,40})?$")
# "... zo [S1].": a stop after a marker ends a sentence whatever comes next, so that nobody need wait for it.
_MARKED_END = re.compile(rf"{_MARKER.pattern}[.!?…]$")
_LONGEST = 1500  # characters without an end of a sentence
_REPEATS = 2  # times the same sentence; a third time the model is stuck
_LOOP = re.compile(r"(.{8,120}?)\1{4,}$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence without its markers, and the ids that it cites, as "S1"."""

    text: str
    ids: tuple[str, ...]


class Reader:
    """Takes pieces of text and gives the sentences that are complete."""

    def __init__(self) -> None:
        self._rest = ""
        self._seen: dict[str, int] = {}
        self.refused = False  # the model wrote that the passages do not answer

    def feed(self, piece: str, language: str) -> Iterator[Written]:
        """Add a piece. Raises LLMError when the model repeats itself or never ends a sentence."""
        self._rest += piece
        if "<think>" in self._rest and "</think>" not in self._rest:
            return
        # Most pieces are parts of words, and end nothing.
        if not re.search(r"[.!?…\n]", self._rest) and len(self._rest) < _LONGEST:
            return
        yield from self._take(language, last=False)
        if len(self._rest) > _LONGEST or _LOOP.search(self._rest[-1000:]):
            raise _stuck()

    def coming(self) -> str | None:
        """The sentence that is whole but for its markers, once the first of them has begun."""
        line = without_thinking(self._rest).rpartition("\n")[2]
        text, bracket, begun = line.rpartition("[")
        if not bracket or "]" in begun or "[" in text:
            return None
        return _cleaned(text if text.rstrip().endswith((".", "!", "?", "…")) else f"{text.rstrip()}.") or None

    def close(self, language: str, cut: bool = False) -> Iterator[Written]:
        """What is left at the end; half a sentence of a text that was ``cut`` is dropped."""
        if not cut or re.search(r"[.!?…][\"”’»')\]】]*\s*$", self._rest):
            yield from self._take(language, last=True)
        self._rest = ""

    def _take(self, language: str, last: bool) -> Iterator[Written]:
        text = without_thinking(self._rest)
        line, newline, _ = text.rpartition("\n")
        if last:
            done, self._rest = text, ""
        else:
            tail = text[len(line) + len(newline) :]
            ready = self._ready(tail, language)
            done, self._rest = line + newline + tail[:ready], tail[ready:]
        for part in done.splitlines():
            yield from self._sentences(part, language)

    def _ready(self, tail: str, language: str) -> int:
        """How much of the line that is being written is whole sentences with all their markers."""
        plain = _with_markers_inside(tail)
        spans = split_sentences(plain, language)
        # Moving a marker before its stop keeps the length, so that offsets hold in the line as written.
        ends = [
            end for _, end in spans if not _HELD_BACK.match(plain[end:]) or _MARKED_END.search(tail[:end])
        ]
        return max(ends, default=0)

    def _sentences(self, line: str, language: str) -> Iterator[Written]:
        plain = _with_markers_inside(line)
        for start, end in split_sentences(plain, language):
            sentence = plain[start:end]
            if SENTINEL in sentence.upper():
                self.refused = True
                continue
            ids = [i for m in _markers(sentence) for i in re.findall(r"\d{1,3}", m.group(1))]
            text = _cleaned(_strip_markers(sentence))
            if not re.search(r"\w", text):
                continue
            key = fold(text)
            self._seen[key] = self._seen.get(key, 0) + 1
            if self._seen[key] > _REPEATS:
                raise _stuck()
            if self._seen[key] == 1:
                yield Written(text, tuple(dict.fromkeys(f"S{int(i)}" for i in ids)))


def without_thinking(text: str) -> str:
    """The text without what a model thinks aloud."""
    return _THINKING.sub("", text)


def _cleaned(sentence: str) -> str:
    text = _DRESSING.sub("", sentence)
    return re.sub(r"\s+([.,!?…;:])", r"\1", " ".join(text.split()))


def _stuck() -> LLMError:
    return LLMError("stuck", "The language model repeated itself and was stopped.")


def _with_markers_inside(text: str) -> str:
    """ "... zo. [S1] Dan" -> "... zo [S1]. Dan": the markers of a sentence come to stand within it."""
    return _STOP_THEN_MARKERS.sub(lambda match: f"{match[2]}{match[1]}", text)


def _markers(sentence: str) -> list[re.Match[str]]:
    return [m for m in _MARKER.finditer(sentence) if not _PLAIN_NUMBER.fullmatch(m.group())]


def _strip_markers(sentence: str) -> str:
    return _MARKER.sub(lambda m: m.group() if _PLAIN_NUMBER.fullmatch(m.group()) else "", sentence)
