"""Learning a type from labelled sentences, into a lexicon folder that every command accepts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from detente.errors import InputError
from detente.events import Ontology, RelationModel, load_ontology, load_relations
from detente.events.learned import Card, card_of, cards, weights_digest
from detente.formats import opened, placed
from detente.learning.fitting import Fitted, fit_head
from detente.learning.naming import (
    Wish,
    block,
    refuse_shipped,
    row_for,
    standing_in,
    write_row,
)
from detente.learning.samples import Sample, load_background, read_samples, write_samples
from detente.tables import Lexicon

__all__ = ["Taught", "teach"]


@dataclass(frozen=True, slots=True)
class Taught:
    """What was learned: the card with its figures, the file it stands in, and remarks to show."""

    card: Card
    file: Path
    remarks: tuple[str, ...] = ()


def teach(
    label: str,
    examples: Path | None,
    lexicon: Lexicon,
    folder: Path,
    *,
    wish: Wish | None = None,
    instead_of: Sequence[str] = (),
) -> Taught:
    """Learn a type or mode from the table `examples` and write it into `folder`.

    Without `examples` those that the folder keeps from the last time are used, and so is its
    `instead_of` where none is given. `lexicon` is the one to learn with, `folder` included where it
    exists. Background sentences of the labels `instead_of`, whose cases the new type takes over,
    are left out.

    Raises:
        SettingError: the label ships with the program, or a wish is out of range.
        InputError: examples are missing or too few, there is no relation model, or the folder
            cannot be written.
        TableError: rows are wrong; all of them are named.
        ModelError: the relation model gives no features.
    """
    ontology, model = load_ontology(lexicon), load_relations(lexicon)
    refuse_shipped(label, lexicon, ontology)
    if model is None:
        raise InputError("no relation model is installed; a lexicon folder can hold one in model/")
    model.check_features()
    file = folder / "learned" / f"{card_of(label)}.toml"
    samples = _samples(label, examples, file.with_suffix(".csv"), ontology)
    known = {card.id: card.instead_of for _, card in cards(lexicon)} if examples is None else {}
    replaced = tuple(instead_of) or known.get(label, ())
    fitted, count = _fit(label, samples, _background(lexicon, label, replaced, ontology), model)
    try:
        remarks = _write_row(label, samples, wish or Wish(), lexicon, folder, ontology, model)
        card = _write_head(label, samples, count, fitted, file, model, replaced)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}") from None
    return Taught(card, file, remarks)


def _samples(
    label: str, examples: Path | None, kept: Path, ontology: Ontology
) -> tuple[Sample, ...]:
    if examples is None and not kept.is_file():
        raise InputError(f"no examples of {label}: name a .csv, for {kept} does not exist")
    return read_samples(examples or kept, label, ontology)


def _background(
    lexicon: Lexicon, label: str, instead_of: Sequence[str], ontology: Ontology
) -> list[Sample]:
    """Return the background without what the new label takes over, nor the label itself."""
    for name in instead_of:
        if (problem := ontology.fault(name)) is not None:
            raise InputError(f"--instead-of {name}: {problem}")
    left_out = {label, *instead_of}
    return [
        Sample(sample.sentence, kind)
        for sample in load_background(lexicon)
        if not left_out & {sample.kind, kind := sample.kind.partition("/")[0]}
    ]


def _write_row(
    label: str,
    samples: Sequence[Sample],
    wish: Wish,
    lexicon: Lexicon,
    folder: Path,
    ontology: Ontology,
    model: RelationModel,
) -> tuple[str, ...]:
    """Write the ontology's row where there is none yet or something is wished; say what is new."""
    own, place = folder / "ontology" / f"{card_of(label)}.toml", standing_in(label, lexicon)
    if place is not None and wish == Wish():
        return ()
    if place is not None and place.resolve() != own.resolve():
        raise InputError(f"{label} stands in {place}; change quad, intensity and the rest there")
    sentences = [sample.sentence for sample in samples if sample.kind == label]
    nearest = [verdict.likeliest for verdict in model.judge_marked(sentences)]
    row = row_for(label, wish, ontology, nearest)
    write_row(own, row)
    told = ", ".join(f"{k} {v}" for k, v in asdict(row).items() if k in _TOLD and v is not None)
    return (f"{label} has {told} in {own}; change it there or with options",)


_TOLD = ("quad", "intensity", "cameo")


def _fit(
    label: str, samples: Sequence[Sample], background: Sequence[Sample], model: RelationModel
) -> tuple[Fitted, int]:
    """Return the head, and how many sentences of the background it was told apart from."""
    given = {sample.sentence for sample in samples}
    rows = [*samples, *(sample for sample in background if sample.sentence not in given)]
    kinds = [s.kind if s.kind == label else s.kind.partition("/")[0] for s in rows]
    features = model.features([sample.sentence for sample in rows])
    return fit_head(features, kinds, label), len(rows) - len(samples)


def _write_head(
    label: str,
    samples: Sequence[Sample],
    background: int,
    fitted: Fitted,
    file: Path,
    model: RelationModel,
    instead_of: tuple[str, ...],
) -> Card:
    """Write weights, examples and, last, the card that names both; return the card."""
    import numpy as np

    file.parent.mkdir(parents=True, exist_ok=True)
    held = io.BytesIO()
    np.save(held, fitted.weights, allow_pickle=False)
    with placed(file.with_suffix(".npy")) as beside:
        beside.write_bytes(held.getvalue())
    write_samples(file.with_suffix(".csv"), samples)
    positive = sum(sample.kind == label for sample in samples)
    card = Card(
        id=label,
        encoder=model.digest,
        weights=weights_digest(file.with_suffix(".npy")),
        threshold=fitted.threshold,
        slope=fitted.slope,
        examples=positive,
        others=len(samples) - positive,
        background=background,
        precision=fitted.precision,
        recall=fitted.recall,
        f1=fitted.f1,
        instead_of=instead_of,
    )
    with opened(file) as out:
        out.write(block("learned", asdict(card)))
    return card
