"""The lexicon: folders of TOML and CSV that hold what the coder knows.

In: the shipped folder and any number of a user's folders of the same shape, where later
folders win. Out: frozen rows of the type that the asking room declares. Nothing here knows
what a row means.
"""

from detente.tables.blocks import Block, read_toml
from detente.tables.folders import Lexicon, open_lexicon, shipped_folder
from detente.tables.rows import Row, collector_paused, read_csv

__all__ = [
    "Block",
    "Lexicon",
    "Row",
    "collector_paused",
    "open_lexicon",
    "read_csv",
    "read_toml",
    "shipped_folder",
]
