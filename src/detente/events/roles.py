"""Who acts and on whom, as annotators mark it: spans tagged by the shipped network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.events.network import Network, softmax

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = [
    "ACTOR",
    "MUTUAL",
    "RECIPIENT",
    "TAGS",
    "PlainReading",
    "RoleSpan",
    "best_spans",
    "read_plain",
]

ACTOR, RECIPIENT, MUTUAL = "S", "T", "R"
TAGS, FEATURES = "tags", "features"
NEVER = -1e9


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A phrase that acts ("S"), is acted on ("T"), or does so mutually ("R").

    Offsets count from the start of the sentence; `probability` is the mean over its words.
    """

    role: str
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class PlainReading:
    """A sentence read without marks: its spans in order, which do not overlap, and its features.

    `features` are what the network makes of the sentence as a whole, None where it gives none.
    """

    spans: tuple[RoleSpan, ...]
    features: npt.NDArray[Any] | None


def read_plain(sentence: str, network: Network) -> PlainReading:
    """Return what the network makes of a sentence in which nothing is marked."""
    read = network.tokenizer.encode(sentence)
    asked = [name for name in (TAGS, FEATURES) if name in network.outputs]
    given = dict(zip(asked, network.run(sentence, asked), strict=True))
    spans = best_spans(sentence, read.offsets, softmax(given[TAGS]), network.labels[TAGS])
    return PlainReading(spans, given.get(FEATURES))


def best_spans(
    sentence: str,
    offsets: Sequence[tuple[int, int]],
    likely: npt.NDArray[Any],
    names: Sequence[str],
) -> tuple[RoleSpan, ...]:
    """Return the spans of the likeliest sequence of tags in which every span begins with "B".

    `offsets` are those of the tokens and `likely` the probabilities of their tags, shape (tokens,
    tags). A word's tag is that of its first token.
    """
    words = _words(sentence, offsets)
    rows = likely[[token for token, _, _ in words]]
    spans: list[list[RoleSpan]] = []
    for (_, start, end), tag, row in zip(words, _path(rows, names), rows, strict=True):
        kind, _, role = names[tag].partition("-")
        if role:
            word = RoleSpan(role, start, end, float(row[tag]))
            begins = kind == "B" and not (spans and _goes_on(spans[-1], word, sentence))
            spans.append([word]) if begins else spans[-1].append(word)
    return tuple(_joined(span) for span in spans)


def _goes_on(span: Sequence[RoleSpan], word: RoleSpan, sentence: str) -> bool:
    """Tell whether only a blank parts a word from a span of its role: no two phrases stand so.

    But parties to a mutual act may, in headlines.
    """
    same = span[-1].role == word.role != MUTUAL
    return same and not sentence[span[-1].end : word.start].strip()


def _joined(words: Sequence[RoleSpan]) -> RoleSpan:
    mean = sum(word.probability for word in words) / len(words)
    return RoleSpan(words[0].role, words[0].start, words[-1].end, round(mean, 4))


def _words(sentence: str, offsets: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Return the first token, start and end of every word."""
    words: list[tuple[int, int, int]] = []
    for token, (start, end) in enumerate(offsets):
        if end <= start:
            continue
        if words and sentence[start - 1].isalnum() and sentence[start].isalnum():
            words[-1] = (*words[-1][:2], end)
        else:
            words.append((token, start, end))
    return words


def _path(likely: npt.NDArray[Any], names: Sequence[str]) -> list[int]:
    """Return the likeliest tags of which none continues what has not begun (Viterbi)."""
    import numpy as np

    count = len(names)
    steps = np.zeros((count, count))
    for after, name in enumerate(names):
        if name.startswith("I-"):
            steps[[k for k, b in enumerate(names) if b[1:] != name[1:]], after] = NEVER
    logs = np.log(np.maximum(likely, 1e-12))
    score = np.where([n.startswith("I-") for n in names], NEVER, 0.0)
    back = []
    for number, row in enumerate(logs):
        if number:
            ways = score[:, None] + steps
            back.append(ways.argmax(axis=0))
            score = ways.max(axis=0)
        score = score + row
    if not len(logs):
        return []
    path = [int(score.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]
