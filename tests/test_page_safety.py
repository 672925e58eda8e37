"""Whatever a language model writes, a file is called, or a reader types: it is text on the page, and nothing more."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from conftest import write_corpus
from llm_server import Body, Reply, ScriptedServer, passages_of, said
from paging import BUILT, READY, WHY_NL, Open, serving

NASTY = (
    "<img src=x onerror='window.ran=1'> <script>window.ran=2</script> ![x](http://outside.example/p.png)"
    " [klik](javascript:window.ran=3) ${window.ran=4} {{window.ran=5}} <style>body{display:none}</style>"
    " \u202eomgekeerd\u202c"
)
NAME = "<img src=x onerror=window.ran=6> \u202egnp.md"
DOCUMENT = """---
title: Over wachten
authors: [Petra Vonk]
date: 2023-05-01
---
Klanten onthouden de wachtrij goed, omdat wachten voelt als verloren tijd. Een lang woord breekt niets: WOORD.

Wie de wachtrij van klanten verkort, wint vertrouwen bij die klanten.
""".replace("WOORD", "v" * 500)


def test_what_a_language_model_writes_runs_nothing_even_where_it_is_shown_struck_out(
    tmp_path: Path, built_index: Path, visit: Open
) -> None:
    def script(body: Body) -> Reply:
        first = passages_of(body)[0]
        return said(
            f"{NASTY} is volgens de bron zo [{first['id']}].\n{first['text'].split('. ')[0]} [{first['id']}]."
        )

    with ScriptedServer(script) as llm:
        settings = {"CXASSISTANT_LLM_URL": llm.url, "CXASSISTANT_LLM_UNSUPPORTED": "strike"}
        with serving(tmp_path, built_index, **settings) as server:
            reader = visit(server)
            expect(reader.ask(WHY_NL)).to_contain_text("onerror")
            expect(reader.ask(f"{NASTY} {'w' * 600}")).to_be_visible()
            inside = reader.page.locator(":is(#conversation, #sources)")
            expect(inside.locator("img, script, iframe, style")).to_have_count(0)
            links = inside.locator("a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
            assert all(link.startswith("#source-") for link in links)
            assert "\u202e" not in inside.first.inner_text()
            assert reader.page.evaluate("document.documentElement.scrollWidth") <= 1280
            assert reader.page.evaluate("window.ran") is None
            assert reader.dialogs == [] and reader.outside() == []


def test_a_file_with_a_hostile_name_and_endless_words_breaks_no_layout(tmp_path: Path, visit: Open) -> None:
    corpus = write_corpus(tmp_path / "corpus", {NAME: DOCUMENT})
    with serving(tmp_path, tmp_path / "index", corpus) as server:
        reader = visit(server, width=390, height=844)
        reader.ask("Waarom onthouden klanten de wachtrij?", timeout=BUILT)
        reader.page.locator("blockquote a.marker").first.click()
        expect(reader.sources.locator(".document")).to_be_visible(timeout=READY)
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
        reader.page.get_by_role("tab", name="Bronnen").click()
        reader.page.locator("#corpus-sources summary").first.click()
        expect(reader.page.locator("#corpus-sources code")).to_contain_text(
            "<img src=x onerror=window.ran=6>"
        )
        assert "\u202e" not in reader.page.locator("#corpus-sources").inner_text()
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert reader.page.evaluate("window.ran") is None
        assert reader.outside() == []
