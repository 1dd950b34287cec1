"""Formats: events as files that other programs read, and other systems' files as events.

In: events of a store, or files of GDELT, ICEWS, POLECAT, ACLED, UCDP, Phoenix or PLOVER. Out:
files in our columns or another system's, and imported rows beside our own in the store. What a
format's columns hold is data (`data/formats/`), and so are the crosswalks of codes. Every file
is written beside its place and moved there whole, so that none is ever half written.
"""

from detente.formats.agreement import Agreement, LeftOut, Share, agree
from detente.formats.datasets import OWN, check_dataset
from detente.formats.definition import Column, Format, find_format, load_formats
from detente.formats.differences import DIFFERENCES, differences
from detente.formats.exporting import Written, write_format
from detente.formats.files import (
    FORMATS,
    format_of,
    opened,
    placed,
    safe,
    write_events,
    write_lines,
)
from detente.formats.importing import import_files
from detente.formats.imports import Imported
from detente.formats.partitions import PARTS, write_partitions

__all__ = [
    "DIFFERENCES",
    "FORMATS",
    "OWN",
    "PARTS",
    "Agreement",
    "Column",
    "Format",
    "Imported",
    "LeftOut",
    "Share",
    "Written",
    "agree",
    "check_dataset",
    "differences",
    "find_format",
    "format_of",
    "import_files",
    "load_formats",
    "opened",
    "placed",
    "safe",
    "write_events",
    "write_format",
    "write_lines",
    "write_partitions",
]
