"""Write a trained relation model as ONNX in eight bits, with its tokenizer, labels and digest.

python training/export.py TRAINED OUT
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

import torch
from network import RelationModel, base_folder, load_tokenizer
from onnxruntime.quantization import QuantType, quantize_dynamic
from relations import encode

from detente.events.relation import RelationModel as Shipped

NAMES = ["input_ids", "attention_mask", "actor", "recipient"]
SAMPLE = "<s>Poland</s> expelled <t>two Russian diplomats</t> on Monday."


def main(trained: Path, out: Path) -> None:
    """Export, quantise and describe."""
    labels = json.loads((trained / "labels.json").read_text())
    tokenizer = load_tokenizer()
    model = RelationModel(base_folder(), len(labels["types"]), len(labels["modes"]), len(tokenizer))
    model.load_state_dict(torch.load(trained / "relations.pt", weights_only=True))
    model.eval()
    given = encode([SAMPLE, SAMPLE + " It rained."], tokenizer)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "relations.onnx"
        torch.onnx.export(
            model,
            tuple(given[name] for name in NAMES),
            whole,
            input_names=NAMES,
            output_names=["types", "modes"],
            dynamic_axes={
                "input_ids": {0: "pairs", 1: "tokens"},
                "attention_mask": {0: "pairs", 1: "tokens"},
                "actor": {0: "pairs"},
                "recipient": {0: "pairs"},
            },
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, out / "relations.onnx", weight_type=QuantType.QInt8)
    tokenizer.backend_tokenizer.save(str(out / "tokenizer.json"))
    shutil.copy(trained / "labels.json", out / "labels.json")
    (out / "digest.txt").write_text(Shipped(out).digest + "\n")
    print(Shipped(out).judge_marked([SAMPLE]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
