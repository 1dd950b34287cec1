-- Months of dyads in imported datasets, counted when a file is imported: millions of rows need not
-- be counted again by everyone who asks.

CREATE TABLE imported_months (
    import INTEGER NOT NULL,
    month DATE NOT NULL,             -- its first day
    actor VARCHAR NOT NULL,          -- countries
    recipient VARCHAR NOT NULL,
    events BIGINT NOT NULL,
    cooperative BIGINT NOT NULL,     -- of quad 1 or 2
    hostile BIGINT NOT NULL,         -- of quad 3 or 4
    scored BIGINT NOT NULL,          -- with an intensity
    points DECIMAL(38, 6)            -- the sum of their intensities
);

-- What stands in it, counted anew: what happened, a reciprocal event in both directions.
CREATE VIEW counted_months AS
WITH happened AS (
    SELECT
        import, day, quad, actor_country, recipient_country, reciprocal,
        try_cast(intensity AS DECIMAL(18, 6)) AS intensity  -- sums are then exact in any order
    FROM imported
    WHERE factual
), directed AS (
    SELECT import, day, quad, intensity, actor_country AS actor, recipient_country AS recipient
    FROM happened
    UNION ALL
    SELECT import, day, quad, intensity, recipient_country, actor_country
    FROM happened
    WHERE reciprocal AND actor_country <> recipient_country
)
SELECT
    import,
    CAST(date_trunc('month', day) AS DATE) AS month,
    actor,
    recipient,
    count(*) AS events,
    count(*) FILTER (quad <= 2) AS cooperative,
    count(*) FILTER (quad >= 3) AS hostile,
    count(intensity) AS scored,
    sum(intensity) AS points
FROM directed
WHERE day IS NOT NULL AND actor IS NOT NULL AND recipient IS NOT NULL
GROUP BY ALL;

INSERT INTO imported_months FROM counted_months ORDER BY import, month, actor, recipient;

-- `dyad_months` for every dataset, our own and imported ones.
CREATE VIEW dataset_months AS
SELECT 'own' AS dataset, * REPLACE (CAST(month AS DATE) AS month) FROM dyad_months
UNION ALL
SELECT
    imports.dataset,
    month,
    actor,
    recipient,
    CAST(sum(events) AS BIGINT),
    CAST(sum(cooperative) AS BIGINT),
    CAST(sum(hostile) AS BIGINT),
    CAST(sum(points) AS DOUBLE) / nullif(sum(scored), 0)
FROM imported_months
JOIN imports ON imports.id = imported_months.import
GROUP BY ALL;
