"""Questions to a store: SQL, ids by their beginning, and what another run changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from detente.errors import SettingError
from detente.model import Annotation, Document, Event, Label, Mention, Party, Sentence, Span
from detente.storage import Run, Store, full_id, open_store
from detente.storage.coded import every_run
from detente.storage.comparing import EventTold, compare_events
from detente.storage.querying import answer

TEXT = "Poland expelled three diplomats. Moscow protested."
FIRST = Run("1a2b", "0.1.0", "code", "lexicon", "model")
SECOND = replace(FIRST, id="1a9f", lexicon="other")
EXPEL = Label(type="SANCTION", mode="expel", quad=4)
POLAND = Party(
    sentence=0, head=0, start=0, end=6, text="Poland", name="Poland", kind="country", country="POL"
)


def mention(word: str, **more: object) -> Mention:
    start = TEXT.index(word)
    base = Mention(
        id=f"m{start}",
        sentence=Sentence(index=0, start=0, end=len(TEXT), text=TEXT, tokens=()),
        trigger=Span(start, start + len(word), word),
        label=EXPEL,
        act=EXPEL,
        actors=(POLAND,),
    )
    return replace(base, **more)  # type: ignore[arg-type]  # fields by name


def coded(
    *mentions: Mention | tuple[Mention, ...], name: str = "a", text: str = TEXT
) -> Annotation:
    """Return a document with an event for each mention or group of them."""
    groups = [m if isinstance(m, tuple) else (m,) for m in mentions]
    events = tuple(
        Event(
            id=f"e{'-'.join(m.id for m in group)}",
            mentions=group,
            documents=(name,),
            sources=1,
            best=group[0],
            actors=group[0].actors,
        )
        for group in groups
    )
    document = Document(id=name, text=text, published=date(2024, 3, 15))
    flat = tuple(m for group in groups for m in group)
    return Annotation(document=document, mentions=flat, events=events)


@pytest.fixture
def store() -> Store:
    return open_store(None)


EXPELLED, PROTESTED = mention("expelled"), mention("protested", actors=())
PLANNED = mention("expelled", status="planned", actors=())
MOVED = mention("diplomats")
ACCUSED = mention("protested", actors=(), label=Label(type="ACCUSE", quad=3))
GROUPS = [
    # what two runs code, and what became of the events: kind, words before, words after, fields
    ([EXPELLED], [EXPELLED], []),
    ([], [EXPELLED], [("added", [], ["expelled"], ())]),
    ([EXPELLED], [], [("dropped", ["expelled"], [], ())]),
    ([EXPELLED], [PLANNED], [("changed", ["expelled"], ["expelled"], ("actors", "status"))]),
    ([EXPELLED], [MOVED], []),
    (
        [EXPELLED, PROTESTED],
        [ACCUSED],
        [
            ("dropped", ["expelled"], [], ()),
            ("changed", ["protested"], ["protested"], ("label",)),
        ],
    ),
    (
        [(EXPELLED, PROTESTED)],
        [EXPELLED, PROTESTED],
        [("split", ["expelled protested"], ["expelled", "protested"], ())],
    ),
    (
        [EXPELLED, PROTESTED],
        [(EXPELLED, PROTESTED)],
        [("merged", ["expelled", "protested"], ["expelled protested"], ())],
    ),
    ([(EXPELLED, PROTESTED)], [EXPELLED], []),
    (
        [(EXPELLED, PROTESTED), mention("three")],
        [EXPELLED, (PROTESTED, mention("three"))],
        [("regrouped", ["expelled protested", "three"], ["expelled", "three protested"], ())],
    ),
]
BACK = {"added": "dropped", "dropped": "added", "split": "merged", "merged": "split"}


def words(events: tuple[EventTold, ...]) -> list[str]:
    return [" ".join(told.words for told in event.told) for event in events]


@pytest.mark.parametrize(("before", "after", "wanted"), GROUPS)
def test_events_of_two_runs_over_one_text(
    before: list[Any], after: list[Any], wanted: list[tuple[Any, ...]], store: Store
) -> None:
    store.save([coded(*before)], FIRST)
    store.save([coded(*after)], SECOND)
    found = compare_events(store.connection, FIRST.id, SECOND.id)
    assert found.documents == 1
    assert [(c.kind, words(c.before), words(c.after), c.fields) for c in found.changes] == wanted
    back = compare_events(store.connection, SECOND.id, FIRST.id)
    assert [(c.kind, c.after, c.before) for c in back.changes] == [
        (BACK.get(c.kind, c.kind), c.before, c.after) for c in found.changes
    ]
    assert back.same == found.same


def test_a_change_says_what_from_and_to_what(store: Store) -> None:
    store.save([coded(EXPELLED)], FIRST)
    store.save([coded(PLANNED)], SECOND)
    (change,) = compare_events(store.connection, FIRST.id, SECOND.id).changes
    (was,), (now,) = change.before, change.after
    assert ((was.coding.actors, was.coding.status), (now.coding.actors, now.coding.status)) == (
        ("POL", "actual"),
        ("", "planned"),
    )


def test_only_unchanged_texts_are_compared(store: Store) -> None:
    store.save([coded(mention("expelled"))], FIRST)
    store.save([coded(mention("expelled"), text=TEXT + " It rained.")], SECOND)
    with pytest.raises(SettingError, match="no document in common"):
        compare_events(store.connection, FIRST.id, SECOND.id)


def test_runs_and_what_they_coded(store: Store) -> None:
    store.save([coded(mention("expelled")), coded(name="b", text="Rain.")], FIRST)
    store.save([coded(mention("expelled"), mention("protested"))], SECOND)
    store.save([coded(mention("protested"))], FIRST)
    store.save([coded(mention("protested"))], SECOND)
    rows = [(r.id, r.documents, r.former, r.mentions) for r in every_run(store.connection)]
    assert rows == [("1a2b", 2, 1, 1), ("1a9f", 1, 0, 1)]
    assert isinstance(every_run(store.connection)[0].started, datetime)


IDS = [
    ("1a2b", "1a2b"),
    ("1a2", "1a2b"),
    ("1a", "may be any of 2: 1a2b, 1a9f; give more"),
    ("7", "there is no run '7' in this store"),
    ("", "there is no run ''"),
]


@pytest.mark.parametrize(("given", "found"), IDS)
def test_ids_by_their_beginning(given: str, found: str, store: Store) -> None:
    for run in (FIRST, SECOND):
        store.save([coded()], run)
    if " " not in found:
        assert full_id(store.connection, "run", given) == found
    else:
        with pytest.raises(SettingError, match=found):
            full_id(store.connection, "run", given)


def test_sql_gives_columns_and_rows(store: Store) -> None:
    store.save([coded(mention("expelled"))], FIRST)
    given = answer(store.connection, "SELECT type, count(*) AS n FROM events GROUP BY type")
    assert (given.columns, list(given.rows)) == (("type", "n"), [("SANCTION", 1)])


MISTAKES = [
    ("SELEC 1", "syntax error"),
    ("SELECT * FROM evnts", "evnts"),
    ("SELECT CAST(trigger AS INTEGER) FROM mentions", "Could not convert string 'expelled'"),
    ("DELETE FROM events", "would change the store; add --write"),
]


@pytest.mark.parametrize(("sql", "said"), MISTAKES)
def test_wrong_sql_is_one_sentence(sql: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    with open_store(path) as store:
        store.save([coded(mention("expelled"))], FIRST)
    with open_store(path, read_only=True) as store, pytest.raises(SettingError, match=said) as told:
        list(answer(store.connection, sql).rows)
    assert "\n" not in str(told.value)
