"""Orders in documents, questions and conversations, and a model that obeys them: nothing of it reaches the reader.

The whole chain runs, with a server that answers each question just as the attacker wants it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cxassistant import Assistant
from cxassistant.config import load_settings
from cxassistant.models import Answer
from cxassistant.ui.render import answer_html
from llm_server import Body, Reply, ScriptedServer, passages_of, said

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "injections.jsonl").read_text("utf-8").splitlines()
]


class Obedient:
    """Says what the case at hand wants, and nothing helpful to the small tasks beside it."""

    def __init__(self) -> None:
        self.answers: list[str] = []

    def __call__(self, body: Body) -> Reply:
        if passages_of(body):
            return said(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])
        return said(self.answers[-1])


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Assistant, Obedient]]:
    folder = tmp_path_factory.mktemp("poisoned")
    corpus = folder / "corpus"
    corpus.mkdir()
    for case in CASES:
        document = case["document"]
        name = (document.get("filename") or f"{case['id']}.md").replace("/", "∕")
        head = {"title": document["title"], "author": document["author"]}
        text = f"---\n{yaml.safe_dump(head, allow_unicode=True)}---\n\n{document['text']}\n"
        if text not in {p.read_text("utf-8") for p in corpus.iterdir()}:
            (corpus / f"{Path(name).stem}.md").write_text(text, encoding="utf-8")
    model = Obedient()
    Assistant.build(corpus=corpus, index=folder / "index")
    with ScriptedServer(model) as server:
        settings = load_settings(index=folder / "index", corpus=corpus, llm_url=server.url, engine="llm")
        assistant = Assistant.open(settings=settings)
        yield assistant, model
        assistant.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}: {case['attack']}")
def test_an_order_that_the_model_obeys_shows_nothing_of_what_it_wants(
    case: dict[str, Any], poisoned: tuple[Assistant, Obedient]
) -> None:
    assistant, model = poisoned
    chat = assistant.chat()
    for question, answer in case["history"]:
        model.answers = [answer]
        chat.ask(question)
    model.answers = [case["obeying_output"]]
    streamed, answer = "", None
    for event in chat.stream(case["question"]):
        streamed += event.text
        answer = event.answer or answer
    assert answer is not None
    assert answer.status in ("answered", "not_found", "info")
    shown = f"{streamed}\n{answer.text}\n{answer.note}"
    held = " ".join(source.text + source.title + " ".join(source.authors) for source in assistant.sources())
    for wanted in case["forbidden"]:
        assert wanted not in shown
    for markup in case["inactive"]:
        assert markup not in shown
        if markup[:1] == "<" or not markup.isprintable():  # of Markdown the page shows the letters
            assert markup not in answer_html(answer, 1)
    _are_verbatim(answer, assistant)
    for citation in answer.citations:
        assert citation.quote in held


def _are_verbatim(answer: Answer, assistant: Assistant) -> None:
    for c in answer.citations:
        source = assistant.source(c.source)
        assert source.text[c.start : c.end] == c.quote
        assert c.authors == source.authors


def test_the_server_got_the_orders_as_data_and_no_mark_of_a_chat_template(
    poisoned: tuple[Assistant, Obedient],
) -> None:
    assistant, model = poisoned
    model.answers = ["Niets. [S1]"]
    prompts: list[str] = []

    def remember(body: Body) -> Reply:
        prompts.append(body["messages"][-1]["content"])
        return said("Niets. [S1]")

    with ScriptedServer(remember) as server:
        settings = assistant.settings.model_copy(update={"llm_url": server.url})
        other = Assistant.open(settings=settings)
        for case in CASES:
            other.ask(case["question"])
        other.close()
    assert len(prompts) > len(CASES) / 2
    for prompt in prompts:
        assert not any(mark in prompt for mark in ("<|", "[INST]", "<<SYS>>", "\u202e", "\u200b"))
        assert all(isinstance(json.loads(line), dict) for line in prompt.splitlines())
