"""The one route by which documents come in: bytes under a name, kept until the reader has looked at them."""

from __future__ import annotations

from urllib.parse import unquote

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from cxassistant.ui.uploads import Uploads

PATH = "/documents"


def receive_documents(app: FastAPI, uploads: Uploads) -> None:
    """Add the route. A body that is too large is refused while it comes in."""

    @app.post(PATH)
    async def receive(request: Request) -> JSONResponse:
        id, path = uploads.room(unquote(request.headers.get("x-file-name", "")))
        size = 0
        try:
            with path.open("wb") as file:
                async for piece in request.stream():
                    size += len(piece)
                    if size > uploads.largest:
                        break
                    file.write(piece)
        except OSError as error:
            uploads.forget(id)
            return JSONResponse({"error": f"The document could not be kept: {error.strerror}"}, 507)
        if size > uploads.largest:
            uploads.forget(id)
            return JSONResponse({"error": f"Larger than {uploads.largest / 1e6:g} MB"}, 413)
        return JSONResponse({"id": id})
