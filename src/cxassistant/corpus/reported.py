"""Finds reported speech of a named person: "Hoogleraar Jansen betoogt dat ...", "According to Ann Lee, ...".

The words are the author's, the claim is not; a reader who sees the claim under the author's name is misled
as much as by a quotation. Only a full or known name counts; "sommige mensen vinden dat" names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from cxassistant.corpus.persons import Mention, find_names, find_short_names, is_same_person
from cxassistant.models import Block, VoiceSpan
from cxassistant.text import split_sentences

_ASSERTS = (
    r"(?:stelt|stelde|betoogt|betoogde|beweert|beweerde|zegt|zei|schrijft|schreef|vindt|vond|meent|meende"
    r"|gelooft"
    r"|geloofde|benadrukt|benadrukte|waarschuwt|waarschuwde|concludeert|concludeerde|voorspelt|voorspelde"
    r"|verwacht"
    r"|denkt|dacht|argues|argued|claims|claimed|says|said|writes|wrote|believes|believed|maintains|maintained"
    r"|insists|insisted|warns|warned|contends|contended|concludes|concluded|predicts|predicted|thinks|thought"
    r"|suggests|suggested|stresses|stressed)"
)
# The name, perhaps a description between commas, the verb, and soon the clause that is reported.
_THAT = re.compile(
    rf"(?:,[^,.;]{{2,90}},)?\s+(?:\w+ly\s+)?{_ASSERTS}\s[^.;:]{{0,70}}?\b(?P<clause>dat|that)\s"
)
_DESCRIPTION = re.compile(r"[\s\"'“‘(]*(?:(?:zoals|ook|as|also)\s+)?(?:[\w’'-]+\s+){0,5}$", re.I)
_NO_DESCRIPTION = re.compile(
    r"\b(?:van|bij|of|from|at|met|with|dat|that|die|who|uit|in|op|voor|for|by|door|bureau|\w+bureau|bedrijf"
    r"|rapport"
    r"|instituut|report|firm|company|ik|I|wij|we)\b"
)
_ACCORDING = re.compile(r"(?:volgens|according to)\s+", re.I)


def find_reported(
    masked: str, blocks: Sequence[Block], people: Collection[str], authors: Sequence[str], language: str
) -> Iterator[VoiceSpan]:
    """Spans of the reported clauses, one a sentence at most. ``masked`` has the quoted words blanked."""
    for block in blocks:
        for start, end in split_sentences(masked[block.start : block.end], language):
            at, stop = block.start + start, block.start + end
            names = find_names(masked, at, stop) or find_short_names(masked, at, stop, people)
            if not names or is_same_person(names[0].name, authors):
                continue
            clause = _clause(masked, at, stop, names[0])
            if clause is not None:
                yield VoiceSpan(clause, stop, "quoted", names[0].name)


def _clause(masked: str, start: int, end: int, name: Mention) -> int | None:
    """Where the reported clause starts; None when the sentence reports nothing of this person."""
    before = masked[start : name.start]
    according = _ACCORDING.match(before)
    description = before[according.end() :] if according else before
    if not _DESCRIPTION.match(description) or _NO_DESCRIPTION.search(description):
        return None
    if according:
        return name.end
    reporting = _THAT.match(masked, name.end, end)
    return reporting.start("clause") if reporting else None
