-- Which act answers which, in the words of a document.

CREATE TABLE reactions (
    document VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,          -- mentions
    effect VARCHAR NOT NULL,
    cue_start INTEGER NOT NULL,
    cue_end INTEGER NOT NULL,
    cue VARCHAR NOT NULL             -- the words that say so: "in response to"
);

-- The same between events: which came of which, where, and in which words.
CREATE VIEW event_reactions AS
SELECT
    causes.event AS cause,
    effects.event AS effect,
    reactions.cue,
    reactions.document,
    documents.published,
    documents.source
FROM reactions
JOIN mentions AS causes ON causes.id = reactions.cause AND causes.document = reactions.document
JOIN mentions AS effects ON effects.id = reactions.effect AND effects.document = reactions.document
JOIN documents ON documents.id = reactions.document
WHERE causes.event <> effects.event;

-- Events that some voices assert and others deny, a row for each mention of either side.
CREATE VIEW event_disputes AS
SELECT
    event_tellings.*,
    list_contains(sides.denied, event_tellings.mention) AS denies
FROM (
    SELECT
        id AS event,
        from_json(shape -> '$.disputed.asserted', '["VARCHAR"]') AS asserted,
        from_json(shape -> '$.disputed.denied', '["VARCHAR"]') AS denied
    FROM events
    WHERE shape ->> '$.disputed.denied' IS NOT NULL
) AS sides
JOIN event_tellings USING (event)
WHERE list_contains(sides.asserted || sides.denied, event_tellings.mention);
