"""The tables: holidays' rules, intervals, and faults that are named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.errors import TableError
from detente.tables import open_lexicon
from detente.times import Calendar, load_calendar, values
from detente.times.holidays import Holiday, day_of, easter, orthodox_easter


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, "04-02"), (2000, "04-23"), (2008, "03-23"), (2016, "03-27"), (2038, "04-25")],
)
def test_easter(year: int, day: str) -> None:
    assert easter(year) == date.fromisoformat(f"{year}-{day}")


@pytest.mark.parametrize(
    ("year", "day"),
    [(1990, "04-15"), (2008, "04-27"), (2016, "05-01"), (2021, "05-02"), (2024, "05-05")],
)
def test_orthodox_easter(year: int, day: str) -> None:
    assert orthodox_easter(year) == date.fromisoformat(f"{year}-{day}")


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("orthodox-2", date(2016, 4, 29)),
        ("12-25", date(2016, 12, 25)),
        ("easter-2", date(2016, 3, 25)),
        ("thursday 4 november", date(2016, 11, 24)),
        ("monday -1 may", date(2016, 5, 30)),
        ("monday -1 december", date(2016, 12, 26)),
        ("2001-09-11", date(2001, 9, 11)),
        ("", None),
    ],
)
def test_holiday_rules(rule: str, day: date | None) -> None:
    assert day_of(Holiday("feast", ("Feast",), rule), 2016) == day


@pytest.mark.parametrize(
    ("meaning", "value", "earliest", "latest"),
    [
        (values.week(date(2016, 1, 1)), "2015-W53", date(2015, 12, 28), date(2016, 1, 3)),
        (values.month(2016, 2), "2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        (values.season(2016, "WI"), "2016-WI", date(2016, 12, 1), date(2017, 2, 28)),
        (values.quarter(2016, 4), "2016-Q4", date(2016, 10, 1), date(2016, 12, 31)),
        (values.decade(1990), "199", date(1990, 1, 1), date(1999, 12, 31)),
        (values.century(20), "19", date(1901, 1, 1), date(2000, 12, 31)),
    ],
)
def test_intervals(meaning: values.Meaning, value: str, earliest: date, latest: date) -> None:
    assert (meaning.value, meaning.earliest, meaning.latest) == (value, earliest, latest)


@pytest.mark.parametrize(
    ("amount", "code", "value"),
    [
        (6, "M", "P6M"),
        (1.5, "Y", "P1.5Y"),
        ("X", "D", "PXD"),
        (24, "TH", "PT24H"),
        (1, "2W", "P2W"),
    ],
)
def test_lengths(amount: float | str, code: str, value: str) -> None:
    assert values.length(amount, code).value == value


def test_shifting_keeps_to_the_calendar() -> None:
    assert values.shifted(date(2016, 3, 31), -1, "M") == date(2016, 2, 29)
    assert values.shifted(date(2016, 10, 14), -3000, "Y") is None


def test_user_rows_add_and_win(tmp_path: Path) -> None:
    words = tmp_path / "times" / "words"
    words.mkdir(parents=True)
    (words / "own.csv").write_text("word,sense,value,shy\nsol,UNIT,D,\n", encoding="utf-8")
    (tmp_path / "times" / "holidays.toml").write_text(
        '[[holiday]]\nid = "may-day"\nnames = ["May Day"]\nrule = "05-02"\n', encoding="utf-8"
    )
    calendar = load_calendar(open_lexicon([tmp_path]))
    assert calendar.senses["sol"] == {"UNIT": "D"}
    assert calendar.holidays["may-day"].rule == "05-02"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("sol,UNITT,D,", "unknown sense 'UNITT'"),
        ("sol,UNIT,D,maybe", "unknown shyness 'maybe'"),
        ("sol,MONTH,first,", "'first' is no number"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, row: str, problem: str) -> None:
    words = tmp_path / "times" / "words"
    words.mkdir(parents=True)
    (words / "own.csv").write_text(f"word,sense,value,shy\n{row}\n", encoding="utf-8")
    with pytest.raises(TableError, match=problem) as caught:
        load_calendar(open_lexicon([tmp_path]))
    assert "own.csv:2" in str(caught.value)


def test_a_holiday_with_an_unknown_rule_is_refused(tmp_path: Path) -> None:
    (tmp_path / "times").mkdir()
    (tmp_path / "times" / "holidays.toml").write_text(
        '[[holiday]]\nid = "x"\nnames = ["X"]\nrule = "sometime"\n', encoding="utf-8"
    )
    with pytest.raises(TableError, match="rule 'sometime'"):
        load_calendar(open_lexicon([tmp_path]))


def test_every_cue_has_words(calendar: Calendar) -> None:
    assert all(calendar.cues.values())
