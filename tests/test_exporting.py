"""Conversations handed on: read back from JSON, as Markdown, Word and plain text, and the log of verdicts."""

from __future__ import annotations

import io
import json
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from markdown_it import MarkdownIt

from cxassistant import Assistant
from cxassistant.answers_json import read_answer
from cxassistant.errors import CxAssistantError
from cxassistant.exporting import as_docx, as_markdown, copy_text
from cxassistant.feedback import Feedback, FeedbackLog
from cxassistant.models import Answer

QUESTIONS = (
    "Waarom mislukken CX-transformaties?",
    "Wat is de hoofdstad van Frankrijk?",
    "Hallo",
    "What is CES?",
)
TODAY = date(2026, 3, 1)
NASTY = (
    "<img src=x onerror=alert(1)> ![x](http://a.example/x.png) [y](javascript:alert(1)) \u202eomgekeerd\x07"
)


@pytest.fixture(scope="module")
def answers(built_index: Path) -> list[Answer]:
    with Assistant.open(built_index) as assistant:
        return [assistant.ask(question) for question in QUESTIONS]


def test_an_answer_read_back_from_its_json_is_the_same(answers: list[Answer]) -> None:
    for answer in answers:
        again = read_answer(json.loads(json.dumps(answer.to_dict())))
        assert again == answer
        assert again.to_dict() == answer.to_dict()


@pytest.mark.parametrize(
    "change",
    [
        {"status": "maybe"},
        {"text": 7},
        {"text": "x" * 300_000},
        {"extra": 1},
        {"citations": "none"},
        {"citations": [{}] * 500},
        {"related": None},
    ],
)
def test_what_is_no_answer_is_refused_with_a_reason(answers: list[Answer], change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no answer"):
        read_answer(answers[0].to_dict() | change)


def test_citations_with_impossible_places_or_numbers_are_refused(answers: list[Answer]) -> None:
    for wrong in ({"start": -1}, {"end": 0, "start": 5}, {"number": 9}):
        data = answers[0].to_dict()
        data["citations"][0] |= wrong
        with pytest.raises(ValueError, match="no answer"):
            read_answer(data)
    for other in ([], None, "x", 3):
        with pytest.raises(ValueError):
            read_answer(other)


def test_markdown_holds_questions_quotes_and_references_and_marks_a_refusal(answers: list[Answer]) -> None:
    text = as_markdown(answers, "nl", TODAY)
    for question in QUESTIONS:
        assert f"## {question}" in text
    assert "**Geen antwoord in de bronnen**" in text
    assert "1 maart 2026" in text
    html = MarkdownIt().render(text)
    assert html.count("<blockquote>") == sum(answer.text.count("\n> ") for answer in answers)
    assert "## Bronnen van dit gesprek" in text


def test_a_word_document_has_words_own_styles_the_quotes_verbatim_and_links_that_can_be_clicked(
    answers: list[Answer],
) -> None:
    linked = replace(
        answers[0], citations=tuple(replace(c, url="https://blad.example/stuk") for c in answers[0].citations)
    )
    document = docx.Document(io.BytesIO(as_docx([linked, *answers[1:]], "en", TODAY)))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[: len(QUESTIONS)] == list(QUESTIONS)
    quotes = " ".join(p.text for p in document.paragraphs if p.style and p.style.name == "Quote")
    assert all(c.quote in quotes for c in linked.citations)
    links = [link.address for p in document.paragraphs for link in p.hyperlinks]
    assert links.count("https://blad.example/stuk") == 1
    assert any(p.text == "No answer in the sources" for p in document.paragraphs)


def test_hostile_words_stay_text_in_every_form(answers: list[Answer]) -> None:
    bad = [
        replace(
            answer,
            question=NASTY,
            note=NASTY,
            citations=tuple(replace(c, title=NASTY, url="javascript:alert(1)") for c in answer.citations),
            related=tuple(replace(h, title=NASTY, text=NASTY) for h in answer.related),
        )
        for answer in answers
    ]
    html = MarkdownIt().render(as_markdown(bad, "nl", TODAY))
    assert "<img" not in html and "<a " not in html
    document = docx.Document(io.BytesIO(as_docx(bad, "nl", TODAY)))
    assert not any(p.hyperlinks for p in document.paragraphs)
    text = "\n".join(p.text for p in document.paragraphs)
    assert "\u202e" not in text and "\x07" not in text
    assert "<img src=x onerror=alert(1)>" in text


def test_the_clipboard_gets_plain_words_with_the_references(answers: list[Answer]) -> None:
    text = copy_text(answers[0])
    assert all(c.quote in text for c in answers[0].citations)
    assert "**" not in text and "\\" not in text and "\n> " not in text
    assert "- [1]" in text


def test_verdicts_of_many_writers_are_all_kept_and_a_torn_line_loses_no_other(
    tmp_path: Path, answers: list[Answer]
) -> None:
    log = FeedbackLog(tmp_path / "new" / "feedback.jsonl")

    def write(number: int) -> None:
        for n in range(20):
            log.add(Feedback.of(answers[0], "down", f"{number}-{n} " + "x" * 5000, "b1"))

    writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with log.path.open("ab") as file:
        file.write(b'{"verdict": "up", "quest\n\xff\xfe\x00\n')
    log.add(Feedback.of(answers[1], "up"))
    kept, broken = log.read()
    assert (len(kept), broken) == (81, 2)
    assert len({f.remark for f in kept}) == 81
    assert all(len(f.remark) <= 2000 for f in kept)
    assert kept[0].cited[0][0] == answers[0].citations[0].source
    assert log.path.stat().st_mode & 0o077 == 0


def test_a_log_that_cannot_be_written_is_told_and_one_that_is_not_there_is_empty(
    tmp_path: Path, answers: list[Answer], run_cli: Any
) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CxAssistantError, match="CXASSISTANT_FEEDBACK"):
        FeedbackLog(tmp_path / "file" / "feedback.jsonl").add(Feedback.of(answers[0], "up"))
    done = run_cli("feedback", "--file", str(tmp_path / "none.jsonl"))
    assert done.code == 0 and "No verdicts" in done.err
    log = FeedbackLog(tmp_path / "f.jsonl")
    log.add(Feedback.of(answers[0], "up"))
    log.add(Feedback.of(answers[1], "down", "te\nkort\x1b[31m"))
    shown = run_cli("feedback", "--file", str(log.path), "--down")
    assert QUESTIONS[1] in shown.out and QUESTIONS[0] not in shown.out
    assert "\x1b" not in shown.out
    assert "1 up, 1 down" in shown.err
