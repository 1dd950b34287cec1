"""How many: numbers in words, and whom a sentence counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.events import Coder
from detente.events.estimates import Estimate, Numbers, load_numbers, read_number
from detente.events.quantities import quantities_by_clause
from detente.language import Grammar, Parser, find_clauses
from detente.model import Annotation, Document, Reality, Token
from detente.tables import Lexicon

NUMBERS = [
    # words, low, best, high
    ("six people", 6, 6, 6),
    ("1,250 soldiers", 1250, 1250, 1250),
    ("twenty-one men", 21, 21, 21),
    ("two hundred and forty men", 240, 240, 240),
    ("three dozen rebels", 36, 36, 36),
    ("a dozen rebels", 12, 12, 12),
    ("at least 20 people", 20, 20, None),
    ("more than two thousand people", 2000, 2000, None),
    ("up to 50 people", None, 50, 50),
    ("nearly a half million people", None, 500000, 500000),
    ("about 30 people", None, 30, None),
    ("between 30 and 50 people", 30, None, 50),
    ("20 to 30 people", 20, None, 30),
    ("dozens of people", 24, None, 99),
    ("hundreds of thousands of people", 200000, None, 999000),
    ("2.5 million people", 2500000, 2500000, 2500000),
]


def tokens(text: str) -> list[Token]:
    made, at = [], 0
    for k, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        tag = "NNS" if word.endswith("s") else "NN"
        made.append(
            Token(
                index=k,
                start=start,
                end=at,
                text=word,
                lemma=word,
                tag=tag,
                pos="NOUN",
                dep="dep",
                head=k,
            )
        )
    return made


@pytest.fixture(scope="module")
def numbers(lexicon: Lexicon) -> Numbers:
    return load_numbers(lexicon)


@pytest.mark.parametrize(("text", "low", "best", "high"), NUMBERS)
def test_numbers_in_words(
    text: str, low: int | None, best: int | None, high: int | None, numbers: Numbers
) -> None:
    found = read_number(tokens(text), numbers)
    assert found is not None
    assert found[0] == Estimate(low, best, high)


@pytest.mark.parametrize("text", ["the people", "soldiers of fortune", "no one"])
def test_no_number(text: str, numbers: Numbers) -> None:
    found = read_number(tokens(text), numbers)
    assert found is None or text == "no one"


TOLLS = [
    # sentence, what it counts
    ("A bomb killed six people.", {"dead": 6}),
    ("Six people were killed and ten were wounded.", {"dead": 6, "injured": 10}),
    ("Two soldiers and a civilian were killed.", {"dead": 3}),
    ("At least 20 people died in the attack.", {"dead": 20}),
    ("The army shot dead four protesters.", {"dead": 4}),
    ("Police arrested 12 students.", {"arrested": 12}),
    ("Gunmen kidnapped two nurses.", {"abducted": 2}),
    ("The war in Goma has displaced 30,000 people.", {"displaced": 30000}),
    ("A 70-year-old farmer was killed.", {"dead": 1}),
    ("On Monday, six farmers in the hills were killed.", {"dead": 6}),
    ("The farmer, 40, was killed.", {"dead": 1}),
    ("The attack injured Maria Lopez.", {"injured": 1}),
    ("No one was killed.", {}),
    ("The army did not kill six people.", {}),
    ("The vote killed the proposal.", {}),
    ("Six ministers met.", {}),
]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "expected"), TOLLS)
def test_whom_a_sentence_counts(
    sentence: str, expected: dict[str, int], parser: Parser, grammar: Grammar, coder: Coder
) -> None:
    start = Annotation(document=Document(id="x", text=sentence))
    (item,) = find_clauses(parser.parse((start,)), grammar)
    realities = tuple(
        Reality(polarity="negated" if c.negation else "positive") for c in item.clauses
    )
    found = quantities_by_clause(replace(item, realities=realities), coder.tolls)
    assert {q.kind: q.best for told in found.values() for q in told} == expected
    for quantity in (q for told in found.values() for q in told):
        assert sentence[quantity.start : quantity.end] == quantity.text
