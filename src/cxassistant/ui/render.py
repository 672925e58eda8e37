"""Answers and sources as HTML. Everything that comes from outside passes through ``escape``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from cxassistant.answering.phrases import spell_date
from cxassistant.models import Answer, Citation, Hit, Source
from cxassistant.places import is_page
from cxassistant.references import cite
from cxassistant.ui.context import Excerpt, excerpts
from cxassistant.ui.markdown import to_html
from cxassistant.ui.texts import LANGUAGES, both, escape

_SHOWN_QUESTION = 600  # characters of a question that the page repeats
_SHOWN_PASSAGE = 420  # characters of a related passage
_SHOWN_RELATED = 3

_REFERENCE_STYLES = {"text": "Tekst / Text", "apa": "APA", "apa-in-text": "APA (…)", "bibtex": "BibTeX"}

FindSource = Callable[[str], Source | None]


def question_html(question: str) -> str:
    """What the user asked, as text."""
    shown = question if len(question) <= _SHOWN_QUESTION else question[:_SHOWN_QUESTION].rstrip() + "…"
    return (
        f'<p class="you-said" dir="auto"><span class="sr">{both("you")}: </span>{escape(shown.strip())}</p>'
    )


def text_html(text: str, turn: int, citations: Sequence[Citation] | None) -> str:
    """An answer's Markdown; the markers of its citations are links. None: they are not known yet."""
    known = {c.number: c for c in citations or ()}

    def link(number: int) -> str | None:
        citation = known.get(number)
        if citation is None:
            return None if citations is not None else f'<span class="marker">{number}</span>'
        who = ", ".join(citation.authors)
        tip = " · ".join(part for part in (who, citation.title, citation.date) if part)
        return (
            f'<a class="marker" href="#{anchor(turn, number)}" title="{escape(tip)}"'
            f' aria-label="{number}: {escape(tip)}">{number}</a>'
        )

    return to_html(text, link)


def answer_html(answer: Answer, turn: int) -> str:
    """A whole answer for the conversation."""
    refused = answer.status == "not_found"
    flag = f'<p class="flag">{both("refusal")}</p>' if refused else ""
    body = text_html(answer.text, turn, answer.citations)
    note = f'<p class="remark" role="note">{escape(answer.note)}</p>' if answer.note else ""
    return f'<div class="answer {answer.status}" lang="{escape(answer.language)}">{flag}{body}{note}</div>'


def notice_html(key: str) -> str:
    """A line of the page's own in the place of an answer."""
    return f'<div class="answer pending" role="status">{both(key)}</div>'


def error_html(message: str) -> str:
    """An error's message in the place of an answer."""
    return f'<div class="answer error" role="alert">{escape(message)}</div>'


def anchor(turn: int, number: int) -> str:
    """The id of a citation's place in the source panel."""
    return f"source-{turn}-{number}"


def panel_html(answer: Answer, turn: int, find: FindSource) -> str:
    """What the source panel shows of one answer."""
    if answer.citations:
        cards = "".join(_card(path, cited, turn, find(path)) for path, cited in _by_source(answer.citations))
        return f"<h2>{both('cited')}</h2>{cards}"
    if answer.status == "not_found":
        return _related_html(answer.related)
    return f'<p class="quiet">{both("no_sources")}</p>'


def _related_html(related: Sequence[Hit]) -> str:
    if not related:
        return f'<h2>{both("related")}</h2><p class="quiet">{both("no_related")}</p>'
    items = "".join(_related_card(hit) for hit in related[:_SHOWN_RELATED])
    return (
        f'<section class="related"><h2>{both("related")}</h2><p class="quiet">{both("related_note")}</p>'
        f"{items}</section>"
    )


def _related_card(hit: Hit) -> str:
    text = " ".join(hit.text.split())
    shown = text if len(text) <= _SHOWN_PASSAGE else text[:_SHOWN_PASSAGE].rsplit(" ", 1)[0] + " …"
    return (
        f'<article class="near">{_head(hit.authors, hit.title, None, hit.date)}'
        f'<p class="passage" lang="{escape(hit.language)}" dir="auto">{escape(shown)}</p></article>'
    )


def _by_source(citations: Sequence[Citation]) -> list[tuple[str, list[Citation]]]:
    grouped: dict[str, list[Citation]] = {}
    for citation in citations:
        grouped.setdefault(citation.source, []).append(citation)
    return list(grouped.items())


def _card(path: str, cited: Sequence[Citation], turn: int, source: Source | None) -> str:
    first = cited[0]
    numbers = "".join(f'<span class="marker">{c.number}</span>' for c in cited)
    if source is not None and all(source.text[c.start : c.end] == c.quote for c in cited):
        body = "".join(_excerpt_html(e, source, turn) for e in excerpts(source, cited))
    else:  # the index was rebuilt since: the quote is still what was answered
        body = "".join(_quote_html(c, turn) for c in cited)
    head = _head(first.authors, first.title, first.publisher, first.date)
    return (
        f'<article class="source"><div class="numbers" aria-hidden="true">{numbers}</div>{head}{body}'
        f"{_original(first.url)}{_references_html(first)}</article>"
    )


def _lines(text: str) -> str:
    return "\n".join(escape(line) for line in text.rstrip().split("\n"))


def _references_html(citation: Citation) -> str:
    """References to one source, folded away, for copying."""
    shown = []
    for style, name in _REFERENCE_STYLES.items():
        texts = {language: cite(citation, style, language) for language in LANGUAGES}
        if len(set(texts.values())) == 1:
            body = _lines(texts["nl"])
        else:
            body = "".join(f'<span class="in-{lang}">{_lines(text)}</span>' for lang, text in texts.items())
        shown.append(f'<dt>{name}</dt><dd tabindex="0"><pre>{body}</pre></dd>')
    return f'<details class="references"><summary>{both("references")}</summary><dl>{"".join(shown)}</dl></details>'


def _head(authors: Sequence[str], title: str, publisher: str | None, date: str | None) -> str:
    names = ", ".join(f"<bdi>{escape(a)}</bdi>" for a in authors) or both("unknown_author")
    when = _date(date)
    place = f"<bdi>{escape(publisher)}</bdi> · {when}" if publisher else when
    return f'<p class="by">{names}</p><h3 dir="auto">{escape(title)}</h3><p class="place">{place}</p>'


def _date(date: str | None) -> str:
    if not date:
        return both("undated")
    spelled = {lang: spell_date(date, lang) or date for lang in LANGUAGES}
    return "".join(f'<span class="in-{lang}">{escape(day)}</span>' for lang, day in spelled.items())


def _excerpt_html(excerpt: Excerpt, source: Source, turn: int) -> str:
    last = len(excerpt.paragraphs) - 1
    paragraphs = []
    for number, (start, end) in enumerate(excerpt.paragraphs):
        before = "… " if number == 0 and excerpt.cut_before else ""
        after = " …" if number == last and excerpt.cut_after else ""
        inner = _highlight(source.text, start, end, excerpt.citations, turn)
        paragraphs.append(f'<p dir="auto">{before}{inner}{after}</p>')
    language = escape(source.language)
    return f'{_notes(excerpt.citations)}<div class="context" lang="{language}">{"".join(paragraphs)}</div>'


def _highlight(text: str, start: int, end: int, citations: Sequence[Citation], turn: int) -> str:
    parts: list[str] = []
    at = start
    for c in sorted(citations, key=lambda c: c.start):
        first, last = max(c.start, at), min(c.end, end)
        if first >= last:
            continue
        # A quote may run over two paragraphs: its number and id stand at its beginning only.
        opens = start <= c.start
        name = f' id="{anchor(turn, c.number)}" tabindex="-1"' if opens else ""
        badge = f'<span class="marker">{c.number}</span>' if opens else ""
        parts += [escape(text[at:first]), f"<mark{name}>{badge}{escape(text[first:last])}</mark>"]
        at = last
    return "".join([*parts, escape(text[at:end])])


def _quote_html(c: Citation, turn: int) -> str:
    mark = f'<mark id="{anchor(turn, c.number)}" tabindex="-1">{escape(c.quote)}</mark>'
    return f'{_notes([c])}<div class="context"><p dir="auto">{mark}</p></div>'


def _notes(citations: Sequence[Citation]) -> str:
    """Whose words the quotes are where they are not the author's, and where figures come from."""
    held: dict[tuple[str, str], list[int]] = {}
    for c in citations:
        for note in _voice_notes(c):
            held.setdefault(note, []).append(c.number)
    lines: list[str] = []
    for (kind, line), numbers in held.items():
        which = "".join(f'<span class="marker">{n}</span> ' for n in numbers) if len(citations) > 1 else ""
        lines.append(f'<p class="voice {kind}">{which}{line}</p>')
    return "".join(lines)


def _voice_notes(c: Citation) -> list[tuple[str, str]]:
    notes: list[tuple[str, str]] = []
    if c.voice == "quoted":
        who, speaker = ", ".join(c.authors), c.speaker or "?"
        line = both("quoted_by", speaker=speaker, who=who) if who else both("quoted", speaker=speaker)
        notes.append(("quoted", line))
    elif c.voice in ("editorial", "uncertain"):
        notes.append((c.voice, both(c.voice)))
    if c.locator:
        shown = escape(c.locator) if is_page(c.locator) else both("under_heading", heading=c.locator)
        notes.append(("place", shown))
    if c.origin:
        notes.append(("origin", both("origin", origin=c.origin)))
    return notes


def _original(url: str | None) -> str:
    if not url or not _is_web_address(url):
        return ""
    return (
        f'<p class="original"><a href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow">'
        f'{both("original")} <span class="sr">{both("new_tab")}</span></a></p>'
    )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    # urlsplit drops control characters that a browser would drop too, so what it sees is what is followed
    return parts.scheme in ("http", "https") and bool(parts.netloc)
