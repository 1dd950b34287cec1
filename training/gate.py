"""Train the gate that sets sentences aside before parsing: python training/gate.py TEXTS OUT.

Codes news (see corpora.py) in full and learns from the lower states of the shipped network which
sentences get a mention. The bound is the highest that loses at most LOSS of the mentions of one
fifth of the documents; what it loses and sets aside in another fifth is printed. Writes
OUT/gate.npz.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from corpora import Text, documents
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from detente import pipeline
from detente.events.gate import ACT, FILE, pooled
from detente.events.heads import Head, save_head
from detente.events.network import Network
from detente.events.relation import load_relations
from detente.model import Document
from detente.tables import open_lexicon

LOSS = 0.004
"""The share of mentions that may be lost where the bound is set."""

STRENGTH = 0.0005
"""The inverse of how strongly weights are held down."""

SEED = 11


@dataclass(frozen=True, slots=True)
class Seen:
    """The sentences of some documents: pooled states, shape (sentences, width), and mentions."""

    states: npt.NDArray[np.float32]
    mentions: npt.NDArray[np.int64]


def main() -> None:
    """Train, measure and save."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=700)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    every = [text for text in documents(asked.texts) if text.corpus != "eventloc" and text.text]
    drawn = random.Random(SEED).sample(every, min(asked.documents, len(every)))
    chunks = [drawn[k : k + 20] for k in range(0, len(drawn), 20)]
    with ProcessPoolExecutor(asked.processes) as pool:
        seen = list(pool.map(_seen, chunks))
    fifths = [_joined(seen[k::5]) for k in range(5)]
    head = _bounded(_fitted(_joined(fifths[:3])), fifths[3])
    save_head(asked.out / FILE, head, _network())
    print(
        json.dumps({"sentences": sum(len(one.mentions) for one in seen)} | _told(head, fifths[4]))
    )


def _seen(texts: Sequence[Text]) -> Seen:
    stages, network = _loaded()
    asked = [Document(id=str(number), text=one.text) for number, one in enumerate(texts)]
    states, mentions = [], []
    for item in pipeline.annotate(asked, stages):
        here = [mention.sentence.index for mention in item.mentions]
        states += [_states(sentence.text, network) for sentence in item.sentences]
        mentions += [here.count(sentence.index) for sentence in item.sentences]
    return Seen(np.array(states, dtype=np.float32), np.array(mentions))


@cache
def _loaded() -> tuple[tuple[pipeline.Stage, ...], Network]:
    """Return the stages and the network, loaded once a process."""
    return pipeline.load_stages(open_lexicon()), _network()


def _network() -> Network:
    model = load_relations(open_lexicon())
    if model is None:
        raise SystemExit("there is no relation model to build upon")
    return model.network


def _states(sentence: str, network: Network) -> npt.NDArray[np.float32]:
    return np.asarray(pooled(network.states(sentence)), dtype=np.float32)


def _joined(parts: Sequence[Seen]) -> Seen:
    return Seen(
        np.concatenate([part.states for part in parts]),
        np.array(list(chain.from_iterable(part.mentions for part in parts))),
    )


def _fitted(seen: Seen) -> Head:
    """Return the head that tells sentences with a mention, its scale undone."""
    told = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=2000))
    told.fit(seen.states, seen.mentions > 0)
    scale, line = told[0], told[1]
    weights = line.coef_[0] / scale.scale_
    bias = line.intercept_[0] - float(weights @ scale.mean_)
    return Head((ACT,), np.append(weights, bias)[None].astype(np.float32))


def _bounded(head: Head, seen: Seen) -> Head:
    """Return the head with the bound in its bias that loses hardly any mention of what is seen."""
    logits = np.repeat(_logits(head, seen), seen.mentions)
    bound = np.quantile(logits, LOSS)
    weights = head.weights.copy()
    weights[0, -1] -= bound
    return Head(head.names, weights)


def _logits(head: Head, seen: Seen) -> npt.NDArray[np.float64]:
    return np.array([float(head.logits(row)[0]) for row in seen.states])


def _told(head: Head, seen: Seen) -> dict[str, float]:
    idle = _logits(head, seen) < 0
    return {
        "set_aside": round(float(idle.mean()), 4),
        "mentions_lost": round(float(seen.mentions[idle].sum() / seen.mentions.sum()), 4),
    }


if __name__ == "__main__":
    main()
