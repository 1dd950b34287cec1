-- What a person decided of mentions is found again when another lexicon or model codes them by other
-- words: beside the place, it is known how they were coded and which mentions stood with them.

CREATE TABLE decided_mentions AS
SELECT DISTINCT
    decided.*,
    mentions.document,
    CAST(mentions.shape ->> '$.trigger.start' AS INTEGER) AS trigger_start,
    mentions.type,
    mentions.mode,
    [coalesce(p.country, p.name) FOR p IN list_concat(
        from_json(mentions.shape -> '$.actors', '[{"country": "VARCHAR", "name": "VARCHAR"}]'),
        from_json(mentions.shape -> '$.recipients', '[{"country": "VARCHAR", "name": "VARCHAR"}]')
    )] AS parties,
    CAST([] AS INTEGER[]) AS beside
FROM decided
LEFT JOIN tellings USING (digest, sentence_start, sentence_end, trigger)
LEFT JOIN mentions ON mentions.id = tellings.mention AND mentions.document = tellings.document;

DROP TABLE decided;

CREATE TABLE decided (               -- the mentions of a decision, by text and not by run
    decision INTEGER NOT NULL,
    side VARCHAR NOT NULL,           -- left or right
    digest VARCHAR NOT NULL,         -- of the document
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    trigger VARCHAR NOT NULL,
    document VARCHAR,                -- its id then; NULL, as all below, where that is not known any more
    trigger_start INTEGER,
    type VARCHAR,
    mode VARCHAR,
    parties VARCHAR[],               -- countries, else names
    beside INTEGER[]                 -- where the triggers of the sentence's other mentions started
);
INSERT INTO decided SELECT * FROM decided_mentions;
DROP TABLE decided_mentions;

ALTER TABLE corrections ADD COLUMN parties VARCHAR[];
ALTER TABLE corrections ADD COLUMN beside INTEGER[];

CREATE TABLE heeded (                -- what became of corrections when a document was coded last
    document VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL, -- the next four name the correction, as in corrections
    sentence_end INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger VARCHAR NOT NULL,
    mention VARCHAR,                 -- that it was put in force for; NULL where there is none
    problem VARCHAR                  -- why there is none
);
