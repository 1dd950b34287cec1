"""The shelf: events and dyads in plain columns, for lists, maps and measures over many of them.

Everything on it follows from the other tables. `shelve` compares the versions of events and writes
anew only the rows of those that have changed, so that it takes long once and little after each
change.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.storage.changes import transaction
from detente.storage.store import Store, open_store
from detente.storage.totals import NOTE_DAYS, SUM_DAYS
from detente.storage.waiting import AT_ONCE, Patience

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["is_shelved", "open_shelved", "shelve"]


def open_shelved(
    path: str | Path, *, read_only: bool = False, patience: Patience = AT_ONCE
) -> Store:
    """Return the store at `path`, which must be there, with its shelf brought up to date.

    Raises:
        StoreInUseError: another process has it open, and `patience` is at its end.
        StoreError: there is no store, or it cannot be written.
    """
    store = open_store(path, read_only=read_only, existing=True, patience=patience)
    if not read_only:
        shelve(store.connection)
    elif not is_shelved(store.connection):
        store.close()
        open_shelved(path, patience=patience).close()
        store = open_store(path, read_only=True, patience=patience)
    store.shelved = True
    store.connection.execute(f"SET memory_limit = '{_MEMORY}'")
    return store


_MEMORY = "640MB"
"""What a store that is served keeps of its file at most; else all that was ever asked for."""


def shelve(connection: DuckDBPyConnection) -> int:
    """Bring the shelf up to date; return how many events were put on it or taken off.

    Raises:
        StoreError: the file cannot be written; the shelf is then as it was.
    """
    with transaction(connection):
        if is_shelved(connection):
            return 0
        connection.execute(_STALE)
        ((changed,),) = connection.execute("SELECT count(*) FROM stale").fetchall()
        for statement in _REPLACE:
            connection.execute(statement)
        connection.execute("DROP TABLE stale; DROP TABLE changed_days")
    return int(changed)


def is_shelved(connection: DuckDBPyConnection) -> bool:
    """Tell whether every event stands on the shelf as the other tables have it."""
    return not connection.execute(f"SELECT 1 FROM ({_UNEQUAL}) LIMIT 1").fetchall()


_BLOCK = 4096

_GIVEN = f"""
    SELECT 'own' AS dataset, version::UBIGINT // {_BLOCK} AS block, count(*) AS events,
        bit_xor(hash(version::UBIGINT)) AS digest
    FROM events GROUP BY ALL
    UNION ALL
    SELECT imported.dataset, import::UBIGINT, count(DISTINCT line), hash(first(imports.digest))
    FROM imported LEFT JOIN imports ON imports.id = import GROUP BY imported.dataset, import
"""
_HELD = f"""
    SELECT 'own' AS dataset, mark // {_BLOCK} AS block, count(*) AS events,
        bit_xor(hash(mark)) AS digest
    FROM shelf_events WHERE dataset = 'own' GROUP BY ALL
    UNION ALL
    SELECT dataset, run::UBIGINT, count(*), first(mark)
    FROM shelf_events WHERE dataset <> 'own' GROUP BY dataset, run
"""
_UNEQUAL = f"(({_GIVEN}) EXCEPT ({_HELD})) UNION (({_HELD}) EXCEPT ({_GIVEN}))"
"""Where the shelf has too much or lacks something: in which blocks of versions, in which imports.

An event gets another version whenever it is written, and the rows of an import never change: this
reads a number of each event, and what comes after it the events of few blocks.
"""

_STALE = f"""
CREATE TEMP TABLE stale AS
WITH unequal AS MATERIALIZED ({_UNEQUAL}),
given AS (
    SELECT id, 'own' AS dataset, version::UBIGINT AS mark
    FROM events SEMI JOIN unequal ON dataset = 'own' AND block = version::UBIGINT // {_BLOCK}
    UNION ALL
    SELECT DISTINCT import || ':' || line, imported.dataset, hash(imports.digest)
    FROM imported LEFT JOIN imports ON imports.id = import
    SEMI JOIN unequal ON unequal.dataset = imported.dataset AND block = import
),
held AS (
    SELECT id, shelf_events.dataset, mark
    FROM shelf_events SEMI JOIN unequal
        ON unequal.dataset = shelf_events.dataset
        AND block = if(shelf_events.dataset = 'own', mark // {_BLOCK}, run::UBIGINT)
)
SELECT DISTINCT id, dataset
FROM given FULL JOIN held USING (id, dataset)
WHERE given.mark IS DISTINCT FROM held.mark
"""

_PARTY = '[{"name": "VARCHAR", "country": "VARCHAR", "sector": "VARCHAR"}]'

_OWN = f"""
INSERT INTO shelf_events BY NAME
WITH chosen AS (
    SELECT events.*
    FROM events SEMI JOIN stale ON stale.id = events.id AND stale.dataset = 'own'
),
voices AS (
    SELECT
        m.event,
        count(*) FILTER (NOT m.attributed) = 0 AND count(DISTINCT coalesce(
            m.shape ->> '$.attribution[0].source.name',
            m.shape ->> '$.attribution[0].source.text',
            ''
        )) FILTER (m.attributed) <= 1 AS claimed
    FROM mentions AS m
    JOIN chosen AS c ON m.event = c.id AND m.status = c.status AND m.polarity = c.polarity
    GROUP BY m.event
),
sentences AS (
    SELECT
        m.event,
        count(*) AS mentions,
        arg_min(m.document, m.position) FILTER (m.document = c.document) AS document,
        arg_min(m.sentence_start, m.position) FILTER (m.document = c.document) AS first,
        arg_min(m.sentence_end, m.position) FILTER (m.document = c.document) AS last
    FROM mentions AS m JOIN chosen AS c ON m.event = c.id
    GROUP BY m.event
),
said AS (
    SELECT
        c.*,
        from_json(c.shape -> '$.actors', '{_PARTY}') AS actors,
        from_json(c.shape -> '$.recipients', '{_PARTY}') AS recipients
    FROM chosen AS c
)
SELECT
    nextval('shelf_numbers') AS number,
    said.id,
    'own' AS dataset,
    version AS mark,
    d.run,
    said.document,
    d.published AS told,
    d.source,
    day_earliest,
    day_latest,
    coalesce(day_earliest, told) AS day,
    type,
    mode,
    quad,
    intensity,
    status,
    polarity,
    coalesce(v.claimed, false) AS claimed,
    confidence,
    sources,
    coalesce(s.mentions, 0) AS mentions,
    place,
    country,
    latitude,
    longitude,
    actors,
    recipients,
    list_distinct([p.country FOR p IN actors] || [p.name FOR p IN actors]) AS actor_keys,
    list_distinct([p.country FOR p IN recipients] || [p.name FOR p IN recipients])
        AS recipient_keys,
    list_distinct([p.sector FOR p IN actors || recipients]) AS sectors,
    substring(d.text, s.first + 1, s.last - s.first) AS sentence
FROM said
JOIN documents AS d ON d.id = said.document
LEFT JOIN voices AS v ON v.event = said.id
LEFT JOIN sentences AS s ON s.event = said.id
"""

_IMPORTED = """
INSERT INTO shelf_events BY NAME
WITH chosen AS (
    SELECT imported.*, import || ':' || line AS id, hash(imports.digest) AS mark
    FROM imported LEFT JOIN imports ON imports.id = import
    SEMI JOIN stale
        ON stale.id = import || ':' || line AND stale.dataset = imported.dataset
),
gathered AS (
    SELECT
        id,
        dataset,
        first(mark) AS mark,
        first(import)::VARCHAR AS run,
        coalesce(first(published), first(day)) AS told,
        first(publisher) AS source,
        first(day) AS day_earliest,
        coalesce(first(day_latest), first(day)) AS day_latest,
        first(type ORDER BY part) AS type,
        first(mode ORDER BY part) AS mode,
        first(quad ORDER BY part) AS quad,
        first(intensity ORDER BY part) AS intensity,
        coalesce(first(status), CASE WHEN first(factual) THEN 'actual' ELSE 'hypothetical' END)
            AS status,
        coalesce(first(polarity), 'positive') AS polarity,
        coalesce(first(confidence), 1.0) AS confidence,
        coalesce(first(sources), 1) AS sources,
        coalesce(first(mentions), 1) AS mentions,
        coalesce(first(place), first(admin1)) AS place,
        first(country) AS country,
        first(latitude) AS latitude,
        first(longitude) AS longitude,
        bool_or(reciprocal) AS mutual,
        first(text ORDER BY part) AS sentence,
        first(title ORDER BY part) AS title,
        list({'name': coalesce(actor_name, actor_country), 'country': actor_country,
            'sector': actor_sector} ORDER BY part) AS a,
        list({'name': coalesce(recipient_name, recipient_country), 'country': recipient_country,
            'sector': recipient_sector} ORDER BY part) AS r
    FROM chosen
    GROUP BY id, dataset
),
sided AS (
    SELECT
        *,
        list_filter(
            CASE WHEN mutual THEN a || r ELSE a END,
            lambda p, i: p.name IS NOT NULL
                AND list_position(CASE WHEN mutual THEN a || r ELSE a END, p) = i
        ) AS actors,
        list_filter(
            CASE WHEN mutual THEN [] ELSE r END,
            lambda p, i: p.name IS NOT NULL AND list_position(r, p) = i
        ) AS recipients
    FROM gathered
)
SELECT
    nextval('shelf_numbers') AS number,
    * EXCLUDE (mutual, a, r),
    id AS document,
    coalesce(day_earliest, told) AS day,
    false AS claimed,
    list_distinct([p.country FOR p IN actors] || [p.name FOR p IN actors]) AS actor_keys,
    list_distinct([p.country FOR p IN recipients] || [p.name FOR p IN recipients])
        AS recipient_keys,
    list_distinct([p.sector FOR p IN actors || recipients]) AS sectors
FROM sided
"""

_WORDS = """
INSERT INTO shelf_words
WITH told AS (
    SELECT number, lower(strip_accents(concat_ws(
        ' ',
        array_to_string([p.name FOR p IN actors || recipients], ' '),
        place,
        coalesce(sentence, title)
    ))) AS words
    FROM shelf_events SEMI JOIN stale USING (id, dataset)
),
parted AS (
    SELECT number, unnest(list_distinct(string_split(words, ' '))) AS word FROM told
)
SELECT word, unnest(list(number)) FROM parted GROUP BY word ORDER BY word
"""
"""Words are what stands between blanks: what is looked for holds none, so it lies within one.

The events of a word lie together, so that they are found without reading the rest.
"""

_VOCABULARY = """
INSERT INTO shelf_vocabulary
SELECT DISTINCT word FROM shelf_words ANTI JOIN shelf_vocabulary USING (word) ORDER BY word
"""

_PAIRS = """
INSERT INTO shelf_pairs
WITH chosen AS (
    SELECT shelf_events.*, CASE
        WHEN len(recipients) > 0 THEN recipients
        WHEN len(actors) > 1 AND type IN (SELECT type FROM reciprocal_types) THEN actors
        ELSE []
    END AS others
    FROM shelf_events SEMI JOIN stale USING (id, dataset)
    WHERE dataset = 'own'
),
paired AS (
    SELECT *, unnest(flatten(list_transform(range(1, len(actors) + 1),
        lambda i: list_transform(range(1, len(others) + 1), lambda j: [i, j])
    ))) AS pair
    FROM chosen
)
SELECT
    id, dataset, document, source, told, day_earliest, day_latest, type, mode, quad, intensity,
    status, polarity, confidence, claimed, sources, pair,
    actors[pair[1]].country AS actor_country, actors[pair[1]].name AS actor_name,
    others[pair[2]].country AS recipient_country, others[pair[2]].name AS recipient_name,
    len(actors) = 1 AND len(others) = 1 AS alone
FROM paired
WHERE len(recipients) > 0
    OR (pair[1] != pair[2] AND actors[pair[1]].name != others[pair[2]].name)
ORDER BY actor_country, recipient_country, actor_name, recipient_name, told, id
"""
"""What is asked of two sides lies together, so that it is found without reading the rest."""

_IMPORTED_PAIRS = """
INSERT INTO shelf_pairs BY NAME
WITH chosen AS (
    SELECT
        import || ':' || line AS event,
        event AS document,
        coalesce(published, day) AS told,
        day AS day_earliest,
        publisher AS source,
        coalesce(status, CASE WHEN factual THEN 'actual' ELSE 'hypothetical' END) AS status,
        coalesce(polarity, 'positive') AS polarity,
        coalesce(confidence, 1.0) AS confidence,
        false AS claimed,
        coalesce(sources, 1) AS reports,
        NOT reciprocal AND count(*) OVER (PARTITION BY import, line) = 1 AS alone,
        imported.* EXCLUDE (
            published, day, publisher, status, polarity, confidence, sources, extra
        )
    FROM imported
    WHERE quad IS NOT NULL
),
directed AS (
    SELECT *, [part, 0] AS pair FROM chosen
    UNION ALL
    SELECT * REPLACE (
            recipient_country AS actor_country, recipient_name AS actor_name,
            actor_country AS recipient_country, actor_name AS recipient_name
        ), [part, 1] AS pair
    FROM chosen WHERE reciprocal
)
SELECT
    event, dataset, document, source, told, day_earliest, day_latest, type, mode, quad, intensity,
    status, polarity, confidence, claimed, reports, pair,
    actor_country, actor_name, recipient_country, recipient_name, alone
FROM directed SEMI JOIN stale ON stale.id = event AND stale.dataset = directed.dataset
ORDER BY dataset, actor_country, recipient_country, actor_name, recipient_name, told, event
"""

_REPLACE = (
    "CREATE TEMP TABLE changed_days (dataset VARCHAR, told DATE)",
    NOTE_DAYS,
    "DELETE FROM shelf_pairs WHERE (event, dataset) IN (SELECT id, dataset FROM stale)",
    "DELETE FROM shelf_words WHERE number IN "
    "(SELECT number FROM shelf_events SEMI JOIN stale USING (id, dataset))",
    "DELETE FROM shelf_events WHERE (id, dataset) IN (SELECT id, dataset FROM stale)",
    _OWN,
    _IMPORTED,
    _WORDS,
    _VOCABULARY,
    _PAIRS,
    _IMPORTED_PAIRS,
    NOTE_DAYS,
    *SUM_DAYS,
)
