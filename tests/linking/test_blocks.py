"""Which accounts meet in a block."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from detente.linking import (
    Days,
    Key,
    Scale,
    Telling,
    Where,
    Who,
    account_of,
    blocks_of,
    load_scale,
)
from detente.tables import Lexicon

DAY = date(2024, 3, 11)
POL, RUS = Who("Poland", "POL", "GOV"), Who("Russia", "RUS", "GOV")
BASE = Telling(
    id="m",
    document="d",
    position=0,
    event="e",
    key=Key("d", 0, 9, "expelled", 0),
    type="SANCTION",
    trigger="expel",
    actors=(POL,),
    recipients=(RUS,),
    day=Days(DAY, DAY),
)


@pytest.fixture(scope="module")
def scale(lexicon: Lexicon) -> Scale:
    return load_scale(lexicon)


def around(first: int, last: int) -> Days:
    return Days(DAY + timedelta(first), DAY + timedelta(last))


TORUN = Where("Toruń", "POL", 53.0, 18.6)
PUTIN = Who("Vladimir Putin", "RUS", "GOV", "person")
MEETINGS = [
    # how the other differs, whether they meet
    ({}, True),
    ({"day": around(1, 1)}, True),
    ({"day": around(2, 2)}, True),
    ({"day": around(-2, -2)}, True),
    ({"day": around(9, 9)}, False),
    ({"day": around(-15, 15)}, True),
    ({"day": Days(date(2024, 1, 1), date(2024, 12, 31))}, False),
    ({"actors": (RUS,), "recipients": (POL,)}, True),
    ({"recipients": ()}, False),
    ({"recipients": (Who("Belarus", "BLR", "GOV"),)}, False),
    ({"type": "ASSAULT"}, False),
    ({"day": None}, False),
]


def met(one: Telling, other: Telling, scale: Scale) -> bool:
    """Tell whether two tellings share a key, and a bucket unless one has no date."""
    blocks = [blocks_of(account_of([t], scale.words), scale) for t in (one, other)]
    return any(a == b and (None in (s, t) or s == t) for a, s in blocks[0] for b, t in blocks[1])


@pytest.mark.parametrize(("change", "meet"), MEETINGS)
def test_pairs_of_countries_meet_in_days(
    change: dict[str, object], meet: bool, scale: Scale
) -> None:
    other = replace(BASE, **change)  # type: ignore[arg-type]  # fields by name
    assert met(BASE, other, scale) is meet


SHARED = [
    # what both have in common when they share no country, whether they meet
    ({"place": TORUN}, True),
    ({"place": replace(TORUN, precise=False)}, False),
    ({"words": frozenset({"warehous", "arson"})}, True),
    ({"story": frozenset({"warehous", "arson"})}, True),
    ({"actors": (replace(PUTIN, country=None),)}, True),
    ({"actors": (Who("protesters", None, "OPP", "people"),)}, False),
    ({}, False),
]


@pytest.mark.parametrize(("common", "meet"), SHARED)
@pytest.mark.parametrize("day", [Days(DAY, DAY), None])
def test_places_names_and_rare_words_meet(
    common: dict[str, object], meet: bool, day: Days | None, scale: Scale
) -> None:
    bare = replace(BASE, actors=(), recipients=())
    one = replace(bare, **common)  # type: ignore[arg-type]  # fields by name
    other = replace(one, id="m2", document="d2", day=day)
    assert met(one, other, scale) is meet


def test_wide_days_fill_one_bucket(scale: Scale) -> None:
    year = Days(date(2013, 1, 1), date(2013, 12, 31))
    account = account_of([replace(BASE, day=year)], scale.words)
    assert {bucket for _, bucket in blocks_of(account, scale)} == {-2013}
