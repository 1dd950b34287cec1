"""Which mentions of one document tell of one happening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente.linking import link
from detente.model import (
    Annotation,
    Day,
    Document,
    Label,
    Mention,
    Party,
    Place,
    Sentence,
    Span,
)

SENTENCE = Sentence(index=0, start=0, end=200, text="", tokens=())


def party(country: str, sector: str | None = "GOV", name: str | None = None) -> Party:
    return Party(
        sentence=0,
        head=0,
        start=0,
        end=1,
        text="x",
        name=name or country,
        kind="country",
        country=country,
        sectors=(sector,) if sector else (),
    )


FRA, RUS, POL = party("FRA"), party("RUS"), party("POL")
MONDAY = Day(earliest=date(2016, 10, 10), latest=date(2016, 10, 10), precision="day")
TUESDAY = Day(earliest=date(2016, 10, 11), latest=date(2016, 10, 11), precision="day")
WEEK = Day(earliest=date(2016, 10, 10), latest=date(2016, 10, 16), precision="week")
PARIS = Place(
    sentence=0, start=0, end=1, text="Paris", name="Paris", country="FRA", precision="city"
)
LYON = replace(PARIS, text="Lyon", name="Lyon")


def mention(label: str, start: int = 0, word: str = "word", **more: object) -> Mention:
    kind, _, mode = label.partition("/")
    made = Label(type=kind, mode=mode or None)
    base = Mention(
        id=f"{label}-{start}",
        sentence=SENTENCE,
        trigger=Span(start, start + len(word), word),
        label=made,
        act=made,
        actors=(FRA,),
        recipients=(RUS,),
    )
    return replace(base, **more)  # type: ignore[arg-type]  # fields by name


VISIT = Label(type="CONSULT", mode="visit")
PAIRS = [
    # one, other, whether they are one event, why
    (mention("CONSULT/visit"), mention("CONSULT/visit", 9), True, "same act and parties"),
    (mention("CONSULT/visit"), mention("CONSULT/phone", 9), False, "other mode"),
    (mention("CONSULT/visit"), mention("ASSAULT", 9), False, "other type"),
    (
        mention("CONSULT/visit"),
        mention("CONSULT/visit", 9, recipients=(POL,)),
        False,
        "other recipient",
    ),
    (
        mention("CONSULT/visit", day=MONDAY),
        mention("CONSULT/visit", 9, day=TUESDAY),
        False,
        "other day",
    ),
    (
        mention("CONSULT/visit", day=MONDAY),
        mention("CONSULT/visit", 9, day=WEEK),
        True,
        "day within the week",
    ),
    (
        mention("CONSULT/visit", place=PARIS),
        mention("CONSULT/visit", 9, place=LYON),
        False,
        "other city",
    ),
    (
        mention("REJECT/meet", about=VISIT),
        mention("CONSULT/visit", 9, status="planned"),
        True,
        "a plan and its cancellation",
    ),
    (
        mention("REJECT/meet", about=VISIT),
        mention("CONSULT/visit", 9),
        False,
        "a visit that took place was not cancelled",
    ),
    (
        mention("REJECT/meet", about=VISIT),
        mention("AGREE", 9, about=VISIT),
        True,
        "both speak of one visit",
    ),
    (
        mention("REJECT", word="veto"),
        mention("REJECT", 9, "refusal"),
        False,
        "other words, no mode",
    ),
    (mention("REJECT", word="vetoed"), mention("REJECT", 9, "veto"), True, "one word"),
]


@pytest.mark.parametrize(("one", "other", "joined", "why"), PAIRS, ids=[p[3] for p in PAIRS])
def test_two_mentions(one: Mention, other: Mention, joined: bool, why: str) -> None:
    start = Annotation(document=Document(id="d", text=""), mentions=(one, other))
    (item,) = link((start,))
    assert (len(item.events) == 1) is joined, why
    assert sorted(m.id for e in item.events for m in e.mentions) == sorted([one.id, other.id])
    if joined:
        assert item.events[0].reasons


def test_a_mention_joins_only_if_it_contradicts_none() -> None:
    monday, week, tuesday = (
        mention("CONSULT/visit", at, day=day) for at, day in ((0, MONDAY), (9, WEEK), (18, TUESDAY))
    )
    start = Annotation(document=Document(id="d", text=""), mentions=(monday, week, tuesday))
    (item,) = link((start,))
    assert [len(e.mentions) for e in item.events] == [2, 1]


def test_the_most_real_and_complete_mention_speaks_for_the_event() -> None:
    planned = mention("CONSULT/visit", status="planned", confidence=0.9)
    actual = mention("CONSULT/visit", 9, day=MONDAY)
    start = Annotation(document=Document(id="d", text=""), mentions=(planned, actual))
    (item,) = link((start,))
    assert item.events[0].best == actual
    assert item.events[0].documents == ("d",)
