"""Trains the adapter of the bundled model: writes indexing/adapter.safetensors.

    python benchmarks/train_adapter.py [--epochs-ranking 5] [--epochs-refusing 5] [--out FILE] [--steps N]

The bundled model's vectors were trained for the similarity of pooled texts, neither for matching token by token
nor for saying "not here". The first phase, ranking, teaches late interaction to put the gold sentences of a question
above all others of eight documents. The second, refusing, adds a "none of these" with a learnt score, on which
questions that those documents leave open should fall.

The questions and documents in ``data/training`` were written for this: the articles of the corpus and all test
questions are not among them. It takes about 25 minutes on 2 cores.
"""

from __future__ import annotations

import random
import tempfile
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from safetensors.numpy import save_file
from torch import Tensor
from torch.nn.functional import normalize
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoModel, AutoTokenizer

from cxassistant.corpus import read_source, scan
from cxassistant.evaluation.calibrate import write_corpus
from cxassistant.indexing.chunking import chunk
from cxassistant.indexing.embedding import prompts_of
from cxassistant.models import Sentence, Source

ROOT = Path(__file__).parents[1]
DATA = ROOT / "benchmarks" / "data" / "training"
TARGET = ROOT / "src" / "cxassistant" / "indexing" / "adapter.safetensors"
PASSAGE_WORDS = 80
RANK = 16
FROZEN = 4  # lower layers that stay as they are, so that their output is computed once for each text
TOGETHER = 32  # texts in one forward pass
DOCUMENTS, QUESTIONS = 8, 10  # of a batch, and of each document in it
UNANSWERED, OUTSIDE = 10, 14  # of a batch: questions that no document answers, and that only others do
RATE, NONE_RATE, WARM_UP, LOWEST = 3e-4, 0.1, 8, 0.03
TEMPERATURES = (0.02, 0.03)  # of sentences by token vectors, of passages by pooled ones
NONE_SCORES = (17.5, 16.7)  # where "none of these" starts, divided by the temperatures as all scores are
SHARES = torch.tensor([1.0, 0.5])  # of sentences and of passages in the loss
# Saying "not here" weighs less than answering, least where the right document lacks just the detail.
WEIGHTS = {"here": 1.0, "detail": 0.4, "absent": 0.6}


@dataclass(frozen=True, slots=True)
class Half:
    """A text after the frozen layers: ``hidden`` (T, D), which tokens are its ``own``, where those end in it."""

    hidden: Tensor
    own: Tensor
    ends: list[int]


@dataclass(frozen=True, slots=True)
class Text:
    """A passage with its sentences, one for each own token in ``owners``; or a question with its gold ones."""

    language: str
    half: Half
    sentences: frozenset[Sentence]
    owners: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A document with the questions that it answers and those for a detail that it leaves out."""

    field: str
    passages: list[Text]
    answered: list[Text]
    detail: list[Text]


class LowRank(torch.nn.Module):
    """A linear layer that stays as it is, plus a change of low rank: none at first, as ``B`` is zero."""

    def __init__(self, linear: torch.nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.A = torch.nn.Parameter(torch.randn(RANK, linear.in_features) / linear.in_features**0.5)
        self.B = torch.nn.Parameter(torch.zeros(linear.out_features, RANK))

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x) + x @ self.A.T @ self.B.T


class Model:
    """The plain model with an adapter on its upper layers; also an encoder as ``write_fit`` wants it."""

    def __init__(self, folder: Path) -> None:
        self.prompts = prompts_of(folder)
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._bert = AutoModel.from_pretrained(folder).eval().requires_grad_(False)
        for parent in list(self._bert.encoder.layer[FROZEN:].modules()):
            for name, child in list(parent.named_children()):
                if isinstance(child, torch.nn.Linear):
                    setattr(parent, name, LowRank(child))
        self.parameters = [p for p in self._bert.parameters() if p.requires_grad]

    @torch.no_grad()
    def lower(self, texts: Sequence[str], prompt: str) -> list[Half]:
        """The texts, ``prompt`` before each, after the frozen layers."""
        how = {"padding": True, "truncation": True, "return_offsets_mapping": True, "return_tensors": "pt"}
        cut = self._tokenizer([prompt + text for text in texts], **how)
        mask, (starts, ends) = cut["attention_mask"], cut["offset_mapping"].unbind(-1)
        words = self._bert.embeddings(input_ids=cut["input_ids"])
        hidden = _through(self._bert.encoder.layer[:FROZEN], words, mask)
        own = (ends > starts) & (ends > len(prompt))  # special tokens and padding have empty spans
        return [
            Half(hidden[n, :size].clone(), own[n, :size], (ends[n][own[n]] - len(prompt)).tolist())
            for n, size in enumerate(mask.sum(1).tolist())
        ]

    def upper(self, halves: Sequence[Half]) -> tuple[list[Tensor], Tensor]:
        """Vectors of the texts' own tokens, (T, D) each, and pooled ones (N, D), all of length one."""
        order = sorted(range(len(halves)), key=lambda n: len(halves[n].own))  # like lengths: little padding
        whole: dict[int, Tensor] = {}
        for at in range(0, len(order), TOGETHER):
            rows = order[at : at + TOGETHER]
            start = pad_sequence([halves[n].hidden for n in rows], batch_first=True)
            mask = pad_sequence([torch.ones(len(halves[n].own)) for n in rows], batch_first=True)
            hidden = _through(self._bert.encoder.layer[FROZEN:], start, mask)
            whole |= {n: tokens[: len(halves[n].own)] for n, tokens in zip(rows, hidden, strict=True)}
        own = [normalize(whole[n][half.own], dim=-1) for n, half in enumerate(halves)]
        return own, normalize(torch.stack([whole[n].mean(0) for n in range(len(halves))]), dim=-1)

    @torch.no_grad()
    def encode(self, text: str, prompt: str = "") -> Any:
        tokens, pooled = self.upper(self.lower([text], prompt))
        return SimpleNamespace(tokens=tokens[0].numpy(), vector=pooled[0].numpy())

    @torch.no_grad()
    def encode_words(self, words: Sequence[str], prompt: str = "") -> Any:
        return self.upper(self.lower(words, prompt))[1].numpy()

    def save(self, path: Path) -> None:
        """Write the adapter as ``cxassistant.indexing.adapter`` reads it."""
        trained = {
            name: p.detach().half().numpy() for name, p in self._bert.named_parameters() if p.requires_grad
        }
        parts = {f"{name[:-2]}.weight{name[-2:]}": values for name, values in trained.items()}
        save_file(parts, path, metadata={"base": "multilingual-e5-small"})


def _through(layers: Sequence[torch.nn.Module], hidden: Tensor, mask: Tensor) -> Tensor:
    for layer in layers:
        out = layer(hidden, (1 - mask.float())[:, None, None, :] * -1e9)
        hidden = out[0] if isinstance(out, tuple) else out  # a tuple before transformers 5
    return hidden


def read_field(path: Path, model: Model) -> tuple[list[Document], list[Text]]:
    """The documents of a file with their questions, and the questions that no document answers."""
    with tempfile.TemporaryDirectory(prefix="cxassistant-") as folder:
        items = write_corpus(path, Path(folder) / "corpus")
        sources = {file.path: read_source(file) for file in scan(Path(folder) / "corpus").files}
    documents = {name: Document(path.stem, passages(s, model), [], []) for name, s in sources.items()}
    halves = model.lower([item["question"] for item in items], model.prompts[0])
    loose = []
    for item, half in zip(items, halves, strict=True):
        name, kind = f"{item.get('doc')}.txt", item.get("unanswerable")
        if kind in ("near", "far"):
            loose.append(Text(item["language"], half, frozenset()))
        elif kind == "detail":
            documents[name].detail.append(Text(item["language"], half, frozenset()))
        elif "gold" in item:  # what is left asks what one author says of it: names are not the vectors' task
            gold = gold_sentences(item["gold"], sources[name], documents[name])
            documents[name].answered.append(Text(item["language"], half, gold))
    return list(documents.values()), loose


def passages(source: Source, model: Model) -> list[Text]:
    """The passages of a document, each own token with the sentence it stands in."""
    chunked = chunk(source, PASSAGE_WORDS)
    runs = [chunked.sentences[first:stop] for first, stop in chunked.passages]
    texts = []
    halves = model.lower([source.text[run[0].start : run[-1].end] for run in runs], model.prompts[1])
    for run, half in zip(runs, halves, strict=True):
        ends = [sentence.end - run[0].start for sentence in run]
        owners = tuple(run[min(bisect_left(ends, end), len(run) - 1)] for end in half.ends)
        texts.append(Text(source.language, half, frozenset(run), owners))
    return texts


def gold_sentences(gold: Sequence[str], source: Source, document: Document) -> frozenset[Sentence]:
    """The sentences that gold ones overlap. Raises ValueError where the text does not hold one."""
    spans = [(source.text.index(text), len(text)) for text in gold]
    held = {s for passage in document.passages for s in passage.sentences}
    return frozenset(s for s in held if any(s.start < at + size and at < s.end for at, size in spans))


def batches(documents: list[Document], epoch: int, rng: random.Random) -> list[list[Document]]:
    """Mixed fields in even epochs; in odd ones the documents of a field together, which are harder to tell apart."""
    order = rng.sample(documents, len(documents))
    if epoch % 2:
        place = {name: rng.random() for name in sorted({d.field for d in documents})}
        order.sort(key=lambda document: place[document.field])
    cut = [order[at : at + DOCUMENTS] for at in range(0, len(order) - DOCUMENTS + 1, DOCUMENTS)]
    return rng.sample(cut, len(cut))
