"""The filters of a question: as the reader set them, and as the assistant takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cxassistant.ui.people import chips
from cxassistant.ui.texts import both

_LONGEST = 20  # characters of a date
_MOST_AUTHORS = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its filters."""

    question: str
    authors: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    language: str = ""
    undated: bool = False

    @property
    def filters(self) -> dict[str, Any]:
        """As :meth:`Assistant.ask` takes them."""
        return {
            "authors": self.authors or None,
            "since": self.since or None,
            "until": self.until or None,
            "source_language": self.language or None,
            "undated": self.undated,
        }

    def html(self) -> str:
        """A line that says which sources alone were asked; empty where all were."""
        parts = [chips(self.authors)] if self.authors else []
        parts += [both("since_day", day=self.since)] if self.since else []
        parts += [both("until_day", day=self.until)] if self.until else []
        parts += [both(f"only_{self.language}")] if self.language in ("nl", "en") else []
        return f'<p class="only">{both("only")} {" · ".join(parts)}</p>' if parts else ""


def read_asked(
    question: object, authors: object, since: object, until: object, language: object, undated: object
) -> Asked:
    """What the browser sent, as text; what is of another kind counts as not given."""
    names = [str(name) for name in authors[:_MOST_AUTHORS]] if isinstance(authors, list) else []
    day = [str(value or "").strip()[:_LONGEST] for value in (since, until)]
    spoken = str(language or "")
    return Asked(
        str(question or ""),
        tuple(names),
        day[0],
        day[1],
        spoken if spoken in ("nl", "en") else "",
        undated is True,
    )
