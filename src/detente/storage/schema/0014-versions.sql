-- Every event gets a number when it is written, another one each time: the shelf then tells by it what
-- has changed, without reading what the events are.

CREATE SEQUENCE event_versions;
ALTER TABLE events ADD COLUMN version BIGINT DEFAULT nextval('event_versions');

-- What stands on the shelf as its event is now need not be put there anew.
UPDATE shelf_events SET mark = current.version
FROM (
    SELECT
        events.id,
        events.version,
        hash(events.shape, documents.run, documents.digest, documents.source) AS mark
    FROM events
    JOIN documents ON documents.id = events.document
) AS current
WHERE shelf_events.id = current.id
    AND shelf_events.dataset = 'own'
    AND shelf_events.mark = current.mark;

UPDATE shelf_events SET mark = hash(imports.digest)
FROM imports
WHERE shelf_events.dataset = imports.dataset AND shelf_events.run = CAST(imports.id AS VARCHAR);

-- The same view as before; its month is a day, as in `dataset_months`, and no time.
-- How many events happened by month and directed pair of countries; mutual events count both ways.
-- An event without a day of its own counts on the day when its first document was printed.
CREATE OR REPLACE VIEW dyad_months AS
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
    CAST(date_trunc('month', day) AS DATE) AS month,
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
