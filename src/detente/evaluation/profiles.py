"""What is to know of each benchmark beside its format, as data: `data/evaluation/benchmarks.toml`.

Names that it writes otherwise than the ontology, types that it treats as reciprocal, dates that
stand for none. None of it is known to Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.tables import Lexicon

__all__ = ["Profile", "load_profile"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One benchmark.

    `types` and `countries` say what a name or code, the benchmark's or ours, is read as before the
    two are compared. `equated` are further codes that are read so for a second figure only.
    `reciprocal` are the types whose actors are recipients too. `published` is the day that its
    undated texts are read with, an ISO date; `undated` are dates in it that stand for none.
    `caution` is told with every result.
    """

    id: str
    types: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    equated: Mapping[str, str] = field(default_factory=dict)
    reciprocal: tuple[str, ...] = ()
    published: str | None = None
    undated: tuple[str, ...] = ()
    caution: tuple[str, ...] = ()

    def type(self, name: str) -> str:
        """Return what a type is read as, itself where nothing is said."""
        return self.types.get(name, name)

    def country(self, code: str, *, equate: bool = False) -> str:
        """Return what a country's code is read as; with `equate` the further codes count too."""
        read = self.countries.get(code, code)
        return self.equated.get(read, read) if equate else read

    def day(self, text: str | None) -> date | None:
        """Return the day that a text of the benchmark is read with, None for no day.

        Raises:
            ValueError: it is no ISO date.
        """
        if not text or text in self.undated:
            text = self.published
        return date.fromisoformat(text) if text else None


def load_profile(lexicon: Lexicon, task: str) -> Profile:
    """Return what the lexicon says of a benchmark; an empty profile where it says nothing.

    Raises:
        TableError: a table is wrong; all faults are listed.
    """
    rows = lexicon.blocks("evaluation/benchmarks.toml", "benchmark", Profile)
    return next((row for row in rows if row.id == task), Profile(id=task))
