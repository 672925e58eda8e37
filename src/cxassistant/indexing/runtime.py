"""A light runtime for questions: the model's encoder as ONNX, with its word vectors memory-mapped.

sentence-transformers takes 8-14 s to import, so a question goes through ONNX Runtime on the same weights.
The graph starts after the word-embedding lookup: without that table it is 86 MB instead of 470 MB and opens
in 0.3 s instead of 1.3 s, and a question touches only the rows of its own tokens. A model whose shape is not
supported keeps working through sentence-transformers, with a slower start.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from cxassistant.indexing.late import FIT_VERSION, write_fit
from cxassistant.indexing.model import ResolvedModel

Array = npt.NDArray[np.float32]
_FORMAT = 1
_PROBES = ("Hoeveel kanalen bieden organisaties gemiddeld aan?", "What do customers feel?", "0.")
_AGREEMENT = 0.9995  # cosine with sentence-transformers on the probes; measured 0.99999


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text: ``vector`` (D,) pooled, ``tokens`` (T, D) of the text itself, ``spans`` (T, 2) in characters.

    The tokens leave out the prompt and the special tokens.
    """

    vector: Array
    tokens: Array
    spans: npt.NDArray[np.int32]


class Encoder(Protocol):
    """Embeds texts with a prompt before them."""

    def encode(self, text: str, prompt: str = "") -> Encoded:
        """One text, in one forward pass."""


class OnnxEncoder:
    """Runs an exported encoder. Thread-safe: ONNX Runtime sessions and tokenizers are."""

    def __init__(self, folder: Path, model_folder: Path, threads: int = 0) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._settings = json.loads((folder / "runtime.json").read_text(encoding="utf-8"))
        self._words: npt.NDArray[np.float16] = np.load(folder / "word_embeddings.npy", mmap_mode="r")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(self._settings["max_tokens"]))

    def encode(self, text: str, prompt: str = "") -> Encoded:
        """Embed one text with ``prompt`` put before it."""
        cut = self._tokenizer.encode(prompt + text)
        words = np.asarray(self._words[np.asarray(cut.ids, np.int64)], np.float32)[None]
        mask = np.ones((1, len(cut.ids)), np.int64)
        tokens: Array = self._session.run(None, {"words": words, "mask": mask})[0][0]
        pooled = tokens[0] if self._settings["pooling"] == "cls" else tokens.mean(axis=0)
        if self._settings["normalize"]:
            pooled = pooled / max(float(np.linalg.norm(pooled)), 1e-12)
        own, spans = _own_tokens(cut.offsets, len(prompt))
        return Encoded(pooled.astype(np.float32), tokens[own], spans)


class TorchEncoder:
    """The same through a loaded SentenceTransformer: for documents, and for models that cannot be exported."""

    def __init__(self, transformer: Any) -> None:
        self._model = transformer

    def encode(self, text: str, prompt: str = "") -> Encoded:
        """Embed one text with ``prompt`` put before it."""
        return self.encode_all([text], prompt)[0]

    def encode_all(self, texts: Sequence[str], prompt: str = "") -> list[Encoded]:
        """Embed texts in batches of like lengths, each with ``prompt`` put before it."""
        whole = [prompt + text for text in texts]
        cut = self._model.tokenizer(
            whole, return_offsets_mapping=True, truncation=True, max_length=self._model.max_seq_length
        )
        # Without an output value sentence-transformers gives all that it computed, from one forward pass.
        found = self._model.encode(whole, prompt="", output_value=None, show_progress_bar=False)
        encoded = []
        for offsets, features in zip(cut["offset_mapping"], found, strict=True):
            own, spans = _own_tokens(offsets, len(prompt))
            tokens = features["token_embeddings"][features["attention_mask"].bool()]
            vector = features["sentence_embedding"]
            encoded.append(Encoded(_array(vector), _array(tokens)[own], spans))
        return encoded


def _array(tensor: Any) -> Array:
    return np.asarray(tensor.float().cpu(), np.float32)


def _own_tokens(
    offsets: Sequence[tuple[int, int]], prompt: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """Numbers and spans of the tokens that stand in the text itself, past ``prompt`` characters.

    Special tokens have empty spans and belong to nothing.
    """
    own = [i for i, (start, end) in enumerate(offsets) if end > start and end > prompt]
    spans = [(max(0, offsets[i][0] - prompt), offsets[i][1] - prompt) for i in own]
    return np.asarray(own, np.int64), np.asarray(spans, np.int32).reshape(-1, 2)


def runtime_folder(model: ResolvedModel, cache: Path) -> Path:
    """Where the runtime of this model is, or would be."""
    return cache / "runtimes" / f"{model.fingerprint}-f{_FORMAT}.{FIT_VERSION}"


def has_runtime(model: ResolvedModel, cache: Path) -> bool:
    """Whether the runtime was made."""
    return (runtime_folder(model, cache) / "fit.npz").is_file()


def is_light(model: ResolvedModel, cache: Path) -> bool:
    """Whether it is an ONNX one, so that sentence-transformers need not be loaded for a question."""
    return (runtime_folder(model, cache) / "encoder.onnx").is_file()


def make_runtime(model: ResolvedModel, transformer: Any, prompts: tuple[str, str], cache: Path) -> None:
    """Export ``transformer`` (a loaded SentenceTransformer) and fit its means, once for each model.

    The export is kept only if it agrees with sentence-transformers on probe texts.
    """
    if has_runtime(model, cache):
        return
    folder = runtime_folder(model, cache)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        encoder: Encoder = _export(model, transformer, draft) or TorchEncoder(transformer)
        write_fit(encoder, prompts, draft)
        draft.chmod(0o755)
        if not folder.exists():
            draft.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _export(model: ResolvedModel, transformer: Any, folder: Path) -> OnnxEncoder | None:
    settings = _supported(transformer)
    if settings is None:
        return None
    (folder / "runtime.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")
    _export_encoder(transformer[0].auto_model, folder)
    encoder = OnnxEncoder(folder, model.folder)
    if _agrees(encoder, transformer):
        return encoder
    for path in folder.iterdir():
        path.unlink()
    return None


def _supported(transformer: Any) -> dict[str, Any] | None:
    """Settings of the runtime for Transformer + mean or cls pooling (+ Normalize); None for other models."""
    kinds = [type(module).__name__ for module in transformer]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return None
    pooling = transformer[1].pooling_mode
    pooling = pooling[0] if isinstance(pooling, (list, tuple)) and len(pooling) == 1 else pooling
    if pooling not in ("mean", "cls") or not transformer.tokenizer.is_fast:
        return None
    return {"pooling": pooling, "normalize": len(kinds) == 3, "max_tokens": transformer.max_seq_length or 512}


def _export_encoder(encoder: Any, folder: Path) -> None:
    import warnings

    import torch

    class FromWords(torch.nn.Module):
        """The encoder from its word vectors on: (B, T, D) and mask (B, T) -> (B, T, D)."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, words: Any, mask: Any) -> Any:
            return self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state

    table = encoder.get_input_embeddings().weight.detach().numpy()
    np.save(folder / "word_embeddings.npy", table.astype(np.float16))
    encoder.set_attn_implementation("eager")  # the other implementations do not trace to plain ONNX operators
    sample = (torch.zeros(2, 9, table.shape[1]), torch.ones(2, 9, dtype=torch.long))
    axes = {name: {0: "batch", 1: "tokens"} for name in ("words", "mask", "hidden")}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # tracer notes about shapes, which _agrees() checks for real
        torch.onnx.export(
            FromWords().eval(),
            sample,
            str(folder / "encoder.onnx"),
            input_names=["words", "mask"],
            output_names=["hidden"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def _agrees(encoder: OnnxEncoder, transformer: Any) -> bool:
    expected = transformer.encode(list(_PROBES), prompt="", normalize_embeddings=True)
    found = np.stack([encoder.encode(text).vector for text in _PROBES])
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return bool((found * expected).sum(axis=1).min() >= _AGREEMENT)
