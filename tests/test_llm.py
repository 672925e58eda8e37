"""Answers that a language model writes: what is shown of them, and what happens when its server fails."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from conftest import command_env
from cxassistant import Assistant
from cxassistant.config import load_settings
from cxassistant.errors import ConfigError
from cxassistant.models import Answer
from llm_server import Body, Reply, ScriptedServer, passages_of, said

WHY = "Waarom mislukken de meeste CX-transformaties?"
FAR = "Hoe bak ik een appeltaart?"

Opened = tuple[Assistant, ScriptedServer]


@contextmanager
def opened(index: Path, script: Callable[[Body], Reply], **settings: Any) -> Iterator[Opened]:
    with ScriptedServer(script) as server:
        corpus = Path(__file__).parent.parent / "corpus"
        chosen = load_settings(index=index, corpus=corpus, llm_url=server.url, **settings)
        assistant = Assistant.open(settings=chosen)
        try:
            yield assistant, server
        finally:
            assistant.close()


def writes(make: Callable[[list[dict[str, str]]], str], **more: Any) -> Callable[[Body], Reply]:
    """A model that writes what ``make`` makes of the passages, and fails at everything else."""
    return lambda body: said(make(passages_of(body)) if passages_of(body) else "?", **more)


def first_sentence(passage: dict[str, str]) -> str:
    return passage["text"].split(". ")[0].rstrip(".")


def copies(passages: list[dict[str, str]]) -> str:
    return f"{first_sentence(passages[0])}. [{passages[0]['id']}]\n"


def are_verbatim(answer: Answer, assistant: Assistant) -> bool:
    return all(assistant.source(c.source).text[c.start : c.end] == c.quote for c in answer.citations)


# What is shown -----------------------------------------------------------------------------------------


def test_a_sentence_that_its_passage_bears_out_is_shown_with_a_citation_made_by_code(
    built_index: Path,
) -> None:
    with opened(built_index, writes(copies)) as (assistant, server):
        answer = assistant.ask(WHY)
        given = passages_of(server.requests[0])[0]
        assert answer.engine == "llm"
        assert answer.status == "answered"
        assert first_sentence(given) in answer.text.replace("\\", "")
        assert answer.citations[0].authors == tuple(given["author"].split(", "))
        assert given["author"] in answer.text.split("**Bronnen**")[1]
        assert are_verbatim(answer, assistant)


@pytest.mark.parametrize(
    ("sentence", "telling"),
    [
        ("Uit onderzoek van NASA blijkt dat klanten van astronauten houden.", "astronauten"),
        ("Volgens Elon Musk is dat de reden.", "Musk"),
        ("Hij schreef: “Deze woorden staan nergens in het hele stuk.”", "staan nergens"),
        ("In 1847 deed 93 procent dat al.", "1847"),
        ("Kijk voor meer op https://example.com/klik en mail naar x@example.com.", "example.com"),
    ],
)
def test_a_sentence_without_support_is_not_shown_and_quotes_answer_instead(
    sentence: str, telling: str, built_index: Path
) -> None:
    with opened(built_index, writes(lambda p: f"{sentence} [{p[0]['id']}]\n")) as (assistant, _):
        answer = assistant.ask(WHY)
        extractive = Assistant.open(settings=assistant.settings.model_copy(update={"engine": "extractive"}))
        assert telling not in answer.text
        assert answer.citations
        assert are_verbatim(answer, assistant)
        if answer.engine == "extractive":
            assert answer.text == extractive.ask(WHY).text
            assert answer.note


def test_an_unsupported_sentence_can_be_shown_struck_out(built_index: Path) -> None:
    def script(passages: list[dict[str, str]]) -> str:
        return f"{copies(passages)}Paarse olifanten dansen elke nacht in Parijs. [{passages[0]['id']}]\n"

    with opened(built_index, writes(script), llm_unsupported="strike") as (assistant, _):
        assert "~~Paarse olifanten dansen elke nacht in Parijs.~~" in assistant.ask(WHY).text


def test_ids_that_were_not_given_are_dropped(built_index: Path) -> None:
    def script(passages: list[dict[str, str]]) -> str:
        return f"{first_sentence(passages[0])} [{passages[0]['id']}][S88]. [S99]\n"

    with opened(built_index, writes(script)) as (assistant, _):
        answer = assistant.ask(WHY)
        assert len(answer.citations) == 1
        assert "88" not in answer.text
        assert "99" not in answer.text


def test_words_of_a_person_who_is_quoted_are_not_put_in_the_authors_mouth(built_index: Path) -> None:
    def script(passages: list[dict[str, str]]) -> str:
        said_by_other = next((p for p in passages if p.get("speaker") not in (None, "unknown")), None)
        if said_by_other is None:
            return "NOT_IN_PASSAGES"
        return f"{said_by_other['author']} zegt: “{first_sentence(said_by_other)}” [{said_by_other['id']}]\n"

    question = "Waarom is goed de vijand van geweldig?"
    with opened(built_index, writes(script)) as (assistant, server):
        answer = assistant.ask(question)
        given = [p for p in passages_of(server.requests[0]) if p.get("speaker") not in (None, "unknown")]
        assert given  # the question finds the quotation at all
        for passage in given:
            assert f"{passage['author']} zegt" not in answer.text


def test_text_is_shown_sentence_by_sentence_before_the_model_has_ended(built_index: Path) -> None:
    def script(passages: list[dict[str, str]]) -> str:
        return f"{copies(passages)}{first_sentence(passages[1])}. [{passages[1]['id']}]\n"

    with opened(built_index, writes(script, between=0.01)) as (assistant, _):
        pieces = [event.text for event in assistant.stream(WHY) if event.text]
        answer = assistant.ask(WHY)
        assert len(pieces) >= 3
        assert "".join(pieces).strip() == answer.text


def test_what_the_default_engine_refuses_is_never_asked_of_the_model(built_index: Path) -> None:
    with opened(built_index, writes(copies)) as (assistant, server):
        answer = assistant.ask(FAR)
        assert answer.status == "not_found"
        assert not server.requests


def test_a_model_that_finds_no_answer_says_so_and_the_reader_is_told(built_index: Path) -> None:
    with opened(built_index, writes(lambda p: "NOT_IN_PASSAGES")) as (assistant, _):
        answer = assistant.ask(WHY)
        assert "NOT_IN_PASSAGES" not in answer.text
        assert answer.status == "not_found" or answer.note


def test_a_quote_in_another_language_gets_a_translation_that_is_no_quote(built_index: Path) -> None:
    told = "Most transformations are only improvement projects."

    def script(body: Body) -> Reply:
        passages = passages_of(body)
        if passages:
            return said(f"“{first_sentence(passages[0])}” is what it says here. [{passages[0]['id']}]\n")
        words = len(json.loads(body["messages"][-1]["content"])["sentence"].split())
        return said(" ".join((told.split() * 10)[: max(4, words)]))

    with opened(built_index, script) as (assistant, _):
        answer = assistant.ask("Why do most CX transformations fail?")
        assert answer.engine == "llm"
        assert are_verbatim(answer, assistant)
        translated = [c for c in answer.citations if c.translation]
        assert translated
        assert "Translated by the language model" in answer.text
        assert translated[0].translation not in answer.text.split("**Sources**")[1]
        assert assistant.verify(f"“{translated[0].translation}”").checks[0].verdict == "not_found"


def test_a_follow_up_is_made_whole_with_words_of_the_conversation_alone(built_index: Path) -> None:
    def script(body: Body) -> Reply:
        if passages_of(body):
            return said(copies(passages_of(body)))
        return said("Waarom mislukken de meeste CX-transformaties en wat is daaraan te doen?")

    with opened(built_index, script) as (assistant, server):
        chat = assistant.chat()
        chat.ask(WHY)
        chat.ask("En wat is daaraan te doen?")
        rewriting = [r for r in server.requests if "last question" in r["messages"][-1]["content"]]
        assert len(rewriting) == 1
        asked = json.loads(server.requests[-1]["messages"][-1]["content"].splitlines()[-1])["question"]
        assert "transformaties" in asked


def test_the_rules_are_the_same_bytes_at_every_turn(built_index: Path) -> None:
    with opened(built_index, writes(copies)) as (assistant, server):
        for question in (WHY, "Wat is emotie in klantbeleving?", "Wat vinden klanten van wachten?"):
            assistant.ask(question)
        rules = {r["messages"][0]["content"] for r in server.requests if passages_of(r)}
        assert len(rules) == 1


def test_tokens_and_times_are_told(built_index: Path) -> None:
    usage = {
        "prompt_tokens": 900,
        "completion_tokens": 40,
        "total_tokens": 940,
        "prompt_tokens_details": {"cached_tokens": 300},
    }
    with opened(built_index, writes(copies, usage=usage)) as (assistant, _):
        timings = assistant.ask(WHY).timings
        assert (timings["prompt_tokens"], timings["answer_tokens"], timings["cached_tokens"]) == (
            900,
            40,
            300,
        )
        assert 0 < timings["llm_first_token"] <= timings["llm_first_sentence"] <= timings["llm"]


# Faults ------------------------------------------------------------------------------------------------

LIMITS: dict[str, Any] = {"llm_patience": 0.7, "llm_timeout": 2.5, "engine": "llm"}
FAULTS: dict[str, Callable[[list[dict[str, str]]], Reply]] = {
    "slow": lambda p: said(copies(p), before=5.0),
    "hangs halfway": lambda p: said("Dit is een zin die nooit", hang_after=2),
    "no key": lambda p: Reply(status=401),
    "too busy": lambda p: Reply(status=429),
    "failed": lambda p: Reply(status=500),
    "invalid JSON": lambda p: Reply(raw=b"data: {not json\n\ndata: [DONE]\n\n"),
    "no stream at all": lambda p: Reply(raw=b"<html>hello</html>"),
    "empty": lambda p: Reply([]),
    "breaks off": lambda p: said("Dit is een zin die nooit", break_after=2),
    "repeats itself": lambda p: said("Dit blijft maar zo doorgaan. " * 400),
    "a loop without an end": lambda p: said("en dan weer " * 800),
    "another language": lambda p: said(
        f"Les clients sont toujours très contents de nous ici. [{p[0]['id']}]\n"
    ),
    "context overflow": lambda p: Reply(status=400, error="the request exceeds the available context size"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_ends_in_the_quotes_and_a_word_of_what_was_wrong(fault: str, built_index: Path) -> None:
    def script(body: Body) -> Reply:
        return FAULTS[fault](passages_of(body))

    with opened(built_index, script, **LIMITS) as (assistant, _):
        started = time.monotonic()
        chat = assistant.chat()
        answer = chat.ask(WHY)
        assert time.monotonic() - started < LIMITS["llm_timeout"] + 2.0
        assert (answer.status, answer.engine) == ("answered", "extractive")
        assert answer.citations
        assert answer.note
        assert "citaten" in answer.note
        assert chat.history == [answer]


def test_a_context_that_is_smaller_than_was_set_is_tried_with_half_of_the_passages(built_index: Path) -> None:
    def script(body: Body) -> Reply:
        passages = passages_of(body)
        if len(server_seen) == 0:
            server_seen.append(len(passages))
            return Reply(status=400, error="maximum context length exceeded: too many tokens")
        server_seen.append(len(passages))
        return said(copies(passages))

    server_seen: list[int] = []
    with opened(built_index, script) as (assistant, _):
        assert assistant.ask(WHY).engine == "llm"
        assert server_seen[1] < server_seen[0]


def test_what_was_checked_before_the_server_broke_off_stays(built_index: Path) -> None:
    def script(body: Body) -> Reply:
        passages = passages_of(body)
        reply = said(f"{copies(passages)}En dan nog een zin die")
        reply.break_after = len(reply.pieces) - 1
        return reply

    with opened(built_index, script) as (assistant, _):
        answer = assistant.ask(WHY)
        assert answer.engine == "llm"
        assert "halverwege" in (answer.note or "")
        assert are_verbatim(answer, assistant)


def test_a_server_that_is_not_there_leaves_the_quotes_and_auto_says_so(built_index: Path) -> None:
    with ScriptedServer(lambda body: Reply()) as server:
        url = server.url
    settings = load_settings(index=built_index, llm_url=url)
    assistant = Assistant.open(settings=settings)
    answer = assistant.ask(WHY)
    assert (answer.status, answer.engine) == ("answered", "extractive")
    assert "antwoordt niet" in (answer.note or "")
    assert assistant.info()["engine"] == "extractive"
    assert "No language model answers" in assistant.info()["llm"]["fault"]


def test_a_reader_who_stops_an_answer_stops_the_server_and_keeps_the_chat(built_index: Path) -> None:
    def script(body: Body) -> Reply:
        return said(copies(passages_of(body)) + "Nog een zin. " * 50, between=0.02)

    with opened(built_index, script) as (assistant, server):
        chat = assistant.chat()
        stream = chat.stream(WHY)
        next(stream)
        stream.close()
        assert server.gone.wait(5)
        assert chat.history == []
        server.script = writes(copies)
        assert chat.ask(WHY).engine == "llm"


# Settings ----------------------------------------------------------------------------------------------


def test_the_key_comes_from_the_environment_alone_and_is_never_shown(
    built_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXASSISTANT_LLM_KEY", "sk-very-secret")
    with opened(built_index, lambda body: Reply(status=401)) as (assistant, server):
        answer = assistant.ask(WHY)
        assert server.headers[0]["authorization"] == "Bearer sk-very-secret"
        shown = f"{answer.to_dict()} {assistant.info()} {assistant.settings!r}"
        assert "very-secret" not in shown


@pytest.mark.parametrize(
    "url", ["ftp://x/v1", "localhost:8080", "http://name:key@x/v1", "http://x/v1?key=sk-1", "http://"]
)
def test_an_address_that_is_none_or_holds_a_secret_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="llm_url"):
        load_settings(llm_url=url)


def test_an_engine_that_needs_a_model_says_that_none_is_set(built_index: Path) -> None:
    with pytest.raises(ConfigError, match="--llm URL"):
        Assistant.open(settings=load_settings(index=built_index, engine="llm"))


def test_the_command_line_uses_a_server_and_names_what_is_wrong_with_it(
    built_index: Path, run_cli: Any
) -> None:
    with ScriptedServer(writes(copies)) as server:
        found = run_cli("ask", WHY, "--json", "--index", str(built_index), "--llm", server.url)
        assert found.json["engine"] == "llm"
        doctor = run_cli(
            "doctor", "--json", "--index", str(built_index), env=command_env(CXASSISTANT_LLM_URL=server.url)
        )
        checks = {c["name"]: c for c in doctor.json["checks"]}
        assert checks["language model"]["status"] == "ok"
        url = server.url
    without = run_cli("ask", WHY, "--index", str(built_index), "--llm", url)
    assert without.code == 0
    assert "taalmodel antwoordt niet" in without.err
