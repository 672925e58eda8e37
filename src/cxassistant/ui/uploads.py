"""Documents that a reader uploaded and that wait to be added to the corpus, each looked at first."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from cxassistant.config import Settings
from cxassistant.corpus.adding import Addition, Stated, add_document, read_additions
from cxassistant.errors import CorpusError, CxAssistantError

TYPES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
_MOST = 50  # documents of one reader
_READERS = 50


@dataclass(slots=True)
class Waiting:
    """The documents of one reader, the first to be looked at now; ``told`` are messages, one a document."""

    folder: Path
    additions: list[Addition] = field(default_factory=list)
    told: list[tuple[str, dict[str, str]]] = field(default_factory=list)  # key of a text, and its values
    added: int = 0


class Uploads:
    """What all readers uploaded; safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Waiting] = OrderedDict()

    def of(self, session: str) -> Waiting:
        """A reader's documents."""
        with self._lock:
            if session not in self._held:
                self._held[session] = Waiting(Path(tempfile.mkdtemp(prefix="cxassistant-upload-")))
                while len(self._held) > _READERS:
                    shutil.rmtree(self._held.popitem(last=False)[1].folder, ignore_errors=True)
            return self._held[session]

    def drop(self, session: str) -> None:
        """Forget a reader's documents."""
        with self._lock:
            waiting = self._held.pop(session, None)
        if waiting is not None:
            shutil.rmtree(waiting.folder, ignore_errors=True)

    def take(self, session: str, files: list[str]) -> None:
        """Read what was uploaded; each file that cannot be added gets a message."""
        waiting = self.of(session)
        waiting.told = []
        for file in files[:_MOST]:
            self._take_one(waiting, Path(file))
        if len(files) > _MOST:
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
            # Into a folder of our own: the server's upload folder is emptied at once.
            own = Path(shutil.move(file, Path(tempfile.mkdtemp(dir=waiting.folder)) / name))
            held = [a.name for a in waiting.additions]
            if name in held:
                raise CorpusError(f"Two of the files are called {name}: rename one.")
            limit = int(self._settings.max_file_mb * 1e6)
            addition = read_additions([own], self._settings.corpus, limit)[0]
        except (CxAssistantError, OSError) as error:
            waiting.told.append(("refused", {"why": _without_folders(str(error), file, self._settings)}))
            return
        finally:
            file.unlink(missing_ok=True)
        if addition.same_as is not None:
            waiting.told.append(("same_as", {"name": name, "path": addition.same_as}))
        else:
            waiting.additions.append(addition)

    def _done(self, waiting: Waiting) -> None:
        shutil.rmtree(waiting.additions.pop(0).file.parent, ignore_errors=True)


def _without_folders(message: str, file: Path, settings: Settings) -> str:
    """A message without where things are on the server."""
    return (
        message.replace(str(file), file.name)
        .replace(f"{settings.corpus}/", "")
        .replace(f"{file.parent}/", "")
    )
