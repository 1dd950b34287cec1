"""Learning: new types and modes from a user's labelled sentences, and corrections as sentences.

In: a table of some twenty marked sentences, the shipped background of all other types, and the
relation model's features. Out: a lexicon folder with a row of the ontology, and under `learned/` a
head: card (TOML), weights (NPY) and the sentences it came from. `events.learned` reads heads. Also
out: a store's corrections as training rows.
"""

from detente.learning.corrected import corrected_rows, write_rows
from detente.learning.naming import Wish, label_of
from detente.learning.samples import Sample, read_samples
from detente.learning.status import STALE, Status, statuses
from detente.learning.teaching import Taught, teach

__all__ = [
    "STALE",
    "Sample",
    "Status",
    "Taught",
    "Wish",
    "corrected_rows",
    "label_of",
    "read_samples",
    "statuses",
    "teach",
    "write_rows",
]
