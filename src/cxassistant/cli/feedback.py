"""``feedback``: what readers of the page thought of its answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cxassistant.cli.options import Json, settings_for
from cxassistant.cli.output import make_console, one_line, say, write_json

_EXAMPLES = "Examples:\n\n  cxassistant feedback\n\n  cxassistant feedback --down --json > to-look-at.json"
_SIGNS = {"up": "+", "down": "-"}


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("feedback", epilog=_EXAMPLES)(feedback)


def feedback(
    down: Annotated[bool, typer.Option("--down", help="Only answers that were found wanting.")] = False,
    file: Annotated[
        Path | None, typer.Option("--file", help="The file that holds them (default: feedback.jsonl).")
    ] = None,
    as_json: Json = False,
) -> None:
    """List what readers of the page thought of its answers, the newest last."""
    from cxassistant.feedback import FeedbackLog

    log = FeedbackLog(file or settings_for().feedback)
    kept, broken = log.read()
    shown = [f for f in kept if f.verdict == "down" or not down]
    if as_json:
        write_json([f.to_dict() for f in shown])
    else:
        console = make_console()
        for f in shown:
            console.print(
                f"{_SIGNS[f.verdict]} {one_line(f.question)}", style="bold", soft_wrap=True, markup=False
            )
            told = ", ".join(dict.fromkeys(source for source, _, _ in f.cited)) or f.status
            console.print(f"  {f.at}  {f.engine}  {one_line(told)}", soft_wrap=True, markup=False)
            if f.remark:
                console.print(f"  “{one_line(f.remark)}”", soft_wrap=True, markup=False)
        sys.stdout.flush()
    if not kept:
        say(f"No verdicts in {log.path} yet. Readers give them with the thumbs below an answer.")
    elif not as_json:
        ups = sum(f.verdict == "up" for f in kept)
        say(f"{ups} up, {len(kept) - ups} down")
    if broken:
        say(f"{broken} lines of {log.path} could not be read and were left out.")
