"""What all test modules share: one built index, an assistant on it, and the real command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["paging_fixtures"]

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
# A sitecustomize in this folder makes every connection to another machine fail.
NO_NETWORK = Path(__file__).resolve().parent / "no_network"


@dataclass(frozen=True)
class Run:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Stdout as JSON; anything else on it is an error."""
        return json.loads(self.out)


RunCli = Callable[..., Run]


def command_env(**changes: str | None) -> dict[str, str]:
    """The environment of a command under test: no network, no settings of the developer's own."""
    env = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("CXASSISTANT_", "HF_")) or k == "CXASSISTANT_CACHE"
    }
    env |= {
        "PYTHONPATH": str(NO_NETWORK),
        "COLUMNS": "120",
    }
    for name, value in changes.items():
        if value is None:
            env.pop(name, None)
        else:
            env[name] = value
    return env


@pytest.fixture(scope="session")
def run_cli() -> RunCli:
    """``run_cli("ask", "question", cwd=..., input=..., env=...)``: ``python -m cxassistant`` in a process."""

    def run(
        *args: str | bytes | Path,
        cwd: Path = ROOT,
        input: str | bytes = b"",
        env: dict[str, str] | None = None,
        timeout: float = 300,
    ) -> Run:
        done = subprocess.run(
            [sys.executable, "-m", "cxassistant", *args],
            cwd=cwd,
            input=input.encode() if isinstance(input, str) else input,
            env=env or command_env(),
            capture_output=True,
            timeout=timeout,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode(errors="backslashreplace"))

    return run


@pytest.fixture(scope="session")
def built_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the five articles, built once. Copy it before you damage it."""
    from cxassistant.assistant import Assistant

    folder = tmp_path_factory.mktemp("built") / "index"
    Assistant.build(corpus=CORPUS, index=folder)
    return folder


@pytest.fixture(scope="session")
def assistant(built_index: Path) -> Any:
    """An assistant on the built index."""
    from cxassistant.assistant import Assistant
    from cxassistant.config import load_settings

    return Assistant.open(settings=load_settings(index=built_index, corpus=CORPUS))


@pytest.fixture
def index_copy(built_index: Path, tmp_path: Path) -> Path:
    """A copy of the built index, to be damaged."""
    return Path(shutil.copytree(built_index, tmp_path / "index"))


def write_corpus(folder: Path, documents: dict[str, str]) -> Path:
    """A corpus folder with these documents: name -> text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def paths_of(sources: Sequence[dict[str, Any]]) -> list[str]:
    """The paths in a list of sources as JSON."""
    return [source["path"] for source in sources]
