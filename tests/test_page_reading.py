"""Reading on the page: the cards of markers, whole documents, people's colours, and what an answer rests on."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from conftest import CORPUS, write_corpus
from paging import BUILT, CAPITAL_NL, WHY_NL, Open, Server, Visit, serving

INTERVIEW = """---
title: Gesprek over geduld
authors: [Wessel Oord]
date: 2022-11
url: https://outside.example/geduld
---
Geduld van klanten is schaars, en bedrijven gaan er slordig mee om. Kijk maar naar de wachttijd aan de telefoon.

‘Klanten vergeven een fout sneller dan een lange wachttijd’, zegt onderzoeker Hilde Koren over het geduld van klanten.

Wie het geduld van klanten wil sparen, belt zelf terug en zegt vooraf hoe laat.
"""
LONG = "---\ntitle: Lang stuk\nauthors: [Ina Prins]\n---\n" + "\n\n".join(
    f"Alinea {n} gaat over rapportages en tabellen, en staat er om de tekst lang te maken."
    for n in range(300)
)


def opened(reader: Visit) -> None:
    expect(reader.sources.locator(".document")).to_be_visible()


def test_pointing_at_a_marker_shows_author_title_date_and_quote_and_clicking_opens_the_whole_document(
    server: Server, visit: Open
) -> None:
    reader = visit(server)
    quote = reader.ask(WHY_NL).locator("blockquote").first
    marker = quote.locator("a.marker")
    marker.hover()
    card = reader.page.locator(".card.shown")
    for words in ("Rien Brus", "Appen over klantbeleving", "16 februari 2024"):
        expect(card).to_contain_text(words)
    words_quoted = quote.inner_text().split("”")[0].strip("“ \n")
    assert words_quoted in card.inner_text()
    box, view = card.bounding_box(), reader.page.viewport_size
    assert box and view and box["x"] >= 0 and box["x"] + box["width"] <= view["width"]
    marker.click()
    opened(reader)
    focus = reader.sources.locator("mark.focus")
    expect(focus.first).to_be_in_viewport()
    assert words_quoted in " ".join(focus.all_inner_texts())
    text = (CORPUS / "oorzaken-falende-cx-transformaties.txt").read_text("utf-8")
    last = [line for line in text.splitlines() if len(line) > 200][-1]
    expect(reader.sources.locator(".whole")).to_contain_text(last[50:150])
    reader.page.get_by_role("button", name="Terug naar de bronnen").click()
    expect(reader.sources.locator(".document")).to_have_count(0)


def test_on_a_touch_screen_a_tap_shows_the_card_and_its_button_opens_the_source(
    server: Server, visit: Open
) -> None:
    reader = visit(server, width=390, height=844, has_touch=True, is_mobile=True)
    reader.ask(WHY_NL)
    reader.page.locator("blockquote a.marker").first.tap()
    card = reader.page.locator(".card.shown")
    expect(card).to_contain_text("Rien Brus")
    expect(reader.sources.locator(".document")).to_have_count(0)
    card.get_by_role("button", name="Open de bron").tap()
    opened(reader)
    expect(reader.sources.locator("mark.focus").first).to_be_in_viewport()


def test_the_card_comes_with_the_keyboard_and_goes_with_escape(server: Server, visit: Open) -> None:
    reader = visit(server)
    reader.ask(WHY_NL)
    reader.page.keyboard.press("Tab")
    reader.page.locator("a.marker").first.focus()
    expect(reader.page.locator(".card.shown")).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator(".card.shown")).to_have_count(0)
    reader.page.keyboard.press("Enter")
    opened(reader)
    reader.page.keyboard.press("Escape")
    expect(reader.sources.locator(".document")).to_have_count(0)


def test_a_document_names_who_is_quoted_links_the_original_and_scrolls_a_long_way(
    tmp_path: Path, visit: Open
) -> None:
    tail = "\n\nGoede opvolging van klachten binnen een dag is volgens mij het begin van herstel.\n"
    corpus = write_corpus(tmp_path / "corpus", {"geduld.md": INTERVIEW, "lang.md": LONG + tail})
    with serving(tmp_path, tmp_path / "index", corpus) as server:
        reader = visit(server)
        answer = reader.ask("Wat zegt Hilde Koren over geduld van klanten?", timeout=BUILT)
        expect(answer.locator(".chip").filter(has_text="Hilde Koren").first).to_be_visible()
        answer.locator("blockquote a.marker").first.click()
        opened(reader)
        expect(reader.sources.locator(".speakers .chip")).to_have_text("Hilde Koren")
        expect(reader.sources.locator(".said").first).to_contain_text("vergeven een fout sneller")
        expect(reader.sources.locator(".document a[href='https://outside.example/geduld']")).to_be_visible()
        late = reader.ask("Hoe snel moet je klachten opvolgen?")
        late.locator("blockquote a.marker").first.click()
        expect(reader.sources.locator(".document h3")).to_have_text("Lang stuk")
        expect(reader.sources.locator("mark.focus")).to_be_in_viewport()
        assert reader.outside() == []


def test_a_person_has_the_same_colour_everywhere_and_two_persons_are_told_apart(
    server: Server, visit: Open
) -> None:
    reader = visit(server)
    reader.ask("Wat zeggen Rien Brus en Adrian Swinscoe over klanten?")
    colours: dict[str, set[str]] = {}
    for chip in reader.page.locator(":is(#conversation, #sources) .chip:visible").all():
        colour = chip.evaluate("e => getComputedStyle(e).backgroundColor")
        colours.setdefault(chip.inner_text(), set()).add(colour)
    assert {"Rien Brus", "Adrian Swinscoe"} <= colours.keys()
    assert all(len(kinds) == 1 for kinds in colours.values())
    assert len({next(iter(kinds)) for kinds in colours.values()}) == len(colours)


def test_a_related_passage_looks_unlike_a_citation_and_opens_its_document(
    server: Server, visit: Open
) -> None:
    reader = visit(server)
    reader.ask(CAPITAL_NL)
    related = reader.sources.locator(".related")
    expect(related).to_contain_text("beantwoorden je vraag niet")
    assert related.evaluate("e => getComputedStyle(e).borderTopStyle") == "dashed"
    related.get_by_role("button", name="Lees het hele stuk").first.click()
    opened(reader)
    expect(reader.sources.locator(".document .marker")).to_have_count(0)


def test_who_wants_to_know_sees_what_an_answer_and_a_refusal_rest_on(server: Server, visit: Open) -> None:
    reader = visit(server)
    reader.ask(WHY_NL)
    opener = reader.page.get_by_role("button", name="Waarop berust dit?")
    opener.click()
    grounds = reader.page.locator(".grounds")
    expect(grounds).to_contain_text("De kans dat de bronnen deze vraag beantwoorden")
    expect(grounds.locator("tbody tr").first).to_contain_text("Rien Brus")
    expect(grounds.locator("tr.used")).not_to_have_count(0)
    opener.click()
    expect(grounds).to_have_count(0)
    reader.ask(CAPITAL_NL)
    reader.page.get_by_role("button", name="Waarop berust dit?").last.click()
    expect(grounds).to_contain_text("Dat is te weinig")
    expect(grounds.locator("tr.used")).to_have_count(0)
