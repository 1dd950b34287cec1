"""Opening files of others: plain, in gzip or ZIP, as UTF-8 whatever they are in."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from detente.errors import InputError
from detente.reading.encoding import marked

__all__ = ["Member", "digest_of", "members", "repaired"]

_BLOCK = 1 << 20


class Member:
    """One table within a file: its name for messages, and its bytes as UTF-8."""

    def __init__(self, name: str, stream: BinaryIO) -> None:
        """Keep the stream from behind a byte order mark; UTF-16 and UTF-32 become UTF-8."""
        self.name = name
        buffered = io.BufferedReader(_Raw(stream), _BLOCK)
        mark = marked(buffered.peek(4)[:4])
        if mark is not None:
            buffered.read(mark.skip)
        wide = mark is not None and mark.name != "utf-8"
        self.stream: BinaryIO = _as_utf8(buffered, mark.name) if mark and wide else buffered


class _Raw(io.RawIOBase):
    """A stream of any kind as a raw one, which `io.BufferedReader` asks for."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Utf8(io.RawIOBase):
    """Text in another encoding, read as UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            self._rest = self._text.read(_BLOCK).encode("utf-8", "replace")
        data, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _as_utf8(stream: BinaryIO, name: str) -> BinaryIO:
    text = io.TextIOWrapper(stream, encoding=name, errors="replace", newline="")
    return io.BufferedReader(_Utf8(text), _BLOCK)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None


def members(path: Path) -> Iterator[Member]:
    """Yield the tables in a file: one, or every file in a ZIP archive.

    Raises:
        InputError: the file cannot be opened or its compression is damaged.
    """
    with _opened(path) as stream:
        head = stream.read(4)
        stream.seek(0)
        try:
            if head == b"PK\x03\x04":
                yield from _zipped(path, stream)
            elif head[:2] == b"\x1f\x8b":
                with gzip.open(stream) as plain:
                    yield Member(str(path), plain)  # type: ignore[arg-type]  # reads bytes
            else:
                yield Member(str(path), stream)
        except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as error:
            raise InputError(f"{path}: is damaged: {error}") from None


def _zipped(path: Path, stream: BinaryIO) -> Iterator[Member]:
    with zipfile.ZipFile(stream) as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith("/"):
                with archive.open(name) as inner:
                    yield Member(f"{path}/{name}", inner)  # type: ignore[arg-type]  # reads bytes


def digest_of(path: Path) -> str:
    """Return sixteen hexadecimal digits that change with the bytes of a file.

    Raises:
        InputError: the file cannot be opened.
    """
    sum_ = hashlib.blake2b(digest_size=8)
    with _opened(path) as stream:
        while block := stream.read(_BLOCK):
            sum_.update(block)
    return sum_.hexdigest()


def repaired(data: bytes) -> tuple[bytes, list[int]]:
    """Return lines as UTF-8, and the numbers, from 0, of those that were in Windows-1252."""
    if data.isascii() or _fits(data):
        return data, []
    lines = data.split(b"\n")
    wrong = [at for at, line in enumerate(lines) if not _fits(line)]
    for at in wrong:
        lines[at] = _western(lines[at]).encode()
    return b"\n".join(lines), wrong


def _western(line: bytes) -> str:
    """Return a line read as Windows-1252, or as Latin-1 where that has no such character."""
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _fits(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
