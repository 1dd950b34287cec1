"""The relation model: what a marked actor does to a marked recipient, read by a small encoder.

An ONNX network in eight bits, run on the CPU by onnxruntime. It reads one sentence with actor and
recipient marked and gives a probability to every type of the ontology it was trained on and to
"NONE", and to every mode. See the model card beside it.
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
from detente.tables import Lexicon

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["NOTHING", "Pair", "RelationModel", "Verdict", "load_relations"]

NOTHING = "NONE"
"""The label for a pair of which the first does nothing to the second."""

FOLDER = "model"
MARKS = ("<s>", "</s>", "<t>", "</t>")
LONGEST = 160
MODE_ABOVE = 0.5
"""A mode less likely than this is not told."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with the offsets of actor and recipient in it, which must not overlap."""

    sentence: str
    actor: tuple[int, int]
    recipient: tuple[int, int]

    @property
    def marked(self) -> str:
        """The sentence with `<s>…</s>` around the actor and `<t>…</t>` around the recipient."""
        spans = sorted([(self.actor, MARKS[:2]), (self.recipient, MARKS[2:])])
        text, at = "", 0
        for (start, end), (opening, closing) in spans:
            text += self.sentence[at:start] + opening + self.sentence[start:end] + closing
            at = end
        return text + self.sentence[at:]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the model makes of a pair.

    `type` is the likeliest type ("NONE" among them) and `probability` how likely it is, 0 to 1;
    `nothing` is the probability of "NONE". `mode` is the likeliest mode of that type, None when
    none is likely enough. `likeliest` is the likeliest type that is an event, with its own
    probability and mode.
    """

    type: str
    probability: float
    nothing: float
    mode: str | None
    likeliest: str
    of_likeliest: float
    mode_of_likeliest: str | None

    @property
    def label(self) -> str:
        """The label's name, `TYPE` or `TYPE/mode`."""
        return f"{self.type}/{self.mode}" if self.mode else self.type


@dataclass(frozen=True)
class RelationModel:
    """A model's folder; network and tokenizer are loaded when first asked."""

    folder: Path

    @cached_property
    def _labels(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "labels.json").read_text("utf-8")))

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that name these weights and labels."""
        sum_ = hashlib.blake2b(digest_size=8)
        for name in ("relations.onnx", "tokenizer.json", "labels.json"):
            sum_.update((self.folder / name).read_bytes())
        return sum_.hexdigest()

    @cached_property
    def _network(self) -> InferenceSession:
        import onnxruntime

        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = 1
        settings.log_severity_level = 3
        path = str(self.folder / "relations.onnx")
        return onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.enable_truncation(LONGEST)
        return tokenizer

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Return a verdict for each pair, in order."""
        return self.judge_marked([pair.marked for pair in pairs])

    def judge_marked(self, sentences: Sequence[str]) -> list[Verdict]:
        """Return a verdict for each sentence that marks its pair with `<s>` and `<t>`.

        Sentences are read one by one: in eight bits a network scales by all that it reads at once,
        so that in batches a verdict would depend on its neighbours.
        """
        return [self._judge_one(sentence) for sentence in sentences]

    def _judge_one(self, sentence: str) -> Verdict:
        import numpy as np

        read = self._tokenizer.encode(sentence)
        ids = np.array([read.ids], dtype=np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "actor": self._positions(ids, MARKS[0]),
            "recipient": self._positions(ids, MARKS[2]),
        }
        types, modes = self._network.run(["types", "modes"], given)
        return self._verdict(_softmax(types[0]), _softmax(modes[0]))

    def _positions(self, ids: npt.NDArray[np.int64], mark: str) -> npt.NDArray[np.int64]:
        """Return where a mark stands in each row; 0 where a long sentence was cut before it."""
        import numpy as np

        found = (ids == self._tokenizer.token_to_id(mark)).argmax(axis=1)
        return np.asarray(found, dtype=np.int64)

    def _verdict(self, typed: npt.NDArray[Any], moded: npt.NDArray[Any]) -> Verdict:
        names: list[str] = self._labels["types"]
        likely = {name: round(float(p), 4) for name, p in zip(names, typed, strict=True)}
        best = max(names, key=lambda name: likely[name])
        event = max((name for name in names if name != NOTHING), key=lambda name: likely[name])
        return Verdict(
            type=best,
            probability=likely[best],
            nothing=likely[NOTHING],
            mode=self._mode(best, moded),
            likeliest=event,
            of_likeliest=likely[event],
            mode_of_likeliest=self._mode(event, moded),
        )

    def _mode(self, kind: str, moded: npt.NDArray[Any]) -> str | None:
        own = [(float(p), m) for p, m in zip(moded, self._labels["modes"], strict=True)]
        best = max((pair for pair in own if pair[1].startswith(f"{kind}/")), default=(0.0, ""))
        return best[1].partition("/")[2] or None if best[0] > MODE_ABOVE else None


def _softmax(logits: npt.NDArray[Any]) -> npt.NDArray[Any]:
    import numpy as np

    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


class ModelError(DetenteError, ValueError):
    """The files of a model do not belong together."""


def load_relations(lexicon: Lexicon) -> RelationModel | None:
    """Return the model of the last folder of the lexicon that has one, None if none has.

    Raises:
        ModelError: the weights are not those that the model's card names.
    """
    folders = [f / FOLDER for f in lexicon.folders if (f / FOLDER / "relations.onnx").is_file()]
    if not folders:
        return None
    model = RelationModel(folders[-1])
    named = (folders[-1] / "digest.txt").read_text("utf-8").strip()
    if named != model.digest:
        raise ModelError(
            f"{folders[-1]}: the weights have digest {model.digest}, but digest.txt names {named}; "
            "install the model again, or write its digest there if you trained it"
        )
    return model
