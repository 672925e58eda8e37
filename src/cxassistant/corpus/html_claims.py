"""What a web page states about its article: meta tags, JSON-LD, marks on its elements, its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cxassistant.corpus.dates import find_dates
from cxassistant.corpus.html import is_unseen, part_of
from cxassistant.corpus.jsonld import jsonld_claims
from cxassistant.corpus.loaded import Claim, ClaimField
from cxassistant.corpus.names import name_list, person_name

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
_WRITTEN_BY = re.compile(r"^(?:written by|geschreven door|author|auteur|by|door)$", re.IGNORECASE)
_BY = re.compile(
    r"^\s*(?:(?:geschreven|gepubliceerd|geplaatst|written|posted|published)\s+)?(?:door|by|auteur|author|tekst|words|"
    r"van|from)\b\s*:?\s*",
    re.IGNORECASE,
)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_LOCAL = re.compile(r"https?://(?:localhost|127\.|192\.168\.|10\.)", re.IGNORECASE)
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|auteur|byline|by-line|p-author|authors|auteurs|schrijver|writer|post-author|"
    r"entry-author|article-author|author-name|author__name|byline__name)(?=$|\s)",
    re.IGNORECASE,
)
_GLUE = re.compile(r"\s+[-–—|·•»:]+\s+")
_TITLE_BYLINE = re.compile(
    r"^(?:(?:gast)?(?:column|blog|opinie|opinion|essay|gastblog|guest (?:post|blog))(?: (?:van|door|by|from))?|"
    r"door|by)\s*:?\s+(?P<value>.+)$",
    re.IGNORECASE,
)
_MAX_CLAIMS = 200
_MAX_NAME_WORDS = 25
_MAX_MARKED = 3  # more different names in marks of one kind are a list of other articles


def html_claims(root: HtmlElement, text: str) -> tuple[Claim, ...]:
    """All claims of a page, in no order. ``text`` is its source, for what stands in comments."""
    found = list(_metas(root))
    found += _headings(root)
    found += _addresses(root, text)
    titles = [claim.value for claim in found if claim.field == "title"]
    urls = [claim.value for claim in found if claim.field == "url"]
    found += jsonld_claims(root, titles, urls)
    found += _marked_authors(root)
    found += _marked_dates(root)
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
                and not _is_nested(meta)
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


def _is_nested(element: HtmlElement) -> bool:
    """Whether an element belongs to a comment, a review of something else or another article."""
    return any(part_of(above) == "elsewhere" for above in (element, *element.iterancestors()))


def _headings(root: HtmlElement) -> Iterator[Claim]:
    seen = [h for h in root.iter("h1") if not is_unseen(h) and not _is_nested(h)]
    texts = list(dict.fromkeys(text for h in seen if (text := _text_of(h))))
    inside = [
        t for h in seen if any(a.tag in ("article", "main") for a in h.iterancestors()) and (t := _text_of(h))
    ]
    if len(texts) == 1 or len(set(inside)) == 1:
        heading = texts[0] if len(texts) == 1 else inside[0]
        yield Claim("title", heading, "h1", 0.9, heading)
    title = next((text for t in root.iter("title") if (text := _text_of(t))), None)
    if title is None:
        return
    yield Claim("title", title, "title tag", 0.5, title)
    for part in _GLUE.split(title)[1:]:
        match = _TITLE_BYLINE.match(part)
        if match:
            yield Claim("authors", match["value"], "title tag byline", 0.85, title)


def _addresses(root: HtmlElement, text: str) -> Iterator[Claim]:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield Claim("url", link.get("href").strip(), "canonical link", 0.9, link.get("href"))
    saved = _SAVED_FROM.search(text[:4000])
    if saved:
        yield Claim("url", saved[1].removesuffix("-->"), "saved from", 0.7, saved[0])


def _marked_authors(root: HtmlElement) -> list[Claim]:
    """Names on elements that are marked as the author's: rel, itemprop, and the usual class names."""
    kinds: dict[tuple[str, float], list[tuple[str, str]]] = {
        ("rel author", 0.8): [],
        ("itemprop author", 0.85): [],
        ("author class", 0.7): [],
    }
    rel, item, named = list(kinds)
    for element in root.iter(
        "a",
        "span",
        "div",
        "p",
        "address",
        "b",
        "strong",
        "em",
        "cite",
        "li",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "small",
        "td",
        "dd",
        "i",
        "font",
    ):
        is_rel = "author" in (element.get("rel") or "").lower().split()
        is_item = (element.get("itemprop") or "").lower() in ("author", "creator")
        is_class = bool(_AUTHOR_CLASS.search(element.get("class") or ""))
        if not (is_rel or is_item or is_class) or is_unseen(element) or _is_nested(element):
            continue
        text = _text_of(element)
        if is_item:
            inner = next((e for e in element.iter() if (e.get("itemprop") or "") == "name"), None)
            text = (inner.get("content") or _text_of(inner)) if inner is not None else text
        if not text or len(text.split()) > _MAX_NAME_WORDS:
            continue
        kind = item if is_item else rel if is_rel else named
        kinds[kind] += [(name, text) for name in name_list(_BY.sub("", text))]
    return [
        Claim("authors", name, rule, confidence, text)
        for (rule, confidence), names in kinds.items()
        if len({name for name, _ in names}) <= _MAX_MARKED
        for name, text in dict(names).items()
    ]


def _marked_dates(root: HtmlElement) -> Iterator[Claim]:
    """Dates on elements that are marked as the date of publication; the first ``time`` of the page counts less."""
    first = True
    for element in root.iter():
        if not isinstance(element.tag, str) or not (element.tag == "time" or element.get("itemprop")):
            continue
        prop = (element.get("itemprop") or "").lower()
        stated = element.get("datetime") or element.get("content") or ""
        value = stated.strip() or _text_of(element)
        if not value or len(value) > 60 or _is_nested(element) or element.tag == "meta":
            continue
        classes = (element.get("class") or "").lower()
        if (
            prop in ("datepublished", "datecreated")
            or element.get("pubdate") is not None
            or "published" in classes
        ):
            yield Claim("date", value, "published time", 0.85, _text_of(element) or value)
        elif element.tag == "time" and first and prop != "datemodified" and "updated" not in classes:
            yield Claim("date", value, "time element", 0.65, _text_of(element) or value)
        first = first and element.tag != "time"


def _text_of(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())[:2000]


def checked(claim: Claim) -> Iterable[Claim]:
    """The claim in the form of its field, or nothing where its value cannot be what the field holds."""
    from dataclasses import replace

    if claim.field == "authors":
        return [replace(claim, value=name) for name in stated_persons(claim.value)]
    if claim.field == "date":
        dates = find_dates(claim.value)
        return [replace(claim, value=dates[0].iso)] if dates else []
    if claim.field == "url":
        match = _ADDRESS.fullmatch(claim.value)
        return [claim] if match and not _LOCAL.match(claim.value) else []
    if claim.field == "language":
        code = re.split(r"[-_]", claim.value.strip().lower())[0]
        return [replace(claim, value=code)] if re.fullmatch("[a-z]{2}", code) else []
    if claim.field == "publisher" and (_ADDRESS.match(claim.value) or len(claim.value) > 80):
        return []
    value = " ".join(claim.value.split())
    return [replace(claim, value=value)] if value else []


def stated_persons(value: str) -> list[str]:
    """The persons that an author field names: "Jan Smit", "Smit, Jan", "By Jan Smit and K. Bos"; never a site,
    a program, an e-mail address or a user name."""
    value = _BY.sub("", " ".join(value.split())).strip(" ,;")
    if "@" in value or "://" in value:
        value = re.sub(r"\s*[(<\[]?\S+(?:@|://)\S+[)>\]]?", "", value).strip()
    turned = re.fullmatch(r"([^,;]+),\s+([^,;]+)", value)
    if turned and person_name(f"{turned[2]} {turned[1]}") and not person_name(turned[1]):
        return [person_name(f"{turned[2]} {turned[1]}") or value]
    return name_list(value)
