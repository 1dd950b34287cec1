"""Storage: a DuckDB file with documents, mentions, events, parties, and the runs that made them.

In: annotated documents. Out: relations over documents, mentions and events, which hand out
pandas, polars and Arrow. Every document is written whole or not at all, so that a killed run
leaves a readable store; coding a document again with the same program changes nothing.
"""

from detente.storage.browsing import SORTS, EventRow, Page, PartyCell, find_events
from detente.storage.corrections import (
    Correction,
    add_correction,
    corrections_of,
    every_correction,
    note_applied,
    pending_documents,
    undo_correction,
)
from detente.storage.naming import full_id
from detente.storage.runs import Run, describe_run
from detente.storage.selection import Selection
from detente.storage.shelf import is_shelved, open_shelved, shelve
from detente.storage.store import Store, default_path, open_store
from detente.storage.write import Outcome, digest_of

__all__ = [
    "SORTS",
    "Correction",
    "EventRow",
    "Outcome",
    "Page",
    "PartyCell",
    "Run",
    "Selection",
    "Store",
    "add_correction",
    "corrections_of",
    "default_path",
    "describe_run",
    "digest_of",
    "every_correction",
    "find_events",
    "full_id",
    "is_shelved",
    "note_applied",
    "open_shelved",
    "open_store",
    "pending_documents",
    "shelve",
    "undo_correction",
]
