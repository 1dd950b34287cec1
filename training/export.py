"""Write a trained network as ONNX in eight bits, with its tokenizer, labels and digest.

python training/export.py TRAINED OUT
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import torch
from batches import encode
from network import TAGS, Labels, base_folder, load_tokenizer
from network import Network as Trained
from onnxruntime.quantization import QuantType, quantize_dynamic

from detente.events.network import Network

GIVEN = ["input_ids", "attention_mask", "actor", "recipient"]
OUTPUTS = ["types", "modes", "contexts", "features", "tags"]
SAMPLE = "<s>Poland</s> expelled <t>two Russian diplomats</t> on Monday."


def main(trained: Path, out: Path) -> None:
    """Export, quantise and describe."""
    held = json.loads((trained / "labels.json").read_text())
    labels = Labels(tuple(held["types"]), tuple(held["modes"]), tuple(held["contexts"]))
    tokenizer = load_tokenizer()
    model = Trained(base_folder(), labels, len(tokenizer))
    model.load_state_dict(torch.load(trained / "network.pt", weights_only=True))
    model.eval()
    given = encode([SAMPLE, SAMPLE + " It rained."], tokenizer)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "relations.onnx"
        torch.onnx.export(
            model,
            tuple(given[name] for name in GIVEN),
            whole,
            input_names=GIVEN,
            output_names=OUTPUTS,
            dynamic_axes=_axes(),
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, out / "relations.onnx", weight_type=QuantType.QInt8)
    tokenizer.backend_tokenizer.save(str(out / "tokenizer.json"))
    (out / "labels.json").write_text(json.dumps({**held, "tags": TAGS}))
    shipped = Network(out)
    (out / "digest.txt").write_text(shipped.digest + "\n")
    print(shipped.digest, shipped.outputs)


def _axes() -> dict[str, dict[int, str]]:
    axes = {name: {0: "pairs"} for name in (*GIVEN, *OUTPUTS)}
    for name in ("input_ids", "attention_mask", "tags"):
        axes[name][1] = "tokens"
    return axes


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
