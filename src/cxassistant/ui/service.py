"""The assistant behind the page: loaded, built and rebuilt in the background while the page is up."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from cxassistant.config import Settings
from cxassistant.errors import CxAssistantError, IndexNotFoundError
from cxassistant.examples import Example

if TYPE_CHECKING:
    from cxassistant.assistant import Assistant

Phase = Literal["loading", "building", "ready", "failed"]

_log = logging.getLogger(__name__)
# Looking whether the corpus changed reads its folder: at most this often, and at most 1/20 of the time.
_LOOK_EVERY = 15.0
_LOOK_SHARE = 20
# Loading competes with sending the page: begun at once, a page that is there in 2 s took 10 s on two cores.
_FIRST_PAGE = 3.0  # seconds to wait for a first reader to have the page


@dataclass(frozen=True, slots=True)
class Status:
    """What the page tells about the assistant. ``stage``, ``done`` and ``total`` are a build's progress."""

    phase: Phase = "loading"
    stage: str = ""
    done: int = 0
    total: int = 0
    rebuilding: bool = False  # a build runs while an earlier index answers
    changed: bool = False  # the corpus differs from what the index was built from
    message: str = ""  # the error of the last load or build
    info: dict[str, Any] = field(default_factory=dict)  # Assistant.info(), once there is one
    examples: tuple[Example, ...] | None = None  # None: not chosen yet
    authors: tuple[str, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether something is going on that the page follows from second to second."""
        starting = self.phase in ("loading", "building")
        return starting or self.rebuilding or (self.phase == "ready" and self.examples is None)


class Service:
    """Holds the one assistant that all conversations use; safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._changed = threading.Condition()
        self._status = Status()
        self._assistant: Assistant | None = None
        self._busy = False
        self._next_look = 0.0
        self._shown = threading.Event()

    @property
    def status(self) -> Status:
        """What is the case now."""
        with self._changed:
            return self._status

    @property
    def assistant(self) -> Assistant | None:
        """The assistant, once it is there."""
        with self._changed:
            return self._assistant

    def start(self) -> None:
        """Load the index in the background, building one first where there is none."""

        def load() -> None:
            self._shown.wait(_FIRST_PAGE)
            self._load()

        self._run(load)

    def page_shown(self) -> None:
        """A reader has the page."""
        self._shown.set()

    def rebuild(self) -> bool:
        """Bring the index up to date in the background; False if that, or loading, is going on already."""
        return self._run(self._build)

    def wait(self, seconds: float) -> Assistant | None:
        """The assistant; None if it is not there in time. Raises CxAssistantError if it cannot be loaded."""
        with self._changed:
            self._changed.wait_for(lambda: self._assistant or self._status.phase == "failed", seconds)
            if self._assistant is None and self._status.phase == "failed":
                raise CxAssistantError(self._status.message)
            return self._assistant

    def look(self) -> None:
        """Notice a corpus that changed since the build, if the last look was long enough ago."""
        with self._changed:
            assistant, now = self._assistant, time.monotonic()
            if assistant is None or self._busy or now < self._next_look:
                return
            self._next_look = now + _LOOK_EVERY
        try:
            changed = assistant.corpus_changed()
        except (CxAssistantError, OSError):
            return  # asking tells what is wrong
        took = time.monotonic() - now
        with self._changed:
            self._next_look = time.monotonic() + max(_LOOK_EVERY, took * _LOOK_SHARE)
            if not self._busy:
                self._status = replace(self._status, changed=changed)

    def _run(self, job: Callable[[], None]) -> bool:
        with self._changed:
            if self._busy:
                return False
            self._busy = True
        threading.Thread(target=self._guarded, args=(job,), name="cxassistant-load", daemon=True).start()
        return True

    def _guarded(self, job: Callable[[], None]) -> None:
        try:
            job()
        except CxAssistantError as error:
            self._fail(str(error))
        except Exception as error:  # a thread's exception would vanish, and the page would wait for ever
            _log.exception("The assistant could not be loaded")
            self._fail(f"{type(error).__name__}: {error}")
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _load(self) -> None:
        try:
            self._open()
        except IndexNotFoundError:
            self._build()

    def _open(self) -> None:
        from cxassistant.assistant import Assistant  # 2-4 s of imports: the page is up before

        assistant = self._assistant or Assistant.open(settings=self.settings)
        self._set(assistant=assistant, phase="ready", rebuilding=False, message="", info=assistant.info())
        self._set(examples=_examples(assistant), authors=tuple(str(name) for name in assistant.authors()))
        with self._changed:
            self._next_look = 0.0

    def _build(self) -> None:
        from cxassistant.assistant import Assistant

        live = self._assistant is not None
        phase: Phase = "ready" if live else "building"
        self._set(phase=phase, rebuilding=live, stage="", done=0, total=0, message="")
        Assistant.build(settings=self.settings, progress=self._progress)
        self._open()
        self._set(changed=False)

    def _progress(self, stage: str, done: int, total: int) -> None:
        self._set(stage=stage, done=done, total=total)

    def _fail(self, message: str) -> None:
        phase: Phase = "failed" if self._assistant is None else "ready"
        self._set(phase=phase, rebuilding=False, message=message)

    def _set(self, assistant: Assistant | None = None, **values: Any) -> None:
        with self._changed:
            self._assistant = assistant or self._assistant
            self._status = replace(self._status, **values)
            self._changed.notify_all()


def _examples(assistant: Assistant) -> tuple[Example, ...]:
    try:
        return assistant.examples()
    except Exception:  # without examples the page still answers
        _log.exception("No example questions could be made")
        return ()
