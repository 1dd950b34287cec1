"""Make the confidence of a mention a probability.

    python training/certainty.py TEXTS [--chart FILE]

Codes the documents of the held-out sentences of `read/sentences.tsv`, which no network was trained
on, and fits how likely a mention's type is right: a logistic curve over the log odds of what
decided it and of its sentence telling an act at all, both slopes shared, the offset one for each
way to decide. Writes the curves to
`src/detente/data/cues/certainty.csv`, and prints how far confidence and share right lie apart in
documents that they were not fitted to (each tenth of the documents by the curves of the others),
beside how far chance alone would part them.
TEXTS is the folder of the corpora (see corpora.py).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from calibrate import chart
from read import read_sentences
from real_news import HELD_PARTS, Found, coded_in, found_in
from scipy.optimize import minimize

from detente.evaluation.calibration import expected_calibration_error, reliability_bins
from detente.events.certainty import Certainty, WayRow, act_odds, log_odds

FOLDS = 10
SEED, DRAWS = 7, 200
PULL = 0.02
"""How much offsets and the sentence's slope are pulled to 0, the other slope to 1."""

OUT = Path(__file__).parents[1] / "src/detente/data/cues/certainty.csv"
_SAID = re.compile(r"confidence: ([^,]+), ([\d.]+)(?:; its sentence tells an act, ([\d.]+))?")


@dataclass(frozen=True, slots=True)
class Case:
    """A mention: the document, who decided it and how surely, and whether its type is right.

    `act` is how likely its sentence tells an act, None where nobody knows.
    """

    document: str
    way: str
    said: float
    act: float | None
    right: bool

    @property
    def fold(self) -> int:
        """Return the part of the documents that this one is in."""
        return hashlib.md5(self.document.encode(), usedforsecurity=False).digest()[0] % FOLDS


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--chart", type=Path)
    asked = parser.parse_args()
    cases = _cases(asked.texts)
    said, right = [case.said for case in cases], [case.right for case in cases]
    sure = _unseen(cases)
    for name, values in (("as said", said), ("fitted", sure)):
        error = expected_calibration_error(values, right)
        chance = _by_chance(values)
        print(f"{name}: calibration error {error:.3f} on {len(cases)} mentions, ", end="")
        print(f"{chance:.3f} if each were as likely right as it says")
    if asked.chart:
        chart(reliability_bins(said, right), reliability_bins(sure, right), asked.chart)
    rows = fitted(cases)
    with OUT.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(field.name for field in fields(WayRow))
        table.writerows(astuple(row) for row in rows)
    for row in rows:
        print(*astuple(row))


def fitted(cases: Sequence[Case]) -> list[WayRow]:
    """Return the curve of each way."""
    ways = sorted({case.way for case in cases})
    which = np.array([ways.index(case.way) for case in cases])
    odds = np.array([[log_odds(case.said), act_odds(case.act)] for case in cases])
    right = np.array([case.right for case in cases], dtype=float)

    def loss(weights: np.ndarray) -> float:
        told = weights[which] + odds @ weights[-2:]
        unlike = np.logaddexp(0, told) - right * told
        pull = (weights[:-2] ** 2).mean() + (weights[-2] - 1) ** 2 + weights[-1] ** 2
        return float(unlike.mean() + PULL * pull)

    found = minimize(loss, np.array([0.0] * len(ways) + [1.0, 0.0])).x
    return [
        WayRow(
            way,
            round(float(found[number]), 2),
            round(float(found[-2]), 2),
            round(float(found[-1]), 2),
            int((which == number).sum()),
            round(float(right[which == number].mean()), 2),
        )
        for number, way in enumerate(ways)
    ]


def _by_chance(sure: Sequence[float]) -> float:
    """Return the mean calibration error of so many mentions that keep what they promise."""
    rng = np.random.default_rng(SEED)
    draws = (rng.random(len(sure)) < np.array(sure) for _ in range(DRAWS))
    return float(np.mean([expected_calibration_error(sure, draw.tolist()) for draw in draws]))


def _unseen(cases: Sequence[Case]) -> list[float]:
    """Return how likely each case is right by curves that its document had no part in."""
    by_fold = []
    for fold in range(FOLDS):
        rows = fitted([case for case in cases if case.fold != fold])
        by_fold.append(Certainty({row.way: row for row in rows}))
    return [by_fold[case.fold].of(case.way, case.said, case.act) for case in cases]


def _cases(texts: Path) -> list[Case]:
    cases = []
    for part in HELD_PARTS:
        sentences = read_sentences(texts, part)
        print(f"{part}: {len(sentences)} sentences", file=sys.stderr)
        cases += [_case(one) for one in found_in(sentences, coded_in(texts, sentences))]
    return cases


def _case(found: Found) -> Case:
    told = (_SAID.fullmatch(line) for line in found.mention.trace)
    way, said, act = next(match.groups() for match in told if match)
    told_act = None if act is None else float(act)
    return Case(":".join(found.place[:2]), way, float(said), told_act, found.type_right)


if __name__ == "__main__":
    main()
