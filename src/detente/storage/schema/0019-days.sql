-- What countries take part in by day, so that maps of many days read no events.

CREATE TABLE shelf_days (            -- of events told as facts: actual and not negated
    dataset VARCHAR NOT NULL,        -- 'own' is ours
    told DATE NOT NULL,
    country VARCHAR NOT NULL,
    events BIGINT NOT NULL,          -- in which it takes part with another party
    hostility DOUBLE NOT NULL,       -- points of these events, whoever is hostile to whom
    squares DOUBLE NOT NULL          -- sum over documents of the square of such points
);

-- What stands on the shelf is summed now; `detente.storage.shelf` sums what changes.
INSERT INTO shelf_days
WITH sided AS (
    SELECT DISTINCT
        dataset, told, document, event, greatest(-coalesce(intensity, 0), 0) AS points,
        unnest([actor_country, recipient_country]) AS country
    FROM shelf_pairs
    WHERE status = 'actual' AND polarity = 'positive' AND told IS NOT NULL
        AND actor_name IS DISTINCT FROM recipient_name
),
papers AS (
    SELECT
        dataset,
        told,
        country,
        count(DISTINCT event) AS events,
        sum(points) AS points
    FROM sided WHERE country IS NOT NULL GROUP BY dataset, told, country, document
)
SELECT dataset, told, country, sum(events), sum(points), sum(points * points)
FROM papers
GROUP BY dataset, told, country
ORDER BY dataset, told, country;
