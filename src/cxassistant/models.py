"""Domain values: what the stages hand to each other. Frozen, slotted, and free of vendor types.

All offsets count characters (Unicode code points) in ``Source.text``; ``end`` is exclusive, so
``source.text[x.start:x.end]`` is always the exact text of ``x``.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal

Voice = Literal["author", "quoted", "editorial", "uncertain"]
Status = Literal["answered", "not_found", "info"]
BlockKind = Literal["heading", "paragraph", "list_item", "quote"]


class Serializable:
    """Gives every domain value a ``to_dict()`` that ``json.dumps`` accepts."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """All fields by name; nested values become dicts and tuples become lists."""
        return {f.name: _plain(getattr(self, f.name)) for f in dataclasses.fields(self)}  # type: ignore[arg-type]


def _plain(value: Any) -> Any:
    if isinstance(value, Serializable):
        return value.to_dict()
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


@dataclass(frozen=True, slots=True)
class Evidence(Serializable):
    """Why a metadata field has its value: the rule that found it and the words it was found in."""

    field: str  # "authors", "title", "publisher", "date", "url" or "language"
    value: str
    rule: str  # short name of the rule, such as "byline" or "sidecar"
    text: str  # the words of the file that the rule read, at most a line
    confidence: float  # 0..1


@dataclass(frozen=True, slots=True)
class Block(Serializable):
    """One paragraph, heading or list item of a source's clean text."""

    start: int
    end: int
    kind: BlockKind
    voice: Voice  # "author", or "editorial" for a standfirst or an editor's note
    detached: bool = False  # something of the page was left out between this block and the one before
    page: int | None = None  # of the document that it starts on, from 1; None: the format has no pages
    turns: tuple[tuple[int, int], ...] = ()  # (offset, page): where in the block a later page starts


@dataclass(frozen=True, slots=True)
class VoiceSpan(Serializable):
    """Words inside a block that are not the author's: direct speech of somebody else."""

    start: int
    end: int
    voice: Voice  # "quoted" (speaker known) or "uncertain" (speaker unknown)
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Source(Serializable):
    """One document of the corpus: its metadata and its clean text, without page furniture."""

    id: str
    path: str  # relative to the corpus folder, with forward slashes
    title: str
    authors: tuple[str, ...]  # empty: unknown, never guessed
    publisher: str | None
    date: str | None  # ISO, as precise as stated: "2024-02-16", "2024-10", "2024"
    url: str | None
    language: str  # "nl", "en", or another ISO 639-1 code
    text: str
    content_hash: str  # SHA-256 of the text and of what was detected about it
    blocks: tuple[Block, ...] = ()
    voices: tuple[VoiceSpan, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped(Serializable):
    """A file of the corpus folder that is not in the index, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sentence(Serializable):
    """One sentence of a source, with whose words it holds."""

    source: str  # Source.path
    start: int
    end: int
    block: int  # index into Source.blocks
    voice: Voice
    speaker: str | None  # set only where voice is "quoted"


@dataclass(frozen=True, slots=True)
class Passage(Serializable):
    """A retrievable run of neighbouring sentences of one source."""

    id: str
    source: str  # Source.path
    start: int
    end: int
    text: str
    first_sentence: int  # rows of the index's sentence table: first (inclusive) ...
    last_sentence: int  # ... to last (exclusive)


@dataclass(frozen=True, slots=True)
class Hit(Serializable):
    """A passage found by a search. ``score`` is comparable only within one search."""

    source: str
    text: str
    start: int
    end: int
    score: float
    title: str
    authors: tuple[str, ...]
    date: str | None
    language: str
    stages: dict[str, float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Citation(Serializable):
    """A verbatim quote and whose it is. ``assistant.source(c.source).text[c.start:c.end] == c.quote``."""

    number: int  # the n of [n] in Answer.text; counts from 1
    source: str
    authors: tuple[str, ...]
    voice: Voice
    speaker: str | None  # set only where voice is "quoted"
    title: str
    publisher: str | None
    date: str | None
    url: str | None
    quote: str
    start: int
    end: int
    locator: str | None  # "p. 3" or "p. 3–4" where the document has pages, else the heading it stands under
    origin: str | None = None  # where the author says a figure comes from, verbatim
    # Where voice is "quoted" or "uncertain": the other person's own words, as (start, end) within the source;
    # the rest of the quote is the author's sentence that gives them.
    spoken: tuple[int, int] | None = None
    # By a language model, where the source is in another language than the answer. No quote: nobody said it so.
    translation: str | None = None


@dataclass(frozen=True, slots=True)
class Answer(Serializable):
    """What the assistant says, with the grounds for it.

    ``text`` is Markdown with a marker ``[n]`` for ``citations[n - 1]``. ``citations`` is empty unless
    ``status`` is "answered"; ``related`` holds what lies nearest when it is "not_found".
    ``confidence`` is how likely it is that the corpus answers the question, None where nothing was looked up.
    ``timings`` are milliseconds by stage; with a language model also its tokens, named "..._tokens", and how many
    sentences it wrote and how many were shown.
    """

    status: Status
    language: str
    text: str
    engine: str
    citations: tuple[Citation, ...] = ()
    related: tuple[Hit, ...] = ()
    question: str = ""
    timings: dict[str, float] = field(default_factory=dict, compare=False)
    confidence: float | None = None
    note: str | None = None  # what the reader must know of how it came about, in the answer's language


@dataclass(frozen=True, slots=True)
class Change(Serializable):
    """Words of a draft and the words that the source has in their place; either may be empty."""

    draft: str
    source: str


@dataclass(frozen=True, slots=True)
class QuotePlace(Serializable):
    """Where the words of a quote stand: ``text == source.text[start:end]``, and whose they are.

    ``likeness`` is 100 where nothing but spaces, capitals, accents and marks differs, else the share of
    characters that agree.
    """

    source: str
    title: str
    authors: tuple[str, ...]
    voice: Voice
    speaker: str | None
    date: str | None
    locator: str | None
    start: int
    end: int
    text: str
    likeness: float


@dataclass(frozen=True, slots=True)
class QuoteCheck(Serializable):
    """One quote of a draft, held against the sources.

    ``start`` and ``end`` are its offsets in the draft. ``claimed`` is whose words they are said to be: the
    author asked for, or the person that the draft names. ``verdict`` is "someone_else" when the words stand
    there to the letter, and not as theirs. ``attribution`` is None where nobody is named. ``places`` has the best place
    first; ``changes`` are the differences from it, and ``meaning`` which of "negation", "number", "name" and
    "degree" they touch. ``notes`` may hold "short" (too little to tell by), "omission" and "insertion".
    """

    quote: str
    start: int
    end: int
    claimed: str | None
    verdict: Literal["verbatim", "nearly", "someone_else", "not_found"]
    attribution: Literal["right", "wrong", "uncertain"] | None
    places: tuple[QuotePlace, ...] = ()
    changes: tuple[Change, ...] = ()
    meaning: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it can be used as it is: verbatim, and under the right name if under any."""
        return self.verdict == "verbatim" and self.attribution in (None, "right")


@dataclass(frozen=True, slots=True)
class Verification(Serializable):
    """All quotes of a text, in order."""

    checks: tuple[QuoteCheck, ...]

    @property
    def stands(self) -> bool:
        """Whether every quote can be used as it is."""
        return all(check.stands for check in self.checks)


@dataclass(frozen=True, slots=True)
class Event(Serializable):
    """One step of a streamed answer: a piece of text, or (last) the whole answer."""

    kind: Literal["text", "answer"]
    text: str = ""
    answer: Answer | None = None


class Author(str):
    """An author's name that knows what the corpus holds of them: ``sources`` (paths) and ``passages``."""

    sources: tuple[str, ...]
    passages: int

    def __new__(cls, name: str, sources: tuple[str, ...] = (), passages: int = 0) -> Author:
        """A name with what the corpus holds under it."""
        author = super().__new__(cls, name)
        author.sources = sources
        author.passages = passages
        return author

    @property
    def name(self) -> str:
        """The name as plain text."""
        return str(self)

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {"name": str(self), "sources": list(self.sources), "passages": self.passages}


@dataclass(frozen=True, slots=True)
class BuildReport(Serializable):
    """What a build of the index did."""

    build: str
    model: str
    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]
    passages: int
    embedded_sources: int  # sources whose text was embedded in this run
    removed_sources: int
    seconds: float
    changed: bool  # False: everything was up to date and the live build stays
