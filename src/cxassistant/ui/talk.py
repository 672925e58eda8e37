"""What happens in a conversation: questions answered, edited, repeated, stopped, rated and kept."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cxassistant.answers_json import read_answer
from cxassistant.errors import CxAssistantError
from cxassistant.feedback import Feedback, FeedbackLog
from cxassistant.models import Event
from cxassistant.ui import render
from cxassistant.ui.actions import Action
from cxassistant.ui.asking import Asked
from cxassistant.ui.cards import panel_html
from cxassistant.ui.document import document_html
from cxassistant.ui.files import exported
from cxassistant.ui.grounds_html import grounds_html
from cxassistant.ui.service import Service
from cxassistant.ui.session import Conversation, Sessions, Turn
from cxassistant.ui.texts import both
from cxassistant.ui.transcript import conversation_html
from cxassistant.ui.transcript import panel_html as sources_html

if TYPE_CHECKING:
    from cxassistant.assistant import Assistant
    from cxassistant.chat import Chat

_MOST_PENDING = 3  # questions of one reader that wait for their answer
_PATIENCE = 600.0  # seconds that a question waits for the assistant to be ready
_GLANCE = 0.1  # seconds between looks whether the reader stopped it
_KEPT = 40  # answers of a conversation that the browser keeps

_log = logging.getLogger(__name__)
Reply = dict[str, Any] | None  # what the browser is to do: JSON


class Talk:
    """The conversations of all readers. What a method changes is seen by rendering it again."""

    def __init__(self, service: Service, sessions: Sessions) -> None:
        self._service, self._sessions = service, sessions
        self._feedback = FeedbackLog(service.settings.feedback)

    def transcript(self, conversation: Conversation) -> str:
        """The conversation as HTML."""
        status = self._service.status
        waiting = "looking" if status.phase == "ready" else "waiting"
        return conversation_html(conversation, status.examples or (), waiting)

    def panel(self, conversation: Conversation) -> str:
        """The sources, or the one document that the reader opened."""
        view, assistant = conversation.view, self._service.assistant
        if view is None or assistant is None:
            return sources_html(conversation.turns)
        number, path, start, end = view
        turn = conversation.turn(number)
        with suppress(CxAssistantError):
            source = assistant.source(path)
            cited = turn.result.citations if turn is not None and turn.result is not None else ()
            return document_html(source, cited, (start, end))
        return f'<p class="notice alert" role="alert">{both("gone")}</p>{sources_html(conversation.turns)}'

    def accept(self, conversation: Conversation, asked: Asked) -> bool:
        """Take a question; ``answer`` follows, after those that were asked before it. False: it was not taken."""
        if not asked.question.strip() or len(conversation.pending) == _MOST_PENDING:
            return False
        if conversation.editing:
            conversation.cut(conversation.editing)
        if self._sessions.waiting() >= self._service.settings.queue:
            turn = conversation.add(asked, f'<div class="answer error" role="alert">{both("crowded")}</div>')
            turn.panel = ""
            return True
        conversation.pending.append(asked)
        return True

    def answer(self, conversation: Conversation) -> Iterator[None]:
        """Answer the questions that were accepted; yields whenever there is more to see."""
        with conversation.lock:
            conversation.stop.clear()
            while conversation.pending:
                asked = conversation.pending.pop(0)
                turn = conversation.add(asked, render.notice_html("looking"))
                yield
                yield from self._write(conversation, turn)
                if conversation.stop.is_set():
                    conversation.pending.clear()
        yield

    def suggest(self, conversation: Conversation) -> None:
        """Find questions to go on with."""
        with suppress(CxAssistantError):
            if conversation.chat is not None and conversation.turns and conversation.turns[-1].result:
                conversation.suggestions = conversation.chat.suggestions()

    def kept(self, conversation: Conversation) -> Reply:
        """The conversation, for the browser to keep."""
        answers = conversation.answers[-_KEPT:]
        if not answers:
            return None
        return {
            "kind": "save",
            "id": conversation.id,
            "title": answers[0].question,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "answers": [answer.to_dict() for answer in answers],
        }

    def act(self, conversation: Conversation, action: Action) -> Reply:
        """Do what a button asks for; the reply is for the browser."""
        turn = conversation.turn(action.turn)
        if action.kind == "stop":
            conversation.stop.set()
        elif action.kind == "ask":
            self.accept(conversation, Asked(action.text))
        elif action.kind == "export":
            return exported(conversation.answers, action.text, action.id)
        elif action.kind == "open":
            self._reopen(conversation, action)
        elif action.kind == "sources":
            conversation.view = None
        elif action.kind == "keep":
            conversation.editing = 0
        elif turn is not None:
            return self._act_on(conversation, turn, action)
        return None

    def _act_on(self, conversation: Conversation, turn: Turn, action: Action) -> Reply:
        if action.kind == "retry" and not conversation.busy:
            conversation.cut(turn.number)
            self.accept(conversation, turn.asked)
        elif action.kind == "edit":
            conversation.editing = turn.number
            return {"kind": "edit", "text": turn.asked.question}
        elif action.kind == "document":
            conversation.view = _place(turn, action)
        elif action.kind == "grounds":
            self._explain(conversation, turn)
        elif action.kind in ("rate", "remark") and turn.result is not None:
            return self._rate(turn, action)
        return None

    def _write(self, conversation: Conversation, turn: Turn) -> Iterator[None]:
        """Fill a turn."""
        try:
            assistant = self._wait(conversation)
            if assistant is None:
                _stopped(turn)
            else:
                if conversation.chat is None:
                    conversation.chat = assistant.chat(history=conversation.answers)
                yield from self._read(conversation, conversation.chat, turn, assistant)
        except CxAssistantError as error:
            turn.answer = render.error_html(str(error))
        except Exception:  # whatever went wrong, the reader is told and the page goes on
            _log.exception("A question could not be answered")
            turn.answer = f'<div class="answer error" role="alert">{both("error")}</div>'
        yield

    def _wait(self, conversation: Conversation) -> Assistant | None:
        """The assistant; None where the reader stopped waiting. Raises CxAssistantError if it does not come."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            assistant = self._service.wait(_GLANCE)
            if assistant is not None or conversation.stop.is_set():
                return assistant
        raise CxAssistantError("The index is still being built. Please ask again in a moment.")

    def _read(
        self, conversation: Conversation, chat: Chat, turn: Turn, assistant: Assistant
    ) -> Iterator[None]:
        """Show an answer as it comes, until it is whole or the reader stops it."""
        pieces: queue.SimpleQueue[Event | BaseException | None] = queue.SimpleQueue()
        stop = conversation.stop

        def work() -> None:
            # In a thread of its own: while a language model is silent, the reader can still stop.
            try:
                for event in chat.stream(turn.asked.question, **turn.asked.filters):
                    pieces.put(event)
                    if stop.is_set() and event.answer is None:
                        break
                pieces.put(None)
            except BaseException as error:
                pieces.put(error)

        threading.Thread(target=work, daemon=True, name="answer").start()
        text = ""
        while True:
            try:
                piece = pieces.get(timeout=_GLANCE)
            except queue.Empty:
                piece = Event("text")
            if isinstance(piece, BaseException):
                raise piece
            if piece is None:
                return
            if piece.answer is not None:
                turn.result = piece.answer
                self._finish(turn, assistant)
            elif stop.is_set():
                conversation.chat = None  # that one may still be at it
                _stopped(turn, text)
                return
            elif piece.text:
                text += piece.text
                turn.answer = f'<div class="answer">{render.text_html(text, turn.number, None)}</div>'
            else:
                continue
            yield

    def _finish(self, turn: Turn, assistant: Assistant) -> None:
        answer = turn.result
        assert answer is not None
        sources = {source.path: source for source in assistant.sources()}
        turn.answer = render.answer_html(answer, turn.number)
        turn.panel = panel_html(answer, turn.number, sources.get)

    def _reopen(self, conversation: Conversation, action: Action) -> None:
        """Go on with a conversation that the browser kept. What does not read as one is left alone."""
        assistant = self._service.assistant
        held = action.data if isinstance(action.data, list) else []
        try:
            answers = [read_answer(data) for data in held[-_KEPT:]]
        except ValueError:
            return
        if assistant is None or not answers:
            return
        conversation.clear()
        conversation.stop.clear()
        for answer in answers:
            turn = conversation.add(Asked(answer.question), "")
            turn.result = answer
            self._finish(turn, assistant)
        conversation.id = action.id or conversation.id
        conversation.chat = assistant.chat(history=answers)

    def _explain(self, conversation: Conversation, turn: Turn) -> None:
        """What an answer rests on; a second time folds it away."""
        if turn.grounds or turn.result is None or conversation.chat is None:
            turn.grounds = ""
            return
        history = conversation.chat.history
        place = next((n for n, answer in enumerate(history) if answer is turn.result), None)
        if place is None:
            turn.grounds = f"<p>{both('grounds_old')}</p>"
            return
        turn.grounds = grounds_html(turn.result, conversation.chat.examine(place))

    def _rate(self, turn: Turn, action: Action) -> Reply:
        """Write a verdict, or the remark to it, into the log."""
        assert turn.result is not None
        if action.kind == "rate":
            turn.verdict = action.text if action.text in ("up", "down") else ""
            turn.remarked = False
        if not turn.verdict:
            return None
        build = str(self._service.status.info.get("build", ""))
        remark = action.text if action.kind == "remark" else ""
        try:
            self._feedback.add(Feedback.of(turn.result, turn.verdict, remark, build))  # type: ignore[arg-type]
        except CxAssistantError as error:
            return {"kind": "tell", "text": str(error)}
        turn.remarked = action.kind == "remark"
        return None


def _place(turn: Turn, action: Action) -> tuple[int, str, int, int] | None:
    """The document to open: that of a citation, or (a negative number) that of a related passage."""
    answer = turn.result
    if answer is None:
        return None
    if action.number > 0:
        cited = next((c for c in answer.citations if c.number == action.number), None)
        return (turn.number, cited.source, cited.start, cited.end) if cited else None
    hits = answer.related[-action.number - 1 :]
    return (turn.number, hits[0].source, hits[0].start, hits[0].end) if action.number and hits else None


def _stopped(turn: Turn, text: str = "") -> None:
    shown = render.text_html(text, turn.number, None)
    turn.answer = (
        f'<div class="answer stopped">{shown}<p class="remark" role="status">{both("stopped")}</p></div>'
    )
