"""Adverts between the paragraphs of an article: for events, trainings, downloads."""

from __future__ import annotations

import re

from cxassistant.corpus.lexicon import line_pattern
from cxassistant.corpus.page import Page

_ADVERT_LINES = 12
_ADVERT_WORDS = 40
_LABEL = line_pattern(
    r"tip\s*[:!]|advert(?:entie|orial|isement|isment)\w*|webinar\b|white\s?paper\b|e-?book\b|event\b|"
    r"evenement\b|training\b|cursus\b|workshop\b|master\s?class\b|congres\b|conference\b|podcast\b|"
    r"save the date|sponsored\b|gesponsord\b|promotie\b|promoted\b|download\b|agenda\b|mis het niet|"
    r"don['’]t miss|opleiding\b|course\b|vacature\b|hiring\b|aanbieding\b|\[?ad\]?\b",
)
_ONLY_LABEL = line_pattern(
    r"advert(?:entie|orial|isement|isment)(?:\s*[-–—:|].*)?|sponsored(?: content)?|gesponsord|\[?ad\]?",
    whole=True,
)
_EVENT = re.compile(
    r"\b(?:\w*-?event|congres|summit|conference|conferentie|webinar|training|cursus|workshops?|"
    r"master\s?class|white\s?paper|e-?book|seminar|symposium|tickets?|"
    r"early[\s-]bird|korting|discount|opleiding|leergang|course|live \d{4}|\d{4} live|award|keynote|"
    r"inspiratiesessie|kennissessie|meetup|bootcamp|"
    r"demo|trial|proef\w*|vacature|toolkit|sjabloon|template|checklist)\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:^|[.!?–—:|•-]\s+|\bnu |\()(?:bestel|download|aanmelden|inschrijven|schrijf (?:je|u)|"
    r"meld (?:je|u)|registreer|register|book|boek|koop|buy|claim|reserve\w*|get your|"
    r"vraag .{0,20}aan|klik hier|click here|bekijk (?:het|de|dit|alle|hier)|lees meer over dit|"
    r"learn more|find out more|nog \d+ plaatsen|(?:\w+ )?places? (?:now )?available|"
    r"gratis|free|sign up|join us|schrijf|early[\s-]bird|alleen voor leden|members only|secure your|"
    r"save your|plan (?:een|je|uw) (?:\w+ )?(?:kennismaking|demo|gesprek|afspraak))\b"
    r"|(?:aanmelden|inschrijven|download|register|tickets?|bestel nu|places now available|book now|"
    r"meer informatie|sign up|schrijf je (?:nu )?in)\W*$",
    re.IGNORECASE,
)
_CLOSE = line_pattern(
    r"(?:lees|read|find out|learn|ontdek|bekijk|check) (?:meer|more|hier|alles|all|het programma|"
    r"the programme?).{0,60}(?:evenement|event|congres|training|webinar|conference|summit|workshop|"
    r"programma|programme?|cursus|course|masterclass)|(?:meld (?:je|u)|schrijf (?:je|u)|aanmelden|"
    r"inschrijven|bestel|register|registreer|book|boek|koop|download|sign up|tickets?|get your|"
    r"reserveer|claim)\b.{0,60}$",
)

_CLOSING_CALL = re.compile(
    r"(?:aanmelden|inschrijven|download|register|tickets?|bestel nu|available|book now|meer informatie|sign up|"
    r"schrijf je (?:nu )?in|(?:^|[.!?–—:|]\s+)(?:bestel|boek|book|get|buy|koop|reserveer) [^.!?,]{2,25})\W*$",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b\d{1,2} (?:jan|feb|maa|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\b", re.IGNORECASE
)
_PRICE = re.compile(
    r"\b(?:gratis|free|korting|discount|tickets?|early[\s-]bird|plaatsen|places|leden|members)\b|€",
    re.IGNORECASE,
)
_SIGNS = 3
_ONE_LINE_WORDS = 30


def label_adverts(page: Page) -> None:
    """Adverts for events and downloads: one line with a call to act, or a block that ends in one."""
    for index, line in enumerate(page.lines):
        if page.roles[index] != "body" or line.words > _ADVERT_WORDS or line.kind == "heading":
            continue
        text = line.text
        if _ONLY_LABEL.match(text):
            drop_lines(page, index, page.next_prose(index + 1))
        elif _is_advert(text) or (line.words <= 10 and _CLOSE.match(text) and _EVENT.search(text)):
            page.roles[index] = "elsewhere"
        if _LABEL.match(text) and (_EVENT.search(text) or page.roles[index] == "elsewhere"):
            end = _advert_end(page, index)
            if end is not None:
                drop_lines(page, index, end)


def _is_advert(text: str) -> bool:
    """A line that offers something and calls to act.

    Authors also give tips and speak of trainings, so it takes three signs, one of them a call, and one
    that advice does not have: a day, a price, or a call that closes the line.
    """
    if len(text.split()) > _ONE_LINE_WORDS or not _CALL.search(text):
        return False
    is_dated, closes = bool(_DAY.search(text)), bool(_CLOSING_CALL.search(text))
    has_label = bool(_LABEL.match(text)) and not text.lower().startswith("tip")
    signs = 1 + has_label + bool(_EVENT.search(text)) + is_dated + closes
    return signs >= _SIGNS and (is_dated or closes or bool(_PRICE.search(text)))


def _advert_end(page: Page, start: int) -> int | None:
    """One past the last line of the advert that opens at ``start``, or None when it is no block."""
    end = start + 1
    for index in range(start + 1, min(start + 1 + _ADVERT_LINES, len(page.lines))):
        line = page.lines[index]
        if _CLOSE.match(line.text) and line.words <= 12:
            return index + 1
        if line.kind != "list_item" and line.words > 12:
            break
        end = index + 1 if line.kind == "list_item" and index == end else end
    return end if end > start + 1 and page.roles[start] == "elsewhere" else None


def drop_lines(page: Page, start: int, end: int) -> None:
    """Mark the lines from ``start`` up to ``end`` as being about other things than the article."""
    for index in range(start, end):
        if page.roles[index] == "body":
            page.roles[index] = "elsewhere"
