"""Whose words: quotations, who said them, and what is nobody else's voice. Dutch and English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cxassistant.corpus.quotations import find_quotations
from cxassistant.corpus.voices import find_voices
from cxassistant.models import Block, BlockKind, VoiceSpan
from cxassistant.voice import sentence_voice

CORPUS = Path(__file__).parent.parent / "corpus"
AUTHORS = ("Anna de Wit",)


def blocks_of(text: str, kinds: dict[int, BlockKind] | None = None) -> list[Block]:
    lines = re.finditer(r"\S[^\n]*(?:\n(?!\n)[^\n]+)*", text)
    return [
        Block(m.start(), m.end(), (kinds or {}).get(n, "paragraph"), "author") for n, m in enumerate(lines)
    ]


def voices(
    text: str, language: str = "nl", authors: tuple[str, ...] = AUTHORS
) -> list[tuple[str, str | None, str]]:
    spans = find_voices(text, blocks_of(text), authors, language)
    return [(span.voice, span.speaker, text[span.start : span.end]) for span in spans]


# Which marks belong together --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Hij zei ‘dit is het’ en ging.", ["‘dit is het’"]),
        ("Hij zei “dit is het” en ging.", ["“dit is het”"]),
        ("Hij zei „dit is het” en ging.", ["„dit is het”"]),
        ("Hij zei „dit is het“ en ging.", ["„dit is het“"]),
        ("Hij zei ‚dit is het’ en ging.", ["‚dit is het’"]),
        ("Hij zei «dit is het» en ging.", ["«dit is het»"]),
        ("Hij zei « dit is het » en ging.", ["« dit is het »"]),
        ('Hij zei "dit is het" en ging.', ['"dit is het"']),
        ("Hij zei 'dit is het' en ging.", ["'dit is het'"]),
        ("Zo’n collega’s en 's morgens de foto’s van ’s avonds.", []),
        ("Don't say it's the customers' fault, it isn't.", []),
        ("In de jaren '90 was 't anders.", []),
        ("‘Zo’n collega’s zijn er niet’, zei hij.", ["‘Zo’n collega’s zijn er niet’"]),
        (
            "‘The suppliers’ own results do not count,’ she said.",
            ["‘The suppliers’ own results do not count,’"],
        ),
        ("“Hij riep ‘ga weg’ tegen mij,” zei ze.", ["“Hij riep ‘ga weg’ tegen mij,”", "‘ga weg’"]),
        ('Het scherm van 15" is groot.', []),
        ("Een ‘open eind blijft open.", []),
    ],
)
def test_quotation_marks_pair_and_apostrophes_do_not(text: str, quoted: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text, blocks_of(text))] == quoted


def test_a_quotation_that_reopens_every_paragraph_is_one_chain() -> None:
    text = "“Eerste deel van het verhaal.\n\n“Tweede deel van het verhaal.”\n\nDaarna niets."
    found = find_quotations(text, blocks_of(text))
    assert [text[q.start : q.end] for q in found] == [
        "“Eerste deel van het verhaal.",
        "“Tweede deel van het verhaal.”",
    ]
    assert [q.continues for q in found] == [False, True]


# Who said it ------------------------------------------------------------------------------------------

SAID = "we doen het morgen anders"
NAMED = [
    ("nl", f"‘{SAID}’ schreef Piet van der Berg ooit in zijn boek.", "Piet van der Berg"),
    ("nl", f"“{SAID},” zegt Piet Jansen.", "Piet Jansen"),
    ("nl", f"“{SAID}”, aldus Piet Jansen.", "Piet Jansen"),
    ("nl", f"“{SAID}” – Piet Jansen", "Piet Jansen"),
    ("nl", f"“{SAID}” (Piet Jansen, 2019)", "Piet Jansen"),
    ("nl", f"Piet Jansen zegt: “{SAID}.”", "Piet Jansen"),
    ("nl", f"Piet Jansen legt uit: “{SAID}.”", "Piet Jansen"),
    ("nl", f"Piet Jansen: “{SAID}.”", "Piet Jansen"),
    ("nl", f"Terecht waarschuwt Piet Jansen: “{SAID}.”", "Piet Jansen"),
    ("nl", f"Volgens Piet Jansen geldt: “{SAID}.”", "Piet Jansen"),
    ("nl", f"Teamleider Piet Jansen vertelde me: “{SAID}.”", "Piet Jansen"),
    ("nl", f"„{SAID},” wierp consultant Piet Jansen mij onlangs tegen.", "Piet Jansen"),
    ("nl", f"De Engelse auteur Piet Jansen noemt dat “{SAID}”.", "Piet Jansen"),
    ("nl", f"“{SAID}?” snauwde Piet Jansen.", "Piet Jansen"),
    ("nl", f"In de woorden van Piet Jansen: “{SAID}.”", "Piet Jansen"),
    ("nl", f"“{SAID}” is een uitspraak van Piet Jansen.", "Piet Jansen"),
    ("nl", f"Ik sprak Piet Jansen. « {SAID} », zei hij.", "Piet Jansen"),
    ("nl", f"(Zie het interview met Fenna Bos, waarin ze zegt: “{SAID}.”)", "Fenna Bos"),
    ("nl", f"Piet Jansen kwam langs. Volgens Jansen is het simpel: “{SAID}.”", "Piet Jansen"),
    ("nl", f"Piet Jansen was er ook. Piet zei: “{SAID}.”", "Piet Jansen"),
    ("nl", f"Piet Jansen kwam langs. Jansen zucht. “{SAID}.”", "Piet Jansen"),
    ("nl", f"Dit zei T.J. van Dam: ‘{SAID}.’", "T.J. van Dam"),
    ("nl", f"‘{SAID},’ zegt Yusuf Karataş.", "Yusuf Karataş"),
    ("nl", f"“{SAID}”, foetert Piet Jansen.", "Piet Jansen"),
    ("nl", f"„{SAID}“, herinnerde zijn zus Fenna Bos zich later.", "Fenna Bos"),
    ("nl", f"“{SAID}”, zo typeerde Fenna Bos de aanpak.", "Fenna Bos"),
    ("nl", f"“{SAID}”, meent Gerrit op ’t Hof, lector in Gouda.", "Gerrit op ’t Hof"),
    ("nl", f"Eerst sprak Piet Jansen van het Zeeuws Archief. Jansen: “{SAID}.”", "Piet Jansen"),
    ("nl", f"Welkom aan Nguyễn Văn Minh. Aan het hek vertelde hij: “{SAID}.”", "Nguyễn Văn Minh"),
    ("nl", f"Volgens officier van justitie Fenna Bos geldt: “{SAID}.”", "Fenna Bos"),
    ("nl", f"“{SAID}”, klinkt het achter in de zaal bij Piet Jansen.", None),
    ("en", "“We will do it better tomorrow,” Mary Jones shrugs.", "Mary Jones"),
    (
        "en",
        "I met Rosa Dell’Orto. “We will do it better tomorrow,” she reasons, buttering.",
        "Rosa Dell’Orto",
    ),
    ("en", "“We will do it better tomorrow,” says Mary Jones.", "Mary Jones"),
    ("en", "“We will do it better tomorrow,” Mary Jones, who buys shoes, told me.", "Mary Jones"),
    ("en", "“We will do it better tomorrow,” wrote the ombudsman, Mary Jones.", "Mary Jones"),
    ("en", "Mary Jones puts it this way: “We will do it better tomorrow.”", "Mary Jones"),
    ("en", "According to Mary Jones, “we will do it better tomorrow”.", "Mary Jones"),
    ("en", "I met Mary Jones. “We will do it better tomorrow,” she said.", "Mary Jones"),
    ("en", "“We will do it better tomorrow,” he used to say, my old boss John F. Kelly.", None),
    ("en", "“We will do it better tomorrow,” as Mary Jones puts it.", "Mary Jones"),
]


@pytest.mark.parametrize(("language", "text", "speaker"), NAMED)
def test_a_quotation_goes_to_the_person_the_words_around_it_name(
    language: str, text: str, speaker: str | None
) -> None:
    found = voices(text, language)
    assert [(voice, who) for voice, who, _ in found] == [("quoted" if speaker else "uncertain", speaker)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", f"Want ‘{SAID}…’ Zo gaat dat."),
        ("nl", f'"{SAID}", verzekerde een accountmanager mij op een beurs.'),
        ("nl", f"Een collega van Piet Jansen zei: “{SAID}.”"),
        ("nl", f"Een oud-collega die nu bij u werkt, verwoordde het aldus: „{SAID}.”"),
        ("nl", f"Piet Jansen en Fenna Bos kwamen. Later was het stil. “{SAID},” zei hij."),
        ("nl", f"Er werd gezegd: “{SAID}.”"),
        ("en", "“We will do it better tomorrow,” said a manager."),
        ("en", "The answer was that the supplier “stopped bringing us anything new”."),
        ("en", "“We will do it better tomorrow,” he said."),
    ],
)
def test_a_quotation_of_somebody_unnamed_is_uncertain_and_never_guessed(language: str, text: str) -> None:
    assert [(voice, who) for voice, who, _ in voices(text, language)] == [("uncertain", None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "De klant ‘voelt’ dat het klopt."),
        ("nl", "Ik zie dit als de ‘golden combination’: slim en menselijk."),
        ("nl", "Klantcontact staat voor ‘het contact met de klant’."),
        ("nl", "Ze noemen het ‘customizen’ van een ‘offer’."),
        ("nl", "Mijn boek heb ik ‘Punk in de winkel’ genoemd."),
        ("nl", "Uit het ‘2017 Global Customer Experience Benchmarking Report’ blijkt weinig."),
        ("nl", "Volgens het rapport ‘Stilte is wat de klant hoort’ van bureau Meetwerk is dat veel."),
        ("nl", "Piet Jansen maakt verschil tussen ‘time-well-saved’ en ‘time-well-invested’."),
        ("nl", "Piet Jansen noemde de afdeling ‘een glimlachbrigade’."),
        ("nl", f"Ik zeg altijd: “{SAID}.”"),
        ("nl", f"“{SAID}”, zei ik."),
        ("nl", f"Wij zeiden: “{SAID}.”"),
        ("nl", f"Anna de Wit zegt: “{SAID}.”"),
        ("nl", f"De Wit zegt: “{SAID}.”"),
        ("nl", f"De klant denkt: ‘{SAID}.’"),
        ("nl", f"Als een klant zegt: ‘{SAID}’, dan luister je."),
        ("nl", "De vraag is: ‘Waarom zou een klant dit willen weten?’"),
        ("nl", "Zo’n foto’s van collega’s zijn 's morgens niet wat we willen, zei Piet Jansen."),
        ("en", "They call it a ‘journey map’."),
        ("en", "In the book ‘What customers want is not what they say’ this returns."),
        ("en", "I told them, “we will do it better tomorrow”."),
    ],
)
def test_terms_titles_scare_quotes_and_own_words_are_no_voice(language: str, text: str) -> None:
    assert voices(text, language) == []


def test_a_quotation_in_a_quotation_has_its_own_speaker() -> None:
    text = "Piet Jansen zegt: “We hebben geleerd. Fenna Bos zei: ‘Ik troost elke dag mensen.’ Dat helpt ons.”"
    assert [(who, words[:6]) for _, who, words in voices(text)] == [
        ("Piet Jansen", "“We he"),
        ("Fenna Bos", "‘Ik tr"),
    ]


def test_a_broken_off_quotation_goes_on_with_the_same_speaker() -> None:
    text = "“We doen het anders,” zegt Piet Jansen, “en we doen het samen.” “Dat hebben we zo geleerd.”"
    assert [who for _, who, _ in voices(text)] == ["Piet Jansen"] * 3


def test_a_quotation_over_two_paragraphs_keeps_its_speaker_and_stays_in_its_blocks() -> None:
    text = "Piet Jansen zegt: “We doen het anders.\n\n“En we doen het samen.”"
    assert voices(text) == [
        ("quoted", "Piet Jansen", "“We doen het anders."),
        ("quoted", "Piet Jansen", "“En we doen het samen.”"),
    ]


def test_a_lead_in_that_ends_with_a_colon_may_be_the_paragraph_before() -> None:
    assert voices(f"Piet Jansen schreef in 2019:\n\n“{SAID}.”")[0][1] == "Piet Jansen"


CALLED = [
    (
        "nl",
        f"Marga Tolsma, de wijkverpleegkundige, komt binnen. “{SAID}”, zegt de wijkverpleegkundige.",
        "Marga Tolsma",
    ),
    ("nl", f"Oprichter Sander Kuik belde. Het was laat. “{SAID}”, aldus de oprichter.", "Sander Kuik"),
    (
        "nl",
        f"Johannes Kramer kent men alleen als Joop; iedereen noemt hem Joop. “{SAID}”, zegt Joop.",
        "Johannes Kramer",
    ),
    (
        "nl",
        f"Johannes (Joop) Kramer opent de deur. Binnen wacht Joop niet lang. “{SAID}”, zegt Joop.",
        "Johannes Kramer",
    ),
    ("nl", f"Kapitein Louise de Graaf wuift. “{SAID}”, roept ze.", "Louise de Graaf"),
    ("nl", f"Een van hen, Ilse Bos, zei laatst: “{SAID}.”", "Ilse Bos"),
    ("nl", f"Dit schreef de Bond voor Treinreizigers: “{SAID}.”", "Bond voor Treinreizigers"),
    ("nl", "Ilse Bos kwam binnen.\n\nHet was laat. “Dat komt goed”, lachte ze.", "Ilse Bos"),
    (
        "en",
        "Robert Quayle is known to all as Ziggy. “We did it better then,” Ziggy told me.",
        "Robert Quayle",
    ),
    ("en", "Councillor Maud Perrin rose. “We did it better then,” the councillor said.", "Maud Perrin"),
    ("en", "The Harbour Trust wrote: “We did it better then.”", "Harbour Trust"),
    ("en", "I write in reply to Major Edwin Stott. You say, “We did it better then.”", "Edwin Stott"),
]


@pytest.mark.parametrize(("language", "text", "speaker"), CALLED)
def test_a_person_is_known_by_role_nickname_and_pronoun(language: str, text: str, speaker: str) -> None:
    assert [(voice, who) for voice, who, _ in voices(text, language)] == [("quoted", speaker)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", f"Piet Jansen kwam met een buurman. “{SAID}”, zei hij."),
        ("nl", f"Ilse Bos kwam binnen. “{SAID}”, zeggen ze dan."),
        ("nl", f"Directeur Piet Jansen en directeur Ilse Bos kwamen. “{SAID}”, zei de directeur."),
        ("en", "Maud Perrin came. A woman stood up. “We did it better then,” she said."),
    ],
)
def test_a_pronoun_or_role_that_may_be_another_person_names_nobody(language: str, text: str) -> None:
    assert [(voice, who) for voice, who, _ in voices(text, language)] == [("uncertain", None)]


def test_the_turns_of_a_transcript_go_to_whom_their_labels_name() -> None:
    text = (
        "Ik spreek Marga Tolsma in haar kantoor.\n\nDe Wit: Wat doet u hier?\n\n"
        "Tolsma: Ik luister naar mensen. Dat is mijn werk.\n\nDe Wit: En helpt dat?\n\n"
        "Tolsma: Wie luistert, hoort wat er mis is.\n\nZe loopt naar de deur."
    )
    assert [(voice, who) for voice, who, _ in voices(text)] == [("quoted", "Marga Tolsma")] * 2


def test_answers_without_quotation_marks_go_to_the_guest_of_the_interview() -> None:
    text = (
        "In gesprek met Marga Tolsma, die elke dag klachten leest.\n\n"
        "– Wat doet u hier?\n\nIk luister naar mensen.\n\n– Helpt u dat?\n\nMij helpt het.\n\n"
        "– En gaat u door?\n\nWij gaan altijd door."
    )
    assert [(voice, who) for voice, who, _ in voices(text)] == [("quoted", "Marga Tolsma")] * 3


def test_questions_and_answers_of_an_author_alone_are_the_authors() -> None:
    text = (
        "Jim Collins schreef er een boek over. Hier zijn de vragen die klanten mij stellen.\n\n"
        "Wat doe je met een klacht?\n\nIk lees hem.\n\nEn dan?\n\nDan bel ik.\n\nHelpt dat?\n\nMij wel."
    )
    kinds: dict[int, BlockKind] = {1: "heading", 3: "heading", 5: "heading"}
    assert find_voices(text, blocks_of(text, kinds), AUTHORS, "nl") == ()


def test_turns_under_bold_names_are_theirs_and_the_questions_between_them_nobodys() -> None:
    text = (
        "Aan tafel: Marga Tolsma en Sjoerd Bakker.\n\n**Wat ging er mis?**\n\n**Marga:** De bel.\n\n"
        "**Sjoerd:** Bij ons de deur.\n\n**Hebben jullie gebeld?**\n\n**Sjoerd:** Nooit.\n\n**Marga:** Ik wel."
    )
    said = ["Marga Tolsma", "Sjoerd Bakker", "Sjoerd Bakker", "Marga Tolsma"]
    assert [who for _, who, _ in voices(text)] == said


def test_what_stands_in_the_first_person_under_headings_with_names_is_theirs() -> None:
    text = (
        "Vier mensen over de nacht van de storing.\n\nMARGA TOLSMA (telefoniste)\n\nIk had veertig lijnen.\n\n"
        "Tegen middernacht stond het water hoog.\n\nSJOERD BAKKER (monteur)\n\nWij bleven zitten.\n\n"
        "Tolsma\n\nToen werd het stil en wist ik genoeg."
    )
    kinds: dict[int, BlockKind] = {1: "heading", 4: "heading", 6: "heading"}
    spans = find_voices(text, blocks_of(text, kinds), AUTHORS, "nl")
    assert [(s.speaker, text[s.start : s.end]) for s in spans] == [
        ("Marga Tolsma", "Ik had veertig lijnen."),
        ("Sjoerd Bakker", "Wij bleven zitten."),
        ("Marga Tolsma", "Toen werd het stil en wist ik genoeg."),
    ]


def test_a_dialogue_with_dashes_is_nobodys_but_who_is_named_in_it() -> None:
    text = (
        "Bij de balie van Sjoerd Hofman.\n\n— Is dit de rij? vraagt een vrouw.\n\n"
        "— Dit is altijd de rij, zegt Sjoerd Hofman.\n\n— Dan wacht ik nog even."
    )
    assert [(voice, speaker) for voice, speaker, _ in voices(text)] == [
        ("uncertain", None),
        ("quoted", "Sjoerd Hofman"),
        ("uncertain", None),
    ]


def test_lines_with_dashes_that_nobody_says_are_a_list_of_the_authors() -> None:
    assert (
        voices("Drie punten:\n\n— Wachten duurt lang.\n\n— Bellen kost geld.\n\n— Mailen helpt niet.") == []
    )


def test_what_people_of_some_age_tell_after_their_names_is_theirs() -> None:
    told = (
        "Marit Vos (34): Ik kwam elke dag.\n\nJos Bak (51): Ze wist mijn naam.\n\nTess Pol (27): Nooit meer."
    )
    assert [(speaker, text) for _, speaker, text in voices(told)] == [
        ("Marit Vos", "Ik kwam elke dag."),
        ("Jos Bak", "Ze wist mijn naam."),
        ("Tess Pol", "Nooit meer."),
    ]


def test_what_follows_a_labelled_turn_without_the_first_person_is_the_authors_again() -> None:
    text = (
        "Ank Mol: Ik begon in 1990.\n\nJob Tak: En toen?\n\nAnk Mol: Ik bleef.\n\n"
        "De winkel sloot een jaar later.\n\nJob Tak: Jammer?\n\nAnk Mol: Ik mis het."
    )
    assert "De winkel sloot een jaar later." not in [words for _, _, words in voices(text)]


def test_of_two_quotations_in_a_sentence_each_has_the_speaker_that_leads_it_in() -> None:
    text = (
        "Fenna Bos noemt de aanpak “te zacht voor deze tijd”, haar broer Piet vindt hem “te hard voor mij”."
    )
    assert voices(text)[0][:2] == ("quoted", "Fenna Bos")


def test_a_passage_with_its_source_in_brackets_goes_to_who_wrote_that() -> None:
    text = (
        "De socioloog Fenna Bos schreef er als eerste over, en wel dit:\n\nDe rij is een kleine republiek.\n\n"
        "(Bos, Achteraan, p. 12)\n\nMooi gezegd."
    )
    assert voices(text) == [("quoted", "Fenna Bos", "De rij is een kleine republiek.")]


def test_a_paragraph_that_is_led_in_and_signed_goes_to_who_signed_it() -> None:
    text = "In het gastenboek stond:\n\nWie stilstaat, wordt ingehaald.\n\n— Piet Jansen, Gouda\n\nZo is het."
    assert voices(text) == [("quoted", "Piet Jansen", "Wie stilstaat, wordt ingehaald.")]


@pytest.mark.parametrize(
    "text",
    [
        "Hoogleraar marketing Piet Jansen betoogt in zijn boek dat klanten liever wachten dan bellen.",
        "Volgens directeur Piet Jansen heeft de klant daar zelf om gevraagd.",
        "Piet Jansen zegt dat klanten liever wachten.",
    ],
)
def test_what_an_author_reports_in_words_of_his_own_is_not_the_other_persons_speech(text: str) -> None:
    assert voices(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben het met Piet Jansen eens dat het samen moet gaan.",
        "Piet Jansen heeft helaas gelijk dat het tijd kost.",
        "Anna de Wit betoogt dat klanten liever wachten.",
        "Sommige collega's vinden dat klanten wachten.",
    ],
)
def test_agreeing_with_somebody_is_not_reporting_them(text: str) -> None:
    assert voices(text) == []


def test_the_answers_of_an_interview_go_to_its_one_guest() -> None:
    text = (
        "Het is acht uur als Ruud Elberts mij opwacht bij de deur.\n\n"
        "Wat doet u hier?\n\n‘Ik luister naar mensen. Dat is mijn werk.’\n\n"
        "En helpt dat?\n\n‘Wie luistert, hoort wat er mis is.’\n\n"
        "Wat kost het?\n\nElberts zucht. ‘Het kost mij elke dag een uur.’\n\n"
        "En dan?\n\n‘Dan gaan we door tot het werkt.’"
    )
    assert [(voice, who) for voice, who, _ in voices(text)] == [("quoted", "Ruud Elberts")] * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een alinea.\n\nWie stilstaat, wordt ingehaald.\n— Piet Jansen", ("quoted", "Piet Jansen")),
        ("Piet Jansen schreef:\n\nWie stilstaat, wordt ingehaald.", ("quoted", "Piet Jansen")),
        ("Een alinea.\n\nWie stilstaat, wordt ingehaald.", ("uncertain", None)),
        ("Wie stilstaat, wordt ingehaald. En hoe.\n\nWie stilstaat, wordt ingehaald.", None),
    ],
)
def test_a_block_quote_is_signed_led_in_unknown_or_a_pull_quote(
    text: str, expected: tuple[str, str | None] | None
) -> None:
    spans = find_voices(text, blocks_of(text, {1: "quote"}), AUTHORS, "nl")
    assert [(s.voice, s.speaker) for s in spans] == ([expected] if expected else [])


# The voice of a sentence ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spans", "block_voice", "expected"),
    [
        ([], "author", ("author", None)),
        ([], "editorial", ("editorial", None)),
        ([VoiceSpan(10, 30, "quoted", "A B")], "author", ("quoted", "A B")),
        ([VoiceSpan(10, 30, "quoted", "A B")], "editorial", ("quoted", "A B")),
        (
            [VoiceSpan(10, 30, "quoted", "A B"), VoiceSpan(40, 60, "quoted", "C D")],
            "author",
            ("uncertain", None),
        ),
        (
            [VoiceSpan(0, 100, "quoted", "A B"), VoiceSpan(40, 60, "quoted", "C D")],
            "author",
            ("quoted", "A B"),
        ),
        (
            [VoiceSpan(0, 150, "quoted", "A B"), VoiceSpan(2, 98, "quoted", "C D")],
            "author",
            ("quoted", "C D"),
        ),
        ([VoiceSpan(0, 70, "uncertain", None)], "author", ("uncertain", None)),
        ([VoiceSpan(0, 20, "uncertain", None)], "author", ("author", None)),
        ([VoiceSpan(100, 130, "quoted", "A B")], "author", ("author", None)),
    ],
)
def test_a_sentence_has_the_voice_of_what_it_quotes(
    spans: list[VoiceSpan], block_voice: str, expected: tuple[str, str | None]
) -> None:
    block = Block(0, 200, "paragraph", block_voice)  # type: ignore[arg-type]
    assert sentence_voice(0, 100, block, spans) == expected


# The corpus -------------------------------------------------------------------------------------------


def corpus_voices(name: str, author: str) -> dict[str, tuple[str, str | None]]:
    text = (CORPUS / name).read_text(encoding="utf-8")
    lines = [Block(m.start(), m.end(), "paragraph", "author") for m in re.finditer(r"\S[^\n]*", text)]
    spans = find_voices(text, lines, (author,), "nl")
    return {text[s.start : s.end]: (s.voice, s.speaker) for s in spans}


def test_the_transformation_article_quotes_one_person_and_one_saying() -> None:
    found = corpus_voices("oorzaken-falende-cx-transformaties.txt", "Rien Brus")
    saying = next(words for words in found if words.startswith("‘if you only focus on"))
    assert found == {
        "‘Good is the enemy of great’": ("quoted", "Jim Collins"),
        saying: ("uncertain", None),
    }


def test_the_column_quotes_the_person_interviewed() -> None:
    found = corpus_voices("customer-effort-score-omgedraaid.txt", "Erik Bouwer")
    assert len(found) == 1
    assert next(iter(found)).startswith("“Veel leiders zijn intrinsiek niet gemotiveerd")
    assert next(iter(found.values())) == ("quoted", "Nienke Bloem")


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("customer-experience-make-it-happen.txt", "Berry Veldhoen"),
        ("klantbeleving-als-punkrock.txt", "Adrian Swinscoe"),
    ],
)
def test_the_terms_and_titles_of_the_other_articles_are_nobody_elses(name: str, author: str) -> None:
    assert corpus_voices(name, author) == {}


def test_the_letter_has_sayings_of_nobody_known_and_no_quotation() -> None:
    found = corpus_voices("briefwisseling-klantbeleving-vs-en-europa.txt", "Wim Rampen")
    assert set(found.values()) == {("uncertain", None)}
    assert set(found) == {"‘The best service is no service’", "‘what gets measured gets managed’"}
