"""`detente export`: the events of a store as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.filtering import filtered
from detente.cli.opening import shelved_at, store_at
from detente.cli.options import DEFAULT_WAIT_S, Lexicons, StoreFile, Wait
from detente.cli.reporting import note, sure_enough
from detente.errors import SettingError
from detente.model import FILTERS, OWN, Asked, fields_of

if TYPE_CHECKING:
    from detente.storage import Selection, Store
    from detente.tables import Lexicon

__all__ = ["command"]

_WHOLE = frozenset({"dataset", "confidence"})
"""Filters that every way of writing knows; for the others the store needs its shelf."""


@filtered(FILTERS, shorthands=False, older=True)
def command(
    asked: Asked,
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write, - for output.")],
    kind: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="jsonl, csv or parquet (default: by the suffix), or another system's: gdelt, "
            "gdelt1, gdelt-mentions, icews, polecat, acled, ucdp, phoenix or plover.",
        ),
    ] = None,
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
) -> None:
    """Write the events of the store to a file, in our columns or another system's.

    The filters are those of the page and the REST API; of several values of one any will do. What
    is less sure than --confidence, and what another system cannot hold, is left out and counted on
    standard error. With --partition the events and mentions of a dataset are written as a folder,
    which import reads back.

    Example: detente export --format gdelt --dyad FRA,RUS --since 2016-10-01 -o events.tsv
    """
    from detente.formats import format_of
    from detente.tables import open_lexicon

    if not 0.0 <= asked.confidence <= 1.0:
        raise SettingError(f"--confidence {asked.confidence} is not between 0 and 1")
    if partition is not None:
        _write_partitions(store, wait, out, kind, partition, asked)
        return
    tables = open_lexicon(lexicon or ())
    name = kind or format_of(out)
    with _opened(store, wait, asked) as opened:
        _write(opened, out, name, asked, _selection(opened, asked, tables), tables)


def _opened(store: Path | None, wait_s: float, asked: Asked) -> Store:
    return shelved_at(store, wait_s) if _chosen(asked) else store_at(store, wait_s, read_only=True)


def _chosen(asked: Asked) -> list[str]:
    """Return the filters set that only the shelf answers."""
    return [name for name, _ in fields_of(asked) if name not in _WHOLE]


def _selection(opened: Store, asked: Asked, tables: Lexicon) -> Selection | None:
    """Return what is asked for but how sure it is, which the writers count; None for everything."""
    from detente import analysis

    found = analysis.selection_of(replace(asked, confidence=0.0), opened, tables)
    return found if _chosen(asked) else None


def _write(
    opened: Store,
    out: Path,
    name: str,
    asked: Asked,
    selection: Selection | None,
    tables: Lexicon,
) -> None:
    from detente.formats import FORMATS, write_events, write_format
    from detente.storage import chosen_shapes

    if name in FORMATS:
        if asked.dataset != OWN:
            raise SettingError(f"{name} holds our own events only; give another --format")
        found = chosen_shapes(opened.connection, selection) if selection else opened.event_shapes()
        note(
            f"wrote {write_events(sure_enough(found, asked.confidence), out, name)} events to {out}"
        )
        return
    done = write_format(
        opened,
        out,
        name,
        tables,
        dataset=asked.dataset,
        selection=selection,
        min_confidence=asked.confidence,
    )
    note(f"wrote {done.rows:,} rows to {out}")
    for reason, count in done.left_out.items():
        note(f"left out {count:,}: {reason}")


def _write_partitions(
    store: Path | None, wait_s: float, out: Path, kind: str | None, partition: str, asked: Asked
) -> None:
    """Write a whole dataset as a folder of Parquet.

    Raises:
        SettingError: a filter or another format is given with it.
    """
    from detente.formats import write_partitions

    if kind not in (None, "parquet"):
        raise SettingError(f"--partition is for parquet, not for {kind}")
    if chosen := _chosen(asked):
        raise SettingError(f"--partition writes a whole dataset; leave out --{chosen[0]}")
    parts = [part.strip() for part in partition.split(",")]
    with store_at(store, wait_s, read_only=True) as opened:
        counts = write_partitions(
            opened, out, parts, dataset=asked.dataset, min_confidence=asked.confidence
        )
    told = " and ".join(f"{count:,} {what}" for what, count in counts.items())
    note(f"wrote {told} to {out}")
