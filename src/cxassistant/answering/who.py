"""Questions that ask who: who writes about something, who said some words, and whether the newest is wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cxassistant.answering.intents import any_of
from cxassistant.text import DOUBLE_QUOTES, SINGLE_QUOTES

_OPEN = r"^\W*(?:(?:en|and)\s+)?"
_WRITERS = any_of(
    r"wie(?: (?:van|uit) (?:de|deze|jouw|je) \w+)?|(?:welke|wat voor) (?:auteurs?|schrijvers?|columnisten?|mensen)",
    r"who(?: (?:in|of|among) (?:the|these|your) \w+)?|(?:which|what) (?:authors?|writers?|columnists?|people)",
)
_FILL = r"(?:\s+(?:er|hier|nog|meer|allemaal|iets|wel|eens|het|ook|else|also|all|something|anything))*"
_WRITES = (
    re.compile(
        rf"{_OPEN}{_WRITERS}{_FILL}\s+(?:schrij\w+|schre\w+|zegt|zeggen|praat|praten|heeft|hebben|writes?|wrote|"
        rf"has written|have written|talks?|says?|speaks?){_FILL}\s+(?:over|about|on)\s+(?P<topic>.+?)"
        r"(?:\s+(?:geschreven|gezegd|te zeggen))?(?P<end>\W*)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_OPEN}(?:door|by) (?:wie|whom)\b.*?\s(?:over|about|on)\s+(?P<topic>.+?)(?:\s+geschreven)?(?P<end>\W*)$",
        re.IGNORECASE,
    ),
)
_NEWEST_ON = (
    re.compile(
        rf"{_OPEN}(?:wat is|what(?:'s|’s| is)|geef|toon|noem|show|give)?(?: (?:me|mij|er|het|de|the))*\s*"
        r"(?:nieuwste|recentste|meest recente?|recente|laatste|latest|newest|most recent|recent)"
        r"(?: (?!over\b|on\b|about\b|van\b|by\b)\w+)?\s+(?:over|op het gebied van|on|about)\s+(?P<topic>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_OPEN}(?:wat is er|what has been|what was)\s+(?:recent(?:elijk)?|onlangs|recently|lately)?\s*"
        r"(?:geschreven|gezegd|written|said)?\s*(?:recent(?:elijk)?|onlangs|recently|lately)\s*"
        r"(?:geschreven|gezegd|written|said)?\s+(?:over|on|about)\s+(?P<topic>.+)$",
        re.IGNORECASE,
    ),
)
# "Wie nog meer?", "Who else?": asks for others than those just cited.
_ELSE = re.compile(
    any_of(
        rf"{_OPEN}(?:wie|who|welke auteurs?|which authors?)(?: (?:zegt|zeggen|schrijft|schrijven|vindt|vinden|says?|"
        r"writes?|thinks?))?(?: (?:er|daar|hier))? ?(?:nog meer|nog|anders|else|ook|also|too)"
        r"(?: (?:iets|something|anything))?(?: (?:daarover|hierover|erover|over|dat|about (?:it|that|this)|that|this))?"
        r"(?: (?:zegt|zeggen|schrijft|schrijven|vindt|vinden|says?|writes?))?\W*$",
        rf"{_OPEN}(?:nog )?(?:anderen|iemand anders|andere auteurs|anyone else|anybody else|others?|other authors)\W*$",
    ),
    re.IGNORECASE,
)
_AGREE = re.compile(
    any_of(
        rf"{_OPEN}(?:zijn|waren) (?:ze|zij|die twee|beiden?) het (?:daarover |hierover |erover )?(?:on)?eens"
        r"(?: met elkaar)?(?: daarover| hierover| erover)?\W*$",
        rf"{_OPEN}do (?:they|these two|both) (?:dis)?agree(?: with each other)?(?: (?:on|about) (?:it|that|this))?\W*$",
        rf"{_OPEN}(?:vergelijk (?:ze|hen|die twee)|compare (?:them|those two|the two))\W*$",
    ),
    re.IGNORECASE,
)
_MARKS = re.escape(SINGLE_QUOTES + DOUBLE_QUOTES)
_WITHIN_MARKS = re.compile(rf"(?:^|(?<=[\s:(,]))[{_MARKS}]+(?P<words>.+)[{_MARKS}](?!\w)")
_SAID = re.compile(
    any_of(
        rf"{_OPEN}(?:wie|welke auteur|door wie)\s+(?P<past>zei|schreef|heeft|is)?(?:zegt|schrijft|werd|wordt)?\b"
        r"(?:\s+(?:er|ooit|toch|ook|weer|het volgende|letterlijk|gezegd|geschreven|de woorden|dit))*\s*[:,]?\s*",
        rf"{_OPEN}van wie (?:is|zijn|komt|komen|was)(?: (?:de|het|deze|dit))?"
        r"(?: (?:uitspraak|citaat|quote|woorden|zin|gezegde|tekst|regel|oneliner))?\s*[:,]?\s*",
        rf"{_OPEN}(?:who|which author)\s+(?P<pasten>said|wrote|has said|is quoted as saying)?(?:says?|writes?)?\b"
        r"(?:\s+(?:once|ever|the words|the following|this|that line))*\s*[:,]?\s*",
        rf"{_OPEN}whose (?:words|quote|line|phrase|sentence) (?:is|are|was|were)(?: (?:this|these|it))?\s*[:,]?\s*",
        rf"{_OPEN}(?:who is|waar (?:komt|staat)|where (?:does|is|do))(?: (?:the|het|de|deze|this))?"
        r"(?: (?:quote|words|line|sentence|citaat|uitspraak|zin|woorden))?\s*[:,]?\s*",
    ),
    re.IGNORECASE,
)
_TRAILING = re.compile(r"\s+(?:gezegd|geschreven)(?P<end>\W*)$", re.IGNORECASE)
# What follows "who said" and is no words of anybody: a clause, a subject.
_NO_WORDS = re.compile(
    r"^(?:dat|that|over|about|on|of|er|iets|something|anything|to|in|met|with|het (?:boek|artikel|stuk|rapport)|"
    r"the (?:book|article|piece|report|foreword))\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:dat|that|die|who|which)\b", re.IGNORECASE)
_FEWEST = 2  # words within marks
_FEWEST_BARE = 4  # words without marks: fewer are hardly a quotation
_NEWEST = re.compile(
    r"\b(?:nieuwste|recent(?:e|ste|elijk)?|onlangs|laatste (?:tijd|inzicht\w*|stand|artikel\w*|stuk\w*)|meest actuele|"
    r"latest|newest|most recent(?:ly)?|recent(?:ly)?|lately)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:nu|tegenwoordig|vandaag de dag|momenteel|now|nowadays|currently|these days|today)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of which a question asks who said them. ``certain``: they can be nothing but a quotation."""

    text: str
    certain: bool


def writers_topic(text: str) -> str | None:
    """The topic of "who writes about ..." and "the latest on ..."; None for other questions."""
    for pattern in _WRITES:
        match = pattern.match(text)
        if match:
            return f"{match['topic']}{match['end'].strip()}"
    newest = next((m for pattern in _NEWEST_ON if (m := pattern.match(text))), None)
    return newest["topic"] if newest else None


def asks_who_else(text: str) -> bool:
    """Whether this is "who else?": it goes on with what was asked before."""
    return _ELSE.match(text) is not None


def asks_whether_they_agree(text: str) -> bool:
    """Whether this asks to put those side by side who were just cited."""
    return _AGREE.match(text) is not None


def words_asked(text: str) -> Words | None:
    """The words of "who said ..."; None for other questions."""
    opening = _SAID.match(text)
    if opening is None or not opening.group().strip():
        return None
    marked = _WITHIN_MARKS.search(text, max(opening.end() - 3, 0))
    if marked:
        words = marked["words"].strip()
        return Words(words, True) if len(words.split()) >= _FEWEST else None
    past = opening.groupdict().get("past") or opening.groupdict().get("pasten")
    colon = ":" in opening.group()
    if not colon and (past or "").lower() not in ("zei", "schreef", "said", "wrote", "heeft"):
        return None
    words = _TRAILING.sub(lambda m: m["end"], text[opening.end() :]).strip(" ?.!\n")
    if len(words.split()) < (_FEWEST if colon else _FEWEST_BARE) or (not colon and _NO_WORDS.match(words)):
        return None
    spoken = (past or "").lower() in ("zei", "said", "heeft")
    return Words(words, colon or (spoken and not _CLAUSE.search(words)))


def wants_newest(text: str) -> bool:
    """Whether a question asks for what is newest."""
    return _NEWEST.search(text) is not None


def newest_first(text: str) -> bool:
    """Whether what is newer comes first in the answer."""
    return wants_newest(text) or _NOW.search(text) is not None
