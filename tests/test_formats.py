"""Documents in every usual format, made by real programs: the same text, the same author, the right page."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Route, sync_playwright

from conftest import RunCli
from cxassistant.assistant import Assistant
from cxassistant.config import load_settings
from cxassistant.corpus import CorpusFile, read_source, scan
from cxassistant.errors import SourceError
from cxassistant.models import Source
from paging import BROWSERS, FLAGS

MADE = Path(__file__).parent / "data" / "formats"
ARTICLES = ("wachtkamer", "returns-desk")
MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "1.5cm")
# What stands around an article on a site, with its byline and date put there by a script.
SITE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title} | De Baliekrant</title>
<meta name="author" content="webmaster"><meta property="og:site_name" content="De Baliekrant">
<style>nav, .cookies {{ color: gray }} @media print {{ nav, .cookies, footer, .related, #comments {{ display: none }} }}
</style></head>
<body><div class="cookies">De Baliekrant plaatst cookies. <button>Akkoord</button></div>
<header><a href="/">De Baliekrant</a><nav><ul><li><a href="/">Home</a></li><li><a href="/over">Over ons</a></li></ul>
</nav></header><main><article id="stuk">{article}</article>
<div class="related"><h3>Lees ook</h3><p><a href="/x">Door Karel Appelmans: waarom bellen blijft</a></p></div>
<div id="comments"><h3>1 reactie</h3><p>Joris Verhulst op 3 mei 2024</p><p>Mooi stuk, dit zou iedereen moeten
lezen die aan een balie werkt of er ooit heeft gestaan.</p></div></main>
<footer>© 2024 De Baliekrant. Alle rechten voorbehouden.</footer>
<script>
document.head.insertAdjacentHTML("beforeend", '<script type="application/ld+json">' + JSON.stringify({{
  "@context": "https://schema.org", "@graph": [
    {{"@type": "WebSite", "name": "De Baliekrant"}},
    {{"@type": "Article", "headline": "{title}", "author": {{"@id": "#p1"}}, "datePublished": "{date}T08:00:00+01:00"}},
    {{"@type": "Person", "@id": "#p1", "name": "{author}"}}]}}) + "<\\/script>");
</script></body></html>
"""


def read(path: Path) -> Source:
    """One document by itself."""
    return read_source(CorpusFile(path.name, path, ""))


def says(source: Source) -> tuple[str, tuple[str, ...], str | None, str]:
    return source.title, source.authors, source.date, source.language


def kinds(source: Source) -> list[str]:
    return [block.kind for block in source.blocks]


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("These tests need Chromium or Chrome, and none was found. Install 'chromium'.")
    with sync_playwright() as running:
        started = running.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


def answer_with(body: str, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


@pytest.fixture(scope="module")
def saved(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each article as a browser saves and prints it: .html, .mhtml and .pdf."""
    folder = tmp_path_factory.mktemp("saved")
    for name in ARTICLES:
        original = read(MADE / f"{name}.md")
        article = MarkdownIt().render((MADE / f"{name}.md").read_text(encoding="utf-8"))
        site = SITE.format(
            language=original.language, title=original.title, article=article, date=original.date,
            author=original.authors[0],
        )  # fmt: skip
        page = browser.new_page()
        page.route("**/*", partial(answer_with, site))
        address = f"https://baliekrant.example/{name}"
        page.goto(address)
        comment = f"<!-- saved from url=({len(address):04}){address} -->\n"
        content = page.content().replace("<html", f"{comment}<html", 1)
        write(folder, f"{name}.html", content)
        session = page.context.new_cdp_session(page)
        write(folder, f"{name}.mhtml", session.send("Page.captureSnapshot", {"format": "mhtml"})["data"])
        page.pdf(path=folder / f"{name}.pdf", format="A5", display_header_footer=True, margin=MARGIN)
        page.close()
    return folder


def letters_of(text: str) -> str:
    """Letters and digits alone: hyphens and line ends of a printed page fall away."""
    return "".join(filter(str.isalnum, text))


def pages_of(pdf: Path) -> list[str]:
    """The letters of each page, straight from PDFium."""
    import pypdfium2

    return [letters_of(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(pdf)]


# One article, many formats ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("made", [".docx", "-writer.docx", ".pdf", "-kolommen.pdf"])
def test_word_documents_and_pdfs_say_what_the_text_says(name: str, made: str) -> None:
    text, other = read(MADE / f"{name}.md"), read(MADE / f"{name}{made}")
    assert says(other) == says(text)
    assert other.text == text.text and kinds(other) == kinds(text)


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("suffix", [".html", ".mhtml", ".pdf"])
def test_what_a_browser_saves_and_prints_says_what_the_text_says(name: str, suffix: str, saved: Path) -> None:
    text, other = read(MADE / f"{name}.md"), read(saved / f"{name}{suffix}")
    assert says(other) == says(text)
    assert other.text == text.text and kinds(other) == kinds(text)
    assert other.url == f"https://baliekrant.example/{name}"
    assert suffix == ".pdf" or other.publisher == "De Baliekrant"


@pytest.mark.parametrize(("made", "cut"), [(".pdf", 1), ("-kolommen.pdf", 2)])
def test_every_word_of_a_pdf_is_on_the_page_that_its_block_says(made: str, cut: int) -> None:
    source, pages = read(MADE / f"wachtkamer{made}"), pages_of(MADE / f"wachtkamer{made}")
    assert {block.page for block in source.blocks} == {1, 2, 3}
    turned = 0
    for block in source.blocks:
        assert block.page is not None
        bounds = [(block.start, block.page), *block.turns, (block.end, block.page)]
        for (start, number), (end, _) in pairwise(bounds):
            assert letters_of(source.text[start:end]) in pages[number - 1]
        turned += len(block.turns)
    assert turned == cut  # paragraphs that a page end cut, and that are one again


def test_a_table_and_a_footnote_of_a_word_document_are_read_and_its_author_loses_the_title() -> None:
    source = read(MADE / "balie.docx")
    assert source.title == "Tellen aan de balie" and source.authors == ("Wessel van den Hoogenband",)
    assert "Waar moet ik zijn | 41 | 38" in source.text and "Geteld in de tweede week" in source.text


# The index answers from them ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def assistant(saved: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An index of a folder with sub-folders and a document of each kind."""
    folder = tmp_path_factory.mktemp("formats")
    corpus = folder / "corpus"
    (corpus / "zorg" / "2023").mkdir(parents=True)
    (corpus / "web").mkdir()
    shutil.copy(MADE / "wachtkamer.pdf", corpus / "zorg" / "2023" / "Wachtkamer.PDF")
    shutil.copy(MADE / "balie.docx", corpus / "zorg")
    shutil.copy(saved / "returns-desk.html", corpus / "web" / "returns.htm")
    write(
        corpus,
        "notitie.txt",
        "Bellen op zaterdag\n\nDoor Femke Aalbers\n\nWie op zaterdag belt, krijgt een bandje.\n",
    )
    for name in ("wachtkamer-slot.pdf", "wachtkamer-oud.doc"):
        shutil.copy(MADE / name, corpus)
    report = Assistant.build(corpus=corpus, index=folder / "index")
    assert [s.path for s in report.skipped] == ["wachtkamer-oud.doc", "wachtkamer-slot.pdf"]
    return Assistant.open(settings=load_settings(index=folder / "index", corpus=corpus))


def test_a_quote_from_a_pdf_names_its_page(assistant: Assistant) -> None:
    pages = pages_of(MADE / "wachtkamer.pdf")
    located = set()
    for question in (
        "Hoeveel minuten wachtten patiënten op de polikliniek orthopedie?",
        "Waarom gaf de afspraak om mee te lopen tot de hoek verzet bij de planning?",
        "Waarom zou een bestuurder een ochtend in de wachtkamer moeten zitten?",
    ):
        answer = assistant.ask(question)
        citation = answer.citations[0]
        listed = next(line for line in answer.text.splitlines() if line.startswith("- [1]"))
        assert f", {citation.locator}" in listed
        assert citation.source == "zorg/2023/Wachtkamer.PDF" and citation.authors == (
            "Maaike Roodenburg-Visser",
        )
        assert assistant.source(citation.source).text[citation.start : citation.end] == citation.quote
        found = re.fullmatch(r"p\. (\d)(?:–(\d))?", str(citation.locator))
        assert found is not None
        first, last = int(found[1]), int(found[2] or found[1])
        letters = letters_of(citation.quote)
        assert letters[:15] in pages[first - 1] and letters[-15:] in pages[last - 1]
        located.add(first)
    assert located == {1, 2, 3}


def test_a_quote_from_a_page_names_its_heading(assistant: Assistant) -> None:
    citation = assistant.ask("By how much did returns fall in the first quarter?").citations[0]
    assert citation.source == "web/returns.htm" and citation.authors == ("Edmund Thackeray-Bell",)
    assert "14 percent" in citation.quote and citation.locator == "What the numbers did"
    assert assistant.source(citation.source).text[citation.start : citation.end] == citation.quote
    assert (citation.publisher, citation.url) == ("De Baliekrant", "https://baliekrant.example/returns-desk")


def test_a_reopened_index_still_knows_the_pages(assistant: Assistant) -> None:
    held = assistant.source("zorg/2023/Wachtkamer.PDF")
    assert held.blocks == read(MADE / "wachtkamer.pdf").blocks
    assert {s.path for s in assistant.sources()} == {
        "notitie.txt", "web/returns.htm", "zorg/2023/Wachtkamer.PDF", "zorg/balie.docx"
    }  # fmt: skip


# What is not read, and why ------------------------------------------------------------------------


def test_each_kind_of_file_that_is_not_read_says_what_to_do(tmp_path: Path) -> None:
    expected = {
        "brief.doc": "save it as .docx", "nota.rtf": "save it as .docx", "stuk.odt": "save it as .docx",
        "dia.pptx": "export it as .pdf", "foto.jpg": "OCR", "alles.zip": "unpack it",
    }  # fmt: skip
    for name in expected:
        write(tmp_path, name, b"x")
    found = scan(tmp_path)
    assert not found.files and {s.path for s in found.skipped} == set(expected)
    for skipped in found.skipped:
        assert expected[skipped.path] in skipped.reason and "\n" not in skipped.reason


def test_a_file_under_the_name_of_another_kind_is_told(tmp_path: Path) -> None:
    pdf, word, old = (MADE / n for n in ("wachtkamer.pdf", "wachtkamer.docx", "wachtkamer-oud.doc"))
    expected = {
        "a.txt": (pdf, "rename it to .pdf"), "b.html": (word, "rename it to .docx"), "c.pdf": (word, ".docx"),
        "d.docx": (pdf, "rename it to .pdf"), "e.docx": (old, "save it as .docx"),
        "f.pdf": (MADE / "make.py", "not a PDF"),
    }  # fmt: skip
    for name, (path, _) in expected.items():
        shutil.copy(path, tmp_path / name)
    write(tmp_path, "g.docx", "<!DOCTYPE html><html><body><p>Een pagina.</p></body></html>")
    found = scan(tmp_path)
    reasons = {s.path: s.reason for s in found.skipped}
    assert not found.files and "rename it to .html" in reasons["g.docx"]
    for name, (_, words) in expected.items():
        assert words in reasons[name]


def test_the_folder_that_a_browser_saves_beside_a_page_is_passed_over_in_one_line(tmp_path: Path) -> None:
    write(tmp_path, "artikel.html", "<html><body><p>Een artikel over de balie.</p></body></html>")
    for parts in ("artikel_files", "los_files"):
        (tmp_path / parts).mkdir()
        write(tmp_path / parts, "advert.html", f"<html><body><p>Koop nu in {parts}.</p></body></html>")
        write(tmp_path / parts, "script.js", f"// {parts}")
    found = scan(tmp_path)
    assert [f.path for f in found.files] == ["artikel.html", "los_files/advert.html"]
    assert [s.path for s in found.skipped] == ["artikel_files", "los_files/script.js"]
    assert "saved page" in found.skipped[0].reason


def scanned_pdf() -> bytes:
    """The first page of a real PDF as a picture, as a scanner makes it."""
    import pypdfium2

    page = pypdfium2.PdfDocument(MADE / "wachtkamer.pdf")[0]
    made = pypdfium2.PdfDocument.new()
    picture = pypdfium2.PdfImage.new(made)
    picture.set_bitmap(page.render(scale=1))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(*page.get_size()))
    sheet = made.new_page(*page.get_size())
    sheet.insert_obj(picture)
    sheet.gen_content()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf_of(stream: bytes, filters: bytes = b"", pages: int = 1) -> bytes:
    """A PDF by hand: ``pages`` times the same page with this content."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b"3 0 R " * pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<<%s/Length %d>>\nstream\n%s\nendstream" % (filters, len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table, len(data),
    )  # fmt: skip


def packed_twice() -> bytes:
    """A hundred and sixty megabytes of text in a few kilobytes."""
    packer = zlib.compressobj(9)
    shown = b"BT /F 12 Tf 50 700 Td (Hallo) Tj ET " * 30_000
    once = b"".join(packer.compress(shown) for _ in range(150)) + packer.flush()
    return pdf_of(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]")


def test_pdfs_that_cannot_be_read_are_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    text = b"BT /F 12 Tf 50 700 Td (Hallo) Tj ET"
    real = (MADE / "wachtkamer.pdf").read_bytes()
    cases = {
        "slot.pdf": ((MADE / "wachtkamer-slot.pdf").read_bytes(), "password"),
        "scan.pdf": (scanned_pdf(), "OCR"),
        "half.pdf": (real[: len(real) // 50], "damaged"),
        "rommel.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 50, "damaged"),
        "paginas.pdf": (pdf_of(text, pages=5_000), "5,000 pages"),
        "bom.pdf": (packed_twice(), "time or memory|more text"),
    }
    for name, (data, words) in cases.items():
        with pytest.raises(SourceError, match=words) as error:
            read(write(tmp_path, name, data))
        assert str(error.value).startswith(f"{name}: ") and "\n" not in str(error.value)


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_word_documents_that_cannot_be_read_are_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    real = (MADE / "wachtkamer.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(real)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<!DOCTYPE d [<!ENTITY a "ha ha"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'
    cases = {
        "half.docx": (real[:4000], "damaged"),
        "bom.docx": (zipped({**parts, "word/media/x.bin": bytes(310_000_000)}), "unpacks"),
        "entiteit.docx": (zipped({**parts, "word/document.xml": bomb}), "damaged"),
        "leeg.docx": (zipped({"word/x": b""}), "damaged"),
        "blad.docx": (zipped({"xl/workbook.xml": b"<x/>"}), "Excel"),
        "open.docx": (zipped({"content.xml": b"<x/>"}), "OpenDocument"),
    }
    for name, (data, words) in cases.items():
        with pytest.raises(SourceError, match=words) as error:
            read(write(tmp_path, name, data))
        assert str(error.value).startswith(f"{name}: ") and "\n" not in str(error.value)


PARAGRAPH = (
    "<p>Wie aan een balie staat, ziet per dag meer mensen dan een directeur in een heel jaar ziet.</p>"
)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>", "<!-- niets -->", "<html><body>" + "<div>" * 100_000 + PARAGRAPH,
        "<html><body><script>document.write('tekst')</script></body></html>",
        f"<html><body><div style='display: none'>{PARAGRAPH * 3}</div></body></html>",
        "<html><body>" + "<b>x</b>" * 310_000,
    ],
    ids=["empty", "comment", "deep", "script", "hidden", "huge"],
)  # fmt: skip
def test_a_page_without_text_to_read_is_one_line_that_says_what_to_do(page: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"sa[vw]e") as error:
        read(write(tmp_path, "pagina.html", page))
    assert str(error.value).startswith("pagina.html: ") and "\n" not in str(error.value)


def test_a_page_that_trafilatura_finds_nothing_in_is_read_whole(tmp_path: Path) -> None:
    cells = "".join(f"<td>{n}. Een korte regel.</td>" for n in range(3))
    page = f"<html><body><h1>Drie korte regels</h1><table><tr>{cells}</tr></table></body></html>"
    assert "2. Een korte regel." in read(write(tmp_path, "pagina.html", page)).text


def test_the_command_line_names_each_file_that_it_skips(run_cli: RunCli, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("wachtkamer-slot.pdf", "wachtkamer-oud.doc"):
        shutil.copy(MADE / name, corpus)
    run = run_cli("index", "--corpus", corpus, "--index", tmp_path / "index")
    assert run.code == 3 and "Traceback" not in run.err
    assert "protected with a password: save a copy without it" in run.err


# What pages say of themselves ---------------------------------------------------------------------


def page_of(head: str = "", top: str = "", bottom: str = "", title: str = "Een dag aan de balie") -> str:
    return (
        f"<html lang='nl'><head><meta charset='utf-8'><title>{title} - De Balie</title>{head}</head><body><article>"
        f"<h1>{title}</h1>{top}{PARAGRAPH}<p>Toch komt die directeur zelden beneden kijken. Dat is jammer, want "
        "beneden hoor je wat er boven ontbreekt.</p><p>Mijn voorstel is klein: ruil één ochtend per maand van plaats, "
        f"en schrijf op wat je hoort.</p>{bottom}</article></body></html>"
    )


def ld(value: str) -> str:
    return f'<script type="application/ld+json">{value}</script>'


PERSON = '{"@type": "Person", "name": "Anke Wolters"}'
NAMED = {
    "meta author": ('<meta name="author" content="Anke Wolters">', "", ""),
    "surname first": ('<meta name="citation_author" content="Wolters, Anke">', "", ""),
    "byl": ('<meta name="byl" content="Door Anke Wolters">', "", ""),
    "twitter": (
        '<meta name="twitter:label1" content="Geschreven door"><meta name="twitter:data1" content="Anke Wolters">',
        "", "",
    ),
    "json-ld": (ld(f'{{"@type": "BlogPosting", "author": [{PERSON}]}}'), "", ""),
    "json-ld graph": (
        ld(f'{{"@graph": [{{"@type": "Article", "author": {{"@id": "#a"}}}}, {PERSON[:-1]}, "@id": "#a"}}]}}'), "", "",
    ),
    "json-ld string": (ld('{"@type": ["NewsArticle"], "author": "Anke Wolters"}'), "", ""),
    "rel author": ("", '<p>In <a href="/c">Column</a> <a rel="author" href="/a">Anke Wolters</a></p>', ""),
    "itemprop": ("", '<div itemprop="author"><span itemprop="name">Anke Wolters</span></div>', ""),
    "title tag": ("", "", ""),
    "footer": ("", "", '<footer><span class="byline">Door <b>Anke Wolters</b></span></footer>'),
    "byline over meta": ('<meta name="author" content="Karel Bos">', "<p>Tekst: Anke Wolters</p>", ""),
    "organisation in json-ld": (
        ld('{"@type": "Article", "author": {"@type": "Organization", "name": "Jan Postma"}}'),
        "<p>Door Anke Wolters</p>", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", NAMED)
def test_the_author_is_found_where_pages_state_it(where: str, tmp_path: Path) -> None:
    head, top, bottom = NAMED[where]
    page = page_of(head, top, bottom)
    if where == "title tag":
        page = page.replace(" - De Balie</title>", " - door Anke Wolters | De Balie</title>")
    source = read(write(tmp_path, "pagina.html", page))
    assert source.authors == ("Anke Wolters",) and source.title == "Een dag aan de balie"
    assert any(e.field == "authors" and e.value == "Anke Wolters" for e in source.evidence)


NOBODY = {
    "program": '<meta name="author" content="WordPress 6.4">',
    "login": '<meta name="author" content="admin">',
    "site": '<meta property="og:site_name" content="Jan Postma"><meta name="author" content="Jan Postma">',
    "address": '<meta property="article:author" content="https://www.facebook.com/janpostma">',
    "e-mail": '<meta name="author" content="jan.postma@balie.example">',
    "organisation": ld('{"@type": "Article", "author": {"@type": "Organization", "name": "Jan Postma"}}'),
    "subject": ld('{"@type": "Article", "about": {"@type": "Person", "name": "Jan Postma"}}'),
    "broken": ld('{"@type": "Article", "author": '),
}


@pytest.mark.parametrize("what", NOBODY)
def test_what_is_no_person_is_not_taken_for_the_author(what: str, tmp_path: Path) -> None:
    assert read(write(tmp_path, "pagina.html", page_of(NOBODY[what]))).authors == ()


def test_names_in_comments_captions_and_links_are_not_the_author(tmp_path: Path) -> None:
    bottom = (
        "<figure><img src='x'><figcaption>Door Piet Zwart</figcaption></figure></article>"
        "<section><h2>Meer columns</h2><p>Door Klaas Zijlstra</p></section>"
        "<div id='comments'><div class='comment-author'>Door Jan Postma</div><p>Wat een mooi stuk is dit weer "
        "geworden.</p></div><article>"
    )
    source = read(write(tmp_path, "pagina.html", page_of(bottom=bottom)))
    assert source.authors == ()
    assert not any(name in source.text for name in ("Postma", "Zijlstra", "Zwart", "mooi stuk"))


MORE = f"{PARAGRAPH}<p>In ons team hebben we dat een maand geprobeerd, en het aantal klachten daalde met een kwart.</p>"
SHAPES = {
    "a box about the author of a guest column": (
        "<meta name='author' content='Redactie Balie'>", f"<h1>Een dag aan de balie</h1><p>12 april 2021 | Redactie</p>"
        f"<div class='entry'>{MORE}</div><div class='about-author'><h4>Over de auteur</h4><p>Anke Wolters is trainer "
        "en adviseur klantcontact. Ze schrijft over bellen.</p></div>",
    ),
    "the name of the site as main heading": (
        "", f"<h1>De Balie</h1><h2>Maandag 4 maart 2013</h2><h3>Een dag aan de balie</h3><div>{MORE}</div>"
        "<div>Geplaatst door Anke Wolters om 10:14</div>",
    ),
    "other articles with their authors below": (
        "", f"<h1>Een dag aan de balie</h1><div>Door: Anke Wolters</div>{MORE}<div><div><h3>De kracht van stilte</h3>"
        "<div>Door: Gerard Moll</div></div><div><h3>Bellen is dood</h3><div>Door: Ans Tuit</div></div></div>",
    ),
    "a quote with its speaker in the head": (
        "", "<h1>Een dag aan de balie</h1><span class='author'>Anke Wolters</span><span class='date'>3 mei 2019</span>"
        f"<blockquote><p>Wie luistert, wint tijd.</p><cite class='author'>Simone Klaver</cite></blockquote>{MORE}",
    ),
    "a byline and a time in one box": (
        "", "<article><h1>Een dag aan de balie</h1><div class='byline'><span>Anke Wolters</span> <time "
        "datetime='2018-02-03T06:00'>03-02-18, 06:00</time></div><figure><figcaption>Wethouder Marga Pot. © Foto Ruud "
        f"Haan</figcaption></figure>{MORE}</article>",
    ),
    "a guest under the name of who posted it": (
        ld('{"@type": "Article", "author": {"@type": "Person", "name": "Erik Bouwman"}}'),
        f"<article><h1>Een dag aan de balie</h1><p>Gastblog door Anke Wolters</p>{MORE}</article>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_the_author_of_a_page_is_who_wrote_it_in_the_many_shapes_of_pages(shape: str, tmp_path: Path) -> None:
    head, body = SHAPES[shape]
    title = "<title>De Balie: Een dag aan de balie</title>"
    page = f"<html lang='nl'><head>{title}{head}</head><body>{body}</body></html>"
    source = read(write(tmp_path, "pagina.html", page))
    assert source.authors == ("Anke Wolters",) and source.title == "Een dag aan de balie"
    assert "een maand geprobeerd" in source.text
    assert not any(words in source.text for words in ("Wolters", "Moll", "Ruud Haan", "03-02-18", "kracht"))


def test_rows_of_a_table_in_a_page_stay_in_the_text(tmp_path: Path) -> None:
    rows = ("<th>Vraag</th><th>Maandag</th><th>Vrijdag</th>", "<td>Hoe laat</td><td>12</td><td>19</td>")
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    source = read(write(tmp_path, "pagina.html", page_of(top=PARAGRAPH + table)))
    assert "Vraag | Maandag | Vrijdag" in source.text and "Hoe laat | 12 | 19" in source.text


DATES = {
    "published": ('<meta property="article:published_time" content="2021-03-04T23:30:00+01:00">', "", "2021-03-04"),
    "json-ld before changed": (
        ld('{"@type": "Article", "datePublished": "2020-01-02", "dateModified": "2023-05-06"}'), "", "2020-01-02",
    ),
    "time": ("", '<p><time datetime="2019-07-08">8 juli</time></p>', "2019-07-08"),
    "shown": ('<meta property="article:published_time" content="2022-09-01">', "<p>12 mei 2014</p>", "2014-05-12"),
    "changed alone": ('<meta property="article:modified_time" content="2022-09-01">', "", None),
}  # fmt: skip


@pytest.mark.parametrize("where", DATES)
def test_the_date_is_that_of_publication(where: str, tmp_path: Path) -> None:
    head, top, date = DATES[where]
    assert read(write(tmp_path, "pagina.html", page_of(head, top))).date == date


def test_the_address_of_a_page_is_the_one_that_it_states(tmp_path: Path) -> None:
    link = "https://balie.example/dag"
    canonical = read(write(tmp_path, "a.html", page_of(f'<link rel="canonical" href="{link}">')))
    hostile = read(write(tmp_path, "b.html", page_of('<link rel="canonical" href="javascript:alert(1)">')))
    assert canonical.url == link and hostile.url is None


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("utf-8", "iso-8859-1"), ("cp1252", "iso-8859-1"), ("cp1252", ""), ("utf-16", ""),
     ("iso-8859-15", "iso-8859-15"), ("utf-8-sig", "windows-1252")],
)  # fmt: skip
def test_the_encoding_of_a_page_is_told_from_its_bytes_and_its_declaration(
    encoding: str, declared: str, tmp_path: Path
) -> None:
    page = page_of(title="Eén café, drie coördinatoren").replace("utf-8", declared)
    source = read(write(tmp_path, "pagina.html", page.encode(encoding)))
    assert source.title == "Eén café, drie coördinatoren" and "ruil één ochtend" in source.text


def test_properties_of_a_document_give_way_to_its_byline(tmp_path: Path) -> None:
    import docx

    def made(name: str, author: str, *paragraphs: str) -> Source:
        document = docx.Document()
        document.core_properties.author = author
        document.core_properties.title = "Microsoft Word - concept_v3.docx"
        document.add_heading("Een dag aan de balie", 1)
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        document.save(tmp_path / name)
        return read(tmp_path / name)

    body = "Wie aan een balie staat, ziet per dag meer mensen dan een directeur in een heel jaar ziet."
    assert made("a.docx", "Karin de Secretaris", "Door Anke Wolters", body).authors == ("Anke Wolters",)
    assert made("b.docx", "Anke Wolters", body).authors == ("Anke Wolters",)
    for program in ("python-docx", "Microsoft Office User", "Gebruiker", "Acme Consultancy BV"):
        source = made("c.docx", program, body)
        assert source.authors == () and source.title == "Een dag aan de balie" and source.date is None
