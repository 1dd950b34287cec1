"""The pipeline: stages in their order, documents through them, and results kept.

In: documents. Out: annotated documents, or a store that holds them. A stage declares what it
needs and gives; an impossible order is refused before any text is read.
"""

from detente.pipeline.bench import Order, Tools
from detente.pipeline.crew import Crew, fulfil
from detente.pipeline.joining import Joined, link_all, link_new, merge, split
from detente.pipeline.keep import Coded, code_into, models_used
from detente.pipeline.processes import Workshop
from detente.pipeline.proof import Proof, notation, prove
from detente.pipeline.stages import Stage, check_order, load_stages, shared_stages
from detente.pipeline.work import annotate, batches

__all__ = [
    "Coded",
    "Crew",
    "Joined",
    "Order",
    "Proof",
    "Stage",
    "Tools",
    "Workshop",
    "annotate",
    "batches",
    "check_order",
    "code_into",
    "fulfil",
    "link_all",
    "link_new",
    "load_stages",
    "merge",
    "models_used",
    "notation",
    "prove",
    "shared_stages",
    "split",
]
