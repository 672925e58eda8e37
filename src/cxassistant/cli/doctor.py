"""``doctor``: says what is wrong and what to do about it."""

from __future__ import annotations

import typer

from cxassistant.cli.options import Corpus, Index, Json, settings_for
from cxassistant.cli.output import make_console, one_line, write_json

_EXAMPLES = "Examples:\n\n  cxassistant doctor\n\n  cxassistant doctor --json"
_MARKS = {"ok": ("ok     ", "green"), "warning": ("warning", "yellow"), "failed": ("FAILED ", "bold red")}


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("doctor", epilog=_EXAMPLES)(doctor)


def doctor(index: Index = None, corpus: Corpus = None, as_json: Json = False) -> None:
    """Check the installation, the model, the index and the corpus. It changes nothing.

    Exit code 0: questions can be asked (warnings may remain); 1: something must be mended first.
    """
    from cxassistant.cli.checks import run_checks

    checks = run_checks(settings_for(index=index, corpus=corpus))
    ok = all(check.status != "failed" for check in checks)
    if as_json:
        write_json({"ok": ok, "checks": [check.to_dict() for check in checks]})
    else:
        console = make_console()
        for check in checks:
            mark, style = _MARKS[check.status]
            console.print(mark, style=style, end="  ")
            console.print(one_line(f"{check.name}: {check.detail}"), soft_wrap=True)
            if check.hint:
                console.print(" " * 9 + one_line(check.hint), soft_wrap=True)
    if not ok:
        raise typer.Exit(1)
