"""The persons of a corpus, and where a question names them: in full, by a part of the name, or mistyped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cxassistant.answering.typed_names import (
    NEVER_MISTYPED,
    OPENERS,
    PARTICLES,
    TITLES,
    Token,
    Typed,
    bare,
    inflected,
    is_slip,
)
from cxassistant.models import Sentence, Source
from cxassistant.text import fold
from cxassistant.wordsets import FUNCTION_WORDS

_LONGEST = 6  # words of a name
_SHORTEST = 3  # letters of a name that stands alone
_REMEMBERED = 1024  # words of questions whose likeness to names is kept


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
        self._is_word = lru_cache(maxsize=_REMEMBERED)(is_word or (lambda word: False))
        self._parts = {person: [bare(p) for p in fold(person).split()] for person in self.people}
        # The words by which a person may be named, by their first letter: a slip leaves that as it is.
        self._named: dict[str, dict[str, list[str]]] = {}
        for person, parts in self._parts.items():
            for word in dict.fromkeys((parts[0], parts[-1], _half(parts[-1]))):
                self._named.setdefault(word[:1], {}).setdefault(word, []).append(person)
        self._slips = lru_cache(maxsize=_REMEMBERED)(self._find_slips)

    def mentions(self, text: str) -> list[Mention]:
        """The persons whom a text names, and names that are nobody's of the corpus, in order."""
        typed = Typed(text)
        found: list[Mention] = []
        at = 0
        while at < len(typed.tokens):
            mention, used = self._at(typed, at)
            if mention is not None:
                found.append(mention)
            at += used
        return found

    def _at(self, typed: Typed, at: int) -> tuple[Mention | None, int]:
        """The name that begins at a word, and how many words it takes."""
        for size in range(min(len(typed.tokens) - at, _LONGEST), 0, -1):
            window = typed.window(at, size)
            for exact in (True, False):
                people = self._meant(typed, at, size, exact)
                if people:
                    first = size == 1 and all(self._is_first(window[0], p, exact) for p in people)
                    name, end = typed.name_of(window), typed.end_of(window)
                    return Mention(window[0].start, end, name, people, not exact, first), size
        run = typed.run(at)
        if not run:
            return None, 1
        window = typed.window(at, run)
        return Mention(window[0].start, typed.end_of(window), typed.name_of(window)), run

    def _meant(self, typed: Typed, at: int, size: int, exact: bool) -> tuple[str, ...]:
        """The persons whom exactly these words name."""
        window = typed.window(at, size)
        if (size > 1 and window[0].folded.rstrip(".") in TITLES) or (
            not exact and window[-1].folded in FUNCTION_WORDS
        ):
            return ()
        names = self._names_alone if size == 1 else self._names
        near = self._near(window[-1], exact)
        return tuple(person for person in near if names(typed, at, size, self._parts[person], person, exact))

    def _near(self, token: Token, exact: bool) -> Sequence[str]:
        """Persons one part of whose name this may be."""
        found: dict[str, None] = {}
        for form in token.forms:
            named = self._named.get(form[:1], {})
            # A slip may be in the first name alone: then the family name is as it should be.
            words = (form,) if exact else (form, *self._slips(form, token.capital))
            found.update(dict.fromkeys(person for word in words for person in named.get(word, ())))
        return list(found)

    def _find_slips(self, form: str, capital: bool) -> tuple[str, ...]:
        return tuple(word for word in self._named.get(form[:1], {}) if is_slip(form, word, capital))

    def _names(
        self, typed: Typed, at: int, size: int, parts: Sequence[str], person: str, exact: bool
    ) -> bool:
        """Several words: a whole name, initials with a family name, or a family name with particles."""
        window, family = typed.window(at, size), _family(parts)
        given, last = window[0], window[-1]
        # Middle names and particles may be left out: "Marijke Meer", "Jan Smit" for "Jan P. Smit".
        short = size == 2 < len(parts) and self._all_like(window, (parts[0], parts[-1]), exact)
        if short or self._all_like(window, parts, exact):
            return exact or all(t.capital or not self._common(t) for t in (given, last))
        initials = given.raw.rstrip(".").isupper() and len(given.raw.replace(".", "")) <= 3
        if initials and parts[0].startswith(given.folded[0]) and self._all_like(window[1:], family, exact):
            return True
        if size != len(family) or not self._all_like(window, family, exact):
            return False
        if typed.part_of_longer(at, at + size):
            return False
        if last.capital:
            return True
        # In small letters "jan van der meer" is somebody else, and "de boer" a trade as well.
        before = typed.tokens[at - 1].folded if at else ""
        apart = typed.in_slot(at) or before in FUNCTION_WORDS | TITLES
        return apart and not (len(family) == 2 and self._common(last))

    def _names_alone(
        self, typed: Typed, at: int, size: int, parts: Sequence[str], person: str, exact: bool
    ) -> bool:
        """A family name alone, or a first name that is not another's: where no other name stands around it."""
        token = typed.tokens[at]
        if len(token.folded) < _SHORTEST or typed.part_of_longer(at, at + 1):
            return False
        first = self._is_first(token, person, exact)
        # "Jan van Dijk" is no other Jan; "Wat vindt Dijk van Jan" names two.
        if first and (person in self.speakers or typed.run(at) > 1):
            return False
        half = exact and _half(parts[-1]) in token.forms
        if not (first or half or self._like(token, parts[-1], exact)):
            return False
        common = self._common(token)
        if token.capital and not typed.opens_as_no_name(at) and (at > 0 or not common):
            return exact or not common
        if common or not typed.in_slot(at):
            return False
        return exact or not any(inflected(token.folded, part) for part in (parts[0], parts[-1]))

    def _is_first(self, token: Token, person: str, exact: bool) -> bool:
        parts = self._parts[person]
        return len(parts) > 1 and self._like(token, parts[0], exact)

    def _all_like(self, window: Sequence[Token], parts: Sequence[str], exact: bool) -> bool:
        words = [word for token in window for word in token.spelled_out]
        if len(words) != len(parts):
            return False
        pairs = zip(words, parts, strict=True)
        return all(self._like(word, part, exact or part in PARTICLES) for word, part in pairs)

    def _like(self, token: Token, part: str, exact: bool) -> bool:
        """Whether a word is this part of a name; not ``exact``: with a slip of the keyboard."""
        return part in token.forms or (
            not exact and any(is_slip(f, part, token.capital) for f in token.forms)
        )

    def _common(self, token: Token) -> bool:
        """Whether it is a word of the language rather than a name."""
        return any(f in FUNCTION_WORDS or f in OPENERS or self._is_word(f) for f in token.forms)


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


def _family(parts: Sequence[str]) -> Sequence[str]:
    """The family name with its particles."""
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in PARTICLES:
        start -= 1
    return parts[start:]


def _half(family: str) -> str:
    """The first half of a double name, which is what most people say: "Smit-Bakker" is a Smit."""
    first = family.split("-")[0]
    return first if len(first) >= NEVER_MISTYPED else family
