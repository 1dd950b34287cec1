"""What a sentence is about at first reading, and why nothing is coded in some."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from detente.events import Coder
from detente.events.acts import FILE, UNLIKELY_BELOW, ActsHead, load_acts
from detente.events.fields import ELSEWHERE_ABOVE, Field
from detente.events.glance import Glance, glance_at
from detente.events.heads import Head, save_head
from detente.events.network import ModelError
from detente.events.roles import PlainReading, read_plain
from detente.tables import Lexicon

HEAD = ActsHead(Head(("act",), np.array([[2.0, -1.0]], dtype=np.float32)))
SPORT = Field("sport", ELSEWHERE_ABOVE + 0.01)

REASONS = [
    (Glance(), None),
    (Glance(Field("sport", ELSEWHERE_ABOVE), UNLIKELY_BELOW), None),
    (Glance(SPORT, 0.9), "the sentence reads as sport, not as politics (0.41)"),
    (Glance(SPORT, 0.0), "the sentence reads as sport, not as politics (0.41)"),
    (Glance(Field("sport", 0.0), 0.02), "the sentence is unlikely to tell an act (0.02)"),
    (Glance(None, 0.02), "the sentence is unlikely to tell an act (0.02)"),
]

ACTS = [
    "Six soldiers were killed in an ambush in the north of Mali.",
    "Russia expelled two Polish diplomats on Friday.",
    "Police detained forty students during the march in Nairobi.",
    "France pledged ten million euros to Lebanon.",
]
IDLE = [
    "Turkey is a member of NATO and has a population of 85 million.",
    "The minister was born in Lagos and studied law in London.",
]


@pytest.mark.parametrize(("glance", "reason"), REASONS)
def test_why_nothing_is_coded(glance: Glance, reason: str | None) -> None:
    assert glance.reason == reason


@pytest.mark.parametrize(("feature", "likely"), [(0.5, 0.5), (2.0, 0.9526), (-2.0, 0.0067)])
def test_likelihood_of_an_act(feature: float, likely: float) -> None:
    assert HEAD.read(np.array([feature], dtype=np.float32)) == likely


def test_only_what_was_read_for_it_is_judged() -> None:
    read = PlainReading((), np.array([2.0], dtype=np.float32))
    readings = {0: read, 4: PlainReading((), None)}
    assert glance_at(readings, None, HEAD) == {0: Glance(None, 0.9526)}
    assert glance_at(readings, None, None) == {0: Glance()}


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "least", "most"), [(s, 0.5, 1.0) for s in ACTS] + [(s, 0.0, 0.1) for s in IDLE]
)
def test_sentences(coder: Coder, sentence: str, least: float, most: float) -> None:
    assert coder.acts is not None
    assert coder.relations is not None
    features = read_plain(sentence, coder.relations.network).features
    assert features is not None
    assert least <= coder.acts.read(features) <= most


@pytest.mark.model
def test_a_head_for_something_else_is_refused(coder: Coder, tmp_path: Path) -> None:
    assert coder.relations is not None
    network = coder.relations.network
    (tmp_path / "model").mkdir()
    head = Head(("sport",), np.zeros((1, 3), dtype=np.float32))
    save_head(tmp_path / "model" / FILE, head, network)
    with pytest.raises(ModelError, match=r"acts.npz: does not speak of 'act' alone"):
        load_acts(Lexicon((tmp_path,)), network)
