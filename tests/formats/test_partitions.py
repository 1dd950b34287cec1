"""A dataset as a folder of Parquet comes back as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.errors import InputError, SettingError
from detente.formats import import_files, write_format, write_partitions
from detente.storage import Store, open_store
from detente.tables import Lexicon

Tell = Callable[..., Any]


@pytest.fixture
def told(store: Store, keep: Tell, tell: Tell) -> Store:
    """Give a store with events of several months, of none, and of two sides."""
    keep(
        tell("ASSAULT", ("Syria (SYR.MIL)",), ("Villagers (SYR.CVL)",), dead=6),
        tell("CONSULT/visit", ("A (FRA)", "B (DEU)"), name="b", day="2023-12-31", quad=1),
        tell("AGREE", ("A (FRA)",), ("B (DEU)",), name="c", day=None, quad=1),
    )
    return store


def again(lexicon: Lexicon, folder: Path, name: str = "back") -> Store:
    other = open_store(None)
    list(import_files(other, [folder], "parquet", lexicon, dataset=name))
    return other


def rows(store: Store, dataset: str) -> list[tuple[Any, ...]]:
    return store.connection.execute(
        "SELECT * EXCLUDE (dataset) FROM dataset_events WHERE dataset = ? "
        "ORDER BY key, part, turned",
        [dataset],
    ).fetchall()


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.parquet"))}


def test_our_events_come_back(told: Store, lexicon: Lexicon, tmp_path: Path) -> None:
    counts = write_partitions(told, tmp_path / "out", ["year", "month"])
    assert counts == {"events": 3, "mentions": 3}
    parts = {str(Path(name).parent) for name in files(tmp_path / "out")}
    assert {"events/year=2024/month=3", "events/year=2023/month=12"} < parts
    with again(lexicon, tmp_path / "out") as other:
        assert rows(other, "back") == rows(told, "own")
        assert len(rows(other, "back")) == 4  # one of them in both directions
        mentions = other.connection.execute("SELECT count(*) FROM imported_mentions").fetchall()
        assert mentions == [(3,)]


def test_the_same_dataset_gives_the_same_bytes(told: Store, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_partitions(told, tmp_path / name, ["year"])
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_cells_of_other_systems_come_back(told: Store, lexicon: Lexicon, tmp_path: Path) -> None:
    first, last = tmp_path / "first.tsv", tmp_path / "last.tsv"
    write_format(told, first, "gdelt", lexicon)
    text = first.read_text("utf-8").replace("\t1\t", '\t"odd\\\t', 1)
    first.write_text(text, "utf-8")
    with open_store(None) as store:
        list(import_files(store, [first], "gdelt", lexicon))
        write_partitions(store, tmp_path / "out", ["year", "month"], dataset="gdelt")
    with again(lexicon, tmp_path / "out") as other:
        write_format(other, last, "gdelt", lexicon, dataset="back")
    assert last.read_bytes() == first.read_bytes()


def test_a_folder_that_has_not_changed_is_left(
    told: Store, lexicon: Lexicon, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write_partitions(told, out, ["year"])
    with again(lexicon, out) as other:
        (step,) = import_files(other, [out], "parquet", lexicon, dataset="back")
        assert step.known
        assert step.rows == 6
        next(out.rglob("events/*/*.parquet")).unlink()
        (step,) = import_files(other, [out], "parquet", lexicon, dataset="back")
        assert (step.known, step.rows) == (False, 5)
        assert len({row[0] for row in rows(other, "back")}) == 2


def test_the_less_sure_are_left_out(told: Store, tmp_path: Path) -> None:
    counts = write_partitions(told, tmp_path / "out", ["year"], min_confidence=0.9)
    assert counts == {"events": 0, "mentions": 0}


@pytest.mark.parametrize(
    ("parts", "dataset", "problem"),
    [
        (["month"], "own", None),
        (["month", "year"], "own", "none of year and year,month"),
        (["type"], "own", "none of year and year,month"),
        ([""], "own", "none of year and year,month"),
        (["year"], "icews", "no dataset 'icews'"),
    ],
)
def test_what_cannot_be_written_is_refused(
    told: Store, tmp_path: Path, parts: list[str], dataset: str, problem: str | None
) -> None:
    if problem is None:
        assert write_partitions(told, tmp_path / "out", parts)["events"] == 3
        return
    with pytest.raises(SettingError, match=problem):
        write_partitions(told, tmp_path / "out", parts, dataset=dataset)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_refused(told: Store, tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(SettingError, match="is there already"):
        write_partitions(told, tmp_path, ["year"])


def test_other_folders_are_refused(told: Store, lexicon: Lexicon, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="neither events/ nor mentions/"):
        again(lexicon, tmp_path)
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "a.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputError, match=re.escape("events: cannot be read")):
        again(lexicon, tmp_path)
    told.connection.execute(f"COPY (SELECT 1 AS line) TO '{tmp_path}/events/a.parquet'")
    with pytest.raises(InputError, match="lacks the column 'actor_country'"):
        again(lexicon, tmp_path)
