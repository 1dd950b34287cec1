"""Files of events: whole or not at all, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from detente.errors import SettingError
from detente.formats import FORMATS, format_of, write_events


def event(name: str = "e1", actor: str = "Poland") -> dict[str, Any]:
    party = {"name": actor, "country": "POL", "sector": None}
    return {
        "id": name,
        "mentions": ["m1"],
        "documents": ["d1"],
        "sources": 1,
        "type": "SANCTION",
        "mode": "expel",
        "contexts": ["diplomatic", "legal"],
        "quad": 4,
        "intensity": -5.5,
        "cameo": "166",
        "trigger": {"text": "expelled"},
        "actors": [party, party],
        "recipients": [],
        "day": {"earliest": "2024-03-14", "latest": "2024-03-14", "precision": "day"},
        "place": None,
        "quantities": [{"kind": "dead", "best": 3}],
        "attribution": [],
        "status": "actual",
        "polarity": "positive",
        "confidence": 0.9,
    }


def test_a_row_holds_what_the_event_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert write_events([event()], path, "csv") == 1
    with path.open(encoding="utf-8", newline="") as handle:
        (row,) = csv.DictReader(handle)
    assert row["actor_countries"] == "POL|POL"
    assert row["recipients"] == row["place"] == row["according_to"] == ""
    assert (row["contexts"], row["dead"], row["intensity"]) == ("diplomatic|legal", "3", "-5.5")


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_events([event(actor="=cmd()")], path, "csv")
    assert "'=cmd()|=cmd()" in path.read_text("utf-8")


def test_parquet_has_types(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_events([event("e1"), event("e2")], path, "parquet")
    table = pq.read_table(path)
    assert table.column("day_earliest").type == "date32[day]"
    assert table.column("id").to_pylist() == ["e1", "e2"]


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_no_half_written_file_stays(tmp_path: Path, kind: str) -> None:
    def broken() -> Any:  # noqa: ANN401 (a generator of shapes)
        yield event()
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        write_events(broken(), tmp_path / f"a.{kind}", kind)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.xlsx", "a", "a.json"])
def test_an_unknown_suffix_is_one_sentence(name: str) -> None:
    with pytest.raises(SettingError, match=r"use \.jsonl, \.csv, \.parquet"):
        format_of(Path(name))
