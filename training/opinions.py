"""A teacher's opinions: how likely a larger network finds each type of a marked pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from examples import Row
from network import Labels

__all__ = ["Opinions", "load_opinions", "save_opinions"]


@dataclass(frozen=True, slots=True)
class Opinions:
    """Probabilities of types by marked sentence; empty without a teacher."""

    known: Mapping[str, torch.Tensor]
    types: int

    def of(self, rows: Sequence[Row]) -> torch.Tensor | None:
        """Return the opinions on rows, zeros where there is none; None without a teacher."""
        if not self.known:
            return None
        nothing = torch.zeros(self.types)
        return torch.stack([self.known.get(row.sentence, nothing) for row in rows])


def load_opinions(path: Path | None, labels: Labels) -> Opinions:
    """Return the opinions in a file that `save_opinions` wrote, none without a file."""
    if path is None:
        return Opinions({}, len(labels.types))
    held = np.load(path, allow_pickle=False)
    if tuple(held["types"].tolist()) != labels.types:
        raise SystemExit(f"{path}: its types are not those of the ontology; run teach.py again")
    rows = torch.tensor(held["likely"].astype("float32"))
    return Opinions(dict(zip(held["sentences"].tolist(), rows, strict=True)), len(labels.types))


def save_opinions(
    path: Path, sentences: Sequence[str], likely: torch.Tensor, labels: Labels
) -> None:
    """Write a teacher's probabilities of marked sentences."""
    np.savez_compressed(
        path,
        sentences=np.array(sentences),
        likely=likely.numpy().astype("float16"),
        types=np.array(labels.types),
    )
