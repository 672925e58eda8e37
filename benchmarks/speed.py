"""Times a cold ``ask``, warm ``ask`` and ``search``, and a full index: median, p95 and maximum.

    python benchmarks/speed.py [INDEX]

Run it on a machine that does nothing else. ``startup.py`` tells where a cold start goes.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 5


def spread(name: str, seconds: list[float], unit: float = 1000.0, label: str = "ms") -> None:
    """Print one line: median, 95th percentile and maximum."""
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    figures = (statistics.median(ordered), p95, ordered[-1])
    print(
        f"{name:40s} "
        + "  ".join(f"{value * unit:9.1f}" for value in figures)
        + f" {label}  n={len(ordered)}"
    )


def process(*command: str) -> float:
    """Seconds that a command takes as a whole process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - started


def timed(action: Callable[[str], object], questions: list[str]) -> list[float]:
    """Seconds for each question; the first round warms up and is not counted."""
    for question in questions[:5]:
        action(question)
    seconds = []
    for question in questions:
        started = time.perf_counter()
        action(question)
        seconds.append(time.perf_counter() - started)
    return seconds


def main() -> None:
    index = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "index")
    print(f"{'':40s}    median        p95        max")
    asked = ("-m", "cxassistant", "ask", "Waarom mislukken CX-transformaties?", "--index", index)
    spread("cxassistant ask, cold", [process(*asked) for _ in range(RUNS)])

    lines = (ROOT / "benchmarks" / "data" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [item["question"] for item in map(json.loads, lines) if "question" in item]
    from cxassistant import Assistant

    started = time.perf_counter()
    assistant = Assistant.open(index)
    spread("Assistant.open after imports", [time.perf_counter() - started])
    spread("ask, warm, each question new", timed(assistant.ask, questions))
    assistant.close()
    assistant = Assistant.open(index)
    spread("search, warm, each query new", timed(assistant.search, questions))
    with tempfile.TemporaryDirectory() as folder:
        command = ("-m", "cxassistant", "index", "--full", "--corpus", "corpus", "--index", folder)
        spread("cxassistant index --full", [process(*command)], 1.0, "s")
        spread("cxassistant index, nothing changed", [process(*command[:3], *command[4:])], 1.0, "s")


if __name__ == "__main__":
    main()
