"""Metadata that people state themselves: front matter in a document, or a sidecar next to it."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxassistant.corpus.dates import first_date
from cxassistant.corpus.names import split_names
from cxassistant.errors import SourceError

MAX_CHARS = 16_384  # metadata is a few lines; more is a mistake or an attack on the parser
_FENCES = {"---": "YAML", "+++": "TOML"}
_KEY_LINE = re.compile(r"[A-Za-z_][\w-]*\s*[:=]")
_LANGUAGES = {
    "dutch": "nl",
    "nederlands": "nl",
    "english": "en",
    "engels": "en",
    "german": "de",
    "french": "fr",
}


@dataclass(frozen=True, slots=True)
class Overrides:
    """Stated values; None where nothing is stated. ``authors=()`` states that nobody is named.

    An empty publisher, date or address states that there is none, whatever the document seems to say.
    """

    rule: str  # "sidecar" or "front matter"
    title: str | None = None
    authors: tuple[str, ...] | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None


def split_front_matter(text: str) -> tuple[Overrides | None, str]:
    """The front matter of a document and the text below it.

    ``---`` fences hold YAML, ``+++`` fences hold TOML. A rule of dashes above ordinary text is no front
    matter and stays in the text. Raises SourceError when front matter cannot be parsed.
    """
    head, _, rest = text.lstrip().partition("\n")
    kind = _FENCES.get(head.strip())
    if kind is None or not _KEY_LINE.match(_first_line(rest)):
        return None, text
    closing = re.search(rf"^(?:{re.escape(head.strip())}|\.\.\.)[ \t]*$", rest[: MAX_CHARS + 4], re.MULTILINE)
    if closing is None:
        raise SourceError(
            f"The front matter has no closing {head.strip()} line within {MAX_CHARS} characters: add it."
        )
    values = _parse(rest[: closing.start()], kind, "front matter")
    return _check(values, "front matter"), rest[closing.end() :]


def parse_sidecar(text: str, name: str) -> Overrides:
    """The values of a sidecar in TOML. Raises SourceError, naming the sidecar, when it is malformed."""
    if len(text) > MAX_CHARS:
        raise SourceError(
            f"The sidecar {name} is longer than {MAX_CHARS} characters: keep the metadata only."
        )
    return _check(_parse(text, "TOML", f"sidecar {name}"), "sidecar", name)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip() and not line.startswith("#")), "")


def _parse(text: str, kind: str, what: str) -> Mapping[str, Any]:
    import yaml

    try:
        values = tomllib.loads(text) if kind == "TOML" else yaml.safe_load(text)
    except (tomllib.TOMLDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise SourceError(f"The {what} is not valid {kind}: correct it ({reason}).") from None
    if not isinstance(values, Mapping):
        raise SourceError(f"The {what} must hold 'key: value' lines such as title and author.")
    return {str(key).strip().lower(): value for key, value in values.items()}


def _check(values: Mapping[str, Any], rule: str, name: str = "") -> Overrides:
    where = f"{rule} {name}".strip()
    return Overrides(
        rule=rule,
        title=_text(values, "title", where),
        authors=_authors(values, where),
        publisher=_text(values, "publisher", where),
        date=_date(values, where),
        url=_url(values, where),
        language=_language(values, where),
    )


def _text(values: Mapping[str, Any], key: str, where: str) -> str | None:
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        raise SourceError(f"'{key}' in the {where} must be text: write {key} with one value between quotes.")
    text = " ".join(str(value).split())
    return text or ("" if key in ("publisher", "url") else None)


def _authors(values: Mapping[str, Any], where: str) -> tuple[str, ...] | None:
    if "author" not in values and "authors" not in values:
        return None
    value = values.get("authors", values.get("author"))
    items = value if isinstance(value, list) else [value] if value is not None else []
    if not all(isinstance(item, str) for item in items):
        raise SourceError(f"'authors' in the {where} must be a name or a list of names.")
    names = [name for item in items for name in split_names(item)]
    return tuple(dict.fromkeys(names))


def _date(values: Mapping[str, Any], where: str) -> str | None:
    value = values.get("date")
    if value is None or value == "":
        return value
    if isinstance(value, datetime.datetime):
        value = value.date()
    stated = value.isoformat() if isinstance(value, datetime.date) else str(value).strip()
    found = first_date(stated)
    if found is None:
        raise SourceError(
            f"'date' in the {where} is not a date: write 2024-02-16, 2024-02 or 2024, not {stated!r}."
        )
    return found


def _url(values: Mapping[str, Any], where: str) -> str | None:
    url = _text(values, "url", where)
    # Shown as a link in the page, so nothing but web addresses: "javascript:" must never get there.
    if url and not re.fullmatch(r"https?://[^\s<>\"]+", url):
        raise SourceError(f"'url' in the {where} must start with https:// or http://, not {url!r}.")
    return url


def _language(values: Mapping[str, Any], where: str) -> str | None:
    stated = _text(values, "language", where)
    if stated is None:
        return None
    code = _LANGUAGES.get(stated.lower(), re.split(r"[-_]", stated.lower())[0])
    if not re.fullmatch(r"[a-z]{2}", code):
        raise SourceError(f"'language' in the {where} must be a code such as nl or en, not {stated!r}.")
    return code
