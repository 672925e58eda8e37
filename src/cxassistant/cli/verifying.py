"""``verify``: do the quotes of a text stand in the sources, and under the right name?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cxassistant.cli.options import Index, Json, settings_for
from cxassistant.cli.output import make_console, one_line, write_json

if TYPE_CHECKING:
    from cxassistant.models import QuoteCheck, QuotePlace

_EXAMPLES = (
    "Examples:\n\n"
    '  cxassistant verify "Buiten winnen is binnen beginnen" --author "Jane Doe"\n\n'
    "  cxassistant verify --file slide.txt\n\n"
    "  pbpaste | cxassistant verify - --json"
)
_DIFFERS = 7
_SHOWN = 3  # places of one quote
_VERDICTS = {
    "verbatim": ("Verbatim", "green"),
    "nearly": ("Nearly", "yellow"),
    "someone_else": ("Someone else's words", "red"),
    "not_found": ("Not found", "red"),
}
_NOTES = {
    "short": "too short to tell much: these words may stand anywhere",
    "omission": "shortened: the words before and after the dots stand in this order",
    "insertion": "the words in square brackets are not in the source",
}


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("verify", epilog=_EXAMPLES)(verify)


def verify(
    text: Annotated[
        str | None,
        typer.Argument(
            help="A quote, or a text with quotes in it; - reads it from stdin.", show_default=False
        ),
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A text file instead, such as a slide.")] = None,
    author: Annotated[
        str | None,
        typer.Option(
            "--author", metavar="NAME", help="Whose words they are said to be (default: whom the text names)."
        ),
    ] = None,
    index: Index = None,
    as_json: Json = False,
) -> None:
    """Check quotes: word for word in a source, nearly, somebody else's words, or not found.

    Exit code 0 when every quote stands verbatim and under the right name, else 7.
    """
    # From the build's files alone: checking words needs neither the model nor the vector store.
    from cxassistant.indexing.manifest import current_build
    from cxassistant.indexing.snapshot import read_snapshot
    from cxassistant.quote_check import check_draft
    from cxassistant.verification import Verifier

    draft = _read(text, file)
    snapshot = read_snapshot(current_build(settings_for(index=index).index))
    found = check_draft(Verifier(snapshot.sources.values()), draft, author)
    if as_json:
        write_json({"stands": found.stands, **found.to_dict()})
    else:
        for number, check in enumerate(found.checks, 1):
            _show(number, check)
    if not found.stands:
        raise typer.Exit(_DIFFERS)


def _read(text: str | None, file: Path | None) -> str:
    from cxassistant.errors import QuestionError

    if (text is None) == (file is None):
        raise QuestionError("Give one text to check: as an argument, with --file, or - for stdin.")
    if file is None:
        return sys.stdin.read() if text == "-" else str(text)
    from cxassistant.corpus.decode import decode

    try:
        data = file.read_bytes()
    except OSError as error:
        raise QuestionError(f"{file} cannot be read: {error.strerror or error}.") from None
    try:
        return decode(data)
    except Exception as error:
        raise QuestionError(
            f"{file} is not a text file: {error} Save it as text, or paste its words."
        ) from None


def _show(number: int, check: QuoteCheck) -> None:
    from cxassistant.verification import said_by

    console = make_console()
    verdict, colour = _VERDICTS[check.verdict]
    console.print(f"{number}. {verdict}", style=f"bold {colour}", end="  ")
    console.print(f"“{one_line(check.quote)}”", soft_wrap=True)
    for place in check.places[:_SHOWN]:
        console.print(f"   {_told(place, said_by(place))}", soft_wrap=True)
    if len(check.places) > _SHOWN:
        console.print(f"   and {len(check.places) - _SHOWN} more places", soft_wrap=True)
    if check.attribution == "wrong":
        console.print(f"   These are not the words of {one_line(check.claimed or '')}.", soft_wrap=True)
    if check.attribution == "uncertain":
        console.print(
            f"   The source does not tell whether {one_line(check.claimed or '')} says it.", soft_wrap=True
        )
    for change in check.changes:
        line = f"   draft: {one_line(change.draft) or '(nothing)'}; source: {one_line(change.source) or '(nothing)'}"
        console.print(line, soft_wrap=True)
    if check.meaning:
        console.print(f"   The difference touches the meaning: {', '.join(check.meaning)}.", soft_wrap=True)
    for note in check.notes:
        console.print(f"   Note: {_NOTES[note]}.", soft_wrap=True)


def _told(place: QuotePlace, names: tuple[str, ...]) -> str:
    """Who says it, quoted by whom, and where."""
    authors = ", ".join(place.authors) or "author unknown"
    if place.voice == "quoted":
        who = f"{', '.join(names)}, quoted by {authors}"
    elif place.voice == "author":
        who = authors
    else:
        who = f"in a quotation by {authors}" if place.voice == "uncertain" else f"editorial text ({authors})"
    where = [place.title, place.date or "undated", *([place.locator] if place.locator else [])]
    return one_line(f"{who}: {', '.join(where)} [{place.source}, characters {place.start}-{place.end}]")
