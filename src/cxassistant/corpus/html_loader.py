"""HTML as saved by a browser -> its lines and claims."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes

from cxassistant.corpus.article import mark_article
from cxassistant.corpus.claims import checked
from cxassistant.corpus.decode import decode_markup
from cxassistant.corpus.html import parse_html, walk_lines
from cxassistant.corpus.html_claims import html_claims
from cxassistant.corpus.lines import rejoin
from cxassistant.corpus.loaded import Claim, Loaded
from cxassistant.errors import SourceError

_PAGES = ("text/html", "application/xhtml+xml")


def load_html(data: bytes) -> Loaded:
    """A saved page. Raises SourceError, saying what to do, when it shows no text."""
    return _load(decode_markup(data))


def load_mhtml(data: bytes) -> Loaded:
    """A page saved as one file (MHTML). Raises SourceError, saying what to do, when it holds no page."""
    message = message_from_bytes(data)
    parts = (part for part in message.walk() if part.get_content_type() in _PAGES)
    payload = next(
        (found for part in parts if isinstance(found := part.get_payload(decode=True), bytes)), None
    )
    if not payload:
        raise SourceError("It holds no saved page: save the page again, as .html or with its text as .txt.")
    loaded = _load(decode_markup(payload))
    address = str(message.get("Snapshot-Content-Location") or "").strip()
    claim = Claim("url", address, "saved from", 0.7, address)
    return replace(loaded, claims=(*loaded.claims, *checked(claim)))


def _load(text: str) -> Loaded:
    try:
        root = parse_html(text)
        claims = html_claims(root, text)
        lines = rejoin(mark_article(root, walk_lines(root)))
    except RecursionError:
        raise SourceError("Its elements are nested too deep: save the article's text as .txt.") from None
    if not any(line.part in (None, "article", "around") for line in lines):
        raise SourceError(
            "The page shows no text of an article: it may need scripts to show it. Save it again from a browser "
            "that shows the article, or save its text as .txt."
        )
    return Loaded(tuple(lines), claims)
