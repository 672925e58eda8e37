"""The page as a reader meets it: ``python app.py`` in a process of its own, and a real Chromium on it."""

from __future__ import annotations

import re
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

from playwright.sync_api import BrowserContext, Locator, Page, expect

from conftest import CORPUS, ROOT, command_env

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
def serving(folder: Path, index: Path, corpus: Path = CORPUS, **more: str) -> Iterator[Server]:
    """``python app.py`` on a free port; ``more`` are settings. Whatever it logs may hold no traceback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {
        "CXASSISTANT_INDEX": index,
        "CXASSISTANT_CORPUS": corpus,
        "CXASSISTANT_PORT": port,
        "CXASSISTANT_FEEDBACK": folder / "feedback.jsonl",
    }
    env = command_env(**{name: str(value) for name, value in settings.items()}, **more)
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
        self.box.fill(question)
        self.box.press("Enter")
        expect(self.page.locator(".turn")).to_have_count(before + 1, timeout=timeout)
        answer = self.page.locator(".turn .answer").last
        expect(answer).to_have_class(re.compile("answered|not_found|info|error"), timeout=timeout)
        return answer

    @property
    def box(self) -> Locator:
        """Where questions are typed."""
        return self.page.locator("#question textarea")

    @property
    def sources(self) -> Locator:
        """The source panel."""
        return self.page.locator("#sources")

    def outside(self) -> list[str]:
        """Requests that were not for this machine."""
        local = ("http://127.0.0.1:", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(local)]


Open = Callable[..., Visit]
