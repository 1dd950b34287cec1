"""`detente annotate`: every layer of every document, one JSON line each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.options import (
    DEFAULT_TIMEOUT_S,
    Inputs,
    Lexicons,
    MinConfidence,
    Pipeline,
    Published,
    Timeout,
    Workers,
    day,
)
from detente.errors import SettingError

if TYPE_CHECKING:
    from detente.model import Annotation

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
    workers: Workers = 0,
    timeout: Timeout = DEFAULT_TIMEOUT_S,
) -> None:
    """Write every layer of every document as JSON, one document a line.

    Example: detente annotate news.jsonl -o layers.jsonl --layers mentions,places
    """
    from detente import reading
    from detente.cli.reporting import Report, progress
    from detente.formats import write_lines
    from detente.model.shapes import LAYERS
    from detente.pipeline import Crew, Order, Tools, batches, fulfil
    from detente.tables import open_lexicon

    finish = partial(_shaped, layers=_layers(layers, LAYERS))
    readings = reading.read(inputs, published=day(published))
    tools = Tools(open_lexicon(lexicon or ()), pipeline, min_confidence)
    report = Report()
    orders = (Order(batch) for batch in batches(report.documents(readings)))

    def shapes() -> Iterator[dict[str, Any]]:
        done = fulfil(orders, tools, finish, Crew(workers, timeout))
        with progress("annotating") as bar:
            shaped = (shape for _, batch in done for shape in batch)
            for number, shape in enumerate(shaped, start=1):
                if "failure" in shape:
                    report.fail(f"{shape['id']}: {shape['failure']}")
                yield shape
                bar.reach(number)

    count = write_lines(shapes(), out)
    raise typer.Exit(report.close(f"annotated {count} documents"))


def _shaped(item: Annotation, layers: tuple[str, ...]) -> dict[str, Any]:
    from detente.model.shapes import annotation_shape

    return annotation_shape(item, layers)


def _layers(asked: str | None, known: tuple[str, ...]) -> tuple[str, ...]:
    if asked is None:
        return known
    names = tuple(name.strip() for name in asked.split(",") if name.strip())
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SettingError(f"no layer {unknown[0]!r}; the layers are {', '.join(known)}")
    return names
