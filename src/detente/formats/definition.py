"""What a format's table says: its columns, and what of our record each one holds.

A piece is written `field:kind`. The field is one of the record's (`detente.storage`'s table
`imported`); the kind says how a cell becomes its value and back: `text`, `integer`, `number`,
`date:%Y%m%d`, or the name of a crosswalk. Several crosswalks, one after the other, are joined
by ">". A "?" at the end makes a reading the last resort; "=1" is a constant to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from detente.errors import SettingError
from detente.tables import Lexicon

__all__ = ["Change", "Column", "Format", "Piece", "find_format", "load_formats"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One step between a cell and a field; `field` is None for a constant.

    `kind` is the conversion or crosswalk, `argument` what follows its first colon.
    """

    field: str | None
    kind: str
    argument: str = ""
    last: bool = False

    @classmethod
    def parse(cls, text: str) -> Piece:
        """Return the piece written as `field:kind`, `field:kind:argument` or `=constant`."""
        if text.startswith("="):
            return cls(None, "constant", text[1:])
        last = text.endswith("?")
        field, _, rest = text.removesuffix("?").partition(":")
        kind, _, argument = rest.partition(":")
        if kind.startswith("="):
            return cls(field, "constant", kind[1:], last)
        return cls(field, kind or "text", argument, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a format.

    `read` names what its cell fills, `write` what is written in it: the first that is known;
    `joined` are written one after the other, `between` them what parts those that are known.
    Where `beside` is given, only what has that too is written. `both` is read and written alike.
    A row whose `needed` cell is empty is no event of the format. `note` says what the column
    cannot hold.
    """

    name: str
    both: str | None = None
    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    between: str = ""
    beside: str | None = None
    needed: bool = False
    note: str | None = None

    @property
    def readings(self) -> tuple[Piece, ...]:
        """What the cell fills, in the order in which it is tried."""
        return tuple(map(Piece.parse, ((self.both,) if self.both else ()) + self.read))

    @property
    def writings(self) -> tuple[Piece, ...]:
        """What is written in the column: the first of them that is known."""
        return tuple(map(Piece.parse, ((self.both,) if self.both else ()) + self.write))

    @property
    def parts(self) -> tuple[Piece, ...]:
        """What is written one after the other."""
        return tuple(map(Piece.parse, self.joined))

    @property
    def home(self) -> tuple[str, ...]:
        """The fields of our record that the column fills or is filled from, in order."""
        pieces = (*self.readings, *self.writings, *self.parts)
        return tuple(dict.fromkeys(piece.field for piece in pieces if piece.field))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field of our record that a format may give back as another value, and how."""

    field: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How another system writes events.

    `target` is "events" or "mentions", `layout` "table" or "json". `null` stands for nothing.
    With `directed` a two-sided event is two rows. `guarded` files are meant for spreadsheets:
    no cell is a formula. The last `optional` columns may be missing. `unreal` formats can say
    that something was denied, planned or supposed; others leave such events out. `note` says
    what is lost. Of our own events, written and read back, the fields `lost` are empty and those
    `changed` may be others; all the rest come back.
    """

    id: str
    title: str
    suffix: str
    note: str
    columns: tuple[Column, ...]
    lost: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    target: str = "events"
    layout: str = "table"
    delimiter: str = "\t"
    quoted: bool = False
    header: bool = True
    null: str = ""
    directed: bool = True
    guarded: bool = False
    unreal: bool = False
    optional: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def needs(self, field: str) -> bool:
        """Tell whether an event without this field of our record is left out."""
        return any(column.needed and field in column.home for column in self.columns)


def load_formats(lexicon: Lexicon) -> Mapping[str, Format]:
    """Return the formats of a lexicon by their id.

    Raises:
        TableError: a table is wrong; all faults are listed.
    """
    found = lexicon.blocks("formats/*.toml", "format", Format)
    return {one.id: one for one in sorted(found, key=lambda one: one.id)}


def find_format(formats: Mapping[str, Format], name: str) -> Format:
    """Return the format called `name`.

    Raises:
        SettingError: there is none; the message names those that are near or all.
    """
    if name in formats:
        return formats[name]
    near = get_close_matches(name, formats, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(formats)}"
    raise SettingError(f"no format {name!r}; {hint}")
