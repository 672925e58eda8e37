"""Prose by a language model, beside LlamaIndex's CitationQueryEngine: the same questions, the same models.

    python benchmarks/llm.py INDEX QUESTIONS.jsonl --model scripted|small [--shown FILE]
    python benchmarks/llm.py INDEX QUESTIONS.jsonl --overhead
    python benchmarks/llm.py --table FILE... [--labels FILE]

"scripted" is a server that makes the usual mistakes in every answer: one sentence in five is right. "small" is a real
llama.cpp server with SmolLM2 (135 million parameters). ``--shown`` keeps every sentence that a user would see, with
the texts that it cites. Whether those bear it out is known by construction of the scripted model's sentences, and of
the small model's comes from ``--labels``: what a reader judged who was not told which system wrote it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from scores import Item, percentile, read_questions
from stock import stock_index

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from cxassistant import Assistant
from cxassistant.answering.generative.passages import Given, _runs
from cxassistant.answering.generative.support import Judge
from cxassistant.config import load_settings
from cxassistant.indexing.model import resolve_model
from cxassistant.sentences import split_sentences
from cxassistant.text import fold, words
from llama_cpp import LlamaCpp
from llm_server import Body, Reply, ScriptedServer, passages_of, said

if TYPE_CHECKING:
    from llama_index.core.base.base_query_engine import BaseQueryEngine

QUESTIONS = 30
ANSWER_TOKENS = 120
CONTEXT = 2048  # tokens that our prompt may take: the small model reads 200 of them in a second
MARKER = re.compile(r"\[(\d+(?:, ?\d+)*)\]")
QUOTED = re.compile(r"[“\"„]([^“”\"„]+)[”\"]")
HINTS = {
    "nl": ("Volgens {} is dat duidelijk", "Klanten kopen daarna 43 procent meer."),
    "en": ("{} is clear about it", "Customers buy 43 percent more after that."),
}


@dataclass(slots=True)
class Shown:
    """A sentence that a user sees, and what it cites: (source, start, end) of the corpus."""

    system: str
    question: str
    language: str
    text: str
    cites: list[tuple[str, int, int]] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    people: list[list[str]] = field(default_factory=list)
    is_quote: bool = False  # set by code, under a line of its own that says whose words it gives
    fallback: bool = False  # the quotes, because nothing of the model could stand

    @property
    def key(self) -> str:
        """The same for the same sentence with the same citations, whoever shows it."""
        return hashlib.sha256(json.dumps([self.text, self.cited]).encode()).hexdigest()[:16]


class Usual:
    """Writes five sentences for each question, of which the first alone is right and rightly cited."""

    def __init__(self, assistant: Assistant) -> None:
        self._sources = assistant.sources()
        self._names = sorted({name for source in self._sources for name in source.authors})
        self.language = "nl"

    def __call__(self, body: Body) -> Reply:
        return said(self.text(body), usage={"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2})

    def text(self, body: Body) -> str:
        """The answer, with each of the mistakes once."""
        passages = [(p["id"], p["text"]) for p in passages_of(body)] or _numbered(body)
        if not passages:
            return "?"
        first, other = passages[0], passages[min(1, len(passages) - 1)]
        sentences, others = _whole(first[1]), _whole(other[1])
        lead, invention = HINTS[self.language]
        quoted = sentences[-1]
        altered, never = words(others[0]), "nooit" if self.language == "nl" else "never"
        return " ".join(
            [
                f"{sentences[0].rstrip('.')} [{first[0]}].",
                f"{others[-1].rstrip('.')} [{_unknown(first[0])}].",
                f"{lead.format(self._another(first[1]))}: “{quoted}” [{first[0]}].",
                f"“{' '.join([*altered[:2], never, *altered[2:]])}” [{other[0]}].",
                invention,
            ]
        )

    def _another(self, text: str) -> str:
        """A name of the corpus that has nothing to do with a text."""
        own = next(
            (s for s in self._sources if text[:60].replace("\n", " ") in " ".join(s.text.split())), None
        )
        near = {*(own.authors if own else ())} | {
            n for n in self._names if n.split()[-1] in (own.text if own else text)
        }
        return next((name for name in self._names if name not in near), self._names[0])


def _whole(text: str) -> list[str]:
    """Its sentences of a length that says something."""
    found = [" ".join(text[a:b].split()) for a, b in split_sentences(text)]
    return [s for s in found if 8 <= len(s.split()) <= 40 and '"' not in s and "“" not in s] or [
        " ".join(text.split()[:25])
    ]


def _unknown(known: str) -> str:
    return "S97" if known.startswith("S") else "97"


def _numbered(body: Body) -> list[tuple[str, str]]:
    """The sources of a prompt of CitationQueryEngine."""
    text = body["messages"][-1]["content"]
    text = text.split("\n------\n")[1] if "\n------\n" in text else text
    parts = re.split(r"Source (\d+):\n", text)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def ours(assistant: Assistant, item: Item) -> Iterator[Shown]:
    """What this chain shows for a question."""
    answer = assistant.ask(item.question)
    if answer.status != "answered":
        return
    cites = {c.number: c for c in answer.citations}
    body = re.split(r"\n\n\*\*(?:Bronnen|Sources)\*\*", answer.text)[0]
    before = ""
    for block in body.split("\n\n"):
        if block.startswith(">"):
            units = [f"{before} {block.lstrip('> ')}"]
        elif MARKER.search(block):
            units = re.findall(r".+?(?:\[\d+\])+(?:\s|$)", block, re.S)
        else:
            before = block
            continue
        for unit in units:
            numbers = [int(n) for m in MARKER.findall(unit) for n in m.split(",")]
            held = [cites[n] for n in numbers if n in cites]
            yield Shown(
                "ours",
                item.question,
                item.language,
                re.sub(r"\\(.)", r"\1", MARKER.sub("", unit)).strip(),
                [(c.source, c.start, c.end) for c in held],
                [c.quote for c in held],
                [[c.speaker] if c.speaker else list(c.authors) for c in held],
                block.startswith(">"),
                answer.engine != "llm",
            )


def stock(engine: BaseQueryEngine, assistant: Assistant, item: Item) -> Iterator[Shown]:
    """What CitationQueryEngine shows for a question."""
    response = engine.query(item.question)
    nodes = {str(n): node for n, node in enumerate(response.source_nodes, 1)}
    # A mark after the full stop belongs to the sentence before it.
    text = re.sub(r"([.!?])\s*((?:\[\d+(?:, ?\d+)*\]\s*)+)", r" \2\1 ", str(response))
    for start, end in split_sentences(text):
        sentence = text[start:end]
        if len(words(MARKER.sub("", sentence))) < 3:
            continue
        numbers = [n.strip() for m in MARKER.findall(sentence) for n in m.split(",")]
        shown = Shown("stock", item.question, item.language, " ".join(MARKER.sub("", sentence).split()))
        for number in dict.fromkeys(numbers):
            if number not in nodes:
                continue
            node = nodes[number]
            source = assistant.source(node.metadata["source"])
            chunk = re.sub(r"^Source \d+:\n", "", node.node.get_content()).strip()
            at = source.text.find(chunk)
            shown.cites.append((source.path, at, at + len(chunk)))
            shown.cited.append(chunk)
            shown.people.append(list(source.authors))
        yield shown


def run(index: str, items: Sequence[Item], model: str) -> list[Shown]:
    """Both systems on these questions with that model."""
    from llama_index.core.query_engine import CitationQueryEngine
    from llama_index.llms.openai_like import OpenAILike

    shown: list[Shown] = []
    plain = Assistant.open(index)
    usual = Usual(plain)
    server: Any = ScriptedServer(usual) if model == "scripted" else LlamaCpp()
    server.__enter__() if model == "scripted" else server.start()
    settings = load_settings(
        index=index,
        llm_url=server.url,
        llm_answer_tokens=ANSWER_TOKENS,
        llm_context=CONTEXT,
        llm_timeout=180,
        llm_patience=90,
        llm_translate=False,
    )
    llm = OpenAILike(
        model=model,
        api_base=server.url,
        api_key="none",
        is_chat_model=True,
        context_window=8192,
        max_tokens=ANSWER_TOKENS,
        temperature=0.0,
        timeout=180,
    )
    with tempfile.TemporaryDirectory() as folder, Assistant.open(settings=settings) as assistant:
        built = stock_index(
            plain.sources(), resolve_model(settings.model, settings.cache).folder, Path(folder)
        )
        engine = CitationQueryEngine.from_args(built, llm=llm, similarity_top_k=2)
        for number, item in enumerate(items, 1):
            usual.language = item.language
            shown += ours(assistant, item)
            shown += stock(engine, plain, item)
            print(f"{number}/{len(items)}", end="\r", file=sys.stderr)
    server.__exit__() if model == "scripted" else server.stop()
    plain.close()
    return shown


def is_misquote(one: Shown, known: Sequence[str]) -> bool:
    """Whether words in quotation marks are not those of what it cites, or not of the person whom it names."""
    quotes = [_plain(q) for q in QUOTED.findall(one.text) if len(q.split()) >= 3]
    if not quotes:
        return False
    held = [_plain(text) for text in one.cited]
    return any(not any(q in text for text in held) for q in quotes) or not _names_right(one, known)


def is_borne_out(one: Shown, known: Sequence[str]) -> bool:
    """Of the scripted model's sentences and of quotes: whether the words stand in what is cited, under that name."""
    core = _plain(" ".join(QUOTED.findall(one.text)) or one.text)
    return core in " ".join(_plain(text) for text in one.cited) and _names_right(one, known)


def _names_right(one: Shown, known: Sequence[str]) -> bool:
    """Whether every person whom it names outside of quotes said what is cited, or is named there."""
    outside = QUOTED.sub(" ", one.text)
    pairs = list(zip(one.people, one.cited, strict=True))
    return all(any(n in people or n in text for people, text in pairs) for n in known if n in outside)


def _plain(text: str) -> str:
    return " ".join(fold(w) for w in words(text))


class Alce:
    """ALCE's citation recall and precision with our own test of support as the test of entailment."""

    def __init__(self, assistant: Assistant) -> None:
        self._library = assistant._current()[0]
        self._judge = Judge(self._library, assistant._roster)

    def scores(self, shown: Sequence[Shown]) -> tuple[float, float]:
        """Recall: sentences that all their citations bear out. Precision: citations that a sentence needs."""
        recalled, useful, cited = 0, 0, 0
        for one in shown:
            given = [self._given(*place) for place in one.cites]
            claim = " ".join(QUOTED.findall(one.text)) if one.is_quote else one.text
            whole = self._bears(claim, [g for part in given for g in part])
            recalled += whole
            for n, part in enumerate(given):
                others = [g for m, rest in enumerate(given) if m != n for g in rest]
                cited += 1
                useful += whole and (self._bears(claim, part) or not self._bears(claim, others))
        return recalled / max(1, len(shown)), useful / max(1, cited)

    def _given(self, path: str, start: int, end: int) -> list[Given]:
        source, rows = self._library.sources[path], self._library.rows(path, start, end)
        found = []
        for first, last in _runs(self._library.sentences, rows.start, rows.stop) if rows else ():
            opening, closing = self._library.sentences[first], self._library.sentences[last - 1]
            text = source.text[opening.start : closing.end]
            found.append(
                Given("S1", source, first, last, opening.start, text, opening.voice, opening.speaker)
            )
        return found

    def _bears(self, sentence: str, given: Sequence[Given]) -> bool:
        return bool(given) and self._judge.judge(sentence, given).verdict == "supported"


def table(files: Sequence[Path], labels: Path | None, index: str) -> Iterator[str]:
    """The comparison as Markdown."""
    judged = json.loads(labels.read_text(encoding="utf-8")) if labels else {}
    with Assistant.open(index) as assistant:
        known = sorted({n for s in assistant.sources() for n in s.authors} | set(assistant._roster.speakers))
        alce = Alce(assistant)
        yield "| model | system | answers | shown | cited | rightly cited | misquotes | ALCE recall | precision |"
        yield "|---|---|---|---|---|---|---|---|---|"
        for file in files:
            rows = [Shown(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]
            for system in ("stock", "ours"):
                shown = [r for r in rows if r.system == system]
                right = [r for r in shown if r.cited and judged.get(r.key, is_borne_out(r, known))]
                recall, precision = alce.scores(shown)
                yield (
                    f"| {file.stem} | {system} | {len({r.question for r in shown})} | {len(shown)} |"
                    f" {sum(bool(r.cited) for r in shown)} | {len(right)} ({len(right) / max(1, len(shown)):.2f}) |"
                    f" {sum(is_misquote(r, known) for r in shown)} | {recall:.2f} | {precision:.2f} |"
                )


def overhead(index: str, items: Sequence[Item]) -> dict[str, float]:
    """Milliseconds from when the first sentence is in the raw stream to when a reader sees it; 20 ms a token."""
    asked: list[float] = []
    answer = Reply()

    def script(body: Body) -> Reply:
        asked.append(time.perf_counter())
        first = passages_of(body)[0]
        said_first, said_last = (_whole(first["text"])[n].rstrip(".") for n in (0, -1))
        # A vocabulary has words and parts of words, and the marks of an id are a token each.
        marker = [" [", *first["id"], "]."]
        answer.pieces = [*said(said_first, 4).pieces, *marker, *said(f" {said_last}", 4).pieces, *marker]
        answer.between = 0.02
        return answer

    late, before = [], []
    with ScriptedServer(script) as server:
        settings = load_settings(index=index, llm_url=server.url, llm_translate=False)
        with Assistant.open(settings=settings) as assistant:
            for question in ("Waar gaat dit over?", "What do customers feel?", items[0].question):
                assistant.ask(question)  # warm
            for item in items:
                started, known = time.perf_counter(), len(asked)
                seen = 0.0
                for event in assistant.stream(item.question):
                    if event.text and not seen:
                        seen = time.perf_counter()
                if len(asked) == known:
                    continue  # refused, or no matter of prose: no model was asked
                before.append(asked[-1] - started)
                ours_took = seen - asked[-1]
                late.append(ours_took - _raw(server.url, server.requests[-1], asked))
    return {
        "questions": len(late),
        "p50 ms": round(percentile(late, 0.5), 1),
        "p95 ms": round(percentile(late, 0.95), 1),
        "before the model is asked, p95 ms": round(percentile(before, 0.95), 1),
    }


def _raw(url: str, body: Body, asked: Sequence[float]) -> float:
    """Seconds until the same stream has its first sentence to the full stop, read without any of our code."""
    text = ""
    with httpx.stream("POST", f"{url}/chat/completions", json=body, timeout=30) as response:
        for line in response.iter_lines():
            if line.startswith("data: {"):
                choices = json.loads(line[6:])["choices"]
                text += choices[0]["delta"].get("content", "") if choices else ""
            if "]." in text:
                return time.perf_counter() - asked[-1]
    return 0.0


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index", help="folder of an index")
    parser.add_argument("questions", type=Path, help="questions about its corpus, as in benchmarks/data")
    parser.add_argument("--model", choices=("scripted", "small"))
    parser.add_argument("--shown", type=Path, help="write every sentence that was shown to this file")
    parser.add_argument("--overhead", action="store_true")
    parser.add_argument("--table", type=Path, nargs="+", help="files of --shown")
    parser.add_argument("--labels", type=Path, help="JSON: what a reader judged, by key")
    chosen = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"  # the model is on disk: nothing is asked of a hub
    everything = [i for i in read_questions(chosen.questions) if i.gold]
    items = [
        i for code in ("nl", "en") for i in [x for x in everything if x.language == code][: QUESTIONS // 2]
    ]
    if chosen.overhead:
        # The scripted sentences are those of the passages: Dutch ones, which would not do for an English question.
        dutch = [i for i in everything if i.language == "nl"]
        print(json.dumps(overhead(chosen.index, dutch[: 2 * QUESTIONS])))
    if chosen.model:
        shown = run(chosen.index, items, chosen.model)
        lines = [json.dumps(asdict(one), ensure_ascii=False) for one in shown]
        (chosen.shown or Path(f"{chosen.model}.jsonl")).write_text("\n".join(lines) + "\n", encoding="utf-8")
    if chosen.table:
        print("\n".join(table(chosen.table, chosen.labels, chosen.index)))


if __name__ == "__main__":
    main()
