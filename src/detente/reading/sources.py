"""Paths to documents: which reader takes a path, folders, standard input, ids told apart."""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TypeAlias

from detente.errors import InputError
from detente.model import Document
from detente.reading import (
    archives,
    columnar,
    encoding,
    feeds,
    packed,
    plain,
    rows,
    spreadsheet,
    webpage,
)
from detente.reading.documents import whole
from detente.reading.records import Origin, Reading, Remark, Unread, UnreadableError

__all__ = ["SUFFIXES", "Ids", "Input", "inputs_of", "opened", "read", "told_apart"]

Reader: TypeAlias = Callable[[BinaryIO, Origin], Iterator[Reading]]

READERS: dict[str, Reader] = {
    ".txt": plain.documents,
    ".md": plain.documents,
    ".html": webpage.documents,
    ".htm": webpage.documents,
    ".jsonl": rows.documents,
    ".ndjson": rows.documents,
    ".json": rows.from_json,
    ".csv": spreadsheet.from_csv,
    ".tsv": spreadsheet.from_tsv,
    ".parquet": columnar.from_parquet,
    ".rss": feeds.documents,
    ".atom": feeds.documents,
    ".xml": feeds.documents,
    ".warc": archives.documents,
    ".arc": archives.documents,
}
SUFFIXES = (*READERS, ".gz")
"""The suffixes of files that can be read, in any case; `.gz` behind any other."""

ARCHIVES = frozenset({".warc", ".arc"})

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One file, or standard input or a pipe (`reader` None: bytes tell the kind)."""

    path: Path | None
    origin: Origin
    reader: Reader | None


def read(
    paths: Iterable[str | Path], *, published: date | None = None
) -> Iterator[Document | Unread | Remark]:
    """Return the documents of files, folders and standard input ("-"), in order, as a stream.

    `published` is the date of documents that bring none; None leaves them without. A file or
    row that cannot be read comes as an `Unread`, a `Remark` before the document it is about.
    Folders are walked with names in order; files in them of other kinds are counted in a
    `Remark`, hidden ones left alone. Ids that come again get `#2`, `#3` and so on; for that the
    ids, and nothing else, are kept in memory.

    Raises:
        InputError: a path is missing or cannot be read by its suffix (before anything is
            read), or the only input is no document at all.
    """
    named = [paths] if isinstance(paths, str | Path) else [*paths]
    found = inputs_of(named, published=published)
    alone = len(named) == 1 and not Path(named[0]).is_dir()
    ids = Ids()
    return chain.from_iterable(_readings(one, ids, alone=alone) for one in found)


def inputs_of(
    paths: Iterable[str | Path], *, published: date | None = None
) -> Iterator[Input | Reading]:
    """Return the files of paths and folders in order, with remarks on what is left out.

    Raises:
        InputError: as in `read`, before anything is read.
    """
    named = [*paths]
    if not named:
        raise InputError("no input; give files, folders, or - for standard input")
    for path in named:
        _check(path)
    return chain.from_iterable(_inputs(path, published) for path in named)


def _check(path: str | Path) -> None:
    if str(path) == STANDARD_INPUT:
        return
    path = Path(path)
    try:
        path.stat()
    except (OSError, ValueError):
        raise InputError(f"{whole(str(path))}: no such file or folder within reach") from None
    kinds = ", ".join(SUFFIXES)
    if path.is_dir() and not any(isinstance(one, Input) for one in _of_folder(path, None)):
        raise InputError(f"{path}: no file here can be read; the suffixes are {kinds}")
    if path.is_file() and _reader_for(path) is None:
        what = f"the suffix {path.suffix!r} is not known" if path.suffix else "it has no suffix"
        raise InputError(f"{path}: {what}; the suffixes are {kinds}")


def _inputs(path: str | Path, published: date | None) -> Iterator[Input | Reading]:
    if str(path) == STANDARD_INPUT:
        yield Input(None, Origin(name="standard input", stem="stdin", published=published), None)
    elif (path := Path(path)).is_dir():
        yield from _of_folder(path, published)
    else:
        origin = Origin(name=whole(str(path)), stem=whole(_bare(path).name), published=published)
        reader = _reader_for(path) if path.is_file() else None
        yield Input(path, origin, reader)


def _reader_for(path: Path) -> Reader | None:
    """Return what reads a file of this name, None when its suffix is not known."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if ARCHIVES.intersection(suffixes[-3:]):  # .warc.gz, and .warc.gz.open of a crawl that goes on
        return archives.documents
    if suffixes[-1:] == [".gz"]:
        inner = READERS.get("".join(suffixes[-2:-1]))
        return partial(packed.documents, read=inner) if inner else None
    return READERS.get(path.suffix.lower())


def _bare(path: Path) -> Path:
    """Return the path without its suffix, that of packing included."""
    inner = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return inner.with_suffix("")


def _of_folder(folder: Path, published: date | None) -> Iterator[Input | Reading]:
    others: Counter[str] = Counter()
    unlisted: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=unlisted.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files = [Path(place, name) for name in sorted(names) if not name.startswith(".")]
        known = [file for file in files if _reader_for(file)]
        others.update(file.suffix.lower() for file in files if file not in known)
        yield from _named_apart(folder, known, published)
    top = Origin(name=whole(str(folder)), stem="")
    for error in unlisted:
        yield top.unread(None, f"the folder {error.filename} cannot be listed: {error.strerror}")
    if others:
        yield top.remark(None, _left_out(others))


def _named_apart(folder: Path, files: list[Path], published: date | None) -> Iterator[Input]:
    """Yield files with their path in the folder as stem, with the suffix only where needed."""
    stems = Counter(_bare(file).name for file in files)
    for file in files:
        short = file if stems[_bare(file).name] > 1 else _bare(file)
        stem = whole(short.relative_to(folder).as_posix())
        origin = Origin(name=whole(str(file)), stem=stem, published=published)
        yield Input(file, origin, _reader_for(file))


def _left_out(others: Counter[str]) -> str:
    kinds = ", ".join(f"{count:,} {suffix or 'without'}" for suffix, count in others.most_common())
    return f"files of other kinds left out, by suffix: {kinds}; read are {', '.join(SUFFIXES)}"


class Ids:
    """Ids given so far, so that none is given twice."""

    def __init__(self) -> None:
        """Begin with none given."""
        self._given: set[str] = set()
        self._copies: dict[str, int] = {}

    def apart(self, wanted: str) -> str:
        """Return `wanted`, or with `#2`, `#3` ... behind it when it was given before."""
        name = wanted
        while name in self._given:
            self._copies[wanted] = self._copies.get(wanted, 1) + 1
            name = f"{wanted}#{self._copies[wanted]}"
        self._given.add(name)
        return name


def _readings(one: Input | Reading, ids: Ids, *, alone: bool) -> Iterator[Reading]:
    """Yield what one input holds; its faults are raised when it is the only one and all bad."""
    if not isinstance(one, Input):
        yield one
        return
    spoken = False
    try:
        for reading in opened(one):
            spoken = spoken or not isinstance(reading, Remark)
            yield from told_apart(reading, ids, one.origin.name)
    except (UnreadableError, OSError) as error:
        fault = error if isinstance(error, UnreadableError) else _unopened(one.origin, error)
        if alone and not spoken:
            raise fault from None
        yield fault.unread


def _unopened(origin: Origin, error: OSError) -> UnreadableError:
    return UnreadableError(origin, f"cannot be read: {error.strerror or error}")


def told_apart(reading: Reading, ids: Ids, source: str) -> Iterator[Reading]:
    """Yield a reading, a document under an id of its own and after a remark where it got one."""
    if isinstance(reading, Document) and (name := ids.apart(reading.id)) != reading.id:
        problem = f"the id {reading.id!r} came before; this one is {name!r}"
        yield Remark(source=source, problem=problem)
        reading = replace(reading, id=name)
    yield reading


def opened(one: Input) -> Iterator[Reading]:
    """Yield what one input holds; ids that come again keep their name."""
    if one.path is None:
        yield from _sniffed(sys.stdin.buffer, one.origin)
        return
    with one.path.open("rb") as stream:
        yield from (one.reader or _sniffed)(stream, one.origin)


def _sniffed(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Yield documents from bytes that name no format; JSON lines are read as they come in."""
    lines = rows.raw_lines(stream)
    head: list[bytes] = []
    while not (head and head[-1].strip()) and (line := next(lines, b"")):
        head.append(line)
    if head and rows.is_object_line(head[-1]):
        yield from rows.from_lines(chain(head, lines), origin)
        return
    data = encoding.as_utf8(b"".join(head) + stream.read(rows.MAX_FILE_BYTES))
    yield from _reader_of(data)(io.BytesIO(data), origin)


def _reader_of(data: bytes) -> Reader:
    if rows.is_json(data):
        return rows.from_json
    if data.startswith(b"PAR1"):
        return columnar.from_parquet
    if data.startswith((b"WARC/1.", b"filedesc:")):
        return archives.documents
    if webpage.is_page(data):
        return webpage.documents
    return feeds.documents if feeds.is_feed(data) else plain.documents
