"""How long starting takes: each heavy import in a process of its own, then whole commands. Best of three.

Run with ``python benchmarks/startup.py [INDEX]`` on an otherwise idle machine; writes a Markdown table.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

RUNS = 3
IMPORTS = (
    "typer",
    "numpy",
    "onnxruntime",
    "tokenizers",
    "bm25s",
    "llama_index.core",
    "chromadb",
    "torch",
    "sentence_transformers",
    "gradio",
    "cxassistant.cli",
    "cxassistant.assistant",
)


def best(command: list[str]) -> float:
    """Seconds of the fastest of some runs."""
    took = []
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        took.append(time.perf_counter() - started)
    return min(took)


def main() -> None:
    """Measure and print."""
    index = sys.argv[1] if len(sys.argv) > 1 else "index"
    bare = best([sys.executable, "-c", "pass"])
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, an empty program takes {bare:.2f} s\n")
    print("| import | seconds |\n|---|---|")
    for name in IMPORTS:
        print(f"| {name} | {best([sys.executable, '-c', f'import {name}']) - bare:.2f} |")
    ask = ["ask", "Waarom mislukken de meeste CX-transformaties?", "--index", index]
    print("\n| command, cold | seconds |\n|---|---|")
    for words in (["--help"], ["sources", "--index", index], ["index", "--index", index], ask):
        print(f"| cxassistant {words[0]} | {best([sys.executable, '-m', 'cxassistant', *words]):.2f} |")


if __name__ == "__main__":
    main()
