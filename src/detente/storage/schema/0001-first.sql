CREATE TABLE runs (
    id VARCHAR PRIMARY KEY,          -- digest of everything below it but the times
    version VARCHAR NOT NULL,        -- of the program
    code VARCHAR NOT NULL,           -- digest of the program
    lexicon VARCHAR NOT NULL,        -- digest of all tables
    model VARCHAR NOT NULL,          -- language pipeline and relation model
    started TIMESTAMP NOT NULL
);

CREATE TABLE documents (
    id VARCHAR PRIMARY KEY,
    run VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,         -- of text, title and date of publication
    title VARCHAR,
    published DATE,
    source VARCHAR,
    url VARCHAR,
    language VARCHAR,
    text VARCHAR NOT NULL,
    extra VARCHAR NOT NULL,          -- the input's other fields, JSON
    failure VARCHAR                  -- why it could not be coded; NULL when it was
);

CREATE TABLE events (
    id VARCHAR NOT NULL,
    document VARCHAR NOT NULL,       -- the first document that tells it
    position INTEGER NOT NULL,       -- its place among that document's events
    type VARCHAR NOT NULL,
    mode VARCHAR,
    quad INTEGER NOT NULL,
    intensity DOUBLE,
    cameo VARCHAR,
    status VARCHAR NOT NULL,
    polarity VARCHAR NOT NULL,
    day_earliest DATE,
    day_latest DATE,
    place VARCHAR,
    country VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    sources INTEGER NOT NULL,
    confidence DOUBLE NOT NULL,
    shape VARCHAR NOT NULL           -- the whole event, JSON as in the contract
);

CREATE TABLE mentions (
    id VARCHAR NOT NULL,
    event VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    type VARCHAR NOT NULL,
    mode VARCHAR,
    status VARCHAR NOT NULL,
    polarity VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    trigger VARCHAR NOT NULL,
    attributed BOOLEAN NOT NULL,     -- someone other than the writer says so
    confidence DOUBLE NOT NULL,
    shape VARCHAR NOT NULL           -- the whole mention, JSON as in the contract
);

CREATE TABLE parties (
    mention VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    side VARCHAR NOT NULL,           -- actor or recipient
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    sector VARCHAR,
    role VARCHAR,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    span_text VARCHAR NOT NULL
);

CREATE TABLE passed (
    document VARCHAR NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    span_text VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);
