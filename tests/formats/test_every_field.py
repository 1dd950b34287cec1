"""What a format loses of our own events is measured, field by field, and is what its table says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.events import load_ontology
from detente.formats import Format, import_files, load_formats, write_format
from detente.formats.crosswalks import load_crosswalks
from detente.formats.records import load_fields
from detente.formats.sources import ALL, SOURCES
from detente.model import Annotation, Day, Party, Quantity
from detente.storage import Run, Store, open_store
from detente.tables import Lexicon, open_lexicon

FORMATS = load_formats(open_lexicon())
MARCH = Day(earliest=date(2024, 3, 1), latest=date(2024, 3, 31), precision="month")
DAYS = Day(earliest=date(2024, 3, 11), latest=date(2024, 3, 13), precision="week")
HOME = ("Aleppo", "SYR", 36.2, 37.16)

Tell = Callable[..., Annotation]
Row = Mapping[str, Any]


def side(name: str, country: str | None, *sectors: str) -> Party:
    """Return a party of which everything is known."""
    return Party(
        sentence=0,
        head=0,
        start=0,
        end=8,
        text=f"the {name}",
        name=name,
        kind="group",
        country=country,
        sectors=sectors,
        role=f"Speaker of {name}",
    )


SYRIA, REBELS = side("Syria", "SYR", "MIL", "GOV"), side("Front", "SYR", "REB")
FRANCE, RUSSIA = side("France", "FRA", "GOV"), side("Russia", "RUS", "GOV", "MIL")
PEOPLE, UNION = side("Villagers", "SYR", "CVL"), side("European Union", "EUR")
NATIONS, BODY = side("United Nations", "UNO"), side("Some Alliance", "IGO", "MIL")
LEXICON = open_lexicon()
WALKS = load_crosswalks(LEXICON)
LABELS = (*load_ontology(LEXICON).types, *load_ontology(LEXICON).modes)
SECTORS, BLOCS = sorted(WALKS["sector"].written), sorted(WALKS["bloc"].written)
TOLD: list[tuple[str, tuple[Party, ...], tuple[Party, ...], dict[str, Any]]] = [
    # label, actors, recipients, what else is told
    ("ASSAULT", (SYRIA,), (PEOPLE,), {"dead": 3, "status": "planned"}),
    ("ASSAULT", (REBELS,), (PEOPLE,), {"dead": 3, "polarity": "negated"}),
    ("ASSAULT/aerial", (SYRIA,), (PEOPLE,), {"dead": 6}),
    (
        "ASSAULT/drone",
        (SYRIA,),
        (REBELS,),
        {"dead": 2, "precision": "feature", "day": DAYS, "contexts": ("terrorism",)},
    ),
    ("ASSAULT", (SYRIA, REBELS), (), {"dead": 2, "precision": "admin1", "day": MARCH}),
    ("ASSAULT", (SYRIA,), (REBELS,), {"dead": 2, "precision": "admin2"}),
    ("COERCE/arrest", (SYRIA,), (PEOPLE,), {"precision": "admin2"}),
    ("PROTEST/demo", (PEOPLE,), (), {"precision": "region"}),
    ("SANCTION/expel", (FRANCE,), (RUSSIA,), {"contexts": ("diplomatic", "legal")}),
    ("CONSULT/visit", (FRANCE, RUSSIA), (), {"precision": "country"}),
    ("RETREAT/resign", (FRANCE,), (UNION,), {}),
    *((label, (FRANCE,), (RUSSIA,), {}) for label in LABELS),
    *(("ASSAULT", (side(one, "FRA", one),), (PEOPLE,), {"dead": 1}) for one in SECTORS),
    *(("ASSAULT", (SYRIA,), (side(one, "FRA", one),), {"dead": 1}) for one in SECTORS),
    *(("ACCUSE", (side(one, one, "MIL"),), (side(one, one),), {}) for one in BLOCS),
    ("REQUEST/meet", (NATIONS,), (BODY,), {}),
    ("AGREE", (BODY,), (NATIONS,), {"status": "historical"}),
]


@pytest.fixture(scope="module")
def told(tell: Tell, lexicon: Lexicon) -> Iterator[Store]:
    """Give a store with events of which everything is told, each field in several values."""
    items = [_event(tell, lexicon, number, *one) for number, one in enumerate(TOLD, start=101)]
    with open_store(None) as store:
        store.save(items, Run("r1", "0.1.0", "code", "lexicon", "model"))
        yield store


def _event(
    tell: Tell,
    lexicon: Lexicon,
    number: int,
    name: str,
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
    rest: dict[str, Any],
) -> Annotation:
    more = {key: rest[key] for key in ("status", "polarity") if key in rest}
    item = tell(name, name=str(number), place=HOME, dead=rest.get("dead"), **more)
    label = replace(load_ontology(lexicon).label(name), contexts=rest.get("contexts", ()))
    (event,) = item.events
    place = event.place and replace(event.place, text="there", precision=_precision(rest))
    hurt = Quantity(sentence=0, start=0, end=1, text="y", kind="injured", low=9, best=9, high=9)
    known: dict[str, Any] = {"actors": actors, "recipients": recipients, "place": place}
    known |= {"day": rest.get("day", event.day), "quantities": (*event.quantities, hurt)}
    best = replace(event.best, label=label, act=label, **known)
    whole = replace(event, id=_key(number), mentions=(best,), best=best, **known)
    document = replace(item.document, title=f"Title {number}")
    return replace(item, document=document, mentions=(best,), events=(whole,))


def _precision(rest: Row) -> str:
    return str(rest.get("precision", "city"))


def _key(number: int) -> str:
    """Return an id: a number, as others' are, but for the last event."""
    return str(number) if number < 100 + len(TOLD) else f"e-{number}"


def rows(store: Store, form: Format, dataset: str) -> list[Row]:
    """Return the records of a dataset in the order in which they are written."""
    source = SOURCES["directed" if form.directed and form.target == "events" else form.target]
    found = store.connection.execute(
        f"SELECT * FROM ({source.format(chosen=ALL)}) ORDER BY import, origin, line, part, turned",
        {"dataset_name": dataset},
    )
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def measured(told: Store, lexicon: Lexicon, path: Path, form: Format) -> dict[str, str]:
    """Return what becomes of every field that is told: "kept", "changed" or "lost"."""
    write_format(told, path, form.id, lexicon)
    with open_store(None) as other:
        steps = list(import_files(other, [path], form.id, lexicon))
        assert [one for step in steps for one in step.bad] == []
        back = [row for row in rows(other, form, form.id) if not row["turned"]]
    own = _written(rows(told, form, "own"), back)
    assert len(own) == len(back) > 0
    fields = [row for row in load_fields(lexicon).values() if row.of in {form.target, "both"}]
    found = {}
    for field in (row.field for row in fields):
        pairs = [(a[field], b[field]) for a, b in zip(own, back, strict=True)]
        pairs = [pair for pair in pairs if pair[0] is not None]
        if pairs:
            found[field] = _fate(pairs)
    return found


def _written(own: list[Row], back: list[Row]) -> list[Row]:
    """Return the rows that were written, by their keys; one may have got another key."""
    keys = {row["key"] for row in own}
    found = {row["key"] for row in back}
    renamed = found - keys
    return [row for row in own if row["key"] in found or (renamed and row["key"][:2] == "e-")]


def _fate(pairs: list[tuple[object, object]]) -> str:
    if all(after is None for _, after in pairs):
        return "lost"
    return "kept" if all(before == after for before, after in pairs) else "changed"


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.id)
def test_what_comes_back_is_what_the_table_says(
    told: Store, lexicon: Lexicon, tmp_path: Path, form: Format
) -> None:
    said = dict.fromkeys(form.lost, "lost") | {one.field: "changed" for one in form.changed}
    fields = [row.field for row in load_fields(lexicon).values() if row.of in {form.target, "both"}]
    told_of = measured(told, lexicon, tmp_path / "file", form)
    assert told_of == {field: said.get(field, "kept") for field in fields if field in told_of}
    assert set(fields) - set(told_of) == ({"sentence"} if form.target == "mentions" else set())
    assert set(said) <= set(fields)
