-- Events are found by id without reading the whole table.
CREATE INDEX events_by_id ON events (id);
