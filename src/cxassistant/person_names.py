"""A person's name taken apart, as references need it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cxassistant.wordsets import word_set

_PARTICLES = word_set(
    "van de der den het 't ’t ‘t ten ter te in op aan von zu zum zur du da di do dos das del della la le el al bin ibn"
    " ben y d'"
)
_SUFFIX = re.compile(r"(?:III?|IV|[JS]r\.?)$")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)+(?:-?[^\W\d_]\.)*")


@dataclass(frozen=True, slots=True)
class PersonName:
    """``given`` names, ``particles`` and ``surname``: "Marijke", "van der", "Meer"; a lone name is a surname."""

    given: str
    particles: str
    surname: str
    suffix: str = ""

    @property
    def family(self) -> str:
        """ "van der Meer"."""
        return " ".join(part for part in (self.particles, self.surname) if part)

    @property
    def sorted_nl(self) -> str:
        """ "Meer, Marijke van der": as a Dutch list sorts it."""
        return f"{self.surname}, {self.given} {self.particles}".strip()

    @property
    def initials(self) -> str:
        """ "M.", "J.-P.", "T. J."; with a suffix, "M., Jr."."""
        written = []
        for word in self.given.split():
            if _INITIALS.fullmatch(word):
                written += re.findall(r"-?[^\W\d_]{1,2}\.", word)
            else:
                written.append("-".join(f"{part[0].upper()}." for part in word.split("-") if part))
        told = " ".join(written).replace(" -", "-")
        return f"{told}, {self.suffix}" if self.suffix else told

    def csl(self) -> dict[str, str]:
        """As CSL-JSON names its parts."""
        parts = {
            "family": self.surname,
            "given": self.given,
            "non-dropping-particle": self.particles,
            "suffix": self.suffix,
        }
        return {name: value for name, value in parts.items() if value}


def parse_name(name: str) -> PersonName:
    """Take a name apart: what stands before the particles, or before the last word, is given."""
    words = name.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if len(words) < 2:
        return PersonName("", "", name, "")
    first = next((n for n, word in enumerate(words[1:-1], 1) if word.lower() in _PARTICLES), len(words) - 1)
    start = first
    while start < len(words) - 1 and words[start].lower() in _PARTICLES:
        start += 1
    return PersonName(" ".join(words[:first]), " ".join(words[first:start]), " ".join(words[start:]), suffix)
