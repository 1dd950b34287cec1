"""Grammar: text becomes sentences, and sentences clauses with their arguments.

In: documents. Out: sentences of plain tokens, quotations, and a clause for every word that
denotes an event, its voice undone and its arguments found. The only room that imports spaCy,
and only in `parse`, `words` and `extension`; everything after them works on the plain records, so
it is tested without a model. Tables: `data/language/`.
"""

from detente.language.clauses import build_clauses, find_clauses
from detente.language.grammar import Grammar, load_grammar
from detente.language.parse import DEFAULT_PIPELINE, Parser, load_parser
from detente.language.tree import Tree

__all__ = [
    "DEFAULT_PIPELINE",
    "Grammar",
    "Parser",
    "Tree",
    "build_clauses",
    "find_clauses",
    "load_grammar",
    "load_parser",
]
