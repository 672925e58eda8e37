"""``sources``: what is in the index, and how the authors were found."""

from __future__ import annotations

import sys
from collections import Counter

import typer

from cxassistant.cli.options import (
    Index,
    Json,
    Language,
    References,
    check_style,
    references_to,
    settings_for,
)
from cxassistant.cli.output import authors_of, how_found, make_console, one_line, printable, write_json

_EXAMPLES = (
    "Examples:\n\n  cxassistant sources\n\n  cxassistant sources --json\n\n"
    "  cxassistant sources --references bibtex > literature.bib"
)


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("sources", epilog=_EXAMPLES)(sources)


def sources(
    references: References = None, lang: Language = None, index: Index = None, as_json: Json = False
) -> None:
    """List the sources: author, title, date, language, passages, and how the author was found.

    With --references, a list of literature of all of them instead; --lang is the language of its dates.
    """
    # Read from the build's files alone: listing needs neither the model nor the vector store.
    from cxassistant.indexing.manifest import current_build
    from cxassistant.indexing.snapshot import read_snapshot

    if references:
        check_style(references)
    snapshot = read_snapshot(current_build(settings_for(index=index).index))
    if references:
        listed = references_to(list(snapshot.sources.values()), references, lang or "nl")
        if as_json:
            write_json({"references": listed})
        else:
            sys.stdout.write(printable(listed).rstrip("\n") + "\n")
        return
    passages = Counter(passage.source for passage in snapshot.passages)
    if as_json:
        names = ("path", "title", "publisher", "date", "url", "language")
        rows = [
            {name: getattr(source, name) for name in names}
            | {
                "authors": list(source.authors),
                "passages": passages[source.path],
                "found": how_found(source),
                "evidence": [item.to_dict() for item in source.evidence],
            }
            for source in snapshot.sources.values()
        ]
        write_json(rows)
        return
    console = make_console()
    for source in snapshot.sources.values():
        told = [
            source.publisher,
            source.date or "undated",
            source.language,
            f"{passages[source.path]} passages",
        ]
        console.print(one_line(source.path), style="bold", soft_wrap=True)
        console.print(f"  {one_line(authors_of(source))}: {one_line(source.title)}", soft_wrap=True)
        console.print("  " + one_line(", ".join(part for part in told if part)), soft_wrap=True)
        found = how_found(source)
        console.print(f"  author found by {found}" if source.authors else f"  {found}", soft_wrap=True)
