"""All commands put together, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from cxassistant.cli import (
    adding,
    asking,
    building,
    calibrating,
    doctor,
    evaluating,
    feedback,
    listing,
    serving,
    verifying,
)
from cxassistant.cli.output import one_line
from cxassistant.errors import CxAssistantError

DEBUG = "CXASSISTANT_DEBUG"
_INTERRUPTED = 130  # 128 + SIGINT, as shells report it
_BROKEN_PIPE = 1  # what rich and typer make of it too

app = typer.Typer(
    name="cxassistant",
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    epilog="Start with:\n\n"
    "  cxassistant index\n\n"
    '  cxassistant ask "Waarom mislukken CX-transformaties?"\n\n'
    "  cxassistant serve\n\n"
    "Settings: cxassistant.toml, then CXASSISTANT_... variables, then options.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"cxassistant {version('cxassistant')}")
        raise typer.Exit()


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop."),
    ] = False,
) -> None:
    """Answers questions about customer experience from articles, and says who said it and where."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


for _module in (
    building,
    adding,
    asking,
    verifying,
    listing,
    calibrating,
    serving,
    feedback,
    evaluating,
    doctor,
):
    _module.register(app)


def main(args: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; every failure is one line on stderr."""
    _forgive_encodings()
    try:
        code = _run(list(sys.argv[1:] if args is None else args))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe went away: nobody is left to tell
        # Python flushes stdout once more at exit, and would complain about the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    return code


def _run(args: list[str]) -> int:
    command = typer.main.get_command(app)
    try:
        with command.make_context("cxassistant", args) as context:
            command.invoke(context)
        return 0
    except typer.Exit as stop:
        return int(stop.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _fail("Stopped.", _INTERRUPTED)
    except BrokenPipeError:
        raise
    except CxAssistantError as error:
        return _fail(f"Error: {error}", error.exit_code)
    except Exception as error:
        usage = getattr(error, "format_message", None)  # typer's own: a wrong option or argument
        if callable(usage):
            path = getattr(getattr(error, "ctx", None), "command_path", "cxassistant")
            return _fail(f"Error: {usage().rstrip('.')}. Try '{path} --help'.", 2)
        return _fail(f"Error: {type(error).__name__}: {error}. Set {DEBUG}=1 to see where it happened.", 1)


def _fail(message: str, code: int) -> int:
    if os.environ.get(DEBUG):
        traceback.print_exc()
    sys.stderr.write(one_line(message) + "\n")
    return code


def _forgive_encodings() -> None:
    """A character that the terminal cannot show, or input that is no UTF-8, is no reason to fail."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
