"""Pinned floors and ceilings: values that a run must keep, each with the reason for it."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cxassistant.errors import DatasetError
from cxassistant.evaluation.files import read_text
from cxassistant.evaluation.measures import METRIC_NAMES
from cxassistant.evaluation.report import EvaluationReport, Measure
from cxassistant.models import Serializable

_WHAT = "file of floors"
_SCOPES = ("language", "kind", "unanswerable")
_BOUNDS = ("at_least", "at_most")
_KEYS = ("metric", *_SCOPES, *_BOUNDS, "reason")
_EXAMPLE = '[[floor]], then metric = "gold_in_answer", at_least = 0.9 and reason = "..."'


@dataclass(frozen=True, slots=True)
class Floor(Serializable):
    """The least and the most that a metric may be, over all questions or those of one scope."""

    metric: str
    reason: str
    at_least: float | None = None
    at_most: float | None = None
    language: str | None = None
    kind: str | None = None
    unanswerable: str | None = None

    @property
    def name(self) -> str:
        """The metric and its scope, such as "refused (nl, far)"."""
        scope = ", ".join(part for part in (self.language, self.kind, self.unanswerable) if part)
        return f"{self.metric} ({scope})" if scope else self.metric


@dataclass(frozen=True, slots=True)
class BrokenFloor(Serializable):
    """A floor that a run does not keep. ``value`` is None where no question of the run measures it."""

    floor: Floor
    value: float | None
    n: int

    @property
    def message(self) -> str:
        """One line for people."""
        floor = self.floor
        reason = f"Reason of the floor: {floor.reason}"
        if self.value is None:
            return f"{floor.name} was not measured: no question counts for it. {reason}"
        below = floor.at_least is not None and self.value < floor.at_least
        told = f"below {floor.at_least:g}" if below else f"above {floor.at_most:g}"
        return f"{floor.name} is {self.value:.4g} (n={self.n}), {told}. {reason}"


def read_floors(path: Path) -> tuple[Floor, ...]:
    """Read a TOML file of [[floor]] tables. Raises DatasetError, which names the floor that is wrong."""
    try:
        held = tomllib.loads(read_text(path, _WHAT))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise DatasetError(f"{path} is no TOML ({error}). Write {_EXAMPLE}.") from None
    floors = held.get("floor")
    if set(held) != {"floor"} or not isinstance(floors, list) or not floors:
        raise DatasetError(f"{path} is no {_WHAT}. Write nothing but {_EXAMPLE}.")
    return tuple(_read_floor(row, f"{path}, floor {number}") for number, row in enumerate(floors, 1))


def check_floors(report: EvaluationReport, floors: Sequence[Floor]) -> tuple[BrokenFloor, ...]:
    """The floors that are broken. One that was not measured is: a gate must not pass what it did not see."""
    measures = {_scope_of(measure): measure for measure in report.measures}
    broken = []
    for floor in floors:
        measure = measures.get(_scope_of(floor))
        if measure is None:
            broken.append(BrokenFloor(floor, None, 0))
        elif not _keeps(measure.value, floor):
            broken.append(BrokenFloor(floor, measure.value, measure.n))
    return tuple(broken)


def _scope_of(item: Measure | Floor) -> tuple[str, str | None, str | None, str | None]:
    return item.metric, item.language, item.kind, item.unanswerable


def _keeps(value: float, floor: Floor) -> bool:
    least = -math.inf if floor.at_least is None else floor.at_least
    most = math.inf if floor.at_most is None else floor.at_most
    return least <= value <= most


def _read_floor(row: Any, where: str) -> Floor:
    if not isinstance(row, dict):
        raise DatasetError(f"{where}: expected a table. Write {_EXAMPLE}.")
    for key in row:
        if key not in _KEYS:
            raise DatasetError(f"{where}: there is no key '{key}'. Known are: {', '.join(_KEYS)}.")
    metric = _text(row, "metric", where)
    if metric is None or metric not in METRIC_NAMES:
        near = get_close_matches(metric or "", METRIC_NAMES, 1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known are: {', '.join(METRIC_NAMES)}."
        raise DatasetError(f"{where}: there is no metric '{metric or ''}'. {hint}")
    reason = _text(row, "reason", where)
    if reason is None:
        raise DatasetError(f"{where}: 'reason' is missing; say why this value must hold.")
    least, most = (_bound(row, name, where) for name in _BOUNDS)
    if least is None and most is None:
        raise DatasetError(f"{where}: neither 'at_least' nor 'at_most' is given; expected a number.")
    return Floor(metric, reason, least, most, *(_text(row, name, where) for name in _SCOPES))


def _text(row: Mapping[str, Any], name: str, where: str) -> str | None:
    value = row.get(name)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise DatasetError(f"{where}: '{name}' must be text.")
    return value


def _bound(row: Mapping[str, Any], name: str, where: str) -> float | None:
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise DatasetError(f"{where}: '{name}' must be a number.")
    return float(value)
