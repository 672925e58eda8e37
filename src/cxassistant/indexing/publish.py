"""Publishes a build: written beside the live one, verified, and switched in by renaming one small file.

Killed at any moment, the old build still answers: nothing under it is written to.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cxassistant.errors import IndexLockedError
from cxassistant.indexing.manifest import BUILDS, CURRENT, Manifest, corrupt

_PATIENCE = 600  # seconds for a new build to be verified
_KEPT_BUILDS = 2  # the live one and the one before it


def publish(index: Path, fill: Callable[[Path, str], Manifest]) -> Manifest:
    """Make a draft folder, let ``fill(folder, name)`` write the build into it, verify it and switch to it."""
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"
    draft = index / BUILDS / f".draft-{name}"
    draft.mkdir()
    try:
        manifest = fill(draft, name)
        _verify_apart(draft)
        draft.replace(index / BUILDS / name)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _switch(index, name)
    _clean(index, name)
    return manifest


def _verify_apart(draft: Path) -> None:
    """Open the draft in a process of its own: a damaged Chroma can take the process that opens it down."""
    command = [sys.executable, "-m", "cxassistant.indexing.verify", str(draft)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise corrupt(draft.parent.parent, f"the new build did not open within {_PATIENCE} s") from None
    if done.returncode != 0:
        lines = (done.stderr or "").strip().splitlines()
        raise corrupt(
            draft.parent.parent, f"the new build does not verify ({lines[-1] if lines else done.returncode})"
        )


def _switch(index: Path, name: str) -> None:
    pointer = index / f".{CURRENT}-{uuid.uuid4().hex[:6]}"
    with pointer.open("w", encoding="utf-8") as stream:
        stream.write(name + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    pointer.replace(index / CURRENT)


def _clean(index: Path, live: str) -> None:
    builds = sorted(p for p in (index / BUILDS).iterdir() if p.is_dir() and not p.name.startswith("."))
    older = [p for p in builds if p.name != live]
    for folder in older[: max(0, len(older) - (_KEPT_BUILDS - 1))]:
        shutil.rmtree(folder, ignore_errors=True)


def remove_drafts(index: Path) -> None:
    """Remove what a killed builder left behind; call it under the lock."""
    # Under the lock no other builder is at work, so a draft is what a killed one left.
    for leftover in [*(index / BUILDS).glob(".draft-*"), *index.glob(f".{CURRENT}-*")]:
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink(missing_ok=True)


@contextmanager
def locked(index: Path) -> Iterator[None]:
    """One builder at a time. Raises IndexLockedError at once when there is another."""
    from filelock import FileLock, Timeout

    lock = FileLock(index / BUILDS / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise IndexLockedError(
            f"Another process is building the index in '{index}'. Wait until it is done and run again."
        ) from None
    try:
        yield
    finally:
        lock.release()
