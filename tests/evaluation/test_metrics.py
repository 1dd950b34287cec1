"""Metrics on counts and labels whose figures can be worked out by hand."""

from __future__ import annotations

import pytest

from detente.evaluation.scores import (
    Score,
    accuracy,
    confusion,
    exact,
    label_scores,
    macro_f1,
    mean,
    share,
    total,
)

FIGURES = [
    # counts; precision, recall, F1
    (exact(3, 4, 6), 0.75, 0.5, 0.6),
    (exact(2, 2, 2), 1.0, 1.0, 1.0),
    (exact(0, 5, 3), 0.0, 0.0, 0.0),
    (exact(0, 0, 3), None, 0.0, 0.0),
    (exact(0, 5, 0), 0.0, None, 0.0),
    (exact(0, 0, 0), None, None, None),
    (Score(said=1, gold=2, right=1, found=2), 1.0, 1.0, 1.0),
    (Score(said=4, gold=2, right=2, found=2), 0.5, 1.0, 2 / 3),
]


@pytest.mark.parametrize(("score", "precision", "recall", "f1"), FIGURES)
def test_precision_recall_and_f1(
    score: Score, precision: float | None, recall: float | None, f1: float | None
) -> None:
    assert score.precision == precision
    assert score.recall == recall
    assert score.f1 == (None if f1 is None else pytest.approx(f1))


def test_counts_add_up_to_micro_averages() -> None:
    both = total([exact(1, 2, 1), exact(0, 0, 3)])
    assert both == exact(1, 2, 4)
    assert total([]) == exact(0, 0, 0)


GOLD = ["AID", "AID", "AID", "PROTEST", "REJECT"]
SAID = ["AID", "AID", "REJECT", "AID", "REJECT"]


def test_macro_f1_weighs_every_gold_label_alike() -> None:
    # AID 2 of 3 both ways, PROTEST never, REJECT 1 of 2 said and 1 of 1 found
    assert macro_f1(GOLD, SAID) == pytest.approx((2 / 3 + 0 + 2 / 3) / 3)


@pytest.mark.parametrize(
    ("gold", "said", "expected"),
    [
        (["AID", "AID"], ["AID", "NONE"], 2 / 3),  # NONE, only said, has no F1 of its own
        (["AID"], ["AID"], 1.0),
        (["AID"], ["REJECT"], 0.0),
        ([], [], None),
    ],
)
def test_macro_f1_leaves_out_labels_that_are_only_said(
    gold: list[str], said: list[str], expected: float | None
) -> None:
    assert macro_f1(gold, said) == (None if expected is None else pytest.approx(expected))


def test_labels_that_are_only_said_have_a_row_all_the_same() -> None:
    scores = label_scores(["AID", "AID"], ["AID", "NONE"])
    assert list(scores) == ["AID", "NONE"]
    assert scores["NONE"] == exact(0, 1, 0)


def test_confusion_has_what_is_right_on_the_diagonal() -> None:
    columns, rows = confusion(["B", "A", "B"], ["B", "0", "A"])
    assert columns == ("A", "B", "0")
    assert rows == (("A", (0, 0, 1)), ("B", (1, 1, 0)))


@pytest.mark.parametrize("measure", [accuracy, macro_f1, confusion, label_scores])
def test_an_answer_must_be_given_to_each_question(measure: object) -> None:
    assert callable(measure)
    with pytest.raises(ValueError, match="argument 2"):
        measure(["AID", "AID"], ["AID"])


def test_shares_and_means_of_nothing_are_unknown() -> None:
    assert accuracy(GOLD, SAID) == pytest.approx(0.6)
    assert accuracy([], []) is None
    assert share(0, 0) is None
    assert share(0, 2) == 0.0
    assert mean([None, 0.5, 1.0]) == 0.75
    assert mean([None]) is None
