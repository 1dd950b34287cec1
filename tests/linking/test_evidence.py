"""What the words for an act say of a pair of accounts, as a table."""

from __future__ import annotations

import pytest

from detente.linking import load_scale
from detente.linking.evidence import evidence_of
from detente.linking.tellings import Account, Key, Telling, account_of
from detente.linking.wording import Words
from detente.tables import Lexicon

KINDS = frozenset({"same-word", "same-rule", "same-mode", "other-mode", "other-word", "other-type"})

Told = tuple[str, str | None, str | None, str]
"""The word for the act, its rule, its mode and its type."""

CASES: list[tuple[str, Told, Told, set[str]]] = [
    ("one word", ("kill", None, None, "ASSAULT"), ("kill", None, None, "ASSAULT"), {"same-word"}),
    ("one rule", ("kill", "k", None, "ASSAULT"), ("slay", "k", None, "ASSAULT"), {"same-rule"}),
    ("unlike", ("kill", "k", None, "ASSAULT"), ("battl", "b", None, "ASSAULT"), {"other-word"}),
    ("no rule", ("kill", None, None, "ASSAULT"), ("hit", None, None, "ASSAULT"), {"other-word"}),
    (
        "unlike words, one mode",
        ("shell", "s", "heavy", "ASSAULT"),
        ("pound", "p", "heavy", "ASSAULT"),
        {"same-mode"},
    ),
    (
        "unlike words and modes",
        ("shell", "s", "heavy", "ASSAULT"),
        ("stab", "p", "primitive", "ASSAULT"),
        {"other-mode"},
    ),
    ("two types", ("agre", "a", None, "AGREE"), ("back", "b", None, "SUPPORT"), {"other-type"}),
]


def account(document: str, told: Told, words: Words) -> Account:
    word, rule, mode, type_ = told
    telling = Telling(
        id=document,
        document=document,
        position=0,
        event=document,
        key=Key(document, 0, 9, word, 0),
        type=type_,
        trigger=word,
        mode=mode,
        rule=rule,
    )
    return account_of([telling], words)


@pytest.mark.parametrize(
    ("one", "other", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_words_for_the_act(one: Told, other: Told, expected: set[str], lexicon: Lexicon) -> None:
    words = load_scale(lexicon).words
    found = evidence_of(account("a", one, words), account("b", other, words), words)
    assert {name for name, _ in found} & KINDS == expected
