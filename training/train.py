"""Train the network of relations and roles.

    python training/train.py OUT [--plv FILE] [--tags FILE] [--read TEXTS] [--taught FILE]
        [--start TRAINED] [--without TYPES] [--all]

`--plv` and `--tags` name the public files plv_train.tsv and cameo_ner_train.txt, `--read` the
folder of the corpora of which sentences were coded by hand (see read.py), `--taught` a teacher's
opinions (see teach.py). `--start` names the folder of a trained network to go on from. `--without`
leaves out pairs of these types (commas between them) and every third sentence of our own text,
listed in OUT/held.txt: on these is measured what a type learned from few examples is worth.
`--once` trains a network that types pairs from the plain reading that also gives the tags, instead
of reading the sentence again with each pair marked; only to compare, nothing else reads it. Without
`--all` every fifth row of PLV's file is left out of training and measured on.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from batches import batches, encode, read_pairs, read_tags
from examples import NOTHING, Row, held_text, one_sided, own_text, plv_rows, shuffled
from losses import contexts_loss, modes_loss, tags_loss, types_loss
from measure import measure_pairs, measure_tags
from network import Labels, Network, base_folder, load_tokenizer
from opinions import Opinions, load_opinions
from read import pairs_of, read_sentences, tagged_of
from tagged import Tagged, from_pairs, from_tags, held_out, silent
from torch import nn
from transformers import PreTrainedTokenizerBase

from detente.events import load_ontology
from detente.events.rules import load_rules
from detente.tables import open_lexicon

BATCH = 32

PLV_TIMES = 3
"""How often the public pairs are seen in an epoch, for they are real news and few."""

TAGS_TIMES = 3
"""How often the public sentences with roles are seen in an epoch."""

ONE_SIDED = 0.08
"""The share of pairs that are also read without a marked recipient."""

OFTEN_MUTUAL = 0.15
"""A type with at least this share of mutual rules is tagged as either."""

OWN_TAGGED = 0.25
"""The share of our own sentences that are read for roles in an epoch."""

HELD_EVERY = 3
"""Of how many of our own sentences one is held out where types are."""

START_RATE = 0.5
"""How fast a network that is trained already learns more, beside one that begins."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is trained on: marked pairs, and sentences with roles by where they come from."""

    pairs: list[Row]
    roles: list[Tagged]
    own_roles: list[Tagged]

    def epoch(self, seed: int) -> tuple[list[Row], list[Tagged]]:
        """Return what is read in one epoch."""
        some = shuffled(self.own_roles, seed)[: int(len(self.own_roles) * OWN_TAGGED)]
        rng = random.Random(seed)
        alone = [one_sided(row) for row in self.pairs if rng.random() < ONE_SIDED]
        return [*self.pairs, *alone], [*self.roles, *some]


@dataclass(frozen=True, slots=True)
class Held:
    """What is measured on and never trained on: pairs by source, and sentences with roles.

    `own` lists the sentences of our own text that are left out where types are.
    """

    pairs: dict[str, list[Row]]
    roles: list[Tagged]
    own: list[str]


def train(
    text: Text,
    tokenizer: PreTrainedTokenizerBase,
    labels: Labels,
    opinions: Opinions,
    asked: argparse.Namespace,
) -> Network:
    """Return the trained network."""
    epochs, seed, start = asked.epochs, asked.seed, asked.start
    torch.manual_seed(seed)
    model = Network(base_folder(), labels, len(tokenizer))
    if start is not None:
        model.load_state_dict(torch.load(start / "network.pt", weights_only=True))
    model.encoder.embeddings.requires_grad_(requires_grad=False)
    steps = epochs * sum(math.ceil(len(part) / BATCH) for part in text.epoch(seed))
    optimiser, plan = _optimiser(model, steps, START_RATE if start else 1.0)
    weights = _weights(text.pairs, labels)
    for epoch in range(epochs):
        model.train()
        started, losses = time.monotonic(), []
        pairs, roles = text.epoch(seed + epoch)
        for number, batch in enumerate(_mixed(pairs, roles), start=1):
            loss = _loss(model, batch, tokenizer, labels, opinions, weights, once=asked.once)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            plan.step()
            losses.append(loss.item())
            if number % 50 == 0:
                took, mean = time.monotonic() - started, sum(losses[-50:]) / 50
                print(f"  batch {number}, {took:.0f} s, loss {mean:.3f}", file=sys.stderr)
        took = time.monotonic() - started
        print(
            f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.3f}, {took:.0f} s",
            file=sys.stderr,
        )
    return model.eval()


def _mixed(pairs: list[Row], roles: list[Tagged]) -> list[list[Row] | list[Tagged]]:
    """Return batches of pairs and batches of roles, mixed."""
    first: list[list[Row] | list[Tagged]] = list(batches(pairs, lambda r: len(r.sentence), BATCH))
    both = [*first, *batches(roles, lambda r: len(r.sentence), BATCH)]
    return [both[k] for k in torch.randperm(len(both)).tolist()]


def _loss(
    model: Network,
    batch: list[Row] | list[Tagged],
    tokenizer: PreTrainedTokenizerBase,
    labels: Labels,
    opinions: Opinions,
    weights: torch.Tensor,
    *,
    once: bool,
) -> torch.Tensor:
    rows = [row for row in batch if isinstance(row, Row)]
    if not rows:
        inputs, allowed = read_tags([row for row in batch if isinstance(row, Tagged)], tokenizer)
        return tags_loss(model.tags(model.dropout(model.words(**inputs))), allowed)
    inputs = encode([row.sentence for row in rows], tokenizer, once=once)
    gold = read_pairs(rows, labels)
    types, modes, contexts, _, _ = model(**inputs)
    typed = types_loss(types, gold["types"], opinions.of(rows), weights)
    return (
        typed
        + 0.3 * modes_loss(modes, gold["modes"])
        + 0.3 * contexts_loss(contexts, gold["contexts"])
    )


def _optimiser(
    model: Network, steps: int, rate: float
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in named if n.startswith("encoder")], "lr": 1.2e-4 * rate},
        {"params": [p for n, p in named if not n.startswith("encoder")], "lr": 5e-4 * rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, steps // 20)
    return optimiser, torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min((k + 1) / warm, max(0.01, (steps - k) / (steps - warm)))
    )


def _weights(pairs: Sequence[Row], labels: Labels) -> torch.Tensor:
    """Return a weight for each type, more for rarer ones."""
    counts = Counter(name for row in pairs for name in row.types)
    mean = sum(counts.values()) / len(labels.types)
    return torch.tensor([min(2.0, math.sqrt(mean / max(1, counts[n]))) for n in labels.types])


def load_text(asked: argparse.Namespace) -> tuple[Text, Held]:
    """Return what to train on, and what is held out."""

    def told(row: Row) -> bool:
        return asked.without.isdisjoint(row.types)

    own = shuffled(own_text(), asked.seed)[: asked.own_rows]
    own_held = [row.sentence for row in own[::HELD_EVERY]] if asked.without else []
    own = [row for row in own if row.sentence not in own_held and told(row)]
    plv = plv_rows(asked.plv, held_out=False) if asked.plv else []
    plv_held = plv_rows(asked.plv, held_out=True) if asked.plv else []
    mutual = _mutual()
    tagged = from_tags(asked.tags) if asked.tags else []
    tags_held = held_out(tagged, asked.roles_held) if asked.roles_held else []
    if asked.all:
        plv, plv_held, tags_held = [*plv, *plv_held], [], []
    tagged = [row for row in tagged if row not in tags_held]
    known = {_letters(row.sentence) for row in tagged}
    others = [row for row in from_pairs(plv, mutual) if _letters(row.sentence) not in known]
    roles = [*tagged * asked.tags_times, *others]
    own_roles = [*from_pairs(own, mutual), *silent(own)]
    read = read_sentences(asked.read) if asked.read else []
    read_pairs = [row for one in read for row in pairs_of(one)]
    read_roles = [row for one in read if (row := tagged_of(one)) is not None]
    pairs = [*own, *filter(told, plv * asked.plv_times), *filter(told, read_pairs)]
    text = Text(pairs, [*roles, *read_roles], own_roles)
    return text, Held({"plv": plv_held, "own": held_text()}, tags_held, own_held)


def _letters(sentence: str) -> str:
    """Return what is the same however a sentence is spaced."""
    return "".join(letter for letter in sentence.lower() if letter.isalnum())


def _mutual() -> frozenset[str]:
    """Return the types of which a good part of the lexicon's rules is mutual ("met", "agreed")."""
    lexicon = open_lexicon()
    rules = load_rules(lexicon, load_ontology(lexicon)).rules
    every = Counter(rule.type for rule in rules)
    mutual = Counter(rule.type for rule in rules if rule.reciprocal)
    return frozenset(name for name in every if mutual[name] / every[name] > OFTEN_MUTUAL)


def main() -> None:
    """Train, measure and save."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--plv", type=Path)
    parser.add_argument("--tags", type=Path)
    parser.add_argument("--roles-held", type=Path)
    parser.add_argument("--read", type=Path)
    parser.add_argument("--taught", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--without", type=lambda k: frozenset(k.split(",")), default=frozenset())
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--own-rows", type=int)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--plv-times", type=int, default=PLV_TIMES)
    parser.add_argument("--tags-times", type=int, default=TAGS_TIMES)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    ontology = load_ontology(open_lexicon())
    types = (*ontology.types, NOTHING)
    modes = (*(f"{name}/" for name in types), *ontology.modes)
    labels = Labels(types, modes, tuple(ontology.contexts))
    text, held = load_text(asked)
    print(
        f"{len(text.pairs)} pairs, {len(text.roles) + len(text.own_roles)} with roles",
        file=sys.stderr,
    )
    tokenizer = load_tokenizer()
    opinions = load_opinions(asked.taught, labels)
    model = train(text, tokenizer, labels, opinions, asked)
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), asked.out / "network.pt")
    (asked.out / "labels.json").write_text(json.dumps(asdict(labels)))
    tokenizer.save_pretrained(asked.out / "tokenizer")
    if held.own:
        (asked.out / "held.txt").write_text("\n".join(held.own) + "\n", encoding="utf-8")
    figures = {
        f"{name} held out": measure_pairs(model, part, tokenizer, types, once=asked.once)
        for name, part in held.pairs.items()
        if part
    }
    if held.roles:
        figures["roles held out"] = measure_tags(model, held.roles, tokenizer)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
