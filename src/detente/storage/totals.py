"""What countries take part in by day: sums over the pairs on the shelf, for maps of many days."""

from __future__ import annotations

__all__ = ["NOTE_DAYS", "SUM_DAYS"]

NOTE_DAYS = """
INSERT INTO changed_days
SELECT DISTINCT dataset, told
FROM shelf_pairs SEMI JOIN stale ON stale.id = event AND stale.dataset = shelf_pairs.dataset
WHERE told IS NOT NULL
"""
"""Notes the days of what is stale: once with its old rows on the shelf, once with its new ones."""

_SUMS = """
INSERT INTO shelf_days
WITH sided AS (
    SELECT DISTINCT
        dataset, told, document, event, greatest(-coalesce(intensity, 0), 0) AS points,
        unnest([actor_country, recipient_country]) AS country
    FROM shelf_pairs SEMI JOIN changed_days USING (dataset, told)
    WHERE status = 'actual' AND polarity = 'positive'
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
ORDER BY dataset, told, country
"""

SUM_DAYS = (
    "DELETE FROM shelf_days WHERE (dataset, told) IN (SELECT dataset, told FROM changed_days)",
    _SUMS,
)
"""Sums the days that are noted anew."""
