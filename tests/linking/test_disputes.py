"""Disputes: voices that differ on what happened, and words that are no dispute."""

from __future__ import annotations

import pytest

from detente.linking.disputes import Word, dispute
from detente.model import Dispute

ROWS = [
    ("the writer asserts, the army denies", "writer+ army-", ("0",), ("1",)),
    ("two assert, one denies", "writer+ army- police+", ("0", "2"), ("1",)),
    ("all assert", "writer+ army+", None, None),
    ("nobody asserts", "army-", None, None),
    ("one voice takes back its word", "army+ army-", None, None),
    ("another still asserts what one took back", "army+ army- writer+", ("0", "2"), ("1",)),
    ("a plan is no assertion", "writer? army-", None, None),
]
REALITIES = {"+": ("actual", "positive"), "-": ("actual", "negated"), "?": ("planned", "positive")}


@pytest.mark.parametrize(
    ("why", "told", "asserted", "denied"), ROWS, ids=[row[0].replace(" ", "-") for row in ROWS]
)
def test_who_differs(
    why: str, told: str, asserted: tuple[str, ...] | None, denied: tuple[str, ...] | None
) -> None:
    words = [Word(str(n), one[:-1], *REALITIES[one[-1]]) for n, one in enumerate(told.split())]
    wanted = Dispute(asserted=asserted, denied=denied) if asserted and denied else None
    assert dispute(words) == wanted, why
