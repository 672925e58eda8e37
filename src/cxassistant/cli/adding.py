"""``add``: documents into the corpus, after a look at what was found in them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cxassistant.cli.options import Corpus, Json, settings_for
from cxassistant.cli.output import how_found, make_console, one_line, say, shorten, write_json

if TYPE_CHECKING:
    from rich.console import Console

    from cxassistant.corpus.adding import Addition
    from cxassistant.models import Source

_EXAMPLES = (
    "Examples:\n\n"
    "  cxassistant add article.html\n\n"
    '  cxassistant add report.pdf --author "Jane Doe" --date 2024-03 --yes\n\n'
    "  cxassistant add *.docx --yes --json"
)
Value = str | list[str]
_FIRST_LINES = 3
_EMPTY = "-"


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("add", epilog=_EXAMPLES)(add)


def add(
    files: Annotated[
        list[Path], typer.Argument(help="Documents: .txt, .md, .html, .pdf or .docx.", show_default=False)
    ],
    title: Annotated[
        str | None, typer.Option("--title", help="The title, instead of what was found.")
    ] = None,
    author: Annotated[
        list[str] | None,
        typer.Option("--author", metavar="NAME", help="Who wrote it; may be given more than once."),
    ] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", help="Where it appeared.")] = None,
    date: Annotated[str | None, typer.Option("--date", help="When: 2024-02-16, 2024-02 or 2024.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="Its address.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take what was found; for scripts.")] = False,
    corpus: Corpus = None,
    as_json: Json = False,
) -> None:
    """Copy documents into the corpus, after showing who wrote them, when, and how that was found.

    Each value can be corrected: Enter keeps it, "-" says that there is none. Corrections are written beside
    the document, in NAME.meta.toml. 'cxassistant index' then makes the documents answer.
    """
    from cxassistant.corpus.adding import add_document, read_additions
    from cxassistant.errors import ConfigError

    asks = not yes and not as_json
    if asks and not sys.stdin.isatty():
        raise ConfigError("Nobody can be asked here: add --yes to take what is found in the documents.")
    given: dict[str, Value | None] = {
        "title": title,
        "authors": author,
        "publisher": publisher,
        "date": date,
        "url": url,
    }
    options: dict[str, Value] = {name: value for name, value in given.items() if value}
    if len(files) > 1 and {"title", "url"} & set(options):
        raise ConfigError("A title or an address belongs to one document: add the documents one by one.")
    settings = settings_for(corpus=corpus)
    additions = read_additions(files, settings.corpus, int(settings.max_file_mb * 1e6))
    console = make_console()
    added = []
    for addition in additions:
        if not as_json:
            _show(console, addition)
        stated = dict(options)
        if asks and addition.same_as is None:
            stated |= _corrections(addition.source, options)
            if not typer.confirm(f"Add {one_line(addition.name)}?", default=True, err=True):
                continue
        path = add_document(addition, settings.corpus, stated)
        added.append((addition, path, stated))
    if as_json:
        write_json([_as_json(addition, path, stated) for addition, path, stated in added])
    new = sum(path is not None for _, path, _ in added)
    if new:
        documents = "1 document" if new == 1 else f"{new} documents"
        say(f"Added {documents} to {settings.corpus}. Run 'cxassistant index' to ask about them.")


def _show(console: Console, addition: Addition) -> None:
    source = addition.source
    console.print(one_line(addition.name), style="bold", soft_wrap=True)
    if addition.same_as is not None:
        console.print(f"  is in the corpus already, as {one_line(addition.same_as)}", soft_wrap=True)
        return
    rows = {
        "title": source.title,
        "authors": ", ".join(source.authors) or "unknown",
        "": f"  {how_found(source)}",
        "publisher": source.publisher or "unknown",
        "date": source.date or "undated",
        "language": source.language,
    }
    for name, value in rows.items():
        console.print(f"  {name:<10} {one_line(value)}", soft_wrap=True)
    lines = [line for line in source.text.splitlines() if line.strip()]
    for line in lines[:_FIRST_LINES]:
        console.print(f"  | {shorten(line)}", style="dim", soft_wrap=True)


def _corrections(source: Source, options: dict[str, Value]) -> dict[str, Value]:
    """What somebody at the terminal changes; values that were given as options are not asked for."""
    from cxassistant.corpus.adding import found_fields

    changed: dict[str, Value] = {}
    for name, value in found_fields(source).items():
        if name in options:
            continue
        typed = typer.prompt(f"  {name}", default=value, show_default=bool(value), err=True).strip()
        if typed == value:
            continue
        bare = "" if typed == _EMPTY else typed
        changed[name] = (
            [part.strip() for part in bare.split(",") if part.strip()] if name == "authors" else bare
        )
    return changed


def _as_json(addition: Addition, path: Path | None, stated: dict[str, Value]) -> dict[str, object]:
    source = addition.source
    found = {name: getattr(source, name) for name in ("title", "publisher", "date", "url", "language")}
    return {
        "file": str(addition.file),
        "path": addition.same_as or addition.name,
        "added": path is not None,
        **found,
        "authors": list(source.authors),
        "found": how_found(source),
        "stated": stated,
    }
