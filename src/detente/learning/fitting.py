"""A head fitted to features: logistic regression over kinds, measured by cross-validation.

The new type is told apart from every kind of the background at once (multinomial, kinds weighed
alike), for a pair that is plainly a visit is no boycott. Its score is the log odds of the new type
against all the other kinds. Threshold and figures come from scores that were made out of fold:
by heads that had not seen the sentence they judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["FEWEST", "FOLDS", "Fitted", "best_threshold", "fit_head"]

FOLDS = 5
FEWEST = FOLDS
"""Examples of the type that are needed at least: one for each fold."""

SEED = 7
STRENGTH = 30.0
"""Inverse of the regularisation, for standardised features shrunk to unit length."""

MOST_STEPS = 300


@dataclass(frozen=True, slots=True)
class Fitted:
    """A head and what cross-validation says of it.

    `weights` has shape (kinds, width + 1), the new type in the first row and the bias in the last
    column, for features as the model gives them. The head fires from `threshold` on; `slope` is
    that of the logistic curve from score to probability. `precision`, `recall` and `f1` run from 0
    to 1.
    """

    weights: npt.NDArray[np.float32]
    threshold: float
    slope: float
    precision: float
    recall: float
    f1: float


def fit_head(features: npt.NDArray[np.float32], kinds: Sequence[str], own: str) -> Fitted:
    """Return the head that tells `own` from the other kinds.

    `features` has shape (sentences, width), `kinds` one name for each row, `own` among them.

    Raises:
        InputError: there are too few rows of `own`, or none of another kind.
    """
    import numpy as np

    is_own = np.array([kind == own for kind in kinds])
    if is_own.sum() < FEWEST:
        raise InputError(
            f"{is_own.sum()} examples of {own}; at least {FEWEST} are needed, better 20"
        )
    if is_own.all():
        raise InputError(f"all examples are of {own}; there is nothing to tell it from")
    names = np.array(kinds)
    scores = _out_of_fold(features, names, own)
    threshold = best_threshold(scores, is_own)
    found = scores >= threshold
    precision, recall = is_own[found].mean() if found.any() else 0.0, found[is_own].mean()
    return Fitted(
        weights=_weights(features, names, own),
        threshold=round(threshold, 4),
        slope=_slope(scores, is_own),
        precision=round(float(precision), 3),
        recall=round(float(recall), 3),
        f1=round(float(2 * (found & is_own).sum() / (found.sum() + is_own.sum())), 3),
    )


def _out_of_fold(
    features: npt.NDArray[np.float32], kinds: npt.NDArray[np.str_], own: str
) -> npt.NDArray[np.float64]:
    """Return a score for each row, made by a head that was fitted without the row's fold."""
    import numpy as np
    from sklearn.model_selection import StratifiedKFold

    scores = np.zeros(len(kinds))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for rest, fold in folds.split(features, kinds == own):
        weights = _weights(features[rest], kinds[rest], own).astype(np.float64)
        raw = features[fold] @ weights[:, :-1].T + weights[:, -1]
        scores[fold] = raw[:, 0] - np.logaddexp.reduce(raw[:, 1:], axis=1)
    return scores


def _weights(
    features: npt.NDArray[np.float32], kinds: npt.NDArray[np.str_], own: str
) -> npt.NDArray[np.float32]:
    """Return weights and bias for features as they are, the row of `own` first."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    unit = spread * np.sqrt(features.shape[1])
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=MOST_STEPS)
    model.fit((features - centre) / unit, kinds)
    coefficients, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # it then keeps one row, for the second of the two
        halves = np.array([[-0.5], [0.5]])
        coefficients, bias = halves * coefficients, halves[:, 0] * bias
    order = np.argsort(model.classes_ != own, kind="stable")
    scaled = coefficients[order] / unit
    moved = bias[order] - scaled @ centre
    return np.asarray(np.column_stack([scaled, moved]), dtype=np.float32)


def best_threshold(scores: npt.NDArray[np.float64], is_own: npt.NDArray[np.bool_]) -> float:
    """Return the score from which on the F1 of `is_own` is highest, halfway to the next below."""
    import numpy as np

    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(is_own[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + is_own.sum())
    last = int(f1.argmax())
    low = scores[order[min(last + 1, len(order) - 1)]]
    return float((scores[order[last]] + low) / 2)


def _slope(scores: npt.NDArray[np.float64], is_own: npt.NDArray[np.bool_]) -> float:
    """Return the slope of the logistic curve from score to probability (Platt 1999)."""
    from sklearn.linear_model import LogisticRegression

    curve = LogisticRegression(C=1.0).fit(scores[:, None], is_own)
    return round(max(0.01, float(curve.coef_[0, 0])), 4)
