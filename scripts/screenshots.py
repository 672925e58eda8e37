"""Makes the pictures in docs/images from the real page: ``python scripts/screenshots.py URL``.

Start the page first (``python app.py``); a Chromium or Chrome must be installed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
WHY = "Waarom mislukken de meeste CX-transformaties?"
HOW_MANY = "How many contact channels do organisations offer on average?"
CAPITAL = "Wat is de hoofdstad van Frankrijk?"
# name: browser language, width, height, colour scheme, question
PICTURES = {
    "answer": ("nl-NL", 1280, 900, "light", WHY),
    "english": ("en-GB", 1280, 900, "light", HOW_MANY),
    "refusal": ("nl-NL", 1280, 900, "light", CAPITAL),
    "start": ("nl-NL", 1280, 900, "light", ""),
    "dark": ("nl-NL", 1280, 900, "dark", WHY),
    "phone": ("nl-NL", 390, 844, "light", WHY),
}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def main() -> None:
    """Take every picture."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    browser = next(
        (p for n in ("chromium", "google-chrome", "chromium-browser") if (p := shutil.which(n))), None
    )
    if browser is None:
        sys.exit("No Chromium or Chrome found.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        for name in PICTURES:
            take(playwright, browser, sys.argv[1], name)


def take(playwright: Playwright, browser: str, url: str, name: str) -> None:
    """One picture, in a browser with a new profile."""
    locale, width, height, scheme, question = PICTURES[name]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=browser,
            args=FLAGS,
            locale=locale,
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        page = context.pages[0]
        page.goto(url)
        page.locator("#examples button:visible").first.wait_for(timeout=120_000)
        if question:
            page.get_by_role("textbox").fill(question)
            page.get_by_role("textbox").press("Enter")
            page.locator(".answer:is(.answered, .not_found)").wait_for(timeout=60_000)
            page.locator("#new-chat").wait_for()
            page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(500)  # the smooth scroll
        page.screenshot(path=IMAGES / f"{name}.png")
        context.close()


if __name__ == "__main__":
    main()
