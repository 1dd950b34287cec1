"""Storage: a DuckDB file with documents, mentions, events, parties, and the runs that made them.

In: annotated documents. Out: relations over documents, mentions and events, which hand out
pandas, polars and Arrow. Every document is written whole or not at all, so that a killed run
leaves a readable store; coding a document again with the same program changes nothing.
"""

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
from detente.storage.store import Store, default_path, open_store
from detente.storage.write import Outcome, digest_of

__all__ = [
    "Correction",
    "Outcome",
    "Run",
    "Store",
    "add_correction",
    "corrections_of",
    "default_path",
    "describe_run",
    "digest_of",
    "every_correction",
    "full_id",
    "note_applied",
    "open_store",
    "pending_documents",
    "undo_correction",
]
