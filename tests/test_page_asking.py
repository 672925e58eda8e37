"""Asking on the page: filters, follow-ups, the language, the keyboard, and readers who need more than their eyes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from paging import CAPITAL_NL, HOW_MANY_EN, READY, WHY_NL, Open, Server, Visit


def serious(reader: Visit) -> list[str]:
    """The serious faults that axe-core finds, each with where."""
    # The page's own policy forbids scripts of others, and so that of axe: it is put in by the browser.
    found: Any = Axe().run(reader.page).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0].get('failureSummary', '')[:300]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_axe_finds_no_serious_fault(server: Server, visit: Open, scheme: str, width: int) -> None:
    reader = visit(server, width=width, height=900, color_scheme=scheme)
    expect(reader.page.locator("#examples button").first).to_be_visible(timeout=READY)
    assert serious(reader) == []
    reader.ask(WHY_NL)
    reader.page.get_by_role("button", name="Waarop berust dit?").click()
    expect(reader.page.locator(".grounds")).to_be_visible()
    reader.page.get_by_role("button", name="Geen goed antwoord").click()
    expect(reader.page.locator(".remark-form")).to_be_visible()
    reader.page.locator("#filters > button").click()
    assert serious(reader) == []
    reader.page.locator("blockquote a.marker").first.click()
    expect(reader.sources.locator(".document")).to_be_visible()
    reader.page.locator("#chats summary").click()
    assert serious(reader) == []
    reader.ask(CAPITAL_NL)
    assert serious(reader) == []


def test_every_follow_up_that_is_offered_is_answered_with_a_citation(server: Server, visit: Open) -> None:
    reader = visit(server)
    reader.ask("Wat is de customer effort score?")
    offered = reader.page.locator("#suggestions button")
    expect(offered.first).to_be_visible(timeout=READY)
    question = offered.first.inner_text()
    offered.first.click()
    expect(reader.page.locator(".turn")).to_have_count(2)
    expect(reader.page.locator(".turn").last).to_contain_text(question)
    expect(reader.page.locator(".turn .answered").last.locator("a.marker").first).to_be_visible(timeout=READY)


def test_a_filter_on_the_author_leaves_others_out_and_is_said_with_the_question(
    server: Server, visit: Open
) -> None:
    reader = visit(server)
    expect(reader.page.locator("#status .in-use")).to_be_visible(timeout=READY)
    reader.page.locator("#filters > button").click()
    authors = reader.page.get_by_label("Auteurs")
    authors.click()
    reader.page.get_by_role("option", name="Adrian Swinscoe").click()
    reader.page.keyboard.press("Escape")
    reader.ask("Wat willen klanten?")
    expect(reader.page.locator(".turn .only")).to_contain_text("Adrian Swinscoe")
    names = reader.sources.locator(".by").all_inner_texts()
    assert names and set(names) == {"Adrian Swinscoe"}


def test_a_filter_on_the_date_takes_undated_sources_only_when_told_and_a_wrong_date_is_explained(
    server: Server, visit: Open
) -> None:
    reader = visit(server)
    reader.page.locator("#filters > button").click()
    since = reader.page.get_by_label("Vanaf")
    since.fill("2024-10")
    reader.ask(WHY_NL)
    expect(reader.sources).not_to_contain_text("16 februari 2024")
    expect(reader.sources).not_to_contain_text("zonder datum")
    reader.page.get_by_label("Ook bronnen zonder datum").check()
    reader.ask("Wat is de customer effort score?")
    expect(reader.sources.locator(".current")).to_contain_text("zonder datum")
    since.fill("gisteren")
    expect(reader.ask(WHY_NL)).to_contain_text("gisteren")


def test_the_language_is_switched_and_remembered_and_the_conversation_stays(
    server: Server, visit: Open
) -> None:
    reader = visit(server)
    reader.ask(WHY_NL)
    expect(reader.page.locator("#chats li")).to_have_count(1)
    reader.page.get_by_role("button", name="English").click()
    expect(reader.page.get_by_role("button", name="Ask", exact=True)).to_be_visible(timeout=READY)
    assert reader.page.locator("h1").inner_text() == "Ask the authors"
    expect(reader.page.locator(".turn .answered")).to_contain_text("Rien Brus", timeout=READY)
    reader.page.reload()
    expect(reader.page.get_by_role("button", name="Ask", exact=True)).to_be_visible(timeout=READY)
    expect(reader.box).to_have_attribute("placeholder", "Ask a question…")


def test_the_keyboard_alone_asks_reads_and_goes_on(server: Server, visit: Open) -> None:
    reader = visit(server)
    page = reader.page
    expect(page.locator("#examples button").first).to_be_visible(timeout=READY)

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
                border = page.evaluate("getComputedStyle(document.activeElement).borderColor")
                assert outline != "none" or shadow != "none" or border
                return
        raise AssertionError(f"{selector} was not reached with the Tab key")

    tab_to("#question textarea")
    page.keyboard.type(HOW_MANY_EN)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .answered")).to_be_visible(timeout=READY)
    page.locator("body").click(position={"x": 2, "y": 2})
    tab_to("#chats summary")
    tab_to("a.marker")
    page.keyboard.press("Enter")
    expect(reader.sources.locator(".document")).to_be_visible()


def test_every_word_of_the_page_is_in_the_language_of_the_reader(server: Server, visit: Open) -> None:
    reader = visit(server)
    reader.ask(WHY_NL)
    reader.page.locator("#filters > button").click()
    shown = reader.page.locator("body").inner_text()
    for word in (
        "Filter",
        "Clear",
        "Submit",
        "Textbox",
        "Dropdown",
        "Loading",
        "Built with",
        "Settings",
        "Search",
    ):
        assert word not in shown, word
    labels = reader.page.eval_on_selector_all(
        "[aria-label]:not(.bridge *)", "all => all.map(e => e.ariaLabel)"
    )
    assert labels, json.dumps(labels)
