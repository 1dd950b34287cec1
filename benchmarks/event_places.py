"""Measures which place of a sentence is taken for a verb's, and fits what that rests on.

    python benchmarks/event_places.py event_location_train.jsonl.gz [--part 0.1] [--fit WEIGHTS.csv]

reads rows of `text` and `spans` (VERB, LOCATION; Halterman 2019) and prints precision, recall and
the most that any choice among the places found could reach, on the held-out documents. A choice
is right if it shares a character with a place of the gold. With --fit the weights are fitted to
the other documents and written. --part is the share of documents that is read.

Offsets that count tokens are mended by the span's own words. --leave-out names sources by their
beginning: most verbs of one have no place marked although the sentence names it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from detente.language import Tree
from detente.model import Annotation, Clause, Document, Place
from detente.places.happening import Scale, evidence, load_scale, place_of
from detente.tables import Lexicon, open_lexicon

HELD_SHARE = 0.3
PENALTY = 1.0
"""How strongly weights are drawn to 0."""

FEWEST = 20
"""How often evidence must occur to be given a weight."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Row:
    """One verb of one sentence: its span, and those of its places."""

    text: str
    verb: Span
    places: tuple[Span, ...]
    held: bool


@dataclass(frozen=True)
class Case:
    """A verb with its clause, the places found, the evidence for each, and which are right."""

    row: Row
    item: Annotation
    clause: Clause | None
    evidence: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]


def main() -> None:
    """Read, parse, fit if asked to, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--part", type=float, default=1.0)
    parser.add_argument("--leave-out", nargs="*", default=[])
    parser.add_argument("--fit", type=Path)
    options = parser.parse_args()
    rows = list(read(options.file, options.part, tuple(options.leave_out)))
    lexicon = open_lexicon()
    cases = list(make_cases(rows, lexicon))
    scale = load_scale(lexicon)
    if options.fit:
        scale = fit([case for case in cases if not case.row.held], scale.speech)
        write(scale, options.fit)
    for name, held in (("fitted to", False), ("held out", True)):
        print(f"{name}: {told([c for c in cases if c.row.held == held], scale)}")


def read(path: Path, part: float, left_out: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a share of the documents; a document is held out or not as a whole."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            row = json.loads(line)
            spans = [(s, span_of(row["text"], s)) for s in row["spans"]]
            verbs = [at for s, at in spans if s["label"] == "VERB" and at]
            share = draw(row)
            if len(verbs) != 1 or share >= part or row["source"].startswith(left_out or ("\0",)):
                continue
            found = tuple(at for s, at in spans if s["label"] == "LOCATION" and at)
            yield Row(row["text"], verbs[0], found, held=share < part * HELD_SHARE)


def draw(row: Mapping[str, object]) -> float:
    """Return a number from 0 to 1 that is the same for all rows of a document."""
    known = re.match(r"[A-Z]+_ENG_\d+\.\d+", str(row.get("_id")))
    name = known[0] if known else str(row["text"]).strip()
    return int(hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[:8], 16) / 16**8


def span_of(text: str, span: Mapping[str, object]) -> Span | None:
    """Return where a span stands, found by its words if its offsets do not fit them."""
    start, end, words = int(str(span["start"])), int(str(span["end"])), span.get("text")
    if words is None or text[start:end] == words:
        return (start, end) if text[start:end].strip() else None
    at = text.find(str(words)) if str(words).strip() else -1
    return (at, at + len(str(words))) if at >= 0 else None


def make_cases(rows: Sequence[Row], lexicon: Lexicon) -> Iterator[Case]:
    """Parse the texts and yield the cases."""
    texts = sorted({row.text for row in rows})
    items = {item.document.text: item for item in annotated(texts, lexicon)}
    for row in rows:
        item = items[row.text]
        clause = next((c for c in item.clauses if touches((c.start, c.end), [row.verb])), None)
        yield case_of(row, item, clause)


def annotated(texts: Sequence[str], lexicon: Lexicon) -> Iterator[Annotation]:
    """Yield the texts with clauses, parties and places."""
    from detente.pipeline import annotate, load_stages

    stages = load_stages(lexicon, relations=False)[:4]
    documents = (Document(id=str(number), text=text) for number, text in enumerate(texts))
    for number, item in enumerate(annotate(documents, stages), start=1):
        if number % 200 == 0:
            print(f"{number} of {len(texts)} texts", file=sys.stderr)
        yield item


def case_of(row: Row, item: Annotation, clause: Clause | None) -> Case:
    """Return a verb with the evidence for each place of its sentence."""
    if clause is None:
        return Case(row, item, None, (), ())
    here = [p for p in item.places if p.sentence == clause.sentence and not p.demonym]
    sentence = item.sentences[clause.sentence]
    heads = frozenset(c.head for c in item.clauses if c.sentence == clause.sentence)
    tree, verb = Tree(sentence), sentence.tokens[clause.head]
    found = tuple(evidence(tree, heads, verb, place, here) for place in here)
    return Case(row, item, clause, found, tuple(is_right(place, row) for place in here))


def is_right(place: Place, row: Row) -> bool:
    """Tell whether a place is one of those marked."""
    return touches((place.start, place.end), row.places)


def touches(one: Span, others: Iterable[Span]) -> bool:
    """Tell whether a span shares a character with one of others."""
    return any(one[0] < end and start < one[1] for start, end in others)


def fit(cases: Iterable[Case], speech: frozenset[str]) -> Scale:
    """Return the weights of a logistic regression, by Newton's method."""
    pairs = [pair for case in cases for pair in zip(case.evidence, case.right, strict=True)]
    names = sorted({name for found, _ in pairs for name in found})
    names = [name for name in names if sum(name in found for found, _ in pairs) >= FEWEST]
    matrix = np.array([[found.get(name, 0.0) for name in names] for found, _ in pairs])
    right = np.array([float(one) for _, one in pairs])
    weights = np.zeros(len(names))
    for _ in range(50):
        guess = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (right - guess) - PENALTY * weights
        bend = (matrix * (guess * (1 - guess))[:, None]).T @ matrix + PENALTY * np.eye(len(names))
        weights += np.linalg.solve(bend, slope)
    told = zip(names, weights, strict=True)
    return Scale({name: round(float(weight), 2) for name, weight in told}, speech)


def write(scale: Scale, path: Path) -> None:
    """Write the weights as the lexicon keeps them."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("evidence", "weight"))
        writer.writerows(sorted(scale.weights.items()))


def told(cases: Sequence[Case], scale: Scale) -> str:
    """Return precision, recall and the ceiling in words."""
    said = right = 0
    for case in cases:
        taken = case.clause and place_of(case.item, case.clause, case.item.places, scale)
        if taken:
            said += 1
            right += is_right(taken[0], case.row)
    placed = sum(bool(case.row.places) for case in cases)
    most = sum(any(case.right) for case in cases)
    return (
        f"{len(cases)} verbs, {placed} with a place; precision {right / max(1, said):.3f}, "
        f"recall {right / max(1, placed):.3f} (of {most / max(1, placed):.3f} possible)"
    )


if __name__ == "__main__":
    main()
