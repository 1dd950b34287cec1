"""A tagged phrase is whole: what the network cut short goes on to its noun, and no further."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.events.phrases import completed, without_lead
from detente.model import Token

CUT = [
    ("the|DT|det|1 envoy|NN|nsubj|1", (0, 0), "the envoy"),
    (
        "at|RB|advmod|1 least|RBS|advmod|2 forty|CD|nummod|3 people|NNS|obj|3",
        (0, 0),
        "at least forty people",
    ),
    (
        "Malian|NNP|compound|2 President|NNP|compound|2 Keita|NNP|nsubj|2",
        (0, 1),
        "Malian President Keita",
    ),
    ("the|DT|det|2 EU|NNP|compound|2 sanctions|NNS|nsubj|2 bit|VBD|ROOT|3", (0, 1), "the EU"),
    ("Malian|JJ|amod|2 army|NN|compound|2 officers|NNS|nsubj|2", (0, 1), "Malian army officers"),
    (
        "the|DT|det|1 Office|NNP|nsubj|4 for|IN|prep|1 Aid|NNP|pobj|2 met|VBD|ROOT|4",
        (0, 2),
        "the Office for Aid",
    ),
    ("Mali|NNP|nsubj|3 and|CC|cc|0 Chad|NNP|conj|0 met|VBD|ROOT|3", (0, 1), "Mali and Chad"),
    ("Mali|NNP|nsubj|2 and|CC|cc|2 met|VBD|ROOT|2", (0, 1), "Mali"),
    ("protesters|NNS|dobj|0 who|WP|nsubj|2 defied|VBD|relcl|0", (0, 0), "protesters"),
]


def tokens_of(words: str) -> list[Token]:
    made, at = [], 0
    for index, word in enumerate(words.split()):
        text, tag, dep, head = word.split("|")
        made.append(
            Token(
                index=index,
                start=at,
                end=at + len(text),
                text=text,
                lemma=text,
                tag=tag,
                pos="X",
                dep=dep,
                head=int(head),
            )
        )
        at += len(text) + 1
    return made


LEADS = [
    ("moved|VBD|ROOT|0 against|IN|prep|0 the|DT|det|3 envoy|NN|pobj|1", "the envoy"),
    ("said|VBD|ROOT|0 publicly|RB|advmod|0 the|DT|det|3 envoy|NN|nsubj|0", "the envoy"),
    ("nearly|RB|advmod|1 forty|CD|nummod|2 envoys|NNS|nsubj|2", "nearly forty envoys"),
    ("at|IN|advmod|1 least|JJS|advmod|2 two|CD|nummod|3 men|NNS|pobj|3", "at least two men"),
    ("left|VBD|ROOT|0 there|RB|advmod|0", "there"),
]


@pytest.mark.parametrize(("words", "expected"), LEADS)
def test_what_belongs_to_the_act_does_not_lead_a_phrase(words: str, expected: str) -> None:
    tagged = [token for token in tokens_of(words) if token.dep != "ROOT"]
    assert " ".join(token.text for token in without_lead(tagged)) == expected


@pytest.mark.parametrize(("words", "tagged", "expected"), CUT)
def test_a_phrase_goes_on_to_its_noun(words: str, tagged: tuple[int, int], expected: str) -> None:
    tokens = tokens_of(words)
    whole = completed(tokens[tagged[0] : tagged[1] + 1], tokens)
    assert " ".join(token.text for token in whole) == expected


@given(st.data())
def test_any_parse_gives_a_phrase_that_begins_where_it_did(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 6))
    tags, deps = st.sampled_from(["IN", "CC", "NN", "NNP", "DT"]), st.sampled_from(["pobj", "det"])
    words = [
        f"w|{data.draw(tags)}|{data.draw(deps)}|{data.draw(st.integers(0, count - 1))}"
        for _ in range(count)
    ]
    tokens = tokens_of(" ".join(words))
    first = data.draw(st.integers(0, count - 1))
    whole = completed(tokens[first : first + 2], tokens)
    assert [token.index for token in whole] == list(range(first, first + len(whole)))
    assert whole
