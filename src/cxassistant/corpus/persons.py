"""Finds person names in running text and which person a short form or pronoun stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cxassistant.corpus.names import person_name
from cxassistant.naming import is_short_for
from cxassistant.wordsets import FUNCTION_WORDS, word_set

# Vietnamese letters (the last range) come in pairs of cases; a name tells by its place which one it is.
_UPPER = r"A-ZÀ-ÖØ-ÞĀĂĆČĎĐĒĘĚĢİĶŁŃŅŇŐƠŘŚŞŠŢŤŪŮŰƯŹŻŽ\u1e00-\u1eff"
_LOWER = r"a-zß-öø-ÿāăąćčďđēęěğģıķłńņňőơřśşšţťūůűưźżž\u1e00-\u1effʻ"
_CAPITALISED = (
    rf"[{_UPPER}](?:[{_LOWER}]{{0,4}}['’][{_UPPER}])?[{_LOWER}]*[{_LOWER}](?:[{_UPPER}][{_LOWER}]+)*"
    rf"(?:-[{_UPPER}]?[{_LOWER}]+)*"
)
_INITIALS = rf"(?:[{_UPPER}][a-z]?\.[ -]?)+"
_PARTICLE = r"(?:van|de|der|den|ter|ten|te|von|zu|da|di|del|della|dos|la|le|du|el|al|bin|ibn|['’]t)"
_PARTICLES = rf"(?:(?:in ['’]t |(?:op|aan|uit) (?:de|den|het|['’]t) |de la |(?:{_PARTICLE} ){{1,3}}))?"
_REST = rf"{_PARTICLES}{_CAPITALISED}"
# "Jan Smit van het Zeeuws Archief": only right after a first name does "van het" belong to a surname.
NAME = (
    rf"(?:{_INITIALS}|{_CAPITALISED} (?:{_INITIALS})?)(?:van het )?{_REST}(?: {_REST}){{0,2}}"
    r"(?: (?:III?|IV|[JS]r\.)(?!\w))?"
)
_NAME = re.compile(rf"(?<![\w-]){NAME}(?!\w)")
LONE = rf"(?:(?:{_PARTICLE}|Van|De|Der|Den|Ter|Ten) ){{0,3}}{_CAPITALISED}"
LONE_NAME = re.compile(rf"(?<![\w-]){LONE}(?!\w)")

_TITLES = re.compile(
    r"^(?:dr|drs|prof|ir|ing|mr|mrs|ms|mw|dhr|de heer|mevrouw|meneer|professor|doctor|sir|dame|lord)\.?\s+",
    re.I,
)
# "Teamleider Aaltje ...": at the start of a sentence a role has a capital as a first name has.
_ROLE = re.compile(
    r".*(?:medewerk(?:er|ster)|leid(?:er|ster)|werper|zoek(?:er|ster)|sprek(?:er|ster)|schrijv(?:er|ster)"
    r"|houd(?:er|ster)|voerder|kundige|loog|loge|leraar|lerares|docente?|directeur|directrice|manager"
    r"|adviseur|adviseuse|consultant|professor|teur|trice|bestuurder|baas|chef|hoofd|minister|wethouder"
    r"|burgemeester|arts|dokter|coach|expert|deskundige|analiste?|auteur|columniste?|journaliste?"
    r"|ondernem(?:er|ster)|oprichter|oprichtster|eigenaar|eigenaresse|founder|author|researcher|analyst"
    r"|director|officer|president|engineer|designer|teacher|nurse|economist|psychologist|strategist"
    r"|historian|econoom|filosoof|ontwerp(?:er|ster)|machinist|chauffeur|collega|planner|verkoper"
    r"|verkoopster|winkelier|kapper|barista|receptioniste?|conducteur|conductrice|editor|writer|supervisor"
    r"|agent|driver|clerk|buyer|seller|owner|chairman|chairwoman|chair|head|partner|colleague|voorzitter"
    r"|secretaris|tandarts|verzorgende|verpleger|pleegster|trainer|spreker|goeroe|guru|hostess"
    r"|steward|bakker|slager|kok|boer|monteur|stagiaire?|trainee|intern|lector|hoogleraar|cardioloog"
    r"|(?:drijv|mak|bouw)er|maakster|jurist|juriste|[a-z]{3}ist|[a-z]{3}iste|icus|meester|meesteres"
    r"|topman|topvrouw|kopman|kopvrouw|portier|schrijfster|ambtenaar|advocaat|officier|kolonel|generaal"
    r"|kapitein|sergeant|dominee|pastor|rechter|notaris|koning|koningin|prins|prinses|bisschop|paus|wachter"
    r"|commissaris|inspecteur|gouverneur|senator|colonel|general|captain|major|councillor|councilor|mayor"
    r"|governor|senator|judge|detective|inspector|constable|bishop|reverend|father|sister|brother|king|queen"
    r"|prince|princess|congressman|congresswoman|lawyer|attorney|solicitor|barrister|accountant|ombudsman"
    r"|spokesman|spokeswoman|spokesperson|woordvoerder|woordvoerster|correspondent|reporter|professional"
    r"|scientist|novelist|poet|dichter|baker|farmer|doctor|surgeon|midwife|carer|plumber|builder|mechanic"
    r"|guard|porter|waiter|waitress|student|leerling|pupil|buurman|buurvrouw|neighbour|neighbor)$",
    re.I,
)
_SALUTATIONS = word_set(
    "zoals hey hallo hoi beste geachte dear hello hi column interview door by met voordat nadat"
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
    described = _NATIONALITY.match(head) or _ROLE.fullmatch(
        head
    )  # but "Ilse Smit" and "Louise Bos" are names
    if ordinary or (described and person_name(rest)):
        return rest
    return name


def names_role(word: str) -> bool:
    """Whether a word tells what somebody does or is: "directeur", "ploegleider", "councillor"."""
    return len(word) > 3 and bool(_ROLE.fullmatch(word))


def find_short_names(text: str, start: int, end: int, known: Iterable[str]) -> list[Mention]:
    """Surnames and first names that stand for exactly one of the ``known`` full names."""
    people = set(known)
    found = []
    for match in LONE_NAME.finditer(text, start, end):
        bare = re.sub(r"['’]s?$", "", match.group())
        owners = {person for person in people if is_short_for(bare, person)}
        if len(owners) == 1:
            found.append(Mention(match.start(), match.start() + len(bare), owners.pop()))
    return found
