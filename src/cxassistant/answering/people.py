"""What a question asks of persons: whose words, whether side by side, and on what topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cxassistant.answering.intents import any_of
from cxassistant.answering.roster import Mention, Roster
from cxassistant.text import normalize_space

# Names are taken out of a question before it is read, each for its number between two characters that no
# question holds: "Wat vindt (0) van (1)?".
_WHO = "\ue000\\d+\ue001"
_ANY_TITLE = any_of(
    r"(?:de )?(?:heer|mevrouw|meneer|auteur|columnist|schrijver)",
    r"dr\.?|prof\.?|mr\.?|mrs\.?|ms\.?|the author",
)
_ONE = rf"(?:{_ANY_TITLE} )?{_WHO}"
_WHOM = rf"(?P<whom>{_ONE}(?:(?:,|,? (?:en|and|of|or|met|with|to|versus|vs\.?))? {_ONE})*)"
_SAYS = any_of(
    r"zegt|zei|zeggen|zeiden|schrijft|schreef|schrijven|schreven|vindt|vond|vinden|vonden|stelt|stellen|denkt|dacht",
    r"denken|meent|menen|beweert|beweren|vertelt|vertellen|adviseert|adviseren|bedoelt|bedoelen|noemt|noemen",
    r"kijkt|kijken|raadt|raden|gelooft|geloven",
)
_SAY = r"(?:say|said|write|wrote|written|think|thought|mean|claim|argue|advise|recommend|believe|suggest|state|feel)"
_ON = r"(?:over|van|naar|tegen|op|about|on|of|at|regarding|towards?)"
_VIEW = any_of(
    r"mening|visie|kijk|standpunt|opvatting|oordeel|idee(?:ën)?|advies|gedachten?|houding",
    r"views?|opinions?|take|position|thoughts?|ideas?|advice|stance|perspective",
)
_OPEN = r"^\W*(?:(?:en|and|maar|but|dus|so)\s+)?"
_MODAL = r"(?:does|did|do|has|have|would|is|are|was)"

_BY = any_of(r"volgens|aldus|naar de mening van|in de ogen van", r"according to|in the (?:view|opinion) of")

# Questions for somebody's words, with the topic where it stands apart. An unknown name is a person here.
_ASKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_OPEN}(?:wat|hoe|waarover|what|how)\s+(?:{_SAYS}|{_MODAL})\s+{_WHOM}(?:\s+(?!{_ON}\b)[\w’'-]+){{0,3}}?"
        rf"(?:\s+{_ON})+\s+(?P<topic>.+)$",
        rf"{_OPEN}(?:wat|what)\s+(?:is|are|zijn)\s+{_WHOM}\s+{_VIEW}\s+{_ON}\s+(?P<topic>.+)$",
        rf"{_OPEN}(?:wat|what)\s+(?:is|are|zijn)\s+(?:de|het|the)\s+{_VIEW}\s+(?:van|of)\s+{_WHOM}\s+{_ON}\s+(?P<topic>.+)$",
        rf"{_OPEN}(?:de |the )?{_WHOM}\s+{_VIEW}\s+{_ON}\s+(?P<topic>.+)$",
        rf"{_OPEN}(?:de|het|the)\s+{_VIEW}\s+(?:van|of)\s+{_WHOM}\s+{_ON}\s+(?P<topic>.+)$",
        rf"{_OPEN}(?:wat|what|hoe|how)\s+{_WHOM}\s+(?:{_SAYS}|{_SAY}s?)\s+{_ON}\s+(?P<topic>.+)$",
        rf"{_OPEN}(?:{_SAYS}|heeft|had|hebben)\s+{_WHOM}\s+(?:(?:er|ooit|iets|wel|eens|het|ook)\s+)*(?:over|van)\s+"
        r"(?P<topic>.+?)(?:\s+(?:geschreven|gezegd|gehad))?\W*$",
        rf"{_OPEN}{_MODAL}\s+{_WHOM}\s+(?:ever\s+)?{_SAY}\s+(?:(?:anything|something|much)\s+)?{_ON}\s+(?P<topic>.+)$",
        rf"{_OPEN}{_WHOM}\s+(?:over|on|about)\s+(?P<topic>.+)$",
        rf"{_OPEN}{_WHOM}\s*:\s+(?P<topic>.+)$",
        rf"\b{_BY}\s+{_WHOM}",
        rf"\b(?:wat|hoe|waarom|what|how|why)\s+(?:{_SAYS}|(?:does|did|do)(?=.*\b{_SAY}\b))\s+{_WHOM}",
        rf"(?:^|\b(?:wat|hoe|waarom|dat|what|how|why|that)\s+){_WHOM}\s+(?:{_SAYS}|{_SAY}s?)\b",
    )
)
# The person is what the question is about, whoever else it may mean by an unknown name.
_SUBJECT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_OPEN}(?:(?:wat|hoe|waarom|wanneer|waar|what|how|why|when|where)\s+)?"
        rf"(?:{_SAYS}|{_MODAL}|heeft|wil|zou|should|could|can|kan)\s+{_WHOM}",
        rf"{_WHOM}\s+{_VIEW}\b",
        rf"\b{_VIEW}\s+(?:van|of|by)\s+{_WHOM}",
    )
)
_ABOUT = any_of(
    r"over|op het gebied van|wat betreft|als het gaat om", r"about|on|regarding|when it comes to|in"
)
_TOPIC = rf"(?:\W*\s{_ABOUT}\s+(?P<topic>.+))?"
_TOGETHER = r"(?:\s+(?:met elkaar|naast elkaar|side by side|eens))*"
_LOOKS = r"(?:\s+(?:aankijken|aankijkt|kijken|kijkt|denken|denkt|look|think|see)\b)?"
_DIFFERENCE = r"(?:verschil(?:len|t)?|overeenkomst(?:en)?|differences?|similarit\w+)"
_COMPARES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:vergelijk|vergelijken|compare|contrast|zet)\b.*?{_WHOM}{_TOGETHER}{_LOOKS}"
        rf"(?:\s+tegen\s+(?P<against>.+)|{_TOPIC})$",
        rf"\b{_DIFFERENCE}\s+(?:(?:is|zijn) er\s+)?(?:tussen|between)\s+{_WHOM}{_TOPIC}$",
        rf"\b(?:waarin|waar|hoe|how|where)\s+(?:verschillen|do|does|differ)\s+{_WHOM}\s*"
        rf"(?:differ|disagree|agree|van mening)?{_TOPIC}$",
        rf"{_OPEN}(?:zijn|is|are|waren)\s+{_WHOM}\s+(?:het\s+)?(?:\w+\s+)?(?:on)?eens"
        rf"(?:\s+met\s+(?P<other>{_WHO}))?{_TOPIC}$",
        rf"{_OPEN}(?:do|does|did)\s+{_WHOM}\s+(?:dis)?agree(?:\s+with\s+(?P<other>{_WHO}))?{_TOPIC}$",
    )
)
_AUTHORS_COMPARED = re.compile(
    any_of(
        r"\b(?:vergelijk|zet)\b.*\b(?:auteurs|schrijvers|columnisten)\b.*?\s(?:over|van)\s+(?P<topic>.+)$",
        r"\bcompare\b.*\b(?:authors|writers|columnists)\b.*?\s(?:on|about|of)\s+(?P<topicen>.+)$",
    ),
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?:zeggen|zeiden|schrijven|vinden|vonden|denken|menen|kijken|geloven|do|are|zijn)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom a question asks. ``topic`` is what is left to look up, None where it names nobody."""

    people: tuple[str, ...] = ()  # of the corpus, in the order of the question
    strangers: tuple[str, ...] = ()  # names of nobody in it
    own: bool = False  # only their own words answer
    reported: bool = False  # ... or, of strangers, what an author says that they hold ("volgens Gartner")
    compared: bool = False
    namesakes: tuple[str, ...] = ()  # several who go by the name that was typed
    first_name: bool = False  # ... which was a first name alone
    mistyped: tuple[tuple[str, str], ...] = ()  # as typed, and whom it was taken for
    topic: str | None = None
    plain: str = ""  # the question without names, to tell its language from


def read_people(text: str, roster: Roster) -> Asked:
    """Whom a question asks for, by its form; without such a form, the authors that it names."""
    mentions = roster.mentions(text)
    masked = _masked(text, mentions)
    plain = _without_people(text, mentions)
    for pattern in _COMPARES:
        match = pattern.search(masked)
        if match and len(_numbers(_group(match, "whom") + _group(match, "other"))) > 1:
            numbers = _numbers(_group(match, "whom") + _group(match, "other"))
            topic = _group(match, "topic") or _group(match, "against")
            return _asked(
                [mentions[n] for n in numbers], _unmasked(topic, text, mentions), plain, compared=True
            )
    for pattern in (*_ASKS, *_SUBJECT):
        match = pattern.search(masked)
        if match is None:
            continue
        who = [mentions[n] for n in _numbers(match["whom"])]
        if not any(m.people for m in who) and (pattern in _SUBJECT or _is_group(masked[: match.end()], who)):
            continue  # "Does Amazon ...": a name is a person for sure only where words are asked for
        topic = _group(match, "topic") or _without(masked, match, pattern in _SUBJECT)
        asked = _asked(who, _unmasked(topic, text, mentions), plain, own=True)
        return replace(asked, reported=_is_report(match))
    authors = [m for m in mentions if m.people and not set(m.people) - set(roster.authors)]
    if not authors:
        return Asked(plain=plain)
    rest = masked
    for number, mention in enumerate(mentions):
        if mention in authors:
            rest = re.sub(f"\\s*\\b(?:van|by|door)?\\s*\ue000{number}\ue001", " ", rest)
    return _asked(authors, _unmasked(normalize_space(rest).strip(" ,"), text, mentions), plain)


def all_authors_compared(text: str) -> str | None:
    """The topic on which a question wants all authors side by side."""
    match = _AUTHORS_COMPARED.search(text)
    return (match["topic"] or match["topicen"]) if match else None


def _asked(
    mentions: Sequence[Mention], topic: str, plain: str, own: bool = False, compared: bool = False
) -> Asked:
    people = tuple(dict.fromkeys(p for m in mentions for p in m.people))
    shared = next((m for m in mentions if len(m.people) > 1), None)
    return Asked(
        people=people,
        strangers=tuple(dict.fromkeys(m.name for m in mentions if not m.people)),
        own=own or compared,
        compared=compared,
        namesakes=shared.people if shared else (),
        first_name=bool(shared and shared.first_name),
        mistyped=tuple((m.name, p) for m in mentions if m.mistyped for p in m.people),
        topic=topic.strip(" ,:"),
        plain=plain,
    )


def _masked(text: str, mentions: Sequence[Mention]) -> str:
    parts: list[str] = []
    at = 0
    for number, mention in enumerate(mentions):
        parts += [text[at : mention.start], f"\ue000{number}\ue001"]
        at = mention.end
    return "".join([*parts, text[at:]])


def _without_people(text: str, mentions: Sequence[Mention]) -> str:
    """The question without the persons of the corpus: a Dutch name makes no question Dutch."""
    for mention in reversed(mentions):
        if mention.people:
            text = f"{text[: mention.start]} {text[mention.end :]}"
    return normalize_space(text)


def _is_group(asked: str, who: Sequence[Mention]) -> bool:
    """ "Wat vinden Nederlanders van ...": a verb in the plural with one name."""
    return len(who) == 1 and " " not in who[0].name and _PLURAL.search(asked) is not None


def _unmasked(part: str, text: str, mentions: Sequence[Mention]) -> str:
    def typed(match: re.Match[str]) -> str:
        mention = mentions[int(match.group()[1:-1])]
        return text[mention.start : mention.end]

    return re.sub(_WHO, typed, part)


def _numbers(part: str) -> list[int]:
    return [int(number) for number in re.findall("\ue000(\\d+)\ue001", part)]


def _is_report(match: re.Match[str]) -> bool:
    """ "volgens X": what X holds may be told by somebody else."""
    return re.match(rf"{_BY}\b", match.group(), re.IGNORECASE) is not None


def _group(match: re.Match[str], name: str) -> str:
    return (match.groupdict().get(name) or "").strip()


def _without(masked: str, match: re.Match[str], subject: bool) -> str:
    """The question without the person: of "volgens X" nothing stays, of "Waarom vindt X ..." the rest."""
    span = match.span("whom") if subject or not _is_report(match) else match.span()
    return normalize_space(f"{masked[: span[0]]} {masked[span[1] :]}").strip(" ,:")
