"""Crosswalks: other systems' codes for types, countries and sectors, and ours.

They come from `data/formats/`: every file of `crosswalks/`, the CAMEO codes, the labels of the
ontology, and the countries with their FIPS, CAMEO, COW and Gleditsch-Ward codes and the names
that each system gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.events import load_ontology
from detente.formats.countries import country_crosswalks
from detente.formats.walk import Crosswalk
from detente.tables import Lexicon

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["CameoRow", "LabelRow", "load_crosswalks", "spread"]


_CIVILIAN = "@civilian"


@dataclass(frozen=True, slots=True)
class WalkRow:
    """One code of another system and our value; `way` is "read" or "write", both if None.

    Of several codes in a cell the one of the lowest `rank` is read.
    """

    code: str
    value: str | None = None
    way: str | None = None
    rank: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CameoRow:
    """One CAMEO code: its name, its intensity in ICEWS and GDELT, and PLOVER's label.

    `label` is None for what PLOVER does not code. The numbers are those of CAMEO 1.1b3.
    """

    code: str
    name: str
    icews: str | None = None
    gdelt: str | None = None
    label: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LabelRow:
    """The CAMEO code written for one of PLOVER's labels.

    `kept` is "all", "type" or "none": what a reader of the code gets back.
    """

    label: str
    cameo: str
    kept: str


def load_crosswalks(lexicon: Lexicon) -> Mapping[str, Crosswalk]:
    """Return all crosswalks of a lexicon by name.

    Raises:
        TableError: a table is wrong; all faults are listed.
    """
    found = [*_of_files(lexicon), *_of_cameo(lexicon), *country_crosswalks(lexicon)]
    return {walk.name: walk for walk in found}


def _of_files(lexicon: Lexicon) -> Iterator[Crosswalk]:
    walks: dict[str, Crosswalk] = {}
    for path, _, row in lexicon.numbered_rows("formats/crosswalks/*.csv", WalkRow):
        walk = walks.setdefault(path.stem, Crosswalk(path.stem))
        if row.way != "write":
            walk.reads(row.code, row.value, row.rank)
        if row.way != "read" and row.value is not None:
            walk.writes(row.value, row.code)
    for walk in walks.values():
        _complete(walk)
        yield walk


def _complete(walk: Crosswalk) -> None:
    """Let what is written for a label hold for civilians too, where nothing else is said."""
    if any(value.endswith(_CIVILIAN) for value in walk.written):
        for value, code in list(walk.written.items()):
            walk.writes(f"{value}{_CIVILIAN}", code)


def _of_cameo(lexicon: Lexicon) -> Iterator[Crosswalk]:
    codes = lexicon.rows("formats/cameo.csv", CameoRow)
    cameo, names, quads = Crosswalk("cameo"), Crosswalk("cameo.name"), Crosswalk("cameo.quad")
    icews, gdelt = Crosswalk("cameo.icews"), Crosswalk("cameo.gdelt")
    for row in codes:
        cameo.reads(row.code, row.label)
        names.writes(row.code, row.name)
        quads.writes(row.code, str(_quad(row.code)))
        for walk, values in ((icews, (row.icews, row.gdelt)), (gdelt, (row.gdelt, row.icews))):
            value = next(filter(None, values), None)
            if value is not None:
                walk.writes(row.code, value)
    yield from (cameo, names, quads, icews, gdelt)
    yield from _of_labels(lexicon)


def _quad(code: str) -> int:
    """Return the quad class of a CAMEO code by its root, as GDELT's codebook has it."""
    root = int(code[:2])
    return 1 + sum(root > last for last in (5, 8, 13))


def _of_labels(lexicon: Lexicon) -> Iterator[Crosswalk]:
    ontology = load_ontology(lexicon)
    known = {row.label: row.cameo for row in lexicon.rows("formats/labels.csv", LabelRow)}
    types, cameo = Crosswalk("type"), Crosswalk("label.cameo")
    quads, intensities = Crosswalk("label.quad"), Crosswalk("label.intensity")
    for name in (*ontology.types, *ontology.modes):
        label = ontology.label(name)
        types.reads(label.type, label.type)
        code = known.get(name) or label.cameo
        if code:
            cameo.writes(name, code)
        quads.writes(name, str(label.quad))
        if label.intensity is not None:
            intensities.writes(name, str(label.intensity))
    yield from (types, cameo, quads, intensities)


def spread(connection: DuckDBPyConnection, walks: Mapping[str, Crosswalk]) -> None:
    """Put the crosswalks into the connection's temporary tables `code_read` and `code_written`."""
    import pyarrow as pa

    read = [(w.name, c, v, w.rank.get(c, 0)) for w in walks.values() for c, v in w.read.items()]
    written = [(w.name, v, c) for w in walks.values() for v, c in w.written.items()]
    columns: dict[str, tuple[tuple[str, ...], Sequence[tuple[object, ...]]]] = {
        "code_read": (("walk", "code", "value", "rank"), read),
        "code_written": (("walk", "value", "code"), written),
    }
    for table, (names, rows) in columns.items():
        content = pa.table([pa.array(c) for c in zip(*rows, strict=True)], names=list(names))
        connection.register("spread_rows", content)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM spread_rows")
        connection.unregister("spread_rows")
