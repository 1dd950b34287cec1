"""Choose the background that `detente learn` tells a new type apart from, out of the training text.

    python training/background.py

Writes `src/detente/data/learning/background.tsv`: as many rows of each type, its modes in turn, and
more of none. The seed alone decides which.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from pathlib import Path

TEXT = Path(__file__).parent / "text"
OUT = Path(__file__).parents[1] / "src" / "detente" / "data" / "learning" / "background.tsv"
EACH = 25
NONE = 100
SEED = 20


def main() -> None:
    """Choose and write."""
    rows: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(TEXT.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as handle:
            for cells in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                place = path.stem if cells["type"] == "NONE" else cells["mode"]
                rows[cells["type"]][place].append(cells["sentence"])
    lines = ["sentence\ttype\tmode"]
    for kind, modes in sorted(rows.items()):
        draw = random.Random(f"{SEED} {kind}")
        for sentences in modes.values():
            draw.shuffle(sentences)
        wanted = NONE if kind == "NONE" else EACH
        turns = sorted((k, mode) for mode, some in modes.items() for k in range(len(some)))
        for turn, mode in turns[:wanted]:
            lines.append(f"{modes[mode][turn]}\t{kind}\t{'' if kind == 'NONE' else mode}")
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} sentences in {OUT}")


if __name__ == "__main__":
    main()
