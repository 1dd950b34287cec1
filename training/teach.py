"""Train a larger network as a teacher, and write its opinions on our text and the public pairs.

    python training/teach.py ENCODER OPINIONS [--plv FILE] [--epochs N] [--seed N]

ENCODER is a folder with a pretrained encoder of the usual size (the model card names the one that
taught the shipped network). OPINIONS is a file for `train.py --taught`. On two cores an hour.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from batches import batches, read_pairs
from examples import NOTHING, Row, own_text, plv_rows
from losses import types_loss
from network import Labels
from opinions import save_opinions
from torch import nn
from transformers import AutoModel, AutoTokenizer

from detente.events import load_ontology
from detente.tables import open_lexicon

BATCH = 24
LONGEST = 112
FROZEN_LAYERS = 4
OWN_IN_EPOCH = 3600
MARKS = {"<s>": "[A] ", "</s>": " [/A]", "<t>": "[R] ", "</t>": " [/R]"}
"""The marks as this encoder reads them; it uses <s> and </s> for itself."""


class Teacher(nn.Module):
    """A pretrained encoder with one head over the opening marks and the mean."""

    def __init__(self, folder: Path, types: Sequence[str]) -> None:
        """Load the encoder, keep its lowest layers as they are, and make a fresh head."""
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        marks = [mark.strip() for mark in MARKS.values()]
        self.tokenizer.add_special_tokens({"additional_special_tokens": marks})
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        self.encoder.resize_token_embeddings(len(self.tokenizer), mean_resizing=False)
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.mix = nn.Linear(3 * width, width)
        self.types = nn.Linear(width, len(types))
        self.encoder.embeddings.requires_grad_(requires_grad=False)
        for layer in self.encoder.encoder.layer[:FROZEN_LAYERS]:
            layer.requires_grad_(requires_grad=False)

    def forward(self, sentences: Sequence[str]) -> torch.Tensor:
        """Return the logits of types for marked sentences."""
        read = self.tokenizer(
            [_remarked(sentence) for sentence in sentences],
            padding=True,
            truncation=True,
            max_length=LONGEST,
            return_tensors="pt",
        )
        ids, mask = read["input_ids"], read["attention_mask"]
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        rows, weight = torch.arange(len(states)), mask.unsqueeze(-1).float()
        first, second = (
            (ids == self.tokenizer.convert_tokens_to_ids(mark)).int().argmax(1)
            for mark in ("[A]", "[R]")
        )
        mean = (states * weight).sum(1) / weight.sum(1)
        joined = torch.cat([states[rows, first], states[rows, second], mean], dim=-1)
        mixed = nn.functional.gelu(self.mix(self.dropout(joined)))
        return torch.as_tensor(self.types(self.dropout(mixed)))


def _remarked(sentence: str) -> str:
    for mark, own in MARKS.items():
        sentence = sentence.replace(mark, own)
    return sentence


def teach(model: Teacher, plv: list[Row], own: list[Row], labels: Labels, epochs: int) -> None:
    """Train on the public pairs twice an epoch, and on a new part of our own text each epoch."""
    steps = epochs * math.ceil((2 * len(plv) + OWN_IN_EPOCH) / BATCH)
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in named if n.startswith("encoder")], "lr": 4e-5},
        {"params": [p for n, p in named if not n.startswith("encoder")], "lr": 3e-4},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, steps // 12)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min((k + 1) / warm, max(0.02, (steps - k) / (steps - warm)))
    )
    weights = torch.ones(len(labels.types))
    for epoch in range(epochs):
        model.train()
        part = (own * epochs)[epoch * OWN_IN_EPOCH : (epoch + 1) * OWN_IN_EPOCH]
        for rows in batches([*plv, *plv, *part], lambda row: len(row.sentence), BATCH):
            logits = model([row.sentence for row in rows])
            loss = types_loss(logits, read_pairs(rows, labels)["types"], None, weights)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            plan.step()
        print(f"epoch {epoch + 1}: last loss {loss.item():.3f}", file=sys.stderr)


@torch.no_grad()
def opinions(model: Teacher, sentences: Sequence[str]) -> torch.Tensor:
    """Return the teacher's probabilities of types, shape (sentences, types)."""
    model.eval()
    order = sorted(range(len(sentences)), key=lambda k: len(sentences[k]))
    said: dict[int, torch.Tensor] = {}
    for at in range(0, len(order), 32):
        part = order[at : at + 32]
        said.update(zip(part, model([sentences[k] for k in part]).softmax(-1), strict=True))
    return torch.stack([said[k] for k in range(len(sentences))])


def main() -> None:
    """Teach and write the opinions."""
    parser = argparse.ArgumentParser()
    parser.add_argument("encoder", type=Path)
    parser.add_argument("opinions", type=Path)
    parser.add_argument("--plv", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=3)
    asked = parser.parse_args()
    torch.manual_seed(asked.seed)
    labels = Labels((*load_ontology(open_lexicon()).types, NOTHING), (), ())
    plv = plv_rows(asked.plv, held_out=False) if asked.plv else []
    own = own_text()
    random.Random(asked.seed).shuffle(own)
    model = Teacher(asked.encoder, labels.types)
    teach(model, plv, own, labels, asked.epochs)
    sentences = [row.sentence for row in [*plv, *own]]
    save_opinions(asked.opinions, sentences, opinions(model, sentences), labels)


if __name__ == "__main__":
    main()
