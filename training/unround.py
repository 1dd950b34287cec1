"""Read a shipped network back as one to go on from.

    python training/unround.py SHIPPED OUT

The weights are those in eight bits; the word embeddings, which no training changes, come from the
package of the encoder. `train.py --start OUT` goes on from it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import torch
from export import read_labels
from network import MARKS, Network, base_folder, load_tokenizer
from onnx.numpy_helper import to_array

from detente.events.network import LOWER, UPPER

WORDS = "encoder.embeddings.word_embeddings.weight"
ROUNDED = "_quantized"


def main(shipped: Path, out: Path) -> None:
    """Write network.pt and labels.json."""
    labels = read_labels(shipped)
    model = Network(base_folder(), labels, len(load_tokenizer()))
    state = model.state_dict()
    known = state[WORDS].shape[0] - len(MARKS)
    words = state[WORDS][:known].clone()
    read = (pair for part in (LOWER, UPPER) for pair in weights(shipped / part))
    model.load_state_dict({name: torch.tensor(value) for name, value in read})
    model.state_dict()[WORDS][:known] = words
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "network.pt")
    (out / "labels.json").write_text(json.dumps(asdict(labels)))


def weights(path: Path) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the weights of an exported part by the names that they have in training."""
    graph = onnx.load(path).graph
    values = {one.name: to_array(one) for one in graph.initializer}
    for name, value in values.items():
        if name.endswith((".bias", ".weight")):
            yield name.removeprefix("trained."), value
        elif name.endswith(".weight" + ROUNDED):
            yield name.removesuffix(ROUNDED), _unrounded(values, name)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            layer = node.name.strip("/").rpartition("/")[0].replace("/", ".")
            yield f"{layer}.weight", _unrounded(values, node.input[1]).T


def _unrounded(values: dict[str, np.ndarray], name: str) -> np.ndarray:
    """Return what a matrix in eight bits stands for."""
    stem = name.removesuffix(ROUNDED)
    zero = values[f"{stem}_zero_point"].astype(np.float32)
    return np.asarray((values[name].astype(np.float32) - zero) * values[f"{stem}_scale"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
