"""PLV: which of 15 PLOVER root types the marked source does to the marked target.

The pairs of Hu et al., "Leveraging Codebook Knowledge with NLI and ChatGPT for Zero-Shot Political
Relation Classification" (ACL 2024), as tables parted by tabs. There YIELD is CONCEDE and RETREAT
together, and the quad ("penta") stands in `gold_penta`, 1 to 4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from detente.errors import InputError
from detente.evaluation.benchmark import Guess, Pairs
from detente.evaluation.corpus import find_files
from detente.evaluation.profiles import Profile
from detente.evaluation.results import Figure, Judged, Outcome, confusion_table, scored
from detente.evaluation.rows import read_pairs
from detente.evaluation.scores import accuracy, label_scores, macro_f1

__all__ = ["read", "score"]

COLUMNS = ("marked_sentence", "gold_root", "gold_penta")
CONFLICT = ("3", "4")
"""The quads of conflict; the others are cooperation."""
NO_QUAD = "0"
"""The quad of a type that the file never uses."""


def read(path: Path, profile: Profile) -> Pairs:
    """Return the pairs of a file, or of all .tsv files of a folder.

    Raises:
        InputError: a file cannot be read, lacks a column, or rows are wrong.
    """
    files = find_files(path, (".tsv",))
    rows = [
        row
        for file in files
        for row in read_pairs(file, COLUMNS, marked="marked_sentence", quoted=True)
    ]
    roots = tuple(row["gold_root"].strip() for row in rows)
    quads = tuple(row["gold_penta"].strip() for row in rows)
    wrong = sorted(set(quads) - {"1", "2", "3", "4"})
    if wrong:
        raise InputError(f"{path}: gold_penta {wrong[0]!r}; the quads are 1, 2, 3 and 4")
    sentences = tuple(row["marked_sentence"] for row in rows)
    return Pairs(files, sentences, partial(score, roots=roots, quads=quads, profile=profile))


def score(
    guesses: Sequence[Guess],
    *,
    roots: Sequence[str],
    quads: Sequence[str],
    profile: Profile,
) -> Outcome:
    """Return the figures for one guess a pair: by root, by quad, and conflict against cooperation.

    The quad of a guess is the one that the file itself gives most often to its root.
    """
    said = [profile.type(guess.event) for guess in guesses]
    quad_of = _quad_of(roots, quads)
    said_quads = [quad_of.get(root, NO_QUAD) for root in said]
    return Outcome(
        figures=(
            Figure("root_macro_f1", macro_f1(roots, said)),
            Figure("root_accuracy", accuracy(roots, said)),
            Figure("quad_macro_f1", macro_f1(quads, said_quads)),
            Figure("binary_macro_f1", macro_f1(_sides(quads), _sides(said_quads))),
        ),
        tables=(
            scored("root", label_scores(roots, said)),
            scored("quad", label_scores(quads, said_quads)),
            confusion_table(roots, said),
        ),
        judged=tuple(
            Judged(guess.event_confidence, root == name)
            for guess, root, name in zip(guesses, roots, said, strict=True)
        ),
    )


def _quad_of(roots: Sequence[str], quads: Sequence[str]) -> Mapping[str, str]:
    counts: dict[str, Counter[str]] = {}
    for root, quad in zip(roots, quads, strict=True):
        counts.setdefault(root, Counter())[quad] += 1
    return {root: found.most_common(1)[0][0] for root, found in counts.items()}


def _sides(quads: Sequence[str]) -> list[str]:
    return ["conflict" if quad in CONFLICT else "cooperation" for quad in quads]
