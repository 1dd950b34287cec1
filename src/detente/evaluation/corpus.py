"""A benchmark's files as published: found, read as text or XML, and named by a digest."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["digest_of", "find_files", "read_text", "read_xml", "refuse"]

_SHOWN = 5
"""Faults of one file that are told; the rest are counted."""


def find_files(path: Path, suffixes: tuple[str, ...]) -> tuple[Path, ...]:
    """Return a file itself, or all files of a folder with these suffixes, names in order.

    Raises:
        InputError: there is no such file or folder, or the folder holds no such file.
    """
    if path.is_file():
        return (path,)
    if not path.is_dir():
        raise InputError(f"{path}: no such file or folder; give the benchmark's file as published")
    inside = (p for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(suffixes))
    found = tuple(sorted(inside, key=lambda p: p.relative_to(path).as_posix()))
    if not found:
        raise InputError(f"{path}: holds no file that ends in {' or '.join(suffixes)}")
    return found


def digest_of(files: Iterable[Path]) -> str:
    """Return sixteen hexadecimal digits that change when any file's content or the order does.

    Names do not count, so that a corpus may lie anywhere.
    """
    sum_ = hashlib.blake2b(digest_size=8)
    for path in files:
        content = path.read_bytes()
        sum_.update(len(content).to_bytes(8, "big"))
        sum_.update(content)
    return sum_.hexdigest()


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, gzipped or not, every character kept.

    Raises:
        InputError: the file cannot be read, or is no UTF-8.
    """
    try:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        return content.decode("utf-8").removeprefix("\ufeff")
    except (OSError, EOFError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 at byte {error.start}; save it as UTF-8") from None


def read_xml(path: Path) -> Element:
    """Return the root of an XML file, gzipped or not.

    Raises:
        InputError: the file cannot be read, or is not well-formed XML.
    """
    from xml.etree import ElementTree

    try:
        return ElementTree.fromstring(read_text(path).encode("utf-8"))
    except ElementTree.ParseError as error:
        line, column = error.position
        raise InputError(f"{path}:{line}:{column}: is not well-formed XML: {error}") from None


def refuse(path: Path, faults: list[str]) -> None:
    """Say what is wrong in a file, the first few faults in full; do nothing if there are none.

    Raises:
        InputError: there are faults.
    """
    if faults:
        shown = "; ".join(faults[:_SHOWN])
        rest = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise InputError(f"{path}: {shown}{rest}")
