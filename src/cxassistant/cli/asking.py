"""``ask``, ``chat`` and ``search``: questions to the index."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from cxassistant.cli.options import (
    Authors,
    Engine,
    Index,
    Json,
    Language,
    Llm,
    Model,
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
    follow,
    make_console,
    one_line,
    printable,
    say,
    write_json,
    write_json_line,
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
    '  echo "Wat is CES?" | cxassistant ask -\n\n'
    '  cxassistant ask "Wat is CES?" --llm http://127.0.0.1:11434/v1 --model qwen3'
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
    llm: Llm = None,
    model: Model = None,
    engine: Engine = None,
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
    assistant = open_assistant(index, llm, model, engine)
    events = assistant.stream(
        text,
        lang,
        authors=author,
        since=since,
        until=until,
        source_language=source_language,
        undated=undated,
    )
    answer = follow(events, shown=not as_json)
    listed = references_to(answer.citations, references, answer.language) if references else None
    if as_json:
        write_json(answer.to_dict() | ({"references": listed} if references else {}))
        return
    if listed:
        write_plain(listed)


def chat(
    lang: Language = None,
    llm: Llm = None,
    model: Model = None,
    engine: Engine = None,
    index: Index = None,
    as_json: Json = False,
) -> None:
    """Ask one question after another; follow-up questions are understood.

    /new starts a new conversation and /quit (or the end of the input) stops.
    """
    assistant = open_assistant(index, llm, model, engine)
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
                answer = follow(conversation.stream(line), shown=not as_json, end="" if interactive else "\n")
            except QuestionError as error:
                say(f"Error: {error}")
                continue
            except KeyboardInterrupt:  # the answer is stopped, not the conversation
                say("Stopped. Ask another question, or /quit.")
                continue
            if as_json:
                write_json_line(answer.to_dict())


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
