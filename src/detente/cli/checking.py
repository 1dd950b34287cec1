"""`detente check`: a lexicon folder validated, and its examples run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import Pipeline
from detente.cli.reporting import note

__all__ = ["command"]


def command(
    folder: Annotated[
        Path | None, typer.Argument(help="Your lexicon folder; default: the shipped one.")
    ] = None,
    pipeline: Pipeline = None,
) -> None:
    """Check every table of a lexicon folder and run the examples of its rules.

    The examples are coded by the lexicon alone, without the relation model.

    Example: detente check my-lexicon
    """
    from detente.errors import TableError
    from detente.pipeline import load_stages, prove
    from detente.tables import open_lexicon, shipped_folder

    lexicon = open_lexicon([folder] if folder else [])
    stages = load_stages(lexicon, pipeline=pipeline, relations=False)
    proof = prove(lexicon, folder or shipped_folder(), stages)
    if proof.faults:
        note(f"{len(proof.faults)} of {proof.examples} examples fail")
        raise TableError(proof.faults)
    print(f"all tables are right; {proof.examples} examples give what they say")
