"""Finds the words in a source that are not its author's: quotations, and who said them.

Whose words a quotation holds is read from the words around it (see ``speaking``). A quotation whose
speaker cannot be told is "uncertain"; terms, titles, scare quotes and the author's own lines are no voice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cxassistant.corpus.attribution import Attribution
from cxassistant.corpus.interviews import find_turns, name_guest
from cxassistant.corpus.masking import sentence_start
from cxassistant.corpus.persons import find_names
from cxassistant.corpus.quotations import Quotation
from cxassistant.corpus.speaking import QuotationReader
from cxassistant.models import Block, VoiceSpan
from cxassistant.naming import is_same_person
from cxassistant.text import normalize_space, words
from cxassistant.verbs import has_finite_verb

MIN_ATTRIBUTED_WORDS = 3  # fewer is a term or a scare quote, even beside "noemt"
MIN_UNATTRIBUTED_WORDS = 5
_SIGNATURE_LENGTH = 80
_TITLE_BEFORE = re.compile(
    r"\b(?:boek|rapport|artikel|blog|blogpost|film|onderzoek|studie|column|podcast|lied|nummer|album"
    r"|whitepaper|serie|workshop|training|congres|event|sjabloon|hoofdstuk|paragraaf|knop|kop|titel"
    r"|getiteld|woord(?:en)?|begrip|term|concept|tekst|book|report|article|post|movie|study|essay|paper"
    r"|series|titled|entitled|called|headline|word|phrase|concept|section|chapter|song|talk|webinar|poster"
    r"|bordje|sign|button|labelled|marked|named)"
    r"(?:\s+(?-i:[A-ZÀ-Þ])[\w-]*){0,3}\s*$",
    re.I,
)
_OWN_LINE = re.compile(  # the writer's own question, rule or imagined line
    r"(?:\b(?:de|een|die|deze|mijn|onze|the|a|my|our|this|één)\s+(?:\w+\s+){0,2}?(?:vraag|question|stelling"
    r"|vuistregel|rule)"
    r"(?:\s+(?:is|was|luidt))?|\bdenk aan|\bthink of|\bzoiets als|\bsomething like|\bin de trant van"
    r"|\b(?:als|wanneer|stel|if|when|imagine|suppose)\b[^.;]{0,80}\b(?:zeg\w*|roep\w*|vra\w+|say|says|ask"
    r"|asks|tell|tells))"
    r"[\s:,]*$",
    re.I,
)


def find_voices(
    text: str, blocks: Sequence[Block], authors: Sequence[str], language: str, salutation: str = ""
) -> tuple[VoiceSpan, ...]:
    """Direct speech of others in ``blocks``, by start.

    Args:
        text: the clean text of a source.
        blocks: its blocks, in order.
        authors: the byline; what they say themselves is no voice.
        language: of the text, "nl" or "en".
        salutation: how a letter addresses its reader, where that is no part of ``text``.

    A span includes its quotation marks and stays within one block. A quotation inside another one gives a
    span inside a span: the inner speaker said the inner words.
    """
    return _VoiceFinder(text, blocks, authors, language, salutation).find()


class _VoiceFinder:
    def __init__(
        self, text: str, blocks: Sequence[Block], authors: Sequence[str], language: str, salutation: str
    ) -> None:
        self._text, self._blocks, self._authors, self._language = text, blocks, authors, language
        self._reader = QuotationReader(text, blocks, authors, language, salutation)
        self._masked, self._cast = self._reader.masked, self._reader.cast

    def find(self) -> tuple[VoiceSpan, ...]:
        """All spans, from quotation marks, then from block quotes."""
        spans = (self._span(quotation, said) for quotation, said in self._reader.attributions())
        found = [span for span in spans if span]
        found += self._block_quotes(found)
        found = name_guest(found, self._masked, self._blocks, self._authors)
        found += find_turns(self._masked, self._blocks, self._cast, self._authors)
        return tuple(sorted(found, key=lambda span: (span.start, -span.end)))

    def _span(self, quotation: Quotation, attribution: Attribution) -> VoiceSpan | None:
        quoted = words(self._text[quotation.start : quotation.end])
        if attribution.outcome in {"self", "imagined"}:
            return None
        if attribution.outcome == "named" and attribution.speaker:
            least = 1 if self._reader.is_utterance(quotation) else MIN_ATTRIBUTED_WORDS
            if len(quoted) < least or is_same_person(attribution.speaker, self._authors):
                return None
            if self._is_title(quotation) and not quoted[0][0].islower():
                return None
            return VoiceSpan(quotation.start, quotation.end, "quoted", attribution.speaker)
        reported = attribution.outcome == "somebody"
        spoken = self._reader.is_utterance(quotation)
        least = MIN_ATTRIBUTED_WORDS if reported or spoken else MIN_UNATTRIBUTED_WORDS
        if len(quoted) < least or not has_finite_verb(quoted, self._language, strict=not spoken):
            return None
        if attribution.outcome == "none" and (self._is_title(quotation) or self._is_own_line(quotation)):
            return None
        return VoiceSpan(quotation.start, quotation.end, "uncertain", None)

    def _is_title(self, quotation: Quotation) -> bool:
        block = self._blocks[quotation.block]
        if _TITLE_BEFORE.search(self._text[block.start : quotation.start]):
            return True
        quoted = words(self._text[quotation.start : quotation.end])
        capitals = sum(word[0].isupper() or word[0].isdigit() for word in quoted)
        return len(quoted) > 2 and capitals >= 0.7 * len(quoted)

    def _is_own_line(self, quotation: Quotation) -> bool:
        block = self._blocks[quotation.block]
        start = sentence_start(self._masked, block.start, quotation.start)
        return bool(_OWN_LINE.search(self._masked[start : quotation.start]))

    def _block_quotes(self, found: Sequence[VoiceSpan]) -> list[VoiceSpan]:
        """Blocks that are quotations as a whole, unless they only repeat the author (a pull quote)."""
        spans = []
        for number, block in enumerate(self._blocks):
            if any(block.start <= s.start < block.end for s in found):
                continue
            if block.kind != "quote":
                signer = self._signer(number)
                if signer and not is_same_person(signer, self._authors):
                    spans.append(VoiceSpan(block.start, block.end, "quoted", signer))
                continue
            if self._repeats(number):
                continue
            speaker = self._reader.block_speaker(number)
            if speaker and is_same_person(speaker, self._authors):
                continue
            spans.append(VoiceSpan(block.start, block.end, "quoted" if speaker else "uncertain", speaker))
        return spans

    def _signer(self, number: int) -> str | None:
        """Who signed a paragraph that a colon leads in: "Dit stond erin:", the paragraph, "— Jan Jansen, Gouda".

        Or whom the line under it gives as its source: "(Jansen, De wachtrij, p. 12)".
        """
        if number == 0 or number + 1 >= len(self._blocks):
            return None
        lead, signature = self._blocks[number - 1], self._blocks[number + 1]
        line = self._text[signature.start : signature.end]
        if not self._text[lead.start : lead.end].rstrip().endswith(":") or len(line) > _SIGNATURE_LENGTH:
            return None
        if line.startswith("(") and line.endswith(")"):
            mentions = self._cast.mentions(signature.start + 1, signature.end)
            return mentions[0].name if mentions and mentions[0].start == signature.start + 1 else None
        if signature.kind != "list_item" and not line.startswith(("—", "–", "-")):
            return None
        bare = line.lstrip("—–- ")
        names = find_names(bare, 0, len(bare))
        return names[0].name if names and names[0].start == 0 and not line.endswith(".") else None

    def _repeats(self, number: int) -> bool:
        block = self._blocks[number]
        own = normalize_space(self._text[block.start : block.end]).strip("‘’“”\"'").rstrip(".")
        others = (b for at, b in enumerate(self._blocks) if at != number and b.kind != "quote")
        return any(own in normalize_space(self._text[b.start : b.end]) for b in others)
