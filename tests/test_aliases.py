"""One person, one name in a corpus; and what doctor asks where a document tells no author."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import RunCli, write_corpus
from cxassistant import Assistant

BODY = (
    "\n\nWie een klacht krijgt, krijgt een tweede kans, en dat is meer dan de meeste bedrijven verdienen.\n\n"
    "Vraag het aan wie aan de balie staat. Die weet het al jaren, en niemand heeft het ooit opgeschreven of gevraagd.\n"
)


def article(title: str, byline: str = "", end: str = "") -> str:
    return f"{title}\n{byline}{BODY}{end}"


def authors_of(tmp_path: Path, documents: dict[str, str]) -> dict[str, tuple[str, ...]]:
    corpus = write_corpus(tmp_path / "corpus", documents)
    Assistant.build(corpus=corpus, index=tmp_path / "index")
    opened = Assistant.open(tmp_path / "index")
    try:
        return {source.path: source.authors for source in opened.sources()}
    finally:
        opened.close()


def test_initials_titles_and_a_first_name_under_a_letter_join_the_one_full_name(tmp_path: Path) -> None:
    found = authors_of(
        tmp_path,
        {
            "a.txt": article("Over de balie van morgen", "\nDoor Marijke van der Meer\n"),
            "b.txt": article("Over de rij van gisteren", "\nDoor M. van der Meer\n"),
            "c.txt": article("Over het loket van nu", "\nDoor drs. Marijke van der Meer\n"),
            "d.txt": article("Brief aan een collega", "\n\nBeste Jan,\n", "\nGroet,\n\nMarijke\n"),
        },
    )
    assert set(found.values()) == {("Marijke van der Meer",)}


def test_two_first_names_are_two_persons_and_an_initial_that_fits_both_is_neither(tmp_path: Path) -> None:
    found = authors_of(
        tmp_path,
        {
            "a.txt": article("Over de balie van morgen", "\nDoor Sanne Bakker\n"),
            "b.txt": article("Over de rij van gisteren", "\nDoor Sjoerd Bakker\n"),
            "c.txt": article("Over het loket van nu", "\nDoor S. Bakker\n"),
        },
    )
    assert found == {"a.txt": ("Sanne Bakker",), "b.txt": ("Sjoerd Bakker",), "c.txt": ("S. Bakker",)}


def test_a_namesake_that_comes_or_leaves_changes_what_the_initial_means(tmp_path: Path) -> None:
    documents = {
        "a.txt": article("Over de balie van morgen", "\nDoor Sanne Bakker\n"),
        "c.txt": article("Over het loket van nu", "\nDoor S. Bakker\n"),
    }
    assert authors_of(tmp_path, documents)["c.txt"] == ("Sanne Bakker",)
    with_namesake = documents | {"b.txt": article("Over de rij van gisteren", "\nDoor Sjoerd Bakker\n")}
    assert authors_of(tmp_path, with_namesake)["c.txt"] == ("S. Bakker",)
    (tmp_path / "corpus" / "b.txt").unlink()
    assert authors_of(tmp_path, documents)["c.txt"] == ("Sanne Bakker",)


def test_what_a_sidecar_states_stays_as_it_is(tmp_path: Path) -> None:
    documents = {
        "a.txt": article("Over de balie van morgen", "\nDoor Sanne Bakker\n"),
        "c.txt": article("Over het loket van nu"),
        "c.txt.meta.toml": 'authors = ["S. Bakker"]\n',
    }
    assert authors_of(tmp_path, documents)["c.txt"] == ("S. Bakker",)


def test_a_merged_name_tells_what_was_read(tmp_path: Path) -> None:
    authors_of(
        tmp_path,
        {
            "a.txt": article("Over de balie van morgen", "\nDoor Sanne Bakker\n"),
            "c.txt": article("Over het loket van nu", "\nDoor S. Bakker\n"),
        },
    )
    opened = Assistant.open(tmp_path / "index")
    (evidence,) = [e for e in opened.source("c.txt").evidence if e.rule == "alias"]
    assert (evidence.value, evidence.text) == ("Sanne Bakker", "S. Bakker") and evidence.confidence < 1
    opened.close()


@pytest.fixture
def nameless(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", {"x.txt": article("Een stuk dat niemand tekende")})


def test_doctor_asks_for_a_sidecar_until_one_says_who_or_that_there_is_nobody(
    run_cli: RunCli, nameless: Path, tmp_path: Path
) -> None:
    places = ("--corpus", nameless, "--index", tmp_path / "index")
    run_cli("index", *places)
    told = [c for c in run_cli("doctor", *places, "--json").json["checks"] if c["name"] == "authors"]
    assert [c["status"] for c in told] == ["warning"]
    assert "x.txt" in told[0]["detail"] and "x.txt.meta.toml" in told[0]["hint"]
    (nameless / "x.txt.meta.toml").write_text("authors = []\n", encoding="utf-8")
    run_cli("index", *places)
    told = [c for c in run_cli("doctor", *places, "--json").json["checks"] if c["name"] == "authors"]
    assert [c["status"] for c in told] == ["ok"]


def test_an_empty_value_in_a_sidecar_states_that_there_is_none(tmp_path: Path) -> None:
    dated = article("Over de balie van morgen", "\nDoor Sanne Bakker\n4 maart 2021\n")
    corpus = write_corpus(tmp_path / "corpus", {"a.txt": dated, "a.txt.meta.toml": 'date = ""\n'})
    Assistant.build(corpus=corpus, index=tmp_path / "index")
    opened = Assistant.open(tmp_path / "index")
    assert opened.source("a.txt").date is None
    opened.close()
