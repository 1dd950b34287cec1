"""How events are told: their words, who says so, and the documents that they stand in."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.analysis.occurrences import Occurrence
from detente.analysis.plain import inline, web_address
from detente.storage import Store, listed

__all__ = [
    "Paper",
    "Quotation",
    "Statement",
    "Telling",
    "read_papers",
    "read_statements",
    "read_tellings",
]

_MOST_CHARACTERS = 360

Shape = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as a source: `url` is None unless it is a plain web address."""

    document: str
    title: str
    source: str | None
    url: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of a document: what stands before the event's trigger, it, and what follows."""

    before: str
    words: str
    after: str
    document: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Someone's word for an event: `voices` as in a `Telling`, `stance` how the first says it."""

    voices: tuple[str, ...]
    stance: str
    event: str
    quotation: Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One event as people read it.

    `actors` and `recipients` are as the text names them. `voices` is the chain of who says so,
    the outermost first; empty where the writer does. `times` counts the tellings. `place` is
    None when unknown.
    """

    occurrence: Occurrence
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    voices: tuple[str, ...]
    place: str | None
    times: int
    quotation: Quotation
    statements: tuple[Statement, ...]


def read_tellings(
    store: Store, found: Sequence[Occurrence], *, most_characters: int = _MOST_CHARACTERS
) -> tuple[Telling, ...]:
    """Return the tellings of events, in their order.

    Sentences of more than `most_characters` are shortened round the words that tell the event.
    """
    names = [item.event for item in found]
    shapes = {
        name: json.loads(shape)
        for name, shape in store.connection.execute(
            f"SELECT id, shape FROM events WHERE id IN {listed(names)}", names
        ).fetchall()
    }
    told: defaultdict[str, list[tuple[str, Shape]]] = defaultdict(list)
    rows = store.connection.execute(
        "SELECT event, document, shape FROM mentions "
        f"WHERE event IN {listed(names)} ORDER BY document, position",
        names,
    ).fetchall()
    for event, document, shape in rows:
        told[event].append((document, json.loads(shape)))
    texts = store.texts(sorted({document for _, document, _ in rows}))
    return tuple(
        _telling(item, shapes[item.event], told[item.event], texts, most_characters)
        for item in found
        if told[item.event]
    )


def read_statements(store: Store, events: Sequence[str]) -> tuple[Statement, ...]:
    """Return who says what of events, document by document, as they stand in it.

    Of the events themselves nothing is read: for a page of them that takes longest.
    """
    rows = store.connection.execute(
        "SELECT event, document, shape FROM mentions "
        f"WHERE attributed AND event IN {listed(events)} ORDER BY document, position",
        list(events),
    ).fetchall()
    texts = store.texts(sorted({document for _, document, _ in rows}))
    return tuple(
        _statement(event, name, json.loads(shape), texts, _MOST_CHARACTERS)
        for event, name, shape in rows
    )


def read_papers(store: Store, documents: Iterable[str]) -> tuple[Paper, ...]:
    """Return documents as sources, by day of publication, then by id."""
    names = sorted(set(documents))
    rows = store.connection.execute(
        "SELECT id, title, source, url, published FROM documents "
        f"WHERE id IN {listed(names)} ORDER BY published NULLS LAST, id",
        names,
    ).fetchall()
    return tuple(
        Paper(
            name,
            inline(title or name),
            inline(source) if source else None,
            web_address(url),
            published,
        )
        for name, title, source, url, published in rows
    )


def _telling(
    item: Occurrence,
    event: Shape,
    mentions: Sequence[tuple[str, Shape]],
    texts: Mapping[str, str],
    most: int,
) -> Telling:
    document, best = max(mentions, key=lambda pair: _fitness(item, pair[1]))
    place = event["place"]
    return Telling(
        occurrence=item,
        actors=_called(event["actors"]),
        recipients=_called(event["recipients"]),
        voices=_chain(best),
        place=inline(place["name"]) if place else None,
        times=len(mentions),
        quotation=_quotation(document, best, texts, most),
        statements=tuple(
            _statement(item.event, name, mention, texts, most)
            for name, mention in mentions
            if mention["attribution"]
        ),
    )


def _statement(
    event: str, document: str, mention: Shape, texts: Mapping[str, str], most: int
) -> Statement:
    return Statement(
        _chain(mention),
        mention["attribution"][0]["stance"],
        event,
        _quotation(document, mention, texts, most),
    )


def _fitness(item: Occurrence, mention: Shape) -> tuple[int, int, float]:
    """Rank tellings by whether they tell just this event, as a fact, and how sure they are."""
    same = ("type", "mode", "status", "polarity")
    alike = sum(mention[field] == getattr(item, field) for field in same)
    return alike, not mention["attribution"], mention["confidence"]


def _called(parties: Iterable[Shape]) -> tuple[str, ...]:
    """Return what to call parties: the names of people and countries, the words for others."""
    return tuple(dict.fromkeys(_name(party) for party in parties))


def _name(party: Shape) -> str:
    described = party["kind"] not in ("person", "country") or "(" in party["name"]
    return inline(party["text"] if described and " " in party["text"] else party["name"])


def _chain(mention: Shape) -> tuple[str, ...]:
    return tuple(_voice(voice) for voice in mention["attribution"])


def _voice(voice: Shape) -> str:
    source = voice["source"]
    if source is None:
        return f"unnamed sources ({inline(voice['cue']).lower()})"
    return _name(source) if "name" in source else inline(source["text"])


def _quotation(document: str, mention: Shape, texts: Mapping[str, str], most: int) -> Quotation:
    text = texts.get(document, "")
    start, end = mention["sentence"]["start"], mention["sentence"]["end"]
    first, last = mention["trigger"]["start"], mention["trigger"]["end"]
    before, after = text[start:first], text[last:end]
    spare = max(40, (most - (last - first)) // 2)
    if len(before) + len(after) > 2 * spare:
        room = 2 * spare - min(len(before), len(after), spare)
        before, after = _last_words(before, room), _first_words(after, room)
    return Quotation(_spaced(before), _spaced(text[first:last]), _spaced(after), document)


def _last_words(text: str, room: int) -> str:
    return text if len(text) <= room else "… " + text[-room:].partition(" ")[2]


def _first_words(text: str, room: int) -> str:
    return text if len(text) <= room else text[:room].rpartition(" ")[0] + " …"


def _spaced(text: str) -> str:
    """Return `text` on one line, keeping whether white space parts it from its neighbours."""
    start = " " if text[:1].isspace() else ""
    end = " " if text[-1:].isspace() and text.strip() else ""
    return start + inline(text) + end
