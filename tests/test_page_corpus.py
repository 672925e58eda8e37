"""The view of the corpus: sources and authors, documents added after a look at them, and the index rebuilt."""

from __future__ import annotations

import json
import shutil
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import CORPUS, write_corpus
from paging import BUILT, READY, WHY_NL, Open, Server, Visit, serving

DOCUMENT = """Over wachten

Door Piet Paulusma

Een wachtrij is het visitekaartje van een organisatie. Klanten onthouden de wachtrij langer dan het gesprek zelf.

Wie de wachtrij wil verkorten, begint bij de vraag waarom klanten eigenlijk bellen.
"""
HOSTILE = (
    """---
title: "<img src=x onerror='window.ran=1'> ${window.ran=2}"
authors: ["Bo <svg onload='window.ran=3'> Lind", "\u202eAmanda Vries"]
publisher: "<script>window.ran=4</script>"
date: 2021-03
---
Wachten is <b>vervelend</b> en {{window.ran=6}} duurt lang. """
    + "w" * 600
    + "\n"
)


def corpus_view(reader: Visit) -> None:
    expect(reader.page.locator("#status .in-use")).to_be_visible(timeout=READY)
    reader.page.get_by_role("tab", name="Bronnen").click()
    expect(reader.page.locator("#corpus-sources tbody tr").first).to_be_visible(timeout=READY)


def upload(reader: Visit, *files: Path) -> None:
    reader.page.locator("#documents").set_input_files(list(files))


def test_the_table_of_sources_is_sorted_by_what_is_pressed_and_tells_how_an_author_was_found(
    server: Server, visit: Open
) -> None:
    reader = visit(server)
    corpus_view(reader)
    rows = reader.page.locator("#corpus-sources tbody tr")
    expect(rows).to_have_count(5)
    head = reader.page.get_by_role("button", name="Auteur")
    head.click()
    names = [row.locator("td").first.inner_text() for row in rows.all()]
    assert names == sorted(names)
    expect(reader.page.locator("#corpus-sources th").first).to_have_attribute("aria-sort", "ascending")
    head.press("Enter")
    assert [row.locator("td").first.inner_text() for row in rows.all()] == names[::-1]
    row = rows.filter(has_text="Briefwisseling")
    row.locator("summary").click()
    expect(row).to_contain_text("Hoe de auteur is gevonden")
    expect(row).to_contain_text("ondertekening")


def test_the_plot_of_authors_and_years_can_be_read_without_seeing_it(server: Server, visit: Open) -> None:
    reader = visit(server)
    corpus_view(reader)
    plot = reader.page.get_by_role("table", name="Aantal passages per auteur en jaar")
    expect(plot.get_by_role("columnheader", name="2024")).to_be_visible()
    expect(plot.get_by_role("columnheader", name="zonder datum")).to_be_visible()
    row = plot.get_by_role("row").filter(has_text="Wim Rampen")
    assert int(row.get_by_role("cell").first.inner_text()) > 0


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_no_serious_fault_in_the_view_and_nothing_is_cut_off(
    server: Server, visit: Open, scheme: str, width: int
) -> None:
    reader = visit(server, width=width, height=900, color_scheme=scheme)
    corpus_view(reader)
    reader.page.locator("#corpus-sources summary").first.click()
    found = Axe().run(reader.page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_document_is_corrected_added_and_answers_after_a_rebuild_while_another_reader_chats(
    tmp_path: Path, index_copy: Path, visit: Open
) -> None:
    corpus = Path(shutil.copytree(CORPUS, tmp_path / "corpus"))
    document = tmp_path / "wachten.txt"
    document.write_text(DOCUMENT, encoding="utf-8")
    with serving(tmp_path, index_copy, corpus) as server:
        reader, other = visit(server), visit(server)
        corpus_view(reader)
        upload(reader, document)
        expect(reader.page.get_by_label("Titel")).to_have_value("Over wachten", timeout=READY)
        authors = reader.page.get_by_label("Auteurs, met komma’s ertussen")
        expect(authors).to_have_value("Piet Paulusma")
        expect(reader.page.locator("#addition")).to_contain_text("Door Piet Paulusma")
        assert not (corpus / "wachten.txt").exists()
        authors.fill("Petra Paulusma, Jan Kok")
        reader.page.get_by_label("Datum (2024").fill("morgen")
        reader.page.get_by_role("button", name="Toevoegen").click()
        expect(reader.page.locator("#upload-told")).to_contain_text("Niet toegevoegd")
        assert not (corpus / "wachten.txt").exists()
        reader.page.get_by_label("Datum (2024").fill("2023-05")
        reader.page.get_by_label("Auteurs, met komma’s ertussen").fill("Petra Paulusma, Jan Kok")
        reader.page.get_by_role("button", name="Toevoegen").click()
        expect(reader.page.locator("#upload-told")).to_contain_text("wachten.txt is toegevoegd")
        assert (corpus / "wachten.txt").read_text(encoding="utf-8") == DOCUMENT
        reader.page.locator("#corpus-rebuild").click()
        expect(reader.page.locator("#corpus-progress")).to_contain_text("bijgewerkt")
        expect(other.ask(WHY_NL)).to_contain_text("Rien Brus")
        expect(reader.page.locator("#corpus-sources tbody tr")).to_have_count(6, timeout=BUILT)
        again = Path(shutil.copy(document, tmp_path / "nog eens.txt"))
        upload(reader, again)
        expect(reader.page.locator("#upload-told")).to_contain_text("staat al in de bronnen", timeout=READY)
        reader.page.get_by_role("tab", name="Gesprek").click()
        expect(reader.ask("Wat is het visitekaartje van een organisatie?")).to_contain_text("Petra Paulusma")
        expect(reader.sources).to_contain_text("mei 2023")


def test_hostile_documents_and_names_are_shown_as_text_and_what_is_no_document_is_refused(
    tmp_path: Path, visit: Open
) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"stuk.md": HOSTILE})
    named = tmp_path / "<img src=x onerror=window.ran=7>.md"
    named.write_text(HOSTILE.replace("2021", "2020"), encoding="utf-8")
    program, binary = tmp_path / "raar.exe", tmp_path / "raar.txt"
    program.write_bytes(b"MZ")
    binary.write_bytes(bytes(range(256)) * 50)
    with serving(tmp_path, tmp_path / "index", corpus) as server:
        reader = visit(server)
        expect(reader.page.locator("#status .in-use")).to_be_visible(timeout=BUILT)
        corpus_view(reader)
        expect(reader.page.locator("#corpus-sources")).to_contain_text("<img src=x onerror='window.ran=1'>")
        reader.page.locator("#corpus-sources summary").first.click()
        expect(reader.page.locator("#corpus-sources a")).to_have_count(0)
        assert "\u202e" not in reader.page.locator("#corpus-sources").inner_text()
        upload(reader, named, binary)
        expect(reader.page.locator("#addition h3")).to_contain_text("onerror", timeout=READY)
        expect(reader.page.locator("#upload-told")).to_contain_text("raar.txt")
        assert str(tmp_path) not in reader.page.locator("#upload-told").inner_text()
        reader.page.get_by_role("button", name="Overslaan").click()
        expect(reader.page.locator("#addition")).to_be_hidden()
        inside = reader.page.locator("#view-corpus :is(#corpus-sources, #corpus-overview, #upload-told)")
        expect(inside.locator("img, script, iframe, svg, style, input")).to_have_count(0)
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert reader.page.evaluate("window.ran") is None
        assert reader.outside() == []
        assert sorted(path.name for path in corpus.iterdir()) == ["stuk.md"]


def test_no_file_of_the_server_can_be_named_as_an_upload(server: Server, visit: Open) -> None:
    config = json.loads(urllib.request.urlopen(f"{server.url}/config", timeout=30).read())
    # In a mounted page Gradio hands over whatever file a request names: so no part of the page may take one.
    kinds = {component["type"] for component in config["components"]}
    assert not kinds & {
        "file",
        "uploadbutton",
        "image",
        "audio",
        "video",
        "multimodaltextbox",
        "chatbot",
        "gallery",
    }
    assert server.get("/gradio_api/upload", "POST")[0] == 404
    assert server.get("/documents", "POST", Origin="http://evil.example")[0] == 403
    reader = visit(server)
    corpus_view(reader)
    for named in (str(CORPUS / "customer-experience-make-it-happen.txt"), "../../README.md"):
        reader.page.evaluate("(name) => { cx.received = () => JSON.stringify([name]); }", named)
        reader.page.evaluate("document.querySelector('#take').click()")
        reader.page.wait_for_timeout(500)
        expect(reader.page.locator("#addition")).to_be_hidden()


def test_a_document_that_is_too_large_or_named_like_a_path_goes_nowhere(
    tmp_path: Path, built_index: Path, visit: Open
) -> None:
    corpus = Path(shutil.copytree(CORPUS, tmp_path / "corpus"))
    with serving(tmp_path, built_index, corpus, CXASSISTANT_MAX_FILE_MB="0.01") as server:
        reader = visit(server)
        corpus_view(reader)
        large = tmp_path / "groot.txt"
        large.write_text("Een lange tekst. " * 2000, encoding="utf-8")
        upload(reader, large)
        expect(reader.page.locator("#sending")).to_contain_text(
            "groot.txt: Larger than 0.01 MB", timeout=READY
        )
        sent = reader.page.evaluate(
            """async () => (await (await fetch("/documents", {method: "POST",
                body: "Door Jan Kok\\n\\nTekst over wachten.",
                headers: {"x-file-name": encodeURIComponent("../../../etc/weg.txt")}})).json()).id"""
        )
        reader.page.evaluate("(id) => { cx.received = () => JSON.stringify([id]); }", sent)
        reader.page.evaluate("document.querySelector('#take').click()")
        expect(reader.page.locator("#addition h3")).to_have_text("weg.txt")
        reader.page.get_by_role("button", name="Toevoegen").click()
        expect(reader.page.locator("#upload-told")).to_contain_text("weg.txt is toegevoegd")
        assert (corpus / "weg.txt").is_file()


def test_the_view_is_not_there_for_readers_on_other_computers(
    tmp_path: Path, built_index: Path, visit: Open
) -> None:
    with serving(tmp_path, built_index, CXASSISTANT_HOST="0.0.0.0") as server:
        reader = visit(server)
        expect(reader.page.get_by_role("tab")).to_have_count(0)
        expect(reader.page.locator("input[type=file]")).to_have_count(0)
        assert server.get("/gradio_api/upload", "POST")[0] == 404
        assert server.get("/documents", "POST")[0] in (404, 405)
