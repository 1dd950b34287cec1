"""Which events are wanted: one set of filters for the page, the REST API and downloads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.errors import SettingError
from detente.model import OWN, POLARITIES, STATUSES
from detente.storage.bulk import listed

__all__ = ["OWN", "POLARITIES", "STATUSES", "Selection"]

_MOST_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which events of a store are wanted; the default is all of our own.

    Of several values in one field any will do; all fields must fit. `since` and `until` bound
    the days on which an event may have happened, those included; where the text names none, the
    day of printing counts. `actors` and `recipients` are keys of sides: country codes of the
    contract or canonical names; `parties` may stand on either side, and `dyad` are two that
    stand on opposite sides, or act together where an event is mutual. `sectors` are PLOVER's, on
    either side; `places` are countries of the place where it happened; `quads` are 1 to 4.
    `words` are looked for in names, places and the words of the first sentence that tells it:
    each must occur, case and accents aside. `claimed` False leaves out what one voice alone
    says. `minimum_confidence` is between 0 and 1. `runs` are ids of runs (of imports, for an
    imported `dataset`).
    """

    since: date | None = None
    until: date | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    dyad: tuple[str, str] | None = None
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    quads: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    words: str = ""
    claimed: bool = True
    minimum_confidence: float = 0.0
    dataset: str = OWN

    def __post_init__(self) -> None:
        """Refuse values that cannot be meant.

        Raises:
            SettingError: an unknown status, polarity or quad, a confidence that is not between
                0 and 1, days the wrong way round, or too many words.
        """
        for name, given, known in (
            ("status", self.statuses, STATUSES),
            ("polarity", self.polarities, POLARITIES),
            ("quad", self.quads, (1, 2, 3, 4)),
        ):
            wrong = [value for value in given if value not in known]
            if wrong:
                raise SettingError(
                    f"no {name} {wrong[0]!r}; there are {', '.join(map(str, known))}"
                )
        if not 0.0 <= self.minimum_confidence <= 1.0:
            raise SettingError(
                f"a minimum confidence of {self.minimum_confidence} is not between 0 and 1"
            )
        if self.since and self.until and self.until < self.since:
            raise SettingError(f"until {self.until} lies before since {self.since}")
        if len(self.words.split()) > _MOST_WORDS:
            raise SettingError(f"at most {_MOST_WORDS} words can be looked for at once")

    def condition(self) -> tuple[str, list[Any]]:
        """Return an SQL condition over the columns of `shelf_events`, and its parameters."""
        parts = [("dataset = ?", [self.dataset]), *self._lists(), *self._sides(), *self._bounds()]
        if words := self.words.split():
            parts.append((_having(len(words)), words))
        return " AND ".join(sql for sql, _ in parts), [v for _, values in parts for v in values]

    def _lists(self) -> list[tuple[str, list[Any]]]:
        fields: dict[str, tuple[Any, ...]] = {
            "type": self.types,
            "mode": self.modes,
            "quad": self.quads,
            "status": self.statuses,
            "polarity": self.polarities,
            "country": self.places,
            "source": self.sources,
            "run": self.runs,
            "document": self.documents,
        }
        return [
            (f"{column} IN {listed(values)}", list(values))
            for column, values in fields.items()
            if values
        ]

    def _sides(self) -> list[tuple[str, list[Any]]]:
        """Return the conditions on parties; the two of a mutual event both stand among actors."""
        parts: list[tuple[str, list[Any]]] = [
            (_holds(column, values), list(values))
            for column, values in (
                ("actor_keys", self.actors),
                ("recipient_keys", self.recipients),
                ("sectors", self.sectors),
            )
            if values
        ]
        if self.parties:
            either = [_holds(keys, self.parties) for keys in ("actor_keys", "recipient_keys")]
            parts.append((f"({' OR '.join(either)})", [*self.parties, *self.parties]))
        if self.dyad:
            one, other = self.dyad
            across = "list_contains(actor_keys, ?) AND list_contains(recipient_keys, ?)"
            both = "list_contains(actor_keys, ?) AND list_contains(actor_keys, ?)"
            mutual = f"{both} AND len(recipient_keys) = 0"
            keys = [one, other, other, one, one, other]
            parts.append((f"({across} OR {across} OR {mutual})", keys))
        return parts

    def _bounds(self) -> list[tuple[str, list[Any]]]:
        parts: list[tuple[str, list[Any]]] = []
        if self.since:
            parts.append(("coalesce(day_latest, told) >= ?", [self.since]))
        if self.until:
            parts.append(("day <= ?", [self.until]))
        if not self.claimed:
            parts.append(("NOT claimed", []))
        if self.minimum_confidence:
            parts.append(("confidence >= ?", [self.minimum_confidence]))
        return parts


def _having(words: int) -> str:
    """Return the condition that an event has so many words, each perhaps within a longer one."""
    one = (
        "(SELECT number FROM shelf_words WHERE word IN (SELECT word FROM shelf_vocabulary "
        "WHERE contains(word, lower(strip_accents(?)))))"
    )
    others = f" SEMI JOIN {one} USING (number)" * (words - 1)
    return f"number IN (SELECT number FROM {one}{others})"


def _holds(column: str, values: Sequence[str]) -> str:
    """Return the condition that a column of lists holds one of so many values.

    Looking for one value at a time is several times faster than `list_has_any`.
    """
    return f"({' OR '.join([f'list_contains({column}, ?)'] * len(values))})"
