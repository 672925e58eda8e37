"""Questions to begin with and to go on with: each was tried, and is answered with a citation."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import write_corpus
from cxassistant import Assistant

DOCUMENTS = {
    "wachten.md": """---
title: De wachtrij als visitekaartje
authors: [Petra Vonk]
date: 2023-05-01
---
Wie belt, wacht. Dat geldt overal, ook waar het snel gaat, en zelfs waar niemand het merkt.

Klanten onthouden de wachtrij goed, omdat wachten voelt als verloren tijd. De telefonische wachtrij is het ergst.

Een telefonische wachtrij zegt hoe een organisatie over klanten denkt. Wie die verkort, wint vertrouwen.
""",
    "klachten.md": """---
title: Klachten zijn cadeaus
authors: [Hans Bol]
date: 2022
---
Een klacht van een klant is een cadeau, omdat die klant nog moeite wil doen. Snelle opvolging is het beste antwoord.

Over de wachtrij zeg ik dit: klanten onthouden de wachtrij zolang niemand uitlegt waarom zij wachten.
""",
}


def test_examples_come_from_the_corpus_are_kept_with_the_index_and_are_all_answered(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", DOCUMENTS)
    Assistant.build(corpus=corpus, index=tmp_path / "index")
    (kept,) = (tmp_path / "index").glob("builds/*/examples.json")
    held = [(e["language"], e["question"]) for e in json.loads(kept.read_text(encoding="utf-8"))]
    with Assistant.open(tmp_path / "index") as assistant:
        examples = [(e.language, e.question) for e in assistant.examples()]
        assert examples == held
        own = ("Petra Vonk", "Hans Bol", "De wachtrij als visitekaartje", "Klachten zijn cadeaus")
        assert all(any(name in question for name in own) for _, question in examples)
        for language, question in examples:
            answer = assistant.ask(question)
            assert answer.language == language
            assert answer.status == "answered" and answer.citations
    kept.write_text("{broken", encoding="utf-8")
    with Assistant.open(tmp_path / "index") as assistant:
        assert [(e.language, e.question) for e in assistant.examples()] == held


def test_a_follow_up_names_another_author_only_where_that_author_is_then_cited(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", DOCUMENTS)
    Assistant.build(corpus=corpus, index=tmp_path / "index")
    with Assistant.open(tmp_path / "index") as assistant:
        chat = assistant.chat()
        assert chat.suggestions() == []
        first = chat.ask("Waarom voelt wachten als verloren tijd?")
        assert first.status == "answered"
        offered = chat.suggestions()
        assert offered and first.question not in offered
        for question in offered:
            again = assistant.chat(history=chat.history)
            answer = again.ask(question)
            assert answer.status == "answered" and answer.citations
            for name in ("Petra Vonk", "Hans Bol"):
                if name in question:
                    assert any(name in c.authors for c in answer.citations)


def test_a_chat_goes_on_from_answers_that_were_kept_and_takes_filters(assistant: Assistant) -> None:
    chat = assistant.chat()
    chat.ask("How many contact channels do organisations offer on average?")
    again = assistant.chat(history=chat.history)
    answer = again.ask("What does he say about a magnet?")
    assert {name for c in answer.citations for name in c.authors} == {"Adrian Swinscoe"}
    assert len(again.history) == 2
    narrowed = again.ask("Wat willen klanten?", authors="Wim Rampen")
    assert {name for c in narrowed.citations for name in c.authors} <= {"Wim Rampen"}


def test_what_stands_behind_an_answer_is_told_for_any_turn_of_a_chat(assistant: Assistant) -> None:
    chat = assistant.chat()
    chat.ask("Waarom mislukken de meeste CX-transformaties?")
    chat.ask("Wat is de hoofdstad van Frankrijk?")
    answered, refused = chat.examine(0), chat.examine(1)
    assert answered.evidence.enough and not refused.evidence.enough
    assert answered.found.hits[0].stages
