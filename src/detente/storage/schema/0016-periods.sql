-- What happened between countries by day and week, as `dyad_months` has it by month, and tension.

-- The day that an event stands under, as in `analysis.series`: the middle of the days that the text
-- gives, but none after `told`, when it was printed. Where they are more than `span` days apart, or
-- not given, it is the day of telling, if that lies among them; else NULL.
CREATE MACRO day_within(earliest, latest, told, span) AS CASE
    WHEN earliest IS NULL OR earliest > told THEN told
    WHEN latest - earliest <= span
        THEN earliest + CAST((least(latest, coalesce(told, latest)) - earliest) // 2 AS INTEGER)
    WHEN told <= latest THEN told
END;

-- Our own events that happened, a row for each directed pair of countries; mutual ones both ways.
-- `told` is when the first document was printed.
CREATE VIEW dyad_events AS
WITH told AS (
    SELECT
        events.id AS event,
        events.document,
        documents.published AS told,
        events.day_earliest,
        events.day_latest,
        events.type,
        events.mode,
        events.quad,
        events.intensity,
        from_json(shape, '{"actors": [{"name": "VARCHAR", "country": "VARCHAR"}],
                           "recipients": [{"name": "VARCHAR", "country": "VARCHAR"}]}') AS said
    FROM events
    JOIN documents ON documents.id = events.document
    WHERE events.status = 'actual' AND events.polarity = 'positive'
), sided AS (
    SELECT
        * EXCLUDE (said),
        said.actors AS actors,
        CASE
            WHEN len(said.recipients) > 0 THEN said.recipients
            WHEN type IN (SELECT type FROM reciprocal_types) THEN said.actors
        END AS others,
        len(said.recipients) = 0 AS mutual
    FROM told
)
SELECT DISTINCT
    event, document, told, day_earliest, day_latest, type, mode, quad, intensity,
    a.country AS actor,
    r.country AS recipient
FROM sided,
    LATERAL (SELECT unnest(actors) AS a) AS first,
    LATERAL (SELECT unnest(others) AS r) AS second
WHERE a.country IS NOT NULL
    AND r.country IS NOT NULL
    AND NOT (mutual AND (a.name = r.name OR a.country = r.country));

CREATE VIEW dyad_days AS
WITH dated AS (
    SELECT *, day_within(day_earliest, day_latest, told, 3) AS day FROM dyad_events
)
SELECT
    day,
    actor,
    recipient,
    count(*) AS events,
    count(*) FILTER (quad <= 2) AS cooperative,
    count(*) FILTER (quad >= 3) AS hostile,
    avg(intensity) AS mean_intensity,
    count(*) FILTER (quad = 1) AS verbal_cooperation,
    count(*) FILTER (quad = 2) AS material_cooperation,
    count(*) FILTER (quad = 3) AS verbal_conflict,
    count(*) FILTER (quad = 4) AS material_conflict
FROM dated
WHERE day IS NOT NULL
GROUP BY ALL
ORDER BY day, actor, recipient;

-- A week is known by its Monday.
CREATE VIEW dyad_weeks AS
WITH dated AS (
    SELECT *, day_within(day_earliest, day_latest, told, 7) AS day FROM dyad_events
)
SELECT
    CAST(date_trunc('week', day) AS DATE) AS week,
    actor,
    recipient,
    count(*) AS events,
    count(*) FILTER (quad <= 2) AS cooperative,
    count(*) FILTER (quad >= 3) AS hostile,
    avg(intensity) AS mean_intensity,
    count(*) FILTER (quad = 1) AS verbal_cooperation,
    count(*) FILTER (quad = 2) AS material_cooperation,
    count(*) FILTER (quad = 3) AS verbal_conflict,
    count(*) FILTER (quad = 4) AS material_conflict
FROM dated
WHERE day IS NOT NULL
GROUP BY ALL
ORDER BY week, actor, recipient;

-- The same columns as before, counted by the same rules. Several actors without a recipient are a
-- mutual event only where the type is one of `reciprocal_types`.
CREATE OR REPLACE VIEW dyad_months AS
WITH dated AS (
    SELECT *, day_within(day_earliest, day_latest, told, 31) AS day FROM dyad_events
)
SELECT
    CAST(date_trunc('month', day) AS DATE) AS month,
    actor,
    recipient,
    count(*) AS events,
    count(*) FILTER (quad <= 2) AS cooperative,
    count(*) FILTER (quad >= 3) AS hostile,
    avg(intensity) AS mean_intensity
FROM dated
WHERE day IS NOT NULL
GROUP BY ALL
ORDER BY month, actor, recipient;

-- Tension and warmth of two countries for every day from the first to the last document, in points
-- of intensity per 100 documents read: what `analysis.tension` gives of two countries without
-- filters, but for its band. After `half_life_days` an event, and a document, weigh half; what is
-- older than 60 half-lives is forgotten. Both are NULL where fewer than five documents were printed
-- within the last half-life (`documents`): unknown, not calm.
CREATE MACRO dyad_tension(one, other, half_life_days := 30.0) AS TABLE
WITH read AS (
    SELECT published AS day, count(*) AS documents
    FROM documents
    WHERE failure IS NULL AND published IS NOT NULL
    GROUP BY published
), calendar AS (
    SELECT CAST(unnest(generate_series(min(day), max(day), INTERVAL 1 DAY)) AS DATE) AS day
    FROM read
), once AS (
    SELECT DISTINCT event, told AS day, intensity
    FROM dyad_events
    WHERE (actor = one AND recipient = other) OR (actor = other AND recipient = one)
), points AS (
    SELECT
        day,
        sum(greatest(-intensity, 0)) AS hostility,
        sum(greatest(intensity, 0)) AS cooperation
    FROM once
    GROUP BY day
), ledger AS (
    SELECT
        read.day,
        read.documents,
        coalesce(hostility, 0) AS hostility,
        coalesce(cooperation, 0) AS cooperation
    FROM read LEFT JOIN points ON points.day = read.day
), remembered AS (
    SELECT
        calendar.day,
        calendar.day - ledger.day AS age,
        ledger.documents,
        pow(2, -(calendar.day - ledger.day) / half_life_days) AS weight,
        hostility,
        cooperation
    FROM calendar
    JOIN ledger
        ON ledger.day <= calendar.day AND calendar.day - ledger.day <= 60 * half_life_days
), summed AS (
    SELECT
        day,
        coalesce(sum(documents) FILTER (age < ceil(half_life_days - 1e-9)), 0) AS documents,
        100 * sum(hostility * weight) / sum(documents * weight) AS tension,
        100 * sum(cooperation * weight) / sum(documents * weight) AS warmth
    FROM remembered
    GROUP BY day
)
SELECT
    calendar.day,
    CAST(coalesce(documents, 0) AS BIGINT) AS documents,
    CASE WHEN documents >= 5 THEN round(tension, 4) END AS tension,
    CASE WHEN documents >= 5 THEN round(warmth, 4) END AS warmth
FROM calendar
LEFT JOIN summed ON summed.day = calendar.day
ORDER BY calendar.day;

-- The same of every pair of countries that was told of, on one day.
CREATE MACRO tensions_on(on_day, half_life_days := 30.0) AS TABLE
WITH read AS (
    SELECT
        count(*) FILTER (CAST(on_day AS DATE) - published < ceil(half_life_days - 1e-9))
            AS documents,
        sum(pow(2, -(CAST(on_day AS DATE) - published) / half_life_days)) AS exposure
    FROM documents
    WHERE failure IS NULL AND published <= CAST(on_day AS DATE)
), once AS (
    SELECT DISTINCT
        event,
        least(actor, recipient) AS one,
        greatest(actor, recipient) AS other,
        intensity,
        pow(2, -(CAST(on_day AS DATE) - told) / half_life_days) AS weight
    FROM dyad_events
    WHERE actor <> recipient AND told <= CAST(on_day AS DATE)
)
SELECT
    one,
    other,
    count(*) AS events,
    CASE WHEN any_value(documents) >= 5
        THEN round(100 * coalesce(sum(greatest(-intensity, 0) * weight), 0) / any_value(exposure), 4)
    END AS tension,
    CASE WHEN any_value(documents) >= 5
        THEN round(100 * coalesce(sum(greatest(intensity, 0) * weight), 0) / any_value(exposure), 4)
    END AS warmth
FROM once, read
GROUP BY one, other
ORDER BY tension DESC NULLS LAST, one, other;

-- ... and on the last day with documents, with a half-life of 30 days.
CREATE VIEW dyad_tensions AS
SELECT * FROM tensions_on((SELECT max(published) FROM documents WHERE failure IS NULL));
