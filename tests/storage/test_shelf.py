"""The shelf follows the store: after every kind of change it is what building it anew gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from detente.analysis import Filters, Side, countries, documents_by_day, read_occurrences
from detente.errors import StoreError
from detente.formats import import_files
from detente.linking import load_scale
from detente.model import Annotation, Document, Event, Label, Mention, Party, Sentence, Span, Voice
from detente.pipeline import link_all, merge
from detente.storage import (
    Run,
    Selection,
    Store,
    chosen_shapes,
    find_events,
    is_shelved,
    open_shelved,
    open_store,
    shelve,
)
from detente.tables import Lexicon

RUN = Run("r1", "0.1.0", "code", "lexicon", "model")
TEXT = "France accused Russia of lying."
ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
    "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\t"
    "Publisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
    "1\t2014-01-02\tFrance\tGovernment\tFrance\tCriticize or denounce\t111\t-2.0\tRussia\t"
    "Government\tRussian Federation\t9\t1\tDaily\tParis\t\t\tFrance\t48.8\t2.3\n"
    "2\t2014-01-03\tFrance\tGovernment\tFrance\tConsult\t040\t1.0\tRussia\t"
    "Government\tRussian Federation\t9\t2\tDaily\tParis\t\t\tFrance\t48.8\t2.3\n"
)


def party(name: str, code: str) -> Party:
    return Party(
        sentence=0, head=0, start=0, end=6, text=name, name=name, kind="country", country=code
    )


def told(name: str, day: int, kind: str = "ACCUSE", voice: str | None = None) -> Annotation:
    label = Label(type=kind, quad=3 if kind == "ACCUSE" else 1, intensity=-3.0)
    mutual = kind == "CONSULT"
    france, russia = party("France", "FRA"), party("Russia", "RUS")
    mention = Mention(
        id=f"m-{name}",
        sentence=Sentence(index=0, start=0, end=len(TEXT), text=TEXT, tokens=()),
        trigger=Span(7, 14, "accused"),
        label=label,
        act=label,
        actors=(france, russia) if mutual else (france,),
        recipients=() if mutual else (russia,),
        attribution=(Voice(source=Span(0, 6, voice), cue="said", stance="states"),)
        if voice
        else (),
        confidence=0.9,
    )
    event = Event(
        id=f"e-{name}",
        mentions=(mention,),
        documents=(name,),
        sources=1,
        best=mention,
        actors=mention.actors,
        recipients=mention.recipients,
    )
    document = Document(id=name, text=TEXT, published=date(2016, 10, day), source="Daily")
    return Annotation(document=document, mentions=(mention,), events=(event,))


@pytest.fixture
def store(tmp_path: Path, lexicon: Lexicon) -> Iterator[Store]:
    with open_store(tmp_path / "store.duckdb") as opened:
        opened.save([told("a", 3), told("b", 4, voice="Someone"), told("c", 5, "CONSULT")], RUN)
        (tmp_path / "icews.tab").write_text(ICEWS, encoding="utf-8")
        for _ in import_files(opened, [tmp_path / "icews.tab"], "icews", lexicon):
            pass
        opened.connection.execute("UPDATE imported_rows SET quad = 3, reciprocal = line = 3")
        shelve(opened.connection)
        yield opened


def shelf(store: Store) -> list[list[tuple[object, ...]]]:
    columns = "* EXCLUDE (number) REPLACE (list_sort(actor_keys) AS actor_keys, "
    columns += "list_sort(recipient_keys) AS recipient_keys, list_sort(sectors) AS sectors)"
    queries = (
        f"SELECT {columns} FROM shelf_events ORDER BY id",
        "SELECT * FROM shelf_pairs ORDER BY event, pair",
        "SELECT id, list_sort(list(word)) FROM shelf_words LEFT JOIN shelf_events USING (number) "
        "SEMI JOIN shelf_vocabulary USING (word) GROUP BY id ORDER BY id",
        "SELECT * FROM shelf_days ORDER BY ALL",
    )
    return [store.connection.execute(query).fetchall() for query in queries]


def anew(store: Store) -> list[list[tuple[object, ...]]]:
    for table in ("events", "pairs", "words", "vocabulary", "days"):
        store.connection.execute(f"DELETE FROM shelf_{table}")
    shelve(store.connection)
    return shelf(store)


def test_shelving_twice_changes_nothing(store: Store) -> None:
    before = shelf(store)
    assert [len(rows) for rows in before] == [5, 7, 5, 10]
    assert shelve(store.connection) == 0
    assert shelf(store) == before == anew(store)


CHANGES = [
    # what is done, rows of the shelf that come, go or are made anew by it
    ("recoded", 1),
    ("withdrawn", 1),
    ("linked", 3),  # two become one
    ("merged", 3),
    ("copied", 1),
    ("unimported", 1),
    ("imported anew", 2),
]


@pytest.mark.parametrize(("change", "rows"), CHANGES)
def test_the_shelf_follows_every_change(
    store: Store, tmp_path: Path, lexicon: Lexicon, change: str, rows: int
) -> None:
    scale = load_scale(lexicon)
    store.connection.execute("UPDATE events SET version = 5000 * version")  # far from each other
    shelve(store.connection)
    match change:
        case "recoded":
            store.save([told("a", 9, "CONSULT")], replace(RUN, id="r2"))
        case "withdrawn":
            store.save([replace(told("a", 3), mentions=(), events=())], RUN)
        case "linked":
            link_all(store, scale)
        case "merged":
            merge(store, scale, ["e-a", "e-b"])
        case "copied":
            store.connection.execute(
                "INSERT INTO events SELECT * REPLACE ('x' AS id) FROM events WHERE id = 'e-a'"
            )
        case "unimported":
            store.connection.execute("DELETE FROM imported_rows WHERE line = 2")
        case "imported anew":  # as many rows, under the same number
            (tmp_path / "icews.tab").write_text(ICEWS.replace("-2.0", "-5.0"), encoding="utf-8")
            for _ in import_files(store, [tmp_path / "icews.tab"], "icews", lexicon):
                pass
    assert not is_shelved(store.connection)
    assert shelve(store.connection) == rows
    assert is_shelved(store.connection)
    assert shelf(store) == anew(store)


@pytest.mark.parametrize("dataset", ["own", "icews"])
@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("span_days", [3, 31])
def test_measures_read_the_same_from_the_shelf(
    store: Store, dataset: str, directed: bool, span_days: int
) -> None:
    one, other = Side("FRA", "France"), Side("RUS", "Russia")
    filters = Filters(dataset=dataset)
    found = []
    for shelved in (False, True):
        store.shelved = shelved
        events = read_occurrences(
            store, one, other, directed=directed, filters=filters, span_days=span_days
        )
        found.append((events, documents_by_day(store, filters=filters)))
    assert found[0] == found[1]
    assert len(found[0][0]) == {"own": 3, "icews": 2}[dataset]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(dataset="icews"),
        Filters(minimum_confidence=0.95),
        Filters(claimed=False),
        Filters(weighed=True),
    ],
)
@pytest.mark.parametrize("since", [None, date(2014, 1, 3), date(2016, 10, 5)])
@pytest.mark.parametrize("until", [None, date(2016, 10, 5)])
def test_countries_are_the_same_from_the_shelf(
    store: Store, filters: Filters, since: date | None, until: date | None
) -> None:
    store.save([told(name, 4 + k % 3) for k, name in enumerate("defghi")], RUN)
    shelve(store.connection)
    found = []
    for shelved in (False, True):
        store.shelved = shelved
        found.append(countries(store, filters=filters, since=since, until=until))
    assert found[0] == found[1]
    if filters == Filters() and not since:
        assert [(one.country, one.events, one.tension is None) for one in found[0]] == [
            ("FRA", 7 if until else 9, False),
            ("RUS", 7 if until else 9, False),
        ]


def test_days_of_an_older_store_are_summed(store: Store, tmp_path: Path) -> None:
    before = store.connection.execute("SELECT * FROM shelf_days ORDER BY ALL").fetchall()
    store.connection.execute("DROP TABLE shelf_days")
    store.connection.execute("DELETE FROM migrations WHERE name = '0019-days.sql'")
    store.close()
    with open_shelved(tmp_path / "store.duckdb", read_only=True) as opened:
        after = opened.connection.execute("SELECT * FROM shelf_days ORDER BY ALL").fetchall()
    assert before == after != []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lying", ["e-a", "e-b", "e-c"]),
        ("LYÍNG accus", ["e-a", "e-b", "e-c"]),
        ("ying.", ["e-a", "e-b", "e-c"]),
        ("\u0301", ["e-a", "e-b", "e-c"]),
        ("lying trade", []),
        ("oflying", []),
    ],
)
def test_words_are_found_in_parts_of_words(store: Store, words: str, found: list[str]) -> None:
    page = find_events(store.connection, Selection(words=words))
    assert sorted(row.id for row in page.items) == found


def test_words_of_events_that_are_gone_find_none_that_came_later(store: Store) -> None:
    store.save([replace(told("c", 5), mentions=(), events=())], RUN)
    shelve(store.connection)
    later = replace(told("d", 6), document=replace(told("d", 6).document, text="x" * len(TEXT)))
    store.save([later], RUN)
    shelve(store.connection)
    page = find_events(store.connection, Selection(words="lying"))
    assert [row.id for row in page.items] == ["e-b", "e-a"]


def test_a_text_that_changes_within_a_sentence_is_shown_as_it_is_now(store: Store) -> None:
    item = told("a", 3)
    text = TEXT.replace("lying", "theft")
    store.save([replace(item, document=replace(item.document, text=text))], RUN)
    assert not is_shelved(store.connection)
    shelve(store.connection)
    page = find_events(store.connection, Selection(words="theft"))
    assert [(row.id, row.sentence) for row in page.items] == [("e-a", text)]


def test_what_changes_a_store_takes_it_off_the_shelf(store: Store, lexicon: Lexicon) -> None:
    store.shelved = True
    store.save([told("a", 9)], RUN)
    assert not store.shelved
    store.shelved = True
    link_all(store, load_scale(lexicon))
    assert not store.shelved


def test_imported_events_are_listed_by_their_dataset(store: Store) -> None:
    page = find_events(store.connection, Selection(dataset="icews", types=("ACCUSE",)))
    (row,) = page.items
    assert (row.day, row.quad, row.source) == (date(2014, 1, 2), 3, "Daily")
    assert [p.country for p in (*row.actors, *row.recipients)] == ["FRA", "RUS"]


def test_selected_shapes_come_by_document(store: Store) -> None:
    chosen = chosen_shapes(store.connection, Selection(types=("ACCUSE",)))
    assert [shape["id"] for shape in chosen] == ["e-a", "e-b"]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_store_is_opened_with_its_shelf_up_to_date(
    store: Store, tmp_path: Path, read_only: bool
) -> None:
    store.connection.execute("DELETE FROM shelf_events")
    store.close()
    with open_shelved(tmp_path / "store.duckdb", read_only=read_only) as opened:
        assert opened.shelved
        assert find_events(opened.connection).total == 3


def test_the_shelf_of_an_older_store_is_made_anew(store: Store, tmp_path: Path) -> None:
    schema = resources.files("detente.storage") / "schema"
    for statement in (
        "DROP TABLE shelf_events; DROP TABLE shelf_pairs; DROP TABLE shelf_words",
        "DROP TABLE shelf_vocabulary",
        "DROP SEQUENCE shelf_numbers",
        "DROP INDEX mentions_by_event; DROP INDEX mentions_by_document",
        (schema / "0010-shelf.sql").read_text(encoding="utf-8"),
        "INSERT INTO shelf_pairs SELECT 'gone', 'own', 'd', NULL, NULL, NULL, NULL, 'AID', NULL, "
        "2, 1, 'actual', 'positive', 1, false, 1, [1, 1], 'FRA', 'France', 'RUS', 'Russia'",
        "DELETE FROM migrations WHERE name = '0013-words.sql'",
    ):
        store.connection.execute(statement)
    store.close()
    with open_shelved(tmp_path / "store.duckdb", read_only=True) as opened:
        assert find_events(opened.connection, Selection(words="lying")).total == 3
        assert len(read_occurrences(opened, Side("FRA", "France"), Side("RUS", "Russia"))) == 3


def test_what_stands_on_the_shelf_of_an_older_store_stays(store: Store, tmp_path: Path) -> None:
    for statement in (
        "UPDATE shelf_events SET mark = m.mark FROM (SELECT events.id, "
        "hash(shape, run, digest, source) AS mark FROM events JOIN documents "
        "ON documents.id = events.document) AS m WHERE m.id = shelf_events.id",
        "UPDATE events SET shape = replace(shape, 'France', 'Gaul') WHERE id = 'e-b'",
        "DROP INDEX events_by_id",
        "ALTER TABLE events DROP COLUMN version",
        "DROP SEQUENCE event_versions",
        "DELETE FROM migrations WHERE name IN ('0014-versions.sql', '0020-event-ids.sql')",
    ):
        store.connection.execute(statement)
    store.close()
    with open_store(tmp_path / "store.duckdb") as opened:
        assert shelve(opened.connection) == 1  # what has changed since
        (changed,) = find_events(opened.connection, Selection(words="gaul")).items
        assert changed.id == "e-b"


def test_no_store_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        open_shelved(tmp_path / "none.duckdb")
    assert list(tmp_path.iterdir()) == []
