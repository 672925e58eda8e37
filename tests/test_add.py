"""Documents added to a corpus: what is shown, corrected and written, and what is refused."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from conftest import ROOT, RunCli, command_env

ARTICLE = """De balie als spiegel

Door Marijke van der Meer
4 maart 2021

Wie een klacht krijgt, krijgt een tweede kans, en wie hem negeert verliest meer dan een klant. Dat is wat ik leerde.

Achter elke balie staat iemand die het weet. Vraag het die persoon, en vraag het niet aan een scherm dat niets onthoudt.
"""
NOBODY = "Een stuk zonder naam\n\n" + ARTICLE.split("2021\n\n")[1]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "balie.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "corpus"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_script_adds_a_document_as_it_is_found(run_cli: RunCli, article: Path, corpus: Path) -> None:
    done = run_cli("add", article, "--corpus", corpus, "--yes")
    assert done.code == 0 and "Marijke van der Meer" in done.out and "byline" in done.out
    assert "De balie als spiegel" in done.out and "2021-03-04" in done.out and "| Wie een klacht" in done.out
    assert "Run 'cxassistant index'" in done.err
    assert names(corpus) == ["balie.txt"] and (corpus / "balie.txt").read_text(encoding="utf-8") == ARTICLE


def test_stated_values_go_into_a_sidecar_and_hold(run_cli: RunCli, tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "naamloos.txt").write_text(NOBODY, encoding="utf-8")
    options = (
        "--author",
        'Jan "Bo" Smit',
        "--author",
        "Ann de Wit",
        "--date",
        "2020-05",
        "--url",
        "https://a.example/x",
    )
    done = run_cli("add", tmp_path / "naamloos.txt", "--corpus", corpus, "--json", *options)
    assert done.code == 0 and done.json[0]["added"] is True
    held = tomllib.loads((corpus / "naamloos.txt.meta.toml").read_text(encoding="utf-8"))
    assert held == {
        "authors": ['Jan "Bo" Smit', "Ann de Wit"],
        "date": "2020-05",
        "url": "https://a.example/x",
    }
    again = run_cli("add", tmp_path / "naamloos.txt", "--corpus", corpus, "--json")
    assert again.code == 0 and again.json[0]["added"] is False and again.json[0]["path"] == "naamloos.txt"


def test_at_a_terminal_each_value_can_be_kept_corrected_or_emptied(article: Path, corpus: Path) -> None:
    typed = "\n".join(["Spiegels", "", "Het Blad", "-", "", "", "y"]) + "\n"
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "cxassistant", "add", str(article), "--corpus", str(corpus)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=ROOT,
        env=command_env(),
    )
    os.close(slave)
    os.write(master, typed.encode())
    shown, deadline = b"", time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert process.wait(timeout=60) == 0, shown.decode(errors="replace")
    os.close(master)
    held = tomllib.loads((corpus / "balie.txt.meta.toml").read_text(encoding="utf-8"))
    assert held == {"title": "Spiegels", "publisher": "Het Blad", "date": ""}
    assert (corpus / "balie.txt").is_file()


def test_without_a_terminal_it_asks_for_yes(run_cli: RunCli, article: Path, corpus: Path) -> None:
    done = run_cli("add", article, "--corpus", corpus)
    assert done.code == 2 and "--yes" in done.err and names(corpus) == []


def test_the_same_document_under_another_name_is_told_and_not_added(
    run_cli: RunCli, article: Path, corpus: Path, tmp_path: Path
) -> None:
    run_cli("add", article, "--corpus", corpus, "--yes")
    copy = tmp_path / "kopie.txt"
    copy.write_bytes(article.read_bytes())
    done = run_cli("add", copy, "--corpus", corpus, "--yes")
    assert done.code == 0 and "already, as balie.txt" in done.out and names(corpus) == ["balie.txt"]


def test_another_document_of_the_same_name_is_never_overwritten(
    run_cli: RunCli, article: Path, corpus: Path, tmp_path: Path
) -> None:
    run_cli("add", article, "--corpus", corpus, "--yes")
    (tmp_path / "new").mkdir()
    other = tmp_path / "new" / "balie.txt"
    other.write_text(NOBODY, encoding="utf-8")
    done = run_cli("add", other, "--corpus", corpus, "--yes")
    assert done.code == 3 and "rename" in done.err
    assert (corpus / "balie.txt").read_text(encoding="utf-8") == ARTICLE


def test_what_cannot_be_read_stops_all_with_one_line_and_nothing_added(
    run_cli: RunCli, article: Path, corpus: Path, tmp_path: Path
) -> None:
    (tmp_path / "leeg.txt").write_text("")
    (tmp_path / "beeld.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (tmp_path / "tabel.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
    for bad in ("weg.txt", "leeg.txt", "beeld.txt", "tabel.xlsx", "."):
        done = run_cli("add", article, tmp_path / bad, "--corpus", corpus, "--yes")
        assert done.code == 3 and len(done.err.strip().splitlines()) == 1, (bad, done.err)
        assert names(corpus) == []
    done = run_cli("add", article, "--date", "gisteren", "--corpus", corpus, "--yes")
    assert done.code == 3 and "not a date" in done.err and names(corpus) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_corpus_is_one_clear_error(run_cli: RunCli, article: Path, corpus: Path) -> None:
    corpus.mkdir()
    corpus.chmod(0o555)
    done = run_cli("add", article, "--corpus", corpus, "--yes")
    corpus.chmod(0o755)
    assert done.code == 3 and "Nothing of it was kept" in done.err and names(corpus) == []
