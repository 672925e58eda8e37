"""Other models by setting: a bi-encoder that embeds, and a cross-encoder that reorders what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import CORPUS, RunCli, command_env
from cxassistant import Assistant
from cxassistant.config import load_settings
from cxassistant.errors import ModelError
from cxassistant.indexing.model import resolve_model

QUESTION = "Waarom mislukken de meeste CX-transformaties?"
SIZES = {
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 514,
}


@pytest.fixture(scope="module")
def tokenizer(built_index: Path) -> object:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(resolve_model("bundled", load_settings().cache).folder)


@pytest.fixture(scope="module")
def cross_encoder(tokenizer: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder whose weights are random: its order is its own."""
    import torch
    from transformers import XLMRobertaConfig, XLMRobertaForSequenceClassification

    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("models") / "cross-encoder"
    config = XLMRobertaConfig(
        vocab_size=len(tokenizer), num_labels=1, initializer_range=1.0, type_vocab_size=1, **SIZES
    )
    XLMRobertaForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_a_cross_encoder_that_is_set_reorders_what_was_found(
    built_index: Path, assistant: Assistant, cross_encoder: Path
) -> None:
    from sentence_transformers import CrossEncoder

    settings = load_settings().model_copy(update={"index": built_index, "reranker": str(cross_encoder)})
    reordering = Assistant.open(settings=settings)
    try:
        found = reordering.search(QUESTION, k=10)
        read = reordering.examine(QUESTION).found.sentences
        answer = reordering.ask(QUESTION)
        calibrated = reordering.info()["calibrated"]
    finally:
        reordering.close()
    plain = assistant.search(QUESTION, k=10)
    assert [(h.source, h.start) for h in found] != [(h.source, h.start) for h in plain]
    assert all("rerank" in hit.stages for hit in found)
    assert all("rerank" not in hit.stages for hit in plain)
    # What it read is what its own library makes of the same pair of texts.
    best = max(read, key=lambda s: s.stages["rerank"])
    table = {s.path: s.text for s in assistant.sources()}
    rows = sorted(
        (s.sentence.start, s.sentence.end) for s in read if s.sentence.source == best.sentence.source
    )
    place = rows.index((best.sentence.start, best.sentence.end))
    around = rows[max(place - 1, 0) : place + 2]
    text = table[best.sentence.source][around[0][0] : around[-1][1]]
    expected = CrossEncoder(str(cross_encoder), device="cpu").predict([(QUESTION, text)], activation_fn=_same)
    assert best.stages["rerank"] == pytest.approx(float(expected[0]), abs=1e-3)
    assert all(c.quote in table[c.source] for c in answer.citations)
    assert calibrated is False


def _same(values: object) -> object:
    return values


def test_doctor_says_that_nothing_was_learnt_with_a_reranker_yet(
    run_cli: RunCli, built_index: Path, cross_encoder: Path
) -> None:
    run = run_cli("doctor", "--index", built_index, env=command_env(CXASSISTANT_RERANKER=str(cross_encoder)))
    assert "cxassistant calibrate" in run.out + run.err
    assert str(cross_encoder) in (run.out + run.err).replace("\n", "")


def test_a_model_that_is_no_cross_encoder_is_refused_in_one_line(run_cli: RunCli, built_index: Path) -> None:
    folder = resolve_model("bundled", load_settings().cache).folder
    run = run_cli("ask", QUESTION, "--index", built_index, env=command_env(CXASSISTANT_RERANKER=str(folder)))
    assert run.code != 0 and run.out == ""
    assert "is no cross-encoder" in run.err and "Traceback" not in run.err


def test_any_bi_encoder_can_embed_and_is_said_to_be_uncalibrated(tokenizer: object, tmp_path: Path) -> None:
    import torch
    from sentence_transformers import SentenceTransformer, models
    from transformers import BertConfig, BertModel

    torch.manual_seed(2)
    plain = tmp_path / "plain"
    BertModel(BertConfig(vocab_size=len(tokenizer), **SIZES)).save_pretrained(plain)
    tokenizer.save_pretrained(plain)
    words = models.Transformer(str(plain), max_seq_length=256)
    pooling = models.Pooling(words.get_embedding_dimension(), "mean")
    folder = tmp_path / "bi-encoder"
    SentenceTransformer(modules=[words, pooling], device="cpu", prompts={"query": "vraag: "}).save(
        str(folder)
    )

    settings = load_settings().model_copy(update={"model": str(folder), "index": tmp_path / "index"})
    report = Assistant.build(CORPUS, settings=settings)
    assert len(report.sources) == 5
    own = Assistant.open(settings=settings)
    try:
        assert own.info()["calibrated"] is False
        texts = {source.path: source.text for source in own.sources()}
        assert all(hit.text in texts[hit.source] for hit in own.search(QUESTION, k=5))
        assert own.ask(QUESTION).status in ("answered", "not_found")
    finally:
        own.close()


def test_a_reranker_that_is_not_there_is_a_clear_error(built_index: Path, tmp_path: Path) -> None:
    settings = load_settings().model_copy(
        update={"index": built_index, "reranker": str(tmp_path / "nothing")}
    )
    with pytest.raises(ModelError, match="There is no model folder"):
        Assistant.open(settings=settings)
