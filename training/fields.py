"""Train the head that tells politics from other fields of news.

    python training/fields.py OUT [--read TEXTS]

A linear head over the shipped network's features of plain sentences, from `training/fields` and
the events of `training/text`; with `--read`, from the folder of the corpora, also from the
sentences of real news that tell an act (see read.py). Writes OUT/fields.npz; prints how many of
the held-out sentences of other fields (`training/fields/held.tsv`) and of our held-out events
(`training/held`) it sets aside.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from examples import NOTHING, TEXT, held_text, own_text, shuffled
from read import TEXT as NEWS
from read import read_sentences
from sklearn.linear_model import LogisticRegression

from detente.events.fields import FILE, POLITICS, FieldsHead
from detente.events.heads import Head, save_head
from detente.events.network import Network
from detente.events.relation import load_relations
from detente.events.roles import read_plain
from detente.tables import open_lexicon

FIELDS = Path(__file__).parent / "fields"
EVENTS = 2500
"""Sentences of our own text that hold an event, taken by chance."""

STRENGTH = 0.1
"""The inverse of how strongly weights are held down."""


def main() -> None:
    """Train, measure and save."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--read", type=Path)
    asked = parser.parse_args()
    model = load_relations(open_lexicon())
    if model is None:
        raise SystemExit("there is no relation model to build upon")
    network = model.network
    rows = labelled()
    if asked.read:
        read = read_sentences(asked.read, NEWS)
        rows += [(POLITICS, one.sentence) for one in read if one.acts]
    seen = features([sentence for _, sentence in rows], network)
    told = LogisticRegression(C=STRENGTH, max_iter=5000).fit(seen, [name for name, _ in rows])
    weights = np.hstack([told.coef_, told.intercept_[:, None]]).astype(np.float32)
    head = Head(tuple(map(str, told.classes_)), weights)
    save_head(asked.out / FILE, head, network)
    held = [_plain(row.sentence) for row in held_text() if row.types != (NOTHING,)]
    print(json.dumps({
        "trained_on": len(rows),
        "other_fields_set_aside": _share(FieldsHead(head), features(_held(), network)),
        "own_events_set_aside": _share(FieldsHead(head), features(held, network)),
    }, indent=1))  # fmt: skip


def labelled() -> list[tuple[str, str]]:
    """Return the field and the words of our own sentences; those of politics tell an act."""
    return [*_fields("fields.tsv"), *_labelled_none(), *_events()]


def _share(head: FieldsHead, seen: npt.NDArray[np.float32]) -> float:
    return round(float(np.mean([head.read(row).is_elsewhere for row in seen])), 4)


def features(sentences: Sequence[str], network: Network) -> npt.NDArray[np.float32]:
    """Return what the network makes of plain sentences, shape (sentences, width)."""
    return np.array([read_plain(sentence, network).features for sentence in sentences])


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def _fields(name: str) -> list[tuple[str, str]]:
    return [(cells["field"], cells["sentence"]) for cells in _read(FIELDS / name)]


def _held() -> list[str]:
    return [sentence for _, sentence in _fields("held.tsv")]


def _labelled_none() -> Iterable[tuple[str, str]]:
    """Yield the sentences of `text/none.tsv` with the fields that readers gave them."""
    rows = _read(TEXT / "none.tsv")
    for cells in _read(FIELDS / "none_fields.tsv"):
        yield cells["field"], _plain(rows[int(cells["row"]) - 1]["sentence"])


def _events() -> list[tuple[str, str]]:
    events = [row for row in own_text() if row.types != (NOTHING,)]
    return [(POLITICS, _plain(row.sentence)) for row in shuffled(events, 1)[:EVENTS]]


def _plain(sentence: str) -> str:
    return re.sub(r"</?[st]>", "", sentence)


if __name__ == "__main__":
    main()
