"""``python -m cxassistant.indexing.verify FOLDER``: opens a new build as a reader would; 0 if it is sound."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from cxassistant.indexing.snapshot import read_snapshot
from cxassistant.indexing.store import ChromaReader

_SAMPLES = 20


def verify(folder: Path) -> str | None:
    """What is wrong with a build, or None: counts agree, and rows are found by their own vectors."""
    snapshot = read_snapshot(folder, check=True)
    reader = ChromaReader(folder / "chroma")
    try:
        rows = len(snapshot.passages)
        if reader.count() != rows:
            return f"Chroma holds {reader.count()} of {rows} passages"
        for row in np.linspace(0, rows - 1, min(rows, _SAMPLES)).astype(int):
            vector = np.asarray(snapshot.vectors[row], np.float32)
            # Equal texts have equal vectors, so the nearest row may rightly be a twin.
            twins = {p.id for p in snapshot.passages if p.text == snapshot.passages[row].text}
            if not twins & set(reader.nearest([float(v) for v in vector], 3)):
                return f"Chroma does not find passage {snapshot.passages[row].id}"
    finally:
        reader.close()
    return None


if __name__ == "__main__":
    problem = verify(Path(sys.argv[1]))
    if problem:
        sys.stderr.write(problem + "\n")
        raise SystemExit(1)
