"""The relation model: what a marked actor does to a marked recipient, read by a small encoder.

An ONNX network in eight bits, run on the CPU by onnxruntime. It reads one sentence with actor and
recipient marked and gives a probability to every type of the ontology it was trained on and to
"NONE", and to every mode. See the model card beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.events.network import DIGEST, FILES, MARKS, ModelError, Network, softmax
from detente.tables import Lexicon

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Outputs = dict[str, "npt.NDArray[Any]"]

__all__ = ["NOTHING", "Pair", "RelationModel", "Verdict", "load_relations"]

NOTHING = "NONE"
"""The label for a pair of which the first does nothing to the second."""

FOLDER = "model"
FEATURES, CONTEXTS = "features", "contexts"
HEADS = ("types", "modes", CONTEXTS)
MODE_ABOVE = 0.5
"""A mode less likely than this is not told."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with the offsets of actor and recipient in it, which must not overlap.

    `recipient` is None where the act names one side only.
    """

    sentence: str
    actor: tuple[int, int]
    recipient: tuple[int, int] | None

    @property
    def marked(self) -> str:
        """The sentence with `<s>…</s>` around the actor and `<t>…</t>` around the recipient."""
        spans = [(self.actor, MARKS[:2])]
        if self.recipient is not None:
            spans.append((self.recipient, MARKS[2:]))
        spans.sort()
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
    probability and mode. `learned` tells that a type which the user taught has decided.
    `contexts` are those that are likelier than not, None where the network
    knows none.
    """

    type: str
    probability: float
    nothing: float
    mode: str | None
    likeliest: str
    of_likeliest: float
    mode_of_likeliest: str | None
    learned: bool = False
    contexts: tuple[str, ...] | None = None

    @property
    def label(self) -> str:
        """The label's name, `TYPE` or `TYPE/mode`."""
        return f"{self.type}/{self.mode}" if self.mode else self.type


@dataclass(frozen=True)
class RelationModel:
    """What the shipped network says of marked pairs."""

    network: Network

    @property
    def is_taught(self) -> bool:
        """Tell whether it knows types of a user's own, which no rule may denote."""
        return False

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that name the weights and labels."""
        return self.network.digest

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Return a verdict for each pair, in order."""
        return self.judge_marked([pair.marked for pair in pairs])

    def judge_marked(self, sentences: Sequence[str]) -> list[Verdict]:
        """Return a verdict for each sentence that marks its pair with `<s>` and `<t>`.

        The recipient may be missing.
        """
        return [self._judge_one(sentence) for sentence in sentences]

    def features(self, sentences: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return what the network makes of marked sentences before it types them, a row each.

        Shape (sentences, width): the states of the two opening marks and the mean of the sentence,
        joined. Learned types are told apart by these; see `events.learned`.

        Raises:
            ModelError: the network does not give them.
        """
        import numpy as np

        rows = [self._run(sentence, [FEATURES])[FEATURES] for sentence in sentences]
        return np.asarray(rows, dtype=np.float32).reshape(len(rows), self.width)

    def check_features(self) -> None:
        """Make sure that the network gives features.

        Raises:
            ModelError: it does not.
        """
        if FEATURES not in self.network.outputs:
            raise ModelError(
                f"{self.network.folder}: this model gives no output {FEATURES!r}, which learned "
                "types need; use a lexicon whose model/ was exported with it"
            )

    @property
    def width(self) -> int:
        """How many numbers the features of a sentence are; 0 where the network gives none."""
        return int(self.network.outputs.get(FEATURES, (0, 0))[1])

    def _judge_one(self, sentence: str) -> Verdict:
        return self._verdict(self._run(sentence, HEADS))

    def _run(self, sentence: str, outputs: Sequence[str]) -> Outputs:
        """Return the named outputs of the network for one marked sentence; heads may be lacking."""
        asked = [name for name in outputs if name not in HEADS or name in self.network.outputs]
        given = self.network.run(sentence, asked)
        return dict(zip(asked, given, strict=True))

    def _verdict(self, given: Outputs) -> Verdict:
        names = self.network.labels["types"]
        typed = softmax(given["types"] / self.network.temperature)
        moded = softmax(given["modes"])
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
            contexts=self._contexts(given),
        )

    def _mode(self, kind: str, moded: npt.NDArray[Any]) -> str | None:
        """Return the likeliest mode of a type, given that it is of that type."""
        pairs = zip(self.network.labels["modes"], moded, strict=True)
        own = {name: float(p) for name, p in pairs if name.startswith(f"{kind}/")}
        best = max(own, key=lambda name: own[name], default="")
        likely = best and own[best] > MODE_ABOVE * sum(own.values())
        return best.partition("/")[2] or None if likely else None

    def _contexts(self, given: Outputs) -> tuple[str, ...] | None:
        if CONTEXTS not in given:
            return None
        names = self.network.labels[CONTEXTS]
        return tuple(n for n, logit in zip(names, given[CONTEXTS], strict=True) if logit > 0)


def load_relations(lexicon: Lexicon) -> RelationModel | None:
    """Return the model of the last folder of the lexicon that has one, None if none has.

    Raises:
        ModelError: the weights are not those that the model's card names, or a part is missing.
    """
    folders = [f / FOLDER for f in lexicon.folders if any((f / FOLDER).glob("*.onnx"))]
    if not folders:
        return None
    lacking = [name for name in (*FILES, DIGEST) if not (folders[-1] / name).is_file()]
    if lacking:
        raise ModelError(
            f"{folders[-1]}: has no {lacking[0]}; a model is {', '.join((*FILES, DIGEST))}, as "
            "training/export.py writes them"
        )
    model = RelationModel(Network(folders[-1]))
    named = (folders[-1] / DIGEST).read_text("utf-8").strip()
    if named != model.digest:
        raise ModelError(
            f"{folders[-1]}: the weights have digest {model.digest}, but digest.txt names {named}; "
            "install the model again, or write its digest there if you trained it"
        )
    return model
