"""Linking over a store: in batches or at once, with decisions, with documents coded again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from detente.errors import SettingError
from detente.linking import Scale, link, load_scale
from detente.model import (
    Annotation,
    Day,
    Document,
    Label,
    Mention,
    Party,
    Quantity,
    Sentence,
    Span,
)
from detente.pipeline import link_all, link_new
from detente.pipeline.joining import merge, split
from detente.storage import Run, Store, open_store
from detente.storage.belonging import belongings
from detente.storage.comparing import compare_events
from detente.storage.standing import every_decision
from detente.tables import Lexicon

RUN = Run("r1", "0.1.0", "code", "lexicon", "model")
LATER = replace(RUN, id="r2", lexicon="other")
MONDAY = date(2024, 3, 11)
EXPEL = Label(type="SANCTION", mode="expel", quad=4, intensity=-5.5, cameo="166")
MORE = (
    " Latvia's parliament votes on the budget this week, and farmers mean to block the roads "
    "to the capital with tractors. Rain is forecast for the whole of the Baltic coast, with "
    "strong winds from the north west. A ferry to Stockholm had to turn back at night."
)
FULL = "{} expelled {} over an arson attack on a warehouse, officials said on Monday."


@pytest.fixture(scope="module")
def scale(lexicon: Lexicon) -> Scale:
    return load_scale(lexicon)


def party(text: str, country: str, start: int) -> Party:
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


def story(
    name: str, actor: str = "Poland", recipient: str = "Russia", day: int = 0, **more: object
) -> Annotation:
    """Return a document in which `actor` expels envoys of `recipient` on a day after Monday."""
    text = FULL.format(actor, recipient) + str(more.pop("and_then", f" No {name}."))
    at = len(actor) + 1
    on = MONDAY + timedelta(day)
    mention = Mention(
        id=f"m-{name}",
        sentence=Sentence(index=0, start=0, end=text.index("Monday.") + 7, text="", tokens=()),
        trigger=Span(at, at + 8, "expelled"),
        label=EXPEL,
        act=EXPEL,
        actors=(party(actor, actor[:3].upper(), 0),),
        recipients=(party(recipient, recipient[:3].upper(), at + 9),),
        day=Day(earliest=on, latest=on, precision="day"),
        confidence=0.9,
        trace=("type: rule sanction-expel",),
    )
    published = MONDAY + timedelta(day + int(str(more.pop("later", 1))))
    document = Document(id=name, text=text, published=published)
    mention = replace(mention, **more)  # type: ignore[arg-type]  # fields by name
    (item,) = link((Annotation(document=document, mentions=(mention,)),))
    return item


def archive() -> list[Annotation]:
    """Return documents on a few expulsions, some of which repeat each other."""
    pairs = [("Poland", "Russia"), ("Russia", "Poland"), ("Latvia", "Russia"), ("France", "Mali")]
    return [
        story(f"d{number:02}", *pairs[number % 4], day=(number // 9) * 3, later=1 + number % 3)
        for number in range(36)
    ]


def stored(items: Sequence[Annotation], scale: Scale, batch: int = 1000) -> Store:
    store = open_store(None)
    for start in range(0, len(items), batch):
        store.save(items[start : start + batch], RUN)
        link_new(store, scale)
    return store


def members(store: Store) -> set[frozenset[str]]:
    return {frozenset(event["documents"]) for event in store.event_shapes()}


def test_an_event_told_in_several_documents(scale: Scale) -> None:
    store = stored([story("b"), story("a"), story("c", recipient="Belarus")], scale)
    both, alone = sorted(store.event_shapes(), key=lambda event: -len(event["documents"]))
    assert both["documents"] == ["a", "b"]
    assert both["mentions"] == ["m-a", "m-b"]
    assert both["origins"]["day"] == {"mention": "m-a", "document": "a"}
    assert [chapter["document"] for chapter in both["history"]] == ["a", "b"]
    assert "joins" in both["reasons"][0]
    assert alone["documents"] == ["c"]
    rows = store.events.order("sources").select("id, document, position, sources").fetchall()
    assert rows == [(alone["id"], "c", 0, 1), (both["id"], "a", 0, both["sources"])]
    assert {row[1] for row in store.mentions.select("id, event").fetchall()} == {
        both["id"],
        alone["id"],
    }


@pytest.mark.parametrize(("ending", "sources"), [("", 1), (MORE, 2)])
def test_copies_are_one_source(ending: str, sources: int, scale: Scale) -> None:
    items = [story("a", and_then=""), story("b", and_then=ending)]
    (event,) = stored(items, scale).event_shapes()
    assert (event["documents"], event["sources"]) == (["a", "b"], sources)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("batch", [1, 7])
def test_neither_order_nor_batches_play_a_part(seed: int, batch: int, scale: Scale) -> None:
    items = archive()
    at_once = list(stored(items, scale).event_shapes())
    shuffled = random.Random(seed).sample(items, len(items))
    store = stored(shuffled, scale, batch)
    assert list(store.event_shapes()) == at_once
    link_all(store, scale)
    assert list(store.event_shapes()) == at_once
    assert len({frozenset(e["documents"]) for e in at_once}) < len(items)


def test_documents_stand_by_themselves_until_they_are_linked(scale: Scale) -> None:
    store = stored([story("a")], scale)
    store.save([story("b")], RUN)
    assert members(store) == {frozenset("a"), frozenset("b")}
    assert link_new(store, scale).joined == 1
    assert members(store) == {frozenset("ab")}
    assert link_new(store, scale).accounts == 0


def test_a_document_coded_otherwise_leaves_its_event(scale: Scale) -> None:
    store = stored([story("a"), story("b"), story("c")], scale)
    store.save([story("b", recipient="Belarus")], LATER)
    link_new(store, scale)
    assert members(store) == {frozenset("ac"), frozenset("b")}
    store.save([story("a", day=9)], LATER)
    link_new(store, scale)
    assert members(store) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_a_split_holds_when_documents_are_coded_again(scale: Scale) -> None:
    items = [story(name) for name in "abc"]
    store = stored(items, scale)
    (event,) = store.event_shapes()
    left = split(store, scale, event["id"], ["m-b"])
    assert len(left) == 2
    assert members(store) == {frozenset("ac"), frozenset("b")}
    store.save(items[1:], LATER)
    link_new(store, scale)
    link_all(store, scale)
    assert members(store) == {frozenset("ac"), frozenset("b")}


def test_a_merge_holds_and_a_later_decision_wins(scale: Scale) -> None:
    items = [story("a"), story("b", recipient="Belarus")]
    store = stored(items, scale)
    one, other = (event["id"] for event in store.event_shapes())
    (joined,) = merge(store, scale, [one, other])
    store.save(items[:1], LATER)
    link_new(store, scale)
    assert members(store) == {frozenset("ab")}
    assert belongings(store.connection, joined)[1].reason == "joined by decision"
    split(store, scale, joined, ["m-b"])
    assert members(store) == {frozenset("a"), frozenset("b")}


def recoded(*mentions: dict[str, object]) -> Annotation:
    """Return the document "b" coded again, each mention of it with what differs."""
    first = story("b")
    told = [replace(first.mentions[0], id=f"n{k}", **more) for k, more in enumerate(mentions)]  # type: ignore[arg-type]
    (item,) = link((Annotation(document=first.document, mentions=tuple(told)),))
    return item


ATTACK, WAREHOUSE = Span(31, 44, "arson attack"), Span(50, 59, "warehouse")
CUT = Sentence(index=0, start=0, end=30, text="", tokens=())
RECODINGS = [
    # the document "b" coded again, whether the split of it holds, and what is listed of it
    ([{}], True, "holds", []),
    ([{"trigger": ATTACK}], True, "holds", []),
    ([{"sentence": CUT}], True, "holds", []),
    ([{"trigger": ATTACK, "actors": ()}], True, "holds", []),
    ([], None, "applies no more", ["it is coded no more"]),
    (
        [{"trigger": ATTACK}, {"trigger": WAREHOUSE}],
        False,
        "applies no more",
        ["it cannot be told which mention it is now"],
    ),
]


@pytest.mark.parametrize(("mentions", "holds", "state", "problems"), RECODINGS)
def test_a_split_holds_for_what_its_mention_is_now(
    mentions: list[dict[str, object]],
    holds: bool | None,
    state: str,
    problems: list[str],
    scale: Scale,
) -> None:
    store = stored([story(name) for name in "abc"], scale)
    (event,) = store.event_shapes()
    split(store, scale, event["id"], ["m-b"])
    store.save([recoded(*mentions)], LATER)
    link_new(store, scale)
    (taken,) = every_decision(store.connection)
    assert taken.state == state
    assert [one.problem for one in taken.mentions if one.problem] == problems
    together = any({"a", "b"} <= documents for documents in members(store))
    assert together is (holds is False)
    again = list(store.event_shapes())
    link_all(store, scale)
    assert list(store.event_shapes()) == again


AGAIN = [
    # the document "b" coded by another run, and what became of the event that "a" and "b" told
    ({}, []),
    ({"recipients": (party("Belarus", "BLR", 16),)}, ["split"]),
]


@pytest.mark.parametrize(("change", "kinds"), AGAIN)
def test_runs_are_compared_by_the_events_that_each_had_linked(
    change: dict[str, Any], kinds: list[str], scale: Scale
) -> None:
    store = stored([story("a"), story("b")], scale)
    for item in (story("a"), story("b", **change)):
        store.save([item], LATER)
        link_new(store, scale)
    found = compare_events(store.connection, RUN.id, LATER.id)
    assert [one.kind for one in found.changes] == kinds
    assert (found.documents, found.same) == (2, 1 - len(kinds))


def test_a_merge_holds_for_other_words_in_whatever_order_they_come(scale: Scale) -> None:
    store = stored([story("a"), story("b", recipient="Belarus")], scale)
    merge(store, scale, [event["id"] for event in store.event_shapes()])
    other = story("a", trigger=ATTACK)
    store.save([other], LATER)
    link_new(store, scale)
    assert members(store) == {frozenset("ab")}
    store.save([story("a", and_then=" Rewritten.")], LATER)
    link_new(store, scale)
    (taken,) = every_decision(store.connection)
    assert [one.problem for one in taken.mentions] == ["the text of its document has changed", None]
    assert members(store) == {frozenset("a"), frozenset("b")}
    store.save([other], LATER)
    link_new(store, scale)
    assert members(store) == {frozenset("ab")}


def test_a_split_parts_what_one_document_had_joined(scale: Scale) -> None:
    first = story("a")
    again = replace(first.mentions[0], id="m-a2", trigger=Span(40, 48, "expulsion"))
    (both,) = link((Annotation(document=first.document, mentions=(*first.mentions, again)),))
    store = stored([both, story("b")], scale)
    (event,) = store.event_shapes()
    assert event["mentions"] == ["m-a", "m-a2", "m-b"]
    split(store, scale, event["id"], ["m-a2"])
    assert sorted(e["mentions"] for e in store.event_shapes()) == [["m-a", "m-b"], ["m-a2"]]
    link_all(store, scale)
    assert sorted(e["mentions"] for e in store.event_shapes()) == [["m-a", "m-b"], ["m-a2"]]


MISTAKES = [
    # which event (None: the one that there is), which mentions of it to split off, what is said
    ("nothing", ["m-a"], "no event 'nothing'"),
    (None, ["m-c"], "m-c is no mention of event"),
    (None, ["m-a", "m-b"], "leave at least one"),
]


@pytest.mark.parametrize(("event", "mentions", "said"), MISTAKES)
def test_an_impossible_decision_changes_nothing(
    event: str | None, mentions: list[str], said: str, scale: Scale
) -> None:
    store = stored([story("a"), story("b")], scale)
    (told,) = store.event_shapes()
    with pytest.raises(SettingError, match=said):
        split(store, scale, event or told["id"], mentions)
    with pytest.raises(SettingError, match="name two events"):
        merge(store, scale, [told["id"], told["id"]])
    assert list(store.event_shapes()) == [told]
    assert store.connection.execute("SELECT * FROM decisions").fetchall() == []


def test_later_tolls_and_earlier_ones_in_the_views(scale: Scale) -> None:
    def dead(number: int) -> Quantity:
        return Quantity(
            sentence=0, start=0, end=1, text="x", kind="dead", low=number, best=number, high=number
        )

    items = [story("a", quantities=(dead(3),)), story("b", quantities=(dead(5),), later=2)]
    store = stored(items, scale)
    (event,) = store.event_shapes()
    assert [(q["kind"], q["best"], q["mention"]) for q in event["quantities"]] == [
        ("dead", 5, "m-b")
    ]
    tolls = store.connection.execute("SELECT best, document, rank FROM event_tolls ORDER BY rank")
    assert tolls.fetchall() == [(5, "b", 1), (3, "a", 2)]
    months = store.connection.execute(
        "SELECT typeof(month), actor, recipient, events, hostile FROM dyad_months"
    )
    assert months.fetchall() == [("DATE", "POL", "RUS", 1, 1)]
    told = store.connection.execute("SELECT documents, sources FROM most_told").fetchall()
    assert told == [(2, event["sources"])]


def test_why_a_mention_belongs(scale: Scale) -> None:
    store = stored([story("a"), story("b")], scale)
    (event,) = store.event_shapes()
    first, second = belongings(store.connection, event["id"])
    assert (first.reason, first.tied_to) == ("the first to tell it", None)
    assert second.tied_to == "m-a"
    assert "the same day" in (second.reason or "")
    assert second.sentence.startswith("Poland expelled Russia")
    assert second.repeats == ("a" if event["sources"] == 1 else None)
