"""The gate sets sentences aside that tell no act, and loses hardly any that does."""

from __future__ import annotations

import numpy as np
import pytest

from detente.events import Coder, load_gate
from detente.events.gate import pooled
from detente.tables import Lexicon

ACTS = [
    "Russia expelled two Polish diplomats on Friday.",
    "Police fired tear gas at striking miners in the north of Peru.",
    "India and Pakistan agreed to a ceasefire along the border.",
    "The Kenyan opposition accused the government of rigging the vote.",
    "French troops left Mali after nine years.",
    "The foreign ministers of Egypt and Sudan met in Cairo to discuss the dam.",
]
IDLE = [
    "The museum is open from Tuesday to Sunday and has a small café.",
    "It was the warmest April in Norway since records began in 1900.",
    "She scored twice in the second half and Brazil won the final.",
    "The beetle lives under the bark of oaks and feeds on fungi.",
]


def test_mean_and_largest_are_joined() -> None:
    states = np.array([[1.0, -2.0], [3.0, 0.0]], dtype=np.float32)
    assert pooled(states).tolist() == [2.0, -1.0, 3.0, 0.0]


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "idle"), [(s, False) for s in ACTS] + [(s, True) for s in IDLE]
)
def test_sentences(coder: Coder, lexicon: Lexicon, sentence: str, idle: bool) -> None:
    assert coder.relations is not None
    gate = load_gate(lexicon, coder.relations.network)
    assert gate is not None
    assert gate.is_idle(sentence) is idle


@pytest.mark.model
def test_a_sentence_too_long_to_be_read_whole_is_never_set_aside(
    coder: Coder, lexicon: Lexicon
) -> None:
    assert coder.relations is not None
    gate = load_gate(lexicon, coder.relations.network)
    assert gate is not None
    assert not gate.is_idle(" ".join([IDLE[0]] * 20))
