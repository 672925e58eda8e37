"""Debian packages as folders: downloaded with apt, or taken from a folder, and unpacked. Needs no root."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


class PackageError(Exception):
    """A package could not be had; the message says what to do."""


def unpack(package: str, target: Path, debs: Path | None = None) -> str:
    """Unpack a package under ``target`` and return the name of its file. Raises PackageError."""
    if shutil.which("dpkg-deb") is None:
        raise PackageError("dpkg-deb is not here. Run this on Debian or Ubuntu, or in a container of one.")
    deb = _given(package, debs) if debs is not None else _download(package, target)
    _run(["dpkg-deb", "-x", str(deb.resolve()), str(target)], target, f"{deb.name} cannot be unpacked")
    return deb.name


def _given(package: str, debs: Path) -> Path:
    found = sorted(debs.glob(f"{package}_*.deb"))
    if len(found) != 1:
        raise PackageError(f"{debs} must hold one file {package}_*.deb, but it holds {len(found)}.")
    return found[0]


def _download(package: str, folder: Path) -> Path:
    if shutil.which("apt-get") is None:
        raise PackageError(
            f"apt-get is not here. Run this on Debian or Ubuntu, or get the .deb file of {package} in another"
            " way and name its folder with --debs."
        )
    _run(
        ["apt-get", "download", package],
        folder,
        f"apt cannot download {package}. 'apt-get update' as root may help, or name a folder that holds its"
        " .deb file with --debs",
    )
    return _given(package, folder)


def _run(command: list[str], folder: Path, failure: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip() or f"exit code {done.returncode}").splitlines()[-1]
        raise PackageError(f"{failure} ({said}).")
