"""The atlas: every place and every name of it, as columns of numbers in one file.

Half a million names as Python objects would cost seconds and hundreds of megabytes in every
worker. As sorted columns in a file that the system maps into memory they cost milliseconds,
and workers on one machine share them.
"""

from __future__ import annotations

import json
import mmap
import os
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

__all__ = ["Atlas", "Site", "open_atlas", "pack", "save"]

FORMAT = 2
"""Raised whenever the columns or the way they are filled change: older files are ignored."""

_COLUMNS = {
    "kind": "B",
    "rank": "B",
    "country": "H",
    "admin1": "i",
    "admin2": "i",
    "latitude": "d",
    "longitude": "d",
    "population": "I",
    "geonames": "I",
    "name": "I",
    "hash": "Q",
    "site": "I",
    "tie": "B",
}
_ITEM = {code: array(code).itemsize for code in "BHiIdQ"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One place of the atlas.

    `kind` is a `Place.precision`. `admin1` and `admin2` are the numbers of the sites that hold
    it, None where unknown. `capital` is true for the seat of a country's government.
    """

    name: str
    kind: str
    country: str | None
    latitude: float
    longitude: float
    population: int = 0
    geonames: int | None = None
    admin1: int | None = None
    admin2: int | None = None
    capital: bool = False


_KINDS = ("city", "admin1", "admin2", "country", "region", "feature")


class Atlas:
    """Sites by number, and numbers by name key."""

    def __init__(self, data: memoryview) -> None:
        """Read the header of a packed atlas; raises ValueError when it is not one."""
        size = int.from_bytes(data[:4], "little")
        header = json.loads(bytes(data[4 : 4 + size]))
        if header.get("format") != FORMAT or header.get("bytes") != len(data):
            raise ValueError("not an atlas of this version")
        self._codes: list[str | None] = header["countries"]
        self._columns: dict[str, memoryview] = {}
        at = 4 + size
        for name, count in header["columns"]:
            code = _COLUMNS[name]
            end = at + count * _ITEM[code]
            self._columns[name] = data[at:end].cast(code)  # type: ignore[call-overload]  # one of four formats
            at = end
        self._text = data[at:]

    def __len__(self) -> int:
        """Return how many sites there are."""
        return len(self._columns["kind"])

    def numbers(self, key: str) -> Iterator[tuple[int, int]]:
        """Yield the number of every site called `key`, with how the name is tied to it."""
        wanted, column = _digest(key), self._columns["hash"]
        at = bisect_left(column, wanted)
        while at < len(column) and column[at] == wanted:
            yield self._columns["site"][at], self._columns["tie"][at]
            at += 1

    def site(self, number: int) -> Site:
        """Return the site with this number."""
        of = {name: column[number] for name, column in self._columns.items() if name not in _NAMED}
        start = of["name"]
        size = self._text[start]
        return Site(
            name=bytes(self._text[start + 1 : start + 1 + size]).decode(),
            kind=_KINDS[of["kind"]],
            country=self._codes[of["country"]],
            latitude=of["latitude"],
            longitude=of["longitude"],
            population=of["population"],
            geonames=of["geonames"] or None,
            admin1=of["admin1"] if of["admin1"] >= 0 else None,
            admin2=of["admin2"] if of["admin2"] >= 0 else None,
            capital=bool(of["rank"]),
        )


_NAMED = frozenset({"hash", "site", "tie"})


def _digest(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def pack(sites: Sequence[Site], names: Sequence[tuple[str, int, int]]) -> bytes:
    """Return an atlas of `sites` and `names`: tuples of key, site number and tie."""
    codes = sorted({site.country for site in sites}, key=lambda code: code or "")
    place = {code: number for number, code in enumerate(codes)}
    columns = {name: array(code) for name, code in _COLUMNS.items()}
    text = bytearray()
    for site in sites:
        _add(columns, site, place[site.country], len(text))
        raw = _short(site.name)
        text += bytes((len(raw),)) + raw
    for hashed, number, tie in sorted({(_digest(k), number, tie) for k, number, tie in names}):
        columns["hash"].append(hashed)
        columns["site"].append(number)
        columns["tie"].append(tie)
    return _bytes(columns, codes, bytes(text))


def _short(name: str) -> bytes:
    raw = name.encode()
    return raw if len(raw) < 256 else raw[:255].decode(errors="ignore").encode()


def _add(columns: dict[str, array[int]], site: Site, country: int, name: int) -> None:
    values = {
        "kind": _KINDS.index(site.kind),
        "rank": int(site.capital),
        "country": country,
        "admin1": -1 if site.admin1 is None else site.admin1,
        "admin2": -1 if site.admin2 is None else site.admin2,
        "latitude": site.latitude,
        "longitude": site.longitude,
        "population": site.population,
        "geonames": site.geonames or 0,
        "name": name,
    }
    for column, value in values.items():
        columns[column].append(value)  # type: ignore[arg-type]  # two columns hold floats


def _bytes(columns: dict[str, array[int]], codes: list[str | None], text: bytes) -> bytes:
    body = b"".join(column.tobytes() for column in columns.values()) + text
    header = {
        "format": FORMAT,
        "bytes": 0,
        "countries": codes,
        "columns": [(name, len(column)) for name, column in columns.items()],
    }
    size = 0
    while True:  # the header holds the length of the whole, which its own digits change
        raw = json.dumps(header).encode()
        total = 4 + len(raw) + len(body)
        if total == size:
            return len(raw).to_bytes(4, "little") + raw + body
        header["bytes"] = size = total


def open_atlas(path: Path) -> Atlas:
    """Return the atlas in a file.

    Raises:
        OSError: there is no such file or it cannot be read.
        ValueError: it is not an atlas of this version, or it is cut short.
    """
    with path.open("rb") as handle:
        return Atlas(memoryview(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)))


def save(path: Path, data: bytes) -> None:
    """Write an atlas so that no reader ever sees half of it.

    Raises:
        OSError: the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
