"""A relation model without a network: its features are the words of the sentence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from detente.events import RelationModel
from detente.events.network import Network
from detente.events.relation import Verdict

WIDTH = 64


class WordModel(RelationModel):
    """Features are counts of hashed words; every verdict is the one it was made with."""

    said = Verdict("SANCTION", 0.6, 0.1, None, "SANCTION", 0.6, None)
    name = "0123456789abcdef"

    @property
    def digest(self) -> str:
        return self.name

    @property
    def width(self) -> int:
        return WIDTH

    def check_features(self) -> None:
        return

    def features(self, sentences: Sequence[str]) -> npt.NDArray[np.float32]:
        found = np.zeros((len(sentences), WIDTH), dtype=np.float32)
        for row, sentence in zip(found, sentences, strict=True):
            for word in re.findall(r"\w+", sentence.lower()):
                row[hashlib.blake2b(word.encode(), digest_size=1).digest()[0] % WIDTH] += 1
        return found

    def judge_marked(self, sentences: Sequence[str]) -> list[Verdict]:
        return [self.said for _ in sentences]


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> WordModel:
    """Return the model that room `learning` is given in place of the shipped one."""
    model = WordModel(Network(Path("nowhere")))
    for place in ("events.learned", "learning.teaching", "learning.status"):
        monkeypatch.setattr(f"detente.{place}.load_relations", lambda _: model)
    return model
