"""Events: clauses become mentions by type, mode, parties, reality, day and place.

In: documents with clauses, parties, places, times and attributions. Out: mentions, and a
`Passed` with its reason for each candidate that was not coded. Tables: `data/ontology/`,
`data/events/` (one file a type), `data/words/`, `data/cues/`.
"""

from detente.events.code import Coder, code, load_coder
from detente.events.cues import RealityCues, load_reality
from detente.events.gate import Gate, load_gate
from detente.events.learned import Card, load_judge
from detente.events.ontology import Ontology, load_ontology
from detente.events.reality import assess
from detente.events.relation import RelationModel, load_relations
from detente.events.rules import Example, Rule, RuleTable, load_rules

__all__ = [
    "Card",
    "Coder",
    "Example",
    "Gate",
    "Ontology",
    "RealityCues",
    "RelationModel",
    "Rule",
    "RuleTable",
    "assess",
    "code",
    "load_coder",
    "load_gate",
    "load_judge",
    "load_ontology",
    "load_reality",
    "load_relations",
    "load_rules",
]
