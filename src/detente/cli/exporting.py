"""`detente export`: the events of a store as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.opening import store_at
from detente.cli.options import DEFAULT_WAIT_S, Lexicons, MinConfidence, StoreFile, Wait
from detente.cli.reporting import note, sure_enough

__all__ = ["command"]


def command(
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write, - for output.")],
    kind: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="jsonl, csv or parquet (default: by the suffix), or another system's: gdelt, "
            "gdelt1, gdelt-mentions, icews, polecat, acled, ucdp, phoenix or plover.",
        ),
    ] = None,
    dataset: Annotated[
        str, typer.Option(help="The events to write: ours, or an imported dataset by its name.")
    ] = "own",
    partition: Annotated[
        str | None,
        typer.Option(
            help="Write a folder of Parquet, parted by year or by year,month; any dataset.",
            metavar="year,month",
        ),
    ] = None,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    lexicon: Lexicons = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Write the events of the store to a file, in our columns or another system's.

    What another system cannot hold is left out and counted on standard error. With --partition
    the events and mentions of a dataset are written as a folder, which import reads back.

    Example: detente export --format gdelt -o events.tsv
    """
    from detente.errors import SettingError
    from detente.formats import FORMATS, format_of, write_events, write_format, write_partitions
    from detente.tables import open_lexicon

    with store_at(store, wait, read_only=True) as opened:
        if partition is not None:
            if kind not in (None, "parquet"):
                raise SettingError(f"--partition is for parquet, not for {kind}")
            parts = [part.strip() for part in partition.split(",")]
            counts = write_partitions(
                opened, out, parts, dataset=dataset, min_confidence=min_confidence
            )
            told = " and ".join(f"{count:,} {what}" for what, count in counts.items())
            note(f"wrote {told} to {out}")
            return
        name = kind or format_of(out)
        if name in FORMATS:
            if dataset != "own":
                raise SettingError(f"{name} holds our own events only; give another --format")
            events = sure_enough(opened.event_shapes(), min_confidence)
            note(f"wrote {write_events(events, out, name)} events to {out}")
            return
        done = write_format(
            opened,
            out,
            name,
            open_lexicon(lexicon or ()),
            dataset=dataset,
            min_confidence=min_confidence,
        )
    note(f"wrote {done.rows:,} rows to {out}")
    for reason, count in done.left_out.items():
        note(f"left out {count:,}: {reason}")
