"""``serve``: the chat in a web page."""

from __future__ import annotations

from typing import Annotated

import typer

from cxassistant.cli.options import Corpus, Engine, Index, Llm, Model, settings_for

_EXAMPLES = "Examples:\n\n  cxassistant serve\n\n  cxassistant serve --port 8000 --index my-index"


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("serve", epilog=_EXAMPLES)(serve)


def serve(
    host: Annotated[
        str | None,
        typer.Option("--host", help="Address to listen on (default: 127.0.0.1, this computer only)."),
    ] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on (default: 7860).")] = None,
    index: Index = None,
    corpus: Corpus = None,
    llm: Llm = None,
    model: Model = None,
    engine: Engine = None,
) -> None:
    """Open the chat as a web page; Ctrl+C stops it. It builds the index first if there is none."""
    settings = settings_for(
        host=host, port=port, index=index, corpus=corpus, llm_url=llm, llm_model=model, engine=engine
    )
    from cxassistant.ui.server import serve as serve_page

    serve_page(settings)
