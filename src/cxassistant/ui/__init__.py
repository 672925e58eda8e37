"""The chat page: a Gradio page on a FastAPI app, thin over :class:`cxassistant.Assistant`.

Importing this package loads neither Gradio nor the engine.
"""

from __future__ import annotations

from cxassistant.ui.server import build_app, serve

__all__ = ["build_app", "serve"]
