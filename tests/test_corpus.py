"""The corpus stage through its public functions: what is read, what is left out, and who is named."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pytest

from cxassistant.corpus import CorpusFile, read_source, scan
from cxassistant.errors import CorpusError, SourceError
from cxassistant.language import detect_language
from cxassistant.models import Source

CORPUS = Path(__file__).parents[1] / "corpus"
BODY_NL = (
    (
        "Vorige maand stond ik in de rij bij een postkantoor dat geen postkantoor meer is. "
        "Het is nu een hoek in een drogisterij."
    ),
    (
        "Wie goed kijkt, ziet daar hoe dienstverlening werkelijk werkt. De man vroeg niet "
        "naar mijn nummer maar naar mijn moeder."
    ),
    (
        "Mijn voorstel is klein en goedkoop. Laat medewerkers één vraag per dag zelf "
        "bedenken, en bespreek die op vrijdag."
    ),
)
BODY_EN = (
    (
        "I have spent most of my working life listening to recordings of people who wanted to "
        "return a kettle. It taught me a lot."
    ),
    (
        "Most companies believe that speed is what callers want. In my files the opposite is "
        "true, and it always has been."
    ),
    (
        "So let me suggest a small experiment for next week. Switch the wallboard off and ask "
        "each agent what went wrong."
    ),
)
FURNITURE = (
    "Naar inhoud", "cookies", "Sluit dit venster", "Meer informatie", "Ook interessant", "Featured",
    "comments powered",
    "Lees meer over dit evenement", "CX-event", "Arcadis", "Logo", "Bron:", "by Ziptone",
    "Tot volgende maand",
    "Hey Jan-Hein", "Beste Wim", "februari 2024", "oktober 2024", "Tekst:", "veelgevraagd spreker",
    "Cookie-instellingen",
)  # fmt: skip
# path -> title, author, publisher, date, first words of the standfirst or editor's note
ARTICLES = {
    "briefwisseling-klantbeleving-vs-en-europa.txt": (
        "Briefwisseling over klantbeleving", "Wim Rampen", None, "2024-10", "In deze briefwisseling delen"
    ),
    "klantbeleving-als-punkrock.txt": (
        "Klantbeleving: durf eens keuzes te maken als een punkrocker", "Adrian Swinscoe",
        "CustomerTalk", None,
        "Dit artikel is een bewerking"
    ),
    "oorzaken-falende-cx-transformaties.txt": (
        "Appen over klantbeleving", "Rien Brus", None, "2024-02-16", "Rien Brus appt met mede"
    ),
    "customer-experience-make-it-happen.txt": (
        "Customer Experience: make it happen!", "Berry Veldhoen", None, None, None
    ),
    "customer-effort-score-omgedraaid.txt": (
        "De customer effort score omgedraaid", "Erik Bouwer", "Ziptone", None, None
    ),
}  # fmt: skip


def read(path: Path) -> Source:
    return read_source(CorpusFile(path.name, path, ""))


def read_text(folder: Path, text: str, name: str = "x.txt") -> Source:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def page(*lines: str, body: tuple[str, ...] = BODY_NL, tail: tuple[str, ...] = ()) -> str:
    return "\n".join(lines) + "\n\n" + "\n\n".join(body) + "\n\n" + "\n".join(tail)


def blocks(source: Source) -> list[str]:
    return [source.text[block.start : block.end] for block in source.blocks]


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return {file.path: read_source(file) for file in scan(CORPUS).files}


# --- the five articles ---


def test_the_corpus_holds_the_five_articles_and_skips_nothing() -> None:
    found = scan(CORPUS)
    assert {file.path for file in found.files} >= set(ARTICLES)
    assert found.skipped == ()


@pytest.mark.parametrize("path", ARTICLES)
def test_metadata_of_the_articles_is_read_from_their_text(path: str, sources: dict[str, Source]) -> None:
    title, author, publisher, date, _ = ARTICLES[path]
    source = sources[path]
    assert (source.title, source.authors, source.publisher, source.date, source.language) == (
        title, (author,), publisher, date, "nl"
    )  # fmt: skip
    assert any(item.field == "authors" and item.value == author for item in source.evidence)


@pytest.mark.parametrize("path", ARTICLES)
def test_file_names_hold_no_hint(path: str, tmp_path: Path, sources: dict[str, Source]) -> None:
    copy = tmp_path / "a.txt"
    copy.write_bytes((CORPUS / path).read_bytes())
    source = read(copy)
    assert (source.authors, source.title, source.text) == (
        sources[path].authors, sources[path].title, sources[path].text
    )  # fmt: skip


@pytest.mark.parametrize("path", ARTICLES)
def test_standfirsts_and_notes_are_editorial_and_all_else_is_the_authors(
    path: str, sources: dict[str, Source]
) -> None:
    source, opening = sources[path], ARTICLES[path][4]
    editorial = [source.text[b.start : b.end] for b in source.blocks if b.voice == "editorial"]
    assert [text[: len(opening)] for text in editorial] == [opening] if opening else not editorial


@pytest.mark.parametrize("path", ARTICLES)
def test_page_furniture_is_left_out_and_no_paragraph_is_lost(path: str, sources: dict[str, Source]) -> None:
    source = sources[path]
    assert not [words for words in FURNITURE if words in source.text]
    raw = (" ".join(line.split()) for line in (CORPUS / path).read_text(encoding="utf-8").split("\n"))
    paragraphs = [line for line in raw if len(line.split()) > 24 and "veelgevraagd spreker" not in line]
    assert paragraphs and not [line for line in paragraphs if line not in source.text]


def test_short_remarks_and_headings_of_an_article_survive(sources: dict[str, Source]) -> None:
    source = sources["klantbeleving-als-punkrock.txt"]
    kinds = {source.text[b.start : b.end]: b.kind for b in source.blocks}
    for remark in ("Nee.", "Maar dat is prima.", "Eens?", "En jij?", "Dat zijn ontzettend veel kanalen."):
        assert kinds[remark] == "paragraph"
    assert kinds["Voorlopers in klantenservice en klantbeleving"] == "heading"
    assert sum(kind == "heading" for kind in kinds.values()) == 6


def test_a_pull_quote_is_dropped_and_its_sentence_kept_in_the_running_text(
    sources: dict[str, Source],
) -> None:
    source = sources["customer-effort-score-omgedraaid.txt"]
    assert source.text.count("moeten door een trechter kruipen.") == 1
    assert "Klanten die zich tot het bedrijf willen vervoegen" not in source.text


# --- what holds for every document ---


@pytest.mark.parametrize("path", ARTICLES)
def test_blocks_tile_the_text_and_only_white_space_differs_from_the_file(
    path: str, sources: dict[str, Source]
) -> None:
    source = sources[path]
    assert "\n\n".join(blocks(source)) == source.text
    raw = re.sub(r"\s+", " ", (CORPUS / path).read_text(encoding="utf-8"))
    for text in blocks(source):
        assert text == text.strip() and text and text in raw


def test_reading_twice_gives_the_same_and_a_move_changes_no_content_hash(tmp_path: Path) -> None:
    text = page("Een titel", "Door Karin de Wit")
    one, two = read_text(tmp_path, text, "a.txt"), read_text(tmp_path, text, "b.txt")
    assert one.content_hash == two.content_hash and one.id != two.id
    assert read_text(tmp_path, text, "a.txt") == one
    assert read_text(tmp_path, text.replace("moeder", "vader"), "a.txt").content_hash != one.content_hash


# --- authors ---


@pytest.mark.parametrize(
    ("lines", "tail", "authors"),
    [
        (["De titel van het stuk", "Door Karin de Wit"], [], ["Karin de Wit"]),
        (["De titel van het stuk", "Door: J.P. van 't Hof en Åsa Lind-Bakker | 3 mei 2020"], [],
         ["J.P. van 't Hof", "Åsa Lind-Bakker"]),
        (["De titel van het stuk", "Tekst: Noor Kuipers Foto: Sjef Maas"], [], ["Noor Kuipers"]),
        (["De titel van het stuk - Noor Kuipers"], [], ["Noor Kuipers"]),
        (["De titel van het stuk – Column Noor Kuipers"], [], ["Noor Kuipers"]),
        (["De titel van het stuk", "• 3 mei 2020", "• Noor Kuipers"], [], ["Noor Kuipers"]),
        (["De titel van het stuk"], ["(Noor Kuipers/Balieblad)"], ["Noor Kuipers"]),
        (["De titel van het stuk"], ["Noor Kuipers is adviseur en schrijft over winkels."], ["Noor Kuipers"]),
        (["De titel van het stuk - Noor Kuipers", "Beste Els,"], ["Groet,", "Noor"], ["Noor Kuipers"]),
        (["De titel van het stuk", "By Jane O’Neill and Tom Reilly"], [], ["Jane O’Neill", "Tom Reilly"]),
        # nobody is named as the author
        (["De titel van het stuk"], [], []),
        (["De titel van het stuk", "Door de redactie"], [], []),
        (["De titel van het stuk", "by Balieblad"], [], []),
        (["De titel van het stuk", "Beste Els Jansen,"], ["Groet,", "Noor"], []),
        (["De titel van het stuk", "Foto: Sjef Maas"], [], []),
        (["De titel van het stuk"], ["Vertaald door Sjef Maas."], []),
        (["In gesprek met Teun Zwart"], ["Teun Zwart is eigenaar van een drogisterij."], []),
        (["De titel van het stuk - Customer Talk"], ["Bron: Customer Talk"], []),
        (["De titel van het stuk"], ["Lees ook", "Een ander stuk, door Sjef Maas"], []),
        (["De titel van het stuk"], ["2 reacties", "Sjef Maas", "3 mei 2020", "Mooi stuk!"], []),
    ],
)  # fmt: skip
def test_authors_are_named_only_where_the_page_says_so(
    lines: list[str], tail: list[str], authors: list[str], tmp_path: Path
) -> None:
    source = read_text(tmp_path, page(*lines, tail=tuple(tail)))
    assert list(source.authors) == authors
    assert [text for text in blocks(source) if text not in BODY_NL and "Vertaald" not in text] == []


def test_people_whom_the_text_mentions_or_quotes_are_no_authors(tmp_path: Path) -> None:
    quoted = (
        "“Klanten lopen weg,” zegt Teun Zwart. Volgens Sjef Maas valt dat mee, en Els Jansen "
        "is directeur van Acme."
    )
    assert (
        read_text(
            tmp_path, page("De titel van het stuk", body=(*BODY_NL, quoted, BODY_NL[0] + " Echt waar."))
        ).authors
        == ()
    )


# --- title, publisher, date, address, language ---


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("16 februari 2024", "2024-02-16"), ("Helmond, oktober 2024", "2024-10"),
        ("• 16 feb. 2024", "2024-02-16"),
        ("Gepubliceerd op woensdag 5 juni 2019", "2019-06-05"), ("March 3rd, 2021", "2021-03-03"),
        ("Published 3 March 2021 in Opinion", "2021-03-03"),
        ("2018-02-20 | 1.204 keer bekeken", "2018-02-20"),
        ("03-05-2021", "2021-05-03"), ("Laatst gewijzigd: 3 mei 2020", "2020-05-03"),
    ],
)  # fmt: skip
def test_dates_are_as_precise_as_the_page_states(line: str, date: str, tmp_path: Path) -> None:
    source = read_text(tmp_path, page("De titel van het stuk", line))
    assert source.date == date and line.strip("• ") not in source.text


def test_a_year_in_the_running_text_is_not_the_date_of_the_article(tmp_path: Path) -> None:
    body = (
        BODY_NL[0],
        "Uit het rapport van 12 mei 2017 blijkt dat organisaties negen kanalen bieden. Dat is veel.",
        *BODY_NL[1:],
    )
    assert read_text(tmp_path, page("De titel van het stuk", body=body)).date is None


def test_an_english_date_that_may_be_day_or_month_first_is_kept_to_the_year(tmp_path: Path) -> None:
    assert read_text(tmp_path, page("A fine title", "Published: 03/04/2021", body=BODY_EN)).date == "2021"
    assert (
        read_text(tmp_path, page("A fine title", "Published: 03/14/2021", body=BODY_EN)).date == "2021-03-14"
    )


@pytest.mark.parametrize(
    ("lines", "tail", "publisher"),
    [
        (["De titel van het stuk"], ["Bron: Balieblad"], "Balieblad"),
        (["De titel van het stuk"], ["Balieblad maakt gebruik van cookies."], "Balieblad"),
        (["De titel van het stuk"], ["© 2021 Balieblad. Alle rechten voorbehouden."], "Balieblad"),
        (["De titel van het stuk | Balieblad"], [], "Balieblad"),
        (["Vakblad Balie", "Home", "Nieuws", "De titel van het stuk"], [], "Vakblad Balie"),
        (["De titel van het stuk"], ["Onze website gebruikt cookies."], None),
    ],
)
def test_publishers_are_read_from_the_furniture(
    lines: list[str], tail: list[str], publisher: str | None, tmp_path: Path
) -> None:
    source = read_text(tmp_path, page(*lines, tail=tuple(tail)))
    assert (source.publisher, source.title) == (publisher, "De titel van het stuk")


def test_the_address_of_an_article_is_kept(tmp_path: Path) -> None:
    source = read_text(tmp_path, page("De titel van het stuk", tail=("https://example.org/stuk",)))
    assert source.url == "https://example.org/stuk" and "https" not in source.text


def test_a_document_without_a_title_is_called_by_its_first_words(tmp_path: Path) -> None:
    assert read_text(tmp_path, "\n\n".join(BODY_NL)).title.startswith("Vorige maand stond ik in de rij")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Waarom mislukken CX-transformaties?", "nl"), ("Why do CX programmes fail?", "en"),
        ("CX?", "nl"), ("", "nl"),
        ("Warum kündigen die Kunden und was kann man dagegen tun?", "de"), ("What is klantbeleving?", "en"),
        ("Pourquoi les clients sont-ils mécontents de nous ?", "fr"), ("Wat is customer effort?", "nl"),
    ],
)  # fmt: skip
def test_languages_are_told_apart_by_common_words(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_the_default_language_is_the_answer_where_nothing_can_be_told() -> None:
    assert detect_language("NPS 42", default="en") == "en"


# --- furniture ---


def test_an_english_page_is_cleaned_too(tmp_path: Path) -> None:
    lines = ("Skip to content", "The Floor Review", "News  Opinion  Jobs", "A kettle and what it taught me",
             "By Jane Holloway", "3 March 2021", "Share  Tweet  Print")  # fmt: skip
    tail = ("Jane Holloway is a service designer in Leeds.", "Read next", "Ten headsets compared",
    "3 comments",
            "Dave says:", "Great post, we saw the very same thing on our floor last year and it was great.",
            "Sign up for our newsletter", "© 2021 The Floor Review")  # fmt: skip
    source = read_text(tmp_path, page(*lines, body=BODY_EN, tail=tail))
    assert blocks(source) == list(BODY_EN)
    assert (source.title, source.authors, source.publisher, source.date, source.language) == (
        "A kettle and what it taught me", ("Jane Holloway",), "The Floor Review", "2021-03-03", "en"
    )  # fmt: skip


def test_adverts_and_related_articles_between_paragraphs_are_left_out(tmp_path: Path) -> None:
    between = (
        "Lees ook: Tien koptelefoons vergeleken",
        "Webinar: bellen kunt u leren. Gratis, 20 mei. Aanmelden",
    )
    body = (BODY_NL[0], *between, *BODY_NL[1:])
    assert blocks(read_text(tmp_path, page("De titel van het stuk", body=body))) == list(BODY_NL)


def test_advice_that_looks_a_little_like_an_advert_stays(tmp_path: Path) -> None:
    advice = (
        "Tip: organiseer eens een workshop met klanten. Schrijf na afloop op wat u hoorde.",
        "Volg een training. Bekijk de resultaten na een maand, en boek dan pas een nieuwe.",
        "Training: schrijf medewerkers niet voor wat ze moeten zeggen.",
        (
            "Klanten accepteren cookies zonder te lezen, en dat weet iedere marketeer die eerlijk "
            "is. Toch vragen we het."
        ),
        (
            "Lees ook eens een klacht helemaal uit, van het begin tot het einde. Dat leert meer "
            "dan elke enquête."
        ),
    )
    source = read_text(tmp_path, page("De titel van het stuk", body=(BODY_NL[0], *advice, *BODY_NL[1:])))
    assert blocks(source) == [BODY_NL[0], *advice, *BODY_NL[1:]]


@pytest.mark.parametrize(
    "line",
    [
        "Like this example shows, customers leave.",
        "Follow customers on their journey.",
        "Volg klanten via alle kanalen.",
        "Share this with your team and ask what they think.",
        "What did you think of the service?",
        "You have free returns in every store.",
        "Comments are the cheapest research you have.",
        "Reageer op klachten binnen een dag",
        "Geef een reactie op elke klacht",
        "Een reactie op kritiek",
        "Start the conversation with a question",
        "More from less",
        "Recommended steps for leaders",
        "Thema: de klant aan tafel.",
        "De helft van onze abonnees zegt op.",
        "Subscribers who leave rarely call our newsletter dull.",
        "Vertaling van strategie naar praktijk",
        "Beeld van de klant",
        "The letter was first opened in January.",
        "Door klanten te bellen leer je het meest.",
        "By design, no customer waits.",
        "Volgende stap: bel de klant.",
        "Dat is de kern: luisteren.",
    ],
)
def test_lines_of_an_article_that_resemble_furniture_stay_wherever_they_stand(
    line: str, tmp_path: Path
) -> None:
    body = [*BODY_NL, *(text.replace("Vorige", "Deze") for text in BODY_NL)]
    for place in (1, 3, 5):
        lines = [*body[:place], line, *body[place:]]
        source = read_text(tmp_path, page("De titel van het stuk", "Door Karin de Wit", body=tuple(lines)))
        assert line in blocks(source)
        assert source.authors == ("Karin de Wit",) and all(b.voice == "author" for b in source.blocks)


def test_comments_above_an_article_do_not_cut_it_off(tmp_path: Path) -> None:
    source = read_text(tmp_path, page("A fine title for this", "8 comments", "29 Jan 2020", body=BODY_EN))
    assert blocks(source) == list(BODY_EN)


def test_lists_quotes_and_headings_of_markdown_keep_their_kind(tmp_path: Path) -> None:
    text = (
        "# De titel\n\nDoor Karin de Wit\n\n" + BODY_NL[0] + "\n\n## Wat *nu*?\n\n"
        "- Bel **vijf** klanten op.\n- Schrijf het op.\n\n> Wie belt, die leert.\n\n"
        + BODY_NL[1] + " Zie [het rapport](https://example.org/a_(b)).\n"
    )  # fmt: skip
    source = read_text(tmp_path, text, "x.md")
    found = [(b.kind, source.text[b.start : b.end]) for b in source.blocks]
    assert found == [
        ("paragraph", BODY_NL[0]), ("heading", "Wat nu?"), ("list_item", "Bel vijf klanten op."),
        ("list_item", "Schrijf het op."), ("quote", "Wie belt, die leert."),
        ("paragraph", BODY_NL[1] + " Zie het rapport."),
    ]  # fmt: skip
    assert (source.title, source.authors) == ("De titel", ("Karin de Wit",))


def test_hard_wrapped_paragraphs_are_put_together(tmp_path: Path) -> None:
    def wrapped(text: str) -> str:
        return re.sub(r"(.{50,60}) ", r"\1\n", text)

    text = "De titel van het stuk\nDoor Karin de Wit\n\n" + "\n\n".join(map(wrapped, BODY_NL))
    source = read_text(tmp_path, text)
    assert blocks(source) == list(BODY_NL)
    assert source.authors == ("Karin de Wit",)


# --- what people state themselves ---


@pytest.mark.parametrize(
    "front",
    [
        (
            "---\ntitle: T\nauthor: Els Jansen\npublisher: P\ndate: 2024-02-16\nurl: "
            "https://e.org/x\nlanguage: en\n---\n"
        ),
        "+++\ntitle = 'T'\nauthors = ['Els Jansen']\npublisher = 'P'\ndate = 2024-02-16\n"
        "url = 'https://e.org/x'\nlanguage = 'en-GB'\n+++\n",
    ],
)
def test_front_matter_wins_over_what_is_detected(front: str, tmp_path: Path) -> None:
    source = read_text(tmp_path, front + page("De titel van het stuk", "Door Karin de Wit", "3 mei 2020"))
    assert (source.title, source.authors, source.publisher, source.date, source.url, source.language) == (
        "T", ("Els Jansen",), "P", "2024-02-16", "https://e.org/x", "en"
    )  # fmt: skip
    assert blocks(source) == list(BODY_NL)


@pytest.mark.parametrize("sidecar", ["x.meta.toml", "x.txt.meta.toml"])
def test_a_sidecar_wins_over_front_matter(sidecar: str, tmp_path: Path) -> None:
    (tmp_path / sidecar).write_text(
        "authors = ['Els Jansen', 'Sjef Maas']\ndate = '2023-07'\n", encoding="utf-8"
    )
    source = read_text(tmp_path, "---\nauthor: Noor Kuipers\ntitle: T\n---\n" + page("De titel"))
    assert (source.authors, source.date, source.title) == (("Els Jansen", "Sjef Maas"), "2023-07", "T")
    assert any(item.rule == "sidecar" and item.confidence == 1.0 for item in source.evidence)


def test_an_empty_list_of_authors_states_that_nobody_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.meta.toml").write_text("authors = []\n", encoding="utf-8")
    assert read_text(tmp_path, page("De titel", "Door Karin de Wit")).authors == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("authors = [", "not valid TOML"), ("authors = [1]", "name or a list"),
        ("date = 'ooit'", "not a date"),
        ("url = 'javascript:alert(1)'", "https://"), ("title = ['a']", "must be text"),
        ("language = '?'", "code"),
        ("x = 1\n" * 9000, "longer than"),
    ],
)  # fmt: skip
def test_a_malformed_sidecar_is_a_clear_error(content: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "x.meta.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=re.escape(says)) as caught:
        read_text(tmp_path, page("De titel"))
    assert "x.txt" in str(caught.value)


@pytest.mark.parametrize(
    "front", ["---\ntitle: [a\n---\n", "---\ntitle: x\nno end", "---\nauthors: {a: b}\n---\n"]
)
def test_malformed_front_matter_is_a_clear_error(front: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="front matter"):
        read_text(tmp_path, front + page("De titel"))


def test_a_line_of_dashes_above_ordinary_text_is_no_front_matter(tmp_path: Path) -> None:
    assert blocks(read_text(tmp_path, "---\n" + page("De titel van het stuk"))) == list(BODY_NL)


# --- folders and files ---


def test_sub_folders_are_read_and_hidden_files_readmes_and_sidecars_are_not_documents(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/c.md",
        "a/.hidden.txt",
        ".git/x.txt",
        "README.md",
        "a/readme.txt",
        "b.meta.toml",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name} " + BODY_NL[0], encoding="utf-8")
    found = scan(tmp_path)
    assert [file.path for file in found.files] == ["a/c.md", "b.txt"]
    assert found.skipped == ()


def test_the_digest_covers_the_document_and_its_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY_NL[0], encoding="utf-8")
    before = scan(tmp_path).files[0].digest
    (tmp_path / "a.meta.toml").write_text("title = 'x'", encoding="utf-8")
    assert scan(tmp_path).files[0].digest != before
    assert scan(tmp_path) == scan(tmp_path)


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="create it"):
        scan(tmp_path / "none")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CorpusError, match="folder"):
        scan(tmp_path / "file")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "empty"), ("a.txt", b" \n\t", "empty"), ("a.txt", b"\xef\xbb\xbf\n", "empty"),
        ("a.txt", b"abc\x00def", "binary"), ("a.txt", b"%PDF-1.7 abc", "a PDF"),
        ("a.txt", b"\x01\x02\x03abc", "binary"),
        ("a.odt", b"x", "'.odt' files are not read"), ("a", b"x", "without a suffix"),
        ("a.txt", b"x" * 2000, "the limit is 0.001 MB"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_a_document_is_skipped_with_one_reason(
    name: str, data: bytes, says: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    found = scan(tmp_path, max_bytes=1000)
    assert found.files == () and len(found.skipped) == 1
    assert found.skipped[0].path == name and says in found.skipped[0].reason


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as stream:
        stream.truncate(50_000_000_000)  # sparse: reading it would take minutes and all memory
    assert "too large" in scan(tmp_path).skipped[0].reason


def test_a_copy_is_skipped_and_names_the_original(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(BODY_NL[0], encoding="utf-8")
    found = scan(tmp_path)
    assert [file.path for file in found.files] == ["a.txt"]
    assert "same text as a.txt" in found.skipped[0].reason


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside, corpus = tmp_path / "outside", tmp_path / "corpus"
    outside.mkdir()
    corpus.mkdir()
    (outside / "secret.txt").write_text(BODY_NL[0], encoding="utf-8")
    (corpus / "file.txt").symlink_to(outside / "secret.txt")
    (corpus / "folder").symlink_to(outside)
    (corpus / "nothing.txt").symlink_to(corpus / "gone.txt")
    (corpus / "own.txt").write_text(BODY_NL[1], encoding="utf-8")
    (corpus / "own.meta.toml").symlink_to(outside / "secret.txt")
    found = scan(corpus)
    assert found.files == ()
    assert [item.path for item in found.skipped] == ["file.txt", "folder", "nothing.txt", "own.txt"]


def test_a_file_without_read_rights_is_skipped() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "a.txt").write_text(BODY_NL[0], encoding="utf-8")
        (folder / "a.txt").chmod(0)
        as_root = os.geteuid() == 0
        if as_root:  # root may read everything, so look with the rights of nobody
            os.seteuid(65534)
        try:
            found = scan(folder)
        finally:
            if as_root:
                os.seteuid(0)
    assert "rights" in found.skipped[0].reason


def test_a_pipe_is_skipped_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "not a regular file" in scan(tmp_path).skipped[0].reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-bom", "cp1252", "latin-1"])
def test_encodings_are_recognised(encoding: str, tmp_path: Path) -> None:
    body = (BODY_NL[0] + " Eén idee: cliënten, reünie.", *BODY_NL[1:])
    text = page("De titel van het stuk", body=body).replace("\n", "\r\n")
    data = b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-bom" else text.encode(encoding)
    (tmp_path / "a.txt").write_bytes(data)
    (file,) = scan(tmp_path).files
    assert blocks(read_source(file)) == list(body)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Klanten willen snelheid.", "Klanten willen snelheid.", ["Klanten willen snelheid."]),
        ("Over wachten\n\nWachten kost klanten.", "Over wachten", ["Wachten kost klanten."]),
        ("Lijstje\n- Bel terug\n- Wees eerlijk", "Lijstje", ["Bel terug", "Wees eerlijk"]),
    ],
)
def test_a_note_of_a_few_words_is_a_document_too(
    text: str, title: str, body: list[str], tmp_path: Path
) -> None:
    source = read_text(tmp_path, text)
    assert (source.title, blocks(source)) == (title, body)


def test_bytes_that_are_no_text_are_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xfe" + b"\x00\xd8" * 5)
    with pytest.raises(SourceError, match=r"a\.txt: .*UTF-8"):
        read(path)
    path.unlink()
    with pytest.raises(SourceError, match="cannot be read"):
        read(path)


def test_html_under_a_text_name_and_pages_without_an_article_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="HTML"):
        read_text(tmp_path, "<!DOCTYPE html><html><p>Tekst</p></html>")
    with pytest.raises(SourceError, match="furniture"):
        read_text(tmp_path, "Home\nContact\nInloggen\n")


@pytest.mark.parametrize(
    "text", ["x", "?", "Hallo", "—", "\u200b\n.", "a\n" * 50, "Beste Els,\n\nGroet,\nNoor"]
)
def test_odd_little_texts_are_read_or_refused_and_never_crash(text: str, tmp_path: Path) -> None:
    try:
        source = read_text(tmp_path, text)
    except SourceError:
        return
    assert source.title and "\n\n".join(blocks(source)) == source.text
