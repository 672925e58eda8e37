"""``index`` and ``setup``: what is made before questions can be asked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cxassistant.cli.options import Corpus, Index, Json, settings_for
from cxassistant.cli.output import (
    authors_of,
    how_found,
    make_console,
    make_table,
    printable,
    progress_bar,
    say,
    write_json,
)

if TYPE_CHECKING:
    from cxassistant.config import Settings
    from cxassistant.models import BuildReport

_INDEX_EXAMPLES = (
    "Examples:\n\n"
    "  cxassistant index\n\n"
    "  cxassistant index --corpus articles --index articles-index\n\n"
    "  cxassistant index --full"
)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("index", epilog=_INDEX_EXAMPLES)(build)
    app.command("setup", epilog="Example:\n\n  cxassistant setup")(prepare)


def build(
    corpus: Corpus = None,
    index: Index = None,
    full: Annotated[bool, typer.Option("--full", help="Embed everything anew.")] = False,
    model: Annotated[
        str | None, typer.Option("--model", help="'bundled', a sentence-transformers folder, or a hub model.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read the corpus and bring the index up to date.

    Only documents that changed are embedded. The new index is made beside the old one and switched in when
    it is sound, so that questions can be asked meanwhile. The summary says who wrote each source and how that
    was found; a file NAME.meta.toml beside a document corrects it.
    """
    from cxassistant.assistant import Assistant

    settings = settings_for(corpus=corpus, index=index, model=model)
    with progress_bar() as progress:
        report = Assistant.build(full=full, settings=settings, progress=progress)
    if as_json:
        write_json(report_as_json(report))
    else:
        show_report(report)
    _warn_uncalibrated(settings)
    if model is not None and settings_for().model != model:
        say(f"Note: questions need the same model. Put model = {model!r} into cxassistant.toml.")


def _warn_uncalibrated(settings: Settings) -> None:
    from cxassistant.cli.checks import calibration_check
    from cxassistant.indexing.model import resolve_model

    check = calibration_check(settings, resolve_model(settings.model, settings.cache))
    if check.status != "ok":
        say(f"Note: {check.detail}. {check.hint}")


def prepare() -> None:
    """Make the embedding model ready for use: done once, without a download.

    Writes the model that came with the installation as a sentence-transformers folder into the cache, checks
    it, and exports the light runtime that embeds questions.
    """
    from cxassistant.indexing.model import resolve_model, verify_model
    from cxassistant.indexing.runtime import has_runtime

    started = time.perf_counter()
    settings = settings_for()
    model = resolve_model(settings.model, settings.cache)
    if has_runtime(model, settings.cache):
        verify_model(model)
        typer.echo(f"The embedding model {model.name} is ready.")
        return
    from cxassistant.indexing.embedding import DocumentEmbedder

    say(f"Preparing the embedding model {model.name}; this is done once and takes up to a minute.")
    DocumentEmbedder(model, settings.cache)
    typer.echo(f"The embedding model {model.name} is ready ({time.perf_counter() - started:.0f} s).")


def report_as_json(report: BuildReport) -> dict[str, Any]:
    """A report without the texts of the sources."""
    values = {
        name: getattr(report, name)
        for name in (
            "build",
            "model",
            "passages",
            "embedded_sources",
            "removed_sources",
            "seconds",
            "changed",
        )
    }
    sources = [
        {
            "path": s.path,
            "title": s.title,
            "authors": list(s.authors),
            "date": s.date,
            "language": s.language,
            "found": how_found(s),
        }
        for s in report.sources
    ]
    return {**values, "sources": sources, "skipped": [item.to_dict() for item in report.skipped]}


def show_report(report: BuildReport) -> None:
    """The summary: sources with their authors, what was skipped, and counts."""
    console = make_console()
    table = make_table("Source", "Author", "How the author was found")
    for source in report.sources:
        table.add_row(printable(source.path), printable(authors_of(source)), how_found(source))
    console.print(table)
    for item in report.skipped:
        console.print(printable(f"Skipped {item.path}: {item.reason}"), soft_wrap=True)
    unknown = [s.path for s in report.sources if not s.authors]
    if unknown:
        names = printable(", ".join(unknown))
        console.print(f"Author unknown: {names}. {sidecar_hint(unknown[0])}", soft_wrap=True)
    console.print(_counts(report), soft_wrap=True)


def sidecar_hint(path: str) -> str:
    """How to state the author of a document that does not."""
    return f'State the author in a file {printable(path)}.meta.toml, such as: authors = ["Full Name"]'


def _counts(report: BuildReport) -> str:
    done = (
        f"{report.embedded_sources} embedded, {report.removed_sources} removed"
        if report.changed
        else "up to date"
    )
    return (
        f"{len(report.sources)} sources ({done}), {report.passages} passages, {len(report.skipped)} skipped, "
        f"{report.seconds:.1f} s, model {report.model}"
    )
