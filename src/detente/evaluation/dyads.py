"""A mention against a hand-coded record: the same type, the same countries on both sides?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.evaluation.profiles import Profile
from detente.model import Mention

__all__ = ["Fit", "Record", "Side", "fit"]


@dataclass(frozen=True, slots=True)
class Side:
    """Source or target of a record: codes as written, and whether anyone stands there at all."""

    countries: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    named: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One gold record; `sentence` is the number of its sentence, which others may share.

    `id` is the record's own name in its file.
    """

    sentence: int
    type: str
    source: Side
    target: Side
    id: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a mention has the type of a record, and its countries on the right sides.

    `dyad_equated` is `dyad` with the codes equated that the profile names for a second figure.
    """

    type: bool
    dyad: bool
    dyad_equated: bool

    @property
    def both(self) -> bool:
        """Type and countries."""
        return self.type and self.dyad

    @property
    def both_equated(self) -> bool:
        """Type and countries, codes equated."""
        return self.type and self.dyad_equated


def fit(mention: Mention, record: Record, profile: Profile) -> Fit:
    """Return how a mention fits a record.

    The dyad is right if some country of each side stands on that side of the mention; a record
    whose target names nobody wants all its source's countries, on either side. Under reciprocal
    types either side will do.
    """
    return Fit(
        type=profile.type(mention.label.type) == profile.type(record.type),
        dyad=_dyad(mention, record, profile, equate=False),
        dyad_equated=_dyad(mention, record, profile, equate=True),
    )


def _dyad(mention: Mention, record: Record, profile: Profile, *, equate: bool) -> bool:
    def read_as(codes: Iterable[str | None]) -> frozenset[str]:
        return frozenset(profile.country(code, equate=equate) for code in codes if code)

    actors = read_as(party.country for party in mention.actors)
    recipients = read_as(party.country for party in mention.recipients)
    source, target = read_as(record.source.countries), read_as(record.target.countries)
    if not record.target.named:
        return source <= actors | recipients
    if mention.label.type in profile.reciprocal:
        actors = recipients = actors | recipients
    return bool(actors & source) and (bool(recipients & target) or not target)
