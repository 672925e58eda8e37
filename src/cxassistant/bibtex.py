"""BibTeX entries, written by pybtex."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cxassistant.person_names import PersonName
from cxassistant.text import fold, words
from cxassistant.wordsets import FUNCTION_WORDS

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# What pybtex leaves as it is and TeX would read as a command; braces must stay in balance.
_SPECIAL = {"\\": "\\textbackslash ", "$": "\\$", "^": "\\textasciicircum ", "{": "(", "}": ")"}


def to_bibtex(key: str, fields: Mapping[str, str], authors: Sequence[PersonName]) -> str:
    """One entry: ``@online`` with an address, else ``@misc``. Fields are plain text and are escaped here."""
    from pybtex.database import BibliographyData, Entry, Person

    written = {name: value if name == "url" else _escape(value) for name, value in fields.items()}
    if "title" in written:
        written["title"] = f"{{{written['title']}}}"  # keeps its capitals
    if "url" in written:
        written["url"] = re.sub(r"[\s{}\\\"]", lambda m: f"%{ord(m.group()):02X}", written["url"])
    people = [
        Person(
            first=_escape(a.given),
            prelast=_escape(a.particles),
            last=_escape(a.surname),
            lineage=_escape(a.suffix),
        )
        for a in authors
    ]
    kind = "online" if "url" in written else "misc"
    entry = Entry(kind, fields=written, persons={"author": people} if people else {})
    return str(BibliographyData({key: entry}).to_string("bibtex"))


def entry_key(surname: str, year: str | None, title: str) -> str:
    """ "smit2019balie": ASCII letters and digits alone, so that every program takes it."""
    telling = [word for word in words(title) if fold(word) not in FUNCTION_WORDS] or words(title)
    parts = (surname, year or "", telling[0] if telling else "")
    return "".join(re.sub(r"[^a-z0-9]", "", fold(part)) for part in parts) or "source"


def _escape(text: str) -> str:
    return "".join(_SPECIAL.get(c, c) for c in _CONTROL.sub("", text))
