-- What a person said of mentions. The key is the text itself, so that a correction outlives coding:
-- ids of mentions may change with a document's id, offsets in an unchanged text do not.
CREATE TABLE corrections (
    document_digest VARCHAR NOT NULL,   -- of text, title and date of publication, as in documents
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger VARCHAR NOT NULL,
    mention VARCHAR NOT NULL,           -- the mention's id when it was corrected
    document VARCHAR NOT NULL,          -- the document's id then
    verdict VARCHAR NOT NULL,           -- right, wrong, retyped, or withdrawn until it is coded again
    coded_as VARCHAR NOT NULL,          -- its label then, TYPE or TYPE/mode
    label VARCHAR,                      -- what it should be; NULL for one that is wrong
    contexts VARCHAR NOT NULL,          -- parted by |
    marked_sentence VARCHAR,            -- with <s>actor</s> and <t>recipient</t>; NULL unless both stand there
    applied BOOLEAN NOT NULL,           -- whether the document was coded again since
    PRIMARY KEY (document_digest, sentence_start, sentence_end, trigger_start, trigger)
);
