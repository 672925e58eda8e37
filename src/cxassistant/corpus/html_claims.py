"""What a web page states about its article: meta tags, JSON-LD, marks on its elements, its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cxassistant.corpus.claims import checked
from cxassistant.corpus.html import is_unseen
from cxassistant.corpus.html_marks import is_nested, marked_authors, marked_dates, text_of
from cxassistant.corpus.jsonld import jsonld_claims
from cxassistant.corpus.lines import fold
from cxassistant.corpus.loaded import Claim, ClaimField

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Meta tags by what they state, with how far each is to be trusted: those for scholars and news desks are
# filled in by people, those of a CMS often by whoever posted the page.
_METAS: dict[str, tuple[ClaimField, float]] = {
    "citation_author": ("authors", 0.9),
    "author": ("authors", 0.75),
    "article:author": ("authors", 0.75),
    "article:author_name": ("authors", 0.75),
    "og:article:author": ("authors", 0.75),
    "book:author": ("authors", 0.8),
    "dc.creator": ("authors", 0.8),
    "dc.contributor.author": ("authors", 0.8),
    "dcterms.creator": ("authors", 0.8),
    "dc.creator.personalname": ("authors", 0.85),
    "sailthru.author": ("authors", 0.8),
    "parsely-author": ("authors", 0.8),
    "cxenseparse:author": ("authors", 0.8),
    "byl": ("authors", 0.85),
    "byline": ("authors", 0.85),
    "citation_title": ("title", 0.9),
    "og:title": ("title", 0.8),
    "dc.title": ("title", 0.8),
    "dcterms.title": ("title", 0.8),
    "parsely-title": ("title", 0.8),
    "sailthru.title": ("title", 0.8),
    "twitter:title": ("title", 0.75),
    "article:published_time": ("date", 0.9),
    "og:article:published_time": ("date", 0.9),
    "og:published_time": ("date", 0.85),
    "citation_publication_date": ("date", 0.9),
    "citation_date": ("date", 0.85),
    "dc.date.issued": ("date", 0.9),
    "dcterms.issued": ("date", 0.9),
    "dc.date": ("date", 0.8),
    "dcterms.date": ("date", 0.8),
    "dcterms.created": ("date", 0.75),
    "dc.date.created": ("date", 0.75),
    "sailthru.date": ("date", 0.85),
    "parsely-pub-date": ("date", 0.85),
    "pubdate": ("date", 0.85),
    "publish-date": ("date", 0.85),
    "publication_date": ("date", 0.85),
    "date": ("date", 0.7),
    "article:modified_time": ("date", 0.4),
    "og:updated_time": ("date", 0.4),
    "og:site_name": ("publisher", 0.85),
    "citation_journal_title": ("publisher", 0.9),
    "citation_publisher": ("publisher", 0.8),
    "dc.publisher": ("publisher", 0.8),
    "dcterms.publisher": ("publisher", 0.8),
    "og:url": ("url", 0.85),
    "citation_public_url": ("url", 0.8),
    "content-language": ("language", 0.5),
    "og:locale": ("language", 0.5),
    "dc.language": ("language", 0.6),
}
_WRITTEN_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_WRITTEN_BY = re.compile(r"^(?:written by|geschreven door|author|auteur|by|door)$", re.IGNORECASE)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_GLUE = re.compile(r"\s+[-–—|·•»:]+\s+")
_GLUE_OR_COLON = re.compile(r"\s+[-–—|·•»:]+\s+|:\s+")
_TITLE_BYLINE = re.compile(
    r"^(?:(?:gast)?(?:column|blog|opinie|opinion|essay|gastblog|guest (?:post|blog))(?: (?:van|door|by|from))?|"
    r"door|by)\s*:?\s+(?P<value>.+)$",
    re.IGNORECASE,
)
_MAX_CLAIMS = 200


def html_claims(root: HtmlElement, text: str) -> tuple[Claim, ...]:
    """All claims of a page, in no order. ``text`` is its source, for what stands in comments."""
    found = list(_metas(root))
    found += _headings(root)
    found += _addresses(root, text)
    titles = [claim.value for claim in found if claim.field == "title"]
    urls = [claim.value for claim in found if claim.field == "url"]
    found += jsonld_claims(root, titles, urls)
    found += marked_authors(root)
    found += marked_dates(root)
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        found.append(Claim("language", language, "html lang", 0.5, language))
    return tuple(dict.fromkeys(claim for raw in found for claim in checked(raw)))[:_MAX_CLAIMS]


def _metas(root: HtmlElement) -> Iterator[Claim]:
    pairs: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            if not name or not content:
                continue
            pairs[name] = content
            field, confidence = _METAS.get(name, (None, 0.0))
            if (
                attribute == "itemprop"
                and name in ("author", "datepublished", "headline")
                and not is_nested(meta)
            ):
                field = {"author": "authors", "headline": "title"}.get(name, "date")  # type: ignore[assignment]
                confidence = 0.8
            if field is not None:
                yield Claim(field, content, f"meta {name}", confidence, content)
                break
    for number in ("1", "2"):
        label, value = pairs.get(f"twitter:label{number}", ""), pairs.get(f"twitter:data{number}", "")
        if _WRITTEN_BY.match(label) and value:
            yield Claim("authors", value, f"meta twitter:data{number}", 0.75, f"{label}: {value}")


def _headings(root: HtmlElement) -> Iterator[Claim]:
    seen = [h for h in root.iter("h1") if not is_unseen(h) and not is_nested(h)]
    texts = list(dict.fromkeys(text for h in seen if (text := text_of(h))))
    inside = [
        t for h in seen if any(a.tag in ("article", "main") for a in h.iterancestors()) and (t := text_of(h))
    ]
    title = next((text for t in root.iter("title") if (text := text_of(t))), None)
    if len(texts) == 1 or len(set(inside)) == 1:
        heading = _under_site_name(root, texts[0] if len(texts) == 1 else inside[0], title or "")
        yield Claim("title", heading, "main heading", 0.9, heading)
    if title is None:
        return
    yield Claim("title", title, "title tag", 0.5, title)
    for part in _GLUE.split(title)[1:]:
        match = _TITLE_BYLINE.match(part)
        if match:
            yield Claim("authors", match["value"], "title tag byline", 0.85, title)


def _under_site_name(root: HtmlElement, heading: str, title: str) -> str:
    """The heading that the title tag names beside ``heading``, which is then the name of the site; else that."""
    parts = {fold(part) for part in _GLUE_OR_COLON.split(title)}
    if fold(heading) not in parts or len(parts) < 2:
        return heading
    lower = (text_of(h) for h in root.iter("h2", "h3") if not is_unseen(h) and not is_nested(h))
    return next((text for text in lower if fold(text) in parts - {fold(heading)} and " " in text), heading)


def _addresses(root: HtmlElement, text: str) -> Iterator[Claim]:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield Claim("url", link.get("href").strip(), "canonical link", 0.9, link.get("href"))
    saved = _SAVED_FROM.search(text[:4000])
    if saved:
        yield Claim("url", saved[1].removesuffix("-->"), "saved from", 0.7, saved[0])
