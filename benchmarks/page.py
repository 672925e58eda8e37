"""How long a reader waits: from ``python app.py`` to the page in a browser, and to the first answer.

    python benchmarks/page.py INDEX

Three times, each with a new process and a new browser profile, on an otherwise idle machine. The question is asked as
soon as the page is there, while the engine still loads behind it. Needs Chromium or Chrome.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
QUESTION = "Waarom mislukken de meeste CX-transformaties?"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


def main() -> None:
    """Measure and print a Markdown table."""
    index = sys.argv[1] if len(sys.argv) > 1 else "index"
    browser = next(p for n in ("chromium", "google-chrome", "chromium-browser") if (p := shutil.which(n)))
    print("| run | page, seconds | first answer, seconds | second answer, seconds |\n|---|---|---|---|")
    for run in range(1, RUNS + 1):
        shown, first, second = measure(index, browser)
        print(f"| {run} | {shown:.1f} | {first:.1f} | {second:.2f} |")


def measure(index: str, browser: str) -> tuple[float, float, float]:
    """Seconds to the page, to the first answer (both from the start), and of a question when all is warm."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "CXASSISTANT_INDEX": index, "CXASSISTANT_PORT": str(port)}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=browser, args=FLAGS, locale="nl-NL"
        )
        page = context.pages[0]
        started = time.monotonic()
        server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
        try:
            while True:
                try:
                    page.goto(f"http://127.0.0.1:{port}")
                    break
                except Exception:  # not listening yet
                    time.sleep(0.05)
            box = page.locator("#question textarea")
            box.wait_for(timeout=60_000)
            shown = time.monotonic() - started
            box.fill(QUESTION)
            box.press("Enter")
            page.locator(".turn .answered .marker").first.wait_for(timeout=60_000)
            first = time.monotonic() - started
            page.locator(".tools").wait_for()
            box.fill("Wat is de customer effort score?")
            asked = time.monotonic()
            box.press("Enter")
            page.locator(".turn .answered a.marker").last.wait_for()
            page.locator(".turn").nth(1).locator(".answered a.marker").first.wait_for(timeout=60_000)
            second = time.monotonic() - asked
        finally:
            server.terminate()
            server.wait(20)
            context.close()
    return shown, first, second


if __name__ == "__main__":
    main()
