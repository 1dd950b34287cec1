"""Labels, days and numbers as a person reads them."""

from __future__ import annotations

from typing import Any

import pytest

from detente.rendering.words import called, estimate, happened, label, signed, standing, voice_name


@pytest.mark.parametrize(
    ("kind", "mode", "words"),
    [
        ("REJECT", "meet", "reject: meet"),
        ("ASSAULT", "heavy-weapons", "assault: heavy weapons"),
        ("CONSULT", None, "consult"),
        (None, None, "type unknown"),
    ],
)
def test_labels(kind: str | None, mode: str | None, words: str) -> None:
    assert label({"type": kind, "mode": mode}) == words


@pytest.mark.parametrize(
    ("status", "polarity", "attribution", "words"),
    [
        ("actual", "positive", [], "reported"),
        ("actual", "positive", [{"source": None}], "claimed"),
        ("planned", "positive", [], "planned"),
        ("actual", "negated", [], "said not to have happened"),
        ("planned", "negated", [], "planned, negated"),
    ],
)
def test_standing(status: str, polarity: str, attribution: list[Any], words: str) -> None:
    item = {"status": status, "polarity": polarity, "attribution": attribution}
    assert standing(item) == words


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2016-10-14", "2016-10-14", "14 October 2016"),
        ("2016-10-03", "2016-10-09", "3 October 2016 to 9 October 2016"),
        ("2016-02-01", "2016-02-29", "February 2016"),
        ("2016-02-01", "2016-02-28", "1 February 2016 to 28 February 2016"),
        ("2016-12-01", "2016-12-31", "December 2016"),
        ("2016-01-01", "2016-12-31", "2016"),
        ("2016-01-01", "2016-03-31", "1 January 2016 to 31 March 2016"),
        ("2015-12-31", "2016-01-01", "31 December 2015 to 1 January 2016"),
        ("9999-12-01", "9999-12-31", "December 9999"),
    ],
)
def test_days(earliest: str, latest: str, words: str) -> None:
    assert happened({"day": {"earliest": earliest, "latest": latest}}) == words


def test_an_unknown_day_is_said_to_be_unknown() -> None:
    assert happened({"day": None}) == "day unknown"


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (6, 6, 6, "6"),
        (None, 1200, None, "1,200"),
        (4, 6, 9, "6 (4–9)"),
        (4, None, None, "4 or more"),
        (None, None, 9, "up to 9"),
        (4, None, 9, "4–9"),
        (None, None, None, "unknown"),
        (4, 6, None, "6 (4 or more)"),
        (0, 0, 0, "0"),
    ],
)
def test_numbers(low: int | None, best: int | None, high: int | None, words: str) -> None:
    assert estimate({"low": low, "best": best, "high": high}) == words


@pytest.mark.parametrize(("value", "words"), [(-2, "−2.0"), (2.54, "+2.5"), (0.0, "+0.0")])
def test_signs(value: float, words: str) -> None:
    assert signed(value) == words


def test_parties_are_called_by_name_or_by_the_words_that_describe_them() -> None:
    parties = [
        {"kind": "person", "name": "François Hollande", "text": "the French president"},
        {"kind": "people", "name": "soldiers (Mali)", "text": "two soldiers"},
        {"kind": "country", "name": "Russia", "text": "Moscow"},
        {"kind": "country", "name": "Russia", "text": "Russia"},
    ]
    assert called(parties) == "François Hollande, two soldiers, Russia"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (None, "unnamed sources"),
        ({"start": 0, "end": 3, "text": "two  officials"}, "two officials"),
        ({"kind": "country", "name": "Russia", "text": "Moscow"}, "Russia"),
    ],
)
def test_voices(source: dict[str, Any] | None, words: str) -> None:
    assert voice_name({"source": source}) == words
