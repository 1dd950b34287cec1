"""Sentences from other fields of news than politics get no event."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from detente.events import Coder
from detente.events.fields import ELSEWHERE_ABOVE, Field, FieldsHead
from detente.events.heads import Head
from detente.events.roles import read_plain

HELD = Path(__file__).parents[2] / "training" / "fields" / "held.tsv"
LEAST_SET_ASIDE = 0.78

POLITICAL = [
    "Russia expelled two Polish diplomats on Friday.",
    "Police fired tear gas at striking miners in the north of Peru.",
    "The football federation's president was arrested by the police in Zurich.",
    "India and Pakistan agreed to a ceasefire along the border.",
    "The central bank of Kenya fined two banks for breaking sanctions on South Sudan.",
]


HEAD = FieldsHead(
    Head(
        ("politics", "science", "sport"),
        np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -5.0], [0.0, 1.0, 0.0]], dtype=np.float32),
    )
)


@pytest.mark.parametrize(
    ("features", "name", "elsewhere"),
    [((4.0, 0.0), "sport", 0.018), ((0.0, 4.0), "sport", 0.982), ((1.0, -9.0), "science", 0.003)],
)
def test_likeliest_other_field(features: tuple[float, float], name: str, elsewhere: float) -> None:
    field = HEAD.read(np.array(features, dtype=np.float32))
    assert field.name == name
    assert field.elsewhere == pytest.approx(elsewhere, abs=0.002)


def test_reason_names_the_field() -> None:
    assert Field("sport", 0.9).reason == "the sentence reads as sport, not as politics (0.90)"
    assert not Field("sport", ELSEWHERE_ABOVE).is_elsewhere


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
