"""Finds the words in a source that are not its author's: quotations, and who said them.

Whose words a quotation holds is read from the words around it (see ``attribution``). A quotation whose
speaker cannot be told is "uncertain"; terms, titles, scare quotes and the author's own lines are no voice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cxassistant.corpus.attribution import Attribution, Speakers
from cxassistant.corpus.cast import Cast
from cxassistant.corpus.interviews import find_turns, name_guest
from cxassistant.corpus.masking import blank, one_line_blocks, sentence_end, sentence_start
from cxassistant.corpus.persons import find_names
from cxassistant.corpus.quotations import Quotation, find_quotations
from cxassistant.models import Block, VoiceSpan
from cxassistant.naming import is_same_person
from cxassistant.text import normalize_space, split_sentences, words
from cxassistant.verbs import has_finite_verb

MIN_ATTRIBUTED_WORDS = 3  # fewer is a term or a scare quote, even beside "noemt"
MIN_UNATTRIBUTED_WORDS = 5
_SIGNATURE_LENGTH = 80
_BEAT_WORDS = 16  # of "Jansen haalt zijn schouders op." before what Jansen says
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


def attribute_quotations(
    text: str, blocks: Sequence[Block], people: Sequence[str], language: str
) -> list[tuple[int, int, str | None]]:
    """Each quotation of a text, as (start, end, speaker): offsets of its words without the marks.

    ``people`` may be named by a short form. Quotations within quotations are left out.
    """
    return _VoiceFinder(text, blocks, people, language).attributed()


class _VoiceFinder:
    def __init__(
        self, text: str, blocks: Sequence[Block], authors: Sequence[str], language: str, salutation: str = ""
    ) -> None:
        self._text, self._blocks, self._authors, self._language = text, blocks, authors, language
        self._quotations = find_quotations(text, blocks)
        outer = [q for q in self._quotations if not q.inside]
        self._plain = one_line_blocks(text, blocks)
        self._masked = blank(self._plain, [q.inner for q in outer if len(words(text[q.start : q.end])) > 1])
        # Names are read where nobody is quoted, and those within quotations from the whole text.
        self._cast = Cast(self._masked, authors, salutation)
        self._outside = Speakers(self._masked, self._cast)

    def find(self) -> tuple[VoiceSpan, ...]:
        """All spans, from quotation marks, then from block quotes."""
        found: list[VoiceSpan] = []
        said: dict[Quotation, Attribution] = {}
        previous: Quotation | None = None
        for quotation in self._quotations:
            attribution = self._attribute(quotation, said.get(previous) if previous else None, previous)
            said[quotation] = attribution
            span = self._span(quotation, attribution)
            if span:
                found.append(span)
            if not quotation.inside:
                previous = quotation
        found += self._block_quotes(found)
        found = name_guest(found, self._masked, self._blocks, self._authors)
        found += find_turns(self._masked, self._blocks, self._cast, self._authors)
        return tuple(sorted(found, key=lambda span: (span.start, -span.end)))

    def attributed(self) -> list[tuple[int, int, str | None]]:
        """Every outer quotation with its speaker; one in a list may be led in above the list."""
        said: dict[Quotation, Attribution] = {}
        previous: Quotation | None = None
        for quotation in (q for q in self._quotations if not q.inside):
            found = self._attribute(quotation, said.get(previous) if previous else None, previous)
            if found.outcome == "none":
                found = self._above_list(quotation.block)
            said[quotation], previous = found, quotation
        marked = [(*quotation.inner, found.speaker) for quotation, found in said.items()]
        held = {quotation.block for quotation in said}
        blocks = [n for n, b in enumerate(self._blocks) if b.kind == "quote" and n not in held]
        return sorted(marked + [self._signed_block(number) for number in blocks])

    def _signed_block(self, number: int) -> tuple[int, int, str | None]:
        """A block quote without its signature, and who signed it or is named above it."""
        block = self._blocks[number]
        text = self._text[block.start : block.end]
        signed = re.search(r"\n[>\s]*[–—-]{1,2}\s*(?P<name>[^\n]{2,60})$", text)
        if signed:
            end = block.start + len(text[: signed.start()].rstrip())
            return block.start, end, self._cast.resolve(signed["name"])
        return block.start, block.end, self._quote_speaker(number)

    def _above_list(self, number: int) -> Attribution:
        """Who the line above a list names, when it ends in a colon: "Jansen:", and his words as items."""
        above = number
        while above >= 0 and self._blocks[above].kind == "list_item":
            above -= 1
        if above < 0 or above == number:
            return Attribution("none")
        lead = self._blocks[above]
        if not self._masked[lead.start : lead.end].rstrip().endswith(":"):
            return Attribution("none")
        return self._outside.attribute((lead.start, lead.end), (lead.end, lead.end), lead.start)

    # One quotation

    def _attribute(
        self, quotation: Quotation, last: Attribution | None, previous: Quotation | None
    ) -> Attribution:
        if last and (quotation.continues or (previous and self._goes_on(quotation, previous, last))):
            return last
        block = self._blocks[quotation.block]
        low, high = block.start, block.end
        speakers = self._outside
        if quotation.inside:
            outer = next(q for q in self._quotations if q.start < quotation.start and quotation.end < q.end)
            low, high = outer.inner
            masked = blank(self._plain, [quotation.inner])
            speakers = Speakers(masked, Cast(masked, self._authors))
        last_mark = self._text[quotation.inner[1] - 1]
        before = sentence_start(speakers.text, low, quotation.start)
        after = sentence_end(speakers.text, quotation.end, high, last_mark)
        pause = self._is_utterance(quotation)
        found = speakers.attribute(
            (before, quotation.start),
            (quotation.end, after),
            low,
            pause,
            self._named_before(block.start),
            last.speaker if last and previous and previous.block == quotation.block else None,
        )
        if found.outcome == "none" and not speakers.text[before : quotation.start].strip(" (-–—"):
            found = self._from_before(quotation, low, last, previous)
        return found

    def _goes_on(self, quotation: Quotation, previous: Quotation, last: Attribution) -> bool:
        """Whether a quotation ends what the one before it in the same sentence began: “Een,” zegt Jan, “twee.”"""
        if quotation.inside or previous.block != quotation.block or last.outcome != "named":
            return False
        gap = self._masked[previous.end : quotation.start]
        begun = self._text[previous.inner[1] - 1] == "," or gap.startswith(",")
        small = self._text[quotation.inner[0] : quotation.inner[0] + 1].islower()
        return begun and small and gap.rstrip().endswith(",") and not re.search(r"[.!?;:]", gap)

    def _named_before(self, paragraph: int) -> str | None:
        """The one person named in the paragraph before; None where it names several, or nobody."""
        number = next((n for n, block in enumerate(self._blocks) if block.start == paragraph), 0)
        if number == 0 or self._blocks[number - 1].kind == "heading":
            return None
        before = self._blocks[number - 1]
        named = {mention.name for mention in self._cast.mentions(before.start, before.end)}
        return named.pop() if len(named) == 1 else None

    def _from_before(
        self, quotation: Quotation, low: int, last: Attribution | None, previous: Quotation | None
    ) -> Attribution:
        """A sentence of its own: led in by a colon before it, going on, or after "Jansen zucht."."""
        between = self._masked[low : quotation.start].rstrip()
        if previous and last and previous.block == quotation.block and not previous.inside:
            gap = split_sentences(self._masked[previous.end : quotation.start], self._language)
            others = self._cast.mentions(previous.end, quotation.start)
            goes_on = all(mention.name == last.speaker for mention in others)
            if len(gap) <= 1 and goes_on and last.outcome in {"named", "somebody"}:
                return last
        if not between and quotation.block > 0:
            lead = self._blocks[quotation.block - 1]
            if self._masked[lead.start : lead.end].rstrip().endswith(":"):
                return self._outside.attribute(
                    (lead.start, lead.end), (quotation.end, quotation.end), lead.start
                )
        start = sentence_start(self._masked, low, low + len(between) - 1)
        beat = self._masked[start : quotation.start]
        if (
            between
            and len(words(beat)) <= _BEAT_WORDS
            and self._outside.opens_with_person(start, quotation.start)
        ):
            person = self._outside.person_at(start, quotation.start)
            if person:
                return Attribution("named", person)
        return Attribution("none")

    def _span(self, quotation: Quotation, attribution: Attribution) -> VoiceSpan | None:
        quoted = words(self._text[quotation.start : quotation.end])
        if attribution.outcome in {"self", "imagined"}:
            return None
        if attribution.outcome == "named" and attribution.speaker:
            least = 1 if self._is_utterance(quotation) else MIN_ATTRIBUTED_WORDS
            if len(quoted) < least or is_same_person(attribution.speaker, self._authors):
                return None
            if self._is_title(quotation) and not quoted[0][0].islower():
                return None
            return VoiceSpan(quotation.start, quotation.end, "quoted", attribution.speaker)
        reported = attribution.outcome == "somebody"
        spoken = self._is_utterance(quotation)
        least = MIN_ATTRIBUTED_WORDS if reported or spoken else MIN_UNATTRIBUTED_WORDS
        if len(quoted) < least or not has_finite_verb(quoted, self._language, strict=not spoken):
            return None
        if attribution.outcome == "none" and (self._is_title(quotation) or self._is_own_line(quotation)):
            return None
        return VoiceSpan(quotation.start, quotation.end, "uncertain", None)

    def _is_utterance(self, quotation: Quotation) -> bool:
        """Whether a quotation is set off as something said: “Tien minuten!”, roept ... or “Stom”, zegt ..."""
        return (
            self._text[quotation.inner[1] - 1] in ",?!"
            or self._text[quotation.end : quotation.end + 1] == ","
        )

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

    # Block quotes

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
            speaker = self._quote_speaker(number)
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

    def _quote_speaker(self, number: int) -> str | None:
        """Signed in its last line, signed in the next block, or led in by the block before."""
        block = self._blocks[number]
        ends = [self._text[block.start : block.end].rsplit("\n", 1)[-1]]
        if number + 1 < len(self._blocks):
            following = self._blocks[number + 1]
            ends.append(self._text[following.start : following.end])
        for line in ends:
            signed = re.search(r"(?:^|\s)[–—-]{1,2}\s*(\S.{3,60})$", line.strip())
            if signed and (names := find_names(signed.group(1), 0, len(signed.group(1)))):
                return names[0].name
        if number == 0:
            return None
        lead = self._blocks[number - 1]
        led = self._outside.attribute((lead.start, lead.end), (block.start, block.start), lead.start)
        ends_open = self._masked[lead.start : lead.end].rstrip().endswith(":")
        return led.speaker if led.outcome == "named" and ends_open else None
