"""Train the relation model and write it as ONNX in eight bits.

    python training/relations.py OUT [--plv plv_train.tsv] [--all] [--epochs N] [--seed N]

Without `--all` the held-out fifth of PLV is left out of training and measured on.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from examples import Row, own_text, plv_rows, shuffled
from network import LONGEST, MARKS, RelationModel, base_folder, load_tokenizer
from torch import nn
from transformers import PreTrainedTokenizerBase

from detente.events import load_ontology
from detente.tables import open_lexicon

BATCH = 32

PLV_TIMES = 2
"""How often the public pairs are seen in an epoch, for they are real news and few."""


Inputs = dict[str, torch.Tensor]
Labels = list[str]


def batches(
    rows: Sequence[Row], tokenizer: PreTrainedTokenizerBase, size: int = BATCH
) -> Iterator[tuple[Inputs, list[Row]]]:
    """Yield tensors and rows, sentences of like length together."""
    ordered = sorted(range(len(rows)), key=lambda k: len(rows[k].sentence))
    chunks = [ordered[k : k + size] for k in range(0, len(ordered), size)]
    for number in torch.randperm(len(chunks)).tolist():
        picked = [rows[k] for k in chunks[number]]
        yield encode([r.sentence for r in picked], tokenizer), picked


def encode(sentences: Sequence[str], tokenizer: PreTrainedTokenizerBase) -> Inputs:
    """Return ids, mask and the positions of the opening marks."""
    read = tokenizer(
        list(sentences), padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
    )
    ids = read["input_ids"]
    found = {
        name: (ids == tokenizer.convert_tokens_to_ids(mark)).int().argmax(1)
        for name, mark in (("actor", MARKS[0]), ("recipient", MARKS[2]))
    }
    return {"input_ids": ids, "attention_mask": read["attention_mask"], **found}


def type_loss(
    logits: torch.Tensor, rows: Sequence[Row], types: Labels, weights: torch.Tensor
) -> torch.Tensor:
    """Return the mean negative log of the probability of the allowed types, weighted by type."""
    allowed = torch.zeros_like(logits, dtype=torch.bool)
    for number, row in enumerate(rows):
        allowed[number, [types.index(t) for t in row.types]] = True
    chosen = torch.log_softmax(logits, dim=-1).masked_fill(~allowed, -1e9).logsumexp(-1)
    weight = (weights * allowed).sum(-1) / allowed.sum(-1)
    return -(chosen * weight).sum() / weight.sum()


def mode_loss(logits: torch.Tensor, rows: Sequence[Row], modes: Labels) -> torch.Tensor:
    """Return the loss over rows with a known mode; a mode of none counts as its own class."""
    known = [k for k, row in enumerate(rows) if row.source == "own" and row.types[0] != "NONE"]
    if not known:
        return logits.sum() * 0.0
    gold = torch.tensor([modes.index(rows[k].mode or f"{rows[k].types[0]}/") for k in known])
    return nn.functional.cross_entropy(logits[known], gold)


def train(
    rows: Sequence[Row],
    tokenizer: PreTrainedTokenizerBase,
    types: Labels,
    modes: Labels,
    *,
    epochs: int,
    seed: int,
) -> RelationModel:
    """Return the trained model."""
    torch.manual_seed(seed)
    model = RelationModel(base_folder(), len(types), len(modes), len(tokenizer))
    counts = Counter(t for row in rows for t in row.types)
    mean = sum(counts.values()) / len(types)
    weights = torch.tensor([min(2.0, math.sqrt(mean / max(1, counts[t]))) for t in types])
    model.encoder.embeddings.requires_grad_(requires_grad=False)
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in named if n.startswith("encoder")], "lr": 1e-4},
        {"params": [p for n, p in named if not n.startswith("encoder")], "lr": 5e-4},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * math.ceil(len(rows) / BATCH)
    warm = max(1, steps // 20)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min((k + 1) / warm, max(0.02, (steps - k) / (steps - warm)))
    )
    for epoch in range(epochs):
        model.train()
        started, total = time.monotonic(), 0.0
        for number, (inputs, picked) in enumerate(batches(rows, tokenizer), start=1):
            if number % 50 == 0:
                seconds = time.monotonic() - started
                print(f"  {number * BATCH} rows, {seconds:.0f} s", file=sys.stderr)
            typed, moded = model(**inputs)
            loss = type_loss(typed, picked, types, weights) + 0.3 * mode_loss(moded, picked, modes)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            plan.step()
            total += loss.item() * len(picked)
        took = time.monotonic() - started
        print(f"epoch {epoch + 1}: loss {total / len(rows):.3f}, {took:.0f} s", file=sys.stderr)
    return model.eval()


@torch.no_grad()
def measure(
    model: RelationModel, rows: Sequence[Row], tokenizer: PreTrainedTokenizerBase, types: Labels
) -> dict[str, float]:
    """Return accuracy and macro-F1 over the benchmark's roots (CONCEDE and RETREAT are one)."""
    root = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
    gold, said = [], []
    for k in range(0, len(rows), 64):
        part = rows[k : k + 64]
        typed, _ = model(**encode([r.sentence for r in part], tokenizer))
        for row, line in zip(part, typed.softmax(-1), strict=True):
            gold.append(root.get(row.types[0], row.types[0]))
            name = types[int(line.argmax())]
            said.append(root.get(name, name))
    names = sorted(set(gold))
    scores = []
    for name in names:
        hit = sum(g == s == name for g, s in zip(gold, said, strict=True))
        scores.append(2 * hit / max(1, gold.count(name) + said.count(name)))
    right = sum(g == s for g, s in zip(gold, said, strict=True)) / len(gold)
    return {
        "rows": len(rows),
        "accuracy": round(right, 4),
        "macro_f1": round(float(np.mean(scores)), 4),
        **{name: round(score, 2) for name, score in zip(names, scores, strict=True)},
    }


def main() -> None:
    """Train, measure and save."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--plv", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--no-own", action="store_true")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    rows = [] if asked.no_own else own_text()
    held: list[Row] = []
    if asked.plv:
        rows += plv_rows(asked.plv, held_out=False) * PLV_TIMES
        held = plv_rows(asked.plv, held_out=True)
        if asked.all:
            rows += held
    rows = shuffled(rows, asked.seed)
    ontology = load_ontology(open_lexicon())
    types = [*ontology.types, "NONE"]
    modes = [f"{name}/" for name in types] + list(ontology.modes)
    own_held = rows[: len(rows) // 20] if not asked.all else []
    tokenizer = load_tokenizer()
    model = train(
        rows[len(own_held) :], tokenizer, types, modes, epochs=asked.epochs, seed=asked.seed
    )
    figures = {
        name: measure(model, part, tokenizer, types)
        for name, part in (("plv held out", held), ("own held out", own_held))
        if part
    }
    print(json.dumps(figures, indent=1))
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), asked.out / "relations.pt")
    (asked.out / "labels.json").write_text(json.dumps({"types": types, "modes": modes}))
    tokenizer.save_pretrained(asked.out / "tokenizer")


if __name__ == "__main__":
    main()
