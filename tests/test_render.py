"""What the page makes of answers and sources, as HTML, without a browser."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cxassistant.models import Answer, Block, Citation, Hit, Source
from cxassistant.ui.cards import panel_html
from cxassistant.ui.context import excerpts
from cxassistant.ui.markdown import to_html
from cxassistant.ui.render import answer_html, error_html, question_html, text_html
from cxassistant.ui.texts import escape
from cxassistant.ui.words import LABELS, TEXTS

FIRST = "De eerste alinea gaat over iets anders en is lang genoeg om op zichzelf te staan. " * 4
SECOND = "Klanten willen gemak. " + "Dat blijkt uit alles wat zij doen, elke dag opnieuw. " * 5 + "Zo is het."
TEXT = f"{FIRST.strip()}\n\n{SECOND}"
SOURCE = Source(
    id="1",
    path="gemak.txt",
    title="Over gemak",
    authors=("Anna de Wit",),
    publisher="Het Blad",
    date="2024-02",
    url=None,
    language="nl",
    text=TEXT,
    content_hash="",
    blocks=(
        Block(0, len(FIRST.strip()), "paragraph", "author"),
        Block(len(FIRST.strip()) + 2, len(TEXT), "paragraph", "author"),
    ),
)
QUOTE = "Klanten willen gemak."
CITATION = Citation(
    number=1,
    source="gemak.txt",
    authors=("Anna de Wit",),
    voice="author",
    speaker=None,
    title="Over gemak",
    publisher="Het Blad",
    date="2024-02",
    url=None,
    quote=QUOTE,
    start=TEXT.index(QUOTE),
    end=TEXT.index(QUOTE) + len(QUOTE),
    locator=None,
)


def panel(*citations: Citation, source: Source | None = SOURCE) -> str:
    return panel_html(Answer("answered", "nl", "", "extractive", citations), 1, lambda path: source)


def test_a_marker_is_a_link_that_names_author_title_and_date() -> None:
    html = text_html("> “Klanten willen gemak.” [1]", 3, [CITATION])
    assert 'href="#source-3-1"' in html
    assert "Anna de Wit · Over gemak · 2024-02" in html
    assert "[1]" not in html


def test_a_number_in_brackets_that_is_no_citation_or_stands_in_a_quote_stays_text() -> None:
    assert "[7]" in text_html("Zie [7].", 1, [CITATION])
    assert "<a" not in text_html(r"“Zie noot \[1\].”", 1, [CITATION])
    assert "[1]" in text_html("Zie [1].", 1, [])


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](http://outside.example/x.png)",
        "[x](javascript:alert(1))",
        "<http://outside.example>",
        "[1]: http://outside.example\n\n[1]",
        "```html\n<b>x</b>\n```",
        "    <b>x</b>",
        "&lt;b&gt;",
        "${alert(1)} {{alert(1)}} `${alert(1)}`",
    ],
)
def test_markdown_of_an_answer_never_becomes_markup_that_loads_or_runs(text: str) -> None:
    html = to_html(text, lambda number: None)
    assert re.sub(r"</?(?:p|ul|ol|li|blockquote|strong|em|h4)>|<br>", "", html).count("<") == 0
    assert not set("${}`") & set(html)


def test_lists_quotes_and_emphasis_of_an_answer_are_kept() -> None:
    html = to_html("**A** en *B*:\n\n> citaat\n\n- een\n- twee", lambda number: None)
    assert html == (
        "<p><strong>A</strong> en <em>B</em>:</p><blockquote><p>citaat</p></blockquote>"
        "<ul><li>een</li><li>twee</li></ul>"
    )


def test_the_quote_is_highlighted_inside_its_paragraph() -> None:
    html = panel(CITATION)
    assert f'<mark id="source-1-1" tabindex="-1"><span class="marker">1</span>{QUOTE}</mark>' in html
    assert "Dat blijkt uit alles" in html
    assert "De eerste alinea" not in html
    assert "Anna de Wit" in html and "Het Blad" in html and "februari 2024" in html


def test_a_short_paragraph_is_shown_with_its_neighbours() -> None:
    text = "Een.\n\nTwee.\n\nDrie."
    source = replace(SOURCE, text=text, blocks=())
    shown = excerpts(source, [replace(CITATION, quote="Twee.", start=6, end=11)])
    assert [text[a:b] for a, b in shown[0].paragraphs] == ["Een.", "Twee.", "Drie."]


def test_two_quotes_of_one_paragraph_share_it_and_a_long_paragraph_is_cut_at_words() -> None:
    text = "woord " * 1000
    source = replace(SOURCE, text=text, blocks=())
    near = [replace(CITATION, number=n, quote="woord", start=s, end=s + 5) for n, s in ((1, 3000), (2, 3060))]
    (shown,) = excerpts(source, near)
    assert len(shown.citations) == 2
    assert shown.cut_before and shown.cut_after
    (start, end) = shown.paragraphs[0]
    assert set(text[start:end].split()) == {"woord"}
    assert end - start < 1500
    far = [near[0], replace(near[1], start=300, end=305)]
    assert [e.citations[0].number for e in excerpts(source, far)] == [1, 2]


def test_a_quote_over_two_paragraphs_is_highlighted_in_both() -> None:
    start = TEXT.index("te staan.", len(FIRST) - 30)
    end = TEXT.index(QUOTE) + len(QUOTE)
    html = panel(replace(CITATION, quote=TEXT[start:end], start=start, end=end))
    assert html.count("<mark") == 2
    assert html.count('id="source-1-1"') == 1


def test_overlapping_quotes_keep_the_text_whole() -> None:
    first = replace(CITATION, start=CITATION.start, end=CITATION.start + 14, quote="Klanten willen")
    second = replace(CITATION, number=2, start=CITATION.start + 8, quote="willen gemak.")
    html = panel(first, second)
    plain = re.sub(r'<span class="marker">\d</span>|<[^>]+>', "", html)
    assert "Klanten willen gemak. Dat blijkt" in plain


def test_a_quoted_speaker_is_named_with_the_author_who_quotes() -> None:
    html = panel(replace(CITATION, voice="quoted", speaker="Bo Lind"))
    assert "Bo Lind, aangehaald door Anna de Wit" in html
    assert "Bo Lind, quoted by Anna de Wit" in html


def test_editorial_and_uncertain_voices_and_the_origin_of_a_figure_are_labelled() -> None:
    assert TEXTS["nl"]["editorial"] in panel(replace(CITATION, voice="editorial"))
    assert TEXTS["en"]["uncertain"] in panel(replace(CITATION, voice="uncertain"))
    assert "Herkomst volgens het stuk: een rapport uit 2017" in panel(
        replace(CITATION, origin="een rapport uit 2017")
    )
    assert 'class="voice' not in panel(CITATION)


def test_a_quote_says_on_which_page_or_under_which_heading_it_stands() -> None:
    assert '<p class="voice place">p. 3</p>' in panel(replace(CITATION, locator="p. 3"))
    headed = panel(replace(CITATION, locator="Wat <b>telt</b>"))
    assert "Onder de kop ‘Wat &lt;b&gt;telt&lt;/b&gt;’" in headed


def test_an_unknown_author_and_date_are_said_to_be_unknown() -> None:
    html = panel(replace(CITATION, authors=(), date=None))
    assert "Auteur onbekend" in html and "zonder datum" in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " javascript:x", "data:text/html,x", "//x.nl", "http:", "h://[", ""]
)
def test_an_address_that_is_not_a_web_address_is_no_link(url: str) -> None:
    assert "<a " not in panel(replace(CITATION, url=url))


def test_a_web_address_is_a_link_in_a_new_tab_that_tells_nothing_of_this_page() -> None:
    html = panel(replace(CITATION, url='https://blad.nl/"x"'))
    assert 'href="https://blad.nl/&quot;x&quot;" target="_blank" rel="noopener noreferrer nofollow"' in html


def test_a_quote_whose_source_changed_since_is_still_shown() -> None:
    assert QUOTE in panel(CITATION, source=None)
    assert QUOTE in panel(CITATION, source=replace(SOURCE, text="Iets heel anders."))


def test_related_passages_are_headed_as_no_answer_and_have_no_numbers() -> None:
    hit = Hit("gemak.txt", "<b>Tekst</b>", 0, 5, 0.4, "Over gemak", ("Anna de Wit",), "2024-02", "nl")
    html = panel_html(Answer("not_found", "nl", "", "extractive", related=(hit,)), 1, lambda path: SOURCE)
    assert TEXTS["nl"]["related"] in html
    assert "&lt;b&gt;Tekst" in html
    assert "marker" not in html and "<mark" not in html
    assert TEXTS["nl"]["no_related"] in panel_html(Answer("not_found", "nl", "", "x"), 1, lambda path: None)


def test_an_answer_that_claims_nothing_has_no_sources() -> None:
    answer = Answer("info", "nl", "Hallo!", "extractive")
    assert TEXTS["nl"]["no_sources"] in panel_html(answer, 1, lambda path: SOURCE)
    assert "Hallo!" in answer_html(answer, 1)


def test_outside_text_is_shown_without_control_characters_and_cannot_reorder_itself() -> None:
    assert escape("a\u202eb\u0000c\u2066d") == "ab cd"
    assert "&lt;i&gt;" in error_html("<i>")
    assert len(question_html("x" * 100_000)) < 2000


def test_both_languages_have_the_same_texts() -> None:
    assert TEXTS["nl"].keys() == TEXTS["en"].keys()
    assert LABELS["nl"].keys() == LABELS["en"].keys()
    for key, text in TEXTS["nl"].items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", TEXTS["en"][key])), key
