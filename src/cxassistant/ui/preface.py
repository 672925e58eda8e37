"""Puts a script at the very beginning of the page: what Gradio calls its head is added after Gradio has started."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio names it whether there is one or not, and always at the root of the host.
_MANIFEST = b'<link rel="manifest" href="/manifest.json" />'


class Preface:
    """ASGI middleware for the page itself, under ``root_path``; everything else passes untouched."""

    def __init__(self, app: ASGIApp, script: str, root_path: str = "") -> None:
        self._app, self._root = app, root_path
        self._script = f"<script>{script}</script>".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; the page comes back with the script in it."""
        if scope["type"] != "http" or scope["path"].removeprefix(self._root) not in ("", "/"):
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                body = self._added(start, body)
                await send(self._with_length(start, body))
                await send({"type": "http.response.body", "body": body})

        # A page that comes compressed could not be added to.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, collect)

    def _added(self, start: Message, body: bytes) -> bytes:
        if not Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
            return body
        return body.replace(_MANIFEST, b"").replace(b"<head>", b"<head>" + self._script, 1)

    def _with_length(self, start: Message, body: bytes) -> Message:
        if "content-length" in Headers(raw=start["headers"]):
            MutableHeaders(raw=start["headers"])["content-length"] = str(len(body))
        return start
