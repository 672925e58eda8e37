"""Conversations that last: kept in the browser, edited, repeated, stopped, copied, saved as a file, and rated."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
from playwright.sync_api import expect

from llm_server import Body, Reply, ScriptedServer, passages_of, said
from paging import CAPITAL_NL, HOW_MANY_EN, READY, WHY_NL, Open, Server, serving


def test_a_conversation_is_there_after_a_reload_and_understands_what_follows(
    server: Server, visit: Open
) -> None:
    reader = visit(server)
    reader.ask(HOW_MANY_EN)
    expect(reader.page.locator("#chats li")).to_have_count(1)
    reader.page.reload()
    expect(reader.page.locator(".turn .answered")).to_contain_text("Adrian Swinscoe", timeout=READY)
    expect(reader.sources.locator("mark").first).to_be_visible()
    reader.ask("What does he say about a magnet?")
    expect(reader.sources.locator(".current")).to_contain_text("Adrian Swinscoe")


def test_several_conversations_are_kept_opened_again_and_deleted(server: Server, visit: Open) -> None:
    reader = visit(server)
    reader.ask(WHY_NL)
    reader.page.get_by_role("button", name="Nieuw gesprek").click()
    expect(reader.page.locator(".turn")).to_have_count(0)
    reader.ask(CAPITAL_NL)
    menu = reader.page.locator("#chats")
    menu.locator("summary").click()
    expect(menu.locator("li")).to_have_count(2)
    menu.get_by_role("button", name=WHY_NL).first.click()
    expect(reader.page.locator(".turn")).to_have_count(1)
    expect(reader.page.locator(".turn .answered")).to_contain_text("Rien Brus")
    menu.locator("summary").click()
    menu.get_by_role("button", name=f"Verwijder: {CAPITAL_NL}").click()
    expect(menu.locator("li")).to_have_count(1)


def test_a_kept_conversation_that_was_tampered_with_runs_nothing_and_claims_nothing(
    server: Server, visit: Open
) -> None:
    reader = visit(server)
    reader.ask(WHY_NL)
    expect(reader.page.locator("#chats li")).to_have_count(1)
    reader.page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((k) => k.startsWith("cx-chat-"));
          const chat = JSON.parse(localStorage.getItem(key));
          const quote = chat.answers[0].citations[0].quote;
          chat.title = "<img src=x onerror='window.ran=1'>";
          chat.answers[0].citations[0].quote = "Dit heeft niemand gezegd.";
          chat.answers[0].text = chat.answers[0].text.replace(quote, "<img src=x onerror='window.ran=2'>");
          localStorage.setItem(key, JSON.stringify(chat));
          localStorage.setItem("cx-chat-x", '{"id": "x", "at": "2020", "answers": [{"status": 7}]}');
        }"""
    )
    reader.page.reload()
    expect(reader.page.locator(".turn .answer")).to_contain_text("onerror", timeout=READY)
    expect(reader.sources).to_contain_text("staan er niet meer zo")
    assert reader.page.evaluate("window.ran") is None
    reader.page.locator("#chats summary").click()
    reader.page.locator("#chats .open-chat").last.click()
    reader.ask(HOW_MANY_EN)


def test_a_question_is_edited_and_what_came_after_it_goes(server: Server, visit: Open) -> None:
    reader = visit(server)
    reader.ask(CAPITAL_NL)
    reader.ask(HOW_MANY_EN)
    reader.page.locator(".turn").first.get_by_role("button", name="Bewerk").click()
    expect(reader.box).to_have_value(CAPITAL_NL)
    expect(reader.page.locator(".editing")).to_be_visible()
    reader.page.get_by_role("button", name="Laat staan").click()
    expect(reader.page.locator(".turn")).to_have_count(2)
    reader.page.locator(".turn").first.get_by_role("button", name="Bewerk").click()
    expect(reader.page.locator(".editing")).to_be_visible()
    reader.box.fill(WHY_NL)
    reader.box.press("Enter")
    expect(reader.page.locator(".turn")).to_have_count(1)
    expect(reader.page.locator(".turn .answered")).to_contain_text("Rien Brus")
    reader.page.get_by_role("button", name="Opnieuw").click()
    expect(reader.page.locator(".turn")).to_have_count(1)
    expect(reader.page.locator(".turn .answered")).to_contain_text("Rien Brus")


def test_an_answer_that_is_being_written_is_stopped_and_the_chat_goes_on(
    tmp_path: Path, built_index: Path, visit: Open
) -> None:
    asked: list[Body] = []

    def script(body: Body) -> Reply:
        asked.append(body)
        if len(asked) == 1:
            return said("Te laat.", before=60)
        first = passages_of(body)[0]
        return said(f"{first['text'].split('. ')[0]} [{first['id']}].")

    with ScriptedServer(script) as llm, serving(tmp_path, built_index, CXASSISTANT_LLM_URL=llm.url) as server:
        reader = visit(server)
        reader.box.fill(WHY_NL)
        reader.box.press("Enter")
        stop = reader.page.get_by_role("button", name="Stop")
        expect(stop).to_be_visible(timeout=READY)
        for _ in range(200):
            if asked:
                break
            reader.page.wait_for_timeout(100)
        stop.click()
        expect(reader.page.locator(".answer.stopped")).to_contain_text("Gestopt", timeout=5_000)
        expect(stop).to_be_hidden()
        expect(reader.ask(WHY_NL)).to_contain_text("Rien Brus")


def test_an_answer_is_copied_with_its_references(server: Server, visit: Open) -> None:
    reader = visit(server)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.ask(WHY_NL)
    reader.page.get_by_role("button", name="Kopieer").click()
    expect(reader.page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    for words in (
        "De meeste CX transformaties zijn helemaal geen transformaties",
        "Rien Brus",
        "16 februari 2024",
    ):
        assert words in copied


def test_a_conversation_is_saved_as_word_and_as_markdown(server: Server, visit: Open) -> None:
    reader = visit(server)
    reader.ask(WHY_NL)
    reader.ask(CAPITAL_NL)
    files = {}
    for name in ("Als Word-document", "Als Markdown"):
        reader.page.locator("#export summary").click()
        with reader.page.expect_download() as waiting:
            reader.page.get_by_role("button", name=name).click()
        files[name] = (waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes())
    name, content = files["Als Word-document"]
    assert name.endswith(".docx")
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
    for held in (text, files["Als Markdown"][1].decode()):
        assert WHY_NL in held and CAPITAL_NL in held
        assert "De meeste CX transformaties zijn helemaal geen transformaties" in held


def test_a_verdict_and_a_remark_are_kept_and_shown_by_the_command(
    tmp_path: Path, built_index: Path, visit: Open, run_cli: object
) -> None:
    with serving(tmp_path, built_index) as server:
        reader = visit(server)
        reader.ask(WHY_NL)
        down = reader.page.get_by_role("button", name="Geen goed antwoord")
        down.click()
        expect(down).to_have_attribute("aria-pressed", "true")
        reader.page.get_by_label("Wil je er iets bij zeggen?").fill("Te <b>kort</b>")
        reader.page.get_by_role("button", name="Verstuur").click()
        expect(reader.page.locator(".turn")).to_contain_text("je opmerking is bewaard")
    done = run_cli("feedback", "--json", "--file", str(tmp_path / "feedback.jsonl"))  # type: ignore[operator]
    kept = json.loads(done.out)
    assert kept[-1]["question"] == WHY_NL
    assert (kept[-1]["verdict"], kept[-1]["remark"]) == ("down", "Te <b>kort</b>")
