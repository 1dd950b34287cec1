"""Storage: a DuckDB file with documents, mentions, events, parties, and the runs that made them.

In: annotated documents. Out: relations over documents, mentions and events, which hand out
pandas, polars and Arrow. Every document is written whole or not at all, so that a killed run
leaves a readable store; coding a document again with the same program changes nothing.
"""

from detente.storage.runs import Run, describe_run
from detente.storage.store import Store, default_path, open_store
from detente.storage.write import Outcome

__all__ = ["Outcome", "Run", "Store", "default_path", "describe_run", "open_store"]
