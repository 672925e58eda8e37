"""What kind of question it is, when it is not simply one to look up. Patterns, Dutch and English."""

from __future__ import annotations

import re
from typing import Literal

Intent = Literal["ask", "greeting", "thanks", "goodbye", "help", "authors", "sources", "summary"]

# A whole message that is nothing but politeness; anything that follows it makes it a question.
_POLITE: dict[Intent, str] = {
    "greeting": r"(?:hoi|hai|hallo|hey|hé|hi|hello|yo|dag|goede?(?:morgen|middag|n?avond)|good (?:morning|"
    r"afternoon|evening|day))(?: (?:daar|there|allemaal|everyone|assistant|assistent))?"
    r"(?:,? (?:hoe gaat het(?: met (?:je|jou|u))?|how are you(?: doing)?))?",
    "thanks": r"(?:ok[eé]?,? )?(?:heel |hartelijk |super |many |ontzettend )?(?:bedankt|dank (?:je|u)(?: wel)?|"
    r"dankjewel|dankuwel|dank|thanks|thank you|thx|merci|top|prima|super|great|perfect)"
    r"(?: (?:voor (?:je|de|uw) (?:hulp|antwoord|informatie)|for (?:your|the) (?:help|answer|information)|so much|"
    r"very much|a lot|bedankt|dank je|dankjewel|thanks|thank you))*",
    "goodbye": r"(?:doei|tot ziens|tot later|tot straks|fijne (?:dag|avond)(?: nog)?|bye|goodbye|see you(?: later)?)",
}
_POLITE_PATTERNS: dict[Intent, re.Pattern[str]] = {
    intent: re.compile(rf"^\W*{pattern}\W*$", re.IGNORECASE) for intent, pattern in _POLITE.items()
}

_ASKED: list[tuple[Intent, re.Pattern[str]]] = [
    (intent, re.compile(pattern, re.IGNORECASE))
    for intent, pattern in [
        (
            "help",
            r"^\W*(?:wat kun(?:t)? (?:je|jij|u)(?: (?:allemaal|voor (?:mij|me|ons)))*(?: doen)?|wie ben (?:je|jij)|"
            r"wat ben (?:je|jij)|hoe werk(?:t (?:dit|deze|het)| je)(?: \w+)?|help|waar(?:mee|voor) kun je (?:mij |me )?"
            r"(?:helpen|gebruiken)|what can you (?:do|help)(?: (?:for )?(?:me|us))?(?: with)?|who are you|what are you|"
            r"how do(?:es)? (?:you|this|it) work|what can i ask(?: you)?|wat kan ik (?:je |jou )?(?:hier )?vragen)\W*$",
        ),
        (
            "authors",
            r"(?:welke|wat voor|which|what|list(?: all)?(?: the)?|noem(?: alle)?(?: de)?|toon(?: alle)?(?: de)?)"
            r"(?: \w+){0,2} (?:auteurs|schrijvers|columnisten|authors|writers|columnists)\b"
            r"(?:(?! over | about ).)*$|^\W*(?:wie|who) (?:zijn|are) (?:je|jouw|de|your|the) "
            r"(?:auteurs|schrijvers|authors|writers)\W*$|^\W*(?:van|from) (?:wie|whom)\b.*\b(?:artikelen|articles)\W*$",
        ),
        (
            "sources",
            r"^\W*(?:welke|wat voor|which|what|list(?: all)?(?: the)?|noem(?: alle)?(?: de)?|toon(?: alle)?(?: de)?)"
            r"(?: \w+){0,2} (?:bronnen|artikelen|stukken|documenten|sources|articles|documents)"
            r"(?: (?:heb|hebt|ken|gebruik|zijn|zitten|do|are|have|is|staan)\b.*)?\W*$|"
            r"^\W*(?:wat|what)(?: (?:zit|staat|is|are))? (?:er )?in (?:je|de|het|your|the) (?:corpus|bronnen|collectie|collection)\W*$",
        ),
        (
            "summary",
            r"\b(?:vat\b.*\bsamen|samenvat\w*|samengevat|summari[sz]e|summary|tl;?dr|in het kort\b.*\b(?:artikel|column|"
            r"brief|stuk)|waar gaat (?:het|dit|de|dat) (?:artikel|column|brief|stuk|blog)|"
            r"what is the (?:article|column|letter|piece|blog)\b.*\babout)\b",
        ),
    ]
]


def detect_intent(text: str) -> Intent:
    """The kind of question; "ask" for everything that has to be looked up in the corpus."""
    short = text.strip()
    for intent, pattern in _POLITE_PATTERNS.items():
        if pattern.match(short):
            return intent
    for intent, pattern in _ASKED:
        if pattern.search(short):
            return intent
    return "ask"
