"""Types that a user taught: small heads over the relation model's features.

A head stands in `learned/` of a lexicon folder: a card (TOML) and its weights (NPY), both made by
room `learning`. It belongs to one relation model, which its card names; with another it is refused,
never used in silence. A head that fires decides the type of a pair against the model itself, for
the model has never heard of that type.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import Fault, TableError
from detente.events.network import ModelError
from detente.events.ontology import Ontology
from detente.events.relation import FEATURES, HEADS, RelationModel, Verdict, load_relations
from detente.tables import Lexicon

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = [
    "CARDS",
    "Card",
    "Head",
    "LearnedTypes",
    "TaughtModel",
    "card_of",
    "cards",
    "load_judge",
    "weights_digest",
]

CARDS = "learned/*.toml"
MOST_SURE = 0.99
"""No head of twenty sentences is surer than this."""

LARGEST_BYTES = 4 * 1024 * 1024
"""Weights of a head are some ten thousand bytes; a larger file is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a lexicon folder says of a learned type.

    `id` is the label, `TYPE` or `TYPE/mode`; `encoder` the digest of the relation model and
    `weights` that of the file of weights. The head fires where its score reaches `threshold`;
    `slope` says how fast it grows surer above. `examples` sentences of the type and `others`
    of other kinds were given, `background` came with the program. `precision`, `recall` and `f1`
    (0 to 1) are those of five-fold cross-validation. `instead_of` are the labels whose cases
    the new one takes over.
    """

    id: str
    encoder: str
    weights: str
    threshold: float
    slope: float
    examples: int
    others: int
    background: int
    precision: float
    recall: float
    f1: float
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A learned type with its weights, shape (classes, width + 1): the last column is the bias.

    The first row is the learned type, the others are the kinds it was told apart from.
    """

    card: Card
    weights: npt.NDArray[np.float32]

    def scores(self, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Return for each row of features the log odds of this type against all other kinds."""
        import numpy as np

        bias = np.ones((len(features), 1), dtype=np.float32)
        raw = np.hstack([features, bias]).astype(np.float64) @ self.weights.T.astype(np.float64)
        others = np.logaddexp.reduce(raw[:, 1:], axis=1)
        return np.asarray(raw[:, 0] - others)

    def probability(self, score: float) -> float:
        """Return how likely a score makes the type, 0 to 1; a half at the threshold."""
        above = self.card.slope * (score - self.card.threshold)
        return min(MOST_SURE, round(1 / (1 + math.exp(-max(-30.0, min(30.0, above)))), 4))


@dataclass(frozen=True, slots=True)
class LearnedTypes:
    """The heads of a lexicon, in the order of their folders."""

    heads: tuple[Head, ...] = ()

    def judge(
        self, features: npt.NDArray[np.float32], *, likeliest: str
    ) -> tuple[str, float] | None:
        """Return the label that fits a pair best and its probability; None if none fires.

        `features` has shape (width,). A learned mode is thought of only where its type is the
        `likeliest` one of the relation model.
        """
        fired = [
            (head.probability(score), head.card.id)
            for head in self.heads
            if _may_speak(head.card.id, likeliest)
            if (score := float(head.scores(features[None, :])[0])) >= head.card.threshold
        ]
        if not fired:
            return None
        probability, label = max(fired)
        return label, probability

    def revise(self, verdict: Verdict, features: npt.NDArray[np.float32]) -> Verdict:
        """Return a verdict in which what was learned has had its say."""
        found = self.judge(features, likeliest=verdict.likeliest)
        if found is None:
            return verdict
        label, sure = found
        kind, _, mode = label.partition("/")
        if verdict.type == kind:
            sure = max(sure, verdict.probability)
        return replace(
            verdict,
            type=kind,
            probability=sure,
            nothing=round(min(verdict.nothing, 1 - sure), 4),
            mode=mode or None,
            likeliest=kind,
            of_likeliest=sure,
            mode_of_likeliest=mode or None,
            learned=True,
        )


def _may_speak(label: str, likeliest: str) -> bool:
    kind, _, mode = label.partition("/")
    return not mode or kind == likeliest


@dataclass(frozen=True)
class TaughtModel(RelationModel):
    """A relation model whose verdicts learned types revise."""

    learned: LearnedTypes = LearnedTypes()

    @property
    def is_taught(self) -> bool:
        """Tell that it knows types of a user's own."""
        return True

    def _judge_one(self, sentence: str) -> Verdict:
        given = self._run(sentence, (*HEADS, FEATURES))
        return self.learned.revise(self._verdict(given), given[FEATURES])


def cards(lexicon: Lexicon) -> list[tuple[Path, Card]]:
    """Return the cards of a lexicon's learned types with their files; of two alike the later.

    Raises:
        TableError: cards are wrong; all faults are listed.
    """
    kept: dict[str, tuple[Path, Card]] = {}
    for path, _, card in lexicon.numbered_blocks(CARDS, "learned", Card):
        kept[card.id] = (path, card)
    return list(kept.values())


def card_of(label: str) -> str:
    """Return the name of a label's files in `learned/`, without ending."""
    return label.replace("/", "-")


def load_judge(lexicon: Lexicon, ontology: Ontology) -> RelationModel | None:
    """Return the relation model together with the lexicon's learned types, None without a model.

    Raises:
        TableError: a card is wrong or names a label that the ontology lacks.
        ModelError: the model's or a head's files do not belong together, or a type was learned
            with another model.
    """
    model, found = load_relations(lexicon), cards(lexicon)
    if model is None or not found:
        return model
    faults = [
        Fault(file=str(path), line=None, problem=problem)
        for path, card in found
        if (problem := ontology.fault(card.id))
    ]
    if faults:
        raise TableError(faults)
    model.check_features()
    heads = tuple(_load_head(path, card, model) for path, card in found)
    return TaughtModel(model.network, LearnedTypes(heads))


def _load_head(path: Path, card: Card, model: RelationModel) -> Head:
    if card.encoder != model.digest:
        raise ModelError(
            f"{path}: {card.id} was learned with relation model {card.encoder}, but this one is "
            f"{model.digest}; learn it again: detente learn {card.id} -o {path.parents[1]}"
        )
    file = path.with_suffix(".npy")
    weights = _read_weights(file)
    if weights_digest(file) != card.weights:
        raise ModelError(
            f"{file}: are not the weights that {path.name} names; learn {card.id} again"
        )
    if weights.ndim != 2 or weights.shape[0] < 2 or weights.shape[1] != model.width + 1:
        raise ModelError(f"{file}: has shape {weights.shape}, not (kinds, {model.width + 1})")
    return Head(card, weights)


def _read_weights(file: Path) -> npt.NDArray[np.float32]:
    """Return an array of finite numbers; nothing in the file is ever run."""
    import numpy as np

    if not file.is_file():
        raise ModelError(f"{file}: no such file, though its card stands beside it; learn it again")
    if file.stat().st_size > LARGEST_BYTES:
        raise ModelError(f"{file}: is larger than the {LARGEST_BYTES} bytes that a head may have")
    try:
        mapped: npt.NDArray[Any] = np.load(file, mmap_mode="r", allow_pickle=False)
        weights = np.array(mapped, dtype=np.float32)
    except (ValueError, OSError, EOFError, MemoryError, OverflowError) as error:
        raise ModelError(f"{file}: holds no array of numbers: {error}") from None
    if not np.isfinite(weights).all():
        raise ModelError(f"{file}: holds numbers that are not finite")
    return weights


def weights_digest(file: Path) -> str:
    """Return sixteen hexadecimal digits that name a file of weights."""
    return hashlib.blake2b(file.read_bytes(), digest_size=8).hexdigest()
