"""How right a trained network is on rows that it did not see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import torch
from batches import encode
from examples import NOTHING, Row
from network import LONGEST, TAGS, Network
from tagged import Tagged
from transformers import PreTrainedTokenizerBase

from detente.events.roles import best_spans

__all__ = ["measure_pairs", "measure_tags", "predict", "spans_of"]

ROOTS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""The benchmark's roots of two types that it holds for one."""

Figures = dict[str, float]


@torch.no_grad()
def predict(
    model: Network,
    sentences: Sequence[str],
    tokenizer: PreTrainedTokenizerBase,
    *,
    once: bool = False,
) -> torch.Tensor:
    """Return the probabilities of types for marked sentences."""
    order = sorted(range(len(sentences)), key=lambda k: len(sentences[k]))
    said: dict[int, torch.Tensor] = {}
    for at in range(0, len(order), 64):
        part = order[at : at + 64]
        read = encode([sentences[k] for k in part], tokenizer, once=once)
        typed = model(**read)[0].softmax(-1)
        said.update(zip(part, typed, strict=True))
    return torch.stack([said[k] for k in range(len(sentences))])


def measure_pairs(
    model: Network,
    rows: Sequence[Row],
    tokenizer: PreTrainedTokenizerBase,
    types: Sequence[str],
    *,
    once: bool = False,
) -> Figures:
    """Return accuracy and macro-F1 over roots, with NONE as it comes; and with NONE forbidden."""
    likely = predict(model, [row.sentence for row in rows], tokenizer, once=once)
    gold = [ROOTS.get(row.types[0], row.types[0]) for row in rows]
    free = _roots(likely, types)
    likely[:, types.index(NOTHING)] = 0.0
    forced = _roots(likely, types)
    names = sorted(set(gold))
    scores = [_f1(gold, free, name) for name in names]
    events = [k for k, name in enumerate(gold) if name != NOTHING]
    of_events = sorted({gold[k] for k in events})
    told, meant = [forced[k] for k in events], [gold[k] for k in events]
    return {
        "rows": len(rows),
        "accuracy": _share(g == s for g, s in zip(gold, free, strict=True)),
        "macro_f1": round(float(np.mean(scores)), 4),
        "events_accuracy": _share(g == s for g, s in zip(meant, told, strict=True)),
        "events_macro_f1": round(float(np.mean([_f1(meant, told, n) for n in of_events])), 4),
        **{name: round(score, 2) for name, score in zip(names, scores, strict=True)},
    }


def _roots(likely: torch.Tensor, types: Sequence[str]) -> list[str]:
    names = [types[k] for k in likely.argmax(-1).tolist()]
    return [ROOTS.get(name, name) for name in names]


def _f1(gold: Sequence[str], said: Sequence[str], name: str) -> float:
    hit = sum(g == s == name for g, s in zip(gold, said, strict=True))
    return 2 * hit / max(1, gold.count(name) + said.count(name))


def _share(right: Iterable[bool]) -> float:
    return round(float(np.mean(list(right))), 4)


@torch.no_grad()
def measure_tags(
    model: Network, rows: Sequence[Tagged], tokenizer: PreTrainedTokenizerBase
) -> Figures:
    """Return F1 of the spans of actors and recipients, exact and by overlap."""
    found = [spans_of(model, row.sentence, tokenizer) for row in rows]
    figures: Figures = {"rows": len(rows)}
    for role, name in (("S", "actors"), ("T", "recipients")):
        gold = [{s[1:] for s in row.spans if s[0] == role} for row in rows]
        said = [{s[1:] for s in spans if s[0] == role} for spans in found]
        total = sum(map(len, gold)) + sum(map(len, said))
        exact = sum(len(g & s) for g, s in zip(gold, said, strict=True))
        pairs = list(zip(gold, said, strict=True))
        hit = sum(any(_touch(a, b) for b in s) for g, s in pairs for a in g)
        right = sum(any(_touch(a, b) for a in g) for g, s in pairs for b in s)
        recall, precision = hit / sum(map(len, gold)), right / max(1, sum(map(len, said)))
        figures[f"{name}_exact"] = round(2 * exact / total, 4)
        figures[f"{name}_overlap"] = round(2 * recall * precision / (recall + precision + 1e-9), 4)
    return figures


def _touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def spans_of(
    model: Network, sentence: str, tokenizer: PreTrainedTokenizerBase
) -> list[tuple[str, int, int]]:
    """Return the spans that the network tags in a sentence."""
    read = tokenizer(
        sentence,
        truncation=True,
        max_length=LONGEST,
        return_tensors="pt",
        return_offsets_mapping=True,
    )
    logits = model.tags(model.words(read["input_ids"], read["attention_mask"]))[0]
    offsets = [(start, end) for start, end in read["offset_mapping"][0].tolist()]
    found = best_spans(sentence, offsets, logits.softmax(-1).numpy(), TAGS)
    return [(span.role, span.start, span.end) for span in found]
