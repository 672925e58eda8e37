"""What plain Gradio leaves open: response headers, cross-site requests, and routes this page does not use."""

from __future__ import annotations

import base64
import os
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cxassistant.config import PASSWORD
from cxassistant.errors import ConfigError

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
HEALTH = "/healthz"
_ASK = 'Basic realm="cxassistant", charset="UTF-8"'
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


def shows_corpus(setting: str, host: str) -> bool:
    """Whether the view of the corpus is there: by itself for readers on this computer alone."""
    return setting == "on" or (setting == "auto" and host in ("127.0.0.1", "localhost", "::1"))


def allowed_hosts(host: str, more: str = "") -> list[str]:
    """The Host headers to accept: whoever listens on every address has said that the name is not known.

    ``more`` are names with commas between them; where some are given, they and this computer's are all.
    """
    named = [name.strip() for name in more.split(",") if name.strip()]
    return ["*"] if host in _EVERYWHERE and not named else [*_LOOPBACK, host, *named]


class SignIn:
    """Name and password of HTTP's own kind, so that the page, its routes and programs are all behind them."""

    def __init__(self, user: str, password: str) -> None:
        self._expected = f"{user}:{password}".encode()

    def lets_in(self, headers: Headers) -> bool:
        """Whether a request has them."""
        kind, _, given = headers.get("authorization", "").partition(" ")
        try:
            sent = base64.b64decode(given, validate=True)
        except ValueError:
            return False
        return kind.lower() == "basic" and secrets.compare_digest(sent, self._expected)


def sign_in_of(user: str) -> SignIn | None:
    """The sign-in that is set; None where there is none. Raises ConfigError for half of one."""
    password = os.environ.get(PASSWORD, "")
    if bool(user) != bool(password):
        raise ConfigError(
            f"One half of the sign-in is missing. Set both CXASSISTANT_USER and {PASSWORD} in the environment, or none."
        )
    return SignIn(user, password) if user else None


class Guard:
    """ASGI middleware: sets the headers, asks for the sign-in, refuses cross-site writes, closes unused routes."""

    def __init__(self, app: ASGIApp, sign_in: SignIn | None = None, root_path: str = "") -> None:
        self._app, self._sign_in, self._root = app, sign_in, root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        headers = Headers(scope=scope)
        path = scope["path"].removeprefix(self._root)
        if self._sign_in is not None and path != HEALTH and not self._sign_in.lets_in(headers):
            answer = PlainTextResponse("Sign in to use cxassistant.", 401, {"www-authenticate": _ASK})
            await answer(scope, receive, send_with_headers)
        elif _is_unused(path):
            await PlainTextResponse("Not found", 404)(scope, receive, send_with_headers)
        elif scope["method"] not in ("GET", "HEAD") and _is_cross_site(headers):
            await PlainTextResponse("Cross-site request refused", 403)(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)


def _is_unused(path: str) -> bool:
    name = path.lstrip("/").removeprefix("gradio_api/")
    return name.rstrip("/") in _UNUSED or name.startswith(tuple(u for u in _UNUSED if u[-1] in "=/"))


def _is_cross_site(headers: Headers) -> bool:
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
