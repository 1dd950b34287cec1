"""Events: clauses become mentions by type, mode, parties, reality, day and place.

In: documents with clauses, parties, places, times and attributions. Out: mentions, and a
`Passed` with its reason for each candidate that was not coded. Tables: `data/ontology/`,
`data/events/` (one file a type), `data/words/`, `data/cues/`.
"""

from detente.events.code import Coder, code, load_coder
from detente.events.ontology import Ontology, load_ontology
from detente.events.reality import RealityCues, assess, load_reality
from detente.events.rules import RuleTable, load_rules

__all__ = [
    "Coder",
    "Ontology",
    "RealityCues",
    "RuleTable",
    "assess",
    "code",
    "load_coder",
    "load_ontology",
    "load_reality",
    "load_rules",
]
