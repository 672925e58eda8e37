"""Where an author has a figure from: the study that is named beside it, in the author's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cxassistant.answering.quoting import Quote, Quoter
from cxassistant.models import Sentence

_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)?\s*(?:%|procent|percent|miljoen|miljard|million|billion)|\b\d{2,}\b|\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
_STUDY = (
    r"(?:‘[^’]{3,90}’|“[^”]{3,90}”|'[^']{3,90}'|\"[^\"]{3,90}\"|"
    r"[\w-]*(?:rapport|onderzoek|studie|enqu[eê]te|peiling|report|study|survey|research|monitor|benchmark|whitepaper)(?:en|s)?)"
)
_ORIGIN = re.compile(
    rf"(?P<phrase>{_STUDY}\s+(?:van|door|uit|of|by|from|onder)\s+(?:(?:de|het|een|the|a|an)\s+)?(?:[\w-]+\s+){{0,2}}?"
    rf"[A-ZÀ-Þ][\w&.-]*(?:\s+(?:(?:van|de|der|of|and|en|&)\s+)?[A-ZÀ-Þ][\w&.-]*)*)"
)
_STUDY_WORD = re.compile(
    r"rapport|report|onderzoe|studie|study|survey|enqu|peiling|monitor|benchmark|research", re.IGNORECASE
)
_LOOK_BACK = 8  # sentences under the same heading in which a study may have been named


def origin_of(quoter: Quoter, quote: Quote, sentences: Sequence[Sentence]) -> str | None:
    """Where the author has a figure from, in the author's own words; None where no origin is named."""
    if not _FIGURE.search(quote.text):
        return None
    for row in range(quote.last - 1, max(-1, quote.first - 1 - _LOOK_BACK), -1):
        if sentences[row].source != quote.source:
            break
        if (
            row < quote.first
            and sentences[row].block != sentences[row + 1].block
            and not quoter.connected(row, row + 1)
        ):
            break
        found = _ORIGIN.search(quoter.text(row))
        if found and _STUDY_WORD.search(found["phrase"]):
            return found["phrase"].rstrip(".,;:")
    return None
