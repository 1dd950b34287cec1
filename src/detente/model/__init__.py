"""The records that rooms hand to each other: frozen, slotted, one meaning a word."""

from detente.model.asked import (
    FILTERS,
    MEASURED,
    OWN,
    POLARITIES,
    STATUSES,
    Asked,
    Filter,
    fields_of,
    including,
)
from detente.model.coding import (
    Annotation,
    Batch,
    Day,
    Dispute,
    Event,
    Heeded,
    Label,
    Mention,
    Passed,
    Reaction,
    Voice,
)
from detente.model.days import EARLIEST, LATEST, read_day, within_reason
from detente.model.layers import Attribution, Party, Place, Quantity, Reality, Time
from detente.model.listing import Events
from detente.model.showing import draw_with
from detente.model.text import Clause, Document, Phrase, Quote, Sentence, Span, Token

__all__ = [
    "EARLIEST",
    "FILTERS",
    "LATEST",
    "MEASURED",
    "OWN",
    "POLARITIES",
    "STATUSES",
    "Annotation",
    "Asked",
    "Attribution",
    "Batch",
    "Clause",
    "Day",
    "Dispute",
    "Document",
    "Event",
    "Events",
    "Filter",
    "Heeded",
    "Label",
    "Mention",
    "Party",
    "Passed",
    "Phrase",
    "Place",
    "Quantity",
    "Quote",
    "Reaction",
    "Reality",
    "Sentence",
    "Span",
    "Time",
    "Token",
    "Voice",
    "draw_with",
    "fields_of",
    "including",
    "read_day",
    "within_reason",
]
