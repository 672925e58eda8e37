"""What an answer, or a refusal, rests on, in plain words: the passages considered and how they were weighed."""

from __future__ import annotations

from cxassistant.examining import Examined
from cxassistant.models import Answer, Hit
from cxassistant.ui.people import chips
from cxassistant.ui.texts import both, escape

_SHOWN = 8  # passages
_WORDS = 22  # of each


def grounds_html(answer: Answer, examined: Examined) -> str:
    """A table of the passages considered, and sentences that say why there is an answer or none."""
    hits = examined.found.hits[:_SHOWN]
    reasons = "".join(f"<li>{line}</li>" for line in _reasons(answer, examined))
    rows = "".join(_row(place, hit, answer) for place, hit in enumerate(hits, 1))
    names = ("grounds_place", "grounds_passage", "grounds_alike", "grounds_piece", "grounds_score")
    heads = "".join(f'<th scope="col">{both(name)}</th>' for name in names)
    table = (
        f'<div class="wide" tabindex="0" role="group" aria-label="Passages"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
    return f'<ul class="reasons">{reasons}</ul>{table if hits else ""}'


def _reasons(answer: Answer, examined: Examined) -> list[str]:
    evidence, question = examined.evidence, examined.question
    told = [both("grounds_understood", question=question.topic)]
    if answer.status == "info":
        return [both("grounds_info")]
    if question.people:
        told.append(both("grounds_people", people=", ".join(question.people)))
    if question.strangers:
        told.append(both("grounds_strangers", people=", ".join(question.strangers)))
    if not examined.found.hits:
        return [*told, both("grounds_nothing")]
    told.append(both("grounds_searched", passages=str(examined.found.size)))
    sure, bar = f"{100 * evidence.probability:.0f}%", f"{100 * evidence.threshold:.0f}%"
    told.append(both("grounds_enough" if evidence.enough else "grounds_too_little", sure=sure, bar=bar))
    if evidence.features.get("missing"):
        told.append(both("grounds_missing"))
    if evidence.features.get("lead", 0.0) > 0 and not evidence.enough:
        told.append(both("grounds_lead"))
    return told


def _row(place: int, hit: Hit, answer: Answer) -> str:
    cited = [c.number for c in answer.citations if _overlap(hit, c.source, c.start, c.end)]
    marks = "".join(f'<span class="marker">{number}</span>' for number in cited)
    words = hit.text.split()
    text = " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
    stages = "".join(f"<td>{hit.stages.get(name, 0.0):.2f}</td>" for name in ("late", "source"))
    return (
        f"<tr{' class=used' if cited else ''}><td>{place}</td><td>{chips(hit.authors)} {marks}"
        f'<span class="of" dir="auto">{escape(hit.title)}</span><span class="snippet" dir="auto"'
        f' lang="{escape(hit.language)}">{escape(text)}</span></td>{stages}<td>{hit.score:.1f}</td></tr>'
    )


def _overlap(hit: Hit, source: str, start: int, end: int) -> bool:
    return hit.source == source and hit.start < end and start < hit.end
