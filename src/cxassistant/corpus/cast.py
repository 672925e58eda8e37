"""The people of one document: their full names, and every short way in which the document refers to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cxassistant.corpus.persons import LONE, NAME, Mention, find_names, find_short_names, names_role
from cxassistant.naming import is_same_person, is_short_for, only_fit
from cxassistant.wordsets import FUNCTION_WORDS

_NICK = rf"(?P<nick>(?:(?:de|the)\s+)?{LONE})"
# After a full name: "known to everyone in the folk scene as Bo", "in de ploeg beter bekend als de Generaal".
_KNOWN_AS = re.compile(
    r"[^.!?]{0,60}?\b(?:(?:better |widely )?known (?:[^.!?;]{0,50}? )?(?:as|by)|nicknamed|called|goes by"
    r"|(?:beter )?bekend (?:[^.!?;]{0,40}? )?als|bijgenaamd|roepnaam|(?:ook wel|door [^.!?;]{2,40}?) genoemd"
    rf"|(?:call|calls|noemt|noemen|heet|heten) (?:[^.!?;]{{2,30}}? )?(?:him|her|hem|haar))\s+[‘’“”\"'„«]?{_NICK}"
)
# In the sentence after it: "Niemand noemt hem zo; het is Drikus", "Everybody calls her Bo".
_IT_IS = re.compile(rf"[^!?]{{0,80}}?(?:;|,|\b(?:maar|but))\s*(?:het|it|dat|that)(?: is|['’]s)\s+{_NICK}")
# "Zijn vrouw Bep doet de balie. Ze heet voluit Elisabeth ...": the short name stands before the full one.
_IN_FULL = re.compile(
    r"\b(?:heet|heette|is|was)?\s*(?:voluit|eigenlijk|officieel|in full|really|formally|whose full name is"
    rf"|her full name is|his full name is|full name:?)\s+(?:(?:called|geheten|named)\s+)?(?P<full>{NAME})"
)
# "William ‘Bill’ Smith", "Hendrikus (Drikus) van der Plas"
_INSIDE = re.compile(
    r"(?P<first>[A-ZÀ-Þ][\w’'-]+)\s[(‘“\"'„](?P<nick>[A-ZÀ-Þ][\w-]+)[)’”\"'“]\s"
    r"(?P<last>(?:(?:van|de|der|den|ter|ten|von|'t)\s)*[A-ZÀ-Þ][\w’'-]+)"
)
_ROLE_BEFORE = re.compile(r"(?P<role>[\w-]+)\s+$")
_ROLE_AFTER = re.compile(
    r"\s*(?:\([^()]{1,20}\)\s*)?,\s+(?:is\s+)?(?:(?:de|het|een|onze|hun|the|a|an|our|their|its)\s+)?"
    r"(?P<words>(?:[\w’'-]+\s+){0,3}?[\w-]+)(?=\s+(?:van|bij|of|at|for|voor|in|from|on)\b|\s*[,.;:)])"
)
_LETTER_TO = re.compile(
    r"(?:\b(?:Geachte|Beste|Lieve|Waarde|Dear)\s+(?:de heer|heer|mevrouw|meneer|dhr\.?|mw\.?|mr\.?|mrs\.?|ms\.?|dr\.?"
    r"|professor|minister|colonel|sir)?\s*|\b(?:in reply to|in antwoord op|in reactie op|reply to|reageer op"
    r"|answer to)\s+(?:(?:the letter (?:of|from|by)|de brief van|het stuk van|het artikel van|your correspondent)\s+)?)"
    rf"(?P<name>(?:(?:Colonel|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s+)?(?:{NAME}|{LONE}))"
)
_PERSON_NOUN = {
    "she": r"vrouw|dame|mevrouw|meisje|moeder|dochter|zus|buurvrouw|tante|oma|woman|lady|girl|mother|daughter|sister"
    r"|wife|aunt|grandmother|\w+ster|\w+trice",
    "he": r"man|heer|meneer|jongen|vader|zoon|broer|buurman|oom|opa|gentleman|boy|father|son|brother|husband"
    r"|uncle|grandfather",
    "any": r"klant|bezoeker|collega|persoon|iemand|vriend|vriendin|gast|bewoner|patiënt|reiziger|customer|visitor"
    r"|colleague|person|friend|guest|neighbour|neighbor|passenger|patient|caller|beller|medewerker|stranger",
}
_NAME_WORDS = 6
_NEW = r"een|mijn|onze|a|an|my|our|one"  # "de klant" without a name is any customer
_INTRODUCES = {
    gender: re.compile(
        rf"\b(?:{_NEW if gender == 'any' else _NEW + '|de|het|die|zijn|haar|the|that|his|her'})\s+"
        rf"(?:[\w-]+\s+){{0,2}}?(?:{nouns})\b",
        re.I,
    )
    for gender, nouns in _PERSON_NOUN.items()
}
_ORGANISATION = re.compile(
    r"(?<![\w-])[A-ZÀ-Þ][\w&’'-]*(?:\s(?:(?:voor|van|of|for|and|&|en|der|de|het|the)\s){0,2}[A-ZÀ-Þ0-9][\w&’'-]*){1,5}"
)


class Cast:
    """Reads ``masked``, the text with quoted words blank, once; then tells whom a word stands for.

    ``salutation`` is how a letter addresses its reader, where the page has one above its text.
    """

    def __init__(self, masked: str, authors: Sequence[str], salutation: str = "") -> None:
        self._text = masked
        found = find_names(masked, 0, len(masked))
        self.people = frozenset({*authors, *(mention.name for mention in found)})
        self._nicks: dict[str, str] = dict(self._nicknames(found))
        self._roles = self._read_roles(found)
        self.addressee = self._read_addressee(salutation, authors)

    def mentions(self, start: int, end: int) -> list[Mention]:
        """Everybody named between the offsets, under their full name, by place."""
        full = find_names(self._text, start, end)
        short = [m for m in find_short_names(self._text, start, end, self.people) if not _inside(m, full)]
        taken = [*full, *short]
        nicks = [
            Mention(start + match.start(), start + match.end(), name)
            for nick, name in self._nicks.items()
            for match in re.finditer(rf"(?<![\w-]){re.escape(nick)}(?![\w-])", self._text[start:end])
        ]
        taken = [m for m in taken if not _inside(m, nicks)] + nicks
        return sorted((Mention(m.start, m.end, self.full(m.name)) for m in taken), key=lambda m: m.start)

    def full(self, name: str) -> str:
        """The full name that ``name`` stands for, or itself."""
        return self._nicks.get(name, name)

    def by_role(self, noun: str) -> str | None:
        """Whom "the director" stands for: the one person whom the text calls so."""
        owners = {name for role, name in self._roles if role == noun or role.endswith(noun)}
        return owners.pop() if len(owners) == 1 else None

    def introduces(self, start: int, end: int, pronoun: str) -> bool:
        """Whether somebody without a name comes up between the offsets, whom ``pronoun`` may stand for."""
        gender = {"hij": "he", "he": "he", "ze": "she", "zij": "she", "she": "she"}.get(
            pronoun.lower(), "any"
        )
        words = self._text[start:end]
        return any(bool(_INTRODUCES[kind].search(words)) for kind in (gender, "any"))

    def organisation_at(self, start: int, end: int) -> tuple[int, int, str] | None:
        """The first organisation named between the offsets: several words with capitals that are nobody's name."""
        for match in _ORGANISATION.finditer(self._text, start, end):
            begin, name = match.start(), match.group()
            head, _, rest = name.partition(" ")
            while rest and head.lower() in FUNCTION_WORDS:
                begin, name = begin + len(head) + 1, rest
                head, _, rest = name.partition(" ")
            if " " in name and not _DAY.search(name) and not is_same_person(name, list(self.people)):
                return begin, match.end(), name
        return None

    def _nicknames(self, found: Sequence[Mention]) -> Iterator[tuple[str, str]]:
        for match in _INSIDE.finditer(self._text):
            yield match["nick"], f"{match['first']} {match['last']}"
        for mention in found:
            for pattern in (_KNOWN_AS, _IT_IS):
                rest = re.match(r"[^.!?]*[.!?]?[^.!?]*", self._text[mention.end : mention.end + 160])
                known = pattern.match(rest.group()) if rest else None
                if known and not self._names_other(known["nick"], mention.name):
                    yield known["nick"], mention.name
                    break
        for match in _IN_FULL.finditer(self._text):
            before = [
                m
                for m in re.finditer(LONE, self._text[max(0, match.start() - 120) : match.start()])
                if not names_role(m.group()) and self._is_called(m.group())
            ]
            if before and not is_short_for(before[-1].group(), match["full"]):
                yield before[-1].group(), match["full"]

    def _names_other(self, nick: str, name: str) -> bool:
        """A short name of somebody else, or a word that only opens a sentence, is no nickname."""
        others = [person for person in self.people if person != name]
        return any(is_short_for(nick, person) for person in others)

    def _is_called(self, word: str) -> bool:
        """Whether a word with a capital stands within a sentence, and never without the capital."""
        within = re.search(rf"[a-zà-ÿ0-9,] {re.escape(word)}(?![\w-])", self._text)
        return bool(within) and not re.search(rf"(?<![\w-]){re.escape(word.lower())}(?![\w-])", self._text)

    def _read_roles(self, found: Sequence[Mention]) -> set[tuple[str, str]]:
        roles = set()
        for mention in found:
            before = _ROLE_BEFORE.search(self._text[max(0, mention.start - 40) : mention.start])
            if before and names_role(before["role"]):
                roles.add((before["role"].lower(), mention.name))
            after = _ROLE_AFTER.match(self._text[mention.end : mention.end + 90])
            for word in after["words"].split() if after else ():
                if names_role(word):
                    roles.add((word.lower(), mention.name))
        return {(role, self._nicks.get(name, name)) for role, name in roles}

    def heading_name(self, heading: str) -> str | None:
        """The name that a heading is, with or without what somebody does: "ANN SMIT (nurse)", "Smit"."""
        bare = re.split(r"\s*(?:[,(|:]|\s[–—-]\s)", heading.strip(), maxsplit=1)[0].strip()
        if not bare or len(bare.split()) > _NAME_WORDS:
            return None
        if bare.isupper():
            bare = " ".join(part.capitalize() for part in bare.split())
        found = find_names(bare, 0, len(bare))
        if found and (found[0].start, found[0].end) == (0, len(bare)):
            return self.full(bare)
        return only_fit(bare, self.people) or (bare if re.fullmatch(LONE, bare) else None)

    def resolve(self, words: str) -> str | None:
        """The one person of the document whom ``words``, a name in any form, can stand for."""
        bare = words.strip(" ,.:")
        full = [mention.name for mention in find_names(bare, 0, len(bare))]
        if full:
            return self.full(full[0])
        if bare in self._nicks:
            return self._nicks[bare]
        letters = re.fullmatch(r"(?:[A-ZÀ-Þ]\.?){2,4}", bare)
        fits = [
            person
            for person in self.people
            if is_short_for(bare, person) or (letters and re.findall(r"[A-ZÀ-Þ]", bare) in _initials(person))
        ]
        return fits[0] if len(fits) == 1 else None

    def _read_addressee(self, salutation: str, authors: Sequence[str]) -> str | None:
        """The person to whom a letter is written, or to whose letter it replies, by full name."""
        for text in (salutation, self._text[:1500]):
            match = _LETTER_TO.search(text)
            name = self.resolve(match["name"]) if match else None
            if name and " " in name and not is_same_person(name, authors):
                return name
        return None


def _initials(person: str) -> tuple[list[str], list[str]]:
    """ "Ann Vos-Smit" is A.V. or A.V.S."""
    return (
        [word[0] for word in person.split() if word[0].isupper()],
        [word[0] for word in re.split(r"[ -]", person) if word[:1].isupper()],
    )


_DAY = re.compile(
    r"\b(?:\w+day|(?:maan|dins|woens|donder|vrij|zater|zon)dag|\d+|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|januari|februari|maart|mei|juni|juli|augustus|oktober)\b",
    re.I,
)


def _inside(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(o.start <= mention.start < o.end for o in others)
