"""The site or magazine that published an article: every trace of it, and what the traces add up to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from cxassistant.corpus import lexicon as lex
from cxassistant.corpus.lines import fold
from cxassistant.corpus.names import name_list, person_name
from cxassistant.corpus.page import Page
from cxassistant.corpus.title import Title
from cxassistant.models import Evidence

_PUBLISHER_BAR = 0.55
_NAME = r"(?P<name>[A-Z0-9][^.,:;!?|()]{1,40}?(?:\.(?:nl|com|be|org|net|eu|io))?)"
_PUBLISHER_RULES: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("source line", 0.8, re.compile(
        rf"^(?:bron|source|uitgever|publisher|publicatie)\s*:\s*{_NAME}$", re.IGNORECASE)),
    ("cookie notice", 0.65, re.compile(
        rf"^{_NAME} (?:maakt gebruik van|gebruikt|plaatst|uses?|and its partners)\b.*\bcookies?\b")),
    ("logo", 0.6, re.compile(rf"^(?:logo (?:van )?{_NAME})$", re.IGNORECASE)),
    ("copyright", 0.75, re.compile(
        rf"^(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?\s*(?:by |"
        rf"door )?{_NAME}(?: (?:19|20)\d\d)?(?:[.,|].*)?$", re.IGNORECASE)),
    ("copyright", 0.75, re.compile(rf"^{_NAME} ©", re.IGNORECASE)),
    ("copyright", 0.75, re.compile(
        rf"^(?:alle rechten voorbehouden|all rights reserved)\W*(?:(?:19|20)\d\d)?\s*{_NAME}(?: (?:19|"
        rf"20)\d\d)?$", re.IGNORECASE)),
    ("issue line", 0.65, re.compile(
        rf"^{_NAME},? (?:jaargang|nummer|nr|issue|vol(?:ume)?|editie|edition)\b.*\d", re.IGNORECASE)),
    ("origin note", 0.56, re.compile(
        rf"^.{{0,60}}\b(?:verschenen in|verscheen (?:eerder |eerst )?in|gepubliceerd (?:in|op)|"
        rf"published (?:in|on)|appeared in|appeared on) {_NAME}(?:[.,(].*)?$", re.IGNORECASE)),
    ("follow line", 0.5, re.compile(
        rf"^(?:volg|follow|word abonnee van|over|about|lid worden van) {_NAME}(?: (?:op|on|via) .*)?$",
        re.IGNORECASE)),
)  # fmt: skip
_GENERIC = re.compile(
    r"(?i:onze|deze|dit|our|this|wij|we|mijn|my|alle|all|us|ons|mij|me)\b|(?i:the|de|het) [a-z]|\d"
)
_PUNCTUATED = re.compile(r"[!?,:;]|\.(?:\s|$)")
_DOMAIN = re.compile(
    r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:nl|com|be|org|net|eu|io|uk|blog|news)$", re.IGNORECASE
)
# Up to four words with capitals, and small words between them: "The Service Ledger", "Voor de Klant".
_LOOKS_LIKE_NAME = re.compile(
    r"(?:[A-Z0-9][^\s]*|&)(?: (?:[A-Z0-9&][^\s]*|of|the|and|for|in|on|en|van|voor|de|het|een)){0,3}$"
)
_SITE_RULES = frozenset(
    {"source line", "logo", "cookie notice"}
)  # they name a site, also one that looks like a person


def site_names(page: Page) -> set[str]:
    """Names of sites, folded to lower case, that the furniture of the page states outright."""
    return {name.casefold() for name, rule, _, _ in _line_traces(page) if rule in _SITE_RULES}


def find_publisher(
    page: Page, title: Title, authors: tuple[str, ...], evidence: list[Evidence]
) -> str | None:
    """The publisher that the page states, or None; what was found is added to ``evidence``."""
    known = {author.casefold() for author in authors}
    traces = [trace for trace in _publisher_traces(page, title) if trace[0].casefold() not in known]
    doubts: dict[str, float] = {}
    spelling: dict[str, Counter[str]] = {}
    for key, rule in dict.fromkeys((fold(name), rule) for name, rule, _, _ in traces):
        confidence = max(c for name, r, c, _ in traces if (fold(name), r) == (key, rule))
        doubts[key] = doubts.get(key, 1.0) * (1.0 - confidence)
        spelling[key] = Counter(name for name, _, _, _ in traces if fold(name) == key)
    evidence += [Evidence("publisher", name, rule, text[:200], conf) for name, rule, conf, text in traces]
    if not doubts:
        return None
    best = min(doubts, key=lambda key: doubts[key])
    return spelling[best].most_common(1)[0][0] if 1.0 - doubts[best] >= _PUBLISHER_BAR else None


def _publisher_traces(page: Page, title: Title) -> Iterable[tuple[str, str, float, str]]:
    sites = site_names(page)
    suffixes = [name for name, _, _ in title.authors if name.casefold() in sites]
    if title.site and not person_name(title.site, page.common):
        suffixes.append(title.site)
    yield from ((name, "title suffix", 0.6, title.line) for name in suffixes)
    for index in sorted(page.credits):
        credit = page.credits[index]
        if credit.organisation:
            yield (
                credit.organisation,
                "credit line",
                0.85 if credit.organisation_sure else 0.6,
                page.text(index),
            )
    yield from _line_traces(page)
    yield from _masthead(page)


def _line_traces(page: Page) -> Iterable[tuple[str, str, float, str]]:
    for index, role in enumerate(page.roles):
        if role not in ("furniture", "elsewhere", "credit", "note"):
            continue
        text = page.text(index)
        for rule, confidence, pattern in _PUBLISHER_RULES:
            match = pattern.match(text)
            if not match or _is_generic(match["name"]):
                continue
            if rule in _SITE_RULES or rule == "origin note" or not name_list(match["name"], page.common):
                yield match["name"].strip(), rule, confidence, text


def _opens_menu(page: Page, index: int) -> bool:
    """Whether the lines after ``index`` are those of a menu."""
    near = [
        page.text(i)
        for i in range(index + 1, min(index + 5, len(page.lines)))
        if page.roles[i] == "furniture"
    ]
    return any(lex.BUTTON.match(text) for text in near) or len(near) >= 3


def _is_generic(name: str) -> bool:
    """Words that stand where a name might: "our website", "this site"."""
    return bool(_GENERIC.match(name))


def _masthead(page: Page) -> Iterable[tuple[str, str, float, str]]:
    """The name of the site above the menu: one of the first lines, before the title, that is no button."""
    last = min(page.title if page.title is not None else 0, 4)
    for index in range(last):
        if page.roles[index] != "furniture":
            continue
        line = page.lines[index]
        text = re.split(r"\s+[>›»|/·•]\s+|\s{2,}", line.text)[0].strip()
        text = re.sub(r"\s*\([^()]*\)$", "", text)
        named = _LOOKS_LIKE_NAME.match(text) or _DOMAIN.match(text)
        is_label = any(lex.BUTTON.match(words) for words in (text, line.text)) or lex.SHARE.match(line.text)
        if not named or is_label or line.kind or lex.COOKIE.search(line.text) or _PUNCTUATED.search(text):
            continue
        echoes = sum(
            fold(text) in fold(page.text(i))
            for i in range(len(page.lines))
            if i != index and page.roles[i] != "body"
        )
        stands_out = (
            index <= 1 and len(text) > 4 and text.lower() not in page.common and _opens_menu(page, index)
        )
        looks_named = len(text.split()) > 1 or bool(re.search(r"\.[a-z]{2,3}$|[a-z][A-Z]", text))
        yield (
            text,
            "masthead",
            (0.6 if looks_named or stands_out else 0.4) + (0.2 if echoes else 0.0),
            page.text(index),
        )
        return
