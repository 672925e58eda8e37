"""Recognising a person's name by its form: capitals, initials, hyphens and Dutch particles."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

from cxassistant.corpus.lines import word_set

NAME_PARTICLES = word_set(
    "van de der den het 't ‘t ’t ten ter te in op aan von zu zum zur du da di do dos das del della la le el "
    "al bin ibn ben y v.d. vd d' af av"
)
# "Jan in 't Veld", "Bas op den Kamp": without an article these are prepositions ("Listening in Circles").
_PREPOSITIONS = word_set("in op aan")
_AFTER = word_set("de den het der 't ‘t ’t")
# Evidence of this rule names nobody by itself: a text signed "Jan", see aliases.py.
LONE_SIGNATURE = "first name under it"
_TITLES = word_set("dr drs ir ing mr mrs ms miss prof professor bc sir dhr mevr mw mevrouw meneer de heer")
_DEGREES = re.compile(
    r"(?:,?\s+\(?(?:M\.?Sc|B\.?Sc|Ph\.?\s?D|MBA|MA|BA|LLM|RM|CCXP|EMBA|RA|RE|Jr\.?|Sr\.?|MD)\.?\)?)+$"
)
# Words that open sentences, titles and headings: a "name" that begins with one of these is none. They
# may well be surnames (Femke van der Meer, Charles Best), so they count in the first place alone.
_NOT_FIRST = word_set(
    """
    de het een the a an in op van voor met naar over door bij uit als waarom hoe wat wie waar
    wanneer welke is zijn dit deze dat die en of maar ook geen niet nog meer alle alles why how what
    who where when which this that these those and or but for with from about your our my his her no
    not more all every it we you they i ik wij je jij u zij ze hij onze mijn jouw uw big new best
    top first next last good great better lees read tip tips beste geachte dear hello hallo hey bron
    source special part deel net home menu zoeken search login share delen email mail print by from
    written posted published words opinion contributor geschreven inleiding
    ask meet see watch listen get join make start stop try learn discover find like follow share open click
    submit continue show view download register lees luister kijk ontdek bekijk volg deel vraag ontmoet bezoek
    introduction conclusie
    conclusion samenvatting summary foto photo tekst text auteur author case cases
    """
)
# Words that name organisations, sections, places and days: nowhere in a person's name.
_NOT_NAMES = word_set(
    """
    customer customers experience service services klant klanten klantbeleving klantcontact contact
    center centre consumer employee user marketing sales media group groep magazine blog blogs
    nieuws news weekly daily today times journal journaal review insights insight academy academie
    institute instituut university universiteit hogeschool school college foundation stichting
    vereniging association network netwerk platform community redactie editorial editors editor team
    staff bureau agency consultancy consulting consultants advies partners partner company bedrijf
    holding bv nv inc ltd llc gmbh company solutions software systems technology technologies
    digital online data labs lab studio studios press publishing uitgeverij publishers
    communications communicatie nederland netherlands belgië belgium europe europa uk usa amerika
    america amsterdam rotterdam utrecht world global international nationaal national management
    business strategy strategie innovation innovatie research onderzoek report rapport survey index
    award awards event events congres conference summit webinar podcast column columns opinie
    opinion interview artikel article artikelen articles inloggen registreren subscribe abonneren
    nieuwsbrief newsletter privacy policy cookies cookie voorwaarden terms facebook linkedin twitter
    instagram youtube whatsapp google januari februari maart april juni juli augustus september
    oktober november december january february march june july august october maandag dinsdag
    woensdag donderdag vrijdag zaterdag zondag monday tuesday wednesday thursday friday saturday
    sunday promoter score effort journey design thinking leadership leiderschap culture cultuur
    change loyalty loyaliteit retail banking healthcare zorg overheid government finance merk
    quality kwaliteit feedback social artificial intelligence trends dossier gastblog reacties
    comments vandaag
    """
)
_WORD = r"[^\W\d_]+(?:['’\-][^\W\d_]+)*"
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,5}$|(?:[^\W\d_](?:h|r)?\.){1,5}$")
_TOKEN = re.compile(rf"(?:[^\W\d_]{{1,2}}\.)+|{_WORD}\.?|[‘’'`]t\b")
_JOIN = re.compile(
    r"\s*(?:,\s*(?:en|and|&)\s+|\s+(?:en|and|&|und|et|x|\+)\s+|\s*[;,&/]\s*)\s*", re.IGNORECASE
)
_FUNCTION = re.compile(
    r"\b(?:manager|secretary|chair(?:man|woman)?|voorzitter|secretaris|director|directeur|consultant|adviseur|founder|oprichter|officer|expert|specialist|head|lead|"
    r"president|writer|columnist|partner|owner|eigenaar|c[ecoxm]o)\b",
    re.IGNORECASE,
)
_MAX_TOKENS = 7
Common = frozenset[str]


def person_name(text: str, common: Common = frozenset()) -> str | None:
    """The name when ``text`` is exactly one person's full name, else None.

    Titles and degrees around it are left out, capitals become normal case. ``common`` are words that the
    document writes in lower case: a name whose every word is among them is taken for ordinary words.
    """
    cleaned = _DEGREES.sub("", " ".join(unicodedata.normalize("NFC", text).split()).strip(" ,:;|–—-()\"'“”*"))
    tokens = cleaned.split()
    while len(tokens) > 1 and tokens[0].rstrip(".").lower() in _TITLES:
        if tokens[0].lower() == "de" and tokens[1].lower() != "heer":
            break  # "de heer Smit" is a name, "De Wachtkamer" is none
        tokens = tokens[1:]
    if not 2 <= len(tokens) <= _MAX_TOKENS or not all(map(_is_part, tokens)):
        return None
    if _is_shouted(tokens):
        tokens = [_calm(token) for token in tokens]
    return " ".join(tokens) if _is_full_name(tokens, common) else None


def name_list(text: str, common: Common = frozenset()) -> list[str]:
    """The names when ``text`` is a list of persons, each maybe followed by a function; else [].

    "Jan de Vries, adviseur bij Acme" and "J. Smit & K. Bos" are lists; "Jan de Vries zegt" is none.
    """
    names: list[str] = []
    for part in _JOIN.split(re.sub(r"\([^()]*\)", "", text).strip(" .:|–—-")):
        name = person_name(part, common)
        if name and not (names and _FUNCTION.search(part)):
            names.append(name)
        elif not names or (part[:1].isupper() and len(part.split()) == 2 and not _says_function(part)):
            return []
    return list(dict.fromkeys(names))


def split_names(text: str) -> list[str]:
    """A stated author field -> names; a field that is no list of persons stays one name, verbatim."""
    whole = " ".join(text.split())
    parts = [part for part in _JOIN.split(whole) if part.strip()]
    if len(parts) > 1 and all(person_name(part) for part in parts):
        return [part.strip() for part in parts]
    return [whole] if whole else []


def find_names(text: str, common: Common = frozenset()) -> Iterator[tuple[int, int, str]]:
    """Full names in running text as (start, end, name), longest first at each place."""
    tokens = list(_TOKEN.finditer(text))
    index = 0
    while index < len(tokens):
        for length in range(min(_MAX_TOKENS, len(tokens) - index), 1, -1):
            run = tokens[index : index + length]
            span = text[run[0].start() : run[-1].end()]
            if run[0][0][:1].isupper() and span.count(" ") == length - 1:
                trimmed = re.sub(r"['’]s$|\.$", "", span) if not _INITIALS.search(span) else span
                name = person_name(trimmed, common)
                if name:
                    yield run[0].start(), run[0].start() + len(trimmed), name
                    index += length - 1
                    break
        index += 1


def first_name(name: str) -> str:
    """The given name, folded for comparing."""
    return name.split()[0].casefold()


def same_person(one: str, other: str) -> bool:
    """Whether two full names can be one person: equal, or equal surnames with a matching initial."""
    if one.casefold() == other.casefold():
        return True
    (a, *rest_a), (b, *rest_b) = one.casefold().split(), other.casefold().split()
    if rest_a == rest_b and a[0] == b[0] and (a.endswith(".") or b.endswith(".")):
        return True
    short, long = sorted((one.casefold().split(), other.casefold().split()), key=len)
    letters = re.findall(r"[^\W\d_]", short[0]) if _INITIALS.match(short[0]) else []
    # "R.K. Rao" is "Raghunath Keshav Rao".
    return (
        len(letters) > 1
        and letters == [word[0] for word in long[: len(letters)]]
        and short[1:] == long[len(letters) :]
    )


def _is_part(token: str) -> bool:
    if token.lower() in NAME_PARTICLES or _INITIALS.match(token):
        return True
    if not re.fullmatch(_WORD, token):
        return False
    pieces = re.split(r"['’\-]", token)
    return token[0].isupper() and all(piece.isupper() or _has_plain_case(piece) for piece in pieces)


def _has_plain_case(piece: str) -> bool:
    """Capitals only where names have them: LinkedIn and PayPal are no names, McDonald is one."""
    rest = re.sub(r"^(?:Mc|Mac|De|Van|Di|La|Le|Fitz)(?=[A-Z])", "", piece)
    return rest[1:].islower() or len(rest) <= 1


def _is_shouted(tokens: list[str]) -> bool:
    long = [token for token in tokens if token.lower() not in NAME_PARTICLES and len(token.strip(".")) > 1]
    return bool(long) and all(re.sub(r"^(?:Mc|Mac)(?=[A-Z])", "", token).isupper() for token in long)


def _calm(token: str) -> str:
    if token.lower() in NAME_PARTICLES:
        return token.lower()
    if _INITIALS.match(token):
        return token
    small = re.match(r"(?:Mc|Mac)(?=[A-Z])", token)  # "McGOWRIE"
    head = small.group() if small else ""
    return head + re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), token[len(head) :])


def _is_full_name(tokens: list[str], common: Common) -> bool:
    core = [token for token in tokens if token.lower() not in NAME_PARTICLES]
    last = tokens[-1]
    if (
        len(core) < 2
        or last.lower() in NAME_PARTICLES
        or _INITIALS.match(last)
        or tokens[0].lower() in NAME_PARTICLES
        or any(a.lower() in _PREPOSITIONS and b.lower() not in _AFTER for a, b in itertools.pairwise(tokens))
    ):
        return False
    words = [token.casefold() for token in core if not _INITIALS.match(token)]
    if any(word in _NOT_NAMES for word in words) or any(
        t.isupper() and len(t) > 1 and "." not in t for t in core
    ):
        return False
    if _INITIALS.match(core[0]):  # "M. van der Meer" is a name, whatever else "meer" means
        return bool(words)
    return words[:1] != [] and words[0] not in _NOT_FIRST and not all(word in common for word in words)


def _says_function(part: str) -> bool:
    """Whether words after a name tell a job or employer, such as "Senior Consultant"."""
    return bool(_FUNCTION.search(part)) or any(word.casefold() in _NOT_NAMES for word in part.split())
