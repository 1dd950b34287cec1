"""How many died: articles of MUC-4 against the templates of their incidents.

    python benchmarks/tolls.py muc4_tst1.jsonl.gz [FIRST_N]

An incident's toll is the sum of the numbers of its human targets whose effect is death, where all
of them are stated. It is found when some mention of the article has it as its best number of dead.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from detente.model import Document
from detente.pipeline import annotate, load_stages
from detente.tables import open_lexicon

_TARGET = re.compile(r'^(?:(\w[\w -]*?): )?(".*")$')
PUBLISHED = date(1990, 1, 1)
"""Its articles are from 1988 to 1991; their datelines are cut from the text."""


def toll(template: Mapping[str, Sequence[str]]) -> int | None:
    """Return how many died in an incident, 0 for nobody, None where a number is not stated."""
    numbers = dict(_pairs(template["HUM TGT: NUMBER"]))
    dead = [
        name
        for name, effect in _pairs(template["HUM TGT: EFFECT OF INCIDENT"])
        if effect == "DEATH"
    ]
    counted = [numbers.get(name, "") for name in dead]
    return sum(map(int, counted)) if all(n.isdigit() for n in counted) else None


def _pairs(cells: Sequence[str]) -> list[tuple[str, str]]:
    found = (_TARGET.match(cell) for cell in cells)
    return [(match[2], match[1] or "") for match in found if match]


def main() -> None:
    """Print the figures of one file."""
    with gzip.open(Path(sys.argv[1]), "rt", encoding="utf-8") as handle:
        records = [json.loads(line) for line in handle]
    records = records[: int(sys.argv[2])] if len(sys.argv) > 2 else records
    documents = [Document(id=r["id"], text=r["text"], published=PUBLISHED) for r in records]
    told = annotate(documents, load_stages(open_lexicon()))
    stated = found = quiet = false = 0
    for record, item in zip(records, told, strict=True):
        numbers = [q.best for m in item.mentions for q in m.quantities if q.kind == "dead"]
        tolls = [toll(template) for template in record["templates"]]
        for number in filter(None, tolls):
            stated += 1
            found += number in numbers
        if tolls and not any(tolls) and None not in tolls:
            quiet += 1
            false += bool(numbers)
    print(json.dumps({"stated": stated, "exact": found, "nobody_died": quiet, "false": false}))


if __name__ == "__main__":
    main()
