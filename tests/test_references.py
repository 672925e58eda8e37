"""References to paste: through the API and the command line, and as other programs read them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pybtex.database import parse_string

from conftest import RunCli
from cxassistant import Assistant, Citation, ConfigError, bibliography, cite

CITATION = Citation(
    number=1,
    source="balie.txt",
    authors=("Marijke van der Meer", "T.J. de Vries"),
    voice="quoted",
    speaker="Jim Collins",
    title="Over de balie",
    publisher="Het Blad",
    date="2019-03-12",
    url="https://blad.example/balie",
    quote="Wij bellen terug.",
    start=0,
    end=17,
    locator="p. 3",
)
AUTHORS_OWN = replace(CITATION, voice="author", speaker=None)
BARE = replace(
    CITATION, voice="author", speaker=None, authors=(), publisher=None, date=None, url=None, locator=None
)


@pytest.mark.parametrize(
    ("style", "language", "expected"),
    [
        (
            "text",
            "nl",
            "Jim Collins, aangehaald door Marijke van der Meer en T.J. de Vries, ‘Over de balie’"
            " (Het Blad, 12 maart 2019, p. 3), https://blad.example/balie",
        ),
        (
            "markdown",
            "en",
            "Jim Collins, quoted by Marijke van der Meer and T.J. de Vries,"
            " [*Over de balie*](https://blad.example/balie) (Het Blad, 12 March 2019, p. 3)",
        ),
        (
            "apa",
            "nl",
            "Van der Meer, M. & De Vries, T. J. (2019, 12 maart). *Over de balie*. Het Blad. https://blad.example/balie",
        ),
        (
            "apa",
            "en",
            "van der Meer, M., & de Vries, T. J. (2019, March 12). *Over de balie*. Het Blad. https://blad.example/balie",
        ),
        ("apa-in-text", "nl", "(Collins, geciteerd in Van der Meer & De Vries, 2019, p. 3)"),
        ("apa-in-text", "en", "(Collins, as cited in van der Meer & de Vries, 2019, p. 3)"),
    ],
)
def test_a_citation_in_each_style_names_speaker_authors_and_place(
    style: str, language: str, expected: str
) -> None:
    assert cite(CITATION, style, language) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("text", "auteur onbekend, ‘Over de balie’ (zonder datum)"),
        ("apa", "*Over de balie*. (z.d.)."),
        ("apa-in-text", "(‘Over de balie’, z.d.)"),
    ],
)
def test_what_is_not_known_is_left_out_and_never_made_up(style: str, expected: str) -> None:
    assert cite(BARE, style).lower() == expected.lower()
    assert set(json.loads(cite(BARE, "csl-json"))[0]) == {"id", "type", "title"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jan-Peter Balk", "Balk, J.-P."),
        ("Th. van 't Hoff", "Van ’t Hoff, Th.".replace("’", "'")),
        ("Guido Weijers de Jong", "De Jong, G. W."),
        ("Cesar Villanueva III", "Villanueva, C., III"),
        ("Loesje", "Loesje"),
    ],
)
def test_names_are_turned_around_with_their_initials(name: str, expected: str) -> None:
    assert cite(replace(AUTHORS_OWN, authors=(name,)), "apa").startswith(f"{expected} (2019")


def test_bibtex_is_read_by_other_programs_whatever_the_title_holds() -> None:
    title = r"50% van_de {klant} & \input{x} $y$ #1 ~^ é"
    entry = parse_string(cite(replace(AUTHORS_OWN, title=title), "bibtex"), "bibtex").entries
    (key,) = entry
    assert key == "meer201950" and entry[key].type == "online"
    assert [str(p) for p in entry[key].persons["author"]] == ["van der Meer, Marijke", "de Vries, T.J."]
    held = entry[key].fields["title"]
    for sign in ("\\%", "\\_", "\\&", "\\$", "\\#"):
        assert sign in held
    assert "\\input" not in held and held.count("{") == held.count("}")


def test_csl_json_has_the_particles_apart() -> None:
    (item,) = json.loads(cite(AUTHORS_OWN, "csl-json"))
    assert item["author"][0] == {"family": "Meer", "given": "Marijke", "non-dropping-particle": "van der"}
    assert item["issued"] == {"date-parts": [[2019, 3, 12]]} and item["URL"] == "https://blad.example/balie"


def test_a_list_names_each_work_once_in_order_with_keys_of_its_own() -> None:
    later = replace(AUTHORS_OWN, source="later.txt", title="Over de deur", date="2020")
    first = replace(AUTHORS_OWN, source="eerst.txt", authors=("Anna Aal",), title="Zee")
    same = replace(AUTHORS_OWN, source="nog.txt", title="Over de balie, deel twee")
    lines = bibliography([later, AUTHORS_OWN, CITATION, first], "apa").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Aal", "Van der Meer", "Van der Meer"]
    keys = list(parse_string(bibliography([AUTHORS_OWN, same], "bibtex"), "bibtex").entries)
    assert keys == ["meer2019balie-1", "meer2019balie-2"]


def test_markdown_of_a_hostile_title_or_address_is_no_markup() -> None:
    shown = cite(
        replace(AUTHORS_OWN, title="<b>[x](y)", url="https://a.example/) [z](javascript:1"), "markdown"
    )
    assert "<b>" not in shown and r"\[x\]" in shown and "](javascript" not in shown
    assert "](" not in cite(replace(AUTHORS_OWN, url="javascript:alert(1)"), "markdown")


def test_an_unknown_style_says_which_there_are(run_cli: RunCli, built_index: Path) -> None:
    with pytest.raises(ConfigError, match="csl-json"):
        cite(CITATION, "chicago")
    done = run_cli("ask", "Wat is CES?", "--references", "chicago", "--index", built_index)
    assert done.code == 2 and "bibtex" in done.err and not done.out


def test_the_commands_print_references_to_an_answer_and_to_all_sources(
    run_cli: RunCli, built_index: Path, assistant: Assistant
) -> None:
    question = "Waarom mislukken de meeste CX-transformaties?"
    asked = run_cli("ask", question, "--references", "apa", "--index", built_index)
    cited = bibliography(assistant.ask(question).citations, "apa")
    assert asked.code == 0 and asked.out.rstrip().endswith(cited)
    as_json = run_cli("ask", question, "--references", "bibtex", "--json", "--index", built_index)
    assert parse_string(as_json.json["references"], "bibtex").entries
    listed = run_cli("sources", "--references", "bibtex", "--index", built_index)
    assert len(parse_string(listed.out, "bibtex").entries) == len(assistant.sources())
