"""`detente export`: the events of a store as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import StoreFile
from detente.cli.reporting import note

__all__ = ["command"]


def command(
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write, - for output.")],
    kind: Annotated[
        str | None,
        typer.Option("--format", help="jsonl, csv or parquet; default: by the suffix."),
    ] = None,
    store: StoreFile = None,
) -> None:
    """Write the events of the store to a file.

    Example: detente export --format csv -o events.csv
    """
    from detente import storage
    from detente.formats import format_of, write_events

    with storage.open_store(store or storage.default_path(), read_only=True) as opened:
        count = write_events(opened.event_shapes(), out, kind or format_of(out))
    note(f"wrote {count} events to {out}")
