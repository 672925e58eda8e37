"""JSON-LD in a page (schema.org): what it states about the article that the page is about."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cxassistant.corpus.lines import fold
from cxassistant.corpus.loaded import Claim

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAX_CHARS = 2_000_000
_MAX_NODES = 20_000
_MAX_DEPTH = 40
_ARTICLES = (
    "article",
    "blogposting",
    "posting",
    "report",
    "review",
    "column",
    "creativework",
    "interview",
    "book",
)
_PAGES = ("webpage", "itempage", "newsarticlepage", "videoobject", "podcastepisode")
_NO_PERSONS = ("organization", "newsmediaorganization", "corporation", "website", "brand", "imageobject")
Node = Mapping[str, Any]


def jsonld_claims(root: HtmlElement, titles: Iterable[str], addresses: Iterable[str]) -> list[Claim]:
    """Claims of the one node that describes this page: by its address or headline, else the first article."""
    nodes = [node for block in _blocks(root) for node in _nodes(block)]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    article = _main(nodes, {fold(t) for t in titles if t}, set(addresses))
    if article is None:
        return []
    is_article = _is(article, _ARTICLES)
    claims: list[Claim] = []
    for author in _as_list(article.get("author") or article.get("creator")):
        for name in _names(author, by_id):
            claims.append(Claim("authors", name, "JSON-LD author", 0.85 if is_article else 0.7, name))
    single: tuple[tuple[Any, ...], ...] = (
        ("title", "headline", 0.85),
        ("title", "name", 0.6),
        ("date", "datePublished", 0.9),
        ("date", "dateCreated", 0.6),
        ("date", "dateModified", 0.4),
        ("url", "url", 0.8),
        ("language", "inLanguage", 0.6),
    )
    for name, key, confidence in single:
        value = next((v for v in _as_list(article.get(key)) if isinstance(v, str) and v.strip()), None)
        if value:
            claims.append(Claim(name, value.strip(), f"JSON-LD {key}", confidence, value.strip()))
    for publisher in _as_list(article.get("publisher")):
        node = _resolve(publisher, by_id)
        value = node.get("name") if isinstance(node, Mapping) else node
        if isinstance(value, str) and value.strip():
            claims.append(Claim("publisher", value.strip(), "JSON-LD publisher", 0.8, value.strip()))
    return claims


def _blocks(root: HtmlElement) -> Iterable[Any]:
    for script in root.iter("script"):
        text = (script.text or "").strip()
        if "ld+json" not in (script.get("type") or "").lower() or not text or len(text) > _MAX_CHARS:
            continue
        text = text.removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
        try:
            yield json.loads(text.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):  # not JSON, or nested beyond all reason
            continue


def _nodes(block: Any) -> list[Node]:
    """Every object of a block, outermost first, without going into who or what an article speaks of."""
    found: list[Node] = []
    waiting: deque[tuple[Any, int]] = deque([(block, 0)])
    while waiting and len(found) < _MAX_NODES:
        value, depth = waiting.popleft()
        if depth > _MAX_DEPTH:
            continue
        if isinstance(value, list):
            waiting += [(item, depth + 1) for item in value]
        elif isinstance(value, Mapping):
            found.append(value)
            inner = ("@graph", "mainEntity", "mainEntityOfPage", "author", "creator", "publisher", "hasPart")
            waiting += [
                (value[key], depth + 1) for key in inner if isinstance(value.get(key), (list, Mapping))
            ]
    return found


def _main(nodes: list[Node], titles: set[str], addresses: set[str]) -> Node | None:
    candidates = [node for node in nodes if _is(node, _ARTICLES)]
    for node in candidates:
        stated = {
            str(node.get("url")),
            str(node.get("@id")).split("#")[0],
            _address(node.get("mainEntityOfPage")),
        }
        if stated & addresses:
            return node
    for node in candidates:
        if fold(str(node.get("headline") or node.get("name") or "")) in titles:
            return node
    if candidates:
        return candidates[0]
    return next(
        (node for node in nodes if _is(node, _PAGES) and ("author" in node or "datePublished" in node)), None
    )


def _address(value: Any) -> str:
    return str(value.get("@id") or value.get("url")) if isinstance(value, Mapping) else str(value)


def _is(node: Node, kinds: tuple[str, ...]) -> bool:
    types = [str(kind).rsplit("/", 1)[-1].lower() for kind in _as_list(node.get("@type"))]
    return any(kind.endswith(kinds) for kind in types)


def _names(author: Any, by_id: Mapping[str, Node]) -> list[str]:
    """Names that an author field gives: of persons, or without a type; none of organisations."""
    node = _resolve(author, by_id)
    if isinstance(node, str):
        return [node.strip()] if node.strip() else []
    if not isinstance(node, Mapping) or _is(node, _NO_PERSONS):
        return []
    values = [v.strip() for v in _as_list(node.get("name")) if isinstance(v, str) and v.strip()]
    if not values and isinstance(node.get("familyName"), str):
        values = [f"{node.get('givenName') or ''} {node['familyName']}".strip()]
    return values


def _resolve(value: Any, by_id: Mapping[str, Node]) -> Any:
    if isinstance(value, Mapping) and "name" not in value and str(value.get("@id")) in by_id:
        return by_id[str(value["@id"])]
    return value


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
