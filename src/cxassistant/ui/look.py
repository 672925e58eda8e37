"""What the page looks like and begins with: theme, style, scripts, and the labels of Gradio's own components."""

from __future__ import annotations

import json
from pathlib import Path

import gradio as gr

from cxassistant.ui.words import LABELS

STYLE = Path(__file__).with_name("style.css")
SCRIPT = Path(__file__).with_name("page.js")
BEFORE = Path(__file__).with_name("before.js")
ICON = Path(__file__).with_name("icon.svg")


def make_theme() -> gr.themes.Base:
    """Gradio's plain theme with the system's own fonts, so that no font is fetched."""
    return gr.themes.Base(
        font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"],
        font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"],
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
    )


def make_head() -> str:
    """What stands in the page's head: the style and the script. The language is known before, see ``Preface``.

    Not Gradio's ``css``: that rewrites each rule, and loses the weight of those inside ``@media``.
    """
    labels = json.dumps(LABELS)
    return (
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<style>{STYLE.read_text('utf-8')}</style>"
        f"<script>window.cxLabels = {labels};\n{SCRIPT.read_text('utf-8')}</script>"
    )


def make_i18n() -> gr.I18n:
    """The labels of Gradio's own components, by the browser's language."""
    return gr.I18n(**LABELS)
