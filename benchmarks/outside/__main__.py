"""Writes outside collections as corpora, with questions where the collection brings them. Not kept in git.

    python benchmarks/outside gnome|growth [--debs FOLDER] [--out FOLDER]

Writes OUT/NAME/docs/*.txt, OUT/NAME/origin.json (which packages) and, for gnome, OUT/NAME/gnome-dev.jsonl and
gnome-test.jsonl. The packages come from apt, or from the .deb files in the folder of --debs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import gnome
import manuals
from packages import PackageError, unpack
from writing import Collection, write

BUILDERS = {"gnome": (gnome.PACKAGES, gnome.collect), "growth": (manuals.PACKAGES, manuals.collect)}
DEFAULT_OUT = Path(__file__).parents[1] / ".cache"


def build(name: str, debs: Path | None) -> Collection:
    """Fetch and read one collection. Raises PackageError."""
    packages, collect = BUILDERS[name]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = [unpack(package, root, debs) for package in packages]
        collection = collect(root)
    collection.origin["packages"] = files
    return collection


def main() -> int:
    parser = argparse.ArgumentParser(prog="outside", description="Write an outside collection as a corpus.")
    parser.add_argument("name", choices=sorted(BUILDERS))
    parser.add_argument("--debs", type=Path, help="folder with the .deb files; without it apt downloads them")
    parser.add_argument(
        "--out", type=Path, default=DEFAULT_OUT, help="folder to write to (benchmarks/.cache)"
    )
    chosen = parser.parse_args()
    try:
        collection = build(chosen.name, chosen.debs)
    except PackageError as error:
        print(error, file=sys.stderr)
        return 1
    folder = chosen.out / chosen.name
    write(collection, folder)
    print(f"{len(collection.documents)} documents in {folder / 'docs'}, from {collection.origin}")
    for file, questions in collection.questions.items():
        print(f"{len(questions)} questions in {folder / file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
