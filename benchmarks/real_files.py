"""Reads others' real files and says of each what was read, named as unreadable, lost or changed.

    python benchmarks/real_files.py FOLDER [--all]

FOLDER holds `tables` (rows of ICEWS and GDELT, records in PLOVER's JSON) and `reading` (web
archives, feeds and web pages). Tables are imported and written again in their own format; rows
and cells are compared with what Python's own csv and json see in the file. In web archives the
headers of records are counted in the unpacked bytes; every record is to be a document, left out
with its kind, or named. Pages are summed by folder, but for those that are named; `--all` shows
each. Exit code 1 tells that something was lost or changed.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import re
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from detente.errors import InputError
from detente.formats import import_files, load_formats, write_format
from detente.reading import Remark, Unread, read
from detente.storage import open_store
from detente.tables import Lexicon, open_lexicon

FORMS = {
    # what a file's name begins with: its format
    "icews_events": "icews",
    "gdelt2_mentions": "gdelt-mentions",
    "gdelt1_rows": "gdelt1",
    "dedi_icews": "plover",
    "icews_to_jsonl": "plover",
}
ARC_HEADER = re.compile(rb"(?m)^(?:filedesc|https?)://.* \d{14} \S+ \d+\r?$")
WARC_HEADER = re.compile(rb"(?m)^WARC/1\.[01]\r?$")
LEFT_OUT = re.compile(r"(?:: |, )(\d[\d,]*) ")
ENTRY = re.compile(rb"<(?:item|entry)[ >]")

Row = dict[str, str]


@dataclass
class Report:
    """What became of one file: what it holds, what of it was read, what was named."""

    name: str
    held: int | None
    read: int
    left_out: int = 0
    named: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """How much is neither read nor left out nor named."""
        if self.held is None:
            return 0
        return max(0, self.held - self.read - self.left_out - len(self.named))

    def __str__(self) -> str:
        """Return the figures on one line."""
        held = "-" if self.held is None else f"{self.held:,}"
        figures = (f"{self.read:,}", f"{self.left_out:,}", str(len(self.named)), str(self.lost))
        cells = "".join(f"{one:>9}" for one in (held, *figures, str(len(self.changed))))
        return f"{self.name:52}{cells}"


def main() -> None:
    """Read everything and print a line for each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    heads = ("holds", "read", "left out", "named", "lost", "changed")
    print(f"{'file':52}" + "".join(f"{head:>9}" for head in heads))
    sound = True
    for report in (
        *tables(asked.folder / "tables"),
        *texts(asked.folder / "reading", every=asked.all),
    ):
        print(report)
        for line in (*report.named, *report.changed):
            print(f"    {line}")
        sound = sound and not report.lost and not report.changed
    sys.exit(0 if sound else 1)


def tables(folder: Path) -> Iterator[Report]:
    """Yield what became of each table."""
    lexicon = open_lexicon()
    for path in sorted(folder.iterdir()):
        form = next((form for begin, form in FORMS.items() if path.name.startswith(begin)), None)
        if form:
            yield table(path, form, lexicon)


def table(path: Path, name: str, lexicon: Lexicon) -> Report:
    """Return what became of a table that is read and written again."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, path.name), Path(folder, "again")
        source.write_bytes(rows_of_python(path) if path.suffix == ".txt" else path.read_bytes())
        with open_store(None) as store:
            steps = list(import_files(store, [source], name, lexicon))
            write_format(store, out, name, lexicon, dataset=name)
        bad = {one.line: one.reason for step in steps for _, one in step.bad}
        names = load_formats(lexicon)[name].names
        before, after = seen(source, names), list(seen(out, names).values())
    report = Report(path.name, len(before), len(after))
    report.named = [f"line {line}: {reason}" for line, reason in bad.items()]
    kept = [row for line, row in before.items() if line not in bad]
    for old, new in zip(kept, after, strict=False):
        report.changed += [
            f"{key}: {old[key]!r}, then {new.get(key)!r}" for key in old if old[key] != new.get(key)
        ]
    return report


def rows_of_python(path: Path) -> bytes:
    """Return the rows that a Python file quotes, or the file as it is if it is none."""
    text = path.read_text("utf-8")
    if ".py" not in path.suffixes:
        return text.encode()
    found = ast.literal_eval(text[text.index("{") :])
    return "".join(f"{row}\n" for row in found.values()).encode()


def seen(path: Path, names: Sequence[str]) -> dict[int, Row]:
    """Return the rows of a file, by their lines, as Python sees them: cells by column."""
    text = path.read_text("utf-8")
    if text.lstrip().startswith("{"):
        return dict(enumerate(objects(text)))
    first = text.splitlines()[0]
    sign = "\t" if "\t" in first else ","
    with path.open(encoding="utf-8", newline="") as handle:
        plain = csv.reader(handle, delimiter=sign, quoting=csv.QUOTE_NONE)
        reader = plain if sign == "\t" else csv.reader(handle)
        found = {}
        for row in reader:
            found[reader.line_num] = row
    known = {name.casefold() for name in names}
    head = next(iter(found))
    if known >= {cell.casefold() for cell in found[head]}:
        columns = [cell.casefold() for cell in found.pop(head)]
    else:
        columns = [name.casefold() for name in names]
    return {
        line: dict.fromkeys(columns, "") | dict(zip(columns, row, strict=False))
        for line, row in found.items()
    }


def objects(text: str) -> Iterator[Row]:
    """Yield the objects of JSON that stand one after the other."""
    decoder, at = json.JSONDecoder(), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip(" \r\n,[]"))
        if at >= len(text):
            return
        found, at = decoder.raw_decode(text, at)
        yield {key: json.dumps(value) for key, value in found.items()}


def texts(folder: Path, *, every: bool) -> Iterator[Report]:
    """Yield what became of archives and feeds, and of the pages of every folder."""
    for path in sorted((*(folder / "warc").iterdir(), *(folder / "feeds").iterdir())):
        yield one_text(path, holds(path), f"{path.parent.name}/{path.name}")
    for name in ("article_extraction", "fundus"):
        found = sorted((folder / name).rglob("*.html*"))
        reports = [one_text(path, 1, path.name[:48]) for path in found if path.is_file()]
        yield from (one for one in reports if every)
        whole = Report(f"{name}, pages", len(reports), sum(one.read for one in reports))
        whole.named = [f"{one.name}: {why}" for one in reports for why in one.named]
        yield whole


def one_text(path: Path, held: int | None, name: str) -> Report:
    """Return what became of one file of texts."""
    report, seen_ids = Report(name, held, 0), Counter[str]()
    try:
        for one in read([path]):
            if isinstance(one, Unread):
                report.named.append(f"{one.line or ''} {one.problem}".strip())
            elif isinstance(one, Remark):
                counts = LEFT_OUT.findall(one.problem) if "left out" in one.problem else []
                report.left_out += sum(int(count.replace(",", "")) for count in counts)
            else:
                report.read += 1
                seen_ids[one.id] += 1
    except InputError as error:
        report.named.append(str(error).rpartition(f"{path.name}: ")[2])
    assert max(seen_ids.values(), default=0) <= 1, "ids are told apart"
    return report


def holds(path: Path) -> int | None:
    """Return how many records or entries a file has by its bytes, None where it has no such."""
    data = unpacked(path.read_bytes())
    if path.parent.name == "warc":
        return len((ARC_HEADER if ".arc" in path.suffixes else WARC_HEADER).findall(data))
    if path.suffix == ".json":
        return len(json.loads(data)["items"])
    return len(ENTRY.findall(data)) or None


def unpacked(data: bytes) -> bytes:
    """Return what stands in the members of a packed file, as far as they can be unpacked."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    parts = []
    while data:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            parts.append(unpacker.decompress(data))
        except zlib.error:
            break
        data = unpacker.unused_data
    return b"".join(parts)


if __name__ == "__main__":
    main()
