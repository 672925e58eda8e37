"""HTML as saved by a browser -> its lines and claims."""

from __future__ import annotations

from cxassistant.corpus.article import mark_article
from cxassistant.corpus.decode import decode_markup
from cxassistant.corpus.html import parse_html, walk_lines
from cxassistant.corpus.html_claims import html_claims
from cxassistant.corpus.lines import rejoin
from cxassistant.corpus.loaded import Loaded
from cxassistant.errors import SourceError


def load_html(data: bytes) -> Loaded:
    """A saved page. Raises SourceError, saying what to do, when it shows no text."""
    text = decode_markup(data)
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
