"""Quotes of a draft held against the sources: through the API and the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import RunCli, command_env
from cxassistant import Assistant
from cxassistant.errors import QuestionError
from cxassistant.models import QuoteCheck

FIRST = """---
title: De balie als spiegel
author: Marijke van der Meer
date: 2021-03-04
---
Wie een klacht krijgt, krijgt een tweede kans. Niet iedere klant wil iets terug, maar iedere klant wil gehoord worden.

Directeur Ruud Hendriks zegt: “Wij bellen elke klager binnen twee dagen terug, ook als we nog niets weten.” Dat is mooi.

In 2019 ging het bij 40 procent van de balies mis. Mijn eigen balie was daar één van.
"""
SECOND = """---
title: Over wachten
author: Jeroen Bakker
date: 2022
---
Wachten is geen tijd, wachten is een gevoel. Een rij waarin iemand je groet, is korter.

Op het bord stond, zonder naam: “Wie haast heeft, moet eerder weggaan van huis dan nu.”
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "balie.md").write_text(FIRST, encoding="utf-8")
    (corpus / "wachten.md").write_text(SECOND, encoding="utf-8")
    Assistant.build(corpus=corpus, index=folder / "index")
    return folder / "index"


@pytest.fixture(scope="module")
def assistant(index: Path) -> Assistant:
    return Assistant.open(index)


def one(assistant: Assistant, text: str, author: str | None = None) -> QuoteCheck:
    (check,) = assistant.verify(text, author).checks
    return check


def test_a_quote_that_stands_there_has_its_place_to_the_letter(assistant: Assistant) -> None:
    check = one(assistant, "wie een klacht krijgt, krijgt een tweede kans", "Marijke van der Meer")
    assert (check.verdict, check.attribution, check.stands) == ("verbatim", "right", True)
    place = check.places[0]
    text = assistant.source("balie.md").text
    assert text[place.start : place.end] == place.text == "Wie een klacht krijgt, krijgt een tweede kans"
    assert (place.source, place.authors, place.date) == ("balie.md", ("Marijke van der Meer",), "2021-03-04")


@pytest.mark.parametrize(
    "text",
    [
        "“Wachten is geen tijd, wachten is een gevoel”",
        "„wachten is geen tijd –\nwachten is een gevoel“",
        "WACHTEN IS GEEN TIJD WACHTEN IS EEN GEVOEL",
        "Wachten is geen tijd, wach­ten is een gevoel.",
    ],
)
def test_marks_line_breaks_and_capitals_are_no_difference(assistant: Assistant, text: str) -> None:
    assert one(assistant, text).verdict == "verbatim"


def test_a_changed_word_is_shown_with_what_the_source_has(assistant: Assistant) -> None:
    check = one(assistant, "Een rij waarin iemand je aankijkt, is korter.")
    assert check.verdict == "nearly" and not check.stands and check.places[0].source == "wachten.md"
    assert [(c.draft, c.source) for c in check.changes] == [("aankijkt", "groet")]


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("Iedere klant wil iets terug, maar iedere klant wil gehoord worden.", "negation"),
        ("In 2019 ging het bij 14 procent van de balies mis.", "number"),
    ],
)
def test_a_difference_that_turns_the_meaning_is_said_to(
    assistant: Assistant, text: str, touched: str
) -> None:
    check = one(assistant, text)
    assert check.verdict == "nearly" and touched in check.meaning


def test_words_of_another_person_than_the_draft_says_are_someone_elses(assistant: Assistant) -> None:
    check = one(assistant, "“Wachten is geen tijd, wachten is een gevoel.” — Marijke van der Meer")
    assert (check.verdict, check.attribution) == ("someone_else", "wrong")
    assert check.claimed == "Marijke van der Meer" and check.places[0].authors == ("Jeroen Bakker",)


def test_quoted_words_are_their_speakers_and_not_the_authors(assistant: Assistant) -> None:
    words = "Wij bellen elke klager binnen twee dagen terug"
    assert one(assistant, words, "Marijke van der Meer").verdict == "someone_else"
    check = one(assistant, f"Hendriks: ‘{words}’")
    assert (check.verdict, check.attribution, check.claimed) == ("verbatim", "right", "Ruud Hendriks")
    assert (check.places[0].voice, check.places[0].speaker) == ("quoted", "Ruud Hendriks")


def test_where_the_source_does_not_tell_who_said_it_neither_does_the_check(assistant: Assistant) -> None:
    check = one(assistant, "Wie haast heeft, moet eerder weggaan van huis dan nu", "Jeroen Bakker")
    assert (check.verdict, check.attribution, check.stands) == ("verbatim", "uncertain", False)


def test_words_left_out_are_verbatim_unless_they_turn_the_meaning(assistant: Assistant) -> None:
    kept = one(assistant, "Wie een klacht krijgt, (...) iedere klant wil gehoord worden")
    assert kept.verdict == "verbatim" and kept.notes == ("omission",)
    turned = one(assistant, "Wachten is … tijd")
    assert turned.verdict == "nearly" and turned.meaning == ("negation",)
    assert turned.changes[0].source.strip() == "geen"


def test_a_quote_that_begins_after_its_negation_is_not_verbatim(assistant: Assistant) -> None:
    check = one(assistant, "Iedere klant wil iets terug")
    assert check.verdict == "nearly" and check.meaning == ("negation",) and check.changes[0].source == "Niet"


def test_words_put_in_between_brackets_are_said_to_be_the_writers(assistant: Assistant) -> None:
    check = one(assistant, "“iedere klant [van de gemeente] wil gehoord worden”")
    assert check.verdict == "verbatim" and check.notes == ("insertion",)


def test_a_slide_has_each_quote_checked_under_the_name_beside_it(assistant: Assistant) -> None:
    slide = (
        "# Wat wij leerden\n\n- Bakker: ‘Wachten is geen tijd’\n"
        "- “Alles begint bij de balie, zegt men.” (Van der Meer)\n\n"
        "> Een rij waarin iemand je groet, is korter.\n> — Jeroen Bakker\n"
    )
    checks = assistant.verify(slide).checks
    assert [(c.claimed, c.verdict) for c in checks] == [
        ("Jeroen Bakker", "verbatim"),
        ("Marijke van der Meer", "not_found"),
        ("Jeroen Bakker", "verbatim"),
    ]
    assert all(slide[c.start : c.end] == c.quote for c in checks)


def test_two_common_words_are_said_to_be_too_few(assistant: Assistant) -> None:
    assert "short" in one(assistant, "“van de”").notes


@pytest.mark.parametrize("text", ["", "  \n ", "…", "x" * 100_001])
def test_nothing_or_too_much_to_check_is_one_clear_error(assistant: Assistant, text: str) -> None:
    with pytest.raises(QuestionError, match=r"no words to check|in parts"):
        assistant.verify(text)


def test_the_command_tells_places_and_differences_and_exits_with_7(run_cli: RunCli, index: Path) -> None:
    stands = run_cli("verify", "Wachten is geen tijd", "--author", "Bakker", "--index", index)
    assert stands.code == 0 and "Verbatim" in stands.out and "Over wachten, 2022 [wachten.md" in stands.out
    differs = run_cli("verify", "Een rij waarin iemand je aankijkt, is korter.", "--index", index)
    assert differs.code == 7 and "draft: aankijkt; source: groet" in differs.out and not differs.err
    other = run_cli("verify", "-", "--json", "--index", index, input="“Wachten is geen tijd” — Ruud Hendriks")
    assert other.code == 7 and other.json["stands"] is False
    assert other.json["checks"][0]["verdict"] == "someone_else"


def test_the_command_reads_a_file_in_any_encoding_and_needs_no_model(
    run_cli: RunCli, index: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "slide.txt"
    draft.write_bytes("Van der Meer: “Mijn eigen balie was daar één van”".encode("cp1252"))
    done = run_cli(
        "verify", "--file", draft, "--index", index, env=command_env(CXASSISTANT_MODEL="no-such-model")
    )
    assert done.code == 0 and "Marijke van der Meer: De balie als spiegel" in done.out


def test_bad_input_to_the_command_is_one_line(run_cli: RunCli, index: Path, tmp_path: Path) -> None:
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d" + bytes(200))
    for arguments, code in (
        (("verify", "--index", index), 2),
        (("verify", "a", "--file", tmp_path / "x", "--index", index), 2),
        (("verify", "--file", tmp_path / "x", "--index", index), 2),
        (("verify", "--file", tmp_path / "image.png", "--index", index), 2),
        (("verify", "woorden", "--index", tmp_path / "none"), 5),
    ):
        done = run_cli(*arguments)
        assert done.code == code and len(done.err.strip().splitlines()) == 1 and not done.out, done.err


def test_a_chat_that_is_asked_to_check_a_quote_says_whose_it_is_and_what_differs(
    assistant: Assistant,
) -> None:
    chat = assistant.chat()
    right = chat.ask("Controleer dit citaat: “Wachten is geen tijd, wachten is een gevoel.” — Bakker")
    assert right.status == "answered" and "woordelijk zo, van **Jeroen Bakker**" in right.text
    assert right.citations[0].quote == "Wachten is geen tijd, wachten is een gevoel"
    other = chat.ask("Check these quotes: “Wachten is geen tijd” — Ruud Hendriks")
    assert other.language == "en" and "not the words of **Ruud Hendriks**" in other.text
    changed = assistant.ask("Klopt dit citaat: “Een rij waarin iemand je aankijkt, is korter.”")
    assert "In de tekst staat *aankijkt*, in de bron *groet*." in changed.text
    nowhere = assistant.ask("Klopt dit citaat: “De klant is een fietser zonder bel in de regen.”")
    assert nowhere.status == "not_found" and not nowhere.citations
