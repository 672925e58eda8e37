"""Finds person names in running text and which person a short form or pronoun stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxassistant.corpus.names import person_name
from cxassistant.text import fold
from cxassistant.wordsets import FUNCTION_WORDS, word_set

_CAPITALISED = r"[A-ZÀ-Þ][a-zà-ÿ'’]*[a-zà-ÿ](?:[A-ZÀ-Þ][a-zà-ÿ]+)*(?:-(?:[a-z]+ )?[A-ZÀ-Þ]?[a-zà-ÿ]+)*"
_INITIALS = r"(?:[A-ZÀ-Þ][a-z]?\.[ -]?)+"
_PARTICLE = r"(?:van|de|der|den|ter|ten|te|von|zu|da|di|del|della|dos|la|le|du|el|al|bin|ibn|['’]t)"
_PARTICLES = rf"(?:(?:van het |in ['’]t |op de |op den |de la |(?:{_PARTICLE} ){{1,3}}))?"
NAME = rf"(?:{_INITIALS}|{_CAPITALISED} (?:{_INITIALS})?){_PARTICLES}{_CAPITALISED}(?: {_PARTICLES}{_CAPITALISED}){{0,2}}"
_NAME = re.compile(rf"(?<![\w-]){NAME}(?!\w)")
_SINGLE_NAME = re.compile(rf"(?<![\w-])(?:{_PARTICLE} ){{0,3}}{_CAPITALISED}(?!\w)")

_TITLES = re.compile(
    r"^(?:dr|drs|prof|ir|ing|mr|mrs|ms|mw|dhr|de heer|mevrouw|meneer|professor|doctor|sir|dame|lord)\.?\s+",
    re.I,
)
# "Teamleider Aaltje ...": at the start of a sentence a role has a capital as a first name has.
_ROLE = re.compile(
    r".*(?:medewerk(?:er|ster)|leid(?:er|ster)|werper|zoek(?:er|ster)|sprek(?:er|ster)|schrijv(?:er|ster)"
    r"|houd(?:er|ster)"
    r"|voerder|kundige|loog|loge|leraar|lerares|docente?|directeur|directrice|manager|adviseur|adviseuse"
    r"|consultant"
    r"|professor|teur|trice|bestuurder|baas|chef|hoofd|minister|wethouder|burgemeester|arts|dokter|coach"
    r"|expert"
    r"|deskundige|analiste?|auteur|columniste?|journaliste?|ondernem(?:er|ster)|oprichter|oprichtster"
    r"|eigenaar"
    r"|eigenaresse|founder|author|researcher|analyst|director|officer|president|engineer|designer|teacher"
    r"|nurse"
    r"|economist|psychologist|strategist|historian|economo?om|filosoof|ontwerp(?:er|ster)|bouwer|machinist"
    r"|chauffeur"
    r"|collega|planner|verkoper|verkoopster|winkelier|kapper|barista|receptioniste?|conducteur|conductrice"
    r"|editor"
    r"|writer|supervisor|agent|driver|clerk|buyer|seller|owner|chairman|chairwoman|chair|head|partner"
    r"|colleague"
    r"|voorzitter|secretaris|tandarts|verzorgende|verpleger|pleegster|trainer|spreker|goeroe|guru|hostess"
    r"|steward|bakker|slager|kok|boer|monteur|stagiaire?|trainee|intern|lector|hoogleraar|cardioloog"
    r"|kundige)$",
    re.I,
)
_SALUTATIONS = word_set(
    "hey hallo hoi beste geachte dear hello hi column interview door by met voordat nadat"
)
_NATIONALITY = re.compile(
    r"^(?:\w+se|Brit|Amerikaan|Nederlander|Vlaming|Belg|Duitser|Fransman|Deen|Zweed|American)$"
)
# An article in front: "het Sint-Maarten Ziekenhuis", "the Halberd Index".
_ARTICLE = re.compile(r"\b(?:het|the|an?|een|in|te)\s+$", re.I)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in the text, without titles and roles."""

    start: int
    end: int
    name: str


def find_names(text: str, start: int, end: int) -> list[Mention]:
    """Names of two words or more that can be a person's, in text order."""
    found = []
    for match in _NAME.finditer(text, start, end):
        first, name = match.start(), match.group()
        while (shorter := _without_role(name)) != name:
            first += len(name) - len(shorter)
            name = shorter
        name = re.sub(r"(?:['’]s?)$", "", name)
        if person_name(name) is None or _ARTICLE.search(text[max(0, first - 5) : first]):
            continue
        found.append(Mention(first, first + len(name), name))
    return found


def _without_role(name: str) -> str:
    """``name`` without one leading title, role or ordinary word; unchanged when it has none."""
    title = _TITLES.match(name)
    if title:
        return name[title.end() :]
    head, _, rest = name.partition(" ")
    if not rest:
        return name
    ordinary = head.lower() in FUNCTION_WORDS | _SALUTATIONS
    if ordinary or _NATIONALITY.match(head) or (_ROLE.fullmatch(head) and len(rest.split()) > 1):
        return rest
    return name


def find_short_names(text: str, start: int, end: int, known: Iterable[str]) -> list[Mention]:
    """Surnames and first names that stand for exactly one of the ``known`` full names."""
    people = set(known)
    found = []
    for match in _SINGLE_NAME.finditer(text, start, end):
        bare = re.sub(r"['’]s?$", "", match.group())
        owners = {person for person in people if is_short_for(bare, person)}
        if len(owners) == 1:
            found.append(Mention(match.start(), match.start() + len(bare), owners.pop()))
    return found


def is_short_for(short: str, full: str) -> bool:
    """Whether ``short`` is the surname (with or without particles) or first name in ``full``."""
    short, full = fold(short), fold(full)
    if short == full:
        return True
    parts = full.split()
    if short == parts[0] and not short.endswith("."):
        return True
    tails = {" ".join(parts[at:]) for at in range(1, len(parts))}
    return short in tails and short not in {"van", "de"}


def is_same_person(name: str, people: Sequence[str]) -> bool:
    """Whether ``name`` names one of ``people``, in full, without middle names, or by a short form."""
    for person in people:
        one, other = fold(name).split(), fold(person).split()
        if is_short_for(name, person) or (one and other and one[0] == other[0] and one[-1] == other[-1]):
            return True
    return False
