"""Sentences, matching, and what kind of sentence something is."""

from __future__ import annotations

import pytest

from cxassistant.stance import is_disputed_or_ironic as is_disputed
from cxassistant.stance import opens_adversative, opens_concession, opens_unresolved
from cxassistant.text import (
    find_verbatim,
    fold,
    is_fragment,
    is_question,
    normalize_space,
    split_sentences,
    words,
)


def pieces(text: str, language: str = "nl") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


# One sentence each: nothing in them may split.
WHOLE = [
    ("nl", "Dat is, d.w.z. voor wie het gelooft, m.b.t. service i.p.v. verkoop, o.a. in Nederland zo."),
    ("nl", "Bijv. De Bijenkorf en bv. Coolblue doen het."),
    ("nl", "Volgens dr. Jansen, prof. dr. ir. De Boer en mr. A. Pels is dat zo."),
    ("nl", "Hij sprak met mw. Smit en dhr. Van Dam."),
    ("nl", "Zie art. 12, blz. 34, nr. 5 en fig. 2 van het rapport."),
    ("nl", "Het kost ca. 10.000 euro en de score ging van 6.8 naar 6.9."),
    ("nl", "Er staat etc. in de tekst en dat is lelijk."),
    ("nl", "J. de Vries en J.R.R. Tolkien schreven samen met T.J. Bakker."),
    ("nl", "Versie v2.0.1 staat op www.voorbeeld.nl en jan.smit@voorbeeld.nl beantwoordt vragen."),
    ("nl", "Hij twijfelde ... en ging toch."),
    ("nl", "Hij twijfelde… en ging toch."),
    ("nl", "‘Wat is CX?’ vroeg hij."),
    ("nl", "De klant (hij was boos! Echt boos!) liep weg."),
    ("nl", "Dat kan (wie weet?) nog gebeuren."),
    ("nl", "“Goed is de vijand van geweldig.” – Jan Jansen"),
    ("nl", "Een regel die\nzomaar wordt afgebroken\nis nog steeds een zin."),
    ("nl", "Het duurt van 9.00 tot 17.30 uur."),
    ("en", "Mr. Smith met Mrs. Jones and Dr. No at St. Mary's, e.g. on Monday, i.e. after work."),
    ("en", "Apple Inc. CEO Tim is here."),
    ("en", "It is no. 3 on the list, vs. no. 4 last year."),
    ("en", "The U.S. Customs office agrees."),
    ("en", "J. K. Rowling wrote it."),
    ("en", '"Why?" she asked.'),
]

# The text, and its sentences.
SPLIT = [
    ("nl", "Eén zin. Nog een zin! En dan? Klaar.", ["Eén zin.", "Nog een zin!", "En dan?", "Klaar."]),
    (
        "nl",
        "In de VS. Daarna in het MT. Zij wisten het.",
        ["In de VS.", "Daarna in het MT.", "Zij wisten het."],
    ),
    ("nl", "Bellen, mailen etc. Daarna rust.", ["Bellen, mailen etc.", "Daarna rust."]),
    ("nl", "Dat was in 2024. Toen kwam de 6.9. Mooi.", ["Dat was in 2024.", "Toen kwam de 6.9.", "Mooi."]),
    ("nl", "We kozen plan B. Dat werkte.", ["We kozen plan B.", "Dat werkte."]),
    (
        "nl",
        "Want ‘het beste is niet slecht…’ De meeste doen dat.",
        ["Want ‘het beste is niet slecht…’", "De meeste doen dat."],
    ),
    ("nl", "Hij zei: “Het is goed.” Daarna ging hij.", ["Hij zei: “Het is goed.”", "Daarna ging hij."]),
    ("nl", "(Dat staat er echt.) Ja hoor.", ["(Dat staat er echt.)", "Ja hoor."]),
    ("nl", "(Hij zegt: “Nee.”) Of niet.", ["(Hij zegt: “Nee.”)", "Of niet."]),
    ("nl", "Wat?! Echt waar?? Ja!!!", ["Wat?!", "Echt waar??", "Ja!!!"]),
    ("nl", "Vooral op gevoel 😃. Tot slot dit.", ["Vooral op gevoel 😃.", "Tot slot dit."]),
    ("nl", "Goed gedaan! 👍🏽 Nu verder.", ["Goed gedaan! 👍🏽", "Nu verder."]),
    ("nl", "Leuk! ;-) Nu verder.", ["Leuk! ;-)", "Nu verder."]),
    ("nl", "Dat was laat. 's Morgens is het stil.", ["Dat was laat.", "'s Morgens is het stil."]),
    ("nl", "Dat was laat. ’t Is wat.", ["Dat was laat.", "’t Is wat."]),
    ("nl", "Dat telt. 70 procent doet het niet.", ["Dat telt.", "70 procent doet het niet."]),
    ("nl", "Dat is zo. ‘De brief’ is af.", ["Dat is zo.", "‘De brief’ is af."]),
    (
        "nl",
        "Dat is zo. (Denk ik.) « Een citaat » volgt.",
        ["Dat is zo.", "(Denk ik.)", "« Een citaat » volgt."],
    ),
    (
        "nl",
        "‘Nee. Een klant kan weg. Mensen willen dat weten.’ Zo is het.",
        ["‘Nee.", "Een klant kan weg.", "Mensen willen dat weten.’", "Zo is het."],
    ),
    ("nl", "Eerste alinea\n\nTweede alinea", ["Eerste alinea", "Tweede alinea"]),
    ("nl", "Doe dit:\n• Begin klein\n• Stop op tijd.", ["Doe dit:", "Begin klein", "Stop op tijd."]),
    ("nl", "- Begin klein.\n- Stop op tijd", ["Begin klein.", "Stop op tijd"]),
    ("nl", "1. Begin klein.\n2. Stop op tijd", ["Begin klein.", "Stop op tijd"]),
    (
        "nl",
        "Een persoonlijke\n- al dan niet digitale - noot.",
        ["Een persoonlijke\n- al dan niet digitale - noot."],
    ),
    ("nl", "Zo begint het.Daarna gaat het verder.", ["Zo begint het.", "Daarna gaat het verder."]),
    ("nl", "Dat is bekend.[1] Het staat vast.", ["Dat is bekend.[1]", "Het staat vast."]),
    ("en", "I said no. Then I left.", ["I said no.", "Then I left."]),
    ("en", "So do I. He left.", ["So do I.", "He left."]),
    ("en", "He left at 5 p.m. She stayed.", ["He left at 5 p.m.", "She stayed."]),
    ("en", "We work for Acme Inc. The rest is history.", ["We work for Acme Inc.", "The rest is history."]),
    ("en", "\"It works.\" 'Does it?' It does.", ['"It works."', "'Does it?'", "It does."]),
    ("en", "iPads sell. iPhones too.", ["iPads sell.", "iPhones too."]),
    ("nl", "", []),
    ("nl", " \n\n ", []),
]


@pytest.mark.parametrize(("language", "sentence"), WHOLE)
def test_a_stop_that_ends_no_sentence_does_not_split(language: str, sentence: str) -> None:
    assert pieces(sentence, language) == [sentence]


@pytest.mark.parametrize(("language", "text", "expected"), SPLIT)
def test_a_text_splits_into_its_sentences(language: str, text: str, expected: list[str]) -> None:
    assert pieces(text, language) == expected


@pytest.mark.parametrize(("language", "text", "expected"), SPLIT)
def test_sentences_are_in_order_apart_and_without_outer_space(
    language: str, text: str, expected: list[str]
) -> None:
    last = 0
    for start, end in split_sentences(text, language):
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        assert not text[last:start].strip(" \n•-12.")  # only bullets and list numbers lie between
        last = end


# Matching -------------------------------------------------------------------------------------------


def test_fold_makes_case_accents_quotes_and_dashes_plain() -> None:
    assert fold("ÉÉN ‘zo’n’ – “Coördinatie”…") == "een 'zo'n' - \"coordinatie\"..."


def test_normalize_space_leaves_single_spaces() -> None:
    assert normalize_space("  a\n\tb\u00a0 c ") == "a b c"


def test_words_keep_numbers_and_apostrophes_together() -> None:
    assert words("Zo’n 9+ klant, win-win: 6.8 of 10.000!") == [
        "Zo’n",
        "9+",
        "klant",
        "win-win",
        "6.8",
        "of",
        "10.000",
    ]


@pytest.mark.parametrize(
    ("needle", "haystack", "found"),
    [
        ("het ‘boek’", "Dit is het ‘boek’.", "het ‘boek’"),
        ("het 'boek'", "Dit is het ‘boek’.", "het ‘boek’"),
        ('"boek"', "Dit is het ‘boek’.", "‘boek’"),
        ("een lange zin", "Dit is een\n  lange\u00a0zin.", "een\n  lange\u00a0zin"),
        ("niet slecht...", "is niet slecht… De", "niet slecht…"),
        ("a - b", "a – b", "a – b"),
        ("café", "het cafe\u0301 is open", "cafe\u0301"),
        ("(x+y)?", "wat is (x+y)?", "(x+y)?"),
        ("Boek", "boek", None),
        ("", "boek", None),
        ("een korte zin", "een lange zin", None),
    ],
)
def test_find_verbatim_gives_the_exact_place(needle: str, haystack: str, found: str | None) -> None:
    place = find_verbatim(needle, haystack)
    assert (haystack[place[0] : place[1]] if place else None) == found


# Kinds of sentence ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence", ["Waarom?", "Is dat zo?!", "(Toch?)", "Hij vroeg: ‘Waarom?’", "Echt? 😃"]
)
def test_questions_are_seen(sentence: str) -> None:
    assert is_question(sentence)


@pytest.mark.parametrize("sentence", ["Nee.", "Dat is zo (toch?)", "‘Waarom?’ vroeg hij.", "Wat een dag!"])
def test_other_sentences_are_no_question(sentence: str) -> None:
    assert not is_question(sentence)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Tot zover."),
        ("nl", "Krachtige en loyale klantrelaties"),
        ("nl", "Nieuwe kwaliteit van werken"),
        ("nl", "Uitmuntend in enkele of doorsnee in vele kanalen"),
        ("nl", "Beste Anna en Piet, wat fijn,"),
        ("nl", "Dit zijn de drie stappen die helpen:"),
        ("nl", "Voorlopers in klantenservice en klantbeleving"),
        ("nl", "Internationale keynote van een bekende spreker over service."),
        ("en", "More managers, more lunches, more golf."),
        ("en", "The future of customer service"),
    ],
)
def test_fragments_are_seen(language: str, sentence: str) -> None:
    assert is_fragment(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Echte klantbeleving raakt de klant emotioneel."),
        ("nl", "Consumenten hebben helemaal geen klantbeleving."),
        ("nl", "Dat noemen we dan kanaalsturing of digitale transformatie."),
        ("nl", "Geweldige service op een kanaal werkt als een magneet"),
        ("nl", "Maar noem het dan een kennismaking en huur een zaal."),
        ("nl", "Klachten verdwijnen niet doordat je ze niet registreert."),
        ("nl", "‘The best service is no service’ geldt ook hier."),
        ("en", "Nobody ever told me it was useless."),
        ("en", "The customer nods, eats a biscuit and leaves."),
        ("en", "Bring one slide, and let it be blank."),
    ],
)
def test_full_statements_are_no_fragment(language: str, sentence: str) -> None:
    assert not is_fragment(sentence, language)


UNRESOLVED = [
    ("nl", "Dit is geen pleidooi voor afschaffen."),
    ("nl", "Dat hoeft niet, sterker: dat kan niet."),
    ("nl", "Dat noemen we kanaalsturing."),
    ("nl", "Deze bedrijven doen het anders."),
    ("nl", "Die aandacht kan vorm krijgen."),
    ("nl", "Daarom dienen we iets anders te doen."),
    ("nl", "Daarbovenop een schil van menselijk acteren."),
    ("nl", "Hij is ook een veelgevraagd spreker."),
    ("nl", "Zij zetten CX in om zich te onderscheiden."),
    ("nl", "Hun werk wordt veel leuker."),
    ("nl", "Zijn collega's denken daar anders over."),
    ("nl", "Maar dat is prima."),
    ("nl", "Want de klant wil dat niet."),
    ("nl", "En CX gaat nog veel meer over beleving."),
    ("nl", "Dus is de kwaliteit echt slechter?"),
    ("nl", "Immers, machines kunnen dat sneller."),
    ("nl", "Sterker nog, bij 70 procent is dat zo."),
    ("nl", "Toch klopt er iets niet."),
    ("nl", "Met andere woorden, doe minder."),
    ("nl", "Zo’n 9+ klantervaring ontstaat vooral zo."),
    ("nl", "Waarna het aan mensen is."),
    ("nl", "In die zin begrijpen ze het beter."),
    ("nl", "In dat scenario is het lastig."),
    ("nl", "Het probleem van deze benadering is de kosten."),
    ("nl", "Ook gaan ze graag diep in op de oorzaak."),
    ("nl", "Het omgekeerde is ook waar."),
    ("nl", "Wat echter veel interessanter is, is de rest."),
    ("nl", "Nog een voorbeeld."),
    ("nl", "Een ander voorbeeld is de bank."),
    ("nl", "Het leidt ook tot loyaliteit."),
    ("nl", "Het is kort, bondig en vol ideeën."),
    ("nl", "Het is wel de kortste route naar de val."),
    ("nl", "Het heeft zelfs tot een boek geleid."),
    ("nl", "In de VS is dat echter niet anders."),
    ("nl", "Als ze bellen, is het te laat."),
    ("nl", "‘Dat zeiden de artsen ook."),
    ("nl", "Elke ochtend staat hij hier een uur."),
    ("nl", "Opmerkelijk is dat juist deze bedrijven weinig kanalen gebruiken."),
    ("en", "This is called a business review."),
    ("en", "That was the whole point."),
    ("en", "These customers leave."),
    ("en", "She had just ended a contract."),
    ("en", "It gave us a head start."),
    ("en", "Their account manager heard about it."),
    ("en", "So here is what I do."),
    ("en", "But boredom has a shorter fuse."),
    ("en", "However, most leave."),
    ("en", "In other words, stop."),
    ("en", "For example, a bank tried it."),
    ("en", "The problem with this approach is cost."),
    ("en", "When they call, it is too late."),
    ("en", "Such surveys tell little."),
]

STANDS_ALONE = [
    ("nl", "Dat de benchmark stagneert betekent dat we anders moeten kijken."),
    ("nl", "Dat klanten weglopen, is bekend."),
    ("nl", "Het is raadzaam een lijst te maken."),
    ("nl", "Het is een wijdverbreid misverstand dat klanten dat willen."),
    ("nl", "Het gaat om de klant."),
    ("nl", "Het boek lijkt op een stripblad."),
    ("nl", "Het vakgebied begint volwassen te worden."),
    ("nl", "Het mooie is dat het werkt."),
    ("nl", "Het besluit om te stoppen was goed."),
    ("nl", "Ik heb de nadruk gelegd op het design."),
    ("nl", "We kunnen best stellen dat producten beter zijn."),
    ("nl", "Wij hebben zelden een beter rendement gezien."),
    ("nl", "Je kunt klanten niet dwingen."),
    ("nl", "Natuurlijk begrijp ik dat u op de kosten let."),
    ("nl", "Zo'n 70 procent van de klanten belt."),
    ("nl", "Zij die bellen, zijn boos."),
    ("nl", "Op dit moment wordt veel gesproken over omnichannel."),
    ("nl", "Toen mijn vader een auto kocht, kwamen de ooms langs."),
    ("nl", "Zijn klanten echt zo boos?"),
    ("nl", "Als het gaat om service, telt snelheid."),
    ("nl", "De meeste transformaties zijn geen transformaties."),
    ("nl", "Er zijn genoeg voorbeelden."),
    ("nl", "'s Morgens is het stil."),
    ("en", "I ran key accounts for eleven years."),
    ("en", "You cannot force customers."),
    ("en", "It is important to listen."),
    ("en", "It is a myth that customers want more."),
    ("en", "There is one more habit to break."),
    ("en", "That the customers leave is no surprise."),
    ("en", "Because nobody listens, customers leave sooner or later."),
    ("en", "This year we tried something else."),
    ("en", "The customer nods and leaves."),
    ("fr", "Cela ne va pas."),
]


@pytest.mark.parametrize(("language", "sentence"), UNRESOLVED)
def test_a_sentence_that_leans_on_the_one_before_is_seen(language: str, sentence: str) -> None:
    assert opens_unresolved(sentence, language)


@pytest.mark.parametrize(("language", "sentence"), STANDS_ALONE)
def test_a_sentence_that_stands_alone_is_left_alone(language: str, sentence: str) -> None:
    assert not opens_unresolved(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence", "concedes", "objects"),
    [
        ("nl", "Natuurlijk weet iedereen dat.", True, False),
        ("nl", "Uiteraard kost dat geld.", True, False),
        ("nl", "Toegegeven, een workshop heeft zijn waarde.", True, False),
        ("nl", "We kunnen best stellen dat alles beter is.", True, False),
        ("nl", "Er zit denk ik wel een kern van waarheid in zijn stelling.", True, False),
        ("nl", "En dat is niet verkeerd.", True, False),
        ("nl", "Zeker in de zorg telt tijd.", False, False),
        ("nl", "Maar kwaliteit is relatief.", False, True),
        ("nl", "Toch klopt er iets niet.", False, True),
        ("nl", "Wat echter telt, is tijd.", False, True),
        ("nl", "Niettemin groeit de omzet.", False, True),
        ("nl", "Toch?", False, False),
        ("nl", "De klant belt.", False, False),
        ("en", "Of course there are exceptions.", True, False),
        ("en", "Granted, it costs money.", True, False),
        ("en", "It is true that surveys help.", True, False),
        ("en", "But boredom has a shorter fuse.", False, True),
        ("en", "The score, however, is low.", False, True),
        ("en", "Still, most customers stay.", False, True),
        ("en", "Still water runs deep.", False, False),
        ("en", "Customers stay.", False, False),
    ],
)
def test_concessions_and_objections_are_told_apart(
    language: str, sentence: str, concedes: bool, objects: bool
) -> None:
    assert opens_concession(sentence, language) is concedes
    assert opens_adversative(sentence, language) is objects


@pytest.mark.parametrize(
    ("language", "sentence", "disputed"),
    [
        ("nl", "Dit gebeurt in de vooronderstelling dat je overal moet zijn.", True),
        ("nl", "De zogenaamde klantreis hangt aan de muur.", True),
        ("nl", "Naar verluidt mislukt 70 procent.", False),
        ("nl", "Men denkt dat sneller beter is.", True),
        ("nl", "Er wordt vaak beweerd dat de klant koning is.", True),
        ("nl", "Veel organisaties denken dat korting werkt.", True),
        ("nl", "Sommige collega's vinden dat zonde.", True),
        ("nl", "Oh wacht, klantenservice is een loket.", True),
        ("nl", "Ze doen alsof het werkt.", True),
        ("nl", "Het is een misverstand dat klanten dat willen.", False),
        ("nl", "Het is een hardnekkige mythe dat men denkt met het hoofd.", False),
        ("nl", "De klant wil gehoord worden.", False),
        ("en", "The so-called experts left.", True),
        ("en", "It supposedly works.", True),
        ("en", "People claim that speed matters.", True),
        ("en", "Sales directors tend to answer that the cure is a bigger team.", True),
        ("en", "It is often claimed that price matters.", True),
        ("en", "It is a myth that people claim refunds.", False),
        ("en", "Customers want to be heard.", False),
    ],
)
def test_views_that_the_writer_doubts_are_seen_by_their_markers(
    language: str, sentence: str, disputed: bool
) -> None:
    assert is_disputed(sentence, language) is disputed
