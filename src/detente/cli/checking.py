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

    Besides cells that cannot be read it finds, in the tables of actors, unknown codes, dates
    the wrong way round, two people in one office at once, and names that two rows claim.
    The examples are coded by the lexicon alone, without the relation model.

    Example: detente check my-lexicon
    """
    from detente.actors import review
    from detente.errors import TableError
    from detente.pipeline import load_stages, prove
    from detente.tables import open_lexicon, shipped_folder

    lexicon = open_lexicon([folder] if folder else [])
    checked = folder or shipped_folder()
    clashes = [fault for fault in review(lexicon) if Path(fault.file).is_relative_to(checked)]
    stages = load_stages(lexicon, pipeline=pipeline, relations=False)
    proof = prove(lexicon, checked, stages)
    if proof.faults:
        note(f"{len(proof.faults)} of {proof.examples} examples fail")
    if clashes or proof.faults:
        raise TableError([*clashes, *proof.faults])
    print(f"all tables are right; {proof.examples} examples give what they say")
