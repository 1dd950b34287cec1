"""How fast a million rows are written in each format: python benchmarks/exports.py [ROWS].

The rows are those of `benchmarks/imports.py`. Prints for each format the rows written, the seconds
by the clock and of processor time and the size of the file; then those of reading every `extra`,
of the export as Parquet, the peak of the memory that was resident, and the size of the store.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from imports import make_file

from detente.formats import (
    PARTS,
    import_files,
    load_formats,
    write_format,
    write_partitions,
)
from detente.storage import Store, open_store
from detente.tables import open_lexicon

EXTRAS = "SELECT sum(length(extra)) FROM imported"
COLUMN = "SELECT count(json_extract_string(extra, '$.AvgTone')) FROM imported"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("rows", nargs="?", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    lexicon = open_lexicon()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_file(folder / "rows.tsv", rows, lexicon)
        with open_store(folder / "store.duckdb") as store:
            done = timed("import", lambda: count(store, folder / "rows.tsv"))
            assert done == rows
            for name in load_formats(lexicon):
                out = folder / name
                timed(
                    name,
                    lambda name=name, out=out: (  # type: ignore[misc]
                        write_format(store, out, name, lexicon, dataset="gdelt").rows
                    ),
                    out,
                )
                out.unlink()
            timed("extra", lambda: one(store, EXTRAS))
            timed("AvgTone", lambda: one(store, COLUMN))
            parts = write_partitions
            timed("parquet", lambda: parts(store, folder / "p", PARTS, dataset="gdelt")["events"])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory {peak:,.0f} MiB at most")
        print(f"store  {(folder / 'store.duckdb').stat().st_size / 2**20:,.0f} MiB")


def count(store: Store, path: Path) -> int:
    """Import a file; return how many rows it has."""
    *_, last = import_files(store, [path], "gdelt", open_lexicon())
    return last.rows


def one(store: Store, sql: str) -> int:
    """Return the only figure of a query."""
    ((figure,),) = store.connection.execute(sql).fetchall()
    return int(figure)


def timed(name: str, work: Callable[[], int], out: Path | None = None) -> int:
    """Do a piece of work and print a line on it; return its figure."""
    clock, processor = time.perf_counter(), time.process_time()
    figure = work()
    took, spent = time.perf_counter() - clock, time.process_time() - processor
    size = f"{out.stat().st_size / 2**20:9,.0f} MiB" if out else ""
    print(f"{name:15}{figure:15,} {took:8.1f} s {spent:8.1f} s of processor time {size}")
    return figure


if __name__ == "__main__":
    main()
