"""A server that speaks the OpenAI interface and does what its script says, faults and all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass(slots=True)
class Reply:
    """What the server does with one request. ``pieces`` are streamed; ``status`` other than 200 is an error."""

    pieces: list[str] = field(default_factory=list)
    status: int = 200
    error: str = "it failed"
    before: float = 0.0  # seconds before the first piece
    between: float = 0.0
    hang_after: int | None = None  # pieces, then silence until the client goes away
    break_after: int | None = None  # pieces, then the connection is cut
    raw: bytes | None = None  # sent as it is in place of a stream
    finish: str = "stop"
    usage: Body | None = None


def said(text: str, size: int = 7, **more: Any) -> Reply:
    """A text in small pieces, as a model sends it."""
    return Reply([text[at : at + size] for at in range(0, len(text), size)], **more)


Script = Callable[[Body], Reply]


class ScriptedServer:
    """Listens on a free port of 127.0.0.1; ``requests`` are the bodies that it got, in order."""

    def __init__(self, script: Script, models: Reply | None = None) -> None:
        self.script, self.models = script, models
        self.requests: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self.gone = threading.Event()  # a client went away before the end
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                reply = server.models or Reply()
                time.sleep(reply.before)
                body = reply.raw or json.dumps({"object": "list", "data": [{"id": "scripted"}]}).encode()
                self._send(reply.status, body)

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                server.requests.append(body)
                server.headers.append({k.lower(): v for k, v in self.headers.items()})
                reply = server.script(body)
                if reply.status != 200:
                    time.sleep(reply.before)
                    self._send(reply.status, json.dumps({"error": {"message": reply.error}}).encode())
                    return
                if reply.raw is not None:
                    self._send(200, reply.raw, "text/event-stream")
                    return
                if not body.get("stream"):
                    self._send(200, json.dumps(_whole(reply)).encode())
                    return
                self._stream(reply)

            def _stream(self, reply: Reply) -> None:
                self.send_response(200)
                self.send_header("content-type", "text/event-stream")
                self.send_header("connection", "close")
                self.end_headers()
                self.close_connection = True
                try:
                    time.sleep(reply.before)
                    for number, event in enumerate(_events(reply)):
                        if number == reply.break_after:
                            return
                        if number == reply.hang_after:
                            while True:
                                time.sleep(0.05)
                                self._write(b": still here\n\n")
                        self._write(f"data: {json.dumps(event)}\n\n".encode())
                        time.sleep(reply.between)
                    self._write(b"data: [DONE]\n\n")
                except OSError:
                    server.gone.set()

            def _write(self, data: bytes) -> None:
                self.wfile.write(data)
                self.wfile.flush()

            def _send(self, status: int, body: bytes, kind: str = "application/json") -> None:
                try:
                    self.send_response(status)
                    self.send_header("content-type", kind)
                    self.send_header("content-length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    server.gone.set()

        return Handler


def _events(reply: Reply) -> Iterator[Body]:
    base = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}
    for number, piece in enumerate(reply.pieces):
        delta = {"content": piece} | ({"role": "assistant"} if not number else {})
        yield base | {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
    yield base | {"choices": [{"index": 0, "delta": {}, "finish_reason": reply.finish}]}
    if reply.usage:
        yield base | {"choices": [], "usage": reply.usage}


def _whole(reply: Reply) -> Body:
    """The same as one body, for who does not stream."""
    message = {"role": "assistant", "content": "".join(reply.pieces)}
    choice = {"index": 0, "message": message, "finish_reason": reply.finish}
    base = {"id": "x", "object": "chat.completion", "created": 1, "model": "scripted", "choices": [choice]}
    return base | ({"usage": reply.usage} if reply.usage else {})


def passages_of(body: Body) -> list[dict[str, str]]:
    """The passages that a request gave the model, as it was given them."""
    lines = [line for line in body["messages"][-1]["content"].splitlines() if line.startswith("{")]
    return [data for line in lines if (data := json.loads(line)) and "id" in data]
