"""What of a content is said, where source, cue or the writer stand between, as a table."""

from __future__ import annotations

import pytest

from detente.language import Grammar, Parser, find_clauses
from detente.model import Annotation, Document
from detente.tables import Lexicon
from detente.voices import find, load_cues

pytestmark = pytest.mark.model

CASES: list[tuple[str, list[str]]] = [
    ("“The border,” the minister said, “stays shut.”", ["“The border,”", "“stays shut.”"]),
    (
        "“The border stays shut,” said Petra Olsen, a minister. “We have no choice.”",
        ["“The border stays shut,”", "“We have no choice.”"],
    ),
    (
        "“The dam is old,” the mayor said. She left the hall. “It will be sold soon.”",
        ["“The dam is old,”", "“It will be sold soon.”"],
    ),
    ("The general, the spokesman said, had left.", ["The general", "had left"]),
    ("The talks were reportedly cancelled.", ["The talks were", "cancelled"]),
    ("The minister said that the border was shut.", ["that the border was shut"]),
    (
        "The mayor said the raid was “a crime” and the town “a ruin”.",
        ["the raid was “a crime” and the town “a ruin”"],
    ),
    ("“We go. We must,” she said.", ["“We go. We must,”"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_only_what_is_said(
    text: str, expected: list[str], parser: Parser, grammar: Grammar, lexicon: Lexicon
) -> None:
    parsed = parser.parse((Annotation(document=Document(id="d", text=text)),))
    [one] = find(find_clauses(parsed, grammar), load_cues(lexicon))[0].attributions
    assert [part.text for part in one.said] == expected
    assert all(text[part.start : part.end] == part.text for part in one.said)


def test_what_stands_between_is_not_said(
    parser: Parser, grammar: Grammar, lexicon: Lexicon
) -> None:
    text = "“The border,” said the minister, who shelled the town, “stays shut.”"
    parsed = parser.parse((Annotation(document=Document(id="d", text=text)),))
    [one] = find(find_clauses(parsed, grammar), load_cues(lexicon))[0].attributions
    at = text.index("shelled")
    assert one.content.overlaps(at, at + 7)
    assert not one.holds(at, at + 7)
