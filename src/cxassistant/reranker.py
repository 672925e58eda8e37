"""A cross-encoder as a setting: it reads the question and a sentence together, and reorders what was found."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cxassistant.config import Settings
from cxassistant.errors import ModelError
from cxassistant.indexing.model import ResolvedModel, resolve_model

Array = npt.NDArray[np.float32]
_BATCH = 16


class Reranker:
    """Scores texts for a question with a sentence-transformers cross-encoder."""

    def __init__(self, model: ResolvedModel) -> None:
        """Load the model. Raises ModelError when it cannot be loaded, or is no cross-encoder with one score."""
        config = model.folder / "config.json"
        kinds = (
            json.loads(config.read_text(encoding="utf-8")).get("architectures") if config.is_file() else ()
        )
        if not any("SequenceClassification" in kind for kind in kinds or ()):
            raise ModelError(
                f"The reranker '{model.name}' is no cross-encoder. Set 'reranker' to one, or leave it out."
            )
        try:
            from sentence_transformers import CrossEncoder
            from torch.nn import Identity

            self._model = CrossEncoder(str(model.folder), device="cpu", activation_fn=Identity())
        except ImportError as error:
            raise ModelError(
                f"sentence-transformers cannot be imported ({error}). Run 'make setup'."
            ) from None
        except (OSError, ValueError, KeyError, RuntimeError, TypeError) as error:
            reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            raise ModelError(f"The reranker in {model.folder} cannot be loaded: {reason}") from None
        if self._model.num_labels != 1:
            raise ModelError(
                f"The reranker '{model.name}' gives {self._model.num_labels} scores for a text, not one."
                " Set 'reranker' to a cross-encoder that was trained for ranking."
            )

    def scores(self, question: str, texts: Sequence[str]) -> Array:
        """How well each text answers (n,), as log-odds."""
        pairs = [(question, text) for text in texts]
        found = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(found, np.float32)


def reranker_of(settings: Settings) -> ResolvedModel | None:
    """The reranker that is set, resolved; None where there is none. Raises ModelError."""
    return resolve_model(settings.reranker, settings.cache) if settings.reranker else None


def ranking_fingerprint(model: ResolvedModel, settings: Settings) -> str:
    """What a calibration holds for: the embedding model, and the reranker where one is set."""
    reranker = reranker_of(settings)
    return f"{model.fingerprint}+{reranker.fingerprint}" if reranker else model.fingerprint
