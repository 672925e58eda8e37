"""Who wrote a document, and whose words a sentence holds: what is found beside what people labelled.

    python benchmarks/authorship.py bylines|voices [--half dev|test|all] [--misses] [--json]

Documents with an odd number are for development, those with an even one are the test half: they are run, and
their misses are not read. Needs no index and no model.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxassistant.corpus import read_source, scan
from cxassistant.errors import SourceError
from cxassistant.evaluation.statistics import wilson
from cxassistant.indexing.chunking import chunk
from cxassistant.models import Sentence, Source
from cxassistant.text import normalize_space

DATA = Path(__file__).parent / "data"
HALVES = ("dev", "test")
_QUOTES = str.maketrans("’‘‚`“”„«»‹›", "''''\"\"\"\"\"''")
_MARKS = "\"'()-–— "
PASSAGE_WORDS = 80


@dataclass(slots=True)
class Share:
    """``hits`` of ``of``, and what missed."""

    hits: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Count one more."""
        self.hits += right
        self.of += 1

    def __str__(self) -> str:
        if not self.of:
            return "-"
        low, high = wilson(self.hits, self.of)
        return f"{self.hits / self.of:.3f} [{low:.2f}, {high:.2f}] n={self.of}"


Table = dict[str, dict[str, Share]]  # metric -> group -> share


def half_of(file: str) -> str:
    """ "dev" for an odd number in the name, "test" for an even one."""
    return HALVES[int(re.sub(r"\D", "", file)) % 2 == 0]


def folded(text: str) -> str:
    """For comparing: one kind of quotation mark, plain spaces, no capitals."""
    return normalize_space(unicodedata.normalize("NFKC", text).translate(_QUOTES)).casefold()


def read_documents(folder: Path, wanted: Iterable[str]) -> dict[str, Source | None]:
    """The wanted documents of ``folder`` as sources; None where one cannot be read."""
    files = {file.path: file for file in scan(folder).files}
    read: dict[str, Source | None] = {}
    for name in wanted:
        try:
            read[name] = read_source(files[name]) if name in files else None
        except SourceError:
            read[name] = None
    return read


def measure_bylines(labels: Sequence[dict[str, Any]]) -> tuple[Table, list[str]]:
    """Precision and recall of the authors found, and trafilatura's own on the pages in HTML."""
    table: Table = defaultdict(lambda: defaultdict(Share))
    misses = []
    folder = DATA / "bylines" / "documents"
    sources = read_documents(folder, (label["file"] for label in labels))
    for label in labels:
        name, source = label["file"], sources[label["file"]]
        groups = ("all", label["language"], name.rsplit(".", 1)[-1])
        true = {folded(author) for author in label["authors"]}
        found = {folded(author) for author in source.authors} if source else set()
        _count(table, "", groups, found, true)
        if name.endswith(".html"):
            _count(table, "trafilatura: ", ("html",), _by_trafilatura(folder / name), true)
        if source:
            for group in groups:
                if label["title"]:  # a note may have none
                    table["title right"][group].add(_same_title(source.title, label["title"]))
                table["date right"][group].add((source.date or None) == (label["date"] or None))
        if found != true:
            misses.append(f"{name}: found {sorted(found)}, is {sorted(true)} ({label['where']})")
            misses += [
                f"    {e.confidence} {e.value} ({e.rule}): {e.text[:90]}"
                for e in (source.evidence if source else ())
                if e.field == "authors"
            ]
    return table, misses


def _same_title(one: str, other: str) -> bool:
    """Equal but for the marks at either end."""
    return folded(one).strip(_MARKS + ".") == folded(other).strip(_MARKS + ".")


def _count(table: Table, prefix: str, groups: Iterable[str], found: set[str], true: set[str]) -> None:
    for group in groups:
        for name in found:
            table[prefix + "precision"][group].add(name in true)
        for name in true:
            table[prefix + "recall"][group].add(name in found)
        table[prefix + "document right"][group].add(found == true)


def _by_trafilatura(path: Path) -> set[str]:
    import trafilatura

    found = trafilatura.extract_metadata(path.read_text(encoding="utf-8", errors="replace"))
    return {folded(name) for name in re.split(r"\s*;\s*", (found.author or "") if found else "") if name}


def measure_voices(labels: Sequence[dict[str, Any]]) -> tuple[Table, list[str]]:
    """Precision and recall of named speakers, and how often the author's own words get one."""
    table: Table = defaultdict(lambda: defaultdict(Share))
    misses = []
    sources = read_documents(DATA / "voices" / "documents", sorted({label["file"] for label in labels}))
    cut = {name: chunk(source, PASSAGE_WORDS).sentences for name, source in sources.items() if source}
    for label in labels:
        source = sources[label["file"]]
        held = _sentence(source, cut[label["file"]], label["sentence"]) if source else None
        language = source.language if source else "?"
        voice, speaker = (held.voice, held.speaker) if held else ("missing", None)
        said = label["speaker"] if label["voice"] == "quoted" else None
        right = _same_name(speaker, said)
        for group in ("all", language):
            if speaker:
                table["precision of speakers"][group].add(right)
            if said:
                table["recall of speakers"][group].add(bool(speaker) and right)
            if label["voice"] == "author":
                table["author's words with a false speaker"][group].add(bool(speaker))
            table["voice right"][group].add(voice == label["voice"])
            table["sentence found"][group].add(held is not None)
        if voice != label["voice"] or (said and not right):
            misses.append(
                f"{label['file']}: {voice} {speaker or ''} | is {label['voice']} {label['speaker'] or ''} | "
                + label["sentence"][:150]
            )
    return table, misses


def _same_name(one: str | None, other: str | None) -> bool:
    return bool(one) and bool(other) and folded(str(one)) == folded(str(other))


def _sentence(source: Source, sentences: Sequence[Sentence], labelled: str) -> Sentence | None:
    """The sentence of the source that holds most of a labelled one: the two may be cut differently."""
    wanted = folded(labelled).strip(_MARKS)
    best, most = None, 0
    for sentence in sentences:
        own = folded(source.text[sentence.start : sentence.end]).strip(_MARKS)
        shared = len(own) if own in wanted else len(wanted) if wanted in own else 0
        if shared > most:
            best, most = sentence, shared
    return best if most >= min(len(wanted), 12) * 0.6 else None


MEASURES = {"bylines": measure_bylines, "voices": measure_voices}


def show(table: Table, half: str) -> None:
    """A Markdown table: a metric a row, a group a column."""
    groups = list(dict.fromkeys(group for row in table.values() for group in row))
    print(f"| {half} | " + " | ".join(groups) + " |\n|---" * 1 + "|---" * len(groups) + "|")
    for metric, row in sorted(table.items()):
        print(f"| {metric} | " + " | ".join(str(row.get(group, Share())) for group in groups) + " |")
    print()


def main() -> None:
    """Measure what is asked for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", choices=sorted(MEASURES))
    parser.add_argument("--half", choices=(*HALVES, "all"), default="dev")
    parser.add_argument("--misses", action="store_true", help="each document or sentence that went wrong")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    lines = (DATA / wanted.what / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [json.loads(line) for line in lines if line.strip()]
    result = {}
    for half in HALVES if wanted.half == "all" else (wanted.half,):
        table, misses = MEASURES[wanted.what]([label for label in labels if half_of(label["file"]) == half])
        result[half] = {
            metric: {group: [share.hits, share.of] for group, share in row.items()}
            for metric, row in table.items()
        }
        if not wanted.json:
            show(table, half)
            print("\n".join(misses) if wanted.misses else "")
    if wanted.json:
        print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
