"""`detente annotate`: every layer of every document, one JSON line each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.cli.options import Inputs, Lexicons, MinConfidence, Pipeline, Published, day
from detente.errors import SettingError

__all__ = ["command"]


def command(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("-o", "--out", help="The .jsonl file, - for output.")],
    published: Published = None,
    layers: Annotated[
        str | None, typer.Option(help="Only these layers, parted by commas.", metavar="L,L")
    ] = None,
    lexicon: Lexicons = None,
    pipeline: Pipeline = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Write every layer of every document as JSON, one document a line.

    Example: detente annotate news.jsonl -o layers.jsonl --layers mentions,places
    """
    from detente import reading
    from detente.cli.reporting import Report, progress
    from detente.formats import write_lines
    from detente.model.shapes import LAYERS, annotation_shape
    from detente.pipeline import annotate, load_stages
    from detente.tables import open_lexicon

    wanted = _layers(layers, LAYERS)
    readings = reading.read(inputs, published=day(published))
    tables = open_lexicon(lexicon or ())
    stages = load_stages(tables, pipeline=pipeline, min_confidence=min_confidence)
    report = Report()

    def shapes() -> Iterator[dict[str, Any]]:
        with progress("annotating") as bar:
            for number, item in enumerate(annotate(report.documents(readings), stages), start=1):
                if item.failure:
                    report.fail(f"{item.document.id}: {item.failure}")
                yield annotation_shape(item, wanted)
                bar.reach(number)

    count = write_lines(shapes(), out)
    raise typer.Exit(report.close(f"annotated {count} documents"))


def _layers(asked: str | None, known: tuple[str, ...]) -> tuple[str, ...]:
    if asked is None:
        return known
    names = tuple(name.strip() for name in asked.split(",") if name.strip())
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SettingError(f"no layer {unknown[0]!r}; the layers are {', '.join(known)}")
    return names
