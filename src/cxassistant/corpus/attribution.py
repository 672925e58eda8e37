"""Who says a quotation, going by the words around it. Nothing is guessed: in doubt, nobody known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from cxassistant.corpus.persons import NAME, Mention, find_names, find_short_names

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
_SOMEBODY = Attribution("somebody")

_SAYS = (
    r"zegt|zeg|zeggen|zei|zeiden|schrijft|schrijf|schrijven|schreef|schreven|stelt|stellen|stelde|vindt"
    r"|vond|meent"
    r"|meende|vertelt|vertelde|vertelden|verzekert|verzekerde|benadrukt|benadrukte|waarschuwt|waarschuwde"
    r"|vraagt|vroeg"
    r"|vroegen|verzucht|verzuchtte|betoogt|betoogde|beweert|beweerde|concludeert|concludeerde|constateert"
    r"|constateerde|verklaart|verklaarde|antwoordt|antwoordde|reageert|reageerde|roept|riep|noteert"
    r"|noteerde|merkt|merkte"
    r"|voegt|voegde|wierp|werpt|legt|legde|vat|vatte|geeft|gaf|verwoordt|verwoordde|formuleert|formuleerde"
    r"|grapt|grapte"
    r"|snauwt|snauwde|fluistert|fluisterde|mompelt|mompelde|herhaalt|herhaalde|bekent|bekende|erkent"
    r"|erkende|pleit|pleitte"
    r"|adviseert|adviseerde|citeert|citeerde|noemt|noemen|noemde|noemden|bromt|bromde|lacht|lachte|klaagt"
    r"|klaagde"
    r"|vervolgt|vervolgde|besluit|besloot|opperde|oppert|omschrijft|omschreef|luidt|luidde|sprak|spreekt"
    r"|brieste|tweette"
    r"|says|said|say|writes|wrote|argues|argued|explains|explained|notes|noted|tells|told|asks|asked|warns"
    r"|warned"
    r"|adds|added|observes|observed|remarks|remarked|replies|replied|answers|answered|claims|claimed"
    r"|insists|insisted"
    r"|puts|put|calls|called|recalls|recalled|admits|admitted|concludes|concluded|states|stated|complains"
    r"|complained"
    r"|points|pointed|suggests|suggested|believes|believed|quipped|quips|sighs|sighed|declares|declared"
    r"|shouted"
    r"|describes|described|jokes|joked|responds|responded|whispered|muttered|growled|laughs|laughed"
    r"|continued|goes"
    r"|maintains|maintained|contends|contended|snapped|reports|reported|confesses|confessed|advises|advised"
)
_THINKS = r"denk|denkt|denken|dacht|dachten|peinst|fantaseert|hoopt|hoopte|think|thinks|thought|wonder|wonders|wondered"
_SELF = r"ik|we|wij|I"
_THIRD = r"hij|zij|ze|he|she|they"
_IMAGINED = r"je|jij|u|you|iemand|someone|niemand|nobody|men|klanten|de klant|een klant|customers|the customer|a customer"
_FILLER = (
    r"(?:(?:me|mij|ons|us|him|haar|hem|er|het|dat|dit|zo|dan|toen|ooit|eens|ook|al|terecht|later|eerder"
    r"|onlangs|laatst"
    r"|vaak|altijd|graag|steeds|daarover|hierover|recent|recently|once|often|always|also|later|famously"
    r"|rightly|then"
    r"|wel|weer|zelf|himself|herself|treffend|mooi|snel|meteen|lachend|spottend|nuchter|it|this|like|way"
    r"|to)\s+){0,5}"
)
_APPOSITION = r"(?:\s*\([^()]{1,60}\)|,\s[^,;:.!?]{2,110},)?"
_DETERMINED = (
    r"(?:een|de|het|mijn|onze|ons|zijn|haar|hun|die|deze|dat|dit|a|an|the|my|our|his|her|their|one|some"
    r"|sommige|veel"
    r"|enkele|several|many|another|iedere|elke|every)\s+[\w-]+"
)

_AFTER_VERB_FIRST = re.compile(
    rf"^[\s,.;–—-]*(?:(?:zo|en zo|aldus|thus)\s+)?(?P<verb>{_SAYS}|{_THINKS})\b\s*(?P<rest>.*)", re.S
)
_AFTER_SUBJECT_FIRST = re.compile(
    rf"^[\s,.;–—-]*(?P<subject>{NAME}|{_SELF}|{_THIRD}|{_DETERMINED}|[A-ZÀ-Þ]\w+)"
    rf"(?P<more>{_APPOSITION}|(?:\s[\w-]+){{1,6}}?)\s+(?:\w+ly\s+)?(?P<verb>{_SAYS}|{_THINKS})\b"
)
_ACCORDING = re.compile(
    r"\b(?:aldus|volgens|according to|as per|in de woorden van|in the words of|naar de woorden van"
    r"|met de woorden van"
    r"|(?:woorden|uitspraak|citaat|quote|motto|adagium|credo|mantra|words|quip|line|phrase|quotation|spreuk"
    r"|stelling)"
    r" (?:is )?(?:van|of|by|from))\s+",
    re.I,
)
_SIGNED = re.compile(rf"^\s*(?:[–—-]\s*|\(\s*|,\s*)(?P<name>{NAME})\s*(?=[,.)(;\n]|$)")
_VERB = re.compile(rf"(?<![\w-])(?:{_SAYS}|{_THINKS})(?![\w-])")
_CLAUSE_START = re.compile(
    r"[.!?…;:]\s|\b(?:waarin|waarbij|waarna|maar|want|omdat|terwijl|toen|but|because|while|where|in which)\s",
    re.I,
)
_PREPOSITION = re.compile(
    r"\b(?:van|of|bij|met|aan|door|uit|over|naar|voor|from|with|to|by|for|at|about|tegen|against|namens)"
    r"\s+(?:[a-zà-ÿ-]+\s+){0,3}$"
)


class Speakers:
    """Reads the words around quotations of one text. ``masked`` is the text with quoted words blanked."""

    def __init__(self, masked: str, people: tuple[Mention, ...]) -> None:
        self.text = masked
        self._people = people

    def attribute(self, before: tuple[int, int], after: tuple[int, int], paragraph: int) -> Attribution:
        """Attribution from the words of the same sentence ``before`` and ``after`` the quotation.

        ``paragraph`` is where the paragraph starts: how far back a pronoun may reach.
        """
        for side in (self._after(after, paragraph), self._before(before, paragraph)):
            if side.outcome != "none":
                return side
        return NOBODY

    def person_at(self, start: int, end: int) -> str | None:
        """The one person named between the offsets, in full or by a known short form; else None."""
        named = {mention.name for mention in self._mentions(start, end)}
        return named.pop() if len(named) == 1 else None

    # After the quotation: “...,” zegt Jan; “...,” she said; “...” – Jan

    def _after(self, span: tuple[int, int], paragraph: int) -> Attribution:
        start, end = span
        words = self.text[start:end]
        signed = _SIGNED.match(words)
        if signed:
            return self._name(start + signed.start("name"), start + signed.end("name"))
        according = _ACCORDING.search(words)
        if according and not words[: according.start()].strip(" ,.;–—-"):
            return self._subject_right(start + according.end(), end, paragraph)
        is_saying = re.match(r"\s*(?:is|was)\s+(?:een\s+|a\s+)?", words)
        if according and is_saying and is_saying.end() >= according.start():
            return self._subject_right(start + according.end(), end, paragraph)
        first = _AFTER_VERB_FIRST.match(words)
        if first:
            return self._subject_right(start + first.start("rest"), end, paragraph, first["verb"])
        subject = _AFTER_SUBJECT_FIRST.match(words)
        if subject:
            return self._subject_left(
                start + subject.start("subject"), start + subject.start("verb"), paragraph
            )
        return NOBODY

    # Before the quotation: Jan zegt: “...”; Zo zei Jan het: “...”; volgens Jan “...”

    def _before(self, span: tuple[int, int], paragraph: int) -> Attribution:
        start, end = span
        words = self.text[start:end]
        according = [*_ACCORDING.finditer(words)]
        verbs = [*_VERB.finditer(words)]
        if according and (not verbs or verbs[-1].start() < according[-1].start()):
            return self._subject_right(start + according[-1].end(), end, paragraph)
        if not verbs or not _leads_in(words[verbs[-1].end() :]):
            return NOBODY
        verb = verbs[-1]
        clause = start
        for boundary in _CLAUSE_START.finditer(words, 0, verb.start()):
            clause = start + boundary.end()
        left = self._subject_left(clause, start + verb.start(), paragraph)
        if left.outcome == "none":
            left = self._subject_right(start + verb.end(), end, paragraph, verb.group())
        if re.fullmatch(_THINKS, verb.group()) and left.outcome == "somebody":
            return Attribution("imagined")
        return left

    # Subjects

    def _subject_right(self, start: int, end: int, paragraph: int, verb: str = "") -> Attribution:
        """The subject that follows a verb or "volgens": a name, a pronoun, or somebody unnamed."""
        words = self.text[start:end]
        filler = re.match(r"\s*" + _FILLER, words)
        at = start + (filler.end() if filler else 0)
        rest = self.text[at:end]
        pronoun = re.match(rf"(?:(?P<self>{_SELF}|mij|me)|(?P<third>{_THIRD}|hem|haar))\b", rest)
        if pronoun:
            return Attribution("self") if pronoun["self"] else self._pronoun(at, paragraph)
        reach = re.match(r"(?:(?!van |bij |of |from |at |met |with )[\w’'.-]+\s+){0,6}?(?=[A-ZÀ-Þ])", rest)
        if reach:
            for mention in self._mentions(at, end):
                if mention.start <= at + reach.end() + 40 and self._is_head(at, mention.start):
                    return Attribution("named", mention.name)
        if re.match(rf"(?:{_IMAGINED})\b", rest) and re.fullmatch(_THINKS, verb or "x"):
            return Attribution("imagined")
        return _SOMEBODY if verb or re.match(_DETERMINED, rest) else NOBODY

    def _is_head(self, start: int, name: int) -> bool:
        """Whether only a description stands between ``start`` and the name ("de Engelse auteur")."""
        between = self.text[start:name]
        return not re.search(r"[,;:]|\b(?:van|bij|of|from|at|met|with|dat|that|die|who|uit|in|op)\b", between)

    def _subject_left(self, start: int, verb: int, paragraph: int) -> Attribution:
        """The subject in front of its verb; "none" when the clause has its subject behind the verb."""
        words = self.text[start:verb]
        pronoun = re.search(
            rf"(?<![\w’'-])(?:(?P<self>{_SELF})|(?P<third>{_THIRD})|(?P<any>{_IMAGINED}))\s+{_FILLER}$", words
        )
        if pronoun:
            if pronoun["self"]:
                return Attribution("self")
            if pronoun["any"]:
                return Attribution("imagined")
            return self._pronoun(start + pronoun.start(), paragraph)
        opening = re.match(r"[\s\"'‘“(\[–—-]*(?:(?:en|and|zoals|as|ook|toen|when|if|als)\s+)?", words, re.I)
        subject = start + (opening.end() if opening else 0)
        if re.match(_DETERMINED, self.text[subject:verb], re.I) and not self._names_role(subject, verb):
            return _SOMEBODY
        for mention in self._mentions(start, verb):
            if not _PREPOSITION.search(self.text[start : mention.start]):
                return Attribution("named", mention.name)
        return NOBODY

    def _names_role(self, start: int, verb: int) -> bool:
        """Whether "de Engelse auteur Jan Smit" follows: a described person with the name at the end."""
        return any(self._is_head(start, mention.start) for mention in self._mentions(start, verb))

    def _pronoun(self, at: int, paragraph: int) -> Attribution:
        """The person a pronoun stands for: the nearest in its sentence, else the only one of a sentence before."""
        if at <= paragraph:
            return _SOMEBODY
        sentences = [
            paragraph,
            *(m.end() for m in re.finditer(r"[.!?…]\W*\s+(?=[A-ZÀ-Þ\"'‘“«„(])", self.text[paragraph:at])),
        ]
        starts = [paragraph] + [paragraph + offset for offset in sentences[1:]]
        end = at
        for nth, start in enumerate(reversed(starts)):
            named = [m.name for m in self._mentions(start, end)]
            if named and (nth == 0 or len(set(named)) == 1):
                return Attribution("named", named[-1])
            if named:
                return _SOMEBODY
            end = start
        return _SOMEBODY

    def _name(self, start: int, end: int) -> Attribution:
        mentions = self._mentions(start, end)
        return Attribution("named", mentions[0].name) if mentions else NOBODY

    def _mentions(self, start: int, end: int) -> list[Mention]:
        full = find_names(self.text, start, end)
        known = {person.name for person in self._people}
        short = find_short_names(self.text, start, end, known)
        apart = [s for s in short if not any(f.start <= s.start < f.end for f in full)]
        return sorted([*full, *apart], key=lambda mention: mention.start)


def _leads_in(words: str) -> bool:
    """Whether the words between a reporting verb and the quotation lead into it."""
    bare = words.strip()
    if not bare or bare.endswith((":", ",")):
        return True
    return len(bare.split()) <= 12 and not re.search(r"[;:]", bare)
