"""How real: status and polarity against public judgements of factuality.

    python benchmarks/reality.py UW/dev.jsonl.gz [UDS_IH2/dev.jsonl.gz CommitmentBank-items.csv ...]

Reads the tokenised sentences of the factuality sets of Jiang and de Marneffe (2021), and the items
of the CommitmentBank (de Marneffe, Simons and Tonhauser 2019), where what counts is the verb of the
clause under the embedding verb. Judgements run from -3 (it did not happen) to 3 (it did); an act
counts as -3 when negated, 0 when hypothetical, 1 when planned and 3 when actual or historical.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.events import assess, load_coder, load_reality
from detente.language import find_clauses, load_grammar, load_parser
from detente.model import Annotation, Batch, Clause, Document, Reality
from detente.tables import open_lexicon

VALUES = {"hypothetical": 0.0, "planned": 1.0}
NEGATED, HAPPENED = -3.0, 3.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What people said of one word of a text: a span, or the verb that a lemma embeds."""

    text: str
    value: float
    start: int = 0
    end: int = 0
    under: str | None = None


def read(path: Path) -> Iterator[Judgement]:
    """Yield the judgements of a file of either form."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                yield Judgement(row["Target"], float(row["Mean"]), under=row["Verb"])
        return
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            record = json.loads(line)
            words = record["text"].split(" ")
            for target in record["targets"]:
                first, last = target["span1"]
                start = len(" ".join(words[:first])) + bool(first)
                end = start + len(" ".join(words[first:last]))
                yield Judgement(record["text"], float(target["label"]), start, end)


def parsed(texts: list[str]) -> Batch:
    """Return the texts with clauses and their reality."""
    lexicon = open_lexicon()
    coder = load_coder(lexicon, relations=False)
    grammar = load_grammar(lexicon, nouns=coder.table.nouns, verbs=coder.table.verbs)
    parser = load_parser(lemmas=grammar.lemmas, known=grammar.common)
    made = (Document(id=str(n), text=text) for n, text in enumerate(texts))
    batch = parser.parse(tuple(Annotation(document=document) for document in made))
    return assess(find_clauses(batch, grammar), load_reality(lexicon))


def clause_of(judged: Judgement, item: Annotation) -> int | None:
    """Return the number of the clause that was judged, None where none was found."""
    found = [c.index for c in item.clauses if _is_judged(judged, c, item)]
    return found[-1] if found else None


def _is_judged(judged: Judgement, clause: Clause, item: Annotation) -> bool:
    if judged.under is None:
        return clause.start < judged.end and judged.start < clause.end
    above = None if clause.governor is None else item.clauses[clause.governor]
    embedded = clause.relation == "complement" and above is not None
    return embedded and above is not None and above.lemma == judged.under


def value(reality: Reality) -> float:
    """Return the number that a status and polarity stand for."""
    return NEGATED if reality.polarity == "negated" else VALUES.get(reality.status, HAPPENED)


def measure(path: Path) -> dict[str, float | int | str]:
    """Return the figures of one file."""
    judged = list(read(path))
    texts = list(dict.fromkeys(one.text for one in judged))
    items = dict(zip(texts, parsed(texts), strict=True))
    pairs = []
    for one in judged:
        number = clause_of(one, items[one.text])
        if number is not None:
            pairs.append((value(items[one.text].realities[number]), one.value))
    right = sum(said < 0 and truth < -0.5 for said, truth in pairs)
    said, true = sum(a < 0 for a, _ in pairs), sum(b < -0.5 for _, b in pairs)
    return {
        "set": str(path),
        "judgements": len(judged),
        "coverage": round(len(pairs) / len(judged), 4),
        "mean_absolute_error": round(sum(abs(a - b) for a, b in pairs) / len(pairs), 4),
        "if_all_happened": round(sum(abs(HAPPENED - b) for _, b in pairs) / len(pairs), 4),
        "negated_f1": round(2 * right / (said + true), 4) if said + true else 0.0,
    }


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(json.dumps(measure(Path(name))))
