"""What a file claims about itself, weighed against what its text says."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from cxassistant.corpus.lines import fold
from cxassistant.corpus.loaded import Claim, ClaimField
from cxassistant.corpus.names import same_person
from cxassistant.corpus.page import Page
from cxassistant.corpus.title import Title
from cxassistant.models import Evidence

Trace = tuple[str, str, float, str]  # name, rule, confidence, the words of the file
_TITLE_BAR = 0.75
_PUBLISHER_BAR = 0.55
_DATE_BAR = 0.6
_CONTRADICTED = 0.3  # of a claimed author, where a byline in the text names others
_STRONG = 0.75  # made for telling the author; below are the properties of a document
_CLEAR = 0.9  # of a strong claim that nothing contradicts
_SEEN = 0.6
_GLUE = re.compile(r"\s+[-–—|·•»]\s+")


def claimed(claims: Sequence[Claim], field: ClaimField) -> list[Claim]:
    """The claims about one field, the surest first."""
    return sorted((claim for claim in claims if claim.field == field), key=lambda claim: -claim.confidence)


def stated_titles(claims: Sequence[Claim]) -> list[str]:
    """The titles that a file states, the surest first, also without what is glued on behind."""
    titles: dict[str, None] = {}
    for claim in claimed(claims, "title"):
        if claim.confidence >= _TITLE_BAR:
            titles[claim.value] = None
            parts = _GLUE.split(claim.value)
            titles.update((" ".join(parts[:end]), None) for end in range(len(parts) - 1, 0, -1))
    return list(titles)


def author_traces(page: Page, claims: Sequence[Claim]) -> list[Trace]:
    """Claimed authors that may be persons: none that is the publisher's own name."""
    publishers = {fold(claim.value) for claim in claimed(claims, "publisher")}
    return [
        (claim.value, claim.rule, claim.confidence, claim.shown)
        for claim in claimed(claims, "authors")
        if fold(claim.value) not in publishers
    ]


def weigh_stated(
    page: Page, stated: Sequence[Trace], found: Sequence[Trace], explicit: Collection[str]
) -> list[Trace]:
    """Claimed authors with the weight that is left beside what a reader sees.

    Whoever posts a page or types a letter ends up in its metadata; the byline is by the writer. So a byline
    that names others, or says that no person is named, takes a claim's weight. Without one, a strong claim
    makes weaker traces in the text mere mentions, and the surest of claims that contradict each other counts.
    """
    by_rule = {rule: [t[0] for t in stated if t[1] == rule] for _, rule, _, _ in stated}
    named = [name for name, rule, _, _ in found if rule in explicit]
    if named:
        kept = {rule for rule, names in by_rule.items() if _share(names, named)}
    elif any(credit.by_staff for credit in page.credits.values()):
        kept = set()
    else:
        seen = [name for name, _, confidence, _ in found if confidence >= _SEEN]
        surest = max(stated, key=lambda trace: trace[2], default=None)
        leading = by_rule[surest[1]] if surest else []
        kept = {rule for rule, names in by_rule.items() if _share(names, leading)}
        if surest and surest[2] < _STRONG and seen and not _share(leading, seen):
            kept = set()
    return [_weighed(trace, trace[1] in kept, bool(named)) for trace in stated]


def _weighed(trace: Trace, is_kept: bool, has_byline: bool) -> Trace:
    name, rule, confidence, text = trace
    if not is_kept:
        return name, rule, _CONTRADICTED, text
    return (
        name,
        rule,
        max(confidence, _CLEAR) if confidence >= _STRONG and not has_byline else confidence,
        text,
    )


def _share(names: Collection[str], others: Collection[str]) -> bool:
    return any(same_person(name, other) for name in names for other in others)


def choose_title(page: Page, title: Title, claims: Sequence[Claim]) -> Title:
    """The title of the text, or the claimed one where no line of the text says a title."""
    if (
        title.found
        and page.title is not None
        and (title.text in page.stated_titles or not page.stated_titles)
    ):
        return title
    stated = next((claim for claim in claimed(claims, "title") if claim.confidence >= _TITLE_BAR), None)
    if stated is None:
        weak = next(iter(claimed(claims, "title")), None)
        if title.found or weak is None:
            return title
        stated = weak
    if title.found and any(fold(line) == fold(title.line) for line in page.stated_titles):
        return title
    site = next((claim.value for claim in claimed(claims, "publisher")), None)
    return replace(title, text=_without_site(stated.value, site), line=stated.shown, found=True)


def _without_site(title: str, site: str | None) -> str:
    parts = _GLUE.split(title)
    if site is not None and len(parts) > 1 and fold(parts[-1]) == fold(site):
        return title[: title.rindex(parts[-1])].rstrip(" -–—|·•»")
    return title


def title_evidence(title: Title, claims: Sequence[Claim]) -> list[Evidence]:
    """Where the title comes from, and every claim that says the same."""
    rule, confidence = ("title line", 0.8) if title.found else ("first words", 0.3)
    same = [claim for claim in claimed(claims, "title") if fold(title.text) in fold(claim.value)]
    return [
        Evidence("title", title.text, rule, title.line[:200], confidence),
        *(Evidence("title", title.text, claim.rule, claim.shown, claim.confidence) for claim in same),
    ]


def choose_publisher(
    found: str | None, claims: Sequence[Claim], authors: Collection[str], evidence: list[Evidence]
) -> str | None:
    """The claimed publisher before the one of the text, unless it is the author's own name."""
    known = {fold(author) for author in authors}
    stated = [claim for claim in claimed(claims, "publisher") if fold(claim.value) not in known]
    evidence += [Evidence("publisher", c.value, c.rule, c.shown, c.confidence) for c in stated]
    return stated[0].value if stated and stated[0].confidence >= _PUBLISHER_BAR else found


def choose_date(found: str | None, claims: Sequence[Claim], evidence: list[Evidence]) -> str | None:
    """The date that a reader sees, made more precise by what the file states; else the surest stated one."""
    stated = claimed(claims, "date")
    evidence += [Evidence("date", c.value, c.rule, c.shown, c.confidence) for c in stated]
    if found is not None:
        return next((c.value for c in stated if c.value.startswith(found)), found)
    return stated[0].value if stated and stated[0].confidence >= _DATE_BAR else None


def choose_url(found: str | None, claims: Sequence[Claim], evidence: list[Evidence]) -> str | None:
    """The surest claimed address, else the one in the text."""
    stated = claimed(claims, "url")
    evidence += [Evidence("url", c.value, c.rule, c.shown[:200], c.confidence) for c in stated]
    return stated[0].value if stated else found
