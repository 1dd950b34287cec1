"""The folder of a run: its manifest, and a block of results for each part of the input."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from detente.errors import SettingError, StoreError
from detente.reading import Part, Remark, Unread, parts_of
from detente.storage import Entry, Run, read_entries, write_entries

__all__ = [
    "PART_ROWS",
    "Block",
    "Plan",
    "missing",
    "open_plan",
    "read_block",
    "write_block",
]

PART_ROWS = 512
"""Rows in a part, where a file can be cut: a minute or two of work, all that a kill can lose."""

_MANIFEST = "manifest.json"
_REPORT = "report.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: the parts of the input in order, and where their blocks go.

    `published` is the date of documents that bring none.
    """

    folder: Path
    run: Run
    published: date | None
    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...] = ()

    def block(self, part: Part) -> Path:
        """Return the folder of a part's block; its name changes with all that decides its rows."""
        decides = json.dumps([asdict(part), str(self.published), self.run.id], sort_keys=True)
        key = hashlib.blake2b(decides.encode(), digest_size=8).hexdigest()
        return self.folder / f"block-{key}"


@dataclass(frozen=True, slots=True)
class Block:
    """What became of a part: its documents in order, what could not be read, and remarks."""

    entries: Sequence[Entry]
    unread: Sequence[Unread]
    remarks: Sequence[Remark]


def open_plan(
    folder: Path,
    inputs: Iterable[str | Path],
    run: Run,
    *,
    published: date | None = None,
    part_rows: int = PART_ROWS,
) -> Plan:
    """Return the plan for `inputs` and write it to the folder's manifest.

    A folder that holds blocks already is gone on with: files may have been added, changed or
    dropped since.

    Raises:
        InputError: a path is missing or cannot be read.
        SettingError: the folder holds the work of another version, lexicon or date, or is none.
    """
    folder = folder.absolute()
    found = list(parts_of(inputs, rows_at_least=part_rows, published=published))
    parts = tuple(one for one in found if isinstance(one, Part))
    remarks = tuple(one for one in found if isinstance(one, Remark))
    plan = Plan(folder, run, published, parts, remarks)
    manifest = {
        "format": _FORMAT,
        "run": asdict(run),
        "published": published.isoformat() if published else None,
        "blocks": [{"block": plan.block(part).name, **asdict(part)} for part in parts],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_other(folder / _MANIFEST, manifest)
        beside = folder / f".{_MANIFEST}.{uuid.uuid4().hex}.part"
        beside.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
        beside.replace(folder / _MANIFEST)
    except OSError as error:
        raise SettingError(f"{folder}: cannot be written to: {error.strerror or error}") from None
    return plan


def _refuse_other(path: Path, manifest: dict[str, object]) -> None:
    if not path.exists():
        return
    try:
        former = json.loads(path.read_text("utf-8"))
        same = all(former[name] == manifest[name] for name in ("format", "run", "published"))
    except (ValueError, KeyError, TypeError):
        raise SettingError(f"{path}: is no manifest of detente; name another folder") from None
    if not same:
        raise SettingError(
            f"{path.parent}: holds the work of another version, lexicon or --published; "
            "name another folder"
        )


def missing(plan: Plan) -> list[Part]:
    """Return the parts whose blocks are not there, in order."""
    there = {path.name for path in plan.folder.iterdir()}
    return [part for part in plan.parts if plan.block(part).name not in there]


def write_block(place: Path, block: Block) -> None:
    """Write a block, whole or not at all; one that is there already stays.

    Raises:
        OSError: it cannot be written.
    """
    with _beside(place) as folder:
        write_entries(block.entries, folder)
        report = {
            "unread": [asdict(one) for one in block.unread],
            "remarks": [asdict(one) for one in block.remarks],
        }
        (folder / _REPORT).write_text(json.dumps(report, ensure_ascii=False), "utf-8")


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """Give a folder to write to, and move it to its place when all went well."""
    beside = place.with_name(f".{place.name}.{uuid.uuid4().hex}.part")
    beside.mkdir()
    try:
        yield beside
        for path in (*beside.iterdir(), beside):
            _to_disk(path)
        try:
            beside.rename(place)
        except OSError:
            if not place.exists():  # else another worker was faster, with the same result
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _to_disk(path: Path) -> None:
    """Have the system write what it holds of a file or folder, before it gets its name."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_block(place: Path) -> Block:
    """Return a block.

    Raises:
        StoreError: it is damaged; delete its folder, and it is made again.
    """
    try:
        report = json.loads((place / _REPORT).read_text("utf-8"))
        unread = [Unread(**one) for one in report["unread"]]
        remarks = [Remark(**one) for one in report["remarks"]]
        return Block(list(read_entries(place)), unread, remarks)
    except (StoreError, OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{place}: is damaged ({error}); delete it and run again") from None
