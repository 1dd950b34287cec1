"""Which accounts of several documents are one event, why, and what the event then says."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.linking import (
    Account,
    Bonds,
    Days,
    Group,
    Key,
    Scale,
    Telling,
    Toll,
    Where,
    Who,
    account_of,
    cluster,
    edges_of,
    load_scale,
    merge,
)
from detente.linking.wording import stems_of
from detente.model import Dispute
from detente.tables import Lexicon

MONDAY = date(2024, 3, 11)
STORY = "Poland expelled three Russian diplomats over an arson attack on a warehouse in Wroclaw"
POL, RUS = Who("Poland", "POL", "GOV"), Who("Russia", "RUS", "GOV")
WROCLAW = Where("Wrocław", "POL", 51.1, 17.03)


@pytest.fixture(scope="module")
def scale(lexicon: Lexicon) -> Scale:
    return load_scale(lexicon)


def days(first: int, last: int | None = None) -> Days:
    return Days(MONDAY + timedelta(first), MONDAY + timedelta(first if last is None else last))


def telling(document: str, **more: object) -> Telling:
    """Return what a document printed on Tuesday tells of an expulsion on Monday."""
    words = stems_of(str(more.pop("words", STORY)))
    base = Telling(
        id=f"m-{document}",
        document=document,
        position=0,
        event=f"e-{document}",
        key=Key(document, 0, 90, "expelled", 7),
        type="SANCTION",
        mode="expel",
        trigger="expel",
        rule="sanction-expel",
        origin=document,
        published=MONDAY + timedelta(1),
        actors=(POL,),
        recipients=(RUS,),
        day=days(0),
        words=words,
        story=words,
    )
    return replace(base, **more)  # type: ignore[arg-type]  # fields by name


def linked(tellings: list[Telling], scale: Scale, bonds: Bonds | None = None) -> list[Group]:
    accounts = [account_of([one], scale.words) for one in tellings]
    return cluster(accounts, edges_of(combinations(accounts, 2), scale), scale, bonds)


def partition(groups: list[Group]) -> set[frozenset[str]]:
    return {frozenset(account.document for account in group.accounts) for group in groups}


OTHER_WORDS = "Warsaw ordered embassy staff to leave, citing sabotage at a depot"
PAIRS = [
    # how the second document differs, whether they are one event, why
    ({}, True, "the same telling"),
    ({"words": OTHER_WORDS}, True, "other words, the same act, parties and day"),
    ({"words": OTHER_WORDS, "day": None, "published": None}, False, "nothing but the parties"),
    ({"recipients": ()}, True, "one side is not told"),
    ({"recipients": (Who("Belarus", "BLR", "GOV"),)}, False, "another country expelled from"),
    ({"actors": (RUS,), "recipients": (POL,)}, False, "the answer in kind"),
    ({"mode": "cut", "trigger": "cut", "rule": "x", "words": OTHER_WORDS}, False, "another mode"),
    ({"type": "COERCE"}, False, "another type of act"),
    ({"day": days(-20, 9)}, True, "a month around the day"),
    ({"day": days(3)}, False, "three days later"),
    ({"day": None}, True, "no day told, printed just after"),
    ({"day": None, "published": MONDAY + timedelta(40)}, False, "printed weeks later"),
    ({"place": WROCLAW}, True, "a place that only one tells"),
    ({"status": "planned"}, True, "planned in one, done in the other"),
    ({"status": "hypothetical", "words": OTHER_WORDS}, False, "only supposed, in other words"),
    ({"polarity": "negated"}, True, "denied in one"),
    ({"spoken": True}, False, "called off, says one, and done, says the other"),
    ({"spoken": True, "status": "planned"}, False, "still against what was done"),
]


@pytest.mark.parametrize(("change", "joined", "why"), PAIRS, ids=[row[2] for row in PAIRS])
def test_two_documents(change: dict[str, object], joined: bool, why: str, scale: Scale) -> None:
    groups = linked([telling("a"), telling("b", **change)], scale)
    assert (len(groups) == 1) is joined, why


def assault(document: str, **more: object) -> Telling:
    """Return what a document tells of a bombing that names nobody who did it."""
    text = "A car bomb killed people at a market"
    base: dict[str, object] = {"type": "ASSAULT", "mode": "explosives", "actors": ()}
    base |= {"recipients": (Who("people", None, "CVL", "people"),), "words": text}
    base |= {"trigger": "kill", "rule": "assault-kill", "key": Key(document, 0, 40, "killed", 11)}
    return telling(document, **{**base, **more})


MOSUL, BASRA = Where("Mosul", "IRQ", 36.34, 43.13), Where("Basra", "IRQ", 30.5, 47.8)
SUBURB = Where("Hamdaniya", "IRQ", 36.27, 43.38)
BOMBINGS = [
    ({"place": MOSUL}, {"place": MOSUL}, True, "the same town"),
    ({"place": MOSUL}, {"place": SUBURB}, True, "a suburb of it"),
    ({"place": MOSUL}, {"place": BASRA}, False, "towns far apart"),
    ({"place": MOSUL}, {"place": Where("Hama", "SYR", 35.1, 36.7)}, False, "another country"),
    ({"tolls": (Toll("dead", best=14),)}, {"tolls": (Toll("dead", best=14),)}, True, "the toll"),
    (
        {"place": MOSUL, "tolls": (Toll("dead", best=14),)},
        {"place": MOSUL, "tolls": (Toll("dead", best=31),), "published": MONDAY + timedelta(2)},
        True,
        "a toll that has risen",
    ),
]


@pytest.mark.parametrize(
    ("one", "other", "joined", "why"), BOMBINGS, ids=[row[3] for row in BOMBINGS]
)
def test_two_bombings(
    one: dict[str, object], other: dict[str, object], joined: bool, why: str, scale: Scale
) -> None:
    groups = linked([assault("a", **one), assault("b", **other)], scale)
    assert (len(groups) == 1) is joined, why


def test_one_document_tells_its_own_events_apart(scale: Scale) -> None:
    second = telling("a", id="m2", event="e2", position=1, key=Key("a", 100, 190, "expelled", 107))
    assert len(linked([telling("a"), second], scale)) == 2


def test_a_vague_telling_does_not_join_two_that_contradict_each_other(scale: Scale) -> None:
    vague = telling("v", day=days(-3, 3), published=MONDAY + timedelta(4))
    groups = linked([telling("a", day=days(-2)), vague, telling("b", day=days(2))], scale)
    assert {"a", "b"} not in [set(members) for members in partition(groups)]
    assert all(not {"a", "b"} <= members for members in partition(groups))


def noisy_tellings(seed: int) -> list[Telling]:
    """Return tellings of a few expulsions, some vague, some by others, in other words."""
    draw = random.Random(seed)
    return [
        telling(
            f"d{number}",
            day=draw.choice([days(0), days(1), days(4), days(0, 6), None]),
            recipients=draw.choice([(RUS,), (RUS,), (), (Who("Belarus", "BLR", "GOV"),)]),
            words=draw.choice([STORY, OTHER_WORDS, f"{STORY} {OTHER_WORDS}"]),
            published=MONDAY + timedelta(draw.randrange(6)),
        )
        for number in range(14)
    ]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_documents_plays_no_part(seed: int, lexicon: Lexicon) -> None:
    scale = load_scale(lexicon)
    tellings = noisy_tellings(seed)
    shuffled = random.Random(seed + 1).sample(tellings, len(tellings))
    first, second = linked(tellings, scale), linked(shuffled, scale)
    assert first == second
    assert sorted(a.id for g in first for a in g.accounts) == sorted(
        account_of([t], scale.words).id for t in tellings
    )


def test_every_account_but_the_first_says_what_it_was_joined_to(scale: Scale) -> None:
    (group,) = linked([telling(name) for name in "abc"], scale)
    first, *others = group.ties
    known = {account.id for account in group.accounts}
    assert first.to is None
    assert all(tie.to in known - {tie.account} for tie in others)
    assert all("the same day +2.0" in tie.reason for tie in others)


def joined_event(*tellings: Telling, scale: Scale) -> Group:
    accounts: list[Account] = [account_of([one], scale.words) for one in tellings]
    ordered = tuple(sorted(accounts, key=lambda a: (a.published or date.min, a.document)))
    return Group(ordered, (), ordered[0].id)


REALITIES = [
    # (status, polarity, said by others) of documents printed one day after the other; whose holds
    ([("actual", "positive", False), ("actual", "negated", True)], 0, "a denial is history"),
    ([("actual", "positive", False), ("actual", "negated", False)], 1, "the writer takes it back"),
    (
        [
            ("actual", "positive", False),
            ("actual", "negated", False),
            ("actual", "positive", True),
        ],
        1,
        "a claim after it was taken back",
    ),
    (
        [
            ("actual", "positive", True),
            ("actual", "negated", True),
            ("actual", "positive", True),
        ],
        0,
        "only others deny, so their claims stand",
    ),
    (
        [
            ("actual", "negated", False),
            ("actual", "positive", True),
            ("actual", "positive", False),
        ],
        1,
        "a writer tells it again, as the claim did",
    ),
    ([("planned", "positive", False), ("actual", "positive", False)], 1, "the plan came true"),
    ([("actual", "positive", False), ("planned", "positive", False)], 0, "an old plan retold"),
    ([("actual", "positive", False), ("historical", "positive", False)], 0, "told as past"),
    ([("planned", "positive", False), ("planned", "negated", False)], 0, "only ever planned"),
    ([("hypothetical", "positive", False), ("planned", "positive", False)], 1, "more than an if"),
]


@pytest.mark.parametrize(("told", "holds", "why"), REALITIES, ids=[row[2] for row in REALITIES])
def test_the_latest_confirmed_telling_decides(
    told: list[tuple[str, str, bool]], holds: int, why: str, scale: Scale
) -> None:
    tellings = [
        telling(
            f"d{n}",
            status=status,
            polarity=polarity,
            voice="the army" if said else None,
            published=MONDAY + timedelta(n),
        )
        for n, (status, polarity, said) in enumerate(told)
    ]
    event = merge(joined_event(*tellings, scale=scale))
    assert event.best == f"m-d{holds}", why
    assert [(c.status, c.polarity) for c in event.history] == [row[:2] for row in told]


def test_voices_of_several_documents_dispute_an_event(scale: Scale) -> None:
    told = telling("a")
    denied = telling("b", polarity="negated", voice="the ministry")
    event = merge(joined_event(told, denied, scale=scale))
    assert event.disputed == Dispute(asserted=("m-a",), denied=("m-b",))
    copied = telling("c", origin="a", polarity="negated")
    assert merge(joined_event(told, copied, scale=scale)).disputed is None, "one text, one writer"


def test_later_tolls_supersede_earlier_ones(scale: Scale) -> None:
    early = assault("a", tolls=(Toll("dead", best=14), Toll("injured", best=40)))
    late = assault("b", tolls=(Toll("dead", best=31),), published=MONDAY + timedelta(3))
    event = merge(joined_event(late, early, scale=scale))
    assert event.tolls == (("dead", "m-b"), ("injured", "m-a"))
    assert [chapter.tolls for chapter in event.history] == [early.tolls, late.tolls]


@pytest.mark.parametrize("told", [{"polarity": "negated"}, {"status": "hypothetical"}])
def test_a_toll_that_is_denied_or_supposed_supersedes_none(
    scale: Scale, told: dict[str, Any]
) -> None:
    early = assault("a", tolls=(Toll("dead", best=3),))
    late = assault("b", tolls=(Toll("dead", best=50),), published=MONDAY + timedelta(3), **told)
    event = merge(joined_event(early, replace(late, voice="the army"), scale=scale))
    assert event.tolls == (("dead", "m-a"),)
    alone = merge(joined_event(late, scale=scale))
    assert alone.tolls == (("dead", "m-b"),)


def test_copies_count_as_one_source(scale: Scale) -> None:
    copy = telling("b", origin="a")
    event = merge(joined_event(telling("a"), copy, telling("c"), scale=scale))
    assert (event.documents, event.sources) == (("a", "b", "c"), 2)


def test_fields_come_from_who_tells_them(scale: Scale) -> None:
    bare = telling("a", actors=(), day=None, confidence=0.9)
    full = telling("b", place=WROCLAW, day=days(0, 2))
    exact = telling("c", day=days(0), confidence=0.1)
    event = merge(joined_event(bare, full, exact, scale=scale))
    assert (event.best, event.actors, event.place, event.day) == ("m-b", "m-b", "m-b", "m-c")
