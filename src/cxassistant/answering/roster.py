"""The persons of a corpus, and where a question names them: in full, by a part of the name, or mistyped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cxassistant.models import Sentence, Source
from cxassistant.text import fold
from cxassistant.wordsets import FUNCTION_WORDS, word_set

PARTICLES = word_set("van de der den het 't t te ten ter von du la le el op vd v.d")
# Words before a name that are no part of it.
_TITLES = word_set(
    "mevrouw meneer mijnheer heer dame dr drs prof professor ir ing mr mrs ms miss sir lady auteur schrijver "
    "columnist author writer"
)
# Words that may open a question with a capital and are no first name, beyond the function words.
_OPENERS = word_set(
    """
    vergelijk zet kun kan kunt wil zou heeft hebben had is zijn was waren vindt vond zegt zei schrijft schreef
    denkt dacht gelooft bespreek noem geef toon leg vertel vat does do did has have had can could would will
    shall may might compare contrast tell show give explain list summarize summarise
    """
)
_NOT_NAMES = word_set("klanten customers articles artikelen auteurs authors cx-professionals corpus")
# Where a person is sure to stand, in any case: right after a verb of saying, "volgens", and such.
_SLOT = re.compile(
    r"\b(?:zegt|zei|schrijft|schreef|vindt|vond|stelt|denkt|dacht|meent|beweert|vertelt|adviseert|bedoelt|kijkt|"
    r"volgens|aldus|vergelijk|mening\s+van|visie\s+van|according\s+to|does|did|compare|(?:view|opinion)s?\s+of|"
    r"artikel\s+van|article\s+by|article\s+of)\s+$",
    re.IGNORECASE,
)
_SLOT_OF_TWO = re.compile(
    r"\b(?:zeggen|schrijven|vinden|denken|kijken|tussen|zijn|between|do|are)\s+$", re.IGNORECASE
)
# A bare ending of a word: "bakkers" is the plural of a trade, no mistyped "Bakker".
_ENDINGS = word_set("s n e en er es ed ing je")
_TOKEN = re.compile(r"[^\W_](?:[\w’'.&-]*[^\W_])?")
_POSSESSIVE = re.compile(r"['’]s?$|(?<=[a-zß-ÿ])['’]?s$")
_LONGEST = 6  # words of a name
_NEVER_MISTYPED = 4  # shorter names are one letter from too many words
_TWO_SLIPS = 8  # from this length on, two slips of the keyboard still leave a name that is no other


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a question, ``text[start:end]``, with a possessive.

    ``people`` are the persons of the corpus it may mean: none for somebody who is not in it, several for
    namesakes. ``mistyped`` says that it is spelled otherwise.
    """

    start: int
    end: int
    name: str  # as typed, without the possessive
    people: tuple[str, ...] = ()
    mistyped: bool = False
    first_name: bool = False  # a first name alone


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    raw: str
    folded: str
    opens: bool = False  # the first of the question

    @property
    def capital(self) -> bool:
        return self.raw[0].isupper()


class Roster:
    """The authors of a corpus, and others whose words it quotes. ``is_word`` tells the corpus's common words."""

    def __init__(
        self,
        authors: Iterable[str],
        speakers: Iterable[str] = (),
        is_word: Callable[[str], bool] | None = None,
    ) -> None:
        self.authors = tuple(sorted(set(authors)))
        told = {fold(author) for author in self.authors}
        self.speakers = tuple(sorted({s for s in speakers if fold(s) not in told}))
        self.people = self.authors + self.speakers
        self._is_word = lru_cache(maxsize=1024)(is_word or (lambda word: False))
        self._parts = {person: [_bare(p) for p in fold(person).split()] for person in self.people}
        self._by_word: dict[str, list[str]] = {}
        for person, parts in self._parts.items():
            for word in dict.fromkeys((parts[0], parts[-1], _half(parts[-1]))):
                self._by_word.setdefault(word, []).append(person)

    def mentions(self, text: str) -> list[Mention]:
        """The persons whom a text names, and names that are nobody's of the corpus, in order."""
        tokens = [
            _Token(m.start(), m.end(), m.group(), fold(m.group()), number == 0)
            for number, m in enumerate(_TOKEN.finditer(text))
        ]
        found: list[Mention] = []
        at = 0
        while at < len(tokens):
            mention, used = self._at(text, tokens, at)
            if mention is not None:
                found.append(mention)
            at += max(used, 1)
        return found

    def _at(self, text: str, tokens: Sequence[_Token], at: int) -> tuple[Mention | None, int]:
        """The name that begins at a token, and how many tokens it takes."""
        run = _name_run(text, tokens, at)
        for size in range(min(len(tokens) - at, _LONGEST), 0, -1):
            window = tokens[at : at + size]
            for exact in (True, False):
                people = self._meant(text, tokens, at, window, run, exact)
                if people:
                    first = size == 1 and all(
                        len(self._parts[p]) > 1 and self._like(window[0], self._parts[p][0], exact)
                        for p in people
                    )
                    end, typed = _with_possessive(text, window[-1]), _typed(text, window)
                    return Mention(window[0].start, end, typed, people, not exact, first), size
        if run:
            window = tokens[at : at + run]
            return Mention(window[0].start, _with_possessive(text, window[-1]), _typed(text, window)), run
        return None, 1

    def _meant(
        self,
        text: str,
        tokens: Sequence[_Token],
        at: int,
        window: Sequence[_Token],
        run: int,
        exact: bool,
    ) -> tuple[str, ...]:
        """The persons whom exactly these tokens name."""
        if len(window) > 1 and _TITLES & {window[0].folded.rstrip(".")}:
            return ()
        last = window[-1]
        if not exact and last.folded in FUNCTION_WORDS:
            return ()
        return tuple(
            person
            for person in self._near(last, exact)
            if self._names(text, tokens, at, window, run, person, exact)
        )

    def _near(self, token: _Token, exact: bool) -> Sequence[str]:
        """Persons one part of whose name this may be."""
        if exact:
            both = [self._by_word.get(form, []) for form in _forms(token)]
            return list(dict.fromkeys(person for held in both for person in held))
        return [p for p, parts in self._parts.items() if any(self._like(token, w, False) for w in parts)]

    def _names(
        self,
        text: str,
        tokens: Sequence[_Token],
        at: int,
        window: Sequence[_Token],
        run: int,
        person: str,
        exact: bool,
    ) -> bool:
        parts = self._parts[person]
        size = len(window)
        family = _family(parts)
        if size == 1:
            return self._names_alone(text, tokens, at, window[0], run, person, exact)
        given = window[0]
        whole = self._all_like(window, parts, exact) or (
            # Middle names and particles may be left out: "Marijke Meer", "Jan P. Smit".
            size == 2
            and len(parts) > 2
            and self._like(given, parts[0], exact)
            and self._like(window[-1], parts[-1], exact)
        )
        if whole:
            return exact or all(t.capital or not self._common(t) for t in (given, window[-1]))
        initials = given.raw.rstrip(".").isupper() and len(given.raw.replace(".", "")) <= 3
        rest = window[1:]
        if initials and parts[0].startswith(given.folded[0]) and self._all_like(rest, family, exact):
            return True
        if size != len(family) or not self._all_like(window, family, exact):
            return False
        if _is_part_of_longer(tokens, at, at + size, text):
            return False
        before = tokens[at - 1].folded if at else ""
        if not window[-1].capital and not _in_slot(text, given) and before not in FUNCTION_WORDS | _TITLES:
            return False  # "jan van der meer"
        # "de boer" in small letters is a trade as well.
        ordinary = not window[-1].capital and len(family) == 2 and self._common(window[-1])
        return not ordinary

    def _names_alone(
        self,
        text: str,
        tokens: Sequence[_Token],
        at: int,
        token: _Token,
        run: int,
        person: str,
        exact: bool,
    ) -> bool:
        """A family name alone, or a first name that is not another's: where no other name stands around it."""
        parts = self._parts[person]
        if len(token.folded) < 3 or _is_part_of_longer(tokens, at, at + 1, text):
            return False
        first = len(parts) > 1 and self._like(token, parts[0], exact)
        # "Jan van Dijk" is no other Jan; "Wat vindt Dijk van Jan" names two.
        if first and (person in self.speakers or run > 1):
            return False
        family = parts[-1]
        half = exact and _half(family) in _forms(token)
        if not first and not half and not self._like(token, family, exact):
            return False
        slot = _in_slot(text, token)
        opening = at == 0 and token.folded in _OPENERS | FUNCTION_WORDS
        if token.capital and not opening and (at > 0 or not self._common(token)):
            return exact or not self._common(token)
        if not slot or self._common(token):
            return False
        return exact or not any(_inflected(token.folded, part) for part in (parts[0], parts[-1]))

    def _all_like(self, window: Sequence[_Token], parts: Sequence[str], exact: bool) -> bool:
        words = [w for t in window for w in _spelled_out(t)]
        if len(words) != len(parts):
            return False
        return all(
            self._like(word, part, exact or part in PARTICLES)
            for word, part in zip(words, parts, strict=True)
        )

    def _like(self, token: _Token, part: str, exact: bool) -> bool:
        """Whether a token is this part of a name; not ``exact``: with a slip of the keyboard."""
        if part in _forms(token):
            return True
        return not exact and any(is_slip(form, part) for form in _forms(token))

    def _common(self, token: _Token) -> bool:
        """Whether a token is a word of the language rather than a name."""
        return any(f in FUNCTION_WORDS or f in _OPENERS or self._is_word(f) for f in _forms(token))


def roster_of(sources: Iterable[Source], sentences: Iterable[Sentence]) -> Roster:
    """The persons who write or speak in these sources."""
    held = list(sources)

    def is_word(word: str) -> bool:
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        return any(pattern.search(source.text) for source in held)

    return Roster(
        (name for source in held for name in source.authors),
        (s.speaker for s in sentences if s.speaker),
        is_word,
    )


def is_slip(typed: str, name: str) -> bool:
    """Whether ``typed`` is ``name`` with a slip of the keyboard (both folded): a letter, or two in a long one."""
    from rapidfuzz.distance import OSA

    if min(len(typed), len(name)) < _NEVER_MISTYPED or typed[0] != name[0] or typed == name:
        return False
    most = 2 if len(name) >= _TWO_SLIPS else 1
    if OSA.distance(typed, name, score_cutoff=most) > most:
        return False
    # Four letters with another one among them are mostly another word: only swapped or doubled ones count.
    short = len(name) == _NEVER_MISTYPED
    return not short or sorted(typed) == sorted(name) or _undoubled(typed) == _undoubled(name)


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def _inflected(word: str, name: str) -> bool:
    """Whether two words differ by an ending alone, as forms of one word do."""
    short, long = sorted((word, name), key=len)
    return long.startswith(short) and long[len(short) :] in _ENDINGS


def _family(parts: Sequence[str]) -> Sequence[str]:
    """The family name with its particles."""
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in PARTICLES:
        start -= 1
    return parts[start:]


def _half(family: str) -> str:
    """The first half of a double name, which is what most people say: "Smit-Bakker" is a Smit."""
    first = family.split("-")[0]
    return first if len(first) >= _NEVER_MISTYPED else family


def _forms(token: _Token) -> tuple[str, ...]:
    """A token as a name: as it stands, and without a possessive. "Bakkers" is "Bakker's" in Dutch."""
    whole = _bare(token.folded)
    plain = _bare(_POSSESSIVE.sub("", token.folded)) if token.capital and not token.opens else whole
    return (whole, plain) if plain and plain != whole else (whole,)


def _spelled_out(token: _Token) -> list[_Token]:
    """ "v.d." and "vd" may stand for "van der", "van de" or "van den"; other tokens are themselves."""
    if token.folded.strip(".") not in {"vd", "v.d"}:
        return [token]
    return [_Token(token.start, token.end, "van", "van"), _Token(token.start, token.end, "der", "der")]


def _bare(word: str) -> str:
    return word.strip("'’.")


def _with_possessive(text: str, token: _Token) -> int:
    return token.end + 1 if text[token.end : token.end + 1] in ("'", "’") else token.end


def _typed(text: str, window: Sequence[_Token]) -> str:
    return re.sub(r"['’]s?$", "", text[window[0].start : window[-1].end])


def _is_name_word(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a token can be part of a person's name by its capital."""
    token = tokens[at]
    word = token.folded.strip(".'")
    plain = token.capital and word not in FUNCTION_WORDS and word not in _TITLES
    if at == 0:
        return plain and word not in _OPENERS
    return plain


def _adjacent(text: str, one: _Token, other: _Token) -> bool:
    return text[one.end : other.start].strip(". ") == ""


def _is_part_of_longer(tokens: Sequence[_Token], start: int, end: int, text: str) -> bool:
    """Whether another name stands right before or after: "Wim Hof" is no Wim, "Jan Bakker" not any Bakker."""
    after = (
        end < len(tokens)
        and _is_name_word(tokens, end)
        and _adjacent(text, tokens[end - 1], tokens[end])
        and not tokens[end - 1].raw.endswith(("’s", "'s"))
    )
    before = (
        start > 0
        and tokens[start].capital
        and _is_name_word(tokens, start - 1)
        and _adjacent(text, tokens[start - 1], tokens[start])
        and not tokens[start - 1].raw.endswith(("’s", "'s"))
    )
    return after or before


def _name_run(text: str, tokens: Sequence[_Token], at: int) -> int:
    """How many tokens from here are a name by their capitals, with particles in between; 0 for none."""
    if not _is_name_word(tokens, at) or (tokens[at].folded in PARTICLES):
        return 0
    end = at + 1
    while end < len(tokens) and not tokens[end - 1].raw.endswith(("’s", "'s")):
        ahead = end
        while ahead < len(tokens) and tokens[ahead].folded in PARTICLES and ahead - end < 3:
            ahead += 1
        if ahead == len(tokens) or not _is_name_word(tokens, ahead):
            break
        between = zip(tokens[end - 1 : ahead], tokens[end : ahead + 1], strict=True)
        if not all(_adjacent(text, one, other) for one, other in between):
            break
        # "Vindt Brus van Swinscoe": a particle in small letters joins only what follows a first name.
        end = ahead + 1
    alone = tokens[at]
    if end - at == 1 and (at == 0 or alone.raw.isupper() or alone.folded in _NOT_NAMES):
        return 0  # "Customers think ...", "CX"
    return end - at


def _in_slot(text: str, token: _Token) -> bool:
    """Whether a person is sure to stand here: after a verb of saying, or after another one and "en"."""
    before, after = text[: token.start], text[token.end :]
    if _SLOT.search(before) or (_SLOT_OF_TWO.search(before) and re.match(r"\s+(?:en|and)\s", after)):
        return True
    row = re.search(r"\S+\s+(?:en|and|met|with|of|or)\s+$", before, re.IGNORECASE)
    return row is not None and bool(
        _SLOT.search(before[: row.start()]) or _SLOT_OF_TWO.search(before[: row.start()])
    )
