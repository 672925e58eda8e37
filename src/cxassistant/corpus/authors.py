"""Who wrote an article: every trace of an author on the page, and what the traces add up to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cxassistant.corpus.names import LONE_SIGNATURE, find_names, first_name, name_list, same_person
from cxassistant.corpus.page import Page
from cxassistant.corpus.publisher import site_names
from cxassistant.corpus.stated import Trace, weigh_stated
from cxassistant.corpus.tail import bio_name, more_by
from cxassistant.corpus.title import Title
from cxassistant.corpus.works import names_from, work_traces
from cxassistant.models import Evidence

# Evidence below this is not enough to name somebody: unknown is never guessed.
BAR = 0.6
_CLEAR = 0.9  # beside an author this sure, weaker traces of others are taken for mentions
_WEAK_BAR = 0.8
_LONE = 0.4
_UNCLOSED = 0.55  # a name under a text that neither greets nor takes leave: maybe a witness or a contact
_DASHED = 0.62  # ... but set off with a dash, and named nowhere in it: that is how writers sign
_EXPLICIT = frozenset({"byline", "column title", "credit line", "author note", "name and date"})
_SUBJECT = re.compile(
    r"\b(?:(?:interview|gesprek|conversation|q&a|vraaggesprek|dubbelinterview|sprak|praat|spoke|talks?|"
    r"talked|spreekt)\s+(?:\w+\s+)?(?:met|with|to)|aan het woord\W|"
    r"vragen aan|questions (?:for|to))\s+",
    re.IGNORECASE,
)
_WRITTEN_BY = re.compile(
    r"\b(?:geschreven door|written by|(?:gast)?(?:blog|column|bijdrage|artikel|post|"
    r"article) (?:is )?(?:van|door|by|from)|is (?:onze )?columniste?)\s+",
    re.IGNORECASE,
)
_INTRODUCES_SELF = re.compile(
    r"(?:^|(?<=[.!?] ))(?:mijn naam is|ik ben|my name is|i am|i['’]m) ", re.IGNORECASE
)
_REVIEWED = re.compile(
    r"\b(?:reviewed by|review by|gerecenseerd door|besproken door|recensie door)\b", re.IGNORECASE
)
_OPENING_LINES = 4
_STANDFIRST_WORDS = 60
_WRITER_BEFORE = re.compile(
    r"\b(?:columniste?|gastblogger|gastauteur|blogger|guest (?:writer|author|columnist)|(?:schrijft|"
    r"betoogt|bepleit|argues|writes)),? $",
    re.IGNORECASE,
)
_WRITES_AFTER = re.compile(
    r"(?:,[^,]{2,60},)? (?:schrijft|betoogt|bepleit|argues|writes|reflects|blikt terug|looks back)\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:^|[\s(])(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by|door)?\s*",
    re.IGNORECASE,
)
_COPYRIGHT_ALONE = 0.62  # just enough, where nothing else on the page names anybody
_NEAR = 2  # lines between a bare name and the title or date that it belongs to
# The book that a review is about: "Wetherell House, 224 pp., £14.99".
_IMPRINT = re.compile(
    r"\b\d{2,4}\s?(?:pp\.?|pages|p\.|blz\.?|pagina['’]?s)|\bISBN\b|[£€$]\s?\d", re.IGNORECASE
)


def find_authors(
    page: Page, title: Title, stated: Sequence[Trace] = ()
) -> tuple[tuple[str, ...], list[Evidence]]:
    """The authors in the order in which the page names them, and the evidence for each.

    Rules that agree raise the confidence of a name (1 minus the product of the doubts). Below ``BAR``
    nobody is named. ``stated`` are traces from outside the text: meta tags, document properties.
    """
    found = list(_traces(page, title))
    weighed = weigh_stated(page, stated, found, _EXPLICIT | {"signature"})
    traces = _merge(_drop_subjects(page, title, found + weighed))
    confidences = {
        name: _combine(trace for trace in traces if trace[0] == name)
        for name in dict.fromkeys(t[0] for t in traces)
    }
    owners = {name for name, rule, _, _ in traces if rule == "copyright"}
    if owners and set(confidences) == owners:
        confidences = dict.fromkeys(confidences, _COPYRIGHT_ALONE)
    best = max(confidences.values(), default=0.0)
    bar = max(BAR, _WEAK_BAR) if best >= _CLEAR else BAR
    authors = tuple(name for name, confidence in confidences.items() if confidence >= bar - 1e-9)
    evidence = [
        Evidence("authors", name, rule, text[:200], round(confidence, 2))
        for name, rule, confidence, text in traces
    ]
    return authors, evidence if authors else evidence + _lone_signature(page)


def _traces(page: Page, title: Title) -> Iterable[Trace]:
    for name, rule, confidence in title.authors:
        yield name, rule, confidence, title.line
    for index in sorted(page.credits):
        credit = page.credits[index]
        if _is_about_a_book(page, index, credit.authors):
            continue
        for name, rule, confidence in credit.authors:
            if rule == "name line" and _next_to_date(page, index):
                rule, confidence = "name and date", 0.85
            supported = _is_supported(page, index, rule)
            yield name, rule, confidence if supported else _LONE, page.text(index)
    yield from work_traces(page)
    for index, role in enumerate(page.roles):
        yield from _line_traces(page, title, index, role)
    for index in (i for i in page.body[:2] if page.lines[i].words <= _STANDFIRST_WORDS):
        for start, end, name in find_names(page.text(index), page.common):
            if _WRITER_BEFORE.search(page.text(index)[:start]) or _WRITES_AFTER.match(page.text(index)[end:]):
                yield name, "standfirst", 0.65, page.text(index)
    for index in page.body[:_OPENING_LINES]:
        introduced = _INTRODUCES_SELF.search(page.text(index))
        found = (
            next(find_names(page.text(index)[introduced.end() :], page.common), None) if introduced else None
        )
        if found and found[0] == 0:
            yield found[2], "self introduction", 0.7, page.text(index)


def _is_supported(page: Page, index: int, rule: str) -> bool:
    """Whether a bare name stands where a byline does: close to the title or above the first paragraph."""
    if rule not in ("name line", "name and date"):
        return True
    title = page.title if page.title is not None else -1
    if index < title - _NEAR:
        return False  # up there stands the name of the site
    between = [i for i in range(min(index, title) + 1, max(index, title)) if page.roles[i] != "furniture"]
    return len(between) <= _NEAR or 0 < page.first_prose - index <= _NEAR


def _is_about_a_book(page: Page, index: int, authors: Sequence[tuple[str, str, float]]) -> bool:
    """Whether a bare name is that of the author of a book under review."""
    if not any(rule in ("name line", "name and date") for _, rule, _ in authors):
        return False
    around = range(max(0, index - _NEAR), min(len(page.lines), index + _NEAR + 1))
    return any(_IMPRINT.search(page.text(i)) for i in around if not page.is_prose(i))


def _line_traces(page: Page, title: Title, index: int, role: str) -> Iterable[Trace]:
    text = page.text(index)
    if role == "signature":
        yield from ((name, "signature", confidence, text) for name, confidence in _signed(page, title, text))
    elif role == "bio":
        name = bio_name(text, page.common)
        if name:
            yield name, "bio", 0.7, text
        elif (other := more_by(text, page.common)) is not None:
            yield other, "author link", 0.7, text
    elif role in ("note", "furniture"):
        match = _WRITTEN_BY.search(text) if role == "note" else None
        names = name_list(re.split(r"[.,(]", text[match.end() :])[0], page.common) if match else []
        yield from ((name, "author note", 0.9, text) for name in names)
    if role in ("note", "furniture", "elsewhere"):
        owner = _COPYRIGHT.search(text)
        for name in names_from(text[owner.end() :], page) if owner else []:
            yield name, "copyright", 0.5, text


def _next_to_date(page: Page, index: int) -> bool:
    """Whether the line before or after ``index`` holds the date of the article."""
    return any(near in page.credits and page.credits[near].date for near in (index - 1, index + 1))


def _signed(page: Page, title: Title, text: str) -> Iterable[tuple[str, float]]:
    """Names under a text: full ones as they are, first names through the one full name at the top."""
    full = name_list(text, page.common)
    if full:
        closed = any(role in ("salutation", "signoff") for role in page.roles)
        dashed = text[:1] in "–—―-" and not _is_told_of(page, full)
        yield from ((name, 0.75 if closed else _DASHED if dashed else _UNCLOSED) for name in full)
        return
    named = _names_at_top(page, title)
    for part in _signers(text):
        matches = [name for name in named if first_name(name) == part.casefold()]
        if len(matches) == 1:
            yield matches[0], 0.65


def _is_told_of(page: Page, names: Sequence[str]) -> bool:
    """Whether the article names one of these persons itself."""
    told = " ".join(page.text(i) for i in page.body)
    return any(re.search(rf"\b{re.escape(name.split()[-1])}\b", told) for name in names)


def _lone_signature(page: Page) -> list[Evidence]:
    """First names under a text that tells no full name: too little here, but the corpus may know whose."""
    return [
        Evidence("authors", part, LONE_SIGNATURE, page.text(index)[:200], _LONE)
        for index, role in enumerate(page.roles)
        if role == "signature" and not name_list(page.text(index), page.common)
        for part in _signers(page.text(index))
        if part.casefold() not in page.common
    ]


def _signers(text: str) -> list[str]:
    return re.split(r"\s+(?:en|and|&)\s+", text.strip(" -–—.,!"))


def _names_at_top(page: Page, title: Title) -> list[str]:
    """Full names in the title, the byline and the paragraph before the article starts."""
    names: dict[str, None] = {name: None for name, _, _ in title.authors}
    top = [
        page.text(i) for i in range(len(page.lines)) if i <= page.first_prose and page.roles[i] != "elsewhere"
    ]
    for text in top:
        names.update((name, None) for _, _, name in find_names(text, page.common))
    return list(names)


def _drop_subjects(page: Page, title: Title, traces: list[Trace]) -> list[Trace]:
    """Leave out those whom the page addresses, photographs, translates or interviews."""
    barred = {name.casefold() for credit in page.credits.values() for name in credit.others}
    head = [title.line] + [
        page.text(i) for i in range(len(page.lines)) if i <= page.first_prose and i not in page.credits
    ]
    for text in head:
        for match in _SUBJECT.finditer(text):
            found = next(find_names(text[match.end() :], page.common), None)
            if found and found[0] <= 3:
                barred.add(found[2].casefold())
    barred |= {site.casefold() for site in site_names(page)}
    if any(credit.by_staff for credit in page.credits.values()):
        barred |= {name.casefold() for name, _, _ in title.authors}
    kept = [
        trace
        for trace in traces
        if trace[0].casefold() not in barred or trace[1] in _EXPLICIT - {"name and date"}
    ]
    # Beside a reviewer, any other "author" on the page is that of the book.
    reviewers = {name for name, rule, _, text in kept if rule == "byline" and _REVIEWED.search(text)}
    if reviewers:
        kept = [trace for trace in kept if any(same_person(trace[0], name) for name in reviewers)]
    return [trace for trace in kept if trace[1] != "bio" or not _is_spoken_of(page, trace[0], kept)]


def _is_spoken_of(page: Page, name: str, traces: list[Trace]) -> bool:
    """Whether the article tells about ``name``, so that a bio at its end is that of its subject.

    Authors say "I": they hardly name themselves. Another trace of authorship outweighs this.
    """
    if any(same_person(other, name) and rule != "bio" for other, rule, _, _ in traces):
        return False
    surname = re.escape(name.split()[-1])
    return any(re.search(rf"\b{surname}\b", page.text(i)) for i in page.body if page.is_prose(i))


def _merge(traces: list[Trace]) -> list[Trace]:
    """One spelling per person: the longest, so that "J. Smit" joins "Jan Smit"."""
    names = sorted({trace[0] for trace in traces}, key=lambda name: (-len(name), name))
    spelled = {name: next(other for other in names if same_person(other, name)) for name in names}
    return [(spelled[name], rule, confidence, text) for name, rule, confidence, text in traces]


def _combine(traces: Iterable[Trace]) -> float:
    by_rule: dict[str, float] = {}
    for _, rule, confidence, _ in traces:
        by_rule[rule] = max(confidence, by_rule.get(rule, 0.0))
    doubt = 1.0
    for confidence in by_rule.values():
        doubt *= 1.0 - confidence
    return 1.0 - doubt
