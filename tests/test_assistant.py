"""The Python API: answers, citations, filters, chats, and the ways into LlamaIndex."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cxassistant
from cxassistant import (
    Answer,
    ConfigError,
    IndexNotFoundError,
    QuestionError,
    SourceNotFoundError,
)

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
AUTHORS = ["Adrian Swinscoe", "Berry Veldhoen", "Erik Bouwer", "Rien Brus", "Wim Rampen"]
# Openings that point at something outside the quote.
POINTING = (
    "Dit ",
    "Dat is ",
    "Daarom ",
    "Hij ",
    "Zij ",
    "Deze ",
    "This ",
    "That ",
    "He ",
    "She ",
    "Therefore ",
)

ENGLISH_OPENINGS = {"Why", "How", "What", "Which", "Are", "Where", "Do", "Who", "Does", "Must", "When", "Is"}

QUESTIONS = [
    "Waarom mislukken de meeste CX-transformaties?",
    "Why do most CX transformations fail?",
    "Hoeveel kanalen bieden organisaties gemiddeld aan?",
    "How many contact channels do organisations offer on average?",
    "Wat is Punk CX voor boek?",
    "What kind of book is Punk CX?",
    "Wat levert geweldige service op één kanaal op?",
    "Which companies are often named as leaders in customer service?",
    "Welk percentage van de initiatieven haalt de doelstellingen niet?",
    "What does punk rock stand for?",
    "Moet je overal zijn waar je klant is?",
    "Are channels connected in most companies?",
    "Wat zegt Swinscoe over silo's?",
    "What does Swinscoe advise about channels?",
    "Waarin onderscheidt de VS zich van Nederland?",
    "Where is the US ahead of the Netherlands in customer experience?",
    "Hoe breed is de rol van CX-teams in Nederland?",
    "Do Dutch organisations measure emotions?",
    "Wat vindt Wim Rampen van time well spent?",
    "What does Rampen say about customising products?",
    "Zijn CX metrics klantgericht?",
    "Who came up with 'the best service is no service'?",
    "Wat schreef Jim Collins?",
    "Who wrote Good to Great?",
    "Wat is het verschil tussen 7+ en 9+ denken?",
    "Where is an experience produced?",
    "Waar begint een CX-transformatie mee?",
    "What is the commodity trap?",
    "Hebben CX-strijders een mandaat?",
    "Does continuous improvement suffice for transformation?",
    "Wat heeft airco in auto's met kwaliteit te maken?",
    "Why is quality subjective?",
    "Wat is de golden combination?",
    "How can AI help personal attention?",
    "Moet een klantreis alleen uit hoogtepunten bestaan?",
    "Must a customer journey consist only of peaks?",
    "Wat zegt Joe Pine over tijd?",
    "When does a 9+ experience arise?",
    "Waar leiden pieken in de klantreis toe?",
    "What does customer focus do for employees?",
    "Wat zijn momenten van de waarheid?",
    "Who is the father of the experience economy?",
    "Wat is er mis met het woord klantcontact?",
    "What is wrong with the term customer experience?",
    "Wat zegt Nienke Bloem over leiders?",
    "What could customer loyalty also mean?",
    "Voor wie zijn chatbots en IVR bedoeld?",
    "Who benefits from self-service and chatbots?",
    "Wat is bedrijfservaring?",
    "Is Erik Bouwer against the whole profession?",
]


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def answers(assistant: Any) -> list[Answer]:
    return [assistant.ask(question) for question in QUESTIONS]


def test_every_quote_is_verbatim_in_its_source_and_in_the_raw_file(
    assistant: Any, answers: list[Answer]
) -> None:
    cited = [c for answer in answers for c in answer.citations]
    assert len(QUESTIONS) == 50
    assert len(cited) >= 50
    for c in cited:
        assert assistant.source(c.source).text[c.start : c.end] == c.quote
        assert squeezed(c.quote) in squeezed((CORPUS / c.source).read_text(encoding="utf-8"))


def test_most_of_fifty_questions_about_the_corpus_are_answered(answers: list[Answer]) -> None:
    assert sum(answer.status == "answered" for answer in answers) >= 44


def test_an_answer_has_one_to_three_quotes_and_a_marker_for_each(answers: list[Answer]) -> None:
    for answer in answers:
        if answer.status == "answered":
            assert 1 <= len(answer.citations) <= 3
            assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
            assert all(f"[{c.number}]" in answer.text for c in answer.citations)


def test_no_quote_opens_with_a_word_that_points_outside_it(answers: list[Answer]) -> None:
    assert [c.quote for a in answers for c in a.citations if c.quote.startswith(POINTING)] == []


def test_no_quote_ends_as_a_question(answers: list[Answer]) -> None:
    assert [c.quote for a in answers for c in a.citations if c.quote.rstrip("”’)").endswith("?")] == []


def test_an_answer_is_in_the_language_of_its_question(answers: list[Answer]) -> None:
    spoken = ["en" if a.question.split()[0] in ENGLISH_OPENINGS else "nl" for a in answers]
    assert [a.language for a in answers] == spoken


def test_cited_authors_stand_in_the_text_with_title_and_date(assistant: Any) -> None:
    answer = assistant.ask("Waarom mislukken de meeste CX-transformaties?")
    assert answer.citations[0].authors == ("Rien Brus",)
    assert answer.citations[0].date == "2024-02-16"
    for shown in ("Rien Brus", "Appen over klantbeleving", "16 februari 2024", "Bronnen"):
        assert shown in answer.text


def test_the_language_of_the_answer_can_be_chosen(assistant: Any) -> None:
    answer = assistant.ask("Waarom mislukken de meeste CX-transformaties?", language="en")
    assert answer.language == "en"
    assert "writes about this" in answer.text


def test_a_question_in_a_third_language_is_answered_in_english(assistant: Any) -> None:
    answer = assistant.ask("Warum scheitern die meisten CX-Transformationen?")
    assert answer.language == "en"


def test_a_question_far_from_the_corpus_is_not_found_and_cites_nothing(assistant: Any) -> None:
    answer = assistant.ask("Wat is de hoofdstad van Frankrijk?")
    assert (answer.status, answer.citations) == ("not_found", ())
    assert answer.related
    assert answer.text.startswith("Daar geven de bronnen geen antwoord op.")


def test_an_author_who_is_silent_gets_not_found_and_others_are_only_related(assistant: Any) -> None:
    answer = assistant.ask("Wat vindt Rien Brus van omnichannel en het aantal contactkanalen?")
    assert (answer.status, answer.citations) == ("not_found", ())
    assert "Rien Brus zegt daar in deze bronnen niets over." in answer.text
    assert all("Rien Brus" not in hit.authors for hit in answer.related)


def test_somebody_who_is_not_in_the_corpus_is_said_to_be_absent(assistant: Any) -> None:
    answer = assistant.ask("Wat zegt Steve Jobs over klantbeleving?")
    assert answer.status == "not_found"
    assert "Steve Jobs" in answer.text


def test_words_quoted_from_somebody_else_are_under_that_name(assistant: Any) -> None:
    answer = assistant.ask("Wat schreef Jim Collins over good en great?")
    quoted = [c for c in answer.citations if "Good is the enemy of great" in c.quote]
    assert [(c.voice, c.speaker, c.authors) for c in quoted] == [("quoted", "Jim Collins", ("Rien Brus",))]
    assert "Jim Collins, aangehaald door Rien Brus" in answer.text


def test_the_other_persons_own_words_are_marked_within_the_quote(assistant: Any) -> None:
    answer = assistant.ask("Wat zegt Nienke Bloem over leiders?")
    (c,) = [c for c in answer.citations if c.speaker == "Nienke Bloem"]
    words = assistant.source(c.source).text[slice(*c.spoken)]
    assert words in c.quote
    assert words.startswith("“Veel leiders zijn intrinsiek niet gemotiveerd")
    assert words.endswith("”")


def test_a_person_who_is_quoted_says_nothing_on_another_topic(assistant: Any) -> None:
    assert assistant.ask("Wat zegt Jim Collins over leiderschap?").status == "not_found"


def test_who_wrote_a_piece_is_told_from_its_byline(assistant: Any) -> None:
    answer = assistant.ask("Wie schreef Appen over klantbeleving?")
    assert (answer.status, answer.citations) == ("info", ())
    assert "Rien Brus" in answer.text
    assert "Swinscoe" not in answer.text


@pytest.mark.parametrize(
    ("question", "authors"),
    [
        ("wat vindt rien over de benchmark", {"Rien Brus"}),
        ("wat zegt wim rampen over emoties", {"Wim Rampen"}),
        ("What does Swinscoe's article say about channels?", {"Adrian Swinscoe"}),
    ],
)
def test_an_author_is_known_by_part_of_the_name_in_any_case(
    assistant: Any, question: str, authors: set[str]
) -> None:
    answer = assistant.ask(question)
    assert {a for c in answer.citations for a in c.authors} == authors


def test_a_name_shared_with_somebody_else_is_not_taken_for_the_author(assistant: Any) -> None:
    answer = assistant.ask("What does the Wim Hof method say?")
    assert "Wim Rampen says" not in answer.text


def test_a_summary_can_be_followed_by_another(assistant: Any) -> None:
    chat = assistant.chat()
    chat.ask("Vat het artikel van Rien Brus samen")
    assert {c.authors for c in chat.ask("En dat van Bouwer?").citations} == {("Erik Bouwer",)}


def test_a_speaker_is_named_only_where_the_voice_is_quoted(answers: list[Answer]) -> None:
    assert all((c.speaker is not None) == (c.voice == "quoted") for a in answers for c in a.citations)


def test_a_figure_keeps_its_origin(assistant: Any) -> None:
    answer = assistant.ask("In hoeveel procent van de organisaties worden kanalen in silo's gemanaged?")
    figure = next(c for c in answer.citations if "58 procent" in c.quote)
    assert figure.origin is not None
    assert "Dimension Data" in figure.origin
    assert figure.origin in assistant.source(figure.source).text
    assert "Dimension Data" in answer.text


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("hallo", "Hallo!"),
        ("Good morning", "Hello!"),
        ("dank je wel", "Graag gedaan!"),
        ("thanks!", "You're welcome!"),
        ("Wat kun je?", "klantbeleving"),
        ("What can you do?", "customer experience"),
    ],
)
def test_small_talk_is_answered_without_a_claim(assistant: Any, message: str, shown: str) -> None:
    answer = assistant.ask(message)
    assert (answer.status, answer.citations, answer.related) == ("info", (), ())
    assert shown in answer.text


def test_it_lists_its_authors_and_sources(assistant: Any) -> None:
    named = assistant.ask("Welke auteurs heb je?")
    listed = assistant.ask("Which sources do you have?")
    assert named.status == listed.status == "info"
    assert all(author in named.text and author in listed.text for author in AUTHORS)


def test_an_article_is_summarised_in_its_own_sentences(assistant: Any) -> None:
    answer = assistant.ask("Vat het artikel van Berry Veldhoen samen")
    assert answer.status == "answered"
    assert {c.authors for c in answer.citations} == {("Berry Veldhoen",)}
    assert [c.start for c in answer.citations] == sorted(c.start for c in answer.citations)


def test_named_authors_are_put_side_by_side(assistant: Any) -> None:
    answer = assistant.ask("Wat zeggen Rien Brus en Berry Veldhoen over emotie in klantbeleving?")
    assert {a for c in answer.citations for a in c.authors} == {"Rien Brus", "Berry Veldhoen"}


def test_authors_are_found_by_the_program_and_know_their_sources(assistant: Any) -> None:
    assert assistant.authors() == AUTHORS
    assert all(author.passages > 0 and len(author.sources) == 1 for author in assistant.authors())


def test_a_source_that_is_not_there_is_a_clear_error(assistant: Any) -> None:
    with pytest.raises(SourceNotFoundError, match=r"No source 'nergens\.txt'"):
        assistant.source("nergens.txt")


def test_search_returns_passages_with_exact_offsets(assistant: Any) -> None:
    hits = assistant.search("emotie", k=5)
    assert len(hits) == 5
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert all(assistant.source(h.source).text[h.start : h.end] == h.text for h in hits)


def test_filters_restrict_search_and_answers(assistant: Any) -> None:
    assert {h.authors for h in assistant.search("kanalen", authors="Swinscoe")} == {("Adrian Swinscoe",)}
    assert {h.date for h in assistant.search("klant", since="2024-03", until="2024-12")} == {"2024-10"}
    assert assistant.search("klant", source_language="en") == []
    answer = assistant.ask("Hoeveel kanalen zijn er gemiddeld?", authors=["Rien Brus"])
    assert all(c.authors == ("Rien Brus",) for c in answer.citations)


@pytest.mark.parametrize("filters", [{"since": "gisteren"}, {"until": "2024-13"}, {"since": 2024}])
def test_a_date_filter_that_is_no_date_is_refused(assistant: Any, filters: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="must be a date"):
        assistant.search("klant", **filters)


@pytest.mark.parametrize("question", ["", "   ", "?!"])
def test_an_empty_question_is_refused(assistant: Any, question: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        assistant.ask(question)


def test_an_overlong_question_is_refused_with_its_length(assistant: Any) -> None:
    with pytest.raises(QuestionError, match="100,000 characters"):
        assistant.ask("a" * 100_000)


def test_streaming_gives_the_same_answer_in_pieces(assistant: Any) -> None:
    events = list(assistant.stream("Why do most CX transformations fail?"))
    assert events[-1].answer == assistant.ask("Why do most CX transformations fail?")
    assert "".join(e.text for e in events[:-1]) == events[-1].answer.text


def test_a_follow_up_about_another_author_keeps_the_topic(assistant: Any) -> None:
    chat = assistant.chat()
    chat.ask("Hoe kijkt Erik Bouwer naar contactkanalen?")
    answer = chat.ask("En wat zegt Swinscoe daarover?")
    assert answer.status == "answered"
    assert {c.authors for c in answer.citations} == {("Adrian Swinscoe",)}
    assert any("kanalen" in c.quote for c in answer.citations)


def test_a_bare_why_goes_on_with_what_was_asked_without_repeating_it(assistant: Any) -> None:
    chat = assistant.chat()
    first = chat.ask("Wat zegt Rien Brus over CX-transformaties?")
    second = chat.ask("Waarom?")
    assert second.status == "answered"
    assert not {c.start for c in first.citations} & {c.start for c in second.citations}


def test_a_new_question_in_a_chat_is_not_mixed_with_the_last_one(assistant: Any) -> None:
    chat = assistant.chat()
    chat.ask("Wat zegt Rien Brus over CX-transformaties?")
    alone = assistant.ask("Hoeveel kanalen bieden organisaties gemiddeld aan?")
    assert chat.ask("Hoeveel kanalen bieden organisaties gemiddeld aan?").citations == alone.citations


def test_everything_turns_into_json(assistant: Any) -> None:
    answer = assistant.ask("Waarom mislukken CX-transformaties?")
    values = json.loads(json.dumps(answer.to_dict()))
    assert values["citations"][0]["quote"] == answer.citations[0].quote
    json.dumps([s.to_dict() for s in assistant.sources()])
    json.dumps([a.to_dict() for a in assistant.authors()])
    json.dumps([h.to_dict() for h in assistant.search("klant")])


def test_the_query_engine_gives_llamaindex_users_the_same_answer(assistant: Any) -> None:
    question = "Waarom mislukken de meeste CX-transformaties?"
    response = assistant.as_query_engine().query(question)
    answer = assistant.ask(question)
    assert str(response) == answer.text
    assert [n.node.get_content() for n in response.source_nodes] == [c.quote for c in answer.citations]


def test_the_retriever_gives_llamaindex_users_nodes_with_authors(assistant: Any) -> None:
    nodes = assistant.as_retriever(k=3).retrieve("emotie")
    assert [n.node.get_content() for n in nodes] == [h.text for h in assistant.search("emotie", k=3)]
    assert all(n.node.metadata["authors"] in AUTHORS for n in nodes)


def test_without_an_index_the_error_tells_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFoundError, match="cxassistant index --index"):
        cxassistant.Assistant.open(index=tmp_path)


def test_the_package_exports_what_it_lists() -> None:
    assert sorted(cxassistant.__all__) == list(cxassistant.__all__)
    assert all(getattr(cxassistant, name) is not None for name in cxassistant.__all__)
    with pytest.raises(AttributeError):
        cxassistant.nothing_like_this  # noqa: B018
