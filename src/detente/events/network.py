"""The shipped network: two ONNX files in eight bits, a tokenizer and labels, run on the CPU.

One small encoder serves two readings of a sentence. Read plain, it tags who acts on whom
(`events.roles`); read with a pair marked, it says what the first does to the second
(`events.relation`). It is cut in two: what its lower layers make of a sentence tells already
whether the rest is worth reading (`events.gate`). See the model card beside it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import DetenteError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    Halfway = tuple[npt.NDArray[np.int64], npt.NDArray[Any]]

__all__ = [
    "DIGEST",
    "FILES",
    "LOWER",
    "MARKS",
    "STATES",
    "UPPER",
    "ModelError",
    "Network",
    "softmax",
]

MARKS = ("<s>", "</s>", "<t>", "</t>")
"""Marks around actor and recipient; each is one token of its own."""

LONGEST = 160
LOWER, UPPER = "lower.onnx", "upper.onnx"
FILES = (LOWER, UPPER, "tokenizer.json", "labels.json")
DIGEST = "digest.txt"
STATES = "states"
REMEMBERED = 512
"""Sentences whose lower states are kept, some 40 kB each: gate and roles read the same ones."""


class ModelError(DetenteError, ValueError):
    """The files of a model do not belong together, or lack what is asked of them."""


@dataclass(frozen=True)
class Network:
    """A model's folder; network and tokenizer are loaded when first asked."""

    folder: Path

    @cached_property
    def labels(self) -> dict[str, list[str]]:
        """The names of the outputs' columns, by output."""
        return {name: held for name, held in self._held.items() if isinstance(held, list)}

    @cached_property
    def _held(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "labels.json").read_text("utf-8")))

    @cached_property
    def temperature(self) -> float:
        """What the logits of types are divided by, so that confidence is a probability.

        1 where the model was not calibrated (Guo and others 2017, "On Calibration of Modern Neural
        Networks").
        """
        return float(self._held.get("temperature", 1.0))

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that name these weights and labels."""
        sum_ = hashlib.blake2b(digest_size=8)
        for name in FILES:
            sum_.update((self.folder / name).read_bytes())
        return sum_.hexdigest()

    @cached_property
    def outputs(self) -> dict[str, list[int | str]]:
        """The shapes of what the network gives, by name."""
        return {output.name: output.shape for output in self._upper.get_outputs()}

    @cached_property
    def _lower(self) -> InferenceSession:
        return _session(self.folder / LOWER)

    @cached_property
    def _upper(self) -> InferenceSession:
        return _session(self.folder / UPPER)

    @cached_property
    def _remembered(self) -> dict[str, Halfway]:
        return {}

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer, which cuts long sentences."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.enable_truncation(LONGEST)
        return tokenizer

    def states(self, sentence: str) -> npt.NDArray[Any]:
        """Return what the lower layers make of the tokens of a sentence, shape (tokens, width)."""
        return self._halfway(sentence)[1]

    def run(self, sentence: str, outputs: Sequence[str]) -> list[npt.NDArray[Any]]:
        """Return the named outputs for one sentence, each without the batch's axis.

        Sentences are read one by one: in eight bits a network scales by all that it reads at once,
        so that in batches the result would depend on the neighbours.

        Raises:
            ModelError: the network has no such output.
        """
        import numpy as np

        lacking = [name for name in outputs if name not in self.outputs]
        if lacking:
            raise ModelError(
                f"{self.folder}: this model gives no output {lacking[0]!r}, which is needed here; "
                "use a lexicon whose model/ was exported with it"
            )
        ids, states = self._halfway(sentence)
        fed = {
            STATES: states[None],
            "actor": self._position(ids, MARKS[0]),
            "recipient": self._position(ids, MARKS[2]),
        }
        return [np.asarray(out[0]) for out in self._upper.run(list(outputs), fed)]

    def _halfway(self, sentence: str) -> Halfway:
        """Return the numbers of a sentence's tokens, and the lower layers' states of them."""
        import numpy as np

        if sentence not in self._remembered:
            ids = np.array([self.tokenizer.encode(sentence).ids], dtype=np.int64)
            (read,) = self._lower.run([STATES], {"input_ids": ids})
            while len(self._remembered) >= REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
            self._remembered[sentence] = ids, np.asarray(read[0])
        return self._remembered[sentence]

    def _position(self, ids: npt.NDArray[np.int64], mark: str) -> npt.NDArray[np.int64]:
        """Return where a mark stands; 0 where there is none, or it was cut off."""
        import numpy as np

        found = (ids == self.tokenizer.token_to_id(mark)).argmax(axis=1)
        return np.asarray(found, dtype=np.int64)


def _session(path: Path) -> InferenceSession:
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    settings.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), settings, providers=["CPUExecutionProvider"])


def softmax(logits: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the probabilities along the last axis."""
    import numpy as np

    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
