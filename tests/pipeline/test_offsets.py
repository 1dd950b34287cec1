"""Properties with the models loaded: spans are the text, and neighbours play no part."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.model import Document
from detente.model.shapes import annotation_shape
from detente.pipeline import Stage, annotate

pytestmark = pytest.mark.model

SENTENCES = (
    "Poland expelled three Russian diplomats on Friday.",
    "“We regret it,” Łukasz Nowak said in Warsaw.",
    "Turkey's army shelled rebels near Aleppo, killing six people.",
    "The talks between Iran and the U.S. were cancelled last week",
    "الجيش hit 𝔘kraine 🇺🇦 on 2024-03-15.",
    "Cafe\u0301 owners in Zu\u0308rich protested against Mr. O’Neill",
)
JOINTS = (
    *(" ", "\n\n", "\u00a0", "\u2028", "\r\n", "\t", "\x07", "\u200b", "\u202e", "\ufeff", "\x00"),
    *("\U0001f1fa\U0001f1e6", "𝔘", "\u0301", "‘", "”", "(", " – ", "", "...", "&nbsp;"),
)

TEXTS = st.lists(
    st.one_of(st.sampled_from(SENTENCES), st.sampled_from(JOINTS), st.text(max_size=8)),
    min_size=1,
    max_size=6,
).map("".join)

FEW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def spans(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object with start, end and text within a shape."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys() and value["start"] is not None:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def shapes(texts: list[str], stages: tuple[Stage, ...]) -> list[str]:
    day = date(2024, 3, 16)
    documents = [Document(id=f"d{k}", text=t, published=day) for k, t in enumerate(texts)]
    return [json.dumps(annotation_shape(item)) for item in annotate(documents, stages)]


@FEW
@given(text=TEXTS)
def test_a_span_is_its_text(text: str, stages: tuple[Stage, ...]) -> None:
    (shape,) = map(json.loads, shapes([text], stages))
    if text.strip():
        assert "failure" not in shape, shape["failure"]
    for sentence in shape["sentences"]:
        assert 0 <= sentence["start"] < sentence["end"] <= len(text)
    for span in spans(shape):
        assert text[span["start"] : span["end"]] == span["text"]


@FEW
@given(texts=st.lists(TEXTS, min_size=2, max_size=5))
def test_neighbours_and_turns_play_no_part(texts: list[str], stages: tuple[Stage, ...]) -> None:
    def bare(shape: str) -> dict[str, Any]:
        held: dict[str, Any] = json.loads(shape)
        for mention in (*held["mentions"], *held["events"]):
            for name in ("id", "mentions", "documents"):  # they follow from the document's id
                mention.pop(name, None)
        return {name: layer for name, layer in held.items() if name != "id"}

    together = list(map(bare, shapes(texts, stages)))
    assert together == [bare(one) for text in texts for one in shapes([text], stages)]
    assert together == list(map(bare, shapes(texts[::-1], stages)))[::-1]
    assert together == list(map(bare, shapes(texts, stages)))
