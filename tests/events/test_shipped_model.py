"""The shipped relation model: it loads, it is the one its card names, and direction matters."""

from __future__ import annotations

import pytest

from detente.events import RelationModel, load_ontology, load_relations
from detente.tables import Lexicon

pytestmark = pytest.mark.model

PAIRS = [
    ("<s>Poland</s> expelled <t>three Russian diplomats</t> on Monday.", "SANCTION"),
    ("<s>Iran</s> has agreed to send <t>Syria</t> two oil tankers.", "AGREE"),
    ("<s>Police in Nairobi</s> arrested <t>eleven students</t> after the march.", "COERCE"),
    ("<s>Rebels</s> shelled <t>the army's barracks</t> at dawn, killing four.", "ASSAULT"),
    ("<s>The Brazilian president</s> met <t>her Chilean counterpart</t> in Lima.", "CONSULT"),
    ("<s>India</s> accused <t>Pakistan</t> of breaking the truce.", "ACCUSE"),
    ("<t>The minister</t> was urged by <s>the United Nations</s> to resign.", "REQUEST"),
    ("<s>Nurses</s> marched against <t>the government</t> in Lusaka.", "PROTEST"),
    ("<s>Brazil</s> lost to <t>Germany</t> in the semi-final.", "NONE"),
    ("<s>The students</s> were beaten by <t>riot police</t>.", "NONE"),
]


@pytest.fixture(scope="module")
def model(lexicon: Lexicon) -> RelationModel:
    found = load_relations(lexicon)
    assert found is not None
    return found


@pytest.mark.parametrize(("sentence", "kind"), PAIRS)
def test_plain_pairs(sentence: str, kind: str, model: RelationModel) -> None:
    (verdict,) = model.judge_marked([sentence])
    assert verdict.type == kind


def test_a_pair_is_judged_alike_alone_and_in_company(model: RelationModel) -> None:
    sentences = [sentence for sentence, _ in PAIRS]
    together = model.judge_marked(sentences)
    assert [v.type for v in together] == [model.judge_marked([s])[0].type for s in sentences]
    assert model.judge_marked([]) == []


def test_it_knows_every_type_and_no_other(model: RelationModel, lexicon: Lexicon) -> None:
    ontology = load_ontology(lexicon)
    verdicts = model.judge_marked([sentence for sentence, _ in PAIRS])
    assert {v.likeliest for v in verdicts} <= set(ontology.types)
    named = {f"{v.type}/{v.mode}" for v in verdicts if v.mode}
    assert named <= set(ontology.modes)
