"""Importing takes about the same memory however many rows there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from detente.formats import load_formats
from detente.tables import Lexicon

ROWS = 40_000
TIMES = 3
MOST = 0.5  # of what the longer file has more; read as a whole it would take all of it

IMPORTS = """
import resource, sys
from pathlib import Path
from detente.formats import import_files, importing
from detente.storage import open_store
from detente.tables import open_lexicon

importing._ROWS = 8_000  # some batches of either file
importing._MEMORY = "64MB"  # what the database may hold of its file

def most():
    held = Path("/proc/self/status")  # what the parent held does not count there
    if not held.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    line = next(one for one in held.read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) * 1024

store, name, *paths = sys.argv[1:]
with open_store(Path(store)) as opened:
    for path in paths:
        *_, last = import_files(opened, [Path(path)], name, open_lexicon())
        print(last.rows, most())
"""


def write(path: Path, name: str, rows: int, lexicon: Lexicon) -> None:
    """Write rows that differ in their number, day and address."""
    form = load_formats(lexicon)[name]
    with path.open("w", encoding="utf-8") as out:
        if form.header:
            out.write("\t".join(form.names) + "\n")
        for n in range(rows):
            cells = {
                "GLOBALEVENTID": str(n),
                "SQLDATE": f"2024{n % 12 + 1:02}14",
                "Actor1Name": f"SOMEBODY {n % 999}",
                "Actor1CountryCode": "FRA",
                "EventCode": "0871",
                "SOURCEURL": f"https://example.org/{n}/" + "a-long-address" * 120,
            }
            out.write("\t".join(cells.get(column, "") for column in form.names) + "\n")


def test_more_rows_take_no_more_memory(lexicon: Lexicon, tmp_path: Path) -> None:
    short, long = tmp_path / "short", tmp_path / "long"
    write(short, "gdelt", ROWS, lexicon)
    write(long, "gdelt", ROWS * TIMES, lexicon)
    command = [sys.executable, "-c", IMPORTS, str(tmp_path / "store"), "gdelt"]
    done = subprocess.run(
        [*command, str(short), str(long)], capture_output=True, text=True, check=True
    )
    (rows, before), (more, after) = (map(int, line.split()) for line in done.stdout.splitlines())
    assert (rows, more) == (ROWS, ROWS * TIMES)
    assert after - before < MOST * (long.stat().st_size - short.stat().st_size)
