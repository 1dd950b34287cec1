"""What training makes small."""

from __future__ import annotations

import torch
from batches import IGNORED
from torch import nn

__all__ = ["contexts_loss", "modes_loss", "tags_loss", "types_loss"]

SMOOTHING = 0.06
"""The share of each label's weight that is spread over all, against overconfidence."""

OF_TEACHER = 0.6
"""How much a teacher's opinion counts beside the label, where there is one."""


def types_loss(
    logits: torch.Tensor, allowed: torch.Tensor, taught: torch.Tensor | None, weights: torch.Tensor
) -> torch.Tensor:
    """Return the mean loss of the allowed types, weighted by type.

    `taught` holds a teacher's probabilities, shape (rows, types); rows of zeros have none.
    """
    sure = torch.log_softmax(logits, dim=-1)
    hard = -sure.masked_fill(~allowed, -1e9).logsumexp(-1)
    loss = (1 - SMOOTHING) * hard - SMOOTHING * sure.mean(-1)
    if taught is not None:
        known = taught.sum(-1)
        loss = loss * (1 - OF_TEACHER * known) - OF_TEACHER * (taught * sure).sum(-1)
    weight = (weights * allowed).sum(-1) / allowed.sum(-1)
    return (loss * weight).sum() / weight.sum()


def modes_loss(logits: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """Return the mean loss over rows with a known mode; having none counts as a mode."""
    if bool((gold == IGNORED).all()):
        return logits.sum() * 0.0
    return nn.functional.cross_entropy(logits, gold, ignore_index=IGNORED)


def contexts_loss(logits: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """Return the mean loss over contexts that are known to hold or not."""
    known = gold >= 0
    if not bool(known.any()):
        return logits.sum() * 0.0
    return nn.functional.binary_cross_entropy_with_logits(logits[known], gold[known]) * 4


def tags_loss(logits: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """Return the mean loss over words that may have some tag."""
    counted = allowed.any(-1)
    sure = torch.log_softmax(logits[counted], dim=-1)
    return -sure.masked_fill(~allowed[counted], -1e9).logsumexp(-1).mean()
