"""Sentences from other fields of news than politics get no event."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from detente.events import Coder
from detente.events.fields import ELSEWHERE_ABOVE, Field, FieldsHead, load_fields
from detente.events.network import ModelError, Network
from detente.events.roles import read_plain
from detente.tables import Lexicon, open_lexicon

HELD = Path(__file__).parents[2] / "training" / "fields" / "held.tsv"
LEAST_SET_ASIDE = 0.78

POLITICAL = [
    "Russia expelled two Polish diplomats on Friday.",
    "Police fired tear gas at striking miners in the north of Peru.",
    "The football federation's president was arrested by the police in Zurich.",
    "India and Pakistan agreed to a ceasefire along the border.",
    "The central bank of Kenya fined two banks for breaking sanctions on South Sudan.",
]


def _head() -> FieldsHead:
    return FieldsHead(
        ("politics", "science", "sport"),
        np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -5.0], [0.0, 1.0, 0.0]], dtype=np.float32),
    )


@pytest.mark.parametrize(
    ("features", "name", "elsewhere"),
    [((4.0, 0.0), "sport", 0.018), ((0.0, 4.0), "sport", 0.982), ((1.0, -9.0), "science", 0.003)],
)
def test_likeliest_other_field(features: tuple[float, float], name: str, elsewhere: float) -> None:
    field = _head().read(np.array(features, dtype=np.float32))
    assert field.name == name
    assert field.elsewhere == pytest.approx(elsewhere, abs=0.002)


def test_reason_names_the_field() -> None:
    assert Field("sport", 0.9).reason == "the sentence reads as sport, not as politics (0.90)"
    assert not Field("sport", ELSEWHERE_ABOVE).is_elsewhere


def test_head_of_another_network_is_not_used(tmp_path: Path, lexicon: Lexicon) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    network = Network(lexicon.folders[0] / "model")
    head = _head()
    np.savez(folder / "fields.npz", names=head.names, weights=head.weights, encoder="another")
    found = load_fields(open_lexicon([tmp_path]), network)
    assert found is not None
    assert found.names != head.names
    np.savez(folder / "fields.npz", names=head.names, weights=head.weights, encoder=network.digest)
    found = load_fields(open_lexicon([tmp_path]), network)
    assert found is not None
    assert found.names == head.names


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"no archive at all"])
def test_damaged_head_is_told(tmp_path: Path, lexicon: Lexicon, content: bytes) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "fields.npz").write_bytes(content)
    with pytest.raises(ModelError, match="holds no fields"):
        load_fields(open_lexicon([tmp_path]), Network(lexicon.folders[0] / "model"))


@pytest.mark.model
def test_most_sentences_of_other_fields_are_set_aside(coder: Coder) -> None:
    with HELD.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    aside = [_field(coder, row["sentence"]).is_elsewhere for row in rows[::4]]
    assert sum(aside) / len(aside) >= LEAST_SET_ASIDE


@pytest.mark.model
@pytest.mark.parametrize("sentence", POLITICAL)
def test_politics_stays(coder: Coder, sentence: str) -> None:
    assert not _field(coder, sentence).is_elsewhere


def _field(coder: Coder, sentence: str) -> Field:
    assert coder.fields is not None
    assert coder.relations is not None
    features = read_plain(sentence, coder.relations.network).features
    assert features is not None
    return coder.fields.read(features)
