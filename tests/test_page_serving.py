"""Serving the page: behind a sign-in and a reverse proxy, to several readers at once, and to programs."""

from __future__ import annotations

import base64
import http.client
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.sync_api import expect

from conftest import CORPUS, ROOT, command_env
from llm_server import Body, Reply, ScriptedServer, said
from paging import READY, WHY_NL, Open, Server, serving, wait_until

SIGN_IN = {"CXASSISTANT_USER": "anna", "CXASSISTANT_PASSWORD": "geheim: ë"}


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def test_with_a_sign_in_nothing_is_there_without_it_but_the_health_check(
    tmp_path: Path, built_index: Path, visit: Open
) -> None:
    with serving(tmp_path, built_index, **SIGN_IN) as server:
        for path in ("/", "/config", "/gradio_api/info", "/theme.css", "/gradio_api/queue/data"):
            status, headers = server.get(path)
            assert status == 401
            assert "Basic" in headers["www-authenticate"]
        assert server.get("/", **basic("anna", "fout"))[0] == 401
        assert server.get("/", Authorization="Basic !!!")[0] == 401
        assert server.get("/", **basic("anna", "geheim: ë"))[0] == 200
        assert server.get("/healthz")[0] in (200, 503)
        reader = visit(server, http_credentials={"username": "anna", "password": "geheim: ë"})
        expect(reader.ask(WHY_NL)).to_contain_text("Rien Brus")
        assert "geheim" not in server.log.read_text()


def test_half_a_sign_in_is_refused_at_the_start() -> None:
    done = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=command_env(CXASSISTANT_USER="anna", CXASSISTANT_PORT="1"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr.decode()


@contextmanager
def proxy(server: Server, prefix: str) -> Iterator[str]:
    """A reverse proxy that takes the prefix off and names the host as the reader typed it."""
    upstream = server.url.removeprefix("http://")

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def _pass(self) -> None:
            if not self.path.startswith(prefix):
                self.send_error(404)
                return
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            connection = http.client.HTTPConnection(upstream, timeout=120)
            headers = {k: v for k, v in self.headers.items() if k.lower() != "connection"}
            connection.request(self.command, self.path.removeprefix(prefix) or "/", body, headers)
            reply = connection.getresponse()
            self.send_response(reply.status)
            for name, value in reply.getheaders():
                if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                    self.send_header(name, value)
            self.send_header("connection", "close")
            self.end_headers()
            try:
                while piece := reply.read1(65536):
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                pass
            self.close_connection = True

        do_GET = do_POST = do_HEAD = _pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    threading.Thread(target=listener.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://localhost:{listener.server_address[1]}{prefix}"
    listener.shutdown()
    listener.server_close()


def test_the_page_works_under_a_path_behind_a_reverse_proxy(
    tmp_path: Path, built_index: Path, visit: Open
) -> None:
    with serving(tmp_path, built_index, CXASSISTANT_ROOT_PATH="/cx") as server, proxy(server, "/cx") as url:
        reader = visit(Server(url, server.process, server.log), path="/")
        expect(reader.ask(WHY_NL)).to_contain_text("Rien Brus")
        outside = [r for r in reader.requests if not r.startswith((url, "data:", "blob:"))]
        assert outside == []


def test_several_readers_are_answered_at_once(server: Server, visit: Open) -> None:
    readers = [visit(server) for _ in range(3)]
    for reader in readers:
        reader.box.fill(WHY_NL)
    for reader in readers:
        reader.box.press("Enter")
    for reader in readers:
        expect(reader.page.locator(".turn .answered")).to_contain_text("Rien Brus", timeout=READY)


def test_who_comes_when_too_many_wait_is_told_that_it_is_busy_and_can_ask_again(
    tmp_path: Path, built_index: Path, visit: Open
) -> None:
    asked: list[Body] = []

    def script(body: Body) -> Reply:
        asked.append(body)
        return said("Te laat.", before=20)

    with ScriptedServer(script) as llm:
        settings = {"CXASSISTANT_LLM_URL": llm.url, "CXASSISTANT_QUEUE": "1"}
        with serving(tmp_path, built_index, **settings) as server:
            first, second = visit(server), visit(server)
            expect(second.page.locator("#status .in-use")).to_be_visible(timeout=READY)
            first.box.fill(WHY_NL)
            first.box.press("Enter")
            wait_until(lambda: bool(asked), 30)
            expect(second.ask(WHY_NL)).to_contain_text("erg druk")
            first.page.get_by_role("button", name="Stop").click()
            expect(first.page.locator(".answer.stopped")).to_be_visible()
            second.box.fill("Wie zijn de auteurs?")
            second.box.press("Enter")
            expect(second.page.locator(".turn .info")).to_be_visible(timeout=READY)


def test_a_program_asks_searches_and_lists_over_http(server: Server) -> None:
    wait_until(lambda: server.get("/healthz")[0] == 200, 60)
    client = Client(server.url, verbose=False)
    answer = client.predict(WHY_NL, api_name="/ask")
    assert answer["status"] == "answered"
    cited = answer["citations"][0]
    assert cited["authors"] == ["Rien Brus"]
    assert cited["quote"] in (CORPUS / cited["source"]).read_text("utf-8")
    filtered = client.predict(WHY_NL, "en", ["Adrian Swinscoe"], "", "", "", api_name="/ask")
    assert filtered["language"] == "en"
    assert {name for c in filtered["citations"] for name in c["authors"]} <= {"Adrian Swinscoe"}
    assert len(client.predict("emotie", 3, api_name="/search")) == 3
    assert len(client.predict(api_name="/sources")) == 5
    with pytest.raises(AppError, match="empty"):
        client.predict("   ", api_name="/ask")
    assert set(client.view_api(return_format="dict")["named_endpoints"]) == {"/ask", "/search", "/sources"}
