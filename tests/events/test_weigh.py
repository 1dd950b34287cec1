"""Lexicon and model together: who decides, and what the trace then says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from detente.events import Ontology, load_ontology, load_relations
from detente.events.network import ModelError
from detente.events.relation import Pair, Verdict
from detente.events.weigh import (
    ALONE_ABOVE,
    DROP_ABOVE,
    OUTWEIGHS_BY,
    RETYPE_ABOVE,
    propose,
    weigh,
)
from detente.model import Label
from detente.tables import Lexicon

ACCUSE = Label(type="ACCUSE", quad=3)
ALLEGE = Label(type="ACCUSE", mode="allege", quad=3)


def verdict(kind: str, probability: float, mode: str | None = None) -> Verdict:
    nothing = probability if kind == "NONE" else round(1 - probability, 4)
    return Verdict(kind, probability, nothing, mode, kind, probability, mode)


class Row(NamedTuple):
    label: Label
    said: Verdict | None
    elsewhere: frozenset[str]
    coded: str | None
    why: str


OF_RULE = 0.7
"""The strength of the rule in these rows."""

NOWHERE: frozenset[str] = frozenset()
ROWS = [
    Row(ALLEGE, None, NOWHERE, "ACCUSE/allege", ""),
    Row(ACCUSE, verdict("ACCUSE", 0.9, "disapprove"), NOWHERE, "ACCUSE", "agrees"),
    Row(ALLEGE, verdict("ACCUSE", 0.9, "disapprove"), NOWHERE, "ACCUSE/allege", "agrees"),
    Row(ALLEGE, verdict("NONE", OF_RULE + OUTWEIGHS_BY + 0.01), NOWHERE, None, "sees no event"),
    Row(ALLEGE, verdict("NONE", OF_RULE + 0.1), NOWHERE, "ACCUSE/allege", "would say NONE"),
    Row(
        ALLEGE,
        verdict("REJECT", RETYPE_ABOVE + 0.01),
        NOWHERE,
        "REJECT",
        "the model's REJECT",
    ),
    Row(ALLEGE, verdict("REJECT", RETYPE_ABOVE - 0.01), NOWHERE, "ACCUSE/allege", "would say"),
    Row(
        ALLEGE,
        verdict("REJECT", 0.99),
        frozenset({"REJECT"}),
        "ACCUSE/allege",
        "would say",
    ),
]


def test_no_rule_is_too_strong_for_a_model_that_is_sure_of_nothing() -> None:
    sure = (DROP_ABOVE - 0.01, DROP_ABOVE + 0.01)
    said = [weigh(ALLEGE, 0.95, verdict("NONE", one), NOWHERE).label for one in sure]
    assert said == ["ACCUSE/allege", None]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_model_decides_where_it_is_sure(row: Row) -> None:
    decision = weigh(row.label, OF_RULE, row.said, row.elsewhere)
    assert decision.label == row.coded
    assert row.why in " ".join(decision.reasons)
    assert 0 <= decision.confidence <= 1


def test_agreement_raises_and_doubt_lowers_confidence() -> None:
    alone = weigh(ALLEGE, 0.7, None, NOWHERE).confidence
    assert weigh(ALLEGE, 0.7, verdict("ACCUSE", 0.9), NOWHERE).confidence > alone
    assert weigh(ALLEGE, 0.7, verdict("REJECT", 0.5), NOWHERE).confidence < alone


def test_an_act_with_one_side_rests_on_its_rule() -> None:
    assert weigh(ALLEGE, ALONE_ABOVE, None, NOWHERE, lonely=True).label == "ACCUSE/allege"
    weak = weigh(ALLEGE, ALONE_ABOVE - 0.01, None, NOWHERE, lonely=True)
    assert weak.label is None
    assert "one side only" in weak.reasons[0]
    assert weigh(ALLEGE, ALONE_ABOVE - 0.01, None, NOWHERE).label == "ACCUSE/allege"
    agreed = weigh(ALLEGE, ALONE_ABOVE - 0.01, verdict("ACCUSE", 0.9), NOWHERE, lonely=True)
    assert agreed.label == "ACCUSE/allege"


def test_of_one_side_the_model_may_only_say_that_nothing_happens() -> None:
    sure = verdict("REJECT", RETYPE_ABOVE + 0.01)
    assert weigh(ALLEGE, 0.7, sure, NOWHERE).label == "REJECT"
    assert weigh(ALLEGE, 0.7, sure, NOWHERE, one_sided=True).label == "ACCUSE/allege"
    nothing = verdict("NONE", DROP_ABOVE + 0.01)
    assert weigh(ALLEGE, 0.7, nothing, NOWHERE, one_sided=True).label is None


@pytest.mark.parametrize(
    ("actor", "recipient", "marked"),
    [
        ((0, 4), (12, 16), "<s>Mali</s> warned <t>Chad</t>"),
        ((12, 16), (0, 4), "<t>Mali</t> warned <s>Chad</s>"),
        ((0, 4), None, "<s>Mali</s> warned Chad"),
    ],
)
def test_a_pair_is_marked_where_it_stands(
    actor: tuple[int, int], recipient: tuple[int, int] | None, marked: str
) -> None:
    assert Pair("Mali warned Chad", actor, recipient).marked == marked


PROPOSALS = [
    (None, None),
    (verdict("NONE", 0.99), None),
    (verdict("AID", 0.99), None),
    (replace(verdict("AID", 0.6), learned=True), "AID"),
    (replace(verdict("DANCE", 0.99), learned=True), None),
]


@pytest.mark.parametrize(("said", "coded"), PROPOSALS)
def test_only_learned_types_are_found_without_a_rule(
    said: Verdict | None, coded: str | None, ontology: Ontology
) -> None:
    decision = propose(said, ontology)
    assert (decision.label if decision else None) == coded


@pytest.fixture(scope="module")
def ontology(lexicon: Lexicon) -> Ontology:
    return load_ontology(lexicon)


MARKED = [
    (Pair("Iran met Iraq.", (0, 4), (9, 13)), "<s>Iran</s> met <t>Iraq</t>."),
    (Pair("Iran was hit by Iraq.", (16, 20), (0, 4)), "<t>Iran</t> was hit by <s>Iraq</s>."),
]


@pytest.mark.parametrize(("pair", "marked"), MARKED)
def test_marks_stand_around_the_pair(pair: Pair, marked: str) -> None:
    assert pair.marked == marked


def test_other_weights_than_the_digest_names_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("lower.onnx", "upper.onnx", "tokenizer.json", "labels.json"):
        (folder / name).write_text("{}")
    (folder / "digest.txt").write_text("0000000000000000\n")
    with pytest.raises(ModelError, match="have digest"):
        load_relations(Lexicon((tmp_path,)))


@pytest.mark.parametrize("there", ["relations.onnx", "lower.onnx", "upper.onnx"])
def test_a_model_of_which_a_part_is_missing_is_refused(tmp_path: Path, there: str) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / there).write_text("{}")
    with pytest.raises(ModelError, match=r"has no (lower|upper)\.onnx"):
        load_relations(Lexicon((tmp_path,)))


def test_a_lexicon_without_a_model_has_none(tmp_path: Path) -> None:
    assert load_relations(Lexicon((tmp_path,))) is None
