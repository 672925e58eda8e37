"""A conversation as Markdown, and an answer as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxassistant.answering.compose import escape
from cxassistant.answering.phrases import spell_date
from cxassistant.exporting.parts import WORDS, all_cited, pieces, related_lines
from cxassistant.models import Answer
from cxassistant.references import bibliography


def as_markdown(answers: Sequence[Answer], language: str, made: date) -> str:
    """The conversation in CommonMark; ``language`` ("nl" or "en") is that of the words around it.

    Questions and words of the corpus stay text: nothing in them becomes markup, a link or an image.
    """
    words = WORDS[language]
    day = spell_date(made.isoformat(), language) or made.isoformat()
    parts = [f"# {words['title']}", f"*{words['made'].format(date=day)}*"]
    for answer in answers:
        parts.append(f"## {escape(answer.question)}")
        if answer.status == "not_found":
            parts.append(f"**{words['refusal']}**")
        parts.append(answer.text.strip())
        if answer.note:
            parts.append(f"*{escape(answer.note)}*")
        if answer.related and answer.status == "not_found":
            lines = [f"- {escape(line)}" for line in related_lines(answer.related, answer.language)]
            parts += [f"**{words['related']}**", "\n".join(lines)]
    cited = all_cited(answers)
    if cited:
        listed = bibliography(cited, "markdown", language).splitlines()
        parts += [f"## {words['literature']}", "\n".join(f"- {line}" for line in listed)]
    return "\n\n".join(parts) + "\n"


def copy_text(answer: Answer) -> str:
    """An answer with its references as plain text, for the clipboard."""
    parts: list[str] = []
    before = ""
    for piece in pieces(answer.text):
        text = f"- {piece.text}" if piece.kind == "item" else piece.text
        together = piece.kind == "item" and before == "item"
        parts.append(("\n" if together else "\n\n") + text)
        before = piece.kind
    if answer.note:
        parts.append(f"\n\n{answer.note}")
    return "".join(parts).strip()
