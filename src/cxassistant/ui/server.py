"""The web server: Gradio's page on a FastAPI app that accepts its own host only."""

from __future__ import annotations

import logging
import os
import socket
import sys
from typing import TYPE_CHECKING

from cxassistant.config import Settings
from cxassistant.errors import ConfigError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from cxassistant.ui.service import Service


def build_app(settings: Settings, service: Service | None = None) -> FastAPI:
    """The page as an ASGI app. Without a service of your own, one is started with the app."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported, and by what it imports

    import gradio as gr
    from fastapi import FastAPI
    from fastapi.responses import JSONResponse
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    from cxassistant.ui.look import BEFORE, ICON, make_head, make_i18n, make_theme
    from cxassistant.ui.page import Page
    from cxassistant.ui.preface import Preface
    from cxassistant.ui.receiving import receive_documents
    from cxassistant.ui.security import HEALTH, Guard, allowed_hosts, shows_corpus, sign_in_of
    from cxassistant.ui.service import Service
    from cxassistant.ui.uploads import Uploads

    uploads = Uploads(settings) if shows_corpus(settings.corpus_view, settings.host) else None
    sign_in = sign_in_of(settings.user)
    if service is None:
        service = Service(settings)
        service.start()
    no_docs: dict[str, None] = {"docs_url": None, "redoc_url": None, "openapi_url": None}  # they load a CDN
    app = FastAPI(title="cxassistant", **no_docs)  # type: ignore[arg-type]

    @app.get(HEALTH)
    def health() -> JSONResponse:
        """200 once questions can be answered, 503 before and when they cannot."""
        phase = service.status.phase
        return JSONResponse({"status": phase}, 200 if phase == "ready" else 503)

    if uploads is not None:
        receive_documents(app, uploads)
    i18n = make_i18n()
    gr.mount_gradio_app(
        app,
        Page(service, i18n, uploads).blocks,
        path="/",
        root_path=settings.root_path or None,
        server_name=settings.host,
        server_port=settings.port,
        app_kwargs=no_docs,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        show_error=False,
        max_file_size=1,
        favicon_path=str(ICON),
        i18n=i18n,
        theme=make_theme(),
        head=make_head(),
    )
    hosts = allowed_hosts(settings.host, settings.hosts)
    app.add_middleware(Preface, script=BEFORE.read_text("utf-8"), root_path=settings.root_path)
    app.add_middleware(Guard, sign_in=sign_in, root_path=settings.root_path)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)
    return app


def serve(settings: Settings) -> None:
    """Serve the page until interrupted. Raises ConfigError if the address cannot be had."""
    listener = _listen(settings)  # before the imports, so that a taken port is told at once
    import uvicorn

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # Open pages hold a connection until they are cut off, which uvicorn would log as errors.
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
            await super().shutdown(sockets)

    app = build_app(settings)
    url = f"http://{settings.host}:{settings.port}{settings.root_path}"
    sys.stderr.write(f"cxassistant: {url} (stop with Ctrl+C)\n")
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, server_header=False)
    with listener:
        Server(config).run(sockets=[listener])


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise ConfigError(
            f"The page cannot listen on {settings.host}:{settings.port} ({error.strerror or error})."
            " Stop what uses it, or choose another with CXASSISTANT_PORT."
        ) from None
    return listener
