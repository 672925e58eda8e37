"""Write requirements.lock and requirements-dev.lock from what the environment that runs this holds.

Run by ``make lock`` after the environment was changed on purpose, and committed with the reason.
"""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "cxassistant"
RUNTIME_HEAD = """\
# Exactly what cxassistant runs on; written by 'make lock'. Install with:
#     pip install -r requirements.lock && pip install --no-deps -e .
# On Linux plain pip may choose a torch with CUDA; CONTRIBUTING.md tells how to get the small CPU build.
"""
DEV_HEAD = "# What tests and checks need on top of requirements.lock; written by 'make lock'.\n"


def closure(extras: frozenset[str]) -> dict[str, str]:
    """Every distribution that the package needs with these extras: canonical name -> a line of the lock."""
    markers = {
        canonicalize_name(r.name): str(r.marker)
        for r in requirements(PACKAGE)
        if r.marker and "extra" not in str(r.marker)
    }
    lines: dict[str, str] = {}
    queue, seen = [(PACKAGE, extras)], set()
    while queue:
        name, wanted = queue.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        if name != PACKAGE:
            # A local part such as +cpu names one index's build of the release; the release is what is pinned.
            release = metadata.version(name).partition("+")[0]
            marker = f" ; {markers[name]}" if name in markers else ""
            lines[name] = f"{metadata.metadata(name)['Name']}=={release}{marker}"
        for need in requirements(name):
            if applies(need, wanted):
                queue.append((canonicalize_name(need.name), frozenset(need.extras)))
    return lines


def requirements(name: str) -> list[Requirement]:
    """What a distribution says that it needs."""
    return [Requirement(line) for line in metadata.requires(name) or []]


def applies(need: Requirement, extras: frozenset[str]) -> bool:
    """Whether a requirement counts here, with these extras."""
    return need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras | {""})


def main() -> int:
    """Write both files."""
    runtime = closure(frozenset())
    dev = {name: line for name, line in closure(frozenset({"dev"})).items() if name not in runtime}
    for file, head, lines in (
        ("requirements.lock", RUNTIME_HEAD, runtime),
        ("requirements-dev.lock", DEV_HEAD, dev),
    ):
        text = head + "".join(f"{lines[name]}\n" for name in sorted(lines))
        (ROOT / file).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{file}: {len(lines)} packages\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
