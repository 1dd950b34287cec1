"""Train the head that says how likely a sentence tells an act: python training/acts.py TEXTS OUT.

A linear head over the shipped network's features of plain sentences, from the sentences of real
news that were read by hand (see read.py; TEXTS is the folder of the corpora), our own events and
our own sentences of other fields. Writes OUT/acts.npz. Prints how many of the sentences with and
without an act it sets aside in a fifth of the documents, by a head that did not see that fifth, and
in the held-out news.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from fields import features, labelled
from read import TEXT, ReadSentence, read_sentences
from real_news import HELD_PARTS
from sklearn.linear_model import LogisticRegression

from detente.events.acts import FILE, UNLIKELY_BELOW, ActsHead
from detente.events.fields import POLITICS
from detente.events.gate import ACT
from detente.events.heads import Head, save_head
from detente.events.network import Network
from detente.events.relation import load_relations
from detente.tables import open_lexicon

STRENGTH = 0.01
"""The inverse of how strongly weights are held down."""

PARTS = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """Sentences as the network reads them, shape (sentences, width), and which tell an act."""

    features: npt.NDArray[np.float32]
    acts: npt.NDArray[np.bool_]


def main() -> None:
    """Train, measure and save."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    model = load_relations(open_lexicon())
    if model is None:
        raise SystemExit("there is no relation model to build upon")
    network, own = model.network, labelled()
    ours = Seen(
        features([sentence for _, sentence in own], network),
        np.array([name == POLITICS for name, _ in own]),
    )
    sentences = read_sentences(asked.texts, TEXT)
    news = _seen(sentences, network)
    apart = np.array([_part(sentence) == 0 for sentence in sentences])
    some = Seen(news.features[~apart], news.acts[~apart])
    figures = {"a fifth": _aside(fitted(ours, some), Seen(news.features[apart], news.acts[apart]))}
    head = fitted(ours, news)
    for part in HELD_PARTS:
        figures[part] = _aside(head, _seen(read_sentences(asked.texts, part), network))
    save_head(asked.out / FILE, head.head, network)
    print(json.dumps({"trained_on": len(own) + len(sentences), **figures}, indent=1))


def fitted(*seen: Seen) -> ActsHead:
    """Return the head that tells sentences with an act."""
    told = LogisticRegression(C=STRENGTH, max_iter=5000)
    told.fit(np.vstack([s.features for s in seen]), np.concatenate([s.acts for s in seen]))
    weights = np.append(told.coef_[0], told.intercept_[0])[None].astype(np.float32)
    return ActsHead(Head((ACT,), weights))


def _seen(sentences: Sequence[ReadSentence], network: Network) -> Seen:
    plain = [one.sentence for one in sentences]
    return Seen(features(plain, network), np.array([bool(one.acts) for one in sentences]))


def _part(sentence: ReadSentence) -> int:
    document = ":".join(sentence.place[:2])
    return hashlib.md5(document.encode(), usedforsecurity=False).digest()[0] % PARTS


def _aside(head: ActsHead, seen: Seen) -> dict[str, float]:
    """Return the share of the sentences without an act that is set aside, and of those with one."""
    aside = np.array([head.read(row) < UNLIKELY_BELOW for row in seen.features])
    return {
        "without": round(float(aside[~seen.acts].mean()), 4),
        "with": round(float(aside[seen.acts].mean()), 4),
    }


if __name__ == "__main__":
    main()
