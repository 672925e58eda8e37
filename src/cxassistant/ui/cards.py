"""Sources and citations as HTML: the panel beside an answer, and the card that a marker shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from cxassistant.answering.phrases import spell_date
from cxassistant.models import Answer, Citation, Hit, Source
from cxassistant.places import is_page
from cxassistant.references import cite
from cxassistant.ui.actions import act
from cxassistant.ui.context import Excerpt, excerpts
from cxassistant.ui.people import chip, chips
from cxassistant.ui.texts import LANGUAGES, both, escape

_SHOWN_PASSAGE = 420  # characters of a related passage
_SHOWN_RELATED = 3
_SHOWN_QUOTE = 360  # characters of a quote on a card

_REFERENCE_STYLES = {"text": "Tekst / Text", "apa": "APA", "apa-in-text": "APA (…)", "bibtex": "BibTeX"}

FindSource = Callable[[str], Source | None]


def anchor(turn: int, number: int) -> str:
    """The id of a citation's place in the source panel."""
    return f"source-{turn}-{number}"


def marker_card(c: Citation, turn: int) -> str:
    """What a marker shows to who points at it: whose words, where, when, and the words."""
    quote = c.quote if len(c.quote) <= _SHOWN_QUOTE else c.quote[:_SHOWN_QUOTE].rsplit(" ", 1)[0] + " …"
    who = chip(c.speaker) if c.voice == "quoted" and c.speaker else chips(c.authors)
    return (
        f'<div class="card" id="card-{turn}-{c.number}" role="tooltip"><p class="by">{who}</p>'
        f'<p class="title" dir="auto">{escape(c.title)}</p><p class="place">{_place(c.publisher, c.date)}</p>'
        f'{notes_html([c])}<blockquote dir="auto">{escape(quote)}</blockquote></div>'
    )


def panel_html(answer: Answer, turn: int, find: FindSource) -> str:
    """What the source panel shows of one answer."""
    if answer.citations:
        cards = "".join(_card(path, cited, turn, find(path)) for path, cited in _by_source(answer.citations))
        return f"<h2>{both('cited')}</h2>{cards}"
    if answer.status == "not_found":
        return _related_html(answer.related, turn)
    return f'<p class="quiet">{both("no_sources")}</p>'


def _related_html(related: Sequence[Hit], turn: int) -> str:
    if not related:
        return f'<h2>{both("related")}</h2><p class="quiet">{both("no_related")}</p>'
    items = "".join(_related_card(hit, turn, place) for place, hit in enumerate(related[:_SHOWN_RELATED], 1))
    return (
        f'<section class="related"><h2>{both("related")}</h2><p class="quiet">{both("related_note")}</p>'
        f"{items}</section>"
    )


def _related_card(hit: Hit, turn: int, place: int) -> str:
    text = " ".join(hit.text.split())
    shown = text if len(text) <= _SHOWN_PASSAGE else text[:_SHOWN_PASSAGE].rsplit(" ", 1)[0] + " …"
    return (
        f'<article class="near">{head_html(hit.authors, hit.title, None, hit.date)}'
        f'<p class="passage" lang="{escape(hit.language)}" dir="auto">{escape(shown)}</p>'
        f"{_opener(turn, -place, 'read_on')}</article>"
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
        body += _opener(turn, first.number, "read_on")
    else:  # the index was rebuilt since: the quote is still what was answered
        body = f'<p class="voice uncertain">{both("changed_since")}</p>'
        body += "".join(_quote_html(c, turn) for c in cited)
    head = head_html(first.authors, first.title, first.publisher, first.date)
    return (
        f'<article class="source"><div class="numbers" aria-hidden="true">{numbers}</div>{head}{body}'
        f"{original_html(first.url)}{_references_html(first)}</article>"
    )


def _opener(turn: int, number: int, key: str) -> str:
    return f'<p><button type="button" class="link" {act("document", turn=turn, number=number)}>{both(key)}</button></p>'


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


def head_html(authors: Sequence[str], title: str, publisher: str | None, date: str | None) -> str:
    """Whose piece it is, its title, where and when."""
    return (
        f'<p class="by">{chips(authors)}</p><h3 dir="auto">{escape(title)}</h3>'
        f'<p class="place">{_place(publisher, date)}</p>'
    )


def _place(publisher: str | None, date: str | None) -> str:
    return f"<bdi>{escape(publisher)}</bdi> · {_date(date)}" if publisher else _date(date)


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
    return (
        f'{notes_html(excerpt.citations)}<div class="context" lang="{language}">{"".join(paragraphs)}</div>'
    )


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
    return f'{notes_html([c])}<div class="context"><p dir="auto">{mark}</p></div>'


def notes_html(citations: Sequence[Citation]) -> str:
    """Whose words the quotes are where they are not the author's, and where figures come from."""
    held: dict[tuple[str, str], list[int]] = {}
    for c in citations:
        for note in _voicenotes_html(c):
            held.setdefault(note, []).append(c.number)
    lines: list[str] = []
    for (kind, line), numbers in held.items():
        which = "".join(f'<span class="marker">{n}</span> ' for n in numbers) if len(citations) > 1 else ""
        lines.append(f'<p class="voice {kind}">{which}{line}</p>')
    return "".join(lines)


def _voicenotes_html(c: Citation) -> list[tuple[str, str]]:
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


def original_html(url: str | None) -> str:
    """A link to the original, where the address is one of the web."""
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
