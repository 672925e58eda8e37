"""The command line as a user meets it: every command in a process of its own, with the network blocked."""

from __future__ import annotations

import json
import os
import pty
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from conftest import CORPUS, ROOT, RunCli, command_env, paths_of, write_corpus

COMMANDS = (
    "index",
    "setup",
    "ask",
    "chat",
    "search",
    "verify",
    "sources",
    "calibrate",
    "serve",
    "eval",
    "doctor",
)
HEAVY = (
    "llama_index",
    "chromadb",
    "torch",
    "sentence_transformers",
    "transformers",
    "gradio",
    "numpy",
    "onnxruntime",
    "lxml",
    "trafilatura",
    "docx",
    "pypdfium2",
)
WHY_FAIL = "Waarom mislukken de meeste CX-transformaties?"
CHANNELS = "How many contact channels do organisations offer on average?"
UNANSWERABLE = "Wat is de hoofdstad van Frankrijk?"
AUTHORS = {"Wim Rampen", "Adrian Swinscoe", "Rien Brus", "Berry Veldhoen", "Erik Bouwer"}


def modules_after(code: str, *args: str | Path) -> set[str]:
    """Which heavy packages a Python process has imported after running ``code``."""
    report = (
        code + "\nimport sys; sys.stderr.write('LOADED ' + ' '.join({m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", report, *args],
        env=command_env(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.rpartition("LOADED ")[2].split()) & set(HEAVY)


def start(*args: str | Path, cwd: Path = ROOT, **streams: Any) -> subprocess.Popen[bytes]:
    """A command that goes on running, and that an interrupt can stop.

    A test run that was itself started in the background hands down an ignored interrupt.
    """
    return subprocess.Popen(
        [sys.executable, "-m", "cxassistant", *args],
        cwd=cwd,
        env=command_env(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        **streams,
    )


# Help, version, start-up


def test_the_network_is_blocked_for_the_commands_under_test() -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=5)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=command_env(), capture_output=True, text=True, check=False
    )
    assert "NetworkBlockedError" in done.stderr


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    assert modules_after("import cxassistant.cli, cxassistant") == set()


def test_showing_help_loads_nothing_heavy() -> None:
    code = "from cxassistant.cli import main; [main([*name, '--help']) for name in ([], ['ask'], ['eval'])]"
    assert modules_after(code) == set()


def test_asking_loads_neither_torch_nor_sentence_transformers(built_index: Path) -> None:
    code = "import sys; from cxassistant.cli import main; assert main(['ask', *sys.argv[1:]]) == 0"
    loaded = modules_after(code, WHY_FAIL, "--index", built_index)
    assert not loaded & {"torch", "sentence_transformers", "transformers", "gradio"}
    assert {"llama_index", "chromadb"} <= loaded  # the check sees what is loaded


def test_help_without_a_command_lists_all_commands(run_cli: RunCli) -> None:
    run = run_cli()
    assert run.code == 0
    assert all(f" {name} " in run.out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_shows_an_example(run_cli: RunCli, command: str) -> None:
    run = run_cli(command, "--help")
    assert run.code == 0
    assert (
        f"  cxassistant {command}" in run.out.partition("Example")[2] or f" cxassistant {command}" in run.out
    )


def test_version_is_the_one_of_the_package(run_cli: RunCli) -> None:
    from importlib.metadata import version

    assert run_cli("--version").out == f"cxassistant {version('cxassistant')}\n"


# ask


def test_ask_writes_the_same_text_as_the_api(run_cli: RunCli, built_index: Path, assistant: Any) -> None:
    run = run_cli("ask", WHY_FAIL, "--index", built_index)
    assert (run.code, run.err) == (0, "")
    assert run.out == assistant.ask(WHY_FAIL).text + "\n"
    assert "Rien Brus" in run.out


def test_ask_as_json_is_the_answer_of_the_api(run_cli: RunCli, built_index: Path, assistant: Any) -> None:
    run = run_cli("ask", CHANNELS, "--index", built_index, "--json")
    expected = assistant.ask(CHANNELS).to_dict()
    assert {**run.json, "timings": {}} == {**json.loads(json.dumps(expected)), "timings": {}}
    assert run.json["status"] == "answered"
    assert run.json["language"] == "en"
    assert run.json["citations"][0]["authors"] == ["Adrian Swinscoe"]
    assert run.err == ""


def test_a_question_that_the_corpus_does_not_answer_is_no_error(run_cli: RunCli, built_index: Path) -> None:
    run = run_cli("ask", UNANSWERABLE, "--index", built_index, "--json")
    assert run.code == 0
    assert run.json["status"] == "not_found"
    assert run.json["citations"] == []


def test_ask_reads_the_question_from_stdin(run_cli: RunCli, built_index: Path) -> None:
    run = run_cli("ask", "-", "--index", built_index, "--json", input=WHY_FAIL + "\n")
    assert run.json["question"] == WHY_FAIL


def test_ask_takes_filters_and_a_language(run_cli: RunCli, built_index: Path, assistant: Any) -> None:
    args = ("--author", "Rien Brus", "--author", "Wim Rampen", "--since", "2024", "--until", "2024-12")
    run = run_cli(
        "ask", WHY_FAIL, *args, "--lang", "en", "--source-language", "nl", "--index", built_index, "--json"
    )
    assert run.json["language"] == "en"
    assert {name for c in run.json["citations"] for name in c["authors"]} <= {"Rien Brus", "Wim Rampen"}
    assert (
        run.json["text"]
        == assistant.ask(WHY_FAIL, "en", ["Rien Brus", "Wim Rampen"], "2024", "2024-12", "nl").text
    )


def test_an_answer_is_rendered_on_a_terminal(built_index: Path) -> None:
    screen, terminal = pty.openpty()
    with start("ask", WHY_FAIL, "--index", built_index, stdout=terminal, stderr=terminal) as process:
        os.close(terminal)
        shown = b""
        while True:
            try:
                part = os.read(screen, 65536)
            except OSError:  # how Linux tells the end of a pseudo-terminal
                break
            if not part:
                break
            shown += part
    os.close(screen)
    assert process.returncode == 0
    text = shown.decode()
    assert "Rien Brus" in text
    assert "[1]" in text
    assert "**" not in text


def test_a_changed_corpus_is_one_line_of_warning(run_cli: RunCli, built_index: Path, tmp_path: Path) -> None:
    write_corpus(
        tmp_path / "corpus", {"other.txt": "Een heel ander stuk over service en geduld. Het is kort."}
    )
    # The folder of the default name in another working folder is another corpus, unless it is named.
    assert run_cli("ask", WHY_FAIL, "--index", built_index, cwd=tmp_path).err == ""
    named = command_env(CXASSISTANT_CORPUS="corpus")
    run = run_cli("ask", WHY_FAIL, "--index", built_index, cwd=tmp_path, env=named)
    assert run.code == 0
    assert run.err.count("\n") == 1
    assert run.err.startswith("Warning: the corpus has changed")
    assert "cxassistant index" in run.err


# chat, search, sources


def test_chat_understands_follow_ups_in_a_pipe(run_cli: RunCli, built_index: Path, assistant: Any) -> None:
    follow_up = "En wat zegt Swinscoe daarover?"
    lines = [WHY_FAIL, follow_up, "/new", "", "/help", WHY_FAIL, "/quit", "never asked"]
    run = run_cli("chat", "--json", "--index", built_index, input="\n".join(lines))
    answers = [json.loads(line) for line in run.out.splitlines()]
    conversation = assistant.chat()
    expected = [conversation.ask(WHY_FAIL).text, conversation.ask(follow_up).text]
    assert run.code == 0
    assert [a["text"] for a in answers] == [*expected, expected[0]]
    assert "/quit" in run.err


def test_chat_goes_on_after_a_question_that_it_cannot_take(run_cli: RunCli, built_index: Path) -> None:
    run = run_cli("chat", "--index", built_index, input=f"{'lang ' * 20000}\n???\n{WHY_FAIL}\n")
    assert run.code == 0
    assert run.err.count("Error: ") == 2
    assert "Rien Brus" in run.out


def test_search_lists_passages_best_first(run_cli: RunCli, built_index: Path) -> None:
    run = run_cli("search", "emotie", "-k", "3", "--index", built_index, "--json")
    scores = [hit["score"] for hit in run.json]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert {"source", "text", "start", "end", "title", "authors", "date", "language"} <= set(run.json[0])
    shown = run_cli("search", "emotie", "-k", "1", "--index", built_index)
    assert shown.out.startswith("1. ")
    assert run.json[0]["source"] in shown.out


def test_sources_tells_who_wrote_what_and_how_that_was_found(run_cli: RunCli, built_index: Path) -> None:
    run = run_cli("sources", "--index", built_index, "--json")
    assert {name for source in run.json for name in source["authors"]} == AUTHORS
    assert paths_of(run.json) == sorted(path.name for path in CORPUS.glob("*.txt"))
    for source in run.json:
        assert source["passages"] > 0
        assert source["found"]
        assert {"title", "date", "language", "publisher", "url", "evidence"} <= set(source)
    shown = run_cli("sources", "--index", built_index).out
    assert all(name in shown for name in AUTHORS)
    assert shown.count("author found by") == len(AUTHORS)


# doctor, setup, serve


def test_doctor_finds_nothing_to_mend(run_cli: RunCli, built_index: Path) -> None:
    run = run_cli("doctor", "--index", built_index, "--json")
    assert run.code == 0, run.json
    assert run.json["ok"] is True
    assert {check["name"] for check in run.json["checks"]} >= {
        "packages",
        "model",
        "runtime",
        "index",
        "authors",
        "corpus",
    }


def test_doctor_shows_what_is_wrong_on_lines_that_say_what_to_do(run_cli: RunCli, tmp_path: Path) -> None:
    run = run_cli("doctor", "--index", tmp_path / "none", "--corpus", tmp_path / "nowhere")
    assert run.code == 1
    assert "FAILED   index: There is no index" in run.out
    assert "FAILED   corpus: There is no corpus folder" in run.out
    assert run.err == ""


def test_doctor_does_not_convert_a_model_that_was_not_made_ready(run_cli: RunCli, tmp_path: Path) -> None:
    run = run_cli("doctor", "--json", env=command_env(CXASSISTANT_CACHE=str(tmp_path / "cache")))
    found = {check["name"]: check for check in run.json["checks"]}
    assert found["model"]["status"] == "warning"
    assert "cxassistant setup" in found["model"]["hint"]
    assert not (tmp_path / "cache").exists()


def test_setup_that_was_done_before_does_nothing(run_cli: RunCli, built_index: Path) -> None:
    run = run_cli("setup")
    assert run.code == 0
    assert "is ready" in run.out


def test_serve_answers_over_http_until_it_is_interrupted(built_index: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with start("serve", "--port", str(port), "--index", built_index, stderr=subprocess.PIPE) as process:
        try:
            for _ in range(240):
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                        assert page.status == 200
                    break
                except OSError:
                    assert process.poll() is None, process.stderr.read() if process.stderr else ""
                    time.sleep(0.25)
            else:
                pytest.fail("the page did not come up within a minute")
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 130
    assert b"Traceback" not in err


def test_serve_on_a_port_in_use_says_so(run_cli: RunCli, built_index: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        run = run_cli("serve", "--port", port, "--index", built_index)
    assert run.code == 2
    assert port in run.err
    assert run.err.count("\n") == 1


# How things end


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["ask"], "question"),
        (["ask", "x", "--no-such-option"], "--no-such-option"),
        (["asq", "x"], "'ask'"),
        (["search", "x", "-k", "0"], "-k"),
        (["serve", "--port", "99999"], "port"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_exit_code_2(
    run_cli: RunCli, args: list[str], told: str
) -> None:
    run = run_cli(*args)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Error: ")
    assert run.err.count("\n") == 1
    assert told in run.err


@pytest.mark.parametrize(
    "args", [("--since", "yesterday"), ("--until", "2024-13"), ("--lang", "fr")], ids=lambda args: args[0]
)
def test_a_filter_that_is_none_is_one_line_and_exit_code_2(
    run_cli: RunCli, built_index: Path, args: tuple[str, str]
) -> None:
    run = run_cli("ask", WHY_FAIL, *args, "--index", built_index)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Error: ")
    assert args[1] in run.err


@pytest.mark.parametrize("content", ["no_such_setting = 1", "port = 'high'", "not toml ["])
def test_a_wrong_setting_is_one_line_and_exit_code_2(run_cli: RunCli, tmp_path: Path, content: str) -> None:
    (tmp_path / "cxassistant.toml").write_text(content, encoding="utf-8")
    run = run_cli("sources", cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert "cxassistant.toml" in run.err
    assert run.err.count("\n") == 1


_FAILING = """
import sys
from cxassistant.cli.app import app, main
@app.command()
def fail(): raise RuntimeError("first line\\nsecond line \\x1b[31m")
sys.exit(main(["fail"]))
"""


@pytest.mark.parametrize("debug", [None, "1"])
def test_an_unexpected_error_is_one_line_unless_debugging(debug: str | None) -> None:
    env = command_env(CXASSISTANT_DEBUG=debug)
    done = subprocess.run(
        [sys.executable, "-c", _FAILING], env=env, capture_output=True, text=True, check=False
    )
    last = done.stderr.splitlines()[-1]
    assert done.returncode == 1
    assert last.startswith("Error: RuntimeError: first line second line [31m. Set CXASSISTANT_DEBUG=1")
    assert ("Traceback" in done.stderr) is (debug is not None)
    assert (done.stderr.count("\n") == 1) is (debug is None)


def test_a_broken_pipe_is_quiet(built_index: Path) -> None:
    with start("sources", "--index", built_index, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_an_interrupt_ends_with_130_and_no_traceback(built_index: Path) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with start("chat", "--json", "--index", built_index, **pipes) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(b"Hallo\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["status"] == "info"
        process.send_signal(signal.SIGINT)
        err = process.stderr.read()
    assert process.returncode == 130
    assert err == b"Stopped.\n"
