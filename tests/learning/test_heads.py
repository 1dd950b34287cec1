"""Heads at coding time: when they fire, what they may overrule, and which files are refused."""

from __future__ import annotations

import pickle
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from detente.errors import TableError
from detente.events import Card, load_judge, load_ontology
from detente.events.learned import LARGEST_BYTES, Head, LearnedTypes, weights_digest
from detente.events.network import ModelError
from detente.events.relation import RelationModel, Verdict
from detente.events.weigh import STRONG_RULE, propose, weigh
from detente.learning.naming import block
from detente.model import Label
from detente.tables import open_lexicon

NOWHERE: frozenset[str] = frozenset()
UNLEARNED = Verdict("SANCTION", 0.7, 0.2, "expel", "SANCTION", 0.7, "expel")


def card(label: str = "BOYCOTT", threshold: float = 0.0) -> Card:
    return Card(
        id=label,
        encoder="0123456789abcdef",
        weights="",
        threshold=threshold,
        slope=1.0,
        examples=20,
        others=0,
        background=500,
        precision=0.9,
        recall=0.8,
        f1=0.85,
    )


def head(label: str, column: int, threshold: float = 0.0) -> Head:
    """Return a head whose score is one feature."""
    weights = np.zeros((2, 4), dtype=np.float32)
    weights[0, column] = 1.0
    return Head(card(label, threshold), weights)


LEARNED = LearnedTypes(
    (head("BOYCOTT", 0), head("EMBARGO", 1, threshold=1.0), head("SANCTION/freeze", 2))
)

JUDGED = [
    # features, the likeliest type of the model, what is found
    ([-1, 0, -1], "SANCTION", None),
    ([1, 0, -1], "SANCTION", "BOYCOTT"),
    ([-1, 0.9, -1], "SANCTION", None),
    ([-1, 1.0, -1], "SANCTION", "EMBARGO"),
    ([1, 3, -1], "SANCTION", "EMBARGO"),
    ([3, 2, -1], "SANCTION", "BOYCOTT"),
    ([-1, 0, 1], "SANCTION", "SANCTION/freeze"),
    ([-1, 0, 1], "AID", None),
]


@pytest.mark.parametrize(("features", "likeliest", "label"), JUDGED)
def test_the_surest_head_that_fires_wins(
    features: list[float], likeliest: str, label: str | None
) -> None:
    found = LEARNED.judge(np.array(features, dtype=np.float32), likeliest=likeliest)
    assert (found[0] if found else None) == label
    assert found is None or 0.5 <= found[1] <= 1


def test_a_verdict_is_revised() -> None:
    said = LEARNED.revise(UNLEARNED, np.array([2, 0, -1], dtype=np.float32))
    assert (said.type, said.likeliest, said.mode, said.learned) == (
        "BOYCOTT",
        "BOYCOTT",
        None,
        True,
    )
    assert said.probability == said.of_likeliest == pytest.approx(0.88, abs=0.01)
    assert said.nothing == pytest.approx(1 - said.probability)
    mode = LEARNED.revise(UNLEARNED, np.array([-1, 0, 0.1], dtype=np.float32))
    assert (mode.label, mode.probability) == ("SANCTION/freeze", 0.7)


def test_a_verdict_stays_where_no_head_fires() -> None:
    assert LEARNED.revise(UNLEARNED, np.array([-1, 0, -1], dtype=np.float32)) is UNLEARNED


class Weighed(NamedTuple):
    label: str
    strength: float
    elsewhere: frozenset[str]
    coded: str


WEIGHED = [
    Weighed("REJECT", 0.6, NOWHERE, "BOYCOTT"),
    Weighed("REJECT", STRONG_RULE, NOWHERE, "BOYCOTT"),
    Weighed("REJECT", 0.6, frozenset({"ACCUSE"}), "BOYCOTT"),
    Weighed("REJECT", STRONG_RULE, frozenset({"ACCUSE"}), "REJECT"),
    Weighed("REJECT", 0.6, frozenset({"BOYCOTT"}), "REJECT"),
    Weighed("BOYCOTT", 0.6, NOWHERE, "BOYCOTT"),
]


@pytest.mark.parametrize("row", WEIGHED, ids=str)
def test_what_was_learned_decides_but_for_a_strong_rule(row: Weighed) -> None:
    verdict = Verdict("BOYCOTT", 0.6, 0.1, None, "BOYCOTT", 0.6, None, learned=True)
    decision = weigh(Label(type=row.label, quad=3), row.strength, verdict, row.elsewhere)
    assert decision.label == row.coded
    assert "as learned" in decision.reasons[0]
    assert 0 < decision.confidence < 1


def test_a_learned_type_is_proposed_from_its_threshold_on() -> None:
    ontology = load_ontology(open_lexicon())
    aid = Verdict("AID", 0.6, 0.1, None, "AID", 0.6, None)
    assert propose(aid, ontology) is None
    learned = propose(Verdict("AID", 0.6, 0.1, None, "AID", 0.6, None, learned=True), ontology)
    assert learned is not None
    assert learned.reasons == ("type: as learned, AID (0.60)",)
    lost = Verdict("BOYCOTT", 0.9, 0.1, None, "BOYCOTT", 0.9, None, learned=True)
    assert propose(lost, ontology) is None


def folder(place: Path, weights: bytes, label: str = "BOYCOTT") -> Path:
    """Write a lexicon folder with a head of these bytes, whose card names them."""
    (place / "learned").mkdir(parents=True)
    (place / "ontology").mkdir()
    (place / "ontology" / "mine.toml").write_text(
        '[[type]]\nid = "BOYCOTT"\nquad = 3\nintensity = -4\n'
    )
    file = place / "learned" / "x.npy"
    file.write_bytes(weights)
    told = {**asdict(card(label)), "weights": weights_digest(file)}
    (place / "learned" / "x.toml").write_text(block("learned", told))
    return place


def saved(place: Path, array: object) -> bytes:
    np.save(place / "array.npy", np.asarray(array), allow_pickle=True)
    return (place / "array.npy").read_bytes()


class Refused(NamedTuple):
    array: object
    said: str


REFUSED = [
    Refused(np.zeros((2, 7), np.float32), r"has shape \(2, 7\), not \(kinds, 65\)"),
    Refused(np.zeros(65, np.float32), "has shape"),
    Refused(np.zeros((1, 65), np.float32), "has shape"),
    Refused(np.full((2, 65), np.nan, np.float32), "not finite"),
    Refused(np.zeros(LARGEST_BYTES, np.uint8), "larger than"),
    Refused(np.array([{"a": 1}], dtype=object), "no array of numbers"),
    Refused(np.array(["a", "b"]), "no array of numbers"),
]


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row.said)
@pytest.mark.usefixtures("words")
def test_weights_that_are_none_are_refused(row: Refused, tmp_path: Path) -> None:
    lexicon = open_lexicon([folder(tmp_path / "mine", saved(tmp_path, row.array))])
    with pytest.raises(ModelError, match=row.said):
        load_judge(lexicon, load_ontology(lexicon))


GARBAGE = [b"", b"no array at all", pickle.dumps([1, 2]), b"\x93NUMPY\x01\x00\xff\xff"]


@pytest.mark.parametrize("weights", GARBAGE, ids=range(len(GARBAGE)))
@pytest.mark.usefixtures("words")
def test_files_that_are_no_arrays_are_refused(weights: bytes, tmp_path: Path) -> None:
    lexicon = open_lexicon([folder(tmp_path / "mine", weights)])
    with pytest.raises(ModelError, match="no array of numbers"):
        load_judge(lexicon, load_ontology(lexicon))


@pytest.mark.usefixtures("words")
def test_an_array_that_claims_to_be_huge_is_refused(tmp_path: Path) -> None:
    small = saved(tmp_path, np.zeros((10, 65), np.float32))
    huge = small.replace(b"(10, 65), }          ", b"(1000000000000, 65)}")
    assert huge != small
    lexicon = open_lexicon([folder(tmp_path / "mine", huge)])
    with pytest.raises(ModelError, match="no array of numbers"):
        load_judge(lexicon, load_ontology(lexicon))


def test_other_weights_than_the_card_names_are_refused(
    tmp_path: Path, words: RelationModel
) -> None:
    place = folder(tmp_path / "mine", saved(tmp_path, np.zeros((2, 65), np.float32)))
    assert words.width == 64
    lexicon = open_lexicon([place])
    assert load_judge(lexicon, load_ontology(lexicon)) is not None
    (place / "learned" / "x.npy").write_bytes(saved(tmp_path, np.ones((2, 65), np.float32)))
    with pytest.raises(ModelError, match=r"the weights that x\.toml names"):
        load_judge(lexicon, load_ontology(lexicon))
    (place / "learned" / "x.npy").unlink()
    with pytest.raises(ModelError, match="no such file"):
        load_judge(lexicon, load_ontology(lexicon))


@pytest.mark.usefixtures("words")
def test_a_head_without_a_row_in_the_ontology_is_refused(tmp_path: Path) -> None:
    weights = saved(tmp_path, np.zeros((2, 65), np.float32))
    lexicon = open_lexicon([folder(tmp_path / "mine", weights, label="DANCE")])
    with pytest.raises(TableError, match="no event type 'DANCE'"):
        load_judge(lexicon, load_ontology(lexicon))
