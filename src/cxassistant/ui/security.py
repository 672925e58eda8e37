"""What plain Gradio leaves open: response headers, cross-site requests, and routes this page does not use."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio's own page needs inline scripts and eval; nothing may come from, or go to, another host.
CONTENT_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "media-src 'none'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_UNUSED = (
    "upload",
    "upload_progress",
    "proxy=",
    "file=",
    "file/",
    "stream/",
    "deep_link",
    "custom_component/",
)
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_EVERYWHERE = ("0.0.0.0", "::")


def allowed_hosts(host: str) -> list[str]:
    """The Host headers to accept: whoever listens on every address has said that the name is not known."""
    return ["*"] if host in _EVERYWHERE else [*_LOOPBACK, host]


class Guard:
    """ASGI middleware: sets the headers, refuses cross-site writes, and closes the unused routes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if _is_unused(scope["path"]):
            await PlainTextResponse("Not found", 404)(scope, receive, send_with_headers)
        elif scope["method"] not in ("GET", "HEAD") and _is_cross_site(Headers(scope=scope)):
            await PlainTextResponse("Cross-site request refused", 403)(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)


def _is_unused(path: str) -> bool:
    name = path.lstrip("/").removeprefix("gradio_api/")
    return name.rstrip("/") in _UNUSED or name.startswith(tuple(u for u in _UNUSED if u[-1] in "=/"))


def _is_cross_site(headers: Headers) -> bool:
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
