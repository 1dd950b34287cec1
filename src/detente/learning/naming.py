"""The label of what is to be learned, and its row in the ontology of the user's folder."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from detente.errors import SettingError
from detente.events import Ontology
from detente.events.ontology import ModeRow, TypeRow
from detente.formats import opened
from detente.tables import Lexicon, shipped_folder

__all__ = ["Wish", "block", "label_of", "refuse_shipped", "row_for", "standing_in", "write_row"]

_TYPE = re.compile(r"[A-Z][A-Z_-]{,39}")
_MODE = re.compile(r"[a-z][a-z_-]{,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the user says of a new type; None leaves it to what stands there, then to a default.

    `quad` is 1 to 4, `intensity` from -10 to 10.
    """

    quad: int | None = None
    intensity: float | None = None
    cameo: str | None = None
    definition: str | None = None


def label_of(name: str, mode_of: str | None = None) -> str:
    """Return the label that a name stands for: `TYPE`, or `TYPE/mode` for a mode.

    Raises:
        SettingError: the name cannot be that of a type or mode.
    """
    kind, _, mode = f"{mode_of}/{name}".partition("/") if mode_of else name.partition("/")
    kind, mode = kind.strip().replace(" ", "_").upper(), mode.strip().replace(" ", "-").lower()
    if not _TYPE.fullmatch(kind) or not (_MODE.fullmatch(mode) if mode or mode_of else True):
        raise SettingError(
            f"{name!r} cannot be the name of a type or mode; use up to 40 letters, - and _"
        )
    if kind in {"NONE", "OTHER", "YES", "NO"}:
        raise SettingError(f"{kind} has a meaning of its own; choose another name")
    return f"{kind}/{mode}" if mode else kind


def standing_in(label: str, lexicon: Lexicon) -> Path | None:
    """Return the last file of the lexicon that has a row for the label, None if none has."""
    types = lexicon.numbered_blocks("ontology/*.toml", "type", TypeRow)
    modes = lexicon.numbered_blocks("ontology/*.toml", "mode", ModeRow)
    named = [(path, row.id) for path, _, row in types] + [(path, row.id) for path, _, row in modes]
    return next((path for path, name in reversed(named) if name == label), None)


def refuse_shipped(label: str, lexicon: Lexicon, ontology: Ontology) -> None:
    """Refuse a label that the relation model was trained on, and a mode of no type.

    Raises:
        SettingError: it is such a label.
    """
    place = standing_in(label, lexicon)
    if place is not None and place.is_relative_to(shipped_folder()):
        raise SettingError(
            f"{label} ships with the program; choose another name, or learn a mode of it with "
            f"--mode-of {label.partition('/')[0]}"
        )
    kind, _, mode = label.partition("/")
    if mode and (problem := ontology.fault(kind)):
        raise SettingError(f"a mode needs its type: {problem}")


def row_for(
    label: str, wish: Wish, ontology: Ontology, nearest: Iterable[str]
) -> TypeRow | ModeRow:
    """Return the row of a label: what is wished, else what stands there, else a default.

    The default of a type are quad and intensity of the type that the relation model takes most of
    its examples for, `nearest` (ties: the first by name); that of a mode is its type's intensity.

    Raises:
        SettingError: quad or intensity are out of range, or a quad is wished for a mode.
    """
    _check(wish, label)
    wished = {name: value for name, value in asdict(wish).items() if value is not None}
    if "/" in label:
        return replace(ontology.modes.get(label, ModeRow(id=label)), **wished)
    if label in ontology.types:
        return replace(ontology.types[label], **wished)
    counts = Counter(kind for kind in nearest if kind in ontology.types)
    likest = min(counts, key=lambda kind: (-counts[kind], kind))
    like = ontology.types[likest]
    row = TypeRow(id=label, quad=like.quad, intensity=like.intensity, cameo=like.cameo)
    return replace(row, **wished)


def _check(wish: Wish, label: str) -> None:
    if wish.quad is not None and "/" in label:
        raise SettingError(f"--quad: mode {label} has the quad of its type")
    if wish.quad is not None and wish.quad not in {1, 2, 3, 4}:
        raise SettingError(
            f"--quad {wish.quad} is none of 1 (verbal cooperation), 2 (material cooperation), "
            "3 (verbal conflict), 4 (material conflict)"
        )
    if wish.intensity is not None and not -10 <= wish.intensity <= 10:
        raise SettingError(f"--intensity {wish.intensity} is not between -10 and 10")


def write_row(path: Path, row: TypeRow | ModeRow) -> None:
    """Write a row of the ontology as a file of its own."""
    name = "type" if isinstance(row, TypeRow) else "mode"
    told = {f.name: value for f in fields(row) if (value := getattr(row, f.name)) != f.default}
    path.parent.mkdir(parents=True, exist_ok=True)
    with opened(path) as out:
        out.write(block(name, told))


def block(name: str, values: dict[str, object]) -> str:
    """Return a `[[name]]` block of TOML."""
    lines = [f"{key} = {_toml(value)}" for key, value in values.items()]
    return "\n".join([f"[[{name}]]", *lines, ""])


def _toml(value: object) -> str:
    """Return a string or number as TOML; JSON's strings are TOML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
