"""Text cut into segments is still just that text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.rendering.marks import Mark, cut, marks_of_mention

MARKS = st.lists(
    st.builds(Mark, st.integers(-5, 30), st.integers(-5, 30), st.sampled_from(["a", "b", "c"])),
    max_size=8,
)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=25), MARKS)
def test_segments_are_the_text_and_play_the_roles_of_their_place(
    text: str, marks: list[Mark]
) -> None:
    at = 0
    segments = cut(text, marks)
    assert "".join(segment.text for segment in segments) == text
    for segment in segments:
        for place in range(at, at + len(segment.text)):
            expected = {m.role for m in marks if max(m.start, 0) <= place < m.end}
            assert set(segment.roles) == expected
        at += len(segment.text)


@pytest.mark.parametrize(
    ("marks", "segments"),
    [
        ([], [("France met Russia", ())]),
        ([Mark(0, 6, "actor")], [("France", ("actor",)), (" met Russia", ())]),
        (
            [Mark(0, 10, "a"), Mark(7, 17, "b")],
            [("France ", ("a",)), ("met", ("a", "b")), (" Russia", ("b",))],
        ),
        ([Mark(-4, 6, "actor")], [("France", ("actor",)), (" met Russia", ())]),
        ([Mark(11, 99, "r")], [("France met ", ()), ("Russia", ("r",))]),
        ([Mark(40, 50, "elsewhere")], [("France met Russia", ())]),
        ([Mark(3, 3, "empty")], [("France met Russia", ())]),
    ],
)
def test_overlapping_layers(marks: list[Mark], segments: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(s.text, s.roles) for s in cut("France met Russia", marks)] == segments


def test_a_role_opens_once() -> None:
    found = cut("France met Russia", [Mark(0, 10, "a"), Mark(7, 17, "b")])
    assert [segment.opening for segment in found] == [("a",), ("b",), ()]


def test_a_mention_without_day_place_or_parties_marks_its_trigger() -> None:
    mention: dict[str, Any] = {
        "trigger": {"start": 7, "end": 10},
        "actors": [],
        "recipients": [],
        "quantities": [],
        "place": None,
        "day": {"start": None, "end": None},
    }
    assert marks_of_mention(mention, 5) == [Mark(2, 5, "trigger")]
