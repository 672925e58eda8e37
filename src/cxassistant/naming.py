"""When two names are one person's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cxassistant.text import fold


def is_short_for(short: str, full: str) -> bool:
    """Whether ``short`` is the surname (with or without particles) or first name in ``full``."""
    short, full = fold(short), fold(full)
    if short == full:
        return True
    parts = full.split()
    if short == parts[0] and not short.endswith("."):
        return True
    tails = {" ".join(parts[at:]) for at in range(1, len(parts))}
    return short in tails and short not in {"van", "de"}


def only_fit(short: str, people: Iterable[str]) -> str | None:
    """The one of ``people`` for whom ``short`` can stand; None where none or several fit."""
    fits = {person for person in people if is_short_for(short, person)}
    return fits.pop() if len(fits) == 1 else None


def is_same_person(name: str, people: Sequence[str]) -> bool:
    """Whether ``name`` names one of ``people``, in full, without middle names, or by a short form."""
    for person in people:
        one, other = fold(name).split(), fold(person).split()
        if is_short_for(name, person) or (one and other and one[0] == other[0] and one[-1] == other[-1]):
            return True
    return False
