"""What ``doctor`` checks. Each check looks at one thing, changes nothing, and never raises."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Literal

from cxassistant.cli.building import sidecar_hint
from cxassistant.errors import CxAssistantError
from cxassistant.models import Serializable, Source

if TYPE_CHECKING:
    from cxassistant.config import Settings
    from cxassistant.indexing.model import ResolvedModel
    from cxassistant.indexing.snapshot import Snapshot

_SETUP = "Run 'make setup', or install the package again with pip."
_SHOWN = 5  # names in one line
_TRACES = 3


@dataclass(frozen=True, slots=True)
class Check(Serializable):
    """One finding; ``hint`` says what to do, empty when nothing is to be done."""

    name: str
    status: Literal["ok", "warning", "failed"]
    detail: str
    hint: str = ""


def run_checks(settings: Settings) -> list[Check]:
    """All findings, in the order in which things must be mended."""
    checks: list[Check] = []
    for name, check in _CHECKS:
        try:
            checks += check(settings)
        except CxAssistantError as error:
            checks.append(Check(name, "failed", str(error)))
        except Exception as error:  # a doctor that falls ill helps nobody
            checks.append(Check(name, "failed", f"{type(error).__name__}: {error}", _SETUP))
    return checks


def _packages(settings: Settings) -> Iterator[Check]:
    from packaging.requirements import Requirement

    missing, wrong, found = [], [], 0
    for line in metadata.requires("cxassistant") or []:
        wanted = Requirement(line)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(wanted.name)
        except metadata.PackageNotFoundError:
            missing.append(wanted.name)
            continue
        found += 1
        if not wanted.specifier.contains(version, prereleases=True):
            wrong.append(f"{wanted.name} {version} (wanted {wanted.specifier})")
    python = ".".join(map(str, sys.version_info[:3]))
    if missing:
        yield Check("packages", "failed", f"not installed: {', '.join(missing)}", _SETUP)
    if wrong:
        yield Check("packages", "warning", f"other versions than asked for: {', '.join(wrong)}", _SETUP)
    if not missing and not wrong:
        yield Check("packages", "ok", f"Python {python}, {found} packages as asked for")


def _model(settings: Settings) -> Iterator[Check]:
    from cxassistant.indexing.model import verify_model
    from cxassistant.indexing.runtime import has_runtime, is_light

    model = _present_model(settings)
    if model is None:
        detail = "the default model was not made ready yet"
        yield Check(
            "model", "warning", detail, "Run 'cxassistant setup', or let the first 'cxassistant index' do it."
        )
        return
    verify_model(model)
    yield Check("model", "ok", f"{model.name} in {model.folder}")
    if not has_runtime(model, settings.cache):
        hint = "Run 'cxassistant setup', or let the next question do it."
        yield Check("runtime", "warning", "the light runtime for questions was not made yet", hint)
    elif not is_light(model, settings.cache):
        yield Check(
            "runtime", "warning", "this model has no light runtime: the first answer takes seconds longer"
        )
    else:
        yield Check("runtime", "ok", "questions are embedded by the light runtime")
    yield calibration_check(settings, model)


def calibration_check(settings: Settings, model: ResolvedModel) -> Check:
    """Whether there is a calibration for this model."""
    from cxassistant.live import calibration_of
    from cxassistant.reranker import ranking_fingerprint

    found = calibration_of(model, settings)
    if found.model == ranking_fingerprint(model, settings):
        return Check("calibration", "ok", f"fitted on {found.provenance}")
    name = f"{model.name} with {settings.reranker}" if settings.reranker else model.name
    return Check(
        "calibration",
        "warning",
        f"when to answer was learnt for {found.model_name}, not for {name}: it may answer what it should refuse",
        "Run 'cxassistant calibrate'; it takes some minutes, once for each model.",
    )


def _present_model(settings: Settings) -> ResolvedModel | None:
    """The model that is set, unless it is the bundled one and was not converted yet."""
    from cxassistant.config import BUNDLED_MODEL
    from cxassistant.indexing.model import bundled_model, bundled_weights, resolve_model

    if settings.model != BUNDLED_MODEL:
        return resolve_model(settings.model, settings.cache)
    bundled_weights()
    model = bundled_model(settings.cache)
    return model if model.folder.is_dir() else None


def _index(settings: Settings) -> Iterator[Check]:
    from cxassistant.indexing.manifest import current_build
    from cxassistant.indexing.snapshot import read_snapshot

    folder = current_build(settings.index)
    snapshot = read_snapshot(folder, check=True)
    model = _present_model(settings)
    if model is not None:
        from cxassistant.live import check_fits

        check_fits(snapshot.manifest, model, settings.passage_words, settings.index)
    # In a process of its own, since a damaged vector store can take down the process that opens it.
    command = [sys.executable, "-m", "cxassistant.indexing.verify", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        hint = f"Run 'cxassistant index --full --index {settings.index}'."
        yield Check("index", "failed", f"the vector store is damaged: {lines[-1]}", hint)
        return
    m = snapshot.manifest
    counts = f"{len(snapshot.sources)} sources, {m.passages} passages"
    yield Check("index", "ok", f"{counts}, built {m.created} with {m.model}; its files match their checksums")
    yield from _authors(snapshot)


def _authors(snapshot: Snapshot) -> Iterator[Check]:
    unknown = [s for s in snapshot.sources.values() if not s.authors and not _states_nobody(s)]
    if not unknown:
        yield Check("authors", "ok", "every source has an author, or a sidecar that says it has none")
        return
    for source in unknown[:_SHOWN]:
        detail = f"author unknown: {source.path}; {_traces(source)}"
        yield Check("authors", "warning", detail, sidecar_hint(source.path))
    if len(unknown) > _SHOWN:
        more = [source.path for source in unknown[_SHOWN:]]
        yield Check("authors", "warning", f"author unknown: {_names(more)}", sidecar_hint(more[0]))


def _states_nobody(source: Source) -> bool:
    """Whether a sidecar or front matter says that no author is named."""
    return any(e.field == "authors" and e.value == "" for e in source.evidence)


def _traces(source: Source) -> str:
    """Whom the document may mean, each with how sure that is; below the bar nobody is named."""
    found = {e.value: e for e in source.evidence if e.field == "authors" and e.value}
    if not found:
        return "nothing in it says who wrote it"
    best = sorted(found.values(), key=lambda e: -e.confidence)[:_TRACES]
    return "not sure enough: " + ", ".join(f"{e.value} ({e.rule}, {e.confidence:.0%})" for e in best)


def _corpus(settings: Settings) -> Iterator[Check]:
    from cxassistant.corpus import PARSER_VERSION, scan
    from cxassistant.indexing.manifest import corpus_hash, current_build, read_manifest

    found = scan(settings.corpus, max_bytes=int(settings.max_file_mb * 1e6))
    status: Literal["ok", "failed"] = "ok" if found.files else "failed"
    hint = "" if found.files else "Put documents in it (.txt, .md, .html, .pdf or .docx)."
    yield Check("corpus", status, f"{len(found.files)} documents in {settings.corpus}", hint)
    try:
        manifest = read_manifest(current_build(settings.index))
    except CxAssistantError:  # told by the index's own check
        manifest = None
    skipped = {item.path: item.reason for item in found.skipped}
    if manifest is not None:
        # What the build could not read when it came to parsing; the scan alone does not see that.
        skipped |= {item["path"]: item["reason"] for item in manifest.skipped if item["path"] not in skipped}
        if manifest.corpus_hash != corpus_hash({file.path: file.digest for file in found.files}):
            detail = "it has changed since the index was built"
            yield Check("corpus", "warning", detail, f"Run 'cxassistant index --index {settings.index}'.")
        elif manifest.parser_version != PARSER_VERSION:
            detail = "the index was built by another version of the reader"
            yield Check("corpus", "warning", detail, f"Run 'cxassistant index --index {settings.index}'.")
    for path in sorted(skipped):
        yield Check("corpus", "warning", f"skipped {path}: {skipped[path]}")


def _llm(settings: Settings) -> Iterator[Check]:
    if not settings.llm_url:
        yield Check("language model", "ok", "none is set: answers are quotes")
        return
    from cxassistant.llm import faults
    from cxassistant.llm.server import LanguageModel

    model = LanguageModel(settings)
    fault = model.fault(fresh=True)
    if fault is not None:
        raise fault
    # A server may list a model and still not run it.
    words = "".join(model.write("Answer with one word.", "Say yes.", 20))
    if not words.strip():
        raise faults.empty(settings.llm_url)
    off = "; it is not used, since 'engine' is 'extractive'" if settings.engine == "extractive" else ""
    yield Check("language model", "ok", f"{model.name} at {settings.llm_url} answers{off}")


def _names(paths: list[str]) -> str:
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return ", ".join(paths[:_SHOWN]) + more


_CHECKS: tuple[tuple[str, Callable[[Settings], Iterator[Check]]], ...] = (
    ("packages", _packages),
    ("model", _model),
    ("index", _index),
    ("corpus", _corpus),
    ("language model", _llm),
)
