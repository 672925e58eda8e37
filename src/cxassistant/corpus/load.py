"""One file of the corpus -> one Source: decode, split, label, detect, clean, find voices."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from cxassistant.corpus.clean import assemble
from cxassistant.corpus.decode import decode
from cxassistant.corpus.files import CorpusFile, sidecar_of
from cxassistant.corpus.label import label_page
from cxassistant.corpus.lines import Line
from cxassistant.corpus.loaders import LOADERS
from cxassistant.corpus.metadata import Metadata, detect
from cxassistant.corpus.overrides import Overrides, parse_sidecar
from cxassistant.corpus.stated import stated_titles
from cxassistant.corpus.voices import find_voices
from cxassistant.errors import SourceError
from cxassistant.language import detect_language
from cxassistant.models import Evidence, Source

PARSER_VERSION = 6  # raise it when the same file would give another Source: an index is then rebuilt


def read_source(file: CorpusFile) -> Source:
    """Read one document. Raises SourceError, naming the file and what to do, when it cannot be read."""
    try:
        return _read(file)
    except OSError as error:
        raise SourceError(
            f"{file.path}: cannot be read ({error.strerror}): check the rights of the file."
        ) from None
    except SourceError as error:
        raise SourceError(f"{file.path}: {error}") from None


def _read(file: CorpusFile) -> Source:
    loader = LOADERS.get(PurePosixPath(file.path).suffix.lower())
    if loader is None:
        raise SourceError("This kind of file is not read: save the text as .txt or .md.")
    loaded = loader(file.absolute.read_bytes())
    side_path = sidecar_of(file.absolute)
    side = parse_sidecar(decode(side_path.read_bytes()), side_path.name) if side_path else None
    if not loaded.lines:
        raise SourceError("It holds no text: put text in it or remove it.")
    language = _language(loaded.lines)
    page = label_page(loaded.lines, day_first=language != "en", stated_titles=stated_titles(loaded.claims))
    detected = detect(page, loaded.claims)
    evidence = (*detected.evidence, Evidence("language", language, "common words", "", 0.9))
    overrides = [item for item in (loaded.stated, side) if item]
    values, language, stated = _override(detected, language, overrides)
    clean, blocks = assemble(page, values.authors)
    if not clean:
        raise SourceError("It holds no article text, only page furniture: check what was saved.")
    source = Source(
        id=hashlib.sha256(file.path.encode()).hexdigest()[:16],
        path=file.path,
        title=values.title,
        authors=values.authors,
        publisher=values.publisher,
        date=values.date,
        url=values.url,
        language=language,
        text=clean,
        content_hash="",
        blocks=blocks,
        voices=find_voices(clean, blocks, values.authors, language, page.salutation),
        evidence=(*stated, *evidence),
    )
    return replace(source, content_hash=_content_hash(source))


def _language(lines: Sequence[Line]) -> str:
    """The language of the article's paragraphs, or of all lines where it has none."""
    own = [line for line in lines if line.part in (None, "article")] or list(lines)
    paragraphs = " ".join(line.text for line in own if line.words > 6)
    return detect_language(paragraphs or " ".join(line.text for line in lines))


def _override(
    detected: Metadata, language: str, overrides: Sequence[Overrides]
) -> tuple[Metadata, str, list[Evidence]]:
    """Stated values in the place of detected ones; a later item of ``overrides`` wins."""
    values = detected
    evidence: list[Evidence] = []
    for item in overrides:
        if item.authors is not None:
            values = replace(values, authors=item.authors)
            # An empty name: nobody is named, which is stated and so not to be asked again.
            evidence += [Evidence("authors", name, item.rule, name, 1.0) for name in item.authors or ("",)]
        stated = {name: getattr(item, name) for name in ("title", "publisher", "date", "url")}
        stated = {name: value for name, value in stated.items() if value is not None}
        chosen: dict[str, Any] = {name: value or None for name, value in stated.items()}
        values = replace(values, **chosen)
        language = item.language or language
        if item.language:
            stated["language"] = item.language
        evidence += [Evidence(name, value, item.rule, value[:200], 1.0) for name, value in stated.items()]
    return values, language, evidence


def _content_hash(source: Source) -> str:
    """SHA-256 of everything that an index holds of the source, but not of where the file lies."""
    content = {
        name: value for name, value in source.to_dict().items() if name not in ("id", "path", "content_hash")
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
