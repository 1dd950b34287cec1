"""Make the confidence of an exported network a probability, and show how far it is one.

    python training/calibrate.py MODEL [--plv FILE] [--chart FILE]

Fits one temperature on the held-out text (../held/*.tsv and, with `--plv`, the held-out fifth of
the public pairs) and writes it into labels.json. What it is worth is measured on each half of the
rows with the temperature of the other half.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from examples import Row, held_text, plv_rows
from scipy.optimize import minimize_scalar

from detente.evaluation.calibration import Bin, expected_calibration_error, reliability_bins
from detente.events.network import Network, softmax

Logits = npt.NDArray[np.float64]


def read(network: Network, rows: Sequence[Row]) -> tuple[Logits, npt.NDArray[np.bool_]]:
    """Return the logits of types of each row, and which types are right."""
    names = network.labels["types"]
    logits = [network.run(row.sentence, ["types"])[0] for row in rows]
    right = [[name in row.types for name in names] for row in rows]
    return np.array(logits, dtype=np.float64), np.array(right)


def fitted(logits: Logits, right: npt.NDArray[np.bool_]) -> float:
    """Return the temperature that makes the right types likeliest."""

    def loss(temperature: float) -> float:
        likely = (softmax(logits / temperature) * right).sum(-1)
        return float(-np.log(np.maximum(likely, 1e-12)).mean())

    return round(float(minimize_scalar(loss, bounds=(0.3, 5.0), method="bounded").x), 3)


def said(
    logits: Logits, right: npt.NDArray[np.bool_], temperature: float
) -> tuple[list[float], list[bool]]:
    """Return how sure the likeliest type is in each row, and whether it is right."""
    likely = softmax(logits / temperature)
    best = likely.argmax(-1)
    rows = np.arange(len(best))
    return likely[rows, best].tolist(), right[rows, best].tolist()


def crossed(logits: Logits, right: npt.NDArray[np.bool_]) -> tuple[list[float], list[bool]]:
    """Return what `said` does, each half of the rows at the temperature of the other."""
    sure, true = [], []
    for half, other in ((0, 1), (1, 0)):
        temperature = fitted(logits[other::2], right[other::2])
        told = said(logits[half::2], right[half::2], temperature)
        sure += told[0]
        true += told[1]
    return sure, true


def chart(before: Sequence[Bin], after: Sequence[Bin], path: Path) -> None:
    """Draw the reliability curve."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    plt.rcParams["svg.hashsalt"] = "detente"
    figure, axes = plt.subplots(figsize=(4.5, 4.2), layout="constrained")
    axes.plot([0, 1], [0, 1], color="0.6", linewidth=1, label="as sure as right")
    for bins, style, name in ((before, "o--", "before"), (after, "s-", "after calibration")):
        drawn = [one for one in bins if one.count >= 5]
        axes.plot([b.confidence for b in drawn], [b.accuracy for b in drawn], style, label=name)
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1))
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("--plv", type=Path)
    parser.add_argument("--chart", type=Path)
    asked = parser.parse_args()
    rows = held_text() + (plv_rows(asked.plv, held_out=True) if asked.plv else [])
    network = Network(asked.model)
    logits, right = read(network, rows)
    temperature = fitted(logits, right)
    measured = {"before": said(logits, right, 1.0), "after": crossed(logits, right)}
    for name, (sure, true) in measured.items():
        error = expected_calibration_error(sure, true)
        print(
            f"{name}: calibration error {error:.4f} on {len(true)} rows, {np.mean(true):.4f} right"
        )
    if asked.chart:
        bins = {name: reliability_bins(*pair) for name, pair in measured.items()}
        chart(bins["before"], bins["after"], asked.chart)
    labels = json.loads((asked.model / "labels.json").read_text())
    (asked.model / "labels.json").write_text(json.dumps({**labels, "temperature": temperature}))
    (asked.model / "digest.txt").write_text(Network(asked.model).digest + "\n")
    print(f"temperature {temperature}")


if __name__ == "__main__":
    main()
