"""The ontology: types, modes and contexts as data, never as Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from detente.model import Label
from detente.tables import Lexicon

__all__ = ["ContextRow", "ModeRow", "Ontology", "TypeRow", "load_ontology"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """One event type.

    `quad` is 1 to 4; `intensity` from -10 to 10. `recipient_required` types are coded only with
    someone at the receiving end. `future` is the label that a planned act of this type takes,
    `refused` the one that a plan denied takes ("will not send aid"). With `place_receives` an act
    that names nobody at the receiving end takes the country where it is done. `strikes` says what
    its object may be though no table knows it: "people" (numbers and pronouns alone: "arrested
    four") or "anything" ("shelled the bridge"), never one of the lemmas `means`: what the act is
    done with is no party to it. With `harms` people may come to harm by it: the dead told of
    elsewhere in a text may be its. With `partner_expected` an act that names one side only is
    coded if its rule is a strong one.
    """

    id: str
    quad: int
    intensity: float
    recipient_required: bool = False
    cameo: str | None = None
    future: str | None = None
    refused: str | None = None
    place_receives: bool = False
    strikes: str | None = None
    means: tuple[str, ...] = ()
    harms: bool = False
    partner_expected: bool = False
    definition: str = ""

    def __post_init__(self) -> None:
        """Refuse what `strikes` cannot be."""
        if self.strikes not in {None, "people", "anything"}:
            raise ValueError(f"'strikes' is {self.strikes!r}; it is 'people' or 'anything'")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeRow:
    """One mode, its id written `TYPE/mode`; None for intensity takes the type's."""

    id: str
    intensity: float | None = None
    cameo: str | None = None
    definition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRow:
    """One context and the words (lemmas) whose presence in the sentence suggests it."""

    id: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    """Types, modes and contexts by their id."""

    types: Mapping[str, TypeRow]
    modes: Mapping[str, ModeRow]
    contexts: Mapping[str, ContextRow]

    def label(self, name: str, contexts: tuple[str, ...] = ()) -> Label:
        """Return the label written as `TYPE` or `TYPE/mode`, with all that follows from it.

        Raises:
            KeyError: no such type or mode.
        """
        kind, _, mode = name.partition("/")
        row = self.types[kind]
        fine = self.modes[name] if mode else None
        return Label(
            type=kind,
            mode=mode or None,
            contexts=contexts,
            quad=row.quad,
            intensity=row.intensity if fine is None or fine.intensity is None else fine.intensity,
            cameo=(fine.cameo if fine else None) or row.cameo,
        )

    @property
    def refusals(self) -> frozenset[str]:
        """The types that a plan denied takes: they hold the "not" in themselves."""
        named = (row.refused for row in self.types.values() if row.refused)
        return frozenset(name.partition("/")[0] for name in named)

    def fault(self, name: str) -> str | None:
        """Say what is wrong with a label's name and what would be right; None if nothing."""
        kind, _, mode = name.partition("/")
        if kind not in self.types:
            near = get_close_matches(kind, self.types, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(self.types)}"
            return f"no event type {kind!r}; {hint}"
        if mode and name not in self.modes:
            known = [m.partition("/")[2] for m in self.modes if m.startswith(f"{kind}/")]
            return f"{kind} has no mode {mode!r}; it has {', '.join(known) or 'none'}"
        return None


def load_ontology(lexicon: Lexicon) -> Ontology:
    """Return the ontology of the lexicon's folders; later folders add types or replace them.

    Raises:
        TableError: a table is wrong; all faults are listed.
    """
    return Ontology(
        types={row.id: row for row in lexicon.blocks("ontology/*.toml", "type", TypeRow)},
        modes={row.id: row for row in lexicon.blocks("ontology/*.toml", "mode", ModeRow)},
        contexts={row.id: row for row in lexicon.blocks("ontology/*.toml", "context", ContextRow)},
    )
