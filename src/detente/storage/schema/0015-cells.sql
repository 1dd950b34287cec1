-- An imported row is kept as it stood beside what was read of it, so that it is written back to the
-- letter. What an earlier version read has in `extra` the cells that its columns cannot give back.

ALTER TABLE imported RENAME TO imported_rows;
ALTER TABLE imported_rows ADD COLUMN member INTEGER;  -- which table of the file, counted from 0
ALTER TABLE imported_rows ADD COLUMN cells VARCHAR;   -- the row's: see imported_columns

ALTER TABLE imported_mentions RENAME TO imported_mention_rows;
ALTER TABLE imported_mention_rows ADD COLUMN member INTEGER;
ALTER TABLE imported_mention_rows ADD COLUMN cells VARCHAR;

CREATE TABLE imported_columns (
    import INTEGER NOT NULL,
    member INTEGER NOT NULL,
    names VARCHAR[] NOT NULL,        -- of the cells, in order, each once
    delimiter VARCHAR                -- that parts them; NULL where they are a list in JSON
);

-- The same columns as before; `extra` is JSON: the cells of the row by the names of their columns.
CREATE VIEW imported AS
SELECT
    imported_rows.* EXCLUDE (member, cells)
        REPLACE (coalesce(
            extra,
            CAST(to_json(map(names, CASE
                WHEN delimiter IS NULL THEN from_json(cells, '["VARCHAR"]')
                ELSE string_split(cells, delimiter)
            END)) AS VARCHAR)
        ) AS extra)
FROM imported_rows
LEFT JOIN imported_columns
    ON imported_columns.import = imported_rows.import
    AND imported_columns.member = imported_rows.member;

CREATE VIEW imported_mentions AS
SELECT
    imported_mention_rows.* EXCLUDE (member, cells)
        REPLACE (coalesce(
            extra,
            CAST(to_json(map(names, CASE
                WHEN delimiter IS NULL THEN from_json(cells, '["VARCHAR"]')
                ELSE string_split(cells, delimiter)
            END)) AS VARCHAR)
        ) AS extra)
FROM imported_mention_rows
LEFT JOIN imported_columns
    ON imported_columns.import = imported_mention_rows.import
    AND imported_columns.member = imported_mention_rows.member;
