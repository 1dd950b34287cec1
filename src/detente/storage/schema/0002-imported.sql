-- Events of other datasets beside our own, and views that show both in the same columns.

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    dataset VARCHAR NOT NULL,        -- the name that queries use; 'own' is ours
    format VARCHAR NOT NULL,         -- as in data/formats/
    file VARCHAR NOT NULL,           -- the file as it was named
    digest VARCHAR NOT NULL,         -- of its bytes
    rows BIGINT NOT NULL,            -- that were read into imported or imported_mentions
    rejected BIGINT NOT NULL,        -- that could not be read
    imported_at TIMESTAMP NOT NULL
);

CREATE TABLE rejected (
    import INTEGER NOT NULL,
    line BIGINT NOT NULL,            -- counted from 1, the header included
    reason VARCHAR NOT NULL,
    text VARCHAR NOT NULL            -- the row as it stood there
);

CREATE TABLE imported (
    import INTEGER NOT NULL,
    line BIGINT NOT NULL,            -- where the row begins in its file
    part INTEGER NOT NULL,           -- 0, or the pair's number where one row names many parties
    dataset VARCHAR NOT NULL,
    key VARCHAR,                     -- the dataset's own id; not unique in every dataset
    day DATE,
    day_latest DATE,                 -- the same as day where the dataset knows one day only
    day_precision VARCHAR,
    type VARCHAR,                    -- PLOVER's; NULL where the dataset's code has none
    mode VARCHAR,
    contexts VARCHAR,                -- parted by |
    quad INTEGER,                    -- 1 to 4
    intensity DOUBLE,                -- on the dataset's own scale
    cameo VARCHAR,
    actor_name VARCHAR,
    actor_country VARCHAR,
    actor_sector VARCHAR,
    actor_sectors VARCHAR,           -- all of them, parted by |
    actor_title VARCHAR,
    actor_text VARCHAR,              -- the words of the text
    recipient_name VARCHAR,
    recipient_country VARCHAR,
    recipient_sector VARCHAR,
    recipient_sectors VARCHAR,
    recipient_title VARCHAR,
    recipient_text VARCHAR,
    reciprocal BOOLEAN NOT NULL,     -- both sides act: the views show both directions
    status VARCHAR,                  -- as in events; NULL where the dataset does not say
    polarity VARCHAR,
    factual BOOLEAN NOT NULL,        -- false for what was denied, only planned or supposed
    place VARCHAR,
    place_text VARCHAR,
    place_precision VARCHAR,
    city VARCHAR,
    admin2 VARCHAR,
    admin1 VARCHAR,
    country VARCHAR,                 -- of the place
    latitude DOUBLE,
    longitude DOUBLE,
    geonames BIGINT,
    mentions INTEGER,
    sources INTEGER,
    documents INTEGER,
    dead INTEGER,
    dead_low INTEGER,
    dead_high INTEGER,
    injured INTEGER,
    published DATE,
    publisher VARCHAR,
    url VARCHAR,
    title VARCHAR,
    text VARCHAR,
    confidence DOUBLE,
    extra VARCHAR                    -- JSON: every cell that the columns above cannot give back
);

CREATE TABLE imported_mentions (
    import INTEGER NOT NULL,
    line BIGINT NOT NULL,
    dataset VARCHAR NOT NULL,
    key VARCHAR,                     -- of the event, as in imported
    recorded TIMESTAMP,              -- when the dataset first held the event
    mentioned TIMESTAMP,             -- when this telling came
    publisher VARCHAR,
    url VARCHAR,
    sentence INTEGER,
    actor_start INTEGER,             -- places in the text, -1 where it is not named
    recipient_start INTEGER,
    action_start INTEGER,
    confidence DOUBLE,               -- between 0 and 1
    length INTEGER,                  -- of the text, in characters
    extra VARCHAR
);

-- The types whose events are two-sided when they name several actors and no recipient.
CREATE TABLE reciprocal_types (type VARCHAR PRIMARY KEY);
INSERT INTO reciprocal_types
VALUES ('AGREE'), ('CONSULT'), ('SUPPORT'), ('COOPERATE'), ('RETREAT'), ('REJECT'), ('ASSAULT');

-- Our own events, one row for each pair of actor and recipient; `reciprocal` pairs stand once.
CREATE VIEW own_dyads AS
WITH told AS (
    SELECT
        events.*,
        from_json(shape, '{
            "actors": [{"name": "VARCHAR", "country": "VARCHAR", "sector": "VARCHAR",
                        "sectors": ["VARCHAR"], "role": "VARCHAR", "text": "VARCHAR"}],
            "recipients": [{"name": "VARCHAR", "country": "VARCHAR", "sector": "VARCHAR",
                            "sectors": ["VARCHAR"], "role": "VARCHAR", "text": "VARCHAR"}],
            "mentions": ["VARCHAR"], "documents": ["VARCHAR"], "contexts": ["VARCHAR"],
            "act": {"type": "VARCHAR", "mode": "VARCHAR"}, "day": {"precision": "VARCHAR"},
            "place": {"text": "VARCHAR", "admin1": "VARCHAR", "geonames": "BIGINT",
                      "precision": "VARCHAR"},
            "quantities": [{"kind": "VARCHAR", "low": "INTEGER", "best": "INTEGER",
                            "high": "INTEGER"}]
        }') AS said
    FROM events
), sided AS (
    SELECT
        *,
        len(said.recipients) = 0
            AND len(list_distinct([a.name FOR a IN said.actors])) > 1
            AND type IN (SELECT type FROM reciprocal_types) AS mutual,
        [q FOR q IN said.quantities IF q.kind = 'dead'][1] AS toll,
        [q FOR q IN said.quantities IF q.kind = 'injured'][1] AS hurt
    FROM told
), paired AS (
    SELECT
        sided.*,
        first.number AS i,
        second.number AS j,
        said.actors[first.number] AS a,
        CASE WHEN mutual THEN said.actors[second.number] ELSE said.recipients[second.number] END AS r
    FROM sided,
        LATERAL (SELECT unnest(range(1, greatest(len(said.actors), 1) + 1)) AS number) AS first,
        LATERAL (SELECT unnest(range(
            CASE WHEN mutual THEN first.number + 1 ELSE 1 END,
            CASE WHEN mutual THEN len(said.actors) ELSE greatest(len(said.recipients), 1) END + 1
        )) AS number) AS second
)
SELECT
    0 AS import,
    paired.document AS origin,
    paired.position AS line,
    CAST((i - 1) * greatest(len(said.actors), len(said.recipients), 1) + j - 1 AS INTEGER) AS part,
    'own' AS dataset,
    paired.id AS key,
    day_earliest AS day,
    day_latest,
    said.day.precision AS day_precision,
    paired.type,
    paired.mode,
    nullif(array_to_string(said.contexts, '|'), '') AS contexts,
    quad,
    intensity,
    cameo,
    a.name AS actor_name,
    a.country AS actor_country,
    a.sector AS actor_sector,
    nullif(array_to_string(a.sectors, '|'), '') AS actor_sectors,
    a.role AS actor_title,
    a.text AS actor_text,
    r.name AS recipient_name,
    r.country AS recipient_country,
    r.sector AS recipient_sector,
    nullif(array_to_string(r.sectors, '|'), '') AS recipient_sectors,
    r.role AS recipient_title,
    r.text AS recipient_text,
    mutual AS reciprocal,
    paired.status,
    paired.polarity,
    paired.polarity = 'positive' AND (
        paired.status IN ('actual', 'historical')
        OR paired.status = 'planned' AND (  -- the label is then that of the promise or threat
            said.act.type <> paired.type OR said.act.mode IS DISTINCT FROM paired.mode
        )
    ) AS factual,
    place,
    said.place.text AS place_text,
    said.place.precision AS place_precision,
    CASE WHEN said.place.precision IN ('city', 'feature') THEN place END AS city,
    CASE WHEN said.place.precision = 'admin2' THEN place END AS admin2,
    coalesce(
        said.place.admin1,
        CASE WHEN said.place.precision IN ('admin1', 'region') THEN place END
    ) AS admin1,
    country,
    latitude,
    longitude,
    said.place.geonames AS geonames,
    CAST(len(said.mentions) AS INTEGER) AS mentions,
    sources,
    CAST(len(said.documents) AS INTEGER) AS documents,
    toll.best AS dead,
    toll.low AS dead_low,
    toll.high AS dead_high,
    hurt.best AS injured,
    documents.published,
    documents.source AS publisher,
    documents.url,
    documents.title,
    substring(
        documents.text, sentence_start + 1, sentence_end - sentence_start
    ) AS text,
    paired.confidence,
    CAST(NULL AS VARCHAR) AS extra
FROM paired
LEFT JOIN documents ON documents.id = paired.document
LEFT JOIN mentions ON mentions.id = said.mentions[1] AND mentions.document = paired.document
WHERE NOT (mutual AND a.name = r.name);

-- Own and imported events in the same columns; `reciprocal` pairs stand once.
CREATE VIEW exchange AS
SELECT * FROM own_dyads
UNION ALL BY NAME
SELECT *, NULL AS origin FROM imported;

-- Own and imported events, one row for each directed dyad: `reciprocal` events stand twice.
CREATE VIEW dataset_events AS
WITH directed AS (
    SELECT *, false AS turned FROM exchange
    UNION ALL
    SELECT
        * REPLACE (
            recipient_name AS actor_name,
            recipient_country AS actor_country,
            recipient_sector AS actor_sector,
            actor_name AS recipient_name,
            actor_country AS recipient_country,
            actor_sector AS recipient_sector
        ),
        true AS turned
    FROM exchange
    WHERE reciprocal
)
SELECT
    dataset, key, part, turned, day, day_latest, type, mode, quad, intensity, cameo,
    actor_name, actor_country, actor_sector,
    recipient_name, recipient_country, recipient_sector,
    status, polarity, factual,
    place, admin1, country, latitude, longitude,
    mentions, sources, documents, dead, injured, publisher, url, confidence, extra
FROM directed;
