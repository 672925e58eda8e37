"""A real llama.cpp server with a real, small model: the whole way from question to shown answer, and back when it goes.

The model (135 million parameters) writes poor English and no Dutch: what it says is never the point here.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxassistant import Assistant
from cxassistant.config import load_settings
from llama_cpp import LlamaCpp

QUESTION = "Why do most CX transformations fail?"


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
