"""The line that tells what is in use and what is going on."""

from __future__ import annotations

from cxassistant.answering.phrases import spell_date
from cxassistant.ui.people import palette_html
from cxassistant.ui.service import Status
from cxassistant.ui.texts import LANGUAGES, both, count, escape


def status_html(status: Status) -> str:
    """Progress while loading or building, then engine, model and corpus; errors and changes with it."""
    if status.phase == "failed":
        return _alert("failed", status.message)
    if status.phase != "ready":
        return _progress(status)
    parts = [_in_use(status)]
    if status.rebuilding:
        parts.append(f'<p class="notice">{both("updating")}</p>{_progress(status)}')
    elif status.message:
        parts.append(_alert("build_failed", status.message))
    elif status.changed:
        parts.append(f'<p class="notice" role="status">{both("changed")}</p>')
    return "".join(parts)


def _alert(key: str, message: str) -> str:
    return f'<p class="notice alert" role="alert"><strong>{both(key)}</strong> {escape(message)}</p>'


def _progress(status: Status) -> str:
    if status.phase == "loading":
        return f'<p class="progress" role="status">{both("loading")}</p>'
    if status.stage == "embed" and status.total:
        line = both("embedding", done=str(status.done), total=str(status.total))
        # Storing follows, so the bar is not full before the end.
        bar = f'<progress max="{status.total + 1}" value="{status.done}" aria-hidden="true"></progress>'
    else:
        line, bar = both("storing" if status.stage else "reading"), '<progress aria-hidden="true"></progress>'
    return f'<p class="progress" role="status">{line}</p>{bar}'


def _in_use(status: Status) -> str:
    info = status.info
    day = str(info.get("created", ""))[:10]
    corpus = both(
        "in_use",
        sources=count("source", int(info.get("sources", 0))),
        authors=count("author", int(info.get("authors", 0))),
        date={lang: spell_date(day, lang) or "?" for lang in LANGUAGES},
    )
    name = str(info.get("engine", ""))
    llm = info.get("llm") or {}
    if name == "llm":
        engine = both("engine_llm", model=str(llm.get("model", "")).rsplit("/", 1)[-1])
    else:
        engine = both("engine_without" if llm else "engine_extractive")
    model = both("model", model=str(info.get("model", "")))
    palette = palette_html(status.authors)
    return f'{palette}<p class="in-use"><span>{corpus}</span><span>{engine}</span><span>{model}</span></p>'
