"""The sides of hand-coded records one by one: who was put there, with which country and sector.

A side is the source or the target of a record that names someone there. Where some mention puts
a party on it, its country and its sector are judged; where none does, it was not found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.evaluation.dyads import Record, Side
from detente.evaluation.profiles import Profile
from detente.evaluation.results import Figure, Table
from detente.evaluation.scores import share
from detente.model import Mention, Party

__all__ = ["side_figures", "side_table"]

_SECTOR_LETTERS = 3
"""The letters of a sector's code; the records write the name of a people after it ("CVLalb")."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """One side held against the parties that mentions of its sentence put there."""

    record: Record
    name: str
    side: Side
    parties: tuple[Party, ...]
    profile: Profile

    @property
    def has_sector(self) -> bool:
        return bool(self.side.sectors)

    def country(self, *, equate: bool) -> bool:
        """Tell whether some party has a country of the side."""
        said = (party.country for party in self.parties)
        return bool(
            self._read(said, equate=equate) & self._read(self.side.countries, equate=equate)
        )

    def _read(self, codes: Iterable[str | None], *, equate: bool) -> set[str]:
        return {self.profile.country(code, equate=equate) for code in codes if code}

    def sector(self) -> bool:
        """Tell whether some party has a sector of the side."""
        said = {sector for party in self.parties for sector in party.sectors}
        return bool(said & {sector[:_SECTOR_LETTERS] for sector in self.side.sectors})


def side_figures(
    told: Sequence[Sequence[Mention]], gold: Iterable[Record], profile: Profile
) -> tuple[Figure, ...]:
    """Return the share of sides found, and of these the shares with the right country and sector.

    `told` holds the mentions of each sentence, by the records' numbers. Sectors are judged where
    the record has one.
    """
    sides = list(_judged(told, gold, profile))
    found = [one for one in sides if one.parties]
    coded = [one for one in found if one.side.countries]
    ranked = [one for one in found if one.has_sector]
    return (
        Figure("side_found", share(len(found), len(sides))),
        Figure("side_country", _share(one.country(equate=False) for one in coded)),
        Figure("side_country_codes_equated", _share(one.country(equate=True) for one in coded)),
        Figure("side_sector", _share(one.sector() for one in ranked)),
    )


def side_table(
    told: Sequence[Sequence[Mention]], gold: Iterable[Record], profile: Profile
) -> Table:
    """Return the sides whose country, codes equated, or sector no party there has."""
    rows = tuple(
        (one.record.id, one.name, wrong, _codes(wanted), _codes(said))
        for one in _judged(told, gold, profile)
        if one.parties
        for wrong, wanted, said in _faults(one)
    )
    return Table("sides wrong", ("record", "side", "what", "gold", "said"), rows)


def _judged(
    told: Sequence[Sequence[Mention]], gold: Iterable[Record], profile: Profile
) -> Iterator[_Judged]:
    for record in gold:
        for name, side in (("source", record.source), ("target", record.target)):
            if side.named:
                mentions = told[record.sentence]
                parties = tuple(p for m in mentions for p in _there(m, name, profile))
                yield _Judged(record, name, side, parties, profile)


def _there(mention: Mention, side: str, profile: Profile) -> tuple[Party, ...]:
    """Return the parties on a side of a mention; those of both where the type has but one."""
    if mention.label.type in profile.reciprocal:
        return (*mention.actors, *mention.recipients)
    return mention.actors if side == "source" else mention.recipients


def _faults(one: _Judged) -> Iterator[tuple[str, Iterable[str], Iterable[str]]]:
    if one.side.countries and not one.country(equate=True):
        yield "country", one.side.countries, (p.country or "none" for p in one.parties)
    if one.has_sector and not one.sector():
        said = (s for p in one.parties for s in p.sectors or ("none",))
        yield "sector", one.side.sectors, said


def _codes(codes: Iterable[str]) -> str:
    return " ".join(sorted(set(codes)))


def _share(held: Iterable[bool]) -> float | None:
    truths = list(held)
    return share(sum(truths), len(truths))
