"""Makes the pictures in docs/images from the real page: ``python scripts/screenshots.py URL``.

Start the page first (``python app.py``); a Chromium or Chrome must be installed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
WHY = "Waarom mislukken de meeste CX-transformaties?"
HOW_MANY = "How many contact channels do organisations offer on average?"
CAPITAL = "Wat is de hoofdstad van Frankrijk?"
BOTH = "Wat zeggen Rien Brus en Adrian Swinscoe over klanten?"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def card(page: Page) -> None:
    page.locator("blockquote a.marker").first.hover()
    page.locator(".card.shown").wait_for()


def document(page: Page) -> None:
    page.locator("blockquote a.marker").first.click()
    page.locator("#sources mark.focus").first.wait_for()
    page.mouse.move(2, 2)


def grounds(page: Page) -> None:
    page.locator("[data-act*=grounds]").first.click()
    page.locator(".grounds").wait_for()
    page.locator(".grounds").scroll_into_view_if_needed()


def filters(page: Page) -> None:
    page.locator("#filters > button").click()
    page.wait_for_timeout(400)


def corpus(page: Page) -> None:
    page.get_by_role("tab").last.click()
    page.locator("#corpus-sources tbody tr").first.wait_for()
    page.locator("#corpus-sources summary").first.click()


# name: browser language, width, height, colour scheme, question, what to do then
Picture = tuple[str, int, int, str, str, Callable[[Page], None] | None]
PICTURES: dict[str, Picture] = {
    "start": ("nl-NL", 1280, 900, "light", "", filters),
    "answer": ("nl-NL", 1280, 900, "light", WHY, card),
    "source": ("nl-NL", 1280, 900, "light", WHY, document),
    "english": ("en-GB", 1280, 900, "light", HOW_MANY, None),
    "comparison": ("nl-NL", 1280, 900, "light", BOTH, None),
    "refusal": ("nl-NL", 1280, 900, "light", CAPITAL, None),
    "grounds": ("nl-NL", 1280, 900, "light", CAPITAL, grounds),
    "corpus": ("nl-NL", 1280, 1100, "light", "", corpus),
    "dark": ("nl-NL", 1280, 900, "dark", WHY, document),
    "phone": ("nl-NL", 390, 844, "light", WHY, None),
}


def main() -> None:
    """Take every picture, or those that are named."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    browser = next(
        (p for n in ("chromium", "google-chrome", "chromium-browser") if (p := shutil.which(n))), None
    )
    if browser is None:
        sys.exit("No Chromium or Chrome found.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        for name in sys.argv[2:] or PICTURES:
            take(playwright, browser, sys.argv[1], name)


def take(playwright: Playwright, browser: str, url: str, name: str) -> None:
    """One picture, in a browser with a new profile."""
    locale, width, height, scheme, question, then = PICTURES[name]
    options: dict[str, Any] = {"locale": locale, "color_scheme": scheme}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=browser,
            args=FLAGS,
            viewport={"width": width, "height": height},
            **options,
        )
        page = context.pages[0]
        page.goto(url)
        page.locator("#examples button").first.wait_for(timeout=120_000)
        if question:
            page.locator("#question textarea").fill(question)
            page.locator("#question textarea").press("Enter")
            page.locator(".answer:is(.answered, .not_found)").wait_for(timeout=60_000)
            page.locator(".tools").wait_for()
            page.evaluate("document.activeElement.blur()")
        if then is not None:
            then(page)
        page.wait_for_timeout(700)  # the smooth scroll
        page.screenshot(path=IMAGES / f"{name}.png")
        context.close()


if __name__ == "__main__":
    main()
