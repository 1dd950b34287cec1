"""Write a trained network as ONNX in eight bits, with its tokenizer, labels and digest.

python training/export.py TRAINED OUT

The network is cut in two files after its third layer, whose states the gate reads.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import onnx
import torch
from batches import encode
from network import TAGS, Labels, base_folder, load_tokenizer
from network import Network as Trained
from onnx.utils import extract_model
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from detente.events.network import LOWER, STATES, UPPER, Network

GIVEN = ["input_ids", "actor", "recipient"]
OUTPUTS = ["types", "modes", "contexts", "features", "tags"]
WIDTH = 384
CUT = "/encoder/encoder/layer.2/output/LayerNorm/LayerNormalization_output_0"
"""The states after the third layer, as the exporter names them."""

SAMPLE = "<s>Poland</s> expelled <t>two Russian diplomats</t> on Monday."


class Alone(nn.Module):
    """The network for one sentence at a time, so that nothing is padded or masked."""

    def __init__(self, trained: Trained) -> None:
        """Wrap a trained network."""
        super().__init__()
        self.encoder, self.trained = trained.encoder, trained

    def forward(
        self, input_ids: torch.Tensor, actor: torch.Tensor, recipient: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """Return types, modes, contexts, the pair's features, and the tags of all tokens."""
        states = self.encoder(input_ids=input_ids).last_hidden_state
        pair = self.trained.pair(states, torch.ones_like(states[..., 0]), actor, recipient)
        return (*self.trained.typed(pair), pair, self.trained.tags(states))


def main(trained: Path, out: Path) -> None:
    """Export, quantise and describe."""
    labels = read_labels(trained)
    tokenizer = load_tokenizer()
    model = Trained(base_folder(), labels, len(tokenizer))
    model.load_state_dict(torch.load(trained / "network.pt", weights_only=True))
    model.eval()
    given = encode([SAMPLE, SAMPLE], tokenizer)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "relations.onnx"
        torch.onnx.export(
            Alone(model),
            tuple(given[name] for name in GIVEN),
            whole,
            input_names=GIVEN,
            output_names=OUTPUTS,
            dynamic_axes=_axes(),
            opset_version=17,
            dynamo=False,
        )
        small = Path(folder) / "small.onnx"
        quantize_dynamic(whole, small, per_channel=True, weight_type=QuantType.QInt8)
        _cut(small, out)
    tokenizer.backend_tokenizer.save(str(out / "tokenizer.json"))
    (out / "labels.json").write_text(json.dumps({**asdict(labels), "tags": TAGS}))
    shipped = Network(out)
    (out / "digest.txt").write_text(shipped.digest + "\n")
    print(shipped.digest, shipped.outputs)


def read_labels(folder: Path) -> Labels:
    """Return the labels of a trained or a shipped network."""
    held = json.loads((folder / "labels.json").read_text())
    return Labels(tuple(held["types"]), tuple(held["modes"]), tuple(held["contexts"]))


def _cut(whole: Path, out: Path) -> None:
    """Write the layers up to the cut and those after it as two files."""
    model = onnx.load(whole)
    for node in model.graph.node:
        for names in (node.input, node.output):
            names[:] = [STATES if name == CUT else name for name in names]
    width = onnx.helper.make_tensor_value_info(
        STATES, onnx.TensorProto.FLOAT, ["pairs", "tokens", WIDTH]
    )
    model.graph.value_info.append(width)
    onnx.save(model, whole)
    extract_model(whole, out / LOWER, ["input_ids"], [STATES])
    extract_model(whole, out / UPPER, [STATES, "actor", "recipient"], OUTPUTS)


def _axes() -> dict[str, dict[int, str]]:
    axes = {name: {0: "pairs"} for name in (*GIVEN, *OUTPUTS)}
    for name in ("input_ids", "tags"):
        axes[name][1] = "tokens"
    return axes


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
