"""Trains the adapter of the bundled model: writes indexing/adapter.safetensors.

    python benchmarks/train_adapter.py [--epochs 8] [--out FILE] [--steps N]

The model's vectors were trained for pooled similarity, neither for matching tokens nor for saying "not here".
This teaches late interaction to put the gold sentences of a question above all others of four documents, and
above a "none of these" with a learnt score that wins where they leave the question open. Every text comes in
two variants, so that a question is answered in one and not in the other: nothing in its tone says which.
No article of the corpus and no question that is used to judge is among the data. It takes about 2 minutes an
epoch on 2 cores.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
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
from torch.optim.lr_scheduler import LambdaLR
from transformers import AutoModel, AutoTokenizer

from cxassistant.config import BUNDLED_PLAIN_MODEL, load_settings
from cxassistant.corpus import read_source, scan
from cxassistant.evaluation.variants import VARIANTS, write_variant
from cxassistant.indexing.chunking import chunk
from cxassistant.indexing.embedding import prompts_of
from cxassistant.indexing.late import Fit, read_fit, write_fit
from cxassistant.indexing.model import resolve_model
from cxassistant.models import Sentence

FILES = sorted(Path(__file__).parent.glob("data/training/*.jsonl"))
TARGET = Path(__file__).parents[1] / "src" / "cxassistant" / "indexing" / "adapter.safetensors"
RANK, PASSAGE_WORDS = 16, 80
FROZEN = 4  # lower layers that stay as they are, so that their output is computed once for each text
TOGETHER = 32  # texts in one forward pass
DOCUMENTS, QUESTIONS = 4, 10  # of a batch, and of each document in it
UNANSWERED, OUTSIDE = 5, 7  # of a batch: questions that no document answers, and that only others do
RATE, NONE_RATE, WARM_UP, LOWEST = 1e-3, 0.05, 16, 0.03
TEMPERATURES = (0.02, 0.03)  # of sentences by token vectors, of passages by pooled ones
NONE_SCORES = (17.5, 16.7)  # where "none of these" starts, divided by the temperatures as all scores are
SHARES = torch.tensor([1.0, 0.5])  # of sentences and of passages in the loss
# Saying "not here" weighs less than answering, least where the right document lacks just the detail.
WEIGHTS = {"here": 1.0, "whole": 0.5, "detail": 0.4, "absent": 0.6}


@dataclass(slots=True, eq=False)
class Text:
    """A passage or a question, after the frozen layers."""

    hidden: Tensor  # (T, D)
    own: Tensor  # (T,): which tokens are the text's own, not of the prompt
    ends: Tensor  # where these end in the text
    language: str = ""
    document: str = ""  # VARIANT/FIELD/NAME.txt
    kind: str = ""  # "passage", or of a question "answered", "describes" or why it is not answered
    sentences: tuple[Sentence, ...] = ()  # of a passage; of a question those that answer it
    owners: tuple[Sentence, ...] = ()  # of a passage: the sentence that each own token stands in


class Model:
    """The plain model with an adapter on its upper layers; also an encoder as ``write_fit`` wants it."""

    def __init__(self, folder: Path) -> None:
        self.prompts = prompts_of(folder)
        self.trained: dict[str, torch.nn.Parameter] = {}
        self._split = AutoTokenizer.from_pretrained(folder)
        self._bert = AutoModel.from_pretrained(folder).eval().requires_grad_(False)
        for number, layer in enumerate(self._bert.encoder.layer):
            for name, linear in layer.named_modules():
                if number >= FROZEN and isinstance(linear, torch.nn.Linear):
                    self._adapt(f"encoder.layer.{number}.{name}.weight", linear)

    def _adapt(self, name: str, linear: torch.nn.Linear) -> None:
        """Give a layer a change of low rank, which is none as long as ``up`` is zero."""
        down = torch.nn.Parameter(torch.randn(RANK, linear.in_features) / linear.in_features**0.5)
        up = torch.nn.Parameter(torch.zeros(linear.out_features, RANK))
        linear.register_forward_hook(lambda _, given, out: out + given[0] @ down.T @ up.T)
        self.trained |= {f"{name}.A": down, f"{name}.B": up}

    def lower(self, text: str, prompt: str) -> Text:
        """A text, ``prompt`` before it, after the frozen layers."""
        cut = self._split(prompt + text, truncation=True, return_offsets_mapping=True, return_tensors="pt")
        starts, ends = cut["offset_mapping"][0].unbind(-1)
        own = (ends > starts) & (ends > len(prompt))  # special tokens have empty spans
        words, mask = self._bert.embeddings(cut["input_ids"]), cut["attention_mask"]
        return Text(self._through(slice(FROZEN), words, mask)[0], own, ends[own] - len(prompt))

    def upper(self, texts: Sequence[Text]) -> tuple[list[Tensor], Tensor]:
        """Vectors of the texts' own tokens, (T, D) each, and pooled ones (N, D), all of length one."""
        tokens, pooled = [], []
        for at in range(0, len(texts), TOGETHER):
            part = texts[at : at + TOGETHER]
            start = pad_sequence([text.hidden for text in part], batch_first=True)
            mask = pad_sequence([torch.ones(len(text.own)) for text in part], batch_first=True)
            hidden = self._through(slice(FROZEN, None), start, mask)
            for text, padded in zip(part, hidden, strict=True):
                tokens.append(normalize(padded[: len(text.own)][text.own], dim=-1))
                pooled.append(normalize(padded[: len(text.own)].mean(0), dim=-1))
        return tokens, torch.stack(pooled)

    def _through(self, layers: slice, hidden: Tensor, mask: Tensor) -> Tensor:
        for layer in self._bert.encoder.layer[layers]:
            out = layer(hidden, (1 - mask.float())[:, None, None, :] * -1e9)
            hidden = out[0] if isinstance(out, tuple) else out  # a tuple before transformers 5
        return hidden

    def encode(self, text: str, prompt: str = "") -> SimpleNamespace:
        tokens, pooled = self.upper([self.lower(text, prompt)])
        return SimpleNamespace(tokens=tokens[0].numpy(), vector=pooled[0].numpy())


def read(model: Model) -> list[Text]:
    """All passages and questions of the data. Raises ValueError where a document lacks a gold sentence."""
    items: list[tuple[str, dict[str, Any]]] = []
    with tempfile.TemporaryDirectory(prefix="cxassistant-") as folder:
        for file in FILES:
            for variant in VARIANTS:
                field = f"{variant}/{file.stem}"
                items += [(field, item) for item in write_variant(file, variant, Path(folder) / field)]
        sources = {file.path: read_source(file) for file in scan(Path(folder)).files}
    chunks = {path: chunk(source, PASSAGE_WORDS) for path, source in sources.items()}
    texts = []
    for path, source in sources.items():
        for run in (chunks[path].sentences[first:stop] for first, stop in chunks[path].passages):
            text = model.lower(source.text[run[0].start : run[-1].end], model.prompts[1])
            rows = torch.searchsorted(torch.tensor([s.end - run[0].start for s in run]), text.ends)
            text.owners = tuple(run[min(row, len(run) - 1)] for row in rows.tolist())
            text.kind, text.language, text.document, text.sentences = "passage", source.language, path, run
            texts.append(text)
    for field, item in items:
        text, path = model.lower(item["question"], model.prompts[0]), f"{field}/{item.get('doc')}.txt"
        kind = "describes" if "describes" in item else item.get("unanswerable", "answered")
        text.kind, text.language, text.document = kind, item["language"], path
        spans = [(sources[path].text.index(gold), len(gold)) for gold in item.get("gold", ())]
        held = chunks[path].sentences if spans else ()
        if kind == "describes":  # any sentence of the document will do
            text.sentences = tuple(chunks[path].sentences)
            texts.append(text)
            continue
        text.sentences = tuple(s for s in held if any(s.start < at + n and at < s.end for at, n in spans))
        texts.append(text)
    return sorted(texts, key=lambda text: len(text.own))  # like lengths together: little padding


def batches(names: list[str], epoch: int, rng: random.Random) -> list[list[str]]:
    """Documents of mixed fields in even epochs; in odd ones mostly of one field, harder to tell apart."""
    place = {name.rpartition("/")[0]: epoch % 2 * rng.random() for name in names}  # all the same: stays mixed
    order = sorted(rng.sample(names, len(names)), key=lambda name: place[name.rpartition("/")[0]])
    cut = [order[at : at + DOCUMENTS] for at in range(0, len(order) - DOCUMENTS + 1, DOCUMENTS)]
    return rng.sample(cut, len(cut))


def ask(texts: list[Text], names: list[str], rng: random.Random) -> list[tuple[str, Text]]:
    """Questions for a batch of documents, each with its name in ``WEIGHTS``; ``texts`` are of one variant."""
    mixed = rng.sample(texts, len(texts))
    answered = [text for text in mixed if text.kind == "answered"]
    asked = [("here", q) for name in names for q in [a for a in answered if a.document == name][:QUESTIONS]]
    asked += [("whole", text) for text in mixed if text.kind == "describes" and text.document in names]
    # Not those of the kind "author": whose words they are is not the vectors' task.
    asked += [("detail", text) for text in mixed if text.kind == "detail" and text.document in names]
    asked += [("absent", text) for text in mixed if text.kind in ("near", "far")][:UNANSWERED]
    asked += [("absent", text) for text in answered if text.document not in names][:OUTSIDE]
    return sorted(asked, key=lambda item: len(item[1].own))


def vectors(model: Model, texts: Sequence[Text], role: str, fit: Fit) -> tuple[list[Tensor], Tensor]:
    """Token vectors of each text and pooled ones, without what all texts of its language share."""
    tokens, pooled = model.upper(texts)
    keys = [f"{role}:{text.language}" for text in texts]
    own = [t - torch.from_numpy(fit.token_means[key]) for t, key in zip(tokens, keys, strict=True)]
    pooled = pooled - torch.stack([torch.from_numpy(fit.text_means[key]) for key in keys])
    return [normalize(t, dim=-1) for t in own], normalize(pooled, dim=-1)


def losses(model: Model, passages: Sequence[Text], asked: Sequence[Text], fit: Fit, none: Tensor) -> Tensor:
    """(Q, 2): how little of a softmax falls on the right sentences and passages, or on "none of these"."""
    tokens, pooled = vectors(model, passages, "passage", fit)
    wanted, whole = vectors(model, asked, "query", fit)
    near = torch.cat(wanted) @ torch.cat(tokens).T
    columns: dict[Sentence, int] = {}  # a sentence that two passages share has one
    place = torch.tensor([columns.setdefault(s, len(columns)) for p in passages for s in p.owners])
    best = torch.full((len(near), len(columns)), -1.0).scatter_reduce(1, place.expand_as(near), near, "amax")
    late = torch.stack([part.mean(0) for part in best.split([len(t) for t in wanted])])
    gold = torch.tensor([[s in q.sentences for s in columns] for q in asked])
    within = torch.tensor([[any(s in p.sentences for s in q.sentences) for p in passages] for q in asked])
    both = []
    for n, (scores, right) in enumerate(((late, gold), (whole @ pooled.T, within))):
        scores = torch.cat([scores / TEMPERATURES[n], none[n].expand(len(asked), 1)], 1)
        right = torch.cat([right, ~right.any(1, keepdim=True)], 1)
        both.append(scores.logsumexp(1) - scores.masked_fill(~right, -1e9).logsumexp(1))
    return torch.stack(both, 1)


def fit_of(model: Model) -> Fit:
    """The means and the projection of the model as it is now."""
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        write_fit(model, model.prompts, Path(folder))
        return read_fit(Path(folder))


def train(model: Model, texts: list[Text], epochs: int, steps: int | None) -> None:
    """Prints the losses of sentences and passages, a line an epoch."""
    by_variant = [[t for t in texts if t.document.startswith(f"{variant}/")] for variant in VARIANTS]
    passages = [[text for text in part if text.kind == "passage"] for part in by_variant]
    names = [sorted({passage.document for passage in part}) for part in passages]
    planned = epochs * (len(names[0]) // DOCUMENTS)
    none = torch.nn.Parameter(torch.tensor(NONE_SCORES))
    matrices = list(model.trained.values())
    groups = [{"params": matrices, "lr": RATE}, {"params": [none], "lr": NONE_RATE, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = LambdaLR(optimizer, lambda n: min(1, (n + 1) / WARM_UP) * max(LOWEST, 1 - n / planned))
    rng, began = random.Random(0), time.monotonic()
    for epoch in range(1 if steps else epochs):
        fit, seen, variant = fit_of(model), [], epoch // 2 % 2  # the means move with the training
        for batch in batches(names[variant], epoch, rng)[:steps]:
            roles, asked = zip(*ask(by_variant[variant], batch, rng), strict=True)
            weights = torch.tensor([WEIGHTS[role] / roles.count(role) for role in roles])
            read = [p for p in passages[variant] if p.document in batch]
            loss = weights @ losses(model, read, asked, fit, none)
            (loss @ SHARES).backward()
            torch.nn.utils.clip_grad_norm_(matrices, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            seen.append(loss.detach())
        lost, spent = torch.stack(seen).mean(0).tolist(), time.monotonic() - began
        at = f"none at {none[0]:.2f} {none[1]:.2f}"
        print(f"epoch {epoch}: {lost[0]:.3f} {lost[1]:.3f}, {at}, {spent:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the adapter of the bundled model.")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--steps", type=int, help="stop after so many, to see whether it runs")
    wanted = parser.parse_args()
    torch.manual_seed(0)
    plain = resolve_model(BUNDLED_PLAIN_MODEL, load_settings().cache)
    model = Model(plain.folder)
    with torch.no_grad():
        texts = read(model)
    train(model, texts, wanted.epochs, wanted.steps)
    parts = {name: matrix.detach().half().numpy() for name, matrix in model.trained.items()}
    save_file(parts, wanted.out, metadata={"base": "multilingual-e5-small"})


if __name__ == "__main__":
    main()
