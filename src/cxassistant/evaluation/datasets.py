"""Question files: questions with what is expected of their answers, as JSON lines or a YAML list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cxassistant.errors import DatasetError
from cxassistant.evaluation.files import read_text
from cxassistant.models import Serializable

_WHAT = "question file"
_LANGUAGES = ("nl", "en")
_OF_TURN = ("question", "gold", "gold_all", "sources", "authors", "unanswerable", "note")
_OF_CASE = ("id", "language", "kind", "turns", *_OF_TURN)
_EXAMPLE = '{"question": "...", "language": "nl", "gold": ["..."]}'
_ANY_CLASS = "unanswerable"  # the class of questions marked with nothing but true


@dataclass(frozen=True, slots=True)
class Turn(Serializable):
    """One question and what is expected of its answer; where nothing is, it is asked but not scored."""

    question: str
    gold: tuple[str, ...] = ()  # sentences of the corpus that answer it, verbatim
    gold_all: bool = False  # the answer must hold all of them; else any one
    sources: tuple[str, ...] = ()  # paths in the corpus; any of them
    authors: tuple[str, ...] = ()  # any of them
    unanswerable: str | None = None  # the corpus does not answer it; the class says how near it comes

    @property
    def scored(self) -> bool:
        """Whether anything is expected."""
        return bool(self.gold or self.sources or self.authors or self.unanswerable)


@dataclass(frozen=True, slots=True)
class Case:
    """One entry of a question file: a question (one turn) or a conversation (several)."""

    id: str | None
    language: str  # of the questions, and so of the answers that are expected
    kind: str | None
    turns: tuple[Turn, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Dataset:
    """A question file that was read. ``sha256`` tells whether two runs had the same questions."""

    path: Path
    sha256: str
    cases: tuple[Case, ...]


def read_dataset(path: Path) -> Dataset:
    """Read a question file. Raises DatasetError, which names file, line, and what is expected there."""
    rows = {".jsonl": _json_rows, ".yaml": _yaml_rows, ".yml": _yaml_rows}.get(path.suffix.lower())
    if rows is None:
        raise DatasetError(f"{path} is no {_WHAT} by its name. Name a .jsonl or .yaml file.")
    text = read_text(path, _WHAT)
    cases: list[Case] = []
    lines: dict[str, int] = {}
    for line, value in rows(text, path):
        case = _read_case(value, f"{path}, line {line}", line)
        if case.id is not None and case.id in lines:
            raise DatasetError(
                f"{path}, line {line}: line {lines[case.id]} has the id '{case.id}' too. Give it another."
            )
        if case.id is not None:
            lines[case.id] = line
        cases.append(case)
    if not cases:
        raise DatasetError(f"{path} holds no questions. A line of it looks like {_EXAMPLE}")
    return Dataset(path, hashlib.sha256(text.encode()).hexdigest(), tuple(cases))


def _json_rows(text: str, path: Path) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = str(error)
            if isinstance(error, json.JSONDecodeError):
                reason = f"{error.msg}, character {error.pos + 1}"
            raise DatasetError(
                f"{path}, line {number} is no JSON ({reason}). Write one object on it, such as {_EXAMPLE}"
            ) from None
        yield number, value


def _yaml_rows(text: str, path: Path) -> Iterator[tuple[int, Any]]:
    import yaml

    try:
        loader: Any = yaml.SafeLoader(text)
        root = loader.get_single_node()
        if not isinstance(root, yaml.SequenceNode):
            raise DatasetError(f"{path} holds no YAML list. Begin each question with '- question: ...'.")
        rows = [(node.start_mark.line + 1, loader.construct_document(node)) for node in root.value]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        reason = " ".join(str(getattr(error, "problem", None) or error).split())
        raise DatasetError(f"{path}{line} is no YAML ({reason}). Write a list of questions.") from None
    yield from rows


def _read_case(value: Any, where: str, line: int) -> Case:
    row = _fields(value, _OF_CASE, where)
    language = row.get("language")
    if language not in _LANGUAGES:
        said = "is missing" if language is None else f"is {_shown(language)}"
        raise DatasetError(f'{where}: \'language\' {said}; expected "nl" or "en", the question\'s language.')
    turns = _read_turns(row, where) if "turns" in row else (_read_turn(row, where),)
    if not any(turn.scored for turn in turns):
        raise DatasetError(
            f"{where}: nothing is expected of the answer. Give 'gold', 'sources', 'authors' or 'unanswerable'"
            + (" in at least one turn." if "turns" in row else ".")
        )
    return Case(_text(row, "id", where), language, _text(row, "kind", where), turns, line)


def _read_turns(row: Mapping[str, Any], where: str) -> tuple[Turn, ...]:
    clash = [name for name in _OF_TURN if name in row and name != "note"]
    if clash:
        raise DatasetError(f"{where}: '{clash[0]}' stands beside 'turns'. Move it into one of the turns.")
    turns = row["turns"]
    if not isinstance(turns, list) or not turns:
        raise DatasetError(f"{where}: 'turns' is {_shown(turns)}; expected a list of questions.")
    places = [f"{where}, turn {number}" for number in range(1, len(turns) + 1)]
    return tuple(
        _read_turn(_fields(turn, _OF_TURN, place), place) for turn, place in zip(turns, places, strict=True)
    )


def _read_turn(row: Mapping[str, Any], where: str) -> Turn:
    question = _text(row, "question", where)
    if question is None:
        raise DatasetError(f"{where}: 'question' is missing; expected the question as text.")
    all_of = row.get("gold_all", False)
    if not isinstance(all_of, bool):
        raise DatasetError(f"{where}: 'gold_all' is {_shown(all_of)}; expected true or false.")
    gold, unanswerable = _texts(row, "gold", where), _unanswerable(row, where)
    if gold and unanswerable:
        raise DatasetError(f"{where}: a question with 'gold' is not 'unanswerable'. Take one of them out.")
    if all_of and not gold:
        raise DatasetError(f"{where}: 'gold_all' needs 'gold', a list of sentences.")
    return Turn(
        question, gold, all_of, _texts(row, "sources", where), _texts(row, "authors", where), unanswerable
    )


def _unanswerable(row: Mapping[str, Any], where: str) -> str | None:
    value = row.get("unanswerable", False)
    if isinstance(value, bool):
        return _ANY_CLASS if value else None
    if not isinstance(value, str):
        raise DatasetError(
            f"{where}: 'unanswerable' is {_shown(value)}; expected true or a class such as \"far\"."
        )
    return _text(row, "unanswerable", where)


def _fields(value: Any, known: tuple[str, ...], where: str) -> dict[str, Any]:
    """An object's fields without the empty ones; a field that is not known is likely one mistyped."""
    if not isinstance(value, dict):
        raise DatasetError(f"{where}: expected an object such as {_EXAMPLE}, not {_shown(value)}.")
    for name in value:
        if name not in known:
            near = get_close_matches(str(name), known, 1)
            meant = f" Did you mean '{near[0]}'?" if near else f" Known are: {', '.join(known)}."
            raise DatasetError(f"{where}: there is no field {_shown(name)}.{meant}")
    return {name: item for name, item in value.items() if item is not None}


def _text(row: Mapping[str, Any], name: str, where: str) -> str | None:
    return _checked(row[name], f"{where}: '{name}'") if name in row else None


def _texts(row: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    values = row.get(name, [])
    if not isinstance(values, list):
        raise DatasetError(f"{where}: '{name}' is {_shown(values)}; expected a list of texts.")
    return tuple(_checked(value, f"{where}: item {n} of '{name}'") for n, value in enumerate(values, 1))


def _checked(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise DatasetError(f"{place} is {_shown(value)}; expected text.")
    if not value.strip():
        raise DatasetError(f"{place} is empty; expected text.")
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise DatasetError(f"{place} holds half a character (a lone surrogate); write it out in UTF-8.")
    return value.strip()


def _shown(value: Any) -> str:
    """A value as a message may show it: short, and lists and objects by their kind alone."""
    if isinstance(value, (list, dict)):
        return ("a list" if isinstance(value, list) else "an object") if value else "empty"
    try:
        told = json.dumps(value, ensure_ascii=True)
    except (TypeError, ValueError):  # a date in YAML
        told = str(value)
    return told if len(told) <= 40 else told[:39] + "…"
