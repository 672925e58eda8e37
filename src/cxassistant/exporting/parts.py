"""What an exported conversation is made of: the pieces of an answer's Markdown, and the words around answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from cxassistant.answering.phrases import enumerate_names, spell_date
from cxassistant.models import Answer, Citation, Hit
from cxassistant.text import DIRECTION_MARKS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

Kind = Literal["paragraph", "quote", "item", "heading"]
Style = Literal["", "bold", "italic"]
_SHOWN_RELATED = 3
_SHOWN_WORDS = 60  # of a related passage
# What an answer's Markdown may hold; all else in it is text.
_RULES = ["paragraph", "list", "blockquote", "heading", "emphasis", "newline", "escape", "entity"]

WORDS = {
    "nl": {
        "title": "Gesprek over klantbeleving",
        "made": "Gemaakt met cxassistant op {date}. Citaten staan letterlijk in de bronnen.",
        "refusal": "Geen antwoord in de bronnen",
        "related": "Verwante passages (geen antwoord op de vraag)",
        "literature": "Bronnen van dit gesprek",
        "unknown": "auteur onbekend",
        "undated": "zonder datum",
    },
    "en": {
        "title": "Conversation on customer experience",
        "made": "Made with cxassistant on {date}. Quotes stand word for word in the sources.",
        "refusal": "No answer in the sources",
        "related": "Related passages (no answer to the question)",
        "literature": "Sources of this conversation",
        "unknown": "author unknown",
        "undated": "undated",
    },
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, quote, list item or heading: its runs of text, each with a style."""

    kind: Kind
    runs: tuple[tuple[str, Style], ...]

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(text for text, _ in self.runs)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("zero").enable(_RULES)


def pieces(markdown: str) -> Iterator[Piece]:
    """An answer's Markdown in pieces."""
    inside: list[str] = []
    for token in _parser().parse(markdown):
        if token.type == "inline":
            runs: list[tuple[str, Style]] = []
            style: Style = ""
            for child in token.children or []:
                if child.type in ("strong_open", "em_open"):
                    style = "bold" if child.type == "strong_open" else "italic"
                elif child.type in ("strong_close", "em_close"):
                    style = ""
                else:
                    breaks = child.type in ("softbreak", "hardbreak")
                    runs.append((" " if breaks else clean(child.content), style))
            kind: Kind = "paragraph"
            for name, made in (("blockquote", "quote"), ("list_item", "item"), ("heading", "heading")):
                kind = made if name in inside else kind  # type: ignore[assignment]
            yield Piece(kind, tuple(run for run in runs if run[0]))
        elif token.nesting == 1:
            inside.append(token.type.removesuffix("_open"))
        elif token.nesting == -1 and inside:
            inside.pop()


def clean(text: str) -> str:
    """Text without what no document may hold: control characters, and marks that turn the order of reading."""
    shown = text.translate(dict.fromkeys(DIRECTION_MARKS))
    return "".join(c if c.isprintable() or c in "\n\t " else " " for c in shown)


def related_lines(hits: Sequence[Hit], language: str) -> list[str]:
    """The nearest passages of a refusal, each with whose it is."""
    words, lines = WORDS[language], []
    for hit in hits[:_SHOWN_RELATED]:
        who = enumerate_names(list(hit.authors), language) or words["unknown"]
        when = spell_date(hit.date, language) or words["undated"]
        told = hit.text.split()
        text = " ".join(told[:_SHOWN_WORDS]) + (" …" if len(told) > _SHOWN_WORDS else "")
        lines.append(clean(f"{who}, {hit.title} ({when}): {text}"))
    return lines


def all_cited(answers: Sequence[Answer]) -> list[Citation]:
    """A citation of each source that the answers cite, in order."""
    return list({c.source: c for answer in reversed(answers) for c in reversed(answer.citations)}.values())[
        ::-1
    ]
