"""Which events a measure counts: one set of filters for every measure, the page and the CLI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.errors import SettingError
from detente.model import OWN, POLARITIES, STATUSES
from detente.storage import listed

__all__ = ["OWN", "POLARITIES", "STATUSES", "Filters"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What counts as having happened; the default is what is told as fact or claimed as fact.

    `statuses` are the realities kept; planned, hypothetical and historical events are left out
    by default, as are `negated` ones, of which the text says that they did not happen:
    `polarities` are those kept. `claimed` keeps what a single voice says and no writer tells as a
    fact; set it to False to leave those out.
    `minimum_confidence` is between 0 and 1, how likely an event's type is right. `weighed` lets
    an event of confidence c add only c times its points of intensity to sums and means, so that
    what is less sure says less; counts still count events, and imported rows without a
    confidence weigh whole. `types` are
    event types, `sources` the documents' sources, empty for all; `sources` limits the documents
    counted as monitored too, so that rates stay rates. `dataset` is "own" for what this program
    coded, or the name of an imported dataset.
    """

    statuses: tuple[str, ...] = ("actual",)
    polarities: tuple[str, ...] = ("positive",)
    claimed: bool = True
    minimum_confidence: float = 0.0
    weighed: bool = False
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    dataset: str = OWN

    def __post_init__(self) -> None:
        """Refuse values that cannot be meant.

        Raises:
            SettingError: an unknown status or polarity, or a confidence that is not between 0
                and 1.
        """
        for name, given, known in (
            ("status", self.statuses, STATUSES),
            ("polarity", self.polarities, POLARITIES),
        ):
            unknown = [value for value in given if value not in known]
            if unknown or not given:
                named = repr(unknown[0]) if unknown else "given"
                raise SettingError(f"no {name} {named}; there are {', '.join(known)}")
        if not 0.0 <= self.minimum_confidence <= 1.0:
            raise SettingError(
                f"a minimum confidence of {self.minimum_confidence} is not between 0 and 1"
            )

    def condition(self) -> tuple[str, list[Any]]:
        """Return an SQL condition over the columns of `occurrences`, and its parameters."""
        parts: list[tuple[str, list[Any]]] = [
            (f"status IN {listed(self.statuses)}", list(self.statuses)),
            (f"polarity IN {listed(self.polarities)}", list(self.polarities)),
            ("confidence >= ?", [self.minimum_confidence]),
        ]
        if not self.claimed:
            parts.append(("NOT claimed", []))
        if self.types:
            parts.append((f"type IN {listed(self.types)}", list(self.types)))
        if self.sources:
            parts.append((f"source IN {listed(self.sources)}", list(self.sources)))
        return " AND ".join(sql for sql, _ in parts), [v for _, values in parts for v in values]

    def describe(self) -> str:
        """Return one phrase for a person: what is counted."""
        said = [" and ".join(self.statuses) + " events"]
        if self.polarities == ("negated",):
            said.append("only those said not to have happened")
        elif "negated" in self.polarities:
            said.append("also those said not to have happened")
        if not self.claimed:
            said.append("without what only one voice claims")
        if self.minimum_confidence:
            said.append(f"confidence {self.minimum_confidence:g} or more")
        if self.weighed:
            said.append("weighed by confidence")
        if self.types:
            said.append("only " + ", ".join(self.types))
        if self.dataset != OWN:
            said.append(f"dataset {self.dataset}")
        if self.sources:
            said.append("only from " + ", ".join(self.sources))
        return "; ".join(said)
