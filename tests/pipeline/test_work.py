"""Documents through stages: order, isolation of a bad text, and impossible orders."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.errors import SettingError
from detente.model import Batch, Document, Sentence
from detente.pipeline import Stage, annotate, check_order

POISON = "poison"


def work(batch: Batch) -> Batch:
    if any(item.document.text == POISON for item in batch):
        raise RuntimeError("too much")
    done = Sentence(index=0, start=0, end=1, text="x", tokens=())
    return tuple(replace(item, sentences=(done,)) for item in batch)


STAGES = (Stage("parse", frozenset({"document"}), frozenset({"sentences"}), work),)


def document(number: int, text: str = "A text.", language: str | None = None) -> Document:
    return Document(id=str(number), text=text, language=language)


def test_a_bad_text_is_named_and_the_others_are_worked_on() -> None:
    documents = [document(k, POISON if k == 20 else "A text.") for k in range(40)]
    done = list(annotate(documents, STAGES))
    assert [item.document.id for item in done] == [str(k) for k in range(40)]
    assert [k for k, item in enumerate(done) if item.failure] == [20]
    assert done[20].failure == "could not be coded: RuntimeError: too much"
    assert all(item.sentences for item in done if not item.failure)


SCREENED = [
    (document(0, "  \n"), "has no text"),
    (document(0, "Bonjour.", "fr"), "is in language 'fr'; détente reads English"),
    (document(0, "Hello.", "en"), None),
    (document(0, "Hello.", "en-GB"), None),
    (document(0, "Hello.", "English"), None),
]


@pytest.mark.parametrize(("given", "failure"), SCREENED)
def test_what_cannot_be_coded_is_set_aside(given: Document, failure: str | None) -> None:
    (item,) = annotate([given], STAGES)
    assert item.failure == failure


def test_a_stage_before_what_it_needs_is_refused() -> None:
    late = Stage("events", frozenset({"clauses"}), frozenset({"mentions"}), work)
    with pytest.raises(SettingError, match="'events' needs clauses"):
        check_order((*STAGES, late))
