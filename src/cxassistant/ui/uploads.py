"""Documents that a reader uploaded and that wait to be added to the corpus, each looked at first."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from cxassistant.config import Settings
from cxassistant.corpus.adding import Addition, Stated, add_document, read_additions
from cxassistant.errors import CorpusError, CxAssistantError

TYPES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
_MOST = 50  # documents of one reader
_READERS = 50
_LONGEST_NAME = 120  # characters of a file's name


@dataclass(slots=True)
class Waiting:
    """The documents of one reader, the first to be looked at now; ``told`` are messages, one a document."""

    additions: list[Addition] = field(default_factory=list)
    told: list[tuple[str, dict[str, str]]] = field(default_factory=list)  # key of a text, and its values
    added: int = 0


class Uploads:
    """What all readers uploaded; safe to use from several threads.

    Not through Gradio's own upload: in a page that is mounted, as this one is, whoever names a file of the server
    in its place is given that file.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Waiting] = OrderedDict()
        self._received: OrderedDict[str, Path] = OrderedDict()

    @property
    def largest(self) -> int:
        """Bytes that a document may have."""
        return int(self._settings.max_file_mb * 1e6)

    def room(self, name: str) -> tuple[str, Path]:
        """An id and a path for a document that is about to be received; it is gone after many others."""
        base = PurePosixPath(name.replace("\\", "/")).name.strip() or "document"
        id, path = (
            secrets.token_hex(16),
            Path(tempfile.mkdtemp(prefix="cxassistant-upload-")) / base[-_LONGEST_NAME:],
        )
        with self._lock:
            self._received[id] = path
            while len(self._received) > _MOST * 2:
                shutil.rmtree(self._received.popitem(last=False)[1].parent, ignore_errors=True)
        return id, path

    def forget(self, id: str) -> None:
        """Drop what was received under an id."""
        with self._lock:
            path = self._received.pop(id, None)
        if path is not None:
            shutil.rmtree(path.parent, ignore_errors=True)

    def of(self, session: str) -> Waiting:
        """A reader's documents."""
        with self._lock:
            waiting = self._held.setdefault(session, Waiting())
            self._held.move_to_end(session)
            while len(self._held) > _READERS:
                _clear(self._held.popitem(last=False)[1])
            return waiting

    def drop(self, session: str) -> None:
        """Forget a reader's documents."""
        with self._lock:
            waiting = self._held.pop(session, None)
        if waiting is not None:
            _clear(waiting)

    def take(self, session: str, ids: Sequence[str]) -> None:
        """Read what was received under these ids; each file that cannot be added gets a message."""
        waiting = self.of(session)
        waiting.told = []
        for id in ids[:_MOST]:
            with self._lock:
                path = self._received.pop(id, None)
            if path is not None:
                self._take_one(waiting, path)
        if len(ids) > _MOST:
            waiting.told.append(("too_many", {"n": str(_MOST)}))

    def add(self, session: str, stated: Stated) -> None:
        """Add the first document, with what the reader corrected."""
        waiting = self.of(session)
        if not waiting.additions:
            return
        addition = waiting.additions[0]
        waiting.told = []
        try:
            add_document(addition, self._settings.corpus, stated)
        except CxAssistantError as error:
            waiting.told.append(
                ("refused", {"why": _without_folders(str(error), addition.file, self._settings)})
            )
            return
        waiting.added += 1
        waiting.told.append(("added", {"name": addition.name}))
        self._done(waiting)

    def skip(self, session: str) -> None:
        """Leave the first document out."""
        waiting = self.of(session)
        waiting.told = []
        if waiting.additions:
            self._done(waiting)

    def _take_one(self, waiting: Waiting, file: Path) -> None:
        name = file.name
        try:
            if file.suffix.lower() not in TYPES:
                raise CorpusError(f"{name} is no .txt, .md, .html, .pdf or .docx.")
            if name in [addition.name for addition in waiting.additions]:
                raise CorpusError(f"Two of the files are called {name}: rename one.")
            addition = read_additions([file], self._settings.corpus, self.largest)[0]
        except (CxAssistantError, OSError) as error:
            waiting.told.append(("refused", {"why": _without_folders(str(error), file, self._settings)}))
            shutil.rmtree(file.parent, ignore_errors=True)
            return
        if addition.same_as is None:
            waiting.additions.append(addition)
            return
        waiting.told.append(("same_as", {"name": name, "path": addition.same_as}))
        shutil.rmtree(file.parent, ignore_errors=True)

    def _done(self, waiting: Waiting) -> None:
        shutil.rmtree(waiting.additions.pop(0).file.parent, ignore_errors=True)


def _clear(waiting: Waiting) -> None:
    for addition in waiting.additions:
        shutil.rmtree(addition.file.parent, ignore_errors=True)


def _without_folders(message: str, file: Path, settings: Settings) -> str:
    """A message without where things are on the server."""
    return (
        message.replace(str(file), file.name)
        .replace(f"{settings.corpus}/", "")
        .replace(f"{file.parent}/", "")
    )
