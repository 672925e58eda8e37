"""The page's own words in its HTML, and words from outside made harmless.

Both languages are in the page, and a style rule shows the one the reader's browser asks for (see
``page.HEAD``): the first paint is in the right language, and nothing has to be fetched to switch.
Words that stand in an attribute (labels, placeholders) go through Gradio's I18n instead.
"""

from __future__ import annotations

from html import escape as html_escape

from cxassistant.text import DIRECTION_MARKS, TAG_LETTERS
from cxassistant.ui.words import TEXTS

LANGUAGES = ("nl", "en")

# Gradio's HTML component fills ``${...}`` and ``{{...}}`` in what it shows, so text from outside must hold
# neither; a backtick would end its template. As entities they are only ever text.
_TEMPLATE = {ord("$"): "&#36;", ord("{"): "&#123;", ord("}"): "&#125;", ord("`"): "&#96;"}
_CONTROLS = {
    # Bidirectional overrides and isolates could make a quote read in another order than it has, and
    # invisible letters would hide words in it.
    **dict.fromkeys([*DIRECTION_MARKS, *TAG_LETTERS]),
    **dict.fromkeys([c for c in range(32) if c not in (9, 10, 13)], " "),
}


def escape(text: str) -> str:
    """Text from outside (corpus, question, error) as HTML that shows it and does nothing else."""
    return html_escape(text.translate(_CONTROLS), quote=True).translate(_TEMPLATE)


def both(key: str, **values: str | dict[str, str]) -> str:
    """A text as HTML in every language; the page shows one. Values are text, or text by language."""
    spans = []
    for language in LANGUAGES:
        filled = {k: v if isinstance(v, str) else v[language] for k, v in values.items()}
        spans.append(f'<span class="in-{language}" lang="{language}">{say(language, key, **filled)}</span>')
    return "".join(spans)


def say(language: str, key: str, **values: str) -> str:
    """A text as HTML in one language; the values are escaped."""
    return html_escape(TEXTS[language][key]).format(**{k: escape(v) for k, v in values.items()})


def count(key: str, number: int) -> dict[str, str]:
    """ "1 bron", "5 bronnen": by language. ``key`` is "source" or "author"."""
    many = f"{key}s"
    return {
        lang: TEXTS[lang][f"one_{key}"] if number == 1 else TEXTS[lang][many].format(n=number)
        for lang in LANGUAGES
    }
