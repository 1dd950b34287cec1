-- What earlier runs had linked, for comparing runs: an event is noted before the first of its
-- documents is coded by another run.
CREATE TABLE former_events (
    run VARCHAR NOT NULL,
    event VARCHAR NOT NULL,
    shape VARCHAR NOT NULL,
    PRIMARY KEY (run, event)
);

CREATE TABLE former_tellings (
    run VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    mention VARCHAR NOT NULL,
    event VARCHAR NOT NULL,          -- in former_events
    PRIMARY KEY (run, document, mention)
);
