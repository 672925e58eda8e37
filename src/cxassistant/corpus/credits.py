"""Reading one line that tells about the article: who wrote it, when, how long it takes to read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cxassistant.corpus.dates import find_dates
from cxassistant.corpus.names import Common, name_list, person_name

_MAX_WORDS = 28
_WROTE = (
    r"(?:geschreven|gepubliceerd|geplaatst|written|posted|published|words|text|tekst|story|bijdrage|"
    r"brief|letter|gastbijdrage|column|blog|opinie\w*|essay|"
    r"gastblog|gastcolumn|guest (?:post|blog|column|essay)|interview|artikel|article|commentaar|"
    r"recensie|review|reportage)"
)
_MADE = (
    r"(?:reviewed|besproken|gerecenseerd|opgetekend|opgesteld|samengesteld|genotuleerd|gemaakt|prepared|compiled|drafted|"
    r"taken|recorded|authored|reported)"
)
_AUTHOR_ROLE = re.compile(
    rf"^(?:(?:(?:dit is |deze |dit |this |een |a |an )*{_WROTE} (?:is )?)?(?:door|by|"
    rf"van de hand van|(?:(?:minutes|notes|notulen|verslag) )?{_MADE} (?:by|door)|(?:minutes|notulen|notulist|verslag|"
    rf"notes|verslaggeving)(?= ?:))\b\s*:?|"
    rf"(?:dit is |this is )?(?:een|a|an) {_WROTE} (?:van|from|of)\b|"
    r"(?:deze|dit|this) \w+ is van\b|van (?=onze)|(?:opinie|opinion|contributor|gastauteur|"
    r"guest author|gastcolumn\w*|gastschrijver|bijdrage|contribution|medewerker|reporter|correspondent|"
    r"auteurs?|authors?|tekst|text|words|writers?|written|schrijvers?|columniste?|column|blogger|"
    r"gastblogger|gastblog|"
    r"van|from|naam|story|verhaal|reportage)(?:\s*(?:\(s\)|&|en|and|\+)\s*(?:foto['’]?s?|beeld|"
    r"fotografie|photos?|photography|interview|research))?\s*:|"
    r"(?:tekst|words|column|gastcolumn|gastblog)\b)\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_INTERVIEW_ROLE = re.compile(r"^interview\s*:\s*(?P<value>\S.*)$", re.IGNORECASE)
_OTHER_ROLE = re.compile(
    r"^(?:foto['’]?s?|fotografie|fotograaf|beeld|illustraties?|infographic|vertaling|vertaald|vertaler|"
    r"eind\s?redactie|redactie|bewerking|vormgeving|camera|video|podcast|"
    r"photos?|photograph(?:y|s|er)?|images?|illustrations?|illustrated|pictures?|translat(?:ion|ed|or)|"
    r"edit(?:ed|or|ing)|design|research|interview met|met dank aan|with thanks to|"
    r"in gesprek met|aan|to|credits?|header|cover|portrait|portret|prepared for|opgesteld voor|in opdracht van)"
    r"\b(?:\s+(?:door|by))?\s*:?\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_INNER_ROLE = re.compile(
    r"(?<=\S)(?<!\ben)(?<!\band)[\s.,;]+(?<![&+] )(?=(?:foto['’]?s?|fotografie|beeld|illustraties?|"
    r"tekst|vertaling|photos?|photographs|photography|images?|illustrations?|words|text|translation|"
    r"(?:eind)?redactie|interview|"
    r"auteur|author|bewerking|video|portrait|portret|prepared for|opgesteld voor)"
    r"(?:\s+(?:door|by))?\s*:|(?:pictures|photos|photography|"
    r"illustrations?|images?|foto['’]?s|beeld|vertaling|translation) (?:by|door) )",
    re.IGNORECASE,
)
# "12 May 2020 in Opinion by Jane Smith": a byline inside a line, but not that of a photographer.
_INNER_BY = re.compile(
    r"(?<!\S)(?!(?:photo|foto|fotografie|beeld|image|illustrat|picture|vertaal|vertaling|translat|edit|"
    r"bewerk|design)\w*['’]?s?\s)(?P<before>\S+)\s+(?=(?:door|by)\s+[A-Z])",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:laatst\s)?(?:gepubliceerd|geplaatst|bijgewerkt|gewijzigd|geüpdatet|verschenen|aangemaakt|"
    r"published|posted|updated|modified|first published|last (?:updated|modified)|datum|date|"
    r"publicatiedatum|publication date|on|op|d\.d\.|added|created|released|written|issued)(?: (?:op|"
    r"on))?\s*:?\s*)+$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:bijgewerkt|gewijzigd|geüpdatet|updated|modified|aangepast)\b", re.IGNORECASE)
_READ_TIME = re.compile(
    r"\(?\b(?:leestijd|reading time|time to read|read time)?\s*:?\s*(?:ca\.? |circa |about |approx\.? |"
    r"± ?)?\d{1,3}[\s-]*(?:min(?:uten|uut|utes?|s)?\b\.?)"
    r"[\s-]*(?:leestijd|lezen|leeswerk|leesplezier|read(?:ing time|ing)?|lees)?\)?|"
    r"\b\d{1,2}[:.]\d{2}(?: ?(?:uur|u|am|pm|cet|h))?\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)\b\.?(?=[\s,]*\x00)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s*[|•·;\x00«»>]+\s*|\s+[–—-]+\s+|\s+/\s+")
_ORGANISATION = re.compile(r"^[A-Z0-9][^.!?:;,\"“‘]{1,40}(?:\.(?:nl|com|be|org|net|co\.uk|io|eu))?$")
_STAFF = re.compile(
    r"\b(?:redactie|editors?|editorial|staff|team|admin\w*|webmaster|gast\w*|guest)\b", re.IGNORECASE
)
_SLASH_CREDIT = re.compile(
    r"^[(\[](?P<name>[^()\[\]/|]{3,60}?)\s*(?:[/|–—]|"
    r",(?=\s*[A-Z]))\s*(?P<site>[^()\[\]/]{2,50})[)\]]\.?$"
)
_PAREN_NAME = re.compile(r"^[(\[](?:door |by )?(?P<name>[^()\[\]/|,]{5,60})[)\]]\.?$")
_OUR_REPORTER = re.compile(
    r"^(?:onze|our|a|een|gast\w*|guest) (?:\w+ )?(?:verslag\w+|redact\w+|column\w+|correspondent\w*|"
    r"reporter|writer|contributor|blogger|auteur)\s+",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"\s*(?:<[^<>\s]+@[^<>\s]+>|\(?@\w+\)?)")
_OF_PLACE = re.compile(r"\s+(?:of|from|at|bij|van|for|voor|namens)\s+(?:the |de |het )?[A-Z].*$")
_LOOSE_ENDS = re.compile(
    r"\s+(?:at|on|op|om|in|d\.d\.|,)$|^(?:at|om)\s+", re.IGNORECASE
)  # left of a date or time
_STAFF_LINE = re.compile(
    r"^(?:by|door|auteur|author|tekst|words)\b\s*:?\s*(?:de |the |onze |our )?(?:\w+ )?(?:redactie|"
    r"editors?|staff(?: writers?)?|team)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?]$")
_CELL_WORDS = 4
_MAX_OPENING_WORDS = 2


@dataclass(slots=True)
class Credit:
    """What one credit line says; ``authors`` holds (name, rule, confidence)."""

    authors: list[tuple[str, str, float]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # photographers, translators, addressees
    organisation: str | None = None
    organisation_sure: bool = False
    date: str | None = None
    updated: bool = False  # the date is of a later change
    read_time: bool = False
    leftover_words: int = 0
    by_staff: bool = False  # the line says that no person is named
    opens_plain: bool = False  # it begins with several ordinary words, as a title does


def parse_credit(text: str, common: Common, *, day_first: bool = True) -> Credit | None:
    """What ``text`` credits, or None when it is not a credit line but ordinary text or a title."""
    if len(text.split()) > _MAX_WORDS:
        return None
    credit = Credit(by_staff=bool(_STAFF_LINE.match(text)))
    bracketed = _bracketed(text, common)
    if bracketed is not None:
        return bracketed
    rest = _take_dates(_HANDLE.sub("", text), credit, day_first)
    rest = _READ_TIME.sub("\x00", rest) if _READ_TIME.search(rest) else rest
    credit.read_time = bool(_READ_TIME.search(text))
    rest = _WEEKDAY.sub(" ", rest)
    rest = (
        _INNER_BY.sub(_set_apart, _INNER_ROLE.sub(" | ", rest))
        if credit.date or _INNER_ROLE.search(rest)
        else rest
    )
    roles = 0
    cells = (_LOOSE_ENDS.sub("", part.strip(" ,.:")) for part in _SEPARATORS.split(rest))
    for number, cell in enumerate(filter(None, cells)):
        outcome = _read_cell(cell, credit, common)
        if outcome is None:
            return None
        roles += outcome
        credit.opens_plain = credit.opens_plain or (
            number == 0 and credit.leftover_words > _MAX_OPENING_WORDS and text.startswith(cell)
        )
    judged = _judge(credit, roles)
    # A bare name closes no sentence: "Klik op Instellingen." is an instruction.
    bare = judged is not None and not roles and not credit.date and not credit.read_time
    return None if bare and _SENTENCE.search(text) else judged


def _set_apart(match: re.Match[str]) -> str:
    """The word before an inner "by", cut off from it unless the two belong together ("written by")."""
    before = match["before"]
    return f"{before} " if re.fullmatch(rf"{_WROTE}", before, re.IGNORECASE) else f"{before} | "


def _bracketed(text: str, common: Common) -> Credit | None:
    match = _SLASH_CREDIT.match(text)
    if match:
        names = name_list(match["name"], common)
        if names:
            site = match["site"].strip()
            dates = find_dates(site)
            credit = Credit(
                [(name, "credit line", 0.9) for name in names], date=dates[0].iso if dates else None
            )
            site = site[: dates[0].start].strip(" ,") if dates else site
            credit.organisation, credit.organisation_sure = (site or None), True
            return credit
    match = _PAREN_NAME.match(text)
    name = person_name(match["name"], common) if match else None
    return Credit([(name, "credit line", 0.8)]) if name else None


def _take_dates(text: str, credit: Credit, day_first: bool) -> str:
    """``text`` with its dates replaced by a separator; the first date goes into ``credit``."""
    rest = text
    found = find_dates(text, day_first=day_first)
    for item in reversed(found):
        rest = rest[: item.start] + "\x00" + rest[item.end :]
    if found:
        credit.date = found[0].iso
        credit.updated = bool(_UPDATED.search(text[: found[0].start]))
    return rest


def _read_cell(cell: str, credit: Credit, common: Common) -> int | None:
    """1 when the cell names a role, 0 when it may stand in a credit line, None when it may not."""
    interview, author, other = _INTERVIEW_ROLE.match(cell), _AUTHOR_ROLE.match(cell), _OTHER_ROLE.match(cell)
    if other and not author:
        names = name_list(other["value"], common)
        credit.others += names
        return 1 if names or (":" in cell and len(cell.split()) <= 6) else _plain_cell(cell, credit, common)
    if interview or author:
        value = _OUR_REPORTER.sub("", (interview or author)["value"])  # type: ignore[index]
        names = name_list(value, common) or name_list(_OF_PLACE.sub("", value), common)
        if not names and ":" in cell and value.islower():  # some sites write all of it small
            names = name_list(value.title(), frozenset())
        if names:
            credit.authors += [
                (name, "interviewer" if interview else "byline", 0.65 if interview else 0.95)
                for name in names
            ]
            return 1
        return _organisation_cell(cell, value, credit)
    return _plain_cell(cell, credit, common)


def _organisation_cell(cell: str, value: str, credit: Credit) -> int | None:
    if _ORGANISATION.match(value) and len(value.split()) <= _CELL_WORDS:
        if not _STAFF.search(value):
            credit.organisation = value
        return 1
    if _STAFF.search(value) and len(value.split()) <= _CELL_WORDS:
        return 1
    return 0 if len(cell.split()) <= 3 and credit.date else None


def _plain_cell(cell: str, credit: Credit, common: Common) -> int | None:
    names = name_list(cell, common)
    if names:
        credit.authors += [(name, "name line", 0.65) for name in names]
        return 0
    if _LABEL.match(cell):
        return 0
    credit.leftover_words += len(cell.split())
    return 0 if len(cell.split()) <= _CELL_WORDS + 2 and not re.search(r"[?!\"“‘]", cell) else None


def _judge(credit: Credit, roles: int) -> Credit | None:
    """A line counts as a credit line when it names a role, a date or a person, and little else."""
    if credit.opens_plain and not credit.read_time and (len(credit.date or "") < 7 or not roles):
        return None  # "Title - Name" is a title
    if len(credit.date or "") == 4 and not roles and credit.leftover_words > 1:
        return None  # "Trends in 2024" is a heading
    if (
        roles
        or (credit.date and credit.leftover_words <= 9)
        or (credit.read_time and credit.leftover_words <= 6)
    ):
        if credit.date and not roles:  # a name next to a date is a byline without the word
            credit.authors = [(name, "name and date", 0.85) for name, _, _ in credit.authors]
        return credit
    return credit if credit.authors and credit.leftover_words <= 8 else None
