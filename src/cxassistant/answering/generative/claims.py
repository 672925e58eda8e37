"""What can be told of a sentence by rule: its quotes, its numbers, its persons, and whom it lets speak."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxassistant.answering.generative.passages import Given
from cxassistant.answering.phrases import MONTHS
from cxassistant.answering.roster import Roster
from cxassistant.meaning import number_values
from cxassistant.models import Sentence
from cxassistant.naming import is_same_person
from cxassistant.saying import SAYS, THINKS
from cxassistant.text import find_verbatim, fold, words

_QUOTES = re.compile(
    r"[“„”\"«»]\s?(?P<double>[^“”„\"«»]{2,600}?)\s?[”“\"»«]"
    r"|(?<![\w’'])[‘'](?P<single>[^‘’'\n]{2,400}(?:[’'](?=\w)[^‘’'\n]{1,400})*)[’'](?!\w)"
)
_BY = r"(?:volgens|aldus|according to|in de woorden van|in the words of|as per)"
_SAYING = re.compile(
    rf"\b(?:{SAYS}|{THINKS}|advises|advise|recommends?|adviseren|raadt|raden)\b", re.IGNORECASE
)
_BY_WHOM = re.compile(rf"\b{_BY}\s+(?:\w+\s+){{0,3}}?$", re.IGNORECASE)
_BETWEEN = 4  # words between a person and the verb: "Jansen, directeur van Acme, zegt"
_WRITER = re.compile(
    r"\b(?:de|the|deze|this)\s+(?:auteur|schrijver|schrijfster|columniste?|author|writer|columnist)\b",
    re.IGNORECASE,
)
_THIRD = r"(?:hij|zij|ze|he|she)"
_GOES_ON = re.compile(rf"[\s“‘\"']*{_THIRD}\b", re.IGNORECASE)
_PRONOUN = re.compile(
    rf"\b{_THIRD}\s+(?:{SAYS}|{THINKS})\b|\b(?:{SAYS}|{THINKS})\s+{_THIRD}\b", re.IGNORECASE
)
_MONTH_OF = {name.lower(): number for names in MONTHS.values() for number, name in enumerate(names, 1)}
_NAMES = "|".join(_MONTH_OF)
_AFTER_DAY = re.compile(
    rf"\b\d{{1,2}}\s+(?P<month>{_NAMES})\b|\b(?P<other>{_NAMES})\s+\d{{1,4}}\b", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"\b(?:https?|ftp|data|javascript|mailto|file):\S+|\bwww\.\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:com|net|org|nl|be|eu|io|example)\b\S*"
    r"|\b[A-Z]{2}\d{2} ?[A-Z0-9]{4}[ \d]{4,}|\+?\d[\d .-]{6,}\d"
)
_OF_A_COUNTRY = re.compile(
    r"(?:dutch|american|british|english|german|french|belgian|european|nederlandse?|amerikaanse?|britse?|engelse?|duitse?"
    r"|franse?|belgische?|vlaamse?|europese?)$",
    re.IGNORECASE,
)
_SHARES = {0.5: 50.0, 0.25: 25.0}  # "de helft" for 50%


@dataclass(frozen=True, slots=True)
class Said:
    """Whom a sentence lets say something: ``people`` by name, and whether it means the writer or a pronoun."""

    people: tuple[str, ...] = ()
    writer: bool = False
    pronoun: bool = False


def quotes_in(sentence: str) -> list[str]:
    """The words between quotation marks."""
    found = (m["double"] or m["single"] for m in _QUOTES.finditer(sentence))
    return [q.strip(" ,.;") for q in found if re.search(r"\w", q)]


def unquoted(sentence: str) -> str:
    """The sentence without the words between quotation marks."""
    return _QUOTES.sub(" ", sentence)


def place_of(quote: str, passage: Given) -> tuple[int, int] | None:
    """Where a quote stands in a passage, as offsets into its source; None if it does not, to the letter."""
    found = find_verbatim(quote, passage.text)
    return (passage.start + found[0], passage.start + found[1]) if found else None


def holds_numbers(sentence: str, passages: Sequence[Given]) -> bool:
    """Whether every number, year and month of a sentence stands in the passages, or in their title or date."""
    text = " ".join(f"{p.text} {p.source.title} {(p.source.date or '').replace('-', ' ')}" for p in passages)
    told = {_plain(v) for v in number_values(words(text))} | {_plain(v) for v in re.findall(r"\d+", text)}
    told |= {_SHARES[v] for v in told if isinstance(v, float) and v in _SHARES}
    asked = {_plain(v) for v in number_values(words(sentence))}
    asked = {_SHARES.get(v, v) if isinstance(v, float) else v for v in asked}
    dates = {int(p.source.date[5:7]) for p in passages if p.source.date and len(p.source.date) > 4}
    low = fold(text)
    months = {_MONTH_OF[(m["month"] or m["other"]).lower()] for m in _AFTER_DAY.finditer(sentence)}
    named = {number for name, number in _MONTH_OF.items() if re.search(rf"\b{name}\b", low)} | dates
    return asked <= told and months <= named


def _plain(value: object) -> object:
    """ "07" and 7.0 are one number."""
    return float(value) if isinstance(value, str) and value.isdigit() and len(value) < 15 else value


def holds_addresses(sentence: str, passages: Iterable[Given]) -> bool:
    """Whether every web address, e-mail address and telephone or account number stands so in the passages."""
    text = " ".join(passage.text for passage in passages)
    return all(match.group().rstrip(".,;:)") in text for match in _ADDRESS.finditer(sentence))


def persons_in(sentence: str, roster: Roster) -> list[tuple[str, tuple[str, ...]]]:
    """Each person that a sentence names, as written and as persons of the corpus (none for a stranger)."""
    return [(m.name, m.people) for m in roster.mentions(sentence) if m.people or _is_full_name(m.name)]


def _is_full_name(name: str) -> bool:
    """Several words of which none is an abbreviation or a nationality: "Dutch CX" is nobody."""
    parts = name.split()
    return len(parts) > 1 and not any(
        (w.isupper() and len(w) > 1 and "." not in w) or _OF_A_COUNTRY.match(w) for w in parts
    )


def is_named(name: str, people: Sequence[str], passages: Iterable[Given]) -> bool:
    """Whether a person who is named stands in the passages, or wrote or says them."""
    for passage in passages:
        known = {*passage.people, *passage.source.authors}
        if any(is_same_person(one, [other]) for one in (name, *people) for other in known):
            return True
        held = f" {fold(' '.join(words(passage.text)))} "
        if any(f" {fold(part)} " in held for part in (name, *people, *(p.split()[-1] for p in people))):
            return True
    return False


def who_says(sentence: str, roster: Roster) -> Said:
    """Whom a sentence lets say, write or think something, outside of its quotes."""
    plain = unquoted(sentence)
    people: list[str] = []
    verbs = [(v.start(), v.end()) for v in _SAYING.finditer(plain)]
    mentions = [m for m in roster.mentions(plain) if m.people or m.name[:1].isupper()]
    for mention in mentions:
        by = _BY_WHOM.search(plain[: mention.start]) is not None
        near = any(
            len(plain[min(mention.end, end) : max(mention.start, start)].split()) <= _BETWEEN
            for start, end in verbs
        )
        colon = plain[mention.end :].lstrip().startswith(":")
        if by or near or colon:
            people += mention.people or (mention.name,)
    if not people and verbs and len(mentions) == 1:
        people += mentions[0].people or (mentions[0].name,)
    return Said(
        tuple(dict.fromkeys(people)),
        bool(_WRITER.search(plain)) and bool(verbs),
        bool(_PRONOUN.search(plain)),
    )


def by_those(passages: Sequence[Given], people: Sequence[str]) -> list[Given]:
    """The passages that are the words of one of these persons."""
    return [p for p in passages if any(is_same_person(one, [other]) for one in people for other in p.people)]


def reported_of(
    passages: Sequence[Given], people: Sequence[str], roster: Roster, sentences: Sequence[Sentence]
) -> list[Given]:
    """The sentences of passages in which their writer lets one of these persons say something, each as a passage.

    A sentence that goes on with "he" or "she" belongs to the one before it. ``sentences`` is the corpus's table.
    """
    found = []
    for passage in passages:
        for row in passage.rows:
            said = who_says(passage.narrowed(sentences, row, row + 1).text, roster).people
            if not any(is_same_person(one, [other]) for one in people for other in said):
                continue
            last = row + 1
            while last in passage.rows and _GOES_ON.match(passage.narrowed(sentences, last, last + 1).text):
                last += 1
            found.append(passage.narrowed(sentences, row, last))
    return found
