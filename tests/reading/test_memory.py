"""Memory stays the same however long a file is: the most that a process of its own ever held."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

WORDS = "The minister met the envoys in the capital on Monday and spoke of the border. " * 50
ROWS = 500
TIMES = 8
MOST = 0.25  # of what the longer file has more; read as a whole it would take all of it

READS = """
import resource, sys
from pathlib import Path
from detente.reading import Remark, Unread, read

def most():
    held = Path("/proc/self/status")  # what the parent held does not count there
    if not held.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    line = next(one for one in held.read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) * 1024

for path in sys.argv[1:]:
    count = sum(not isinstance(one, (Remark, Unread)) for one in read([path]))
    print(count, most())
"""


def csv_of(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write("id,text\n")
        out.writelines(f'{n},"{n} {WORDS}"\n' for n in range(rows))


def lines_of(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(f'{{"id": "{n}", "text": "{n} {WORDS}"}}\n' for n in range(rows))


def parquet_of(path: Path, rows: int) -> None:
    """Write one row group, packed with nothing: it is not to be read as a whole."""
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.table({"text": [f"{n} {WORDS}" for n in range(rows)]})
    options = {"use_dictionary": False, "compression": "none", "row_group_size": rows}
    parquet.write_table(table, path, **options)


def archive_of(path: Path, rows: int) -> None:
    """Write pages between larger records that hold no article."""
    page = f"<html><body><article><p>{WORDS}</p></article></body></html>".encode()
    with path.open("wb") as out:
        for n in range(rows // 50):
            out.write(_record("response", n, "text/html", page))
            out.write(_record("response", n, "image/png", bytes(400_000)))


def _record(kind: str, number: int, media: str, body: bytes) -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://example.org/{number}\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-03-14T00:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n"
    return head.encode() + b"\r\n" + answer + b"\r\n\r\n"


FILES: list[tuple[str, Callable[[Path, int], None], int]] = [
    # suffix, what writes it, documents of the shorter file
    (".csv", csv_of, ROWS),
    (".jsonl", lines_of, ROWS),
    (".parquet", parquet_of, ROWS),
    (".warc", archive_of, ROWS // 50),
]


@pytest.mark.parametrize(("suffix", "write", "documents"), FILES, ids=[one[0] for one in FILES])
def test_a_longer_file_takes_no_more_memory(
    tmp_path: Path, suffix: str, write: Callable[[Path, int], None], documents: int
) -> None:
    short, long = tmp_path / f"short{suffix}", tmp_path / f"long{suffix}"
    write(short, ROWS)
    write(long, ROWS * TIMES)
    command = [sys.executable, "-c", READS, str(short), str(long)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (count, before), (counts, after) = (map(int, line.split()) for line in done.stdout.splitlines())
    assert (count, counts) == (documents, documents * TIMES)
    assert after - before < MOST * (long.stat().st_size - short.stat().st_size)
