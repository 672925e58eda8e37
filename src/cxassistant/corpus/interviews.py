"""Gives the answers of an interview to the person interviewed, with and without quotation marks."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from cxassistant.corpus.attribution import Attribution, Speakers
from cxassistant.corpus.cast import Cast
from cxassistant.corpus.persons import LONE, NAME, find_names
from cxassistant.models import Block, Voice, VoiceSpan
from cxassistant.naming import is_same_person, only_fit
from cxassistant.saying import SAYS

MIN_ANSWERS = 3  # fewer paragraphs that are all quotation may be anything
MIN_TURNS = 3
_LABEL = re.compile(  # a bold label has its asterisks in plain text
    r"\*{0,2}(?P<label>[A-ZÀ-Þ][\w.’'-]*(?:\s(?:[A-ZÀ-Þ]|van|de|der|den|ten|ter|von)[\w.’'-]*){0,4})(?::\*{0,2}|\*{2}:)\s+(?=\S)"
)
_ASKS = re.compile(r"(?:v|vraag|q|question|interviewer|redactie|editor)\.?$", re.I)
_REPLIES = re.compile(r"(?:a|antwoord|answer)\.?$", re.I)
_WITH_AGE = re.compile(
    rf"\*{{0,2}}(?P<name>{NAME}|{LONE})\s*\((?:\d{{1,2}}|[^()]{{2,40}},\s*\d{{1,2}})\)\*{{0,2}}\s*:\s+(?=\S)"
)
_DASH_LINE = re.compile(r"[–—―]\s*(?=[^\W\d_])")
_PAUSE = re.compile(
    rf"[,?!.…]\s+(?=(?:\w+\s+){{0,3}}?(?:{SAYS})\b|(?:hij|zij|ze|he|she|{NAME}|{LONE})\s+(?:{SAYS})\b)"
)
_MIN_SAID = 2
_MAX_QUESTION_WORDS = 60
_ADDRESSES = re.compile(r"\b(?:u|uw|je|jij|jouw|jullie|you|your)\b", re.I)
_FIRST_PERSON = re.compile(r"\b(?:ik|mij|mijn|wij|we|ons|onze|i|my|me|our|us)\b", re.I)
_INTERVIEW = re.compile(
    r"\b(?:interview\w*|vraaggesprek|gesprek|spreekt|sprak|spraken|praat|praatte|ontmoet\w*|vragen aan"
    r"|aan het woord|talks?|talked|spoke|speaks?|met|conversation|questions (?:for|to)|sat down)\b",
    re.I,
)
_FILLS = 0.8  # of the paragraph's characters; the rest is "Jansen zucht."


def name_guest(
    found: list[VoiceSpan], masked: str, blocks: Sequence[Block], authors: Sequence[str]
) -> list[VoiceSpan]:
    """``found`` with the answers of an interview given to its guest; unchanged for any other text.

    An interview has three or more paragraphs that are one unattributed quotation, and exactly one person
    who is named in full outside the quotations and called by surname there.
    """
    answers = [span for span in found if span.voice == "uncertain" and _fills_block(span, blocks)]
    if len(answers) < MIN_ANSWERS:
        return found
    guest = _guest(masked, answers[-1].start, blocks, authors)
    if guest is None:
        return found
    return [
        dataclasses.replace(span, voice="quoted", speaker=guest) if span in answers else span
        for span in found
    ]


def _fills_block(span: VoiceSpan, blocks: Sequence[Block]) -> bool:
    size = span.end - span.start
    return any(b.start <= span.start < b.end and size >= _FILLS * (b.end - b.start) for b in blocks)


def _guest(masked: str, before: int, blocks: Sequence[Block], authors: Sequence[str]) -> str | None:
    outside = "\n".join(masked[b.start : b.end] for b in blocks if b.kind != "heading")
    names = {mention.name for mention in find_names(masked, 0, before)}
    called = [
        name
        for name in sorted(names)
        if not is_same_person(name, authors)
        and re.search(rf"(?<!\w )\b{re.escape(name.split()[-1])}\b", outside.replace(name, ""))
    ]
    return called[0] if len(called) == 1 else None


def find_turns(masked: str, blocks: Sequence[Block], cast: Cast, authors: Sequence[str]) -> list[VoiceSpan]:
    """The turns of an interview that stand without quotation marks, where it can be told whose they are.

    Either each turn opens with a name or initials and a colon, or questions and answers take turns in an
    article that says it is a conversation with one named person.
    """
    return (
        _labelled(masked, blocks, cast, authors)
        or _in_turns(masked, blocks, cast, authors)
        or _under_names(masked, blocks, cast, authors)
        or _introduced(masked, blocks, cast, authors)
        or _dialogue(masked, blocks, cast, authors)
    )


def _introduced(masked: str, blocks: Sequence[Block], cast: Cast, authors: Sequence[str]) -> list[VoiceSpan]:
    """What several people tell, each after a name with an age or place: "Ann Smit (34): The postman ..."."""
    found = []
    for number, block in enumerate(blocks):
        match = _WITH_AGE.match(masked, block.start, block.end)
        name = cast.resolve(match["name"]) or match["name"] if match else None
        if match and name and not is_same_person(name, authors):
            found.append((number, VoiceSpan(match.end(), block.end, "quoted", name)))
    return [span for _, span in found] if len(found) >= MIN_TURNS else []


def _dialogue(masked: str, blocks: Sequence[Block], cast: Cast, authors: Sequence[str]) -> list[VoiceSpan]:
    """Lines that open with a dash, where some of them tell who says them; the others are somebody's.

    Without such words they are a list.
    """
    # A page's reader has taken the dash for a bullet and left it out.
    lines = [b for b in blocks if _DASH_LINE.match(masked, b.start, b.end) or b.kind == "list_item"]
    speakers = Speakers(masked, cast)
    said = [_said_in_line(masked, block, speakers) for block in lines]
    if len(lines) < MIN_TURNS or sum(found.outcome != "none" for found in said) < _MIN_SAID:
        return []
    spans = []
    for block, found in zip(lines, said, strict=True):
        if found.outcome == "self" or (found.speaker and is_same_person(found.speaker, authors)):
            continue
        voice: Voice = "quoted" if found.speaker else "uncertain"
        spans.append(VoiceSpan(block.start, block.end, voice, found.speaker))
    return spans


def _said_in_line(masked: str, block: Block, speakers: Speakers) -> Attribution:
    """Who a line of dialogue says that says it, as in "– Wait here, said Ann"."""
    for pause in _PAUSE.finditer(masked, block.start, block.end):
        found = speakers.attribute((pause.end(), pause.end()), (pause.end(), block.end), block.start, True)
        if found.outcome != "none":
            return found
    return Attribution("none")


def _under_names(masked: str, blocks: Sequence[Block], cast: Cast, authors: Sequence[str]) -> list[VoiceSpan]:
    """What persons tell under headings that are their names, as in an oral history or a round of opinions.

    Only in the first person: what is told about them under such a heading is the author's.
    """
    headings = [n for n, b in enumerate(blocks) if b.kind == "heading"]
    read = {n: cast.heading_name(masked[blocks[n].start : blocks[n].end]) for n in headings}
    full = {name for name in read.values() if name and " " in name}
    headed = {n: (only_fit(name, full) or name) if name else None for n, name in read.items()}
    named = [n for n, name in headed.items() if name in full]
    if len(named) < MIN_TURNS or len({headed[n] for n in named}) < 2:
        return []
    turns: list[list[int]] = []
    for number in named:
        after = range(number + 1, len(blocks))
        until = next((n for n in after if blocks[n].kind == "heading"), len(blocks))
        turns.append([n for n in range(number + 1, until) if _says_i(masked, blocks[n])])
    if 2 * sum(bool(turn) for turn in turns) < len(turns):
        return []
    spans = []
    for number, turn in zip(named, turns, strict=True):
        speaker = headed[number]
        if speaker and not is_same_person(speaker, authors):
            spans += [VoiceSpan(blocks[n].start, blocks[n].end, "quoted", speaker) for n in turn]
    return spans


def _labelled(masked: str, blocks: Sequence[Block], cast: Cast, authors: Sequence[str]) -> list[VoiceSpan]:
    labels = {n: m for n, b in enumerate(blocks) if (m := _LABEL.match(masked, b.start, b.end))}
    names = [match["label"] for match in labels.values()]
    if len(labels) < MIN_TURNS or len(set(names)) < 2 or len(set(names)) > len(names) / 1.5:
        return []
    guest = _only_other(masked, blocks[0].start, blocks[min(labels)].start, cast, authors)
    spans = []
    speaking: str | None = None
    for number in range(min(labels), max(labels) + 1):
        block, match = blocks[number], labels.get(number)
        if match:
            label = match["label"]
            speaking = guest if _REPLIES.match(label) else None if _ASKS.match(label) else cast.resolve(label)
            if speaking and is_same_person(speaking, authors):
                speaking = None
        elif _is_host(masked[block.start : block.end]) or not _says_i(masked, block):
            speaking = None  # what goes on without "I" may be the writer's again
        if speaking and (match or block.kind != "heading"):
            spans.append(VoiceSpan(match.end() if match else block.start, block.end, "quoted", speaking))
    return spans


def _is_host(text: str) -> bool:
    """Whether a turn without a label is the interviewer's: a question, or bold as a whole."""
    return _is_question(text) or (text.startswith("**") and text.endswith("**"))


def _in_turns(masked: str, blocks: Sequence[Block], cast: Cast, authors: Sequence[str]) -> list[VoiceSpan]:
    asked = [n for n, block in enumerate(blocks) if _is_question(masked[block.start : block.end])]
    kinds = {
        kind: [n for n in asked if blocks[n].kind == kind] for kind in ("list_item", "heading", "paragraph")
    }
    questions = max(kinds.values(), key=len)
    turns = [n for n in questions if n + 1 < len(blocks) and n + 1 not in questions]
    if len(turns) < MIN_TURNS or turns[0] == 0:
        return []
    opening = masked[blocks[0].start : blocks[turns[0]].start]
    guest = _only_other(masked, blocks[0].start, blocks[turns[0]].start, cast, authors)
    asks = sum(bool(_ADDRESSES.search(masked[blocks[n].start : blocks[n].end])) for n in turns)
    if guest is None or not _INTERVIEW.search(opening) or 2 * asks < len(turns):
        return []
    answers = [
        [n for n in range(turn + 1, following) if blocks[n].kind == "paragraph"]
        for turn, following in zip(turns, [*turns[1:], turns[-1] + 2], strict=True)
    ]
    if 2 * sum(any(_says_i(masked, blocks[n]) for n in answer) for answer in answers) < len(answers):
        return []
    return [VoiceSpan(blocks[n].start, blocks[n].end, "quoted", guest) for answer in answers for n in answer]


def _is_question(text: str) -> bool:
    return text.rstrip("’”\"' ").endswith("?") and len(text.split()) <= _MAX_QUESTION_WORDS


def _says_i(masked: str, block: Block) -> bool:
    return bool(_FIRST_PERSON.search(masked[block.start : block.end]))


def _only_other(masked: str, start: int, end: int, cast: Cast, authors: Sequence[str]) -> str | None:
    """The one person besides the authors who is named before the first turn."""
    named = {m.name for m in cast.mentions(start, end) if not is_same_person(m.name, authors)}
    return named.pop() if len(named) == 1 else None
