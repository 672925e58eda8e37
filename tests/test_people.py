"""Questions about people: whose words, who writes about something, side by side, who said it, and how old it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import RunCli, write_corpus
from cxassistant import Answer, Assistant, ConfigError, load_settings

PEOPLE = Path(__file__).resolve().parent / "data" / "people"
MEER, WHITFIELD, RAMAN, WIT, PENROSE = (
    "Marijke van der Meer",
    "Thomas Whitfield",
    "Priya Raman",
    "Lotte de Wit",
    "Harold Penrose",
)
JEROEN, SANNE, HENDRIKS = "Jeroen Bakker", "Sanne Bakker", "Ruud Hendriks"


@pytest.fixture(scope="session")
def people_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people") / "index"
    Assistant.build(corpus=PEOPLE, index=folder)
    return folder


@pytest.fixture(scope="session")
def people(people_index: Path) -> Assistant:
    return Assistant.open(settings=load_settings(index=people_index, corpus=PEOPLE))


def who(answer: Answer) -> list[str]:
    """Whose words the quotes are, each once, in order."""
    names = [c.speaker or ", ".join(c.authors) for c in answer.citations]
    return list(dict.fromkeys(names))


def verbatim(assistant: Assistant, answer: Answer) -> bool:
    return all(assistant.source(c.source).text[c.start : c.end] == c.quote for c in answer.citations)


# What somebody thinks -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("Wat vindt Marijke van der Meer van spaarprogramma's?", MEER),
        ("wat vindt van der meer van spaarprogramma's", MEER),
        ("Wat vindt Marijke van spaarprogramma's?", MEER),
        ("Wat vindt Marijke vd Meer van spaarprogramma's?", MEER),
        ("Wat is Van der Meers mening over spaarprogramma's?", MEER),
        ("Wat vindt Marijke van der Mere van spaarprogramma's?", MEER),
        ("What does Whitfield think of points programmes?", WHITFIELD),
        ("What is Whitfield's view on loyalty schemes?", WHITFIELD),
        ("What is Whitfields’ view on loyalty schemes?", WHITFIELD),
        ("According to Whitfeild, when is loyalty earned?", WHITFIELD),
        ("what does withfield think of points programmes", WHITFIELD),
        ("Volgens mevrouw De Wit: moet een chatbot zeggen dat hij een machine is?", WIT),
        ("Does Raman write anything about chatbots?", RAMAN),
        ("Penrose on self-checkout", PENROSE),
        ("Wat vindt J. Bakker van geld teruggeven na een klacht?", JEROEN),
    ],
)
def test_only_the_own_words_of_who_is_asked_answer(people: Assistant, question: str, person: str) -> None:
    answer = people.ask(question)
    assert answer.status == "answered"
    assert who(answer) == [person]
    assert verbatim(people, answer)


def test_what_an_author_quotes_of_others_is_not_what_the_author_thinks(people: Assistant) -> None:
    answer = people.ask("Wat vindt Marijke van der Meer van zegeltjes?")
    assert all(c.voice == "author" for c in answer.citations)
    assert HENDRIKS not in answer.text


def test_somebody_who_is_quoted_answers_under_the_name_of_who_quotes_them(people: Assistant) -> None:
    dutch = people.ask("Wat vindt Hendriks van zegeltjes?")
    assert who(dutch) == [HENDRIKS]
    assert {c.authors for c in dutch.citations} == {(MEER,)}
    assert f"**{HENDRIKS}**, aangehaald door **{MEER}**" in dutch.text
    english = people.ask("What does Ruud Hendriks say about sales people who did the work themselves?")
    assert who(english) == [HENDRIKS]
    assert f"**{HENDRIKS}**, quoted by **{MEER}**" in english.text


def test_an_author_whom_somebody_else_quotes_answers_from_there_too(people: Assistant) -> None:
    answer = people.ask("What does Whitfield think of chatbots?")
    assert [(c.speaker, c.authors, c.voice) for c in answer.citations] == [(WHITFIELD, (RAMAN,), "quoted")]
    assert "receptionist who has never met the doctor" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Wat vindt Priya Raman van zelfscankassa's?", "Priya Raman zegt daar in deze bronnen niets over."),
        ("What does Penrose think of chatbots?", "Harold Penrose says nothing about that in these sources."),
        (
            "Wat vindt Hendriks van thuiswerken?",
            "Van Ruud Hendriks staan hierover geen woorden in deze bronnen.",
        ),
    ],
)
def test_who_is_silent_gets_one_line_and_others_are_related(
    people: Assistant, question: str, line: str
) -> None:
    answer = people.ask(question)
    assert (answer.status, answer.citations) == ("not_found", ())
    assert answer.text.split("\n\n")[0] == line
    assert answer.related


def test_who_did_write_about_it_is_shown_when_the_one_asked_did_not(people: Assistant) -> None:
    answer = people.ask("What does Penrose think of chatbots?")
    assert {RAMAN, WIT} <= {name for hit in answer.related for name in hit.authors}
    assert PENROSE not in {name for hit in answer.related for name in hit.authors}


@pytest.mark.parametrize(
    ("question", "name", "word"),
    [
        ("Wat vindt Jan Jansen van klachten?", "Jan Jansen", "niet bekend"),
        ("Wat vindt Jan Bakker van klachten?", "Jan Bakker", "niet bekend"),
        ("Volgens Pieter de Vries: wat is een klacht?", "Pieter de Vries", "niet bekend"),
        ("What is Sarah Whitfield's view on loyalty schemes?", "Sarah Whitfield", "not known"),
        ("What does Emily Carter think of chatbots?", "Emily Carter", "not known"),
    ],
)
def test_an_unknown_person_is_said_to_be_unknown(
    people: Assistant, question: str, name: str, word: str
) -> None:
    answer = people.ask(question)
    assert (answer.status, answer.citations) == ("not_found", ())
    assert answer.text.startswith(name) and word in answer.text.split("\n\n")[0]


def test_a_mistyped_name_is_told_as_what_it_was_read(people: Assistant) -> None:
    assert "*“Whitfeild” was read as Thomas Whitfield.*" in people.ask("Whitfeild on handwritten notes").text
    assert "*‘rahman’ is gelezen als Priya Raman.*" in people.ask("wat vindt rahman van chatbots").text


@pytest.mark.parametrize(
    "question",
    [
        "Wat vinden bakkers van klachten?",
        "wat vindt bakken van klachten",
        "Wat vindt meer dan de helft van de klanten van een chatbot?",
        "What do customers mean by loyalty?",
        "Wat vindt de winkelier van klachten?",
    ],
)
def test_a_common_word_is_never_taken_for_a_mistyped_name(people: Assistant, question: str) -> None:
    examined = people.examine(question).question
    assert (examined.people, examined.strangers, examined.mistyped) == ((), (), ())


def test_namesakes_are_told_apart(people: Assistant) -> None:
    answer = people.ask("Wat vindt Bakker van klachten?")
    assert who(answer) == [JEROEN, SANNE]
    assert answer.text.startswith("Meer dan één persoon heet zo: Jeroen Bakker en Sanne Bakker.")


def test_a_first_name_that_two_share_is_asked_back(tmp_path: Path) -> None:
    head = "---\ntitle: {0}\nauthor: {1}\nlanguage: nl\ndate: 2024\n---\n"
    text = "Wie te lang wacht, hangt op en belt nooit meer terug. Bel klanten daarom terug op een afgesproken tijd."
    corpus = write_corpus(
        tmp_path / "corpus",
        {
            "a.md": head.format("Wachten", "Eva Smit") + text,
            "b.md": head.format("Bellen", "Eva Kramer") + text.replace("belt", "komt") + " Dat werkt goed.",
        },
    )
    Assistant.build(corpus=corpus, index=tmp_path / "index")
    answer = Assistant.open(index=tmp_path / "index").ask("Wat vindt Eva van wachten?")
    assert (answer.status, answer.citations) == ("info", ())
    assert "Eva Kramer" in answer.text and "Eva Smit" in answer.text


def test_a_dutch_name_does_not_make_an_english_question_dutch(people: Assistant) -> None:
    assert people.ask("What does Marijke van der Meer think of complaints?").language == "en"


def test_a_person_without_a_topic_gives_their_words(people: Assistant) -> None:
    assert who(people.ask("Wat zegt Ruud Hendriks?")) == [HENDRIKS]
    assert {c.authors for c in people.ask("What does Whitfield think?").citations} == {(WHITFIELD,)}


# Who writes about it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "authors"),
    [
        ("Wie schrijft er over chatbots?", [RAMAN, WIT]),
        ("Who writes about complaints?", [RAMAN, JEROEN, SANNE]),
        ("Welke auteurs hebben over klachten geschreven?", [JEROEN, RAMAN, SANNE]),
        ("Which authors write about self-checkout?", [PENROSE]),
    ],
)
def test_who_writes_about_a_topic_is_listed_with_one_quote_each(
    people: Assistant, question: str, authors: list[str]
) -> None:
    answer = people.ask(question)
    assert answer.status == "answered"
    assert who(answer) == authors
    assert len(answer.citations) == len(authors)
    assert all(c.voice == "author" for c in answer.citations)
    assert verbatim(people, answer)


def test_who_says_that_a_topic_is_not_theirs_is_not_listed(people: Assistant) -> None:
    assert set(who(people.ask("Wie schrijven er over loyaliteit?"))) == {MEER, WHITFIELD}


@pytest.mark.parametrize("question", ["Wie schrijft er over vliegtuigen?", "Who writes about airplanes?"])
def test_nobody_is_listed_for_what_nobody_writes_about(people: Assistant, question: str) -> None:
    answer = people.ask(question)
    assert (answer.status, answer.citations) == ("not_found", ())


def test_a_list_of_writers_keeps_to_the_filters(people: Assistant) -> None:
    assert who(people.ask("Wie schrijft er over klachten?", since="2023")) == [JEROEN, RAMAN]
    assert who(people.ask("Wie schrijft er over klachten?", authors="Sanne Bakker")) == [SANNE]


# Side by side -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "persons"),
    [
        ("Vergelijk Whitfield en Van der Meer over spaarprogramma's", [WHITFIELD, MEER]),
        ("Compare Priya Raman with Lotte de Wit on chatbots", [RAMAN, WIT]),
        ("Wat is het verschil tussen Jeroen Bakker en Priya Raman over klachten?", [JEROEN, RAMAN]),
        ("Zijn Raman en De Wit het eens over chatbots?", [RAMAN, WIT]),
        ("Do De Wit and Whitfield agree about chatbots?", [WIT, WHITFIELD]),
    ],
)
def test_persons_are_put_side_by_side_in_their_own_words(
    people: Assistant, question: str, persons: list[str]
) -> None:
    answer = people.ask(question)
    assert who(answer) == persons
    heads = [line for line in answer.text.split("\n\n") if re.fullmatch(r"\*\*[^*]+\*\*", line)]
    assert heads[:-1] == [f"**{person}**" for person in persons]
    assert all(len([c for c in answer.citations if person in who_of(c)]) <= 2 for person in persons)
    assert verbatim(people, answer)


def who_of(citation: Any) -> tuple[str, ...]:
    return (citation.speaker,) if citation.speaker else citation.authors


def test_a_comparison_draws_no_conclusion(people: Assistant) -> None:
    dutch = people.ask("Zijn Raman en De Wit het eens over chatbots?").text
    assert "Of zij het eens zijn, is aan jou." in dutch
    english = people.ask("Do Raman and De Wit agree on chatbots?").text
    assert "Whether they agree is for you to judge." in english


def test_a_comparison_says_who_is_silent(people: Assistant) -> None:
    answer = people.ask("Compare Whitfield and Penrose on loyalty")
    assert who(answer) == [WHITFIELD]
    assert "Harold Penrose says nothing about that in these sources." in answer.text
    assert "judge" not in answer.text


def test_a_comparison_says_who_is_unknown(people: Assistant) -> None:
    answer = people.ask("Vergelijk Penrose en Jan Jansen over self-checkout")
    assert who(answer) == [PENROSE]
    assert "Jan Jansen is in deze bronnen niet bekend" in answer.text


def test_a_comparison_without_a_topic_asks_for_one(people: Assistant) -> None:
    answer = people.ask("Vergelijk Whitfield en Raman")
    assert (answer.status, answer.citations) == ("info", ())
    assert "onderwerp" in answer.text


# Who said it --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Wie zei ‘Niemand kon mij vertellen welke klant daardoor bleef’?",
        'Wie zei "niemand kon mij vertellen welke klant daardoor bleef"?',
        "Wie zei: niemand kon mij vertellen welke klant daardoor bleef?",
        "Wie heeft gezegd niemand kon mij vertellen welke klant daardoor bleef?",
        "Van wie is de uitspraak «Niemand kon mij vertellen, welke klant daardoor bleef»?",
        "Who said “niemand kon mij vertellen welke klant daardoor bleef”?",
    ],
)
def test_who_said_some_words_is_found_whatever_the_marks(people: Assistant, question: str) -> None:
    answer = people.ask(question)
    assert answer.status == "answered"
    assert [(c.speaker, c.authors) for c in answer.citations] == [(HENDRIKS, (MEER,))]
    assert HENDRIKS in answer.text.split("\n\n")[0] and MEER in answer.text.split("\n\n")[0]
    assert "lijkt er sterk op" not in answer.text and "very close" not in answer.text
    assert verbatim(people, answer)


def test_words_of_an_author_are_told_as_the_authors_own(people: Assistant) -> None:
    answer = people.ask("Van wie is de uitspraak 'Trouw begint bij een open achterdeur'?")
    assert [(c.voice, c.authors) for c in answer.citations] == [("author", (MEER,))]
    assert answer.text.startswith(f"**{MEER}** schrijft dit zelf")


def test_words_that_stand_there_nearly_are_told_to_be_so(people: Assistant) -> None:
    answer = people.ask("Who wrote “Points can not repair a promise that is broken”?")
    assert [c.quote for c in answer.citations] == ["Points cannot repair a promise that was broken."]
    assert answer.text.startswith("The words do not stand in these sources exactly so.")


def test_words_without_a_speaker_are_given_to_nobody(people: Assistant) -> None:
    answer = people.ask("Wie zei ‘Wie klaagt, gelooft nog in je’?")
    assert [(c.voice, c.speaker) for c in answer.citations] == [("uncertain", None)]
    assert "wie het zei, staat er niet bij" in answer.text


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ('Who said "Stay hungry, stay foolish"?', "Those words are not in these sources"),
        ("Wie zei ‘de klant is koning in zijn eigen huis’?", "Die woorden staan niet in deze bronnen"),
    ],
)
def test_words_that_nobody_said_are_not_found(people: Assistant, question: str, line: str) -> None:
    answer = people.ask(question)
    assert (answer.status, answer.citations) == ("not_found", ())
    assert answer.text.startswith(line)


# A question to all --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Hoe ga je om met klachten?",
        "How should a company deal with complaints?",
        "Wat zijn de grenzen van een chatbot?",
    ],
)
def test_a_shared_topic_is_answered_by_several_with_two_quotes_each_at_most(
    people: Assistant, question: str
) -> None:
    answer = people.ask(question)
    heard = [who_of(c) for c in answer.citations]
    assert len(set(heard)) > 1
    assert all(heard.count(person) <= 2 for person in heard)


# Dates --------------------------------------------------------------------------------------------


def test_undated_sources_pass_a_date_filter_only_when_asked_for(people: Assistant) -> None:
    question = "Wat vindt Lotte de Wit van chatbots?"
    assert people.ask(question, since="2015").status == "not_found"
    answer = people.ask(question, since="2015", undated=True)
    assert who(answer) == [WIT]
    assert {hit.date for hit in people.search("chatbot", since="2024")} == {"2024-05-06", "2025-01-10"}
    assert None in {hit.date for hit in people.search("chatbot", since="2024", undated=True)}
    assert list(people.stream(question, since="2015", undated=True))[-1].answer == answer


def test_undated_sources_are_said_to_be_undated(people: Assistant) -> None:
    assert people.ask("Wat vindt Lotte de Wit van chatbots?").text.count("zonder datum") == 2
    assert people.ask("What does De Wit think of chatbots?").text.count("undated") == 2


def test_undated_is_a_flag_on_the_command_line(run_cli: RunCli, people_index: Path) -> None:
    ask = (
        "ask",
        "Wat vindt Lotte de Wit van chatbots?",
        "--index",
        people_index,
        "--since",
        "2015",
        "--json",
    )
    assert run_cli(*ask).json["status"] == "not_found"
    assert run_cli(*ask, "--undated").json["status"] == "answered"
    found = run_cli(
        "search", "chatbot", "--index", people_index, "--until", "2015", "--undated", "--json"
    ).json
    assert {hit["date"] for hit in found} == {None, "2011-06-21"}


@pytest.mark.parametrize(
    "question", ["Wat is het nieuwste over loyaliteit?", "What is the latest on loyalty?"]
)
def test_the_newest_comes_first_where_it_is_asked_for(people: Assistant, question: str) -> None:
    answer = people.ask(question)
    dates = [c.date or "" for c in answer.citations]
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == "2025-01-10"


def test_a_newest_source_that_is_old_is_pointed_out(people: Assistant, people_index: Path) -> None:
    old, new = "What does Penrose think of self-checkout?", "What does Raman think of chatbots?"
    note = "Note: the newest source on this is from 2011."
    assert note in people.ask(old).text
    assert "newest source" not in people.ask(new).text
    assert "de nieuwste bron hierover is van 2011" in people.ask("Wie schrijft er over self-checkout?").text
    assert note not in people.ask(old, until="2012").text  # newer ones were left out on purpose
    never = Assistant.open(settings=load_settings(index=people_index, old_years=0))
    assert note not in never.ask(old).text


def test_years_that_are_no_number_are_refused() -> None:
    with pytest.raises(ConfigError, match="old_years"):
        load_settings(old_years=-1)


# In a chat ----------------------------------------------------------------------------------------


def test_a_follow_up_asks_others_on_the_same_topic(people: Assistant) -> None:
    chat = people.chat()
    assert who(chat.ask("Wat vindt Priya Raman van chatbots?")) == [RAMAN]
    assert who(chat.ask("En wat zegt Whitfield daarover?")) == [WHITFIELD]
    assert who(chat.ask("Wie nog meer?")) == [WIT]
    assert who(chat.ask("Zijn ze het eens?")) == [RAMAN, WHITFIELD, WIT]
    last = chat.ask("En Penrose?")
    assert (last.status, last.citations) == ("not_found", ())


def test_who_else_goes_on_until_nobody_is_left(people: Assistant) -> None:
    chat = people.chat()
    chat.ask("What does Lotte de Wit think of chatbots?")
    assert who(chat.ask("Who else?")) == [RAMAN]
    last = chat.ask("Anyone else?")
    assert last.status == "not_found"
    assert last.text.startswith("Nobody else was found")


def test_a_list_of_writers_goes_on_to_another_topic(people: Assistant) -> None:
    chat = people.chat()
    chat.ask("Wie schrijft er over klachten?")
    assert who(chat.ask("En over chatbots?")) == [RAMAN, WIT]
