"""What a file states about itself, brought into the form of the field that it is stated for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from cxassistant.corpus.dates import find_dates
from cxassistant.corpus.loaded import Claim
from cxassistant.corpus.names import name_list, person_name

BY = re.compile(r"^(?:written by|geschreven door|author|auteur|by|door)$", re.IGNORECASE)
BY = re.compile(
    r"^\s*(?:(?:geschreven|gepubliceerd|geplaatst|written|posted|published)\s+)?(?:door|by|auteur|author|tekst|words|"
    r"van|from)\b\s*:?\s*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_LOCAL = re.compile(r"https?://(?:localhost|127\.|192\.168\.|10\.)", re.IGNORECASE)


def checked(claim: Claim) -> Iterable[Claim]:
    """The claim in the form of its field, or nothing where its value cannot be what the field holds."""
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
    value = BY.sub("", " ".join(value.split())).strip(" ,;")
    if "@" in value or "://" in value:
        value = re.sub(r"\s*[(<\[]?\S+(?:@|://)\S+[)>\]]?", "", value).strip()
    turned = re.fullmatch(r"([^,;]+),\s+([^,;]+)", value)
    if turned and person_name(f"{turned[2]} {turned[1]}") and not person_name(turned[1]):
        return [person_name(f"{turned[2]} {turned[1]}") or value]
    return name_list(value)
