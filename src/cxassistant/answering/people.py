"""Which persons a question names: authors of the corpus, or somebody else whose words it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cxassistant.text import fold
from cxassistant.wordsets import word_set

_PARTICLES = word_set("van de der den het 't t te ten ter von du la le el op")
_TUSSEN = r"(?:van|de|der|den|het|'t|te|ten|ter|von|du|la|le)"
_NAME = rf"(?-i:[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:{_TUSSEN}\s+)*[A-ZÀ-Þ][\w’'-]*)*)"
_SAYS = (
    r"zegt|zei|schrijft|schreef|vindt|vond|stelt|denkt|dacht|meent|beweert|vertelt|adviseert|bedoelt|noemt|"
    r"say|said|write|wrote|think|thought|mean|claim|argue|advise|recommend|believe|suggest|state"
)
_ASKS_OF = re.compile(
    rf"\b(?:wat|hoe|waarom|what|how|why)\s+(?:{_SAYS}|kijkt|does|did|do)\s+(?:(?-i:[a-z]+)\s+)?(?P<after>{_NAME})"
    rf"|\b(?:volgens|according\s+to|aldus|van\s+mening\s+is)\s+(?P<by>{_NAME})"
    rf"|\b(?P<before>{_NAME})\s+(?:{_SAYS})(?:s|es)?\b",
    re.IGNORECASE,
)
_NOT_NAMES = word_set(
    """
    de het een dit dat deze die er je jij u ik we wij cx wat wie hoe waarom the a an this that these those there
    i you we they it articles artikelen auteurs authors customers klanten cx-professionals corpus
    """
)


def surname(name: str) -> str:
    """The family name with its particles: "Marijke van der Meer" -> "van der Meer"."""
    parts = name.split()
    start = len(parts) - 1
    while start > 1 and parts[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(parts[start:])


def bare_surname(name: str) -> str:
    """The family name without particles: "Marijke van der Meer" -> "Meer"."""
    return name.split()[-1]


def named_authors(text: str, authors: Sequence[str]) -> tuple[str, ...]:
    """The corpus's authors that a question names, by full name, family name, or a first name only one has."""
    folded = f" {_plain(text)} "
    firsts = [a.split()[0] for a in authors]
    found = []
    for author in authors:
        forms = {author, surname(author)}
        # A bare surname or a first name can be an ordinary word ("Meer", "Wit"), so it must be capitalised.
        single = {bare_surname(author)} | (
            {author.split()[0]} if firsts.count(author.split()[0]) == 1 else set()
        )
        if (
            any(f" {_plain(form)} " in folded for form in forms if len(form.split()) > 1)
            or any(re.search(_alone(form), text) for form in single if len(form) > 2)
            or (f" {_plain(surname(author))} " in folded and len(bare_surname(author)) > 4)
        ):
            found.append(author)
    return tuple(sorted(found, key=lambda name: folded.find(_plain(bare_surname(name)))))


def _alone(form: str) -> str:
    """A single name: capitalised and not part of another full name, or after a verb of saying in any case."""
    name = re.escape(form)
    after = rf"(?i:\b(?:{_SAYS}|volgens|according to)\s+{name})\b"
    return rf"\b{name}(?:['’]?s)?\b(?!\s+[A-ZÀ-Þ])|{after}"


def asked_of(text: str, authors: Iterable[str]) -> str | None:
    """The person whose words a question asks for, when that is none of the ``authors``."""
    match = _ASKS_OF.search(text)
    if match is None:
        return None
    name = next(group for group in match.groups() if group).strip(" .?!'’")
    name = re.sub(r"['’]s$", "", name)
    words = {fold(word) for author in authors for word in author.split()}
    if fold(name.split()[0]) in _NOT_NAMES or any(fold(part) in words for part in name.split()):
        return None
    return name


def _plain(text: str) -> str:
    """Folded words with single spaces; a possessive s falls off."""
    return " ".join(re.findall(r"[\w-]+", re.sub(r"['’]s\b", "", fold(text))))
