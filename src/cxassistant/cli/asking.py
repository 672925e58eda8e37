"""``ask``, ``chat`` and ``search``: questions to the index."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from cxassistant.cli.options import (
    Authors,
    Index,
    Json,
    Language,
    References,
    Since,
    SourceLanguage,
    Undated,
    Until,
    check_style,
    open_assistant,
    references_to,
)
from cxassistant.cli.output import (
    make_console,
    one_line,
    printable,
    say,
    write_json,
    write_json_line,
    write_markdown,
    write_plain,
)
from cxassistant.errors import QuestionError

if TYPE_CHECKING:
    from cxassistant.models import Hit

_ASK_EXAMPLES = (
    "Examples:\n\n"
    '  cxassistant ask "Waarom mislukken de meeste CX-transformaties?"\n\n'
    '  cxassistant ask "What do customers feel?" --author "Jane Doe" --lang en\n\n'
    '  cxassistant ask "Wat is CES?" --json | jq -r ".citations.[].quote"\n\n'
    '  echo "Wat is CES?" | cxassistant ask -'
)
_CHAT_EXAMPLES = (
    "Examples:\n\n  cxassistant chat\n\n  cxassistant chat --json < questions.txt   (one answer on each line)"
)
_SEARCH_EXAMPLES = 'Examples:\n\n  cxassistant search "emotie"\n\n  cxassistant search emotie -k 3 --json'
_CHAT_HELP = "Type a question. /new starts over, /quit stops."


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("ask", epilog=_ASK_EXAMPLES)(ask)
    app.command("chat", epilog=_CHAT_EXAMPLES)(chat)
    app.command("search", epilog=_SEARCH_EXAMPLES)(search)


def ask(
    question: Annotated[str, typer.Argument(help="The question; - reads it from stdin.", show_default=False)],
    author: Authors = None,
    lang: Language = None,
    since: Since = None,
    until: Until = None,
    undated: Undated = False,
    source_language: SourceLanguage = None,
    references: References = None,
    index: Index = None,
    as_json: Json = False,
) -> None:
    """Answer one question, with the quotes that the answer rests on.

    When the sources do not answer it, it says so: the status in the JSON is then not_found.
    With --references, references to what it quotes come after it.
    """
    text = sys.stdin.read() if question == "-" else question
    if references:
        check_style(references)
    answer = open_assistant(index).ask(text, lang, author, since, until, source_language, undated)
    listed = references_to(answer.citations, references, answer.language) if references else None
    if as_json:
        write_json(answer.to_dict() | ({"references": listed} if references else {}))
        return
    write_markdown(answer.text)
    if listed:
        write_plain(listed)


def chat(lang: Language = None, index: Index = None, as_json: Json = False) -> None:
    """Ask one question after another; follow-up questions are understood.

    /new starts a new conversation and /quit (or the end of the input) stops.
    """
    assistant = open_assistant(index)
    conversation = assistant.chat(lang)
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    if interactive:
        say(_CHAT_HELP)
    for line in _lines(interactive):
        if line == "/quit":
            break
        if line == "/new":
            conversation.clear()
            say("A new conversation.")
        elif line.startswith("/"):
            say(f"There is no command {line}. {_CHAT_HELP}")
        elif line:
            try:
                answer = conversation.ask(line)
            except QuestionError as error:
                say(f"Error: {error}")
                continue
            if as_json:
                write_json_line(answer.to_dict())
            else:
                write_markdown(answer.text + ("" if interactive else "\n"))


def search(
    words: Annotated[str, typer.Argument(help="What to look for.", show_default=False)],
    k: Annotated[int, typer.Option("-k", min=1, help="How many passages.")] = 10,
    author: Authors = None,
    since: Since = None,
    until: Until = None,
    undated: Undated = False,
    source_language: SourceLanguage = None,
    index: Index = None,
    as_json: Json = False,
) -> None:
    """Show the passages that lie nearest, best first. They are not an answer: 'ask' gives that."""
    hits = open_assistant(index).search(words, k, author, since, until, source_language, undated)
    if as_json:
        write_json([hit.to_dict() for hit in hits])
        return
    if not hits:
        say("No passage passes these filters.")
    for number, hit in enumerate(hits, 1):
        _show_hit(number, hit)


def _show_hit(number: int, hit: Hit) -> None:
    console = make_console()
    who = ", ".join(hit.authors) or "author unknown"
    head = f"{number}. {who}, {hit.title} ({hit.date or 'undated'})"
    console.print(one_line(head), style="bold", soft_wrap=True)
    console.print(f"   {printable(hit.source)}:{hit.start}-{hit.end}  score {hit.score:.3f}", soft_wrap=True)
    console.print(f"   {one_line(hit.text)}\n", soft_wrap=not sys.stdout.isatty())


def _lines(interactive: bool) -> Iterator[str]:
    if not interactive:
        for line in sys.stdin:
            yield line.strip()
        return
    import contextlib

    with contextlib.suppress(ImportError):  # line editing; Windows has none
        import readline  # noqa: F401
    while True:
        try:
            yield input("> ").strip()
        except EOFError:
            sys.stdout.write("\n")
            return
