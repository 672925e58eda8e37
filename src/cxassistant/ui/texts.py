"""Every word of the page's own, in Dutch and English.

Both languages are in the page, and a style rule shows the one the reader's browser asks for (see
``page.HEAD``): the first paint is in the right language, and nothing has to be fetched to switch.
Words that stand in an attribute (labels, placeholders) go through Gradio's I18n instead.
"""

from __future__ import annotations

from html import escape as html_escape

from cxassistant.text import DIRECTION_MARKS

LANGUAGES = ("nl", "en")

TEXTS: dict[str, dict[str, str]] = {
    "nl": {
        "headline": "Vraag het de auteurs",
        "lead": "Antwoorden over klantbeleving, woord voor woord uit de bronnen, met naam, titel en datum "
        "erbij. Staat het er niet in, dan hoor je dat.",
        "empty_chat": "Stel een vraag, of begin met een van deze:",
        "empty_panel": "Hier verschijnen de bronnen van het antwoord: wie het zei, waar, en in welk verband.",
        "cited": "Geciteerde bronnen",
        "related": "Geen antwoord, wel verwant",
        "related_note": "Deze passages beantwoorden je vraag niet. Ze liggen er het dichtst bij.",
        "no_sources": "Bij dit antwoord horen geen bronnen: het doet geen uitspraak over de inhoud.",
        "no_related": "Er is ook geen passage gevonden die in de buurt komt.",
        "earlier": "Bronnen van eerdere antwoorden",
        "you": "Jij",
        "assistant": "Antwoord",
        "refusal": "Geen antwoord in de bronnen",
        "unknown_author": "Auteur onbekend",
        "undated": "zonder datum",
        "original": "Naar het origineel",
        "references": "Bronvermelding",
        "new_tab": "(opent in een nieuw tabblad)",
        "quoted_by": "{speaker}, aangehaald door {who}",
        "quoted": "{speaker}, aangehaald in dit stuk",
        "editorial": "Redactionele tekst, niet van de auteur",
        "uncertain": "Uit een citaat in dit stuk; wie het zei, staat er niet bij",
        "under_heading": "Onder de kop ‘{heading}’",
        "origin": "Herkomst volgens het stuk: {origin}",
        "looking": "Even opzoeken…",
        "waiting": "De bronnen worden nog geladen. Je vraag staat klaar…",
        "loading": "Bronnen laden…",
        "reading": "Bronnen lezen…",
        "embedding": "Bronnen lezen en indexeren: {done} van {total}",
        "storing": "Index opslaan en controleren…",
        "failed": "De assistent kan niet starten.",
        "build_failed": "Het bijwerken is niet gelukt; de vorige index blijft in gebruik.",
        "updating": "De bronnen worden bijgewerkt; je kunt gewoon doorvragen.",
        "changed": "De bronnen zijn gewijzigd sinds ze zijn geïndexeerd.",
        "engine_extractive": "Citeert zonder taalmodel",
        "engine_llm": "Schrijft met taalmodel {model}, elke zin gecontroleerd",
        "engine_without": "Citeert; het taalmodel antwoordt niet",
        "in_use": "{sources} van {authors}, geïndexeerd op {date}",
        "one_source": "1 bron",
        "sources": "{n} bronnen",
        "one_author": "1 auteur",
        "authors": "{n} auteurs",
        "model": "zoekmodel {model}",
        "error": "Er ging iets mis bij het beantwoorden. Probeer het nog eens; details staan in het logboek.",
    },
    "en": {
        "headline": "Ask the authors",
        "lead": "Answers on customer experience, word for word from the sources, with name, title and date. "
        "When the sources do not say, you are told so.",
        "empty_chat": "Ask a question, or start with one of these:",
        "empty_panel": "The sources of the answer appear here: who said it, where, and in what context.",
        "cited": "Cited sources",
        "related": "Not an answer, but related",
        "related_note": "These passages do not answer your question. They come nearest to it.",
        "no_sources": "This reply has no sources: it makes no claim about what they say.",
        "no_related": "No passage comes near it either.",
        "earlier": "Sources of earlier answers",
        "you": "You",
        "assistant": "Answer",
        "refusal": "No answer in the sources",
        "unknown_author": "Author unknown",
        "undated": "undated",
        "original": "Read the original",
        "references": "References",
        "new_tab": "(opens in a new tab)",
        "quoted_by": "{speaker}, quoted by {who}",
        "quoted": "{speaker}, quoted in this piece",
        "editorial": "Editorial text, not the author's",
        "uncertain": "From a quotation in this piece, which does not say whose words they are",
        "under_heading": "Under the heading “{heading}”",
        "origin": "Origin according to the piece: {origin}",
        "looking": "Looking it up…",
        "waiting": "The sources are still loading. Your question is waiting…",
        "loading": "Loading the sources…",
        "reading": "Reading the sources…",
        "embedding": "Reading and indexing the sources: {done} of {total}",
        "storing": "Storing and verifying the index…",
        "failed": "The assistant cannot start.",
        "build_failed": "The update failed; the previous index stays in use.",
        "updating": "The sources are being updated; you can go on asking.",
        "changed": "The sources have changed since they were indexed.",
        "engine_extractive": "Quotes without a language model",
        "engine_llm": "Written by language model {model}, each sentence checked",
        "engine_without": "Quotes; the language model does not answer",
        "in_use": "{sources} by {authors}, indexed on {date}",
        "one_source": "1 source",
        "sources": "{n} sources",
        "one_author": "1 author",
        "authors": "{n} authors",
        "model": "search model {model}",
        "error": "Something went wrong while answering. Please try again; the log has the details.",
    },
}

LABELS: dict[str, dict[str, str]] = {
    "nl": {
        "ask_label": "Je vraag",
        "ask_placeholder": "Stel een vraag…",
        "ask": "Vraag",
        "new_chat": "Nieuw gesprek",
        "update": "Bronnen bijwerken",
        "rebuild": "Index opnieuw opbouwen",
    },
    "en": {
        "ask_label": "Your question",
        "ask_placeholder": "Ask a question…",
        "ask": "Ask",
        "new_chat": "New conversation",
        "update": "Update sources",
        "rebuild": "Rebuild the index",
    },
}

# Gradio's HTML component fills ``${...}`` and ``{{...}}`` in what it shows, so text from outside must hold
# neither; a backtick would end its template. As entities they are only ever text.
_TEMPLATE = {ord("$"): "&#36;", ord("{"): "&#123;", ord("}"): "&#125;", ord("`"): "&#96;"}
_CONTROLS = {
    # Bidirectional overrides and isolates: they could make a quote read in another order than it has.
    **dict.fromkeys(DIRECTION_MARKS),
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
