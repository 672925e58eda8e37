"""The two ways to embed, as LlamaIndex embeddings: documents by sentence-transformers, questions light."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from logging import ERROR, getLogger
from pathlib import Path

import numpy as np
import numpy.typing as npt
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from cxassistant.errors import ModelError
from cxassistant.indexing.late import Fit, quantize, read_fit
from cxassistant.indexing.model import ResolvedModel, verify_model
from cxassistant.indexing.runtime import (
    Encoder,
    OnnxEncoder,
    TorchEncoder,
    has_runtime,
    is_light,
    make_runtime,
    runtime_folder,
)
from cxassistant.language import detect_language

Array = npt.NDArray[np.float32]
_BATCH = 32


@dataclass(frozen=True, slots=True)
class QuestionVectors:
    """A question from one forward pass: ``vector`` (D,) and ``tokens`` (T, reduced)."""

    vector: Array
    tokens: Array


@dataclass(frozen=True, slots=True)
class DocumentVectors:
    """A document: ``vector`` (D,), ``tokens`` (T, reduced) in a byte each, and their ``spans`` (T, 2) in it."""

    vector: Array
    tokens: npt.NDArray[np.int8]
    spans: npt.NDArray[np.int32]


def prompts_of(folder: Path) -> tuple[str, str]:
    """The prefixes for questions and documents that the model itself declares; "" where it has none."""
    path = folder / "config_sentence_transformers.json"
    prompts = json.loads(path.read_text(encoding="utf-8")).get("prompts") or {} if path.is_file() else {}
    return prompts.get("query", ""), prompts.get("document", prompts.get("passage", ""))


class DocumentEmbedder:
    """Embeds documents with sentence-transformers. Importing it takes seconds: made when first needed."""

    def __init__(self, model: ResolvedModel, cache: Path) -> None:
        verify_model(model)
        self._prompts = prompts_of(model.folder)
        transformer = load_sentence_transformer(model, cache)._model  # type: ignore[attr-defined]
        make_runtime(model, transformer, self._prompts, cache)
        self._encoder = TorchEncoder(transformer)
        self._fit = read_fit(runtime_folder(model, cache))

    def embed(self, texts: Sequence[str], language: str) -> list[DocumentVectors]:
        """All vectors of documents in one language, from one forward pass of each."""
        return [
            DocumentVectors(
                # Uncentred, this model ranks any text in the question's language above the answer in another.
                self._fit.centre(encoded.vector, "passage", language),
                quantize(self._fit.reduce(encoded.tokens, "passage", language)),
                encoded.spans,
            )
            for encoded in self._encoder.encode_all(texts, self._prompts[1])
        ]


class QueryEmbedding(BaseEmbedding):
    """Embeds questions on the light runtime, or with sentence-transformers where there is none."""

    _encoder: Encoder = PrivateAttr()
    _fit: Fit = PrivateAttr()
    _prompts: tuple[str, str] = PrivateAttr()

    def __init__(self, model: ResolvedModel, cache: Path, threads: int = 0) -> None:
        super().__init__(model_name=model.name)
        if not has_runtime(model, cache):
            DocumentEmbedder(model, cache)  # a cache that was emptied since the index was built
        self._encoder = open_encoder(model, cache, threads)
        self._fit = read_fit(runtime_folder(model, cache))
        self._prompts = prompts_of(model.folder)

    def encode_question(self, text: str, language: str) -> QuestionVectors:
        """All vectors of a question."""
        encoded = self._encoder.encode(text, self._prompts[0])
        return QuestionVectors(
            self._fit.centre(encoded.vector, "query", language),
            self._fit.reduce(encoded.tokens, "query", language),
        )

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(v) for v in self.encode_question(query, detect_language(query)).vector]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        vector = self._encoder.encode(text, self._prompts[1]).vector
        return [float(v) for v in self._fit.centre(vector, "passage", detect_language(text))]


def open_encoder(model: ResolvedModel, cache: Path, threads: int = 0) -> Encoder:
    """The light encoder where the model has one, else one through sentence-transformers."""
    if is_light(model, cache):
        return OnnxEncoder(runtime_folder(model, cache), model.folder, threads)
    return TorchEncoder(load_sentence_transformer(model, cache)._model)  # type: ignore[attr-defined]


def load_sentence_transformer(model: ResolvedModel, cache: Path) -> BaseEmbedding:
    """LlamaIndex's embedding over ``SentenceTransformer(folder)``. Raises ModelError."""
    try:
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        _quiet_transformers()
        query, document = prompts_of(model.folder)
        return HuggingFaceEmbedding(
            model_name=str(model.folder),
            query_instruction=query,
            text_instruction=document,
            embed_batch_size=_BATCH,
            cache_folder=str(cache),
            device="cpu",
        )
    except ImportError as error:
        raise ModelError(f"sentence-transformers cannot be imported ({error}). Run 'make setup'.") from None
    except (OSError, ValueError, KeyError, RuntimeError, TypeError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise ModelError(f"The model in {model.folder} cannot be loaded: {reason}") from None


def _quiet_transformers() -> None:
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    getLogger("sentence_transformers").setLevel(ERROR)
