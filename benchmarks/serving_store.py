"""A store of made-up documents and events of our own from a fixed seed, for `serving.py`."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.analysis import find_side, names_of_codes
from detente.events import load_ontology
from detente.storage import open_store, shelve
from detente.tables import Lexicon

FIRST = date(2014, 1, 1)
DAYS = 3_650
COUNTRIES = 180
WORDS = [
    "talks",
    "army",
    "court",
    "border",
    "visit",
    "strike",
    "aid",
    "trade",
    "vote",
    "police",
    "minister",
    "treaty",
    "convoy",
    "protest",
    "sanctions",
    "election",
    "harbour",
    "airport",
    "village",
    "pipeline",
    "summit",
    "embassy",
    "refugees",
    "ceasefire",
]


MADE = """
CREATE TEMP TABLE made AS
WITH drawn AS (
    SELECT
        number,
        CAST(floor(pow($countries, hash(number, 1) % 1000000 / 1e6)) AS INTEGER) AS one,
        CAST(floor(pow($countries, hash(number, 2) % 1000000 / 1e6)) AS INTEGER) AS other,
        list_extract($labels, CAST(hash(number, 3) % len($labels) + 1 AS INTEGER)) AS label,
        $first + CAST(hash(number, 4) % $days AS INTEGER) AS printed,
        list_extract(['actual', 'actual', 'actual', 'planned', 'historical'],
            CAST(hash(number, 5) % 5 + 1 AS INTEGER)) AS status,
        round(hash(number, 6) % 1000 / 1e3, 3) AS confidence,
        array_to_string([list_extract($words, CAST(hash(number, w) % len($words) + 1 AS INTEGER))
            FOR w IN range(10, 26)], ' ') AS words
    FROM range($events) AS numbers(number)
),
named AS (
    SELECT
        * REPLACE (if(one = other, one % $countries + 1, other) AS other),
        printed - CAST(hash(number, 7) % 3 AS INTEGER) AS day
    FROM drawn
)
SELECT
    *,
    printf('d%08d', number) AS document,
    printf('e%015x', number) AS event,
    printf('m%015x', number) AS mention,
    printf('%s told %s of %s.', $names[one], $names[other], words) AS text,
    length($names[one]) AS after,
    {'start': 0, 'end': after, 'text': $names[one], 'name': $names[one], 'kind': 'country',
        'country': $codes[one], 'sector': 'GOV', 'sectors': ['GOV'], 'role': NULL} AS actor,
    {'start': after + 6, 'end': after + 6 + length($names[other]), 'text': $names[other],
        'name': $names[other], 'kind': 'country', 'country': $codes[other], 'sector': 'GOV',
        'sectors': ['GOV'], 'role': NULL} AS recipient,
    {'type': label.type, 'mode': label.mode, 'contexts': ['diplomatic'], 'quad': label.quad,
        'intensity': label.intensity, 'cameo': label.cameo,
        'trigger': {'start': after + 1, 'end': after + 5, 'text': 'told'},
        'act': {'type': label.type, 'mode': label.mode},
        'actors': [actor], 'recipients': [recipient], 'status': status, 'polarity': 'positive',
        'day': {'earliest': day, 'latest': day, 'precision': 'day', 'start': NULL, 'end': NULL,
            'text': NULL},
        'place': NULL, 'quantities': [], 'attribution': [], 'confidence': confidence} AS shape
FROM named
"""
"""One event a document; what is drawn follows from its number. Few countries take part in most."""

FILLED = (
    """
    INSERT INTO documents
    SELECT document, 'r1', event, array_to_string(split(words, ' ')[:6], ' '), printed,
        'Paper ' || hash(number, 8) % 40, NULL, 'en', text, '{}', NULL
    FROM made
    """,
    """
    INSERT INTO events
    SELECT event, document, 0, label.type, label.mode, label.quad, label.intensity, label.cameo,
        status, 'positive', day, day, NULL, NULL, NULL, NULL, 1, confidence,
        to_json(struct_insert(shape, id := event, mentions := [mention],
            documents := [document], sources := 1, reasons := [])),
        nextval('event_versions')
    FROM made
    """,
    """
    INSERT INTO mentions
    SELECT mention, event, document, 0, label.type, label.mode, status, 'positive', 0,
        length(text), 'told', false, confidence,
        to_json(struct_insert(shape, id := mention,
            sentence := {'start': 0, 'end': length(text)}, trace := ['made up']))
    FROM made
    """,
    """
    INSERT INTO parties
    SELECT mention, document, side, 0, party.name, 'country', party.country, 'GOV', NULL,
        party.start, party.end, party.text
    FROM (SELECT mention, document, 'actor' AS side, actor AS party FROM made
        UNION ALL SELECT mention, document, 'recipient', recipient FROM made)
    """,
)


def make_store(path: Path, events: int, given: Given) -> tuple[float, float]:
    """Write a store and its shelf; return the seconds that each took."""
    start = time.perf_counter()
    with open_store(path) as store:
        values = {"countries": len(given.codes), "events": events, "first": FIRST, "days": DAYS}
        lists = {"labels": given.labels, "words": WORDS, "codes": given.codes}
        store.connection.execute(MADE, {**values, **lists, "names": given.names})
        for statement in FILLED:
            store.connection.execute(statement)
        store.connection.execute("DROP TABLE made")
        made = time.perf_counter()
        shelve(store.connection)
        store.connection.execute("CHECKPOINT")
    return made - start, time.perf_counter() - made


@dataclass(frozen=True, slots=True)
class Given:
    """What events are made up from: labels, and countries by code and name."""

    labels: list[dict[str, Any]]
    codes: list[str]
    names: list[str]


def given_by(lexicon: Lexicon) -> Given:
    """Return the labels and countries of the tables."""
    ontology = load_ontology(lexicon)
    found = [ontology.label(name) for name in (*ontology.types, *ontology.modes)]
    labels = [
        {"type": one.type, "mode": one.mode, "quad": one.quad}
        | {"intensity": one.intensity, "cameo": one.cameo}
        for one in found
    ]
    names = names_of_codes(lexicon)
    sides = (find_side(code, lexicon) for code in sorted(names))
    codes = list(dict.fromkeys(side.key for side in sides if side and side.key in names))
    return Given(labels, codes[:COUNTRIES], [names[code] for code in codes[:COUNTRIES]])
