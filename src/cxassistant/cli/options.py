"""Options that several commands share, and what they open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxassistant.assistant import Assistant
    from cxassistant.config import Settings
    from cxassistant.models import Citation, Source

Index = Annotated[Path | None, typer.Option("--index", help="Folder of the index (default: index).")]
Corpus = Annotated[Path | None, typer.Option("--corpus", help="Folder with the documents (default: corpus).")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON to stdout, for programs.")]
Language = Annotated[
    str | None,
    typer.Option("--lang", metavar="nl|en", help="Language of the answer (default: the question's)."),
]
Authors = Annotated[
    list[str] | None,
    typer.Option(
        "--author", metavar="NAME", help="Only what this author wrote; may be given more than once."
    ),
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Only sources of this date or later, such as 2017."),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only sources of this date or earlier.")
]
References = Annotated[
    str | None,
    typer.Option(
        "--references",
        metavar="STYLE",
        help="References to paste: text, markdown, apa, apa-in-text, bibtex or csl-json.",
    ),
]
Undated = Annotated[
    bool, typer.Option("--undated", help="With --since or --until: sources without a date as well.")
]
SourceLanguage = Annotated[
    str | None,
    typer.Option("--source-language", metavar="CODE", help="Only sources in this language, such as nl."),
]
Engine = Annotated[
    str | None,
    typer.Option("--engine", metavar="auto|extractive|llm", help="Who writes the answer (default: auto)."),
]
Llm = Annotated[
    str | None,
    typer.Option("--llm", metavar="URL", help="Language model: base address of an OpenAI-compatible server."),
]
Model = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="Name of the language model there.")
]


def settings_for(**overrides: Any) -> Settings:
    """The settings, with what was given on the command line put over them."""
    from cxassistant.config import load_settings

    return load_settings(**overrides)


def open_assistant(
    index: Path | None, llm: str | None = None, model: str | None = None, engine: str | None = None
) -> Assistant:
    """Open the index for questions, with a warning when the corpus has changed since it was built."""
    from cxassistant.assistant import Assistant
    from cxassistant.cli.output import say
    from cxassistant.errors import CxAssistantError

    assistant = Assistant.open(
        settings=settings_for(index=index, llm_url=llm, llm_model=model, engine=engine)
    )
    try:
        changed = assistant.corpus_changed()
    except CxAssistantError:  # the folder cannot be listed: that stops no answer
        changed = False
    if changed:
        say("Warning: the corpus has changed since the index was built. Run 'cxassistant index'.")
    return assistant


def check_style(style: str) -> None:
    """Raise ConfigError for a style of references that there is not, before a question is answered."""
    references_to((), style, "nl")


def references_to(items: Sequence[Citation | Source], style: str, language: str) -> str:
    """References to sources or citations, see :func:`cxassistant.references.bibliography`."""
    from cxassistant.references import bibliography

    return bibliography(items, style, language)
