"""Whether a text holds the kind of thing that a question asks for: a number, a date, a person, a place."""

from __future__ import annotations

import re

from cxassistant.answering.question import Expected

_HAS: dict[Expected, re.Pattern[str]] = {
    "number": re.compile(
        r"\d|\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|honderd\w*|duizend\w*|miljoen\w*|helft|"
        r"kwart|meerderheid|handvol|eenmaal|tweemaal|paar|geen|alle|two|three|four|five|six|seven|eight|nine|ten|"
        r"hundreds?|thousands?|millions?|half|quarter|majority|handful|once|twice|none|every)\b",
        re.IGNORECASE,
    ),
    "date": re.compile(
        r"\b(?:1[89]|20)\d\d\b|\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|"
        r"december|january|february|march|may|june|july|august|october|jaren|eeuw|maandag|dinsdag|woensdag|"
        r"donderdag|vrijdag|zaterdag|zondag)\b",
        re.IGNORECASE,
    ),
    "person": re.compile(
        r"(?<!^)(?<![.!?] )\b[A-ZÀ-Þ][a-zà-ÿ]+(?:\s+(?:(?:van|de|der|den)\s+)*[A-ZÀ-Þ][\w-]+)+|\b(?:ik|I|mij|me)\b"
    ),
    "place": re.compile(r"(?<!^)(?<![.!?] )\b[A-ZÀ-Þ][\w-]+"),
}


def has_expected(text: str, expects: Expected | None) -> bool:
    """Whether ``text`` could hold what is asked for; True when nothing particular is."""
    return expects is None or _HAS[expects].search(text) is not None
