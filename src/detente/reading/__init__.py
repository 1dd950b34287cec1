"""Reading: any input becomes documents, one at a time, and nothing is lost in silence.

In: paths of text, web pages, JSON lines, tables, feeds, web archives and folders of them, or
`-` for standard input. Out: a stream of `Document`s in the order of the input, each with its
language where it could be told; between them an `Unread` for every input or row that could not
be read and a `Remark` for everything that was read in another way than it stood. Rows and
records are streamed. Only `fetching`, for feeds that are watched, asks a network.
"""

from detente.reading.documents import MAX_CHARACTERS, day_given
from detente.reading.parts import Part, parts_of, read_part
from detente.reading.plain import from_text
from detente.reading.records import Reading, Remark, Unread
from detente.reading.sources import SUFFIXES, Ids, read, told_apart

__all__ = [
    "MAX_CHARACTERS",
    "SUFFIXES",
    "Ids",
    "Part",
    "Reading",
    "Remark",
    "Unread",
    "day_given",
    "from_text",
    "parts_of",
    "read",
    "read_part",
    "told_apart",
]
