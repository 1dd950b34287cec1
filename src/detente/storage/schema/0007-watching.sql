-- Feeds that are watched: what to ask with next time, and when.
CREATE TABLE watched_feeds (
    url VARCHAR PRIMARY KEY,
    etag VARCHAR,                       -- as the server sent them, to ask only for what is new
    modified VARCHAR,
    next_poll TIMESTAMP NOT NULL,       -- UTC; not to be asked before
    failures INTEGER NOT NULL,          -- polls on end that failed
    problem VARCHAR                     -- of the last poll; NULL when it went well
);

-- Items of feeds that were seen, so that none is fetched twice.
CREATE TABLE watched_items (
    item VARCHAR PRIMARY KEY,           -- its address, else its id in the feed
    feed VARCHAR NOT NULL,
    seen TIMESTAMP NOT NULL,            -- UTC; when it was first seen
    tries INTEGER NOT NULL,             -- requests for its page that failed
    outcome VARCHAR                     -- stored, or why not; NULL while it is still to be tried
);
