"""How sure a mention is: the share of its like that readers found right in real news.

What decides an act says how strongly it speaks, a rule by its strength, the model by its
probability; neither says how often such mentions are right. That depends on who decided: where
rule and model agree, eight in ten were; where the model alone spoke, four. So each way to decide
has a logistic curve of its own, fitted to mentions in sentences that were read by hand (Platt
1999, "Probabilistic outputs for support vector machines").
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from detente.errors import Fault, TableError
from detente.events.weigh import WAYS
from detente.tables import Lexicon

__all__ = [
    "UNLIKELY_BELOW",
    "USUAL_ACT",
    "Certainty",
    "WayRow",
    "act_odds",
    "load_certainty",
    "log_odds",
]

_LEAST, _MOST = 0.01, 0.99

UNLIKELY_BELOW = 0.2
"""What is less likely right than this is not coded, only listed among what was passed.

In held-out news it was one mention in a hundred, and of these six one was right in its type.
"""

USUAL_ACT = 0.92
"""How likely the sentence of a mention usually tells an act: taken where nobody knows."""


@dataclass(frozen=True, slots=True)
class WayRow:
    """The curve of one way to decide: an offset, and slopes over the log odds of what is said.

    `slope` is that of what decided, `act_slope` that of the whole sentence, counted from
    `USUAL_ACT`. `mentions` and `right` tell what it was fitted to: how many mentions, and the share
    of them whose sentence holds an act of their type.
    """

    way: str
    offset: float
    slope: float
    act_slope: float
    mentions: int
    right: float


@dataclass(frozen=True, slots=True)
class Certainty:
    """The curves by the way to decide; what is decided in no way that is listed keeps its own."""

    ways: Mapping[str, WayRow]

    def of(self, way: str, said: float, act: float | None = None) -> float:
        """Return how likely the type of a mention is right, 0 to 1, to two digits.

        `said` is what decides it says of itself: a rule's strength, or the model's probability.
        `act` is how likely its sentence tells an act at all; None where nobody knows.
        """
        row = self.ways.get(way)
        if row is None:
            return said
        odds = row.offset + row.slope * log_odds(said) + row.act_slope * act_odds(act)
        return round(1 / (1 + math.exp(-odds)), 2)


def log_odds(likely: float) -> float:
    """Return the log odds of a probability, which is held between 0.01 and 0.99."""
    within = min(max(likely, _LEAST), _MOST)
    return math.log(within / (1 - within))


def act_odds(act: float | None) -> float:
    """Return by how much the log odds of an act lie above the usual; 0 where nobody knows."""
    return 0.0 if act is None else log_odds(act) - log_odds(USUAL_ACT)


def load_certainty(lexicon: Lexicon) -> Certainty:
    """Return the curves of a lexicon.

    Raises:
        TableError: the table is wrong; all faults are listed.
    """
    rows = lexicon.numbered_rows("cues/certainty.csv", WayRow)
    faults = [
        Fault(
            file=str(path),
            line=line,
            problem=f"unknown way to decide {row.way!r}",
            remedy=f"one of: {', '.join(WAYS)}",
        )
        for path, line, row in rows
        if row.way not in WAYS
    ]
    if faults:
        raise TableError(faults)
    return Certainty({row.way: row for _, _, row in rows})
