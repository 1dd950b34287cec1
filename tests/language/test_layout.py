"""How a text is cut into segments before it is parsed."""

from __future__ import annotations

import pytest

from detente.language.layout import segments

TEXTS = [
    # text, segments (a headline is marked with a leading #)
    ("Talks Fail\nThe talks failed on Monday.", ["#Talks Fail", "The talks failed on Monday."]),
    (
        "Crisis Deepens: President Cancels Visit\nHe stayed at home.",
        ["#Crisis Deepens", "#President Cancels Visit", "He stayed at home."],
    ),
    (
        "One line that the writer broke off\nafter some forty characters, and then\n"
        "again, as old machines did it.\n\nA second paragraph.",
        [
            "One line that the writer broke off\nafter some forty characters, and then\n"
            "again, as old machines did it.",
            "A second paragraph.",
        ],
    ),
    (
        "PARIS (AP) -- France said no.",
        ["PARIS (AP) --", "France said no."],
    ),
    ("BAGHDAD, Iraq - Two men were shot.", ["BAGHDAD, Iraq -", "Two men were shot."]),
    ("In Rome - a city - all is quiet.", ["In Rome - a city - all is quiet."]),
    ("He left.\n\nShe stayed.", ["He left.", "She stayed."]),
    ("", []),
    (" \n \n", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_segments_are_paragraphs_headlines_and_datelines(text: str, expected: list[str]) -> None:
    found = [
        ("#" if piece.headline else "") + text[piece.start : piece.end].strip()
        for piece in segments(text)
    ]
    assert found == expected


def test_a_long_paragraph_is_cut_at_a_space_and_nothing_is_lost() -> None:
    text = "word " * 10_000 + "end."
    pieces = segments(text)
    assert len(pieces) > 1
    assert "".join(text[p.start : p.end] for p in pieces) == text
    assert all(text[p.start - 1] != " " or text[p.start] != " " for p in pieces)
