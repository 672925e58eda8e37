"""What readers thought of answers: a file of lines of JSON, which stays on this computer."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from cxassistant.errors import ConfigError
from cxassistant.models import Answer, Serializable

Verdict = Literal["up", "down"]
_LONGEST = 2000  # characters of a remark


@dataclass(frozen=True, slots=True)
class Feedback(Serializable):
    """A verdict on one answer. ``at`` is when (ISO, UTC), ``cited`` the places that the answer cited."""

    at: str
    verdict: Verdict
    question: str
    answer: str
    status: str
    engine: str
    cited: tuple[tuple[str, int, int], ...]
    remark: str = ""
    build: str = ""  # of the index

    @classmethod
    def of(cls, answer: Answer, verdict: Verdict, remark: str = "", build: str = "") -> Feedback:
        """A verdict given now."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        cited = tuple((c.source, c.start, c.end) for c in answer.citations)
        told = remark.strip()[:_LONGEST]
        return cls(
            now, verdict, answer.question, answer.text, answer.status, answer.engine, cited, told, build
        )


class FeedbackLog:
    """The file. Several threads and processes may write to it at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, feedback: Feedback) -> None:
        """Write a line. Raises ConfigError where that cannot be done."""
        line = json.dumps(feedback.to_dict(), ensure_ascii=False) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # One write to a file opened for appending: lines of several writers do not mix.
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(file, line.encode())
            finally:
                os.close(file)
        except OSError as error:
            raise ConfigError(
                f"The verdict could not be kept in {self.path} ({error.strerror or error}). Make room there, or set"
                " CXASSISTANT_FEEDBACK to a file that can be written."
            ) from None

    def read(self) -> tuple[list[Feedback], int]:
        """All that was kept, oldest first, and how many lines could not be read. Raises ConfigError."""
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return [], 0
        except OSError as error:
            raise ConfigError(f"{self.path} cannot be read ({error.strerror or error}).") from None
        found = [_parse(line) for line in lines if line.strip()]
        kept = [feedback for feedback in found if feedback is not None]
        return kept, len(found) - len(kept)


def _parse(line: bytes) -> Feedback | None:
    with suppress(ValueError, TypeError, KeyError):
        held = json.loads(line.decode("utf-8"))
        cited: Sequence[Sequence[object]] = held.pop("cited", ())
        places = tuple((str(s), int(str(a)), int(str(b))) for s, a, b in cited)
        texts = {name: str(value) for name, value in held.items()}
        if texts["verdict"] in ("up", "down"):
            return Feedback(cited=places, **texts)  # type: ignore[arg-type]
    return None
