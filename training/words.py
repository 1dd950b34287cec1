"""Make the table of words from the training text: in how many sentences each stem stands.

Linking weighs shared words by it. Run here: python words.py ../src/detente/data/linking/words.csv
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from detente.linking.wording import stems_of

FEWEST = 5
"""A stem in fewer sentences is left out and counts as the rarest."""


def sentences(folder: Path) -> list[str]:
    """Return the sentences of the training text."""
    found: list[str] = []
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as handle:
            rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            found += [row["sentence"] for row in rows]
    return found


def plain(sentence: str) -> str:
    """Return a sentence without its marks."""
    for mark in ("<s>", "</s>", "<t>", "</t>"):
        sentence = sentence.replace(mark, "")
    return sentence


def main() -> None:
    """Count and write."""
    texts = sentences(Path(__file__).parent / "text")
    counts = Counter(stem for text in texts for stem in stems_of(plain(text)))
    rows = [(stem, count) for stem, count in counts.items() if count >= FEWEST]
    with Path(sys.argv[1]).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("stem", "sentences"))
        writer.writerow(("*", len(texts)))
        writer.writerows(sorted(rows))
    print(f"{len(rows)} stems of {len(texts)} sentences", file=sys.stderr)


if __name__ == "__main__":
    main()
