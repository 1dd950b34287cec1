"""`detente import`: other systems' events into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.opening import store_at
from detente.cli.options import DEFAULT_WAIT_S, Lexicons, StoreFile, Wait
from detente.cli.reporting import Counter, note, progress

if TYPE_CHECKING:
    from detente.formats import Imported

__all__ = ["command"]

_NAMED = 1_000  # bad rows named on standard error; all stand in the table `rejected`


def command(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Files to read: plain, in gzip or in ZIP; for parquet, a folder.",
            metavar="FILE...",
        ),
    ],
    kind: Annotated[
        str,
        typer.Option(
            "--format",
            help="gdelt, gdelt1, gdelt-mentions, icews, polecat, acled, ucdp, phoenix, plover or "
            "parquet (a folder that export --partition wrote).",
        ),
    ],
    dataset: Annotated[
        str | None,
        typer.Option(help="The name that queries use; default: the format's."),
    ] = None,
    store: StoreFile = None,
    wait: Wait = DEFAULT_WAIT_S,
    lexicon: Lexicons = None,
) -> None:
    """Read other systems' events into the store, beside our own.

    Every row that cannot be read is named with its file, line and reason, and kept in the
    store's table `rejected`; the others are stored. A file read before is replaced.

    Example: detente import 20240315.export.CSV --format gdelt --store events.duckdb
    """
    from detente.formats import import_files
    from detente.tables import open_lexicon

    report = _Report()
    with store_at(store, wait) as opened:
        with progress("importing", unit="rows") as bar:
            tables = open_lexicon(lexicon or ())
            for step in import_files(opened, files, kind, tables, dataset=dataset):
                report.take(step, bar)
        note(f"{report.summary()}; stored in {opened.path}")
    raise typer.Exit(3 if report.bad else 0)


class _Report:
    """What became of the files, counted and told as it happens."""

    def __init__(self) -> None:
        self.rows = self.bad = self.files = self.known = 0

    def take(self, step: Imported, bar: Counter) -> None:
        """Show how far the import is, and name what could not be read."""
        for place, row in step.bad:
            self.bad += 1
            if self.bad <= _NAMED:
                note(f"failed: {place}:{row.line}: {row.reason}")
        for place in step.western:
            note(f"note: {place}: is not UTF-8, read as Windows-1252")
        bar.reach(self.rows + step.rows)
        if step.known:
            self.known += 1
            note(f"note: {step.file}: was imported before and has not changed")
        elif step.done:
            self.files += 1
            self.rows += step.rows

    def summary(self) -> str:
        """Return the counts as one sentence."""
        parts = [f"{self.rows:,} rows of {self.files} files read"]
        if self.known:
            parts.append(f"{self.known} files unchanged")
        if self.bad > _NAMED:
            parts.append(f"{self.bad:,} rows failed, {_NAMED:,} named above, all in `rejected`")
        elif self.bad:
            parts.append(f"{self.bad:,} rows failed, named above and kept in `rejected`")
        return ", ".join(parts)
