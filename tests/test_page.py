"""The chat page as a reader meets it: questions, answers, languages, hostile text, and building the index."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import CORPUS, ROOT, command_env, write_corpus
from paging import BUILT, CAPITAL_NL, HOW_MANY_EN, READY, WHY_NL, Open, Server, serving


def test_a_dutch_question_is_answered_in_dutch_with_author_title_and_date(
    server: Server, visit: Open
) -> None:
    reader = visit(server)
    answer = reader.ask(WHY_NL)
    expect(answer).to_have_class(re.compile("answered"))
    expect(answer).to_have_attribute("lang", "nl")
    for words in ("Rien Brus", "Appen over klantbeleving", "16 februari 2024"):
        expect(answer).to_contain_text(words)
        expect(reader.sources).to_contain_text(words)
    quote = answer.locator("blockquote").first.inner_text().split("”")[0].strip("“ \n")
    assert quote in (CORPUS / "oorzaken-falende-cx-transformaties.txt").read_text("utf-8")


def test_an_english_question_is_answered_in_english_and_quotes_the_dutch_sentence(
    server: Server, visit: Open
) -> None:
    reader = visit(server, locale="en-GB")
    answer = reader.ask(HOW_MANY_EN)
    expect(answer).to_have_attribute("lang", "en")
    expect(answer).to_contain_text("Adrian Swinscoe")
    expect(answer).to_contain_text("Sources")
    said = "gemiddeld een keuze uit negen"
    expect(answer.locator("blockquote").filter(has_text=said)).to_have_count(1)
    expect(reader.sources.locator("mark").filter(has_text=said)).to_have_count(1)


def test_a_question_outside_the_corpus_is_refused_and_what_is_related_is_no_citation(
    server: Server, visit: Open
) -> None:
    reader = visit(server)
    answer = reader.ask(CAPITAL_NL)
    expect(answer).to_have_class(re.compile("not_found"))
    expect(answer.locator(".marker")).to_have_count(0)
    expect(reader.sources.locator("mark, .source")).to_have_count(0)
    expect(reader.sources).to_contain_text("Geen antwoord, wel verwant")


def test_the_panel_shows_the_quote_highlighted_in_its_paragraph(server: Server, visit: Open) -> None:
    reader = visit(server)
    quote = reader.ask(WHY_NL).locator("blockquote").first.inner_text().split("”")[0].strip("“ \n")
    marked = reader.sources.locator("mark").first
    assert quote in marked.inner_text()
    assert len(reader.sources.locator(".context").first.inner_text()) > len(quote)


def test_a_marker_leads_to_its_quote_also_that_of_an_earlier_answer(server: Server, visit: Open) -> None:
    reader = visit(server, width=390, height=844)
    reader.ask(WHY_NL)
    reader.ask(HOW_MANY_EN)
    for turn, author in ((1, "Adrian Swinscoe"), (0, "Rien Brus")):
        reader.page.locator(".turn").nth(turn).locator("blockquote .marker").first.click()
        expect(reader.sources.locator(".document .by")).to_contain_text(author)
        expect(reader.sources.locator("mark.focus").first).to_be_in_viewport()


def test_an_example_question_is_answered_with_a_citation(server: Server, visit: Open) -> None:
    reader = visit(server)
    for language in ("nl", "en"):
        expect(reader.page.locator(f"#examples [data-for={language}] button").first).to_be_visible(
            timeout=READY
        )
    reader.page.locator("#examples [data-for=en] button").first.click()
    expect(reader.page.locator(".turn .answered")).to_have_attribute("lang", "en", timeout=READY)
    expect(reader.sources.locator("mark").first).to_be_visible()
    expect(reader.page.locator("#examples button:visible")).to_have_count(0)


def test_a_follow_up_is_understood_and_a_new_conversation_starts_empty(server: Server, visit: Open) -> None:
    reader = visit(server)
    reader.ask(HOW_MANY_EN)
    reader.ask("What does he say about a magnet?")
    expect(reader.sources.locator(".current")).to_contain_text("Adrian Swinscoe")
    reader.page.get_by_role("button", name="Nieuw gesprek").click()
    expect(reader.page.locator(".turn")).to_have_count(0)
    expect(reader.sources.locator("mark")).to_have_count(0)


def test_questions_asked_before_the_answer_is_there_are_answered_in_turn(server: Server, visit: Open) -> None:
    reader = visit(server)
    for question in (WHY_NL, HOW_MANY_EN):
        reader.box.fill(question)
        reader.box.press("Enter")
        expect(reader.box).to_have_value("")
    expect(reader.page.locator(".turn .answered")).to_have_count(2, timeout=READY)
    expect(reader.page.locator(".turn").first).to_contain_text("Rien Brus")
    expect(reader.page.locator(".turn").last).to_contain_text("Adrian Swinscoe")


def test_the_page_tells_which_corpus_engine_and_model_are_in_use(server: Server, visit: Open) -> None:
    status = visit(server).page.locator("#status")
    expect(status).to_contain_text("5 bronnen van 5 auteurs", timeout=READY)
    expect(status).to_contain_text("zonder taalmodel")
    expect(status).to_contain_text("multilingual-e5-small")


def test_the_page_speaks_the_language_of_the_browser(server: Server, visit: Open) -> None:
    dutch, english, french = visit(server).page, visit(server, "en-US").page, visit(server, "fr-FR").page
    expect(dutch.locator("h1")).to_contain_text("Vraag het de auteurs")
    assert dutch.locator("h1").inner_text() == "Vraag het de auteurs"
    expect(dutch.get_by_role("button", name="Vraag", exact=True)).to_be_visible()
    for page in (english, french):
        assert page.locator("h1").inner_text() == "Ask the authors"
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_two_browsers_do_not_see_each_others_conversation(server: Server, visit: Open) -> None:
    first, second = visit(server), visit(server)
    first.ask(WHY_NL)
    second.ask("Wat is customer effort?")
    expect(first.page.locator(".turn")).to_have_count(1)
    expect(second.page.locator(".turn")).to_have_count(1)
    expect(second.page.locator("#conversation")).not_to_contain_text(WHY_NL)


def test_no_request_leaves_this_machine(server: Server, visit: Open) -> None:
    reader = visit(server)
    reader.ask(WHY_NL)
    reader.ask(CAPITAL_NL)
    assert len(reader.requests) > 10
    assert reader.outside() == []
    expect(reader.page.locator("footer:visible")).to_have_count(0)


def test_on_a_phone_the_sources_stand_under_the_conversation_and_nothing_is_cut_off(
    server: Server, visit: Open
) -> None:
    reader = visit(server, width=390, height=844)
    reader.ask(HOW_MANY_EN)
    talk, sources = reader.page.locator("#talk").bounding_box(), reader.sources.bounding_box()
    assert talk and sources and sources["y"] >= talk["y"] + talk["height"]
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_page_sends_security_headers_and_serves_its_own_host_only(server: Server) -> None:
    status, headers = server.get("/")
    assert status == 200
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert server.get("/", Host="evil.example")[0] == 400
    assert server.get("/gradio_api/queue/join", "POST", Origin="http://evil.example")[0] == 403


@pytest.mark.parametrize(
    "path", ["upload", "upload/", "proxy=http://127.0.0.1/", "file=pyproject.toml", "deep_link"]
)
def test_routes_that_the_page_does_not_use_are_closed(server: Server, path: str) -> None:
    for method in ("GET", "POST"):
        assert server.get(f"/gradio_api/{path}", method)[0] == 404
    assert server.get("/docs")[0] == 404


def test_an_overlong_question_gets_a_clear_message_and_the_page_goes_on(server: Server, visit: Open) -> None:
    reader = visit(server)
    expect(reader.ask("x" * 100_000)).to_have_class(re.compile("error"))
    expect(reader.ask(WHY_NL)).to_contain_text("Rien Brus")


HOSTILE_TEXT = """Klantbeleving meet je met een <img src=x onerror="window.ran=1"> plaatje en een gesprek met de klant.
Het meten van klantbeleving doe je volgens mij met ${window.ran=2} en met {{window.ran=3}} en `${window.ran=4}`.

Wie klantbeleving wil meten, kijkt naar ![beeld](http://outside.example/pixel.png) en naar het gedrag van klanten.
Een <script>window.ran=5</script> of een <iframe src="http://outside.example/frame"></iframe> helpt niet bij het meten.

Klantbeleving meten met [deze link](javascript:window.ran=6) is geen goed idee, zegt de klant zelf.
<form action="http://outside.example/"><input name="geheim"></form> Meten van klantbeleving vraagt om aandacht.
"""
HOSTILE = f"""---
title: "<img src=x onerror='window.ran=7'> Klantbeleving meten ${{window.ran=8}}"
authors: ["Piet <svg onload='window.ran=9'> Hein"]
publisher: "</p><style>body{{display:none}}</style>"
date: 2024-02-16
url: https://outside.example/article?a=1&b=2
---
{HOSTILE_TEXT}"""


def test_hostile_html_in_the_corpus_and_the_question_is_shown_as_text(tmp_path: Path, visit: Open) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"meten.txt": HOSTILE})
    with serving(tmp_path, tmp_path / "index", corpus) as server:
        reader = visit(server)
        asked = "Hoe meet je klantbeleving? <img src=x onerror='window.ran=11'> ${window.ran=12} {{window.ran=13}}"
        for question in (
            "Hoe meet je klantbeleving?",
            asked,
            "Wat zegt Piet over het meten?",
            "Welke bronnen zijn er?",
        ):
            reader.ask(question, timeout=BUILT)
        expect(reader.page.locator(".turn").nth(1)).to_contain_text(
            "<img src=x onerror='window.ran=11'> ${window.ran=12}"
        )
        expect(reader.sources).to_contain_text("onerror")
        expect(reader.page.locator("h1")).to_be_visible()
        inside = reader.page.locator(":is(#conversation, #sources, #examples)")
        expect(
            inside.locator("img, script, iframe, form, .answer svg, #sources svg, style, input")
        ).to_have_count(0)
        links = inside.locator("a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        assert {link.split("-")[0] for link in links} <= {
            "#source",
            "https://outside.example/article?a=1&b=2",
        }
        assert reader.page.evaluate("window.ran") is None
        assert reader.dialogs == []
        assert reader.outside() == []


def test_without_an_index_the_page_shows_at_once_builds_one_and_then_answers(
    tmp_path: Path, visit: Open
) -> None:
    with serving(tmp_path, tmp_path / "index") as server:
        reader = visit(server)
        assert server.get("/healthz")[0] == 503
        reader.box.fill(WHY_NL)
        reader.box.press("Enter")
        expect(reader.page.locator(".answer.pending")).to_contain_text("geladen")
        expect(reader.page.locator("#status")).to_contain_text(re.compile(r"\d van 5"), timeout=BUILT)
        expect(reader.page.locator(".turn .answered")).to_contain_text("Rien Brus", timeout=BUILT)
        expect(reader.page.locator("#status")).to_contain_text("5 bronnen", timeout=READY)
        assert server.get("/healthz")[0] == 200


def test_a_changed_corpus_is_noticed_and_rebuilt_while_the_chat_goes_on(
    tmp_path: Path, index_copy: Path, visit: Open
) -> None:
    corpus = Path(shutil.copytree(CORPUS, tmp_path / "corpus"))
    write_corpus(corpus, {"wachtrij.md": NEW_DOCUMENT})
    with serving(tmp_path, index_copy, corpus) as server:
        reader = visit(server)
        update = reader.page.get_by_role("button", name="Bronnen bijwerken")
        expect(update).to_be_visible(timeout=READY)
        expect(reader.page.locator("#status")).to_contain_text("gewijzigd")
        update.click()
        expect(reader.page.locator("#status")).to_contain_text("bijgewerkt")
        expect(reader.ask(WHY_NL)).to_contain_text("Rien Brus")
        expect(reader.page.locator("#status")).to_contain_text("6 bronnen", timeout=BUILT)
        expect(update).to_be_hidden(timeout=READY)
        expect(reader.ask("Wat zegt Marieke Verbaan over de wachtrij?")).to_contain_text("Marieke Verbaan")


NEW_DOCUMENT = """---
title: De wachtrij als visitekaartje
authors: [Marieke Verbaan]
date: 2023-05-01
---
Een wachtrij is het visitekaartje van een organisatie. Klanten onthouden de wachtrij langer dan het gesprek zelf.

Wie de wachtrij wil verkorten, begint bij de vraag waarom klanten eigenlijk bellen.
"""


def test_a_build_that_fails_gives_one_clear_message(tmp_path: Path, visit: Open) -> None:
    corpus = write_corpus(tmp_path / "corpus", {})
    with serving(tmp_path, tmp_path / "index", corpus) as server:
        reader = visit(server)
        alert = reader.page.locator("#status [role=alert]")
        expect(alert).to_contain_text("De assistent kan niet starten.", timeout=READY)
        assert server.get("/healthz")[0] == 503
        message = reader.ask("Hoe meet je klantbeleving?")
        expect(message).to_have_class(re.compile("error"))
        assert message.inner_text() in alert.inner_text()
        write_corpus(corpus, {"wachtrij.md": NEW_DOCUMENT})
        reader.page.get_by_role("button", name="Bronnen bijwerken").click()
        expect(reader.page.locator("#status")).to_contain_text("1 bron van 1 auteur", timeout=BUILT)


def test_a_taken_port_is_told_without_a_traceback(server: Server) -> None:
    port = server.url.rpartition(":")[2]
    done = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=command_env(CXASSISTANT_PORT=port),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert f"127.0.0.1:{port}" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
