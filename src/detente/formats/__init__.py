"""Formats: events as files that other programs read.

In: events in the contract's shape. Out: JSON lines, CSV or Parquet, chosen by suffix or name.
Every file is written beside its place and moved there whole, so that none is ever half written.
"""

from detente.formats.files import FORMATS, format_of, write_events, write_lines

__all__ = ["FORMATS", "format_of", "write_events", "write_lines"]
