-- Linking across documents. What `code` writes first is each document's own events; linking joins
-- them, and can take its work back: everything below follows from documents, mentions, accounts
-- and decisions.

CREATE TABLE accounts (              -- what one document tells of one happening
    id VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    position INTEGER NOT NULL,       -- its place among that document's
    shape VARCHAR NOT NULL           -- the event as this document alone tells it, JSON
);

CREATE TABLE tellings (              -- mentions as linking sees them
    mention VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,         -- of the document; with the next three, what decisions know it by
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    trigger VARCHAR NOT NULL,
    about_type VARCHAR,              -- the act that it only speaks of
    about_mode VARCHAR,
    words VARCHAR[],                 -- stems of its sentence less its parties and places
    story VARCHAR,                   -- what is linked together; NULL until it is
    tied_to VARCHAR,                 -- the mention it was joined to; NULL for the first to tell it
    reason VARCHAR                   -- why it was
);

CREATE TABLE blocks (                -- what accounts may share with others
    key BIGINT NOT NULL,             -- family of acts and a pair of countries, place, name or word
    bucket INTEGER,                  -- of days; NULL without any date
    part VARCHAR NOT NULL,           -- an account, or what a decision has left of it
    account VARCHAR NOT NULL,
    document VARCHAR NOT NULL
);

CREATE TABLE imprints (              -- texts as near-identity sees them
    document VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,         -- one for all documents that repeat one text
    story VARCHAR[] NOT NULL         -- its most telling stems
);

CREATE TABLE bands (                 -- MinHash bands of texts
    band BIGINT NOT NULL,
    document VARCHAR NOT NULL
);

CREATE TABLE decisions (             -- what a person has joined or split; survives recoding
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,           -- merge or split
    taken TIMESTAMP NOT NULL
);

CREATE TABLE decided (               -- the mentions of a decision, by text and not by run
    decision INTEGER NOT NULL,
    side VARCHAR NOT NULL,           -- left or right
    digest VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    trigger VARCHAR NOT NULL
);

CREATE TABLE former_documents (      -- what earlier runs coded, for comparing runs
    run VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    digest VARCHAR NOT NULL
);

CREATE TABLE former_mentions (
    run VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    shape VARCHAR NOT NULL
);

-- What a store held before it knew of linking.
INSERT INTO accounts SELECT id, document, position, shape FROM events;

INSERT INTO tellings
SELECT
    mentions.id, mentions.event, mentions.document, documents.digest,
    mentions.sentence_start, mentions.sentence_end, mentions.trigger,
    NULL, NULL, NULL, NULL, NULL, NULL
FROM mentions
JOIN documents ON documents.id = mentions.document;

-- Every mention with its words: which event it tells, in which document, and why it belongs there.
CREATE VIEW event_tellings AS
SELECT
    mentions.event,
    mentions.id AS mention,
    mentions.document,
    documents.published,
    documents.source,
    documents.url,
    mentions.type,
    mentions.mode,
    mentions.status,
    mentions.polarity,
    mentions.trigger,
    substring(
        documents.text,
        mentions.sentence_start + 1,
        mentions.sentence_end - mentions.sentence_start
    ) AS sentence,
    tellings.tied_to,
    tellings.reason
FROM mentions
JOIN documents ON documents.id = mentions.document
LEFT JOIN tellings ON tellings.mention = mentions.id AND tellings.document = mentions.document;

-- Every number told of an event, as it stood in each document: the newest printed has rank 1.
CREATE VIEW event_tolls AS
SELECT
    mentions.event,
    toll.kind,
    toll.low,
    toll.best,
    toll.high,
    mentions.document,
    documents.published,
    mentions.id AS mention,
    row_number() OVER (
        PARTITION BY mentions.event, toll.kind
        ORDER BY documents.published DESC NULLS LAST, toll.best DESC NULLS LAST, mentions.id
    ) AS rank
FROM (
    SELECT
        *,
        unnest(from_json(
            shape -> 'quantities',
            '[{"kind": "VARCHAR", "low": "BIGINT", "best": "BIGINT", "high": "BIGINT"}]'
        )) AS toll
    FROM mentions
) AS mentions
JOIN documents ON documents.id = mentions.document;

-- Texts that repeat each other, and the earliest printed of each group.
CREATE VIEW text_copies AS
SELECT
    imprints.document,
    first(imprints.document) OVER (
        PARTITION BY imprints.origin
        ORDER BY documents.published NULLS FIRST, imprints.document
    ) AS earliest,
    count(*) OVER (PARTITION BY imprints.origin) AS copies,
    documents.published,
    documents.source
FROM imprints
JOIN documents ON documents.id = imprints.document
QUALIFY copies > 1;

-- Events told in several texts that do not repeat each other, the most told first.
CREATE VIEW most_told AS
SELECT
    events.id AS event,
    events.type,
    events.mode,
    events.status,
    events.polarity,
    events.day_earliest,
    events.day_latest,
    events.place,
    events.country,
    events.sources,
    count(DISTINCT mentions.document) AS documents,
    count(*) AS mentions
FROM events
JOIN mentions ON mentions.event = events.id
GROUP BY ALL
HAVING count(DISTINCT mentions.document) > 1
ORDER BY events.sources DESC, documents DESC, events.id;

-- Why sentences were passed over, the most common reasons first.
CREATE VIEW passed_reasons AS
SELECT reason, count(*) AS candidates, count(DISTINCT document) AS documents
FROM passed
GROUP BY reason
ORDER BY candidates DESC, reason;

-- How many events happened by month and directed pair of countries; mutual events count both ways.
-- An event without a day of its own counts on the day when its first document was printed.
CREATE VIEW dyad_months AS
WITH told AS (
    SELECT
        events.id,
        events.quad,
        events.intensity,
        coalesce(events.day_earliest, documents.published) AS day,
        from_json(shape, '{"actors": [{"country": "VARCHAR"}],
                           "recipients": [{"country": "VARCHAR"}]}') AS said
    FROM events
    JOIN documents ON documents.id = events.document
    WHERE events.status = 'actual' AND events.polarity = 'positive'
), sided AS (
    SELECT
        * EXCLUDE (said),
        [party.country FOR party IN said.actors IF party.country IS NOT NULL] AS actors,
        [party.country FOR party IN said.recipients IF party.country IS NOT NULL] AS recipients,
        len(said.recipients) = 0 AS mutual
    FROM told
), paired AS (
    SELECT DISTINCT id, quad, intensity, day, mutual, actor, recipient
    FROM sided,
        LATERAL (SELECT unnest(actors) AS actor) AS first,
        LATERAL (SELECT unnest(CASE WHEN mutual THEN actors ELSE recipients END) AS recipient)
            AS second
)
SELECT
    date_trunc('month', day) AS month,
    actor,
    recipient,
    count(*) AS events,
    count(*) FILTER (quad <= 2) AS cooperative,
    count(*) FILTER (quad >= 3) AS hostile,
    avg(intensity) AS mean_intensity
FROM paired
WHERE day IS NOT NULL AND NOT (mutual AND actor = recipient)
GROUP BY ALL
ORDER BY month, actor, recipient;
