"""What writers write: the rows of a dataset, turned both ways where the format is directed."""

from __future__ import annotations

__all__ = ["ALL", "SOURCES", "WANTED"]

ALL = "true"
WANTED = """CASE WHEN exchange.import = 0 THEN exchange.key
    ELSE exchange.import || ':' || exchange.line END IN (SELECT id FROM wanted_events)"""
"""Which events: all of a dataset, or those of the temporary table that a selection has made."""

_EVENTS = """
    SELECT exchange.*, false AS turned, imports.format
    FROM exchange LEFT JOIN imports ON imports.id = exchange.import
    WHERE exchange.dataset = $dataset_name AND {chosen}
"""

_TURNED = """
    SELECT
        exchange.* REPLACE (
            recipient_name AS actor_name,
            recipient_country AS actor_country,
            recipient_sector AS actor_sector,
            recipient_sectors AS actor_sectors,
            recipient_title AS actor_title,
            recipient_text AS actor_text,
            actor_name AS recipient_name,
            actor_country AS recipient_country,
            actor_sector AS recipient_sector,
            actor_sectors AS recipient_sectors,
            actor_title AS recipient_title,
            actor_text AS recipient_text
        ),
        true AS turned,
        CAST(NULL AS VARCHAR) AS format
    FROM exchange
    WHERE exchange.dataset = $dataset_name AND reciprocal AND {chosen}
"""

_MENTIONS = """
    SELECT
        0 AS import, mentions.document AS origin, mentions.position AS line,
        told.part, told.turned, told.dataset, told.key, told.factual,
        CAST(documents.published AS TIMESTAMP) AS recorded,
        CAST(documents.published AS TIMESTAMP) AS mentioned,
        documents.source AS publisher, documents.url,
        CAST(NULL AS INTEGER) AS sentence,
        coalesce(CAST(mentions.shape ->> '$.actors[0].start' AS INTEGER), -1) AS actor_start,
        coalesce(CAST(mentions.shape ->> '$.recipients[0].start' AS INTEGER), -1)
            AS recipient_start,
        CAST(mentions.shape ->> '$.trigger.start' AS INTEGER) AS action_start,
        mentions.confidence, CAST(length(documents.text) AS INTEGER) AS length,
        CAST(NULL AS VARCHAR) AS extra, CAST(NULL AS VARCHAR) AS format
    FROM mentions
    JOIN dataset_events AS told ON told.dataset = 'own' AND told.key = mentions.event
    JOIN documents ON documents.id = mentions.document
    WHERE $dataset_name = 'own'
    UNION ALL BY NAME
    SELECT
        imported_mentions.*, 0 AS part, false AS turned, true AS factual, imports.format
    FROM imported_mentions JOIN imports ON imports.id = imported_mentions.import
    WHERE imported_mentions.dataset = $dataset_name
"""

SOURCES = {
    "events": _EVENTS,
    "directed": f"{_EVENTS} UNION ALL BY NAME {_TURNED}",
    "mentions": _MENTIONS,
}
"""The rows that a format's writer takes, by its target, each with the format they came from.

What is `chosen` of events is put into their text; of mentions all are taken.
"""
