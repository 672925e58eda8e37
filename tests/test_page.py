"""The chat page as a reader meets it: ``python app.py`` in a process of its own, in a real Chromium."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect, sync_playwright

from conftest import CORPUS, ROOT, command_env, write_corpus

WHY_NL = "Waarom mislukken de meeste CX-transformaties?"
HOW_MANY_EN = "How many contact channels do organisations offer on average?"
CAPITAL_NL = "Wat is de hoofdstad van Frankrijk?"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
READY = 60_000  # milliseconds for the engine to load
BUILT = 240_000  # milliseconds for an index to be built


@dataclass
class Server:
    """A running ``python app.py``."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str]]:
        """Status and headers (names in lower case) of a request."""
        request = urllib.request.Request(self.url + path, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, {k.lower(): v for k, v in response.headers.items()}
        except urllib.error.HTTPError as error:
            return error.code, {k.lower(): v for k, v in error.headers.items()}


@contextmanager
def serving(folder: Path, index: Path, corpus: Path = CORPUS) -> Iterator[Server]:
    """``python app.py`` on a free port; whatever it logs may hold no traceback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"CXASSISTANT_INDEX": index, "CXASSISTANT_CORPUS": corpus, "CXASSISTANT_PORT": port}
    env = command_env(**{name: str(value) for name, value in settings.items()})
    log = folder / f"server-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=env, stdout=out, stderr=out)
    server = Server(f"http://127.0.0.1:{port}", process, log)
    try:
        wait_until(lambda: process.poll() is not None or answers(server), 60)
        assert process.poll() is None, log.read_text()
        yield server
    finally:
        process.terminate()
        process.wait(20)
    assert "Traceback" not in log.read_text(), log.read_text()


def answers(server: Server) -> bool:
    try:
        return server.get("/healthz")[0] in (200, 503)
    except OSError:
        return False


def wait_until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"not done within {seconds} s"
        time.sleep(0.1)


@dataclass
class Visit:
    """One reader's browser on the page, with a profile of its own."""

    page: Page
    context: BrowserContext
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def ask(self, question: str, timeout: float = READY) -> Locator:
        """Ask, wait for the whole answer, and give it."""
        before = self.page.locator(".turn").count()
        self.page.get_by_role("textbox").fill(question)
        self.page.get_by_role("textbox").press("Enter")
        expect(self.page.locator(".turn")).to_have_count(before + 1, timeout=timeout)
        answer = self.page.locator(".turn .answer").last
        expect(answer).to_have_class(re.compile("answered|not_found|info|error"), timeout=timeout)
        return answer

    @property
    def sources(self) -> Locator:
        """The source panel."""
        return self.page.locator("#sources")

    def outside(self) -> list[str]:
        """Requests that were not for this machine."""
        local = ("http://127.0.0.1:", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(local)]


Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("The page's tests need Chromium or Chrome, and none was found. Install 'chromium'.")
    return found


@pytest.fixture(scope="module")
def server(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("page"), built_index) as running:
        wait_until(lambda: running.get("/healthz")[0] == 200, 60)
        yield running


@pytest.fixture
def visit(playwright: Playwright, browser: str, tmp_path: Path) -> Iterator[Open]:
    """``visit(server)``: a new browser with a new profile on the page."""
    contexts: list[BrowserContext] = []

    def open_page(server: Server, locale: str = "nl-NL", width: int = 1280, height: int = 900) -> Visit:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / f"profile-{len(contexts)}",
            executable_path=browser,
            args=FLAGS,
            locale=locale,
            viewport={"width": width, "height": height},
        )
        contexts.append(context)
        reader = Visit(context.pages[0], context)
        context.on("request", lambda request: reader.requests.append(request.url))
        reader.page.on("dialog", lambda dialog: (reader.dialogs.append(dialog.message), dialog.dismiss()))
        reader.page.goto(server.url)
        expect(reader.page.get_by_role("textbox")).to_be_visible(timeout=READY)
        return reader

    yield open_page
    for context in contexts:
        context.close()


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
    reader.page.locator(".turn").last.locator("blockquote .marker").first.click()
    expect(reader.page.locator("mark:target")).to_be_in_viewport()
    reader.page.locator(".turn").first.locator("blockquote .marker").first.click()
    expect(reader.page.locator("mark:target")).to_be_in_viewport()
    expect(reader.page.locator("mark:target")).to_be_visible()


def test_an_example_question_is_answered_with_a_citation(server: Server, visit: Open) -> None:
    reader = visit(server)
    for row in ("#examples-nl", "#examples-en"):
        expect(reader.page.locator(f"{row} button:visible").first).to_be_visible(timeout=READY)
    reader.page.locator("#examples-en button:visible").first.click()
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
        reader.page.get_by_role("textbox").fill(question)
        reader.page.get_by_role("textbox").press("Enter")
        expect(reader.page.get_by_role("textbox")).to_have_value("")
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
    second.page.reload()
    expect(second.page.get_by_role("textbox")).to_be_visible()
    expect(second.page.locator(".turn")).to_have_count(0)


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
        expect(inside.locator("img, script, iframe, form, svg, style, input")).to_have_count(0)
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
        reader.page.get_by_role("textbox").fill(WHY_NL)
        reader.page.get_by_role("textbox").press("Enter")
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
