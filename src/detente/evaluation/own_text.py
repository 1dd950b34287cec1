"""Our own labelled pairs, in the format of `training/text`, held out from training.

Columns `sentence` (actor and recipient marked), `type` ("NONE" where the actor does nothing to the
recipient), `mode`, `contexts` and `register`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from detente.evaluation.benchmark import Guess, Pairs
from detente.evaluation.corpus import find_files
from detente.evaluation.profiles import Profile
from detente.evaluation.results import (
    Figure,
    Judged,
    Outcome,
    Table,
    confusion_table,
    figures,
    scored,
)
from detente.evaluation.rows import read_pairs
from detente.evaluation.scores import (
    Score,
    accuracy,
    exact,
    label_scores,
    macro_f1,
    share,
)

__all__ = ["NOTHING", "read", "score"]

NOTHING = "NONE"
"""The label of a pair of which the first does nothing to the second."""

Row = Mapping[str, str]


def read(path: Path, profile: Profile) -> Pairs:
    """Return the pairs of a file, or of all .tsv files of a folder.

    Raises:
        InputError: a file cannot be read, lacks a column, or rows are wrong.
    """
    files = find_files(path, (".tsv",))
    rows = tuple(
        row
        for file in files
        for row in read_pairs(file, ("sentence", "type"), marked="sentence", quoted=False)
    )
    sentences = tuple(row["sentence"] for row in rows)
    return Pairs(files, sentences, partial(score, rows=rows, profile=profile))


def score(guesses: Sequence[Guess], *, rows: Sequence[Row], profile: Profile) -> Outcome:
    """Return the figures for one guess a pair, "NONE" being a label like the others."""
    gold = [profile.type(row["type"]) for row in rows]
    said = [profile.type(guess.type) for guess in guesses]
    right = [a == b for a, b in zip(gold, said, strict=True)]
    return Outcome(
        figures=(
            Figure("type_macro_f1", macro_f1(gold, said)),
            Figure("type_accuracy", accuracy(gold, said)),
            *figures("event", _event_or_nothing(gold, said)),
            Figure("mode_accuracy", _mode_accuracy(guesses, rows, right)),
        ),
        tables=(
            scored("type", label_scores(gold, said)),
            _by_register(rows, right),
            confusion_table(gold, said),
        ),
        judged=tuple(
            Judged(guess.confidence, is_right)
            for guess, is_right in zip(guesses, right, strict=True)
        ),
    )


def _event_or_nothing(gold: Sequence[str], said: Sequence[str]) -> Score:
    """Return how well events are told from pairs of which nothing is reported, of any type."""
    both = sum(NOTHING not in pair for pair in zip(gold, said, strict=True))
    return exact(both, len(said) - said.count(NOTHING), len(gold) - gold.count(NOTHING))


def _mode_accuracy(
    guesses: Sequence[Guess], rows: Sequence[Row], right: Sequence[bool]
) -> float | None:
    """Return the share of pairs with a mode that are given their type and their mode."""
    with_mode = [
        is_right and guess.mode == row.get("mode")
        for guess, row, is_right in zip(guesses, rows, right, strict=True)
        if row.get("mode")
    ]
    return share(sum(with_mode), len(with_mode))


def _by_register(rows: Sequence[Row], right: Sequence[bool]) -> Table:
    found: dict[str, list[bool]] = {}
    for row, is_right in zip(rows, right, strict=True):
        found.setdefault(row.get("register") or "not said", []).append(is_right)
    cells = ((name, len(of), share(sum(of), len(of))) for name, of in sorted(found.items()))
    return Table("register", ("register", "gold", "accuracy"), tuple(cells))
