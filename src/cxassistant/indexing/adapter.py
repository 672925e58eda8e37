"""The adapter of the bundled model: low-rank changes to its weights, trained to find answering sentences.

Each changed matrix (out, in) is kept as ``NAME.A`` (rank, in) and ``NAME.B`` (out, rank), float16, and becomes
``W + B A`` when the model is written out. ``benchmarks/train_adapter.py`` makes the file from the questions in
``benchmarks/data/training``; none of the corpus's articles are among them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
ADAPTER = Path(__file__).with_name("adapter.safetensors")


def adapter_fingerprint() -> str:
    """SHA-256 of the adapter's file, hexadecimal."""
    return hashlib.sha256(ADAPTER.read_bytes()).hexdigest()


def apply_adapter(state: Mapping[str, Array]) -> dict[str, Array]:
    """A model's tensors with the adapter added. Raises ValueError when it is not this model's."""
    from safetensors.numpy import load_file

    parts = load_file(ADAPTER)
    changed = dict(state)
    for name in {part.rpartition(".")[0] for part in parts}:
        down, up = (parts[f"{name}.{side}"].astype(np.float32) for side in "AB")
        if name not in state or state[name].shape != (len(up), down.shape[1]):
            raise ValueError(f"the adapter does not fit the model's {name}")
        changed[name] = state[name] + up @ down
    return changed
