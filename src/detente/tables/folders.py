"""A lexicon as an ordered list of folders, and the fingerprint of what they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

from detente.errors import Fault, InputError, TableError
from detente.tables.blocks import Block, read_toml
from detente.tables.rows import Row, read_csv

__all__ = ["Lexicon", "open_lexicon", "shipped_folder"]

TABLES = (".toml", ".csv")


@dataclass(frozen=True)
class Lexicon:
    """Folders of tables; the first is the shipped one, later ones add to it and win."""

    folders: tuple[Path, ...]

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that change when any table changes."""
        sum_ = hashlib.blake2b(digest_size=8)
        for folder in self.folders:
            for path in sorted(p for p in folder.rglob("*") if p.suffix in TABLES):
                sum_.update(path.relative_to(folder).as_posix().encode())
                sum_.update(path.read_bytes())
        return sum_.hexdigest()

    def files(self, pattern: str) -> list[Path]:
        """Return the files that fit a glob pattern, folder by folder, names in order."""
        return [path for folder in self.folders for path in sorted(folder.glob(pattern))]

    def rows(self, pattern: str, row_type: type[Row]) -> list[Row]:
        """Return the rows of all CSV files that fit `pattern`, in order.

        Raises:
            TableError: rows are wrong; all faults of all files are listed.
        """
        return [row for _, _, row in self.numbered_rows(pattern, row_type)]

    def numbered_rows(self, pattern: str, row_type: type[Row]) -> list[tuple[Path, int, Row]]:
        """Return rows with their file and line number, for checks that name the row.

        Raises:
            TableError: rows are wrong; all faults of all files are listed.
        """
        faults: list[Fault] = []
        found = [
            (path, line, row)
            for path in self.files(pattern)
            for line, row in read_csv(path, row_type, faults)
        ]
        if faults:
            raise TableError(faults)
        return found

    def blocks(self, pattern: str, name: str, block_type: type[Block]) -> list[Block]:
        """Return the `[[name]]` blocks of all TOML files that fit `pattern`.

        A block with the `id` of an earlier one replaces it, keeping its place.

        Raises:
            TableError: blocks are wrong; all faults of all files are listed.
        """
        kept: dict[object, Block] = {}
        for path, line, block in self.numbered_blocks(pattern, name, block_type):
            kept[getattr(block, "id", (path, line))] = block
        return list(kept.values())

    def numbered_blocks(
        self, pattern: str, name: str, block_type: type[Block]
    ) -> list[tuple[Path, int, Block]]:
        """Return blocks with their file and line number, for checks that name the block.

        Raises:
            TableError: blocks are wrong; all faults of all files are listed.
        """
        faults: list[Fault] = []
        found = [
            (path, line, block)
            for path in self.files(pattern)
            for line, block in read_toml(path, name, block_type, faults)
        ]
        if faults:
            raise TableError(faults)
        return found


def shipped_folder() -> Path:
    """Return the folder of tables that comes with the package."""
    return Path(str(resources.files("detente") / "data"))


def open_lexicon(extra: Iterable[str | Path] = ()) -> Lexicon:
    """Return the shipped lexicon with a user's folders on top.

    Raises:
        InputError: a folder does not exist.
    """
    folders = [shipped_folder(), *map(Path, extra)]
    for folder in folders:
        if not folder.is_dir():
            raise InputError(f"{folder}: no such lexicon folder; give a folder of TOML and CSV")
    return Lexicon(tuple(folders))
