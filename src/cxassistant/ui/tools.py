"""The page's own menus: kept conversations, saving one as a file, and the language. The script fills them."""

from __future__ import annotations

from cxassistant.ui.actions import act
from cxassistant.ui.texts import both


def tools_html() -> str:
    """The buttons beside the page's title."""
    return (
        '<nav class="tools-row">'
        f'<details class="menu" id="chats"><summary>{both("chats")}</summary>'
        f'<div class="sheet"><p class="quiet none">{both("no_chats")}</p><ul></ul></div></details>'
        f'<details class="menu" id="export"><summary>{both("export")}</summary><div class="sheet">'
        f'<button type="button" {act("export", text="docx")}>{both("as_docx")}</button>'
        f'<button type="button" {act("export", text="md")}>{both("as_markdown")}</button></div></details>'
        '<div class="switch" role="group" aria-label="Taal / Language">'
        '<button type="button" data-language="nl" lang="nl" aria-label="Nederlands">NL</button>'
        '<button type="button" data-language="en" lang="en" aria-label="English">EN</button></div></nav>'
        '<p class="sr" id="announce" role="status" aria-live="polite"></p>'
    )
