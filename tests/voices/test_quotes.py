"""Quotation marks: what is inside them, and what only looks like one."""

import pytest

from detente.model import Document
from detente.voices import find_quotes

CASES = [
    pytest.param("He said, “We go.”", ["We go."], id="curly"),
    pytest.param('He said, "We go."', ["We go."], id="straight"),
    pytest.param("He said, ''We go.''", ["We go."], id="doubled-single"),
    pytest.param("He said, ``We go.''", ["We go."], id="tex"),
    pytest.param("« Nous partons », said the envoy.", ["Nous partons"], id="guillemets"),
    pytest.param("„We go“, he said.", ["We go"], id="low"),
    pytest.param("The ‘peace plan’ is dead.", ["peace plan"], id="single-curly"),
    pytest.param("The 'peace plan' is dead.", ["peace plan"], id="single-straight"),
    pytest.param("“We go,” he said. “Now.”", ["We go,", "Now."], id="two"),
    pytest.param(
        "“She told me, ‘Go home,’ and I did.”",
        ["She told me, ‘Go home,’ and I did.", "Go home,"],
        id="nested",
    ),
    pytest.param('He called it "a trick" and "a trap".', ["a trick", "a trap"], id="scare"),
    pytest.param('“I disagree," he said.', ["I disagree,"], id="mixed-marks"),
    pytest.param('"Is it over?"\n"It is not."', ["Is it over?", "It is not."], id="dialogue"),
]
NEGATIVE = [
    "Russia's veto and the ministers' reply",
    "the rebels’ stronghold wasn’t taken",
    "a 6'2\" guard",
    "the '90s and the rock 'n' roll years",
    "They don't know what they've done.",
    "No marks at all.",
    "",
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words_inside_the_marks(text: str, expected: list[str]) -> None:
    document = Document(id="d", text=text)
    found = find_quotes(document)
    assert [quote.text for quote in found] == expected
    assert all(text[quote.start : quote.end] == quote.text for quote in found)
    assert all(quote.closed for quote in found)


@pytest.mark.parametrize("text", NEGATIVE)
def test_apostrophes_and_measures_are_no_quotes(text: str) -> None:
    assert find_quotes(Document(id="d", text=text)) == ()


def test_speech_over_paragraphs_reopens_every_paragraph() -> None:
    text = "“The talks failed.\n\n“We go home,” she said."
    found = find_quotes(Document(id="d", text=text))
    assert [(quote.text, quote.closed) for quote in found] == [
        ("The talks failed.", False),
        ("We go home,", True),
    ]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "He said, “We go.\n\nThe army moved."
    found = find_quotes(Document(id="d", text=text))
    assert [(quote.text, quote.closed) for quote in found] == [("We go.", False)]
