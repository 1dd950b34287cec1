-- The shelf, made anew: its words stand in tables of their own, so that looking for one reads no
-- event, rows are found by id without reading the whole table, and pairs lie in order of the two.

DROP TABLE shelf_events;
DROP TABLE shelf_pairs;

CREATE SEQUENCE shelf_numbers;

CREATE TABLE shelf_events (          -- an event, our own or imported, as lists show it
    number BIGINT NOT NULL,          -- by which `shelf_words` knows it
    id VARCHAR NOT NULL,             -- of an imported event: the import and the line
    dataset VARCHAR NOT NULL,        -- 'own' is ours
    mark UBIGINT NOT NULL,           -- of all that the row was made from
    run VARCHAR NOT NULL,            -- that coded the first document, or the number of the import
    document VARCHAR NOT NULL,       -- the first to tell it; of an imported event its own id
    told DATE,                       -- when that was printed
    source VARCHAR,
    day_earliest DATE,
    day_latest DATE,
    day DATE,                        -- the first day that it may have happened on, else `told`
    type VARCHAR,
    mode VARCHAR,
    quad INTEGER,
    intensity DOUBLE,
    status VARCHAR NOT NULL,
    polarity VARCHAR NOT NULL,
    claimed BOOLEAN NOT NULL,        -- no writer tells it as a fact, and one voice alone says so
    confidence DOUBLE NOT NULL,
    sources INTEGER NOT NULL,        -- independent documents
    mentions INTEGER NOT NULL,
    place VARCHAR,
    country VARCHAR,                 -- of the place
    latitude DOUBLE,
    longitude DOUBLE,
    actors STRUCT("name" VARCHAR, country VARCHAR, sector VARCHAR)[] NOT NULL,
    recipients STRUCT("name" VARCHAR, country VARCHAR, sector VARCHAR)[] NOT NULL,
    actor_keys VARCHAR[] NOT NULL,   -- names and countries
    recipient_keys VARCHAR[] NOT NULL,
    sectors VARCHAR[] NOT NULL,      -- of both sides
    sentence VARCHAR,                -- the first that tells it; of an imported event its text
    title VARCHAR                    -- of an imported event
);

CREATE TABLE shelf_pairs (           -- an event and an ordered pair of its parties
    event VARCHAR NOT NULL,
    dataset VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    source VARCHAR,
    told DATE,
    day_earliest DATE,
    day_latest DATE,
    type VARCHAR,
    mode VARCHAR,
    quad INTEGER NOT NULL,
    intensity DOUBLE,
    status VARCHAR NOT NULL,
    polarity VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    claimed BOOLEAN NOT NULL,
    reports INTEGER NOT NULL,
    pair INTEGER[] NOT NULL,
    actor_country VARCHAR,
    actor_name VARCHAR,
    recipient_country VARCHAR,
    recipient_name VARCHAR,
    alone BOOLEAN NOT NULL           -- the event has no other pair
);

CREATE TABLE shelf_words (           -- what is searched, by word
    word VARCHAR NOT NULL,           -- in lower case, without accents
    number BIGINT NOT NULL           -- an event that has it
);

CREATE TABLE shelf_vocabulary (word VARCHAR NOT NULL);  -- each of those words, or more

CREATE INDEX shelf_events_by_id ON shelf_events (id);
CREATE INDEX mentions_by_event ON mentions (event);
CREATE INDEX mentions_by_document ON mentions (document);
