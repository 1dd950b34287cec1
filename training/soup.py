"""Average the weights of two trained networks: python training/soup.py ONE OTHER SHARE OUT.

OUT gets SHARE of OTHER and the rest of ONE. Two networks that were trained from one start with
different text often agree so far that their mean is better than either on what the other knows
(Wortsman and others 2022, "Model soups"). Here one has read more public role tags, the other more
real news in which nothing happens.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import torch


def main(one: Path, other: Path, share: float, out: Path) -> None:
    """Write the mean, with the labels and tokenizer of the first."""
    if (one / "labels.json").read_text() != (other / "labels.json").read_text():
        raise SystemExit(f"{one} and {other} do not have the same labels")
    first, second = (torch.load(f / "network.pt", weights_only=True) for f in (one, other))
    mean = {
        name: (1 - share) * held + share * second[name] if held.is_floating_point() else held
        for name, held in first.items()
    }
    shutil.copytree(one, out, dirs_exist_ok=True)
    torch.save(mean, out / "network.pt")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]))
