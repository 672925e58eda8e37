"""Who says a quotation, going by the words around it. Nothing is guessed: in doubt, nobody known."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from cxassistant.corpus.persons import LONE_NAME, Mention, find_names, find_short_names
from cxassistant.corpus.reporting_words import (
    ACCORDING,
    AFTER_SUBJECT_FIRST,
    AFTER_VERB_FIRST,
    CLAUSE_OPENING,
    CLAUSE_START,
    DETERMINED,
    FILLER,
    IMAGINED,
    NOT_REPORTING,
    PREPOSITION,
    PRONOUN_BEFORE_VERB,
    SELF,
    SIGNED,
    SOURCE_FOLLOWS,
    THINKS,
    THIRD,
    VERB,
)
from cxassistant.verbs import is_finite_form
from cxassistant.wordsets import FUNCTION_WORDS

Span = tuple[int, int]
Outcome = Literal["named", "self", "somebody", "imagined", "none"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the words around a quotation tell.

    "named": ``speaker`` said it. "self": the writer. "somebody": reported, but of whom is not told.
    "imagined": a thought or line that nobody said. "none": no reporting words.
    """

    outcome: Outcome
    speaker: str | None = None


NOBODY = Attribution("none")
SOMEBODY = Attribution("somebody")


class Speakers:
    """Reads the words around quotations of one text.

    ``masked`` is the text with the quoted words blank; ``people`` the full names it may use short.
    """

    def __init__(self, masked: str, people: Collection[str]) -> None:
        self.text = masked
        self._known = people

    def attribute(self, before: Span, after: Span, paragraph: int, pause: bool = False) -> Attribution:
        """Attribution from the words of the same sentence ``before`` and ``after`` the quotation.

        ``paragraph`` is where the paragraph starts: how far back a pronoun may reach. ``pause``: the
        quotation ends in a comma, "?" or "!", so that any verb after it reports.
        """
        for side in (self._after(after, paragraph, pause), self._before(before, paragraph)):
            if side.outcome != "none":
                return side
        return NOBODY

    def person_at(self, start: int, end: int) -> str | None:
        """The one person named between the offsets, in full or by a known short form; else None."""
        named = {mention.name for mention in self._mentions(start, end)}
        return named.pop() if len(named) == 1 else None

    # After the quotation: “...,” zegt Jan; “...,” she said; “...” – Jan

    def _after(self, span: Span, paragraph: int, pause: bool) -> Attribution:
        start, end = span
        words = self.text[start:end]
        signed = SIGNED.match(words)
        if signed:
            return self._named(start + signed.start("name"), start + signed.end("name"))
        according = SOURCE_FOLLOWS.match(words)
        if according:
            return self._subject_right(start + according.end(), end, paragraph)
        first = AFTER_VERB_FIRST.match(words) or (pause and _any_verb(words))
        if first:
            return self._subject_right(start + first.end("verb"), end, paragraph, first["verb"])
        subject = AFTER_SUBJECT_FIRST.match(words)
        if subject:
            return self._subject_left(
                start + subject.start("subject"), start + subject.start("verb"), paragraph
            )
        return NOBODY

    # Before the quotation: Jan zegt: “...”; Zo zei Jan het: “...”; volgens Jan “...”; Jan: “...”

    def _before(self, span: Span, paragraph: int) -> Attribution:
        start, end = span
        words = self.text[start:end]
        according = [*ACCORDING.finditer(words)]
        verbs = [*VERB.finditer(words)]
        if according and (not verbs or verbs[-1].start() < according[-1].start()):
            return self._subject_right(start + according[-1].end(), end, paragraph)
        if not verbs or not _leads_in(words[verbs[-1].end() :]):
            return self._colon(start, end)
        verb = verbs[-1]
        clause = start
        for boundary in CLAUSE_START.finditer(words, 0, verb.start()):
            clause = start + boundary.end()
        found = self._subject_left(clause, start + verb.start(), paragraph)
        if found.outcome == "none":
            found = self._subject_right(start + verb.end(), end, paragraph, verb.group())
        if re.fullmatch(THINKS, verb.group()) and found.outcome == "somebody":
            return Attribution("imagined")
        return found

    def _colon(self, start: int, end: int) -> Attribution:
        """ "Jan Jansen: “...”", "Jansen glimlacht: “...”": a short lead-in that opens with the person."""
        lead = self.text[start:end].rstrip()
        if not lead.endswith(":") or len(lead.split()) > 6:
            return NOBODY
        mentions = self._mentions(start, end)
        if mentions and not self.text[start : mentions[0].start].strip(" \"'“‘(-–—"):
            return Attribution("named", mentions[0].name)
        return NOBODY

    # Subjects

    def _subject_right(self, start: int, end: int, paragraph: int, verb: str = "") -> Attribution:
        """The subject that follows a verb or "volgens": a name, a pronoun, or somebody unnamed."""
        filler = re.compile(r"\s*" + FILLER).match(self.text, start, end)
        at = filler.end() if filler else start
        rest = self.text[at:end]
        pronoun = re.match(rf"(?:(?P<self>{SELF}|mij|me)|(?P<third>{THIRD}|hem|haar))\b", rest)
        if pronoun:
            return Attribution("self") if pronoun["self"] else self._pronoun(at, paragraph)
        for mention in self._mentions(at, end):
            if self._is_head(at, mention.start):
                return Attribution("named", mention.name)
        lone = LONE_NAME.match(rest)
        if lone and self._is_lone_name(at, lone.group()):
            return Attribution("named", lone.group())
        if re.match(rf"(?:{IMAGINED})\b", rest) and re.fullmatch(THINKS, verb or "x"):
            return Attribution("imagined")
        return SOMEBODY if verb or re.match(DETERMINED, rest) else NOBODY

    def _subject_left(self, start: int, verb: int, paragraph: int) -> Attribution:
        """The subject in front of its verb; "none" when the clause has its subject behind the verb."""
        words = self.text[start:verb]
        pronoun = PRONOUN_BEFORE_VERB.search(words)
        if pronoun:
            if pronoun["self"]:
                return Attribution("self")
            if pronoun["any"]:
                return Attribution("imagined")
            return self._pronoun(start + pronoun.start(), paragraph)
        opening = CLAUSE_OPENING.match(words)
        subject = start + (opening.end() if opening else 0)
        for mention in self._mentions(start, verb):
            described = self._is_head(subject, mention.start)
            if described or not PREPOSITION.search(self.text[start : mention.start]):
                determined = re.match(DETERMINED, self.text[subject:verb], re.I)
                return SOMEBODY if determined and not described else Attribution("named", mention.name)
        if re.match(DETERMINED, self.text[subject:verb], re.I):
            return SOMEBODY
        lone = LONE_NAME.match(self.text, subject, verb)
        if lone and self._is_lone_name(subject, lone.group()):
            return Attribution("named", lone.group())
        return NOBODY

    def _is_head(self, start: int, name: int) -> bool:
        """Whether only a description of the person stands before the name: "de auteur", "an editor, "."""
        between = self.text[start:name]
        if re.search(r"[;:]|,.*,|\b(?:van|bij|of|from|at|met|with|dat|that|die|who|uit|in|op)\b", between):
            return False
        return len(between.split()) <= 6 and ("," not in between or between.rstrip().endswith(","))

    def _is_lone_name(self, at: int, word: str) -> bool:
        """Whether a single capitalised word names somebody, and does not merely open a sentence.

        It must nowhere stand in lower case, and somewhere have its capital within a sentence.
        """
        if word.lower() in FUNCTION_WORDS or len(word) < 3:
            return False
        if re.search(rf"(?<![\w-]){re.escape(word.lower())}(?![\w-])", self.text):
            return False
        return bool(re.search(rf"[a-zà-ÿ0-9,] {re.escape(word)}(?![\w-])", self.text))

    def _pronoun(self, at: int, paragraph: int) -> Attribution:
        """The person a pronoun stands for: the nearest in its sentence, else the one named before it.

        A sentence before that names several persons leaves it open: never guess.
        """
        ends = re.compile(r"[.!?…]\W*\s+(?=[A-ZÀ-Þ\"'‘“«„(])").finditer(self.text, paragraph, at)
        starts = [paragraph, *(stop.end() for stop in ends)]
        end = at
        for nth, start in enumerate(reversed(starts)):
            named = [mention.name for mention in self._mentions(start, end)]
            if named and (nth == 0 or len(set(named)) == 1):
                return Attribution("named", named[-1])
            if named:
                return SOMEBODY
            end = start
        return SOMEBODY

    def _named(self, start: int, end: int) -> Attribution:
        mentions = self._mentions(start, end)
        return Attribution("named", mentions[0].name) if mentions else NOBODY

    def _mentions(self, start: int, end: int) -> list[Mention]:
        full = find_names(self.text, start, end)
        short = find_short_names(self.text, start, end, self._known)
        apart = [s for s in short if not any(f.start <= s.start < f.end for f in full)]
        return sorted([*full, *apart], key=lambda mention: mention.start)


def _any_verb(words: str) -> re.Match[str] | None:
    """A verb of any kind right after a quotation: “...?” snauwt Jan. Not "is": “...?” is de vraag."""
    first = re.match(r"\s*(?P<verb>[a-zà-ÿ]{3,})\b", words)
    if first and first["verb"] not in NOT_REPORTING and is_finite_form(first["verb"], "nl"):
        return first
    return None


def _leads_in(words: str) -> bool:
    """Whether the words between a reporting verb and the quotation lead into it."""
    bare = words.strip()
    if not bare or bare.endswith((":", ",")):
        return True
    return len(bare.split()) <= 12 and not re.search(r"[;:]", bare)
