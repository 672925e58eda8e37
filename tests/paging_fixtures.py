"""Fixtures of the page's tests: a browser, and a server on the built index."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect, sync_playwright

from paging import BROWSERS, FLAGS, READY, Open, Server, Visit, serving, wait_until


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("The page's tests need Chromium or Chrome, and none was found. Install 'chromium'.")
    return found


@pytest.fixture(scope="session")
def server(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("page"), built_index) as running:
        wait_until(lambda: running.get("/healthz")[0] == 200, 60)
        yield running


@pytest.fixture
def visit(playwright: Playwright, browser: str, tmp_path: Path) -> Iterator[Open]:
    """``visit(server)``: a new browser with a new profile on the page."""
    contexts: list[BrowserContext] = []

    def open_page(
        server: Server,
        locale: str = "nl-NL",
        width: int = 1280,
        height: int = 900,
        path: str = "",
        **more: Any,
    ) -> Visit:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / f"profile-{len(contexts)}",
            executable_path=browser,
            args=FLAGS,
            locale=locale,
            viewport={"width": width, "height": height},
            **more,
        )
        contexts.append(context)
        reader = Visit(context.pages[0], context)
        context.on("request", lambda request: reader.requests.append(request.url))
        reader.page.on("dialog", lambda dialog: (reader.dialogs.append(dialog.message), dialog.dismiss()))
        reader.page.goto(server.url + path)
        expect(reader.box).to_be_visible(timeout=READY)
        return reader

    yield open_page
    for context in contexts:
        context.close()
