"""Rows as tensors, sentences of like length together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import torch
from examples import Row
from network import LONGEST, MARKS, TAGS, Labels
from tagged import Tagged, without_marks
from transformers import BatchEncoding, PreTrainedTokenizerBase

__all__ = ["IGNORED", "batches", "encode", "read_pairs", "read_tags"]

IGNORED = -100
Inputs = dict[str, torch.Tensor]
Thing = TypeVar("Thing")


def batches(
    rows: Sequence[Thing], length: Callable[[Thing], int], size: int
) -> Iterator[list[Thing]]:
    """Yield the rows in batches of like length, in an order that torch's seed decides."""
    shaken = (torch.rand(len(rows)) * 20).tolist()
    ordered = sorted(range(len(rows)), key=lambda k: length(rows[k]) + shaken[k])
    chunks = [ordered[k : k + size] for k in range(0, len(ordered), size)]
    for number in torch.randperm(len(chunks)).tolist():
        yield [rows[k] for k in chunks[number]]


def encode(
    sentences: Sequence[str], tokenizer: PreTrainedTokenizerBase, *, once: bool = False
) -> Inputs:
    """Return ids, mask and the positions of the opening marks.

    With `once` sentences are read without marks, as for tags, and the positions are those of the
    first tokens of actor and recipient.
    """
    if once:
        return _unmarked(sentences, tokenizer)
    read = tokenizer(
        list(sentences), padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
    )
    ids = read["input_ids"]
    found = {
        name: (ids == tokenizer.convert_tokens_to_ids(mark)).int().argmax(1)
        for name, mark in (("actor", MARKS[0]), ("recipient", MARKS[2]))
    }
    return {"input_ids": ids, "attention_mask": read["attention_mask"], **found}


def _with_offsets(rows: Sequence[Tagged], tokenizer: PreTrainedTokenizerBase) -> BatchEncoding:
    return tokenizer(
        [row.sentence for row in rows],
        padding=True,
        truncation=True,
        max_length=LONGEST,
        return_tensors="pt",
        return_offsets_mapping=True,
    )


def _unmarked(sentences: Sequence[str], tokenizer: PreTrainedTokenizerBase) -> Inputs:
    rows = [without_marks(sentence) for sentence in sentences]
    read = _with_offsets(rows, tokenizer)
    ends = read["offset_mapping"][..., 1]
    found = {}
    for name, role in (("actor", "S"), ("recipient", "T")):
        starts = [next((a for r, a, _ in row.spans if r == role), None) for row in rows]
        found[name] = torch.tensor(
            [
                0 if start is None else int((ends[k] > start).int().argmax())
                for k, start in enumerate(starts)
            ]
        )
    return {name: read[name] for name in ("input_ids", "attention_mask")} | found


def read_pairs(rows: Sequence[Row], labels: Labels) -> dict[str, torch.Tensor]:
    """Return the labels of pairs.

    `types` tells which types are allowed, shape (rows, types); `modes` is the number of the mode,
    IGNORED where it is not known; `contexts` tells which hold, negative where that is not known.
    """
    types = torch.zeros(len(rows), len(labels.types), dtype=torch.bool)
    modes = torch.full((len(rows),), IGNORED)
    contexts = torch.full((len(rows), len(labels.contexts)), -1.0)
    for number, row in enumerate(rows):
        types[number, [labels.types.index(name) for name in row.types]] = True
        if row.source == "own":
            if labels.modes:
                modes[number] = labels.modes.index(row.mode or f"{row.types[0]}/")
            contexts[number] = torch.tensor([float(c in row.contexts) for c in labels.contexts])
    return {"types": types, "modes": modes, "contexts": contexts}


def read_tags(
    rows: Sequence[Tagged], tokenizer: PreTrainedTokenizerBase
) -> tuple[Inputs, torch.Tensor]:
    """Return tensors and which tags each token may have, shape (rows, tokens, tags).

    Tokens that count for nothing (padding, parts of words) may have none.
    """
    read = _with_offsets(rows, tokenizer)
    allowed = torch.zeros(*read["input_ids"].shape, len(TAGS), dtype=torch.bool)
    for number, row in enumerate(rows):
        for token, (start, end) in enumerate(read["offset_mapping"][number].tolist()):
            if end > start and not _within_word(row.sentence, start):
                allowed[number, token, _tags(row, start)] = True
    return {name: read[name] for name in ("input_ids", "attention_mask")}, allowed


def _within_word(sentence: str, start: int) -> bool:
    return start > 0 and sentence[start - 1].isalnum() and sentence[start].isalnum()


def _tags(row: Tagged, start: int) -> list[int]:
    for role, first, end in row.spans:
        if first <= start < end:
            place = "B" if start == first else "I"
            roles = (role, "R") if row.loose else (role,)
            return [TAGS.index(f"{place}-{one}") for one in roles]
    return [TAGS.index(tag) for tag in (("O", "B-T", "I-T") if row.unfinished else ("O",))]
