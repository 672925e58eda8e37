"""Who says a quotation, going by the words around it. Nothing is guessed: in doubt, nobody known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from cxassistant.corpus.cast import Cast
from cxassistant.corpus.persons import LONE_NAME, Mention, names_role
from cxassistant.corpus.reporting_words import (
    ACCORDING,
    ADDRESSED,
    AFTER_SUBJECT_FIRST,
    AFTER_VERB_FIRST,
    CITES,
    CLAUSE_OPENING,
    CLAUSE_START,
    CORRESPONDENT,
    DEFINITE,
    DETERMINED,
    FILLER,
    IMAGINED,
    INVERTED,
    LATE_SUBJECT,
    LEAD_OPENING,
    LETTER_OF,
    NEXT_QUOTATION,
    NOT_REPORTING,
    OFFICE,
    PERSON_THEN_VERB,
    PREPOSITION,
    PRONOUN_BEFORE_VERB,
    SELF,
    SIGNED,
    SOURCE_FOLLOWS,
    THIRD,
    VERB,
)
from cxassistant.saying import THINKS
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
_LEAD_WORDS = 12


class Speakers:
    """Reads the words around quotations of one text.

    ``masked`` is the text with the quoted words blank; ``cast`` the people it names.
    """

    def __init__(self, masked: str, cast: Cast) -> None:
        self.text = masked
        self._cast = cast

    def attribute(
        self,
        before: Span,
        after: Span,
        paragraph: int,
        pause: bool = False,
        last: str | None = None,
        spoke: str | None = None,
    ) -> Attribution:
        """Attribution from the words of the same sentence ``before`` and ``after`` the quotation.

        ``paragraph`` is where the paragraph starts. A pronoun reaches back to there, or else to ``last``, who
        was named before it; ``spoke`` is who spoke last in this paragraph. ``pause``: the quotation ends in a
        comma, "?" or "!", so that any verb after it reports.
        """
        self._last, self._spoke = last, spoke
        sides = [self._after(after, paragraph, pause), self._before(before, paragraph)]
        # "She calls it “soft”, her brother finds it “stale”": what follows leads into the next quotation.
        if not pause and NEXT_QUOTATION.search(self.text[slice(*after)]):
            sides.reverse()
        return next((side for side in sides if side.outcome != "none"), NOBODY)

    def person_at(self, start: int, end: int) -> str | None:
        """The one person named between the offsets, in full or by a known short form; else None."""
        named = {mention.name for mention in self._mentions(start, end)}
        return named.pop() if len(named) == 1 else None

    def opens_with_person(self, start: int, end: int) -> bool:
        """Whether a sentence begins with a person, or with words that only describe one."""
        mentions = self._mentions(start, end)
        return bool(mentions) and self._is_head(start, mentions[0].start)

    # After the quotation: “...,” zegt Jan; “...,” she said; “...” – Jan

    def _after(self, span: Span, paragraph: int, pause: bool) -> Attribution:
        start, end = span
        words = self.text[start:end]
        signed = SIGNED.match(words)
        if signed:
            group = "name" if signed["name"] else "short"
            return self._named(start + signed.start(group), start + signed.end(group))
        according = SOURCE_FOLLOWS.match(words)
        if according:
            return self._subject_right(start + according.end(), end, paragraph)
        first = AFTER_VERB_FIRST.match(words)
        if first:
            return self._subject_right(start + first.end("verb"), end, paragraph, first["verb"])
        subject = AFTER_SUBJECT_FIRST.match(words)
        if subject:
            return self._subject_left(
                start + subject.start("subject"), start + subject.start("verb"), paragraph
            )
        return self._inverted(start, end, paragraph) if pause else NOBODY

    def _inverted(self, start: int, end: int, paragraph: int) -> Attribution:
        """After words that end in a comma, "?" or "!", any verb beside a person reports them.

        “Stom”, foetert Jan; “Stom,” she shrugs. Not "is": “Wat nu?” is de vraag.
        """
        verb = INVERTED.match(self.text, start, end)
        if verb and verb["verb"] not in NOT_REPORTING | FUNCTION_WORDS:
            found = self._subject_right(verb.end("verb"), end, paragraph)
            if found.outcome in {"named", "self"}:
                return found
            impersonal = re.match(
                r"\s+(?:het|it|iemand|someone|somebody)\b", self.text[verb.end("verb") : end]
            )
            return SOMEBODY if impersonal or is_finite_form(verb["verb"], "nl") else NOBODY
        subject = PERSON_THEN_VERB.match(self.text, start, end)
        if subject is None or not subject["verb"].endswith(("s", "ed", "t", "te", "de")):
            return NOBODY
        if subject["verb"] in NOT_REPORTING | FUNCTION_WORDS:
            return NOBODY
        if re.fullmatch(THIRD, subject["subject"]):
            return self._pronoun(subject.start("subject"), paragraph, subject["subject"])
        return self._named(subject.start("subject"), subject.end("subject"))

    # Before the quotation: Jan zegt: “...”; Zo zei Jan het: “...”; volgens Jan “...”; Jan: “...”

    def _before(self, span: Span, paragraph: int) -> Attribution:
        start, end = span
        words = self.text[start:end]
        cites = [*CITES.finditer(words)]
        if cites and _leads_in(words[cites[-1].end() :]):
            cited = self._subject_right(start + cites[-1].end(), end, paragraph)
            if cited.outcome == "named":
                return cited
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
        rest = words[verb.end() :]
        other = NEXT_QUOTATION.search(rest)
        if other and self._mentions(start + verb.end() + other.end(), end):
            return SOMEBODY  # "Jan says he is “done”, Piet that he is “born for it”": whose verb is it?
        found = self._subject_left(clause, start + verb.start(), paragraph)
        if found.outcome in {"none", "somebody"}:  # "Dat gesprek noemt zij “...”": the subject stands behind
            behind = self._subject_right(start + verb.end(), end, paragraph, verb.group())
            found = behind if found.outcome == "none" or behind.outcome in {"named", "self"} else found
        if re.fullmatch(THINKS, verb.group()) and found.outcome == "somebody":
            return Attribution("imagined")
        return found

    def _colon(self, start: int, end: int) -> Attribution:
        """ "Jan Jansen: “...”", "De directeur was kort: “...”": a lead-in that opens with the person."""
        lead = self.text[start:end].rstrip()
        if not lead.endswith(":"):
            return NOBODY
        comma = max(start, self.text.rfind(", ", start, end) + 1)
        found = self._colon_clause(start, end)
        return self._colon_clause(comma, end) if found.outcome == "none" and comma > start else found

    def _colon_clause(self, start: int, end: int) -> Attribution:
        opening = LEAD_OPENING.match(self.text, start, end)
        at = opening.end() if opening else start
        mentions = self._mentions(at, end)
        # No preposition before the name: "In het huis van Jan: ..." is not said by Jan.
        described = bool(mentions) and self._is_head(at, mentions[0].start)
        if described and len(self.text[mentions[0].end : end].split()) <= _LEAD_WORDS:
            return Attribution("named", mentions[0].name)
        noun = self._definite(at, end)
        if noun and len(self.text[at:end].split()) <= _LEAD_WORDS:
            return noun
        name = self._cast.organisation_at(at, end)
        return Attribution("named", name[2]) if name and _opens(self.text[at : name[0]]) else NOBODY

    # Subjects

    def _subject_right(self, start: int, end: int, paragraph: int, verb: str = "") -> Attribution:
        """The subject that follows a verb or "volgens": a name, a pronoun, or somebody unnamed."""
        filler = re.compile(r"\s*" + FILLER).match(self.text, start, end)
        at = filler.end() if filler else start
        rest = self.text[at:end]
        pronoun = re.match(rf"(?:(?P<self>{SELF}|mij|me)|(?P<third>{THIRD}|hem|haar|it|het))\b", rest)
        if pronoun:
            return Attribution("self") if pronoun["self"] else self._pronoun(at, paragraph, pronoun.group())
        if ADDRESSED.match(rest) and self._cast.addressee:
            return Attribution("named", self._cast.addressee)
        for mention in self._mentions(at, end):
            if self._is_head(at, mention.start):
                return Attribution("named", mention.name)
        other = self._other_subject(at, end, paragraph)
        if other.outcome != "none":
            return other
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
                addressed = self._cast.addressee if ADDRESSED.match(pronoun["any"]) else None
                return Attribution("named", addressed) if addressed else Attribution("imagined")
            return self._pronoun(start + pronoun.start(), paragraph, pronoun["third"])
        opening = CLAUSE_OPENING.match(words)
        subject = start + (opening.end() if opening else 0)
        for mention in self._mentions(start, verb):
            apposed = (
                self.text[: mention.start].endswith(", ") and self.text[mention.end : mention.end + 1] == ","
            )
            described = apposed or self._is_head(subject, mention.start)
            if described or not PREPOSITION.search(self.text[start : mention.start]):
                determined = re.match(DETERMINED, self.text[subject:verb], re.I)
                return SOMEBODY if determined and not described else Attribution("named", mention.name)
        other = self._other_subject(subject, verb, paragraph)
        if other.outcome != "none":
            return other
        # "A letter from Jansen & Co, ... advised", "In its reply the Users' Forum wrote"
        letters = [letter.end() for letter in LETTER_OF.finditer(self.text, subject, verb)]
        name = self._cast.organisation_at(letters[-1], verb) if letters else None
        if name and _opens(self.text[letters[-1] : name[0]]):
            return Attribution("named", name[2])
        late = LATE_SUBJECT.search(self.text, subject, verb)  # "On Thursday the mayor tweeted"
        if late and (definite := self._definite(late.start("subject"), verb, paragraph)):
            return definite
        return SOMEBODY if re.match(DETERMINED, self.text[subject:verb], re.I) else NOBODY

    def _other_subject(self, start: int, end: int, paragraph: int) -> Attribution:
        """A subject at ``start`` that is no full name: "the director", an organisation, "Bo"."""
        definite = self._definite(start, end, paragraph)
        if definite:
            return definite
        name = self._cast.organisation_at(start, end)
        if name and _opens(self.text[start : name[0]]):
            return Attribution("named", name[2])
        lone = LONE_NAME.match(self.text, start, end)
        if lone and self._is_lone_name(start, lone.group()):
            return Attribution("named", self._cast.full(lone.group()))
        return NOBODY

    def _definite(self, start: int, end: int, paragraph: int | None = None) -> Attribution | None:
        """ "the director" is whom the text calls a director, else the one person whom the paragraph is about."""
        found = DEFINITE.match(self.text, start, end)
        if found is None:
            return None
        noun = found["noun"].lower()
        if CORRESPONDENT.match(found.group().strip()) and self._cast.addressee:
            return Attribution("named", self._cast.addressee)
        called = self._cast.by_role(noun)
        if called:
            return Attribution("named", called)
        if not names_role(noun) or paragraph is None:
            return None
        about = {mention.name for mention in self._mentions(paragraph, start)}
        return Attribution("named", about.pop()) if len(about) == 1 else None

    def _is_head(self, start: int, name: int) -> bool:
        """Whether only a description of the person stands before the name: "de auteur", "an editor, "."""
        between = self.text[start:name]
        office = OFFICE.fullmatch(between)  # "officier van justitie Jansen"
        if office and names_role(office["role"]):
            return True
        if re.search(r"[;:]|,.*,|\b(?:van|bij|of|from|at|met|with|dat|that|die|who|uit|in|op)\b", between):
            return False
        return len(between.split()) <= 6 and ("," not in between or between.rstrip().endswith(","))

    def _is_lone_name(self, at: int, word: str) -> bool:
        """Whether a single capitalised word names somebody, and does not merely open a sentence.

        It must nowhere stand in lower case, and somewhere have its capital within a sentence.
        """
        if word.lower() in FUNCTION_WORDS or len(word) < 3 or word[0].islower():
            return False  # "de Utrechtse" is somebody from Utrecht; a surname alone has a capital
        if re.search(rf"(?<![\w-]){re.escape(word.lower())}(?![\w-])", self.text):
            return False
        return bool(re.search(rf"[a-zà-ÿ0-9,] {re.escape(word)}(?![\w-])", self.text))

    def _pronoun(self, at: int, paragraph: int, pronoun: str) -> Attribution:
        """The person a pronoun stands for: the nearest in its sentence, else the one named before it.

        A sentence before that names several persons leaves it open, as does somebody without a name who
        came up since: never guess.
        """
        if pronoun.lower() == "they" or self._is_plural(at, pronoun):
            return SOMEBODY
        if pronoun.lower() in {"it", "het"}:
            return (
                Attribution("named", self._spoke) if self._spoke else self._organisation_before(at, paragraph)
            )
        ends = re.compile(r"[.!?…]\W*\s+(?=[A-ZÀ-Þ\"'‘“«„(])").finditer(self.text, paragraph, at)
        starts = [paragraph, *(stop.end() for stop in ends)]
        end = at
        for start in reversed(starts):
            mentions = self._mentions(start, end)
            named = [mention.name for mention in mentions]
            if named and self._cast.introduces(mentions[-1].end, at, pronoun):
                return SOMEBODY
            if named and len(set(named)) == 1:
                return Attribution("named", named[-1])
            if named:
                return SOMEBODY
            end = start
        if self._last and not self._cast.introduces(paragraph, at, pronoun):
            return Attribution("named", self._last)
        return SOMEBODY

    def _is_plural(self, at: int, pronoun: str) -> bool:
        """ "zeggen ze", "zij vinden": several people."""
        around = self.text[max(0, at - 20) : at].split()[-1:] + self.text[at : at + 40].split()[1:2]
        return pronoun.lower() in {"ze", "zij"} and any(word.strip(",.:").endswith("en") for word in around)

    def _organisation_before(self, at: int, paragraph: int) -> Attribution:
        """ "It added": the organisation named last in the paragraph."""
        found, start = None, paragraph
        while (name := self._cast.organisation_at(start, at)) is not None:
            found, start = name[2], name[1]
        return Attribution("named", found) if found else SOMEBODY

    def _named(self, start: int, end: int) -> Attribution:
        mentions = self._mentions(start, end)
        return Attribution("named", mentions[0].name) if mentions else NOBODY

    def _mentions(self, start: int, end: int) -> list[Mention]:
        return self._cast.mentions(start, end)


def _opens(before: str) -> bool:
    """Whether nothing but an article stands before a subject."""
    return not re.sub(r"(?i)\b(?:de|het|the|een|an?)\b", "", before).strip(" \"'“‘(-–—,")


def _leads_in(words: str) -> bool:
    """Whether the words between a reporting verb and the quotation lead into it."""
    bare = words.strip()
    if not bare or bare.endswith((":", ",")):
        return True
    return len(bare.split()) <= 12 and not re.search(r"[;:]", bare)
