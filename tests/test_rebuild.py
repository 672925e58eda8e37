"""Building the index from the command line: bad files, what a rebuild costs, and being killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ROOT, Run, RunCli, command_env, paths_of, write_corpus

QUESTION = "Wat doet wachttijd aan de balie met klanten?"
GOOD = {
    "wachttijd.md": """---
title: Wachten aan de balie
authors: [Anna Jansen]
date: 2023-05-01
---

Wachttijd aan de balie maakt klanten onzeker, omdat niemand vertelt hoe lang het nog duurt.

Een medewerker die zegt dat het nog vijf minuten duurt, neemt die onzekerheid weg. Klanten vergeven een lange
wachttijd eerder dan een onbekende wachttijd.
""",
    "retouren.txt": """Retouren zijn een gesprek

Door Bas de Wit

Een retour is het laatste gesprek dat een winkel met een klant voert. Winkels die het retourneren moeilijk
maken, verliezen de volgende bestelling.

Een goed retourbeleid past op een halve pagina en begint met een bedankje.
""",
    "geen-auteur.txt": """Service op zaterdag

De openingstijden van een klantenservice zeggen hoe belangrijk een organisatie haar klanten vindt. Op zaterdag
hebben de meeste mensen tijd om te bellen, en op zaterdag zijn de meeste organisaties dicht.
""",
}
LEGACY = """Bellen met de klantenservice

Door Chloé van Dam

Eén telefoontje naar de klantenservice kost een organisatie meer dan een goede website – en tóch belt
iedereen. Wie “waarom” vraagt, hoort dat de website het antwoord niet geeft.
"""


@dataclass(frozen=True)
class Workplace:
    """A corpus with good and bad files, and the index built from it."""

    folder: Path
    built: Run

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    def copy(self, folder: Path) -> Workplace:
        shutil.copytree(self.folder, folder, symlinks=True, ignore=shutil.ignore_patterns("groot.txt"))
        write_huge_file(folder / "corpus")
        return Workplace(folder, self.built)

    def current(self) -> str:
        return (self.index / "CURRENT").read_text(encoding="utf-8")


def add_bad_files(corpus: Path) -> None:
    """One file of each kind that cannot be indexed."""
    (corpus / "leeg.txt").write_bytes(b"")
    (corpus / "binair.txt").write_bytes(bytes(range(256)) * 40)
    (corpus / "zelfde.txt").write_bytes((corpus / "retouren.txt").read_bytes())
    (corpus / "weg.txt").symlink_to("nergens.txt")
    write_huge_file(corpus)


def write_huge_file(corpus: Path) -> None:
    """A file of 50 MB that takes no room on most disks."""
    with (corpus / "groot.txt").open("wb") as stream:
        stream.truncate(50_000_000)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory, run_cli: RunCli) -> Workplace:
    """Built with the network blocked, as all commands under test are."""
    folder = tmp_path_factory.mktemp("work") / "place"
    corpus = write_corpus(folder / "corpus", GOOD)
    (corpus / "oud.txt").write_bytes(LEGACY.encode("cp1252"))
    add_bad_files(corpus)
    built = run_cli("index", "--json", cwd=folder)
    return Workplace(folder, built)


def test_bad_files_are_named_and_the_others_indexed_without_a_network(workplace: Workplace) -> None:
    run = workplace.built
    assert run.code == 0, run.err
    assert "Traceback" not in run.err
    report = run.json
    assert paths_of(report["sources"]) == sorted([*GOOD, "oud.txt"])
    reasons = {item["path"]: item["reason"] for item in report["skipped"]}
    assert set(reasons) == {"leeg.txt", "binair.txt", "zelfde.txt", "weg.txt", "groot.txt"}
    assert "same text as retouren.txt" in reasons["zelfde.txt"]
    assert "empty" in reasons["leeg.txt"]
    assert "binary" in reasons["binair.txt"]
    assert "large" in reasons["groot.txt"]
    assert "read" in reasons["weg.txt"]
    assert report["embedded_sources"] == 4


def test_an_unreadable_file_stops_nothing_where_rights_count(
    workplace: Workplace, run_cli: RunCli, tmp_path: Path
) -> None:
    place = workplace.copy(tmp_path / "place")
    secret = place.corpus / "geheim.txt"
    secret.write_text("Dit mag niemand lezen. Ook dit niet.", encoding="utf-8")
    secret.chmod(0)
    os.mkfifo(place.corpus / "pijp.txt")  # reading it would wait for ever
    if os.geteuid() == 0:
        secret.unlink()  # root may read everything
    run = run_cli("index", "--json", cwd=place.folder, timeout=120)
    reasons = {item["path"]: item["reason"] for item in run.json["skipped"]}
    assert run.code == 0
    assert "regular" in reasons["pijp.txt"]
    assert ("geheim.txt" in reasons) is (os.geteuid() != 0)
    assert run.json["embedded_sources"] == 0


def test_text_in_a_legacy_encoding_is_read_as_what_it_says(workplace: Workplace, run_cli: RunCli) -> None:
    run = run_cli(
        "ask",
        "Waarom bellen mensen de klantenservice?",
        "--author",
        "Chloé van Dam",
        "--json",
        cwd=workplace.folder,
    )
    listed = {source["path"]: source for source in run_cli("sources", "--json", cwd=workplace.folder).json}
    assert listed["oud.txt"]["authors"] == ["Chloé van Dam"]
    assert run.code == 0
    assert "Ã" not in run.out


def test_unknown_authors_are_said_to_be_unknown(workplace: Workplace, run_cli: RunCli) -> None:
    run = run_cli("index", cwd=workplace.folder)
    assert run.code == 0
    assert "Author unknown: geen-auteur.txt" in run.out
    assert "geen-auteur.txt.meta.toml" in run.out
    assert "Skipped leeg.txt" in run.out
    assert "model multilingual-e5-small" in run.out
    doctor = run_cli("doctor", cwd=workplace.folder)
    assert "author unknown: geen-auteur.txt" in doctor.out
    assert "meta.toml" in doctor.out
    assert doctor.code == 0


def test_a_second_run_embeds_nothing_and_keeps_the_build(
    workplace: Workplace, run_cli: RunCli, tmp_path: Path
) -> None:
    place = workplace.copy(tmp_path / "place")
    before = place.current()
    report = run_cli("index", "--json", cwd=place.folder).json
    assert (report["embedded_sources"], report["removed_sources"]) == (0, 0)
    assert report["passages"] == workplace.built.json["passages"]
    assert place.current() == before


def test_a_rebuild_costs_what_changed_and_answers_like_a_full_one(
    workplace: Workplace, run_cli: RunCli, tmp_path: Path
) -> None:
    place = workplace.copy(tmp_path / "place")
    changed = (
        GOOD["wachttijd.md"] + "\nEen bordje met de wachttijd erop kost minder dan een ontevreden klant.\n"
    )
    added = (
        "Chatten is wachten met een schermpje erbij. Klanten merken het verschil met de balie nauwelijks.\n"
    )
    write_corpus(place.corpus, {"wachttijd.md": changed, "chat.txt": f"Chatten\n\nDoor Dirk Bos\n\n{added}"})
    (place.corpus / "oud.txt").unlink()
    report = run_cli("index", "--json", cwd=place.folder).json
    assert (report["embedded_sources"], report["removed_sources"]) == (2, 1)
    assert paths_of(report["sources"]) == sorted([*GOOD, "chat.txt"])
    asked = ("ask", QUESTION, "--json")
    incremental = run_cli(*asked, cwd=place.folder).json
    full = run_cli("index", "--full", "--json", cwd=place.folder).json
    assert full["embedded_sources"] == 4
    assert full["build"] != report["build"]
    after = run_cli(*asked, cwd=place.folder).json
    assert {**after, "timings": {}} == {**incremental, "timings": {}}


def test_removing_a_file_embeds_nothing(workplace: Workplace, run_cli: RunCli, tmp_path: Path) -> None:
    place = workplace.copy(tmp_path / "place")
    (place.corpus / "oud.txt").unlink()
    report = run_cli("index", "--json", cwd=place.folder).json
    assert (report["embedded_sources"], report["removed_sources"]) == (0, 1)
    assert "oud.txt" not in paths_of(run_cli("sources", "--json", cwd=place.folder).json)


@pytest.mark.parametrize(
    "moment", ["builds/.draft-*", "builds/.draft-*/chroma/chroma.sqlite3"], ids=["writing", "storing"]
)
def test_killed_while_building_the_old_index_still_answers(
    workplace: Workplace, run_cli: RunCli, tmp_path: Path, moment: str
) -> None:
    place = workplace.copy(tmp_path / "place")
    before = place.current()
    command = [sys.executable, "-m", "cxassistant", "index", "--full"]
    quiet = subprocess.DEVNULL
    # A group of its own, so that the process that verifies the build is killed with it.
    with subprocess.Popen(
        command, cwd=place.folder, env=command_env(), stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        while not any(place.index.glob(moment)):
            assert process.poll() is None, "it was done before it could be killed"
            time.sleep(0.002)
        os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert place.current() == before
    answer = run_cli("ask", QUESTION, "--json", cwd=place.folder)
    assert answer.code == 0
    assert answer.json["citations"][0]["authors"] == ["Anna Jansen"]
    again = run_cli("index", "--json", cwd=place.folder)
    assert again.json["embedded_sources"] == 0
    assert not any(place.index.glob("builds/.draft-*"))


@pytest.mark.parametrize(
    ("documents", "told"),
    [
        (None, "There is no corpus folder"),
        ({}, "No document of the corpus can be read"),
        ({"leeg.txt": ""}, "leeg.txt"),
    ],
    ids=["missing", "no files", "nothing readable"],
)
def test_a_corpus_with_nothing_to_read_leaves_the_index_alone(
    workplace: Workplace, run_cli: RunCli, tmp_path: Path, documents: dict[str, str] | None, told: str
) -> None:
    place = workplace.copy(tmp_path / "place")
    before = place.current()
    other = tmp_path / "other"
    if documents is not None:
        write_corpus(other, documents)
    run = run_cli("index", "--corpus", other, cwd=place.folder)
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith("Error: ")
    assert told in run.err
    assert run.err.count("\n") == 1
    assert place.current() == before
    assert run_cli("sources", "--json", cwd=place.folder).json


def test_two_builds_at_a_time_are_refused(workplace: Workplace, run_cli: RunCli, tmp_path: Path) -> None:
    from filelock import FileLock

    place = workplace.copy(tmp_path / "place")
    with FileLock(place.index / "builds" / ".lock"):
        run = run_cli("index", cwd=place.folder)
    assert run.code == 5
    assert "Another process" in run.err


def test_an_index_that_cannot_be_written_is_one_line(run_cli: RunCli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    run = run_cli("index", "--index", tmp_path / "file", cwd=ROOT)
    assert (run.code, run.out) == (5, "")
    assert run.err.startswith("Error: ")
    assert run.err.count("\n") == 1
