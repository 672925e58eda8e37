"""One person, one spelling: "J. Smit" and a letter signed "Jan" join "Jan Smit" when only he fits.

What a name stands for depends on all sources of a corpus, so this runs over all of them at each build. What
each source said by itself stays in its evidence: running again on merged sources gives the same, and a source
whose namesake has left, or got company, goes back to what it said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cxassistant.corpus.names import LONE_SIGNATURE, NAME_PARTICLES, person_name
from cxassistant.models import Evidence, Source
from cxassistant.text import fold

ALIAS = "alias"
SIGNATURE_ALIAS = "signature alias"
_STATED = "sidecar"  # what the keeper of the corpus states stays as stated
# An initial and a surname leave room for a namesake outside the corpus, a first name alone for more.
_SAME_LETTERS, _SAME_INITIALS, _SAME_FIRST_NAME = 0.95, 0.85, 0.65
_INITIAL = re.compile(r"[^\W\d_]{1,3}\.|[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name taken apart and folded; initials keep their stop."""

    given: tuple[str, ...]
    particles: tuple[str, ...]
    surname: str

    @property
    def is_full(self) -> bool:
        return bool(self.given) and not self.given[0].endswith(".")


def merge_aliases(sources: Sequence[Source]) -> list[Source]:
    """The sources, in their order, with each person under one name.

    A name is changed only where exactly one full name of the corpus fits: the same surname, and the same first
    name or initials that agree. Two first names are never merged, nor two names that one source lists side by
    side. A source without authors that is signed with first names alone gets the full names, if each of them is
    the first name of exactly one author. Names from a sidecar stay as they are. Each change adds evidence with
    the rule "alias" or "signature alias", the full name as value, and the name that was read as text.
    """
    read = [_as_read(source) for source in sources]
    names = [source.authors for source in read]
    spelling = canonical_names(names)
    people = _people({spelling.get(name, name) for listed in names for name in listed})
    return [_rename(source, spelling, people) for source in read]


def canonical_names(listed: Iterable[Sequence[str]]) -> dict[str, str]:
    """For each name that is another spelling of a full name: that full name.

    ``listed`` holds the authors of each source. Names that are nobody's alias are left out.
    """
    sources = [tuple(names) for names in listed]
    counts = Counter(name for names in sources for name in names)
    spelling: dict[str, str] = {}
    same = _by_letters(counts)
    heads = {name: parsed for parsed, variants in same.items() for name in variants[:1]}
    for variants in same.values():
        spelling |= dict.fromkeys(variants[1:], variants[0])
    for name, parsed in heads.items():
        full = _only_full_name(name, parsed, heads)
        if full is not None:
            spelling |= dict.fromkeys(same[parsed], full)
    for name in list(spelling):  # a spelling of an alias is one of the full name itself
        spelling[name] = spelling.get(spelling[name], spelling[name])
    apart = {name for names in sources for name in _side_by_side(names, spelling)}
    return {name: full for name, full in spelling.items() if name not in apart and name != full}


def _by_letters(counts: Counter[str]) -> dict[_Name, list[str]]:
    """Names that differ in case, accents, hyphens or titles alone, the commonest spelling first."""
    same: dict[_Name, list[str]] = {}
    for name in sorted(counts, key=lambda name: (-counts[name], _has_title(name), name.isascii(), name)):
        same.setdefault(_parse(name), []).append(name)
    return same


def _has_title(name: str) -> bool:
    return person_name(name) != name


def _only_full_name(name: str, parsed: _Name, heads: Mapping[str, _Name]) -> str | None:
    """The one fuller name that ``name`` can stand for; None when there are none or several."""
    fuller = [other for other, o in heads.items() if other != name and _stands_for(parsed, o)]
    # "Jan Smit" and "Jan P. Smit" are one person for "J. Smit", unless there is a "Jan K. Smit" too.
    longest = [a for a in fuller if not any(a != b and _stands_for(heads[a], heads[b]) for b in fuller)]
    if len(longest) != 1:
        return None
    return longest[0] if all(a == longest[0] or _reaches(a, longest[0], heads) for a in fuller) else None


def _reaches(name: str, longest: str, heads: Mapping[str, _Name]) -> bool:
    """Whether ``name`` is itself an alias of ``longest`` and of nothing else."""
    return _only_full_name(name, heads[name], heads) == longest


def _stands_for(short: _Name, full: _Name) -> bool:
    """Whether ``short`` may be a shorter way to write the full name: the same surname, less of what is before."""
    if not full.is_full or short == full or short.surname != full.surname:
        return False
    if not _same_particles(short.particles, full.particles):
        return False
    if not short.is_full:
        return bool(short.given) and all(
            _initial_of(a, b) for a, b in zip(short.given, full.given, strict=False)
        )
    more = full.given[len(short.given) :]
    return (
        full.given[: len(short.given)] == short.given
        and all(part.endswith(".") for part in more)
        and (bool(more) or short.particles != full.particles)
        and sum(map(len, short.particles)) <= sum(map(len, full.particles))
    )


def _initial_of(part: str, name: str) -> bool:
    """ "r." of "rien", "th." of "theo"; a whole name only of itself or as the one of an initial."""
    if part.endswith("."):
        return name.startswith(part[:-1])
    return part == name or (name.endswith(".") and part.startswith(name[:-1]))


def _same_particles(one: Sequence[str], other: Sequence[str]) -> bool:
    """ "v.d." is "van der", "van den" or "van de"."""
    return len(one) == len(other) and all(
        a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in zip(one, other, strict=True)
    )


def _parse(name: str) -> _Name:
    words = _words(person_name(name) or name)
    if len(words) < 2:
        return _Name(tuple(words), (), "")
    start = len(words) - 1
    while start > 1 and words[start - 1].strip(".'") in NAME_PARTICLES:
        start -= 1
    particles = [part for word in words[start:-1] for part in _short_particles(word)]
    given = [part for word in words[:start] for part in _given(word)]
    return _Name(tuple(given), tuple(particles), words[-1])


def _words(name: str) -> list[str]:
    # "Th.de Vries", "R. v.d.Berg": typed without the space after the stop.
    return re.sub(r"\.(?=[^\W\d_]{3})", ". ", fold(name)).split()


def _given(word: str) -> list[str]:
    """ "a.m." -> "a.", "m."; "anne-marie" -> "anne", "marie"; "th." -> "th."."""
    if "." in word or len(word) == 1:
        return [part.rstrip(".") + "." for part in _INITIAL.findall(word)]
    return word.split("-")


def _short_particles(word: str) -> list[str]:
    bare = word.replace("'", "")
    return re.findall(r"\w", bare) if "." in bare or bare == "vd" else [bare]


def _side_by_side(names: Sequence[str], spelling: Mapping[str, str]) -> set[str]:
    """Names that would fall together in a source that lists both: it says that they are two persons."""
    counts = Counter(spelling.get(name, name) for name in names)
    return {name for name in names if counts[spelling.get(name, name)] > 1}


def _people(names: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    """Full names by the whole of their first name."""
    people: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(names):
        parsed = _parse(name)
        if parsed.is_full and parsed.surname:
            first = tuple(part for part in parsed.given if not part.endswith("."))
            people.setdefault(first, []).append(name)
    return people


def _as_read(source: Source) -> Source:
    """The source as its own file has it, without what an earlier merge made of it."""
    merged = [item for item in source.evidence if item.rule in (ALIAS, SIGNATURE_ALIAS)]
    if not merged:
        return source
    was = {item.value: item.text for item in merged if item.rule == ALIAS}
    signed = {item.value for item in merged if item.rule == SIGNATURE_ALIAS}
    return replace(
        source,
        authors=tuple(was.get(name, name) for name in source.authors if name not in signed),
        evidence=tuple(item for item in source.evidence if item not in merged),
    )


def _rename(
    source: Source, spelling: Mapping[str, str], people: Mapping[tuple[str, ...], list[str]]
) -> Source:
    told = [item for item in source.evidence if item.field == "authors"]
    stated = any(item.rule == _STATED for item in told)
    if stated:
        return source
    if not source.authors:
        return _sign(source, told, people)
    authors, added = [], []
    for name in source.authors:
        full = spelling.get(name) or _by_first_name(name, people) or name
        if full != name and full in source.authors:
            full = name
        authors.append(full)
        if full != name:
            added.append(Evidence("authors", full, ALIAS, name, _confidence(name, full)))
    if not added:
        return source
    return replace(source, authors=tuple(authors), evidence=(*added, *source.evidence))


def _confidence(name: str, full: str) -> float:
    short, whole = _parse(name), _parse(full)
    if short == whole or (short.is_full and short.surname):
        return _SAME_LETTERS
    return _SAME_INITIALS if short.surname else _SAME_FIRST_NAME


def _by_first_name(name: str, people: Mapping[tuple[str, ...], list[str]]) -> str | None:
    """The one author of the corpus whose first name ``name`` is."""
    parsed = _parse(name)
    if parsed.surname or not parsed.is_full:
        return None
    fitting = people.get(parsed.given, [])
    return fitting[0] if len(fitting) == 1 else None


def _sign(source: Source, told: Sequence[Evidence], people: Mapping[tuple[str, ...], list[str]]) -> Source:
    """Authors of a source that is signed with first names, if all of them are known."""
    if any(item.value == "" for item in told):  # the file states that it has no named author
        return source
    signed = [item.value for item in told if item.rule == LONE_SIGNATURE]
    full = [_by_first_name(name, people) for name in signed]
    known = [name for name in full if name is not None]
    if not signed or len(known) < len(signed) or len(set(known)) < len(known):
        return source
    added = [
        Evidence("authors", name, SIGNATURE_ALIAS, short, _SAME_FIRST_NAME)
        for name, short in zip(known, signed, strict=True)
    ]
    return replace(source, authors=tuple(known), evidence=(*added, *source.evidence))
