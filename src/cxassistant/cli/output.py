"""How things are shown: JSON, tables and Markdown on stdout; messages and progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table

    from cxassistant.models import Answer, Event, Source

_LINE = 100  # columns of an answer: longer lines are hard to read
_PIPE_WIDTH = 160  # columns of a table that no terminal bounds
_SHORT = 90  # characters of evidence: enough to recognise the line in the document
_STAGES = {
    "embed": "Reading and embedding",
    "store": "Storing passages",
    "probe": "Asking what it cannot answer",
    "ask": "Asking",
    "search": "Searching",
    "calibrate": "Calibrating",
}


def write_json(value: Any) -> None:
    """One JSON document on stdout, indented for people too."""
    sys.stdout.write(json.dumps(value, ensure_ascii=not _is_unicode(), indent=2) + "\n")


def write_json_line(value: Any) -> None:
    """One JSON document on one line of stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=not _is_unicode()) + "\n")
    sys.stdout.flush()


def say(message: str) -> None:
    """A message for people, on stderr."""
    sys.stderr.write(one_line(message) + "\n")
    sys.stderr.flush()


def printable(text: str) -> str:
    """Text without control characters: a document must not be able to steer the terminal."""
    return "".join(c for c in text if c in "\n\t" or not (ord(c) < 32 or 127 <= ord(c) < 160))


def one_line(text: str) -> str:
    """Text as one printable line."""
    return printable(" ".join(text.split()))


def shorten(text: str) -> str:
    """The beginning of a text, as one line."""
    line = one_line(text)
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"


def write_markdown(text: str) -> None:
    """Rendered on a terminal; in a pipe the Markdown itself, which is what the other doors give too."""
    if not sys.stdout.isatty():
        sys.stdout.write(printable(text) + "\n")
        sys.stdout.flush()
        return
    console = make_console()
    console.print(_rendered(text), width=min(console.width, _LINE))


def _rendered(text: str) -> Padding:
    from rich.markdown import Markdown
    from rich.padding import Padding

    return Padding(Markdown(printable(text), hyperlinks=False), (1, 0))


def follow(events: Iterator[Event], shown: bool = True, end: str = "") -> Answer:
    """The answer at the end of its events; ``shown`` writes it to stdout, on a terminal while it comes.

    What the reader must know of how it came about goes to stderr.
    """
    answer, text = None, ""
    if shown and sys.stdout.isatty():
        from rich.live import Live

        # What is taller than the terminal cannot be drawn over: the whole comes after it, once.
        with Live(console=make_console(), transient=True, auto_refresh=False) as live:
            for event in events:
                text += event.text
                answer = event.answer or answer
                live.update(_rendered(text), refresh=True)
    for event in events:
        answer = event.answer or answer
    if shown and answer is not None:
        write_markdown(answer.text + end)
    assert answer is not None
    if answer.note:
        say(answer.note)
    return answer


def write_plain(text: str) -> None:
    """Text to be copied, as it is: nothing is folded or rendered."""
    sys.stdout.write("\n" + printable(text).strip("\n") + "\n")
    sys.stdout.flush()


def make_console() -> Console:
    """Stdout as a rich console; wide in a pipe, where no terminal bounds a line."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False, markup=False)


def make_table(*columns: str) -> Table:
    """An empty table whose cells fold rather than lose text."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def authors_of(source: Source) -> str:
    """Names of the authors, or that they are unknown."""
    return ", ".join(source.authors) or "unknown"


def how_found(source: Source) -> str:
    """The rule that found the authors, with the words that it read."""
    found = []
    for item in source.evidence:
        if item.field == "authors" and (not source.authors or item.value in source.authors):
            line = f"{item.rule}: {shorten(item.text)}" if item.text else item.rule
            if line not in found:
                found.append(line)
    return "; ".join(found) or ("" if source.authors else "nothing in the file says who wrote it")


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on stderr, to be called with stage, done and total; quiet when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def show(stage: str, done: int, total: int) -> None:
            bar.update(task, description=_STAGES.get(stage, stage), completed=done, total=total)

        yield show


def _is_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
