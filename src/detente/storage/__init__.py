"""Storage: a DuckDB file with documents, mentions, events, parties, and the runs that made them.

In: annotated documents. Out: relations over documents, mentions and events, which hand out
pandas, polars and Arrow. Every document is written whole or not at all, so that a killed run
leaves a readable store; coding a document again with the same program changes nothing.
"""

from detente.storage.browsing import (
    SORTS,
    EventRow,
    PartyCell,
    chosen_ids,
    chosen_shapes,
    count_events,
    count_undated,
    find_events,
    rows_of,
)
from detente.storage.bulk import listed
from detente.storage.corrections import (
    WITHDRAWN,
    Correction,
    add_correction,
    corrections_of,
    every_correction,
    note_applied,
    pending_documents,
    undo_correction,
)
from detente.storage.entries import document_of, read_entries, write_entries
from detente.storage.evidence import (
    EventDetail,
    MentionDetail,
    Said,
    Statement,
    read_event,
    statements_of,
)
from detente.storage.holdings import (
    Choice,
    Choices,
    DatasetRow,
    Holdings,
    every_dataset,
    holdings,
    read_choices,
)
from detente.storage.marks import mark_of
from detente.storage.naming import full_id
from detente.storage.paging import Page
from detente.storage.papers import (
    DocumentDetail,
    DocumentRow,
    Papers,
    find_documents,
    read_document,
)
from detente.storage.runs import Run, describe_run
from detente.storage.selection import OWN, POLARITIES, STATUSES, Selection
from detente.storage.shelf import is_shelved, open_shelved, shelve
from detente.storage.store import Store, default_path, open_store
from detente.storage.waiting import Patience
from detente.storage.write import Entry, Outcome, digest_of, entry_of

__all__ = [
    "OWN",
    "POLARITIES",
    "SORTS",
    "STATUSES",
    "WITHDRAWN",
    "Choice",
    "Choices",
    "Correction",
    "DatasetRow",
    "DocumentDetail",
    "DocumentRow",
    "Entry",
    "EventDetail",
    "EventRow",
    "Holdings",
    "MentionDetail",
    "Outcome",
    "Page",
    "Papers",
    "PartyCell",
    "Patience",
    "Run",
    "Said",
    "Selection",
    "Statement",
    "Store",
    "add_correction",
    "chosen_ids",
    "chosen_shapes",
    "corrections_of",
    "count_events",
    "count_undated",
    "default_path",
    "describe_run",
    "digest_of",
    "document_of",
    "entry_of",
    "every_correction",
    "every_dataset",
    "find_documents",
    "find_events",
    "full_id",
    "holdings",
    "is_shelved",
    "listed",
    "mark_of",
    "note_applied",
    "open_shelved",
    "open_store",
    "pending_documents",
    "read_choices",
    "read_document",
    "read_entries",
    "read_event",
    "rows_of",
    "shelve",
    "statements_of",
    "undo_correction",
    "write_entries",
]
