"""How the authors of a source were found, in the reader's words."""

from __future__ import annotations

from cxassistant.models import Source
from cxassistant.ui.texts import both, escape

# The rules of reading, by the beginning of their names; what is not here stands in a page's data for machines.
_KINDS = {
    "byline": "found_byline",
    "name line": "found_name",
    "name and date": "found_name",
    "signature": "found_signature",
    "lone signature": "found_signature",
    "first name": "found_signature",
    "bio": "found_bio",
    "self introduction": "found_bio",
    "author note": "found_bio",
    "copyright": "found_credit",
    "credit line": "found_credit",
    "column title": "found_title",
    "title": "found_title",
    "sidecar": "found_stated",
    "front matter": "found_stated",
    "full name": "found_alias",
    "alias": "found_alias",
}
_LONGEST = 160  # characters of the words that a rule read


def found_html(source: Source) -> str:
    """Each rule with the words that it read; or that the file does not say."""
    lines: list[str] = []
    for item in source.evidence:
        if item.field != "authors" or (source.authors and item.value not in source.authors):
            continue
        kind = next((key for name, key in _KINDS.items() if item.rule.startswith(name)), "found_data")
        words = " ".join(item.text.split())
        shown = words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…"
        line = both(kind) + (f": <q dir=auto>{escape(shown)}</q>" if shown else "")
        if line not in lines:
            lines.append(line)
    return "; ".join(lines) or both("found_nothing")
