"""The store: what is written is read back, twice is once, and a bad file is one sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import duckdb
import pytest

from detente.errors import StoreError
from detente.linking import Key, Mark
from detente.linking.recognition import GONE
from detente.model import (
    Annotation,
    Dispute,
    Document,
    Event,
    Label,
    Mention,
    Party,
    Reaction,
    Sentence,
    Span,
)
from detente.model.shapes import event_shape, mention_shape
from detente.storage import Run, Store, open_store
from detente.storage.standing import every_decision

RUN = Run("r1", "0.1.0", "code", "lexicon", "model")
TEXT = "Poland expelled three Russian diplomats."


def party(start: int, text: str, country: str) -> Party:
    return Party(
        sentence=0,
        head=0,
        start=start,
        end=start + len(text),
        text=text,
        name=text,
        kind="country",
        country=country,
        sectors=("GOV",),
    )


def annotation(name: str = "a", text: str = TEXT) -> Annotation:
    document = Document(id=name, text=text, published=date(2024, 3, 15), extra={"desk": "east"})
    mention = Mention(
        id=f"m-{name}",
        sentence=Sentence(index=0, start=0, end=len(text), text=text, tokens=()),
        trigger=Span(7, 15, text[7:15]),
        label=Label(type="SANCTION", mode="expel", quad=4, intensity=-5.5, cameo="166"),
        act=Label(type="SANCTION", mode="expel", quad=4, intensity=-5.5, cameo="166"),
        actors=(party(0, "Poland", "POL"),),
        recipients=(party(22, "Russian", "RUS"),),
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
    return Annotation(document=document, mentions=(mention,), events=(event,))


@pytest.fixture
def store() -> Store:
    return open_store(None)


def counts(store: Store) -> list[int]:
    relations = (store.documents, store.events, store.mentions, store.parties)
    return [len(relation.fetchall()) for relation in relations]


def test_what_is_written_is_read_back(store: Store) -> None:
    item = annotation()
    (outcome,) = store.save([item], RUN)
    assert outcome.result == "added"
    assert list(store.event_shapes()) == [event_shape(item.events[0])]
    told = mention_shape(item.mentions[0]) | {"document": "a"}
    assert list(store.mention_shapes(["a"])) == list(store.mention_shapes()) == [told]
    assert list(store.mention_shapes(["b"])) == list(store.event_shapes(["b"])) == []
    assert store.texts(["a", "missing"]) == {"a": TEXT}


def test_coding_twice_changes_nothing(store: Store) -> None:
    store.save([annotation()], RUN)
    before = counts(store)
    (outcome,) = store.save([annotation()], RUN)
    assert outcome.result == "replaced"
    assert counts(store) == before == [1, 1, 1, 2]


UNCHANGED = [
    # what differs, whether the store holds it
    ({}, RUN, True),
    ({"text": TEXT + " It rained."}, RUN, False),
    ({"published": date(2024, 3, 16)}, RUN, False),
    ({"id": "b"}, RUN, False),
    ({}, replace(RUN, id="r2"), False),
]


@pytest.mark.parametrize(("change", "run", "held"), UNCHANGED)
def test_a_document_is_held_only_as_it_was_coded(
    store: Store, change: dict[str, object], run: Run, held: bool
) -> None:
    item = annotation()
    store.save([item], RUN)
    changed = {"id": item.document.id, "text": TEXT, **change}
    document = replace(item.document, **changed)  # type: ignore[arg-type]  # fields by name
    assert store.holds(document, run) is held


def test_a_changed_text_replaces_its_events(store: Store) -> None:
    store.save([annotation()], RUN)
    (outcome,) = store.save([replace(annotation(), events=(), mentions=())], RUN)
    assert outcome.result == "replaced"
    assert counts(store) == [1, 0, 0, 0]


def test_a_failed_document_keeps_its_reason(store: Store) -> None:
    failed = Annotation(document=Document(id="x", text=""), failure="has no text")
    (outcome,) = store.save([failed], RUN)
    assert (outcome.result, outcome.failure) == ("failed", "has no text")
    assert store.documents.filter("failure = 'has no text'").fetchall()


def test_a_batch_is_written_whole_or_not_at_all(store: Store) -> None:
    bad = replace(annotation("b"), events=())  # its mention belongs to no event
    with pytest.raises(KeyError):
        store.save([annotation("a"), bad], RUN)
    assert counts(store) == [0, 0, 0, 0]


def test_what_answers_what_is_kept_between_events(store: Store) -> None:
    cause, effect = annotation("a"), annotation("b")
    one = replace(effect, document=cause.document)
    both = replace(
        cause,
        mentions=(*cause.mentions, *one.mentions),
        events=(*cause.events, replace(one.events[0], documents=("a",))),
        reactions=(Reaction(cause="m-a", effect="m-b", cue=Span(0, 6, "Poland")),),
    )
    store.save([both], RUN)
    asked = "SELECT cause, effect, cue, document FROM event_reactions"
    assert store.connection.execute(asked).fetchall() == [("e-a", "e-b", "Poland", "a")]
    store.save([annotation("a", f"{TEXT} More.")], RUN)
    assert store.connection.execute(asked).fetchall() == []


def test_disputed_events_are_listed_by_side(store: Store) -> None:
    told, denied = annotation("a"), annotation("b")
    event = replace(
        told.events[0],
        mentions=(*told.mentions, *denied.mentions),
        disputed=Dispute(asserted=("m-a",), denied=("m-b",)),
    )
    whole = replace(told, mentions=event.mentions, events=(event,))
    store.save([whole, annotation("c")], RUN)
    found = store.connection.execute("SELECT mention, denies FROM event_disputes ORDER BY 1")
    assert found.fetchall() == [("m-a", False), ("m-b", True)]


def test_frames(store: Store) -> None:
    store.save([annotation()], RUN)
    assert store.events.df()["type"].tolist() == ["SANCTION"]
    assert store.events.pl()["mode"].to_list() == ["expel"]
    assert store.events.arrow().read_all().column("quad").to_pylist() == [4]


def test_a_store_outlives_its_process(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "store.duckdb"
    with open_store(path) as first:
        first.save([annotation()], RUN)
    with open_store(path, read_only=True) as second:
        assert counts(second) == [1, 1, 1, 2]


def test_a_file_that_is_no_store_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "notes.duckdb"
    path.write_text("just some notes, long enough to be no header of any kind" * 200)
    with pytest.raises(StoreError, match=r"notes\.duckdb: "):
        open_store(path)


def test_a_missing_store_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store; make one with"):
        open_store(tmp_path / "none.duckdb", read_only=True)


def test_an_older_store_is_brought_up_to_date_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    first = (resources.files("detente.storage") / "schema" / "0001-first.sql").read_text("utf-8")
    with duckdb.connect(str(path)) as connection:
        connection.execute(first)
        connection.execute("CREATE TABLE migrations (name VARCHAR PRIMARY KEY)")
        connection.execute("INSERT INTO migrations VALUES ('0001-first.sql')")
    with open_store(path, read_only=True) as store:
        assert store.connection.execute("SELECT * FROM event_tellings").fetchall() == []


def test_decisions_of_an_older_store_know_their_mentions(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    folder = resources.files("detente.storage") / "schema"
    steps = sorted(step.name for step in folder.iterdir() if step.name < "0017")
    shape = json.dumps(mention_shape(annotation().mentions[0]))
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE migrations (name VARCHAR PRIMARY KEY)")
        for name in steps:
            connection.execute((folder / name).read_text("utf-8"))
            connection.execute("INSERT INTO migrations VALUES (?)", [name])
        connection.execute(
            "INSERT INTO documents (id, run, digest, text, extra) VALUES ('a', 'r', 'd', ?, '{}')",
            [TEXT],
        )
        connection.execute(
            "INSERT INTO mentions VALUES ('m-a', 'e', 'a', 0, 'SANCTION', 'expel', 'actual', "
            "'positive', 0, 40, 'expelled', false, 1, ?)",
            [shape],
        )
        connection.execute(
            "INSERT INTO tellings (mention, account, document, digest, sentence_start, "
            "sentence_end, trigger) VALUES ('m-a', 'e', 'a', 'd', 0, 40, 'expelled')"
        )
        connection.execute("INSERT INTO decisions VALUES (1, 'merge', '2024-03-15')")
        connection.execute(
            "INSERT INTO decided VALUES (1, 'left', 'd', 0, 40, 'expelled'), "
            "(1, 'right', 'd', 0, 40, 'shunned')"
        )
    with open_store(path) as store:
        (taken,) = every_decision(store.connection)
    known, unknown = taken.mentions
    assert known.mark == Mark(
        Key("d", 0, 40, "expelled", 7), "SANCTION", "expel", frozenset({"POL", "RUS"})
    )
    assert (known.mentions, unknown.mentions, unknown.problem) == (("m-a",), (), GONE)
    assert taken.state == "applies no more"


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    open_store(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("INSERT INTO migrations VALUES ('9999-later.sql')")
    with pytest.raises(StoreError, match="newer"):
        open_store(path)
