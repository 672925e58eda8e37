"""The embedding model: converted from the wheel, light for questions, and equal to sentence-transformers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cxassistant.config import load_settings
from cxassistant.errors import ModelError
from cxassistant.indexing.embedding import prompts_of
from cxassistant.indexing.late import unit
from cxassistant.indexing.model import ResolvedModel, resolve_model, verify_model
from cxassistant.indexing.runtime import OnnxEncoder, TorchEncoder, runtime_folder

TEXTS = [
    "Waarom mislukken de meeste CX-transformaties?",
    "How many contact channels do organisations offer on average?",
    "‘Good is the enemy of great’ schreef iemand, met zo’n 70 tot 80 procent… 😃",
    "x",
]


@pytest.fixture(scope="module")
def model(built_index: Path) -> ResolvedModel:
    return resolve_model("bundled", load_settings().cache)


def test_the_light_runtime_agrees_with_sentence_transformers(model: ResolvedModel) -> None:
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(model.folder), device="cpu")
    light = OnnxEncoder(runtime_folder(model, load_settings().cache), model.folder)
    query, _ = prompts_of(model.folder)
    for text in TEXTS:
        found, expected = light.encode(text, query), TorchEncoder(reference).encode(text, query)
        assert float(found.vector @ expected.vector) > 0.9995
        assert found.spans.tolist() == expected.spans.tolist()
        assert (unit(found.tokens) * unit(expected.tokens)).sum(axis=1).min() > 0.999


def test_the_prefixes_come_from_the_model(model: ResolvedModel) -> None:
    assert prompts_of(model.folder) == ("query: ", "passage: ")


def test_a_damaged_model_is_noticed_and_the_message_says_what_to_do(
    model: ResolvedModel, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(model.folder, tmp_path / "model"))
    with (copy / "tokenizer_config.json").open("a", encoding="utf-8") as stream:
        stream.write(" ")
    with pytest.raises(ModelError, match=r"damaged \(tokenizer_config\.json\).*Delete that folder"):
        verify_model(ResolvedModel(model.name, copy, model.fingerprint))


def test_a_model_folder_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no model folder"):
        resolve_model(str(tmp_path / "nowhere"), tmp_path)
