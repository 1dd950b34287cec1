"""What linking reads and writes in a store, in the order in which it does so.

All of it takes a connection within one transaction: a killed run leaves either what was linked
before or what is linked after.
"""

from detente.storage.candidates import Candidate, candidates, put_blocks
from detente.storage.decided import (
    events_of,
    mentions_of,
    merge_events,
    partners,
    split_event,
)
from detente.storage.imprints import imprint
from detente.storage.linked import write_groups
from detente.storage.standing import bonds_of, standings
from detente.storage.stories import part, part_all, stories_of_mentions
from detente.storage.tellings import tellings_of, told_in, waiting

__all__ = [
    "Candidate",
    "bonds_of",
    "candidates",
    "events_of",
    "imprint",
    "mentions_of",
    "merge_events",
    "part",
    "part_all",
    "partners",
    "put_blocks",
    "split_event",
    "standings",
    "stories_of_mentions",
    "tellings_of",
    "told_in",
    "waiting",
    "write_groups",
]
