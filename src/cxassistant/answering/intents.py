"""What kind of question it is, when it is not simply one to look up. Patterns, Dutch and English."""

from __future__ import annotations

import re
from typing import Literal

Intent = Literal[
    "ask", "greeting", "thanks", "goodbye", "help", "authors", "sources", "summary", "writers", "said"
]


def any_of(*alternatives: str) -> str:
    """One pattern that matches any of several."""
    return f"(?:{'|'.join(alternatives)})"


_HELLO = any_of(
    r"hoi|hai|hallo|hey|hé|hi|hello|yo|dag|goede?(?:morgen|middag|n?avond)",
    r"good (?:morning|afternoon|evening|day)",
)
_HOW_ARE_YOU = r"(?:,? (?:hoe gaat het(?: met (?:je|jou|u))?|how are you(?: doing)?))?"
_THANK = any_of(
    r"bedankt|dank (?:je|u)(?: wel)?|dankjewel|dankuwel|dank|merci|top|prima",
    r"thanks|thank you|thx|super|great|perfect",
)
_THANK_MORE = any_of(
    r"voor (?:je|de|uw) (?:hulp|antwoord|informatie)|for (?:your|the) (?:help|answer|information)",
    r"so much|very much|a lot|bedankt|dank je|dankjewel|thanks|thank you",
)
_LIST = any_of(
    r"welke|wat voor|which|what|list(?: all)?(?: the)?",
    r"noem(?: alle)?(?: de)?|toon(?: alle)?(?: de)?",
)
_WRITERS = r"(?:auteurs|schrijvers|columnisten|authors|writers|columnists)"
_WORKS = r"(?:bronnen|artikelen|stukken|documenten|sources|articles|documents)"
# What may follow "which sources": that there are some, not what they say.
_HELD = any_of(
    r"(?:heb|ken|gebruik)t? (?:je|jij|u)(?: \w+)?|zijn er(?: \w+){0,2}|(?:zitten|staan) (?:er )?(?:in\b.*)?",
    r"(?:do|can) you (?:have|know|use|cite|quote)(?: \w+)?|are (?:there|in\b.*)|have you(?: got)?",
)
_WORK = r"(?:artikel|column|brief|stuk|blog|article|letter|piece)"

# A message that is nothing but politeness, or that asks about the assistant itself.
_WHOLE: dict[Intent, str] = {
    "greeting": rf"{_HELLO}(?: (?:daar|there|allemaal|everyone|assistant|assistent))?{_HOW_ARE_YOU}",
    "thanks": rf"(?:ok[eé]?,? )?(?:heel |hartelijk |super |many |ontzettend )?{_THANK}(?: {_THANK_MORE})*",
    "goodbye": r"doei|tot ziens|tot later|tot straks|fijne (?:dag|avond)(?: nog)?|bye|goodbye|see you(?: later)?",
    "help": any_of(
        r"wat kunt? (?:je|jij|u)(?: (?:allemaal|voor (?:mij|me|ons)))*(?: doen)?",
        r"wie ben (?:je|jij)|wat ben (?:je|jij)|hoe werk(?:t (?:dit|deze|het)| je)(?: \w+)?|help",
        r"waar(?:mee|voor) kun je (?:mij |me )?(?:helpen|gebruiken)",
        r"wat kan ik (?:je |jou )?(?:hier )?vragen",
        r"what can you (?:do|help)(?: (?:for )?(?:me|us))?(?: with)?|what can i ask(?: you)?",
        r"who are you|what are you|how do(?:es)? (?:you|this|it) work",
    ),
    "sources": any_of(
        rf"{_LIST}(?: \w+){{0,2}} {_WORKS}(?: {_HELD})?",
        r"(?:wat|what)(?: (?:zit|staat|is|are))? (?:er )?in (?:je|de|het|your|the) "
        r"(?:corpus|bronnen|collectie|collection)",
    ),
}
# Said anywhere in the message.
_WITHIN: dict[Intent, str] = {
    "authors": any_of(
        rf"^\W*(?:en |and )?{_LIST}(?: \w+){{0,2}} {_WRITERS}(?: {_HELD})?\W*$",
        rf"^\W*{_LIST}(?: \w+)? ?{_WRITERS}(?:/| en | of | and | or ){_WORKS}(?: {_HELD})?\W*$",
        rf"^\W*(?:wie|who) (?:zijn|are) (?:je|jouw|de|your|the) {_WRITERS}\W*$",
        r"^\W*(?:van|from) (?:wie|whom)\b.*\b(?:artikelen|articles)\W*$",
    ),
    "summary": any_of(
        r"^\W*(?:kun je |kan je |wil je )?vat\b.*\bsamen\b|\bsamenvat\w*",
        r"\bsamengevat\b|\bsummari[sz]e\b|\bsummary\b|\btl;?dr\b",
        rf"\bin het kort\b.*\b{_WORK}\b|\bwaar gaat (?:het|dit|de|dat) {_WORK}\b",
        rf"\bwhat is the {_WORK}\b.*\babout\b",
    ),
}


def detect_intent(text: str) -> Intent:
    """The kind of question; "ask" for everything that has to be looked up in the corpus."""
    short = text.strip()
    for intent, pattern in _WHOLE.items():
        if re.match(rf"^\W*(?:{pattern})\W*$", short, re.IGNORECASE):
            return intent
    for intent, pattern in _WITHIN.items():
        if re.search(pattern, short, re.IGNORECASE):
            return intent
    return "ask"
