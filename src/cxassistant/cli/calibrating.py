"""``calibrate``: learn for an embedding model when to answer, and how much each stage of a search counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxassistant.cli.options import Index, Json, settings_for
from cxassistant.cli.output import make_console, make_table, progress_bar, say, write_json

_EXAMPLES = (
    "Examples:\n\n"
    "  cxassistant calibrate\n\n"
    "  cxassistant calibrate questions.jsonl --index index   (for this index alone)"
)


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("calibrate", epilog=_EXAMPLES)(calibrate)


def calibrate(
    file: Annotated[
        Path | None,
        typer.Argument(help="Questions on your own index: .jsonl or .yaml.", show_default=False),
    ] = None,
    index: Index = None,
    as_json: Json = False,
) -> None:
    """Fit when to answer, for the embedding model that is set.

    Without a file it asks the questions of the package's own collections, for which it makes indexes of its
    own in a temporary folder; that takes some minutes, once for each model. With a file it asks your
    questions of your index, and what it learns holds for that index alone. Use questions that you do not
    judge by, at least some dozens that are answered and some dozens that are not.
    """
    from cxassistant.evaluation.calibrate import calibrate_index, calibrate_model

    settings = settings_for(index=index)
    with progress_bar() as progress:
        made = calibrate_index(settings, file, progress) if file else calibrate_model(settings, progress)
    if as_json:
        write_json({**made.calibration.to_dict(), "refused": made.refused, "path": str(made.path)})
        return
    table = make_table("Questions", "Refused (cross-validated)")
    for group, share in made.refused.items():
        table.add_row(group, f"{share:.1%}")
    make_console().print(table)
    say(f"Calibrated {made.calibration.model_name} on {made.calibration.provenance}. Written to {made.path}.")
