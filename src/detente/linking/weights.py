"""What each piece of evidence weighs, from a table, and what a pair's evidence comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from math import inf

from detente.errors import Fault, TableError
from detente.linking.evidence import EVIDENCE, evidence_of
from detente.linking.tellings import Account, order_of
from detente.linking.wording import Words, load_words
from detente.tables import Lexicon

__all__ = [
    "LIMITS",
    "EvidenceRow",
    "FamilyRow",
    "LimitRow",
    "Piece",
    "Scale",
    "Verdict",
    "load_scale",
]

_FILES = "linking/*.toml"
_TOLD_FROM = 0.05
_WORDS_SHOWN = 4

LIMITS = frozenset({"base", "group", "pair", "veto"})
"""Every threshold there is; the table must give each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """What a piece of evidence of full strength adds, and how a person is told of it."""

    id: str
    weight: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRow:
    """Types of acts that may tell of one happening; `base` is what their pairs start from."""

    id: str
    types: tuple[str, ...]
    base: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRow:
    """A threshold by name."""

    id: str
    value: float


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence of a pair: its name, its points, and what it says."""

    id: str
    points: float
    says: str

    def __str__(self) -> str:
        """Return `the same day +2.5`."""
        return f"{self.says} {self.points:+.1f}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What speaks for one happening: from 0 up more for than against."""

    total: float
    pieces: tuple[Piece, ...]

    def __str__(self) -> str:
        """Return the total and the pieces that moved it, the weightiest first."""
        moved = [piece for piece in self.pieces if abs(piece.points) >= _TOLD_FROM]
        ranked = sorted(moved, key=lambda piece: (-abs(piece.points), piece.says))
        return f"{self.total:+.1f}: " + "; ".join(map(str, ranked))


@dataclass(frozen=True, slots=True)
class Scale:
    """The weights of evidence, the families of types, the thresholds, and the words."""

    evidence: Mapping[str, EvidenceRow]
    families: Mapping[str, FamilyRow]
    limits: Mapping[str, float]
    words: Words

    def family(self, type_: str) -> FamilyRow:
        """Return the family of an event type; a type that no family names is its own."""
        own = FamilyRow(id=type_, types=(type_,), base=self.limits["base"])
        return self.families.get(type_, own)

    def points(self, one: Account, other: Account) -> float:
        """Return what the evidence of a pair comes to.

        It is minus infinity where a single piece forbids it, or the acts are of two families.
        """
        family, veto = self.family(one.type), self.limits["veto"]
        if family.id != self.family(other.type).id:
            return -inf
        total = family.base
        for name, strength in evidence_of(*_in_order(one, other), self.words):
            points = self.evidence[name].weight * strength
            if points <= veto:
                return -inf
            total += points
        return total

    def verdict(self, one: Account, other: Account) -> Verdict:
        """Return the evidence of a pair with its points, for a person to read."""
        family, both = self.family(one.type), _in_order(one, other)
        pieces = [Piece("base", family.base, f"what pairs of {family.id} start from")]
        strengths: dict[str, list[float]] = {}
        for name, strength in evidence_of(*both, self.words):
            strengths.setdefault(name, []).append(strength)
        for name, found in strengths.items():
            row = self.evidence[name]
            says = row.says + self._shown(name, one, other) + (", twice" if len(found) > 1 else "")
            pieces.append(Piece(name, row.weight * sum(found), says))
        return Verdict(sum(piece.points for piece in pieces), tuple(pieces))

    def _shown(self, name: str, one: Account, other: Account) -> str:
        """Return the most telling words, by their stems, where words are the evidence."""
        pairs = {"shared-words": (one.words, other.words), "shared-story": (one.story, other.story)}
        if name not in pairs:
            return ""
        mine, theirs = pairs[name]
        return f" ({', '.join(self.words.rarest(mine.stems & theirs.stems, _WORDS_SHOWN))})"


def _in_order(one: Account, other: Account) -> tuple[Account, Account]:
    """Return two accounts, the one printed first before the other."""
    early, late = sorted((one, other), key=lambda account: order_of(account.tellings[0]))
    return early, late


def load_scale(lexicon: Lexicon) -> Scale:
    """Return the weights, families, thresholds and words of a lexicon.

    Raises:
        TableError: a table is wrong, or names a piece of evidence or threshold that there is not.
    """
    evidence = {row.id: row for row in lexicon.blocks(_FILES, "evidence", EvidenceRow)}
    limits = {row.id: row.value for row in lexicon.blocks(_FILES, "limit", LimitRow)}
    families = lexicon.blocks(_FILES, "family", FamilyRow)
    faults = [
        *_faults("evidence", evidence.keys(), EVIDENCE),
        *_faults("limit", limits.keys(), LIMITS),
    ]
    if faults:
        raise TableError(faults)
    by_type = {type_: family for family in families for type_ in family.types}
    return Scale(evidence, by_type, limits, load_words(lexicon))


def _faults(block: str, given: Set[str], known: frozenset[str]) -> Iterator[Fault]:
    for name in sorted(given - known):
        remedy = f"there are {', '.join(sorted(known))}"
        yield Fault(file=_FILES, line=None, problem=f"no {block} {name!r}", remedy=remedy)
    for name in sorted(known - given):
        yield Fault(file=_FILES, line=None, problem=f"{block} {name!r} is missing")
