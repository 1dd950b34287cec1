"""Spans from the probabilities of tags, and what tagged phrases make of a sentence."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from detente.events.marks import Mark, widened
from detente.events.roles import best_spans
from detente.events.tagged import marked_sides, pair_of, trigger
from detente.model import Clause, Party, Phrase, Sentence, Token

TAGS = ("O", "B-S", "I-S", "B-T", "I-T", "B-R", "I-R")


def offsets(sentence: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for word in sentence.split():
        at = sentence.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


def likely(*rows: dict[str, float]) -> npt.NDArray[np.float64]:
    return np.array([[row.get(tag, 0.0) for tag in TAGS] for row in rows])


SPANS = [
    ("Mali warned Chad", ["B-S", "O", "B-T"], [("S", "Mali"), ("T", "Chad")]),
    ("It rained", ["O", "O"], []),
    ("the Malian army left", ["B-S", "I-S", "I-S", "O"], [("S", "the Malian army")]),
    ("Mali Chad met", ["B-R", "B-R", "O"], [("R", "Mali"), ("R", "Chad")]),
    ("Almost ten Malians left", ["B-S", "B-S", "I-S", "O"], [("S", "Almost ten Malians")]),
    ("Mali , Chad left", ["B-S", "O", "B-S", "O"], [("S", "Mali"), ("S", "Chad")]),
    ("", [], []),
]


@pytest.mark.parametrize(("sentence", "tags", "expected"), SPANS)
def test_spans_begin_at_b_and_end_where_the_tag_changes(
    sentence: str, tags: list[str], expected: list[tuple[str, str]]
) -> None:
    rows = likely(*({tag: 1.0} for tag in tags)).reshape(len(tags), len(TAGS))
    spans = best_spans(sentence, offsets(sentence), rows, TAGS)
    assert [(s.role, sentence[s.start : s.end]) for s in spans] == expected


def test_a_span_never_begins_in_its_middle() -> None:
    rows = likely({"B-S": 0.45, "O": 0.55}, {"I-S": 0.9, "O": 0.1})
    (span,) = best_spans("Malian troops", offsets("Malian troops"), rows, TAGS)
    assert (span.start, span.end) == (0, 13)
    assert span.probability == pytest.approx(0.675)


def test_pieces_of_a_word_belong_to_it() -> None:
    rows = likely({"B-S": 1.0}, {"B-T": 1.0}, {"O": 1.0})
    (span,) = best_spans("Bamako left", [(0, 3), (3, 6), (7, 11)], rows, TAGS)
    assert (span.role, span.start, span.end) == ("S", 0, 6)


def test_marks_of_tokenizers_count_for_nothing() -> None:
    rows = likely({"B-T": 1.0}, {"B-S": 1.0}, {"B-T": 1.0})
    (span,) = best_spans("Mali", [(0, 0), (0, 4), (0, 0)], rows, TAGS)
    assert span.role == "S"


def party(
    start: int, text: str, *, head: int = 0, name: str | None = None, country: str | None = None
) -> Party:
    return Party(
        sentence=0,
        head=head,
        start=start,
        end=start + len(text),
        text=text,
        name=name or text,
        kind="group",
        country=country,
    )


def mark(role: str, start: int, text: str, *parties: Party) -> Mark:
    stands = parties or (party(start, text),)
    return Mark(role, start, start + len(text), stands[0].head, 0.9, stands)


def sentence_of(text: str, *tags: str) -> Sentence:
    tokens = tuple(
        Token(
            index=k,
            start=s,
            end=e,
            text=text[s:e],
            lemma=text[s:e],
            tag=tag,
            pos="X",
            dep="x",
            head=0,
        )
        for k, ((s, e), tag) in enumerate(zip(offsets(text), tags, strict=True))
    )
    return Sentence(index=0, start=0, end=len(text), text=text, tokens=tokens)


MALI, CHAD = mark("S", 0, "Mali"), mark("T", 12, "Chad")
SIDES = [
    ([MALI, CHAD], (["Mali"], ["Chad"])),
    ([MALI], (["Mali"], [])),
    ([mark("R", 0, "Mali"), mark("R", 12, "Chad")], (["Mali", "Chad"], [])),
    ([mark("R", 0, "Mali"), CHAD], (["Mali", "Chad"], [])),
    ([], ([], [])),
]


@pytest.mark.parametrize(("marks", "expected"), SIDES)
def test_sides_of_tagged_phrases(marks: list[Mark], expected: tuple[list[str], list[str]]) -> None:
    actors, recipients = marked_sides(marks)
    assert ([p.text for p in actors], [p.text for p in recipients]) == expected


def test_a_pair_needs_two_phrases() -> None:
    text = "Mali warned Chad"
    sentence = sentence_of(text, "NNP", "VBD", "NNP")
    found = pair_of([MALI, CHAD], sentence)
    assert found is not None
    assert found.marked == "<s>Mali</s> warned <t>Chad</t>"
    assert pair_of([MALI], sentence) is None
    assert pair_of([mark("R", 0, "Mali")], sentence) is None


def phrase(start: int, text: str, preposition: str | None = None) -> Phrase:
    return Phrase(
        sentence=0,
        start=start,
        end=start + len(text),
        text=text,
        head=0,
        lemma=text.lower(),
        words=(text.lower(),),
        preposition=preposition,
    )


def clause(
    index: int,
    kind: str = "verb",
    subject: tuple[Phrase, ...] = (),
    object: tuple[Phrase, ...] = (),
    obliques: tuple[Phrase, ...] = (),
) -> Clause:
    return Clause(
        index=index,
        sentence=0,
        start=0,
        end=1,
        text="x",
        head=0,
        kind=kind,
        lemma="x",
        subject=subject,
        object=object,
        obliques=obliques,
    )


def test_the_main_act_holds_the_tagged_phrases() -> None:
    said = clause(0, subject=(phrase(40, "Reuters"),))
    warned = clause(1, subject=(phrase(0, "Mali"),), object=(phrase(12, "Chad"),))
    talks = clause(2, kind="noun", obliques=(phrase(12, "Chad", "with"),))
    assert trigger([said, warned, talks], [MALI, CHAD], known=[]) is warned
    assert trigger([said], [MALI, CHAD], known=[]) is None
    assert trigger([talks, warned], [CHAD], known=[2]) is talks


def test_a_party_takes_the_phrase_that_is_tagged() -> None:
    text = "Chadian leader Deby said he would stay"
    sentence = sentence_of(text, "JJ", "NN", "NNP", "VBD", "PRP", "MD", "VB")
    deby = party(15, "Deby", head=2, country="TCD")
    whole = mark(
        "S", 0, "Chadian leader Deby", party(0, "Chadian leader Deby", head=2, name="Deby")
    )
    he = party(25, "he", head=4, name="Deby")
    title = party(0, "Chadian leader", head=1)
    other = party(30, "would", head=5)
    wide = widened([deby, title, he, other], [whole], sentence)
    assert [p.text for p in wide] == ["Chadian leader Deby", "would"]
