"""What a person has decided holds, and the later decision wins."""

from __future__ import annotations

import pytest

from detente.linking import Bonds, Decision, Key

A, B, C, D = (Key(name, 0, 9, "met", 0) for name in "abcd")


def merged(number: int, left: set[Key], right: set[Key]) -> Decision:
    return Decision(number, "merge", frozenset(left), frozenset(right))


def parted(number: int, left: set[Key], right: set[Key]) -> Decision:
    return Decision(number, "split", frozenset(left), frozenset(right))


SAYINGS = [
    # decisions, one mention, other mention, together (True), apart (False) or nothing said
    ([], A, B, None),
    ([merged(1, {A}, {B})], A, B, True),
    ([merged(1, {A}, {B})], A, C, None),
    ([merged(1, {A, C}, {B})], A, C, True),
    ([parted(1, {A}, {B, C})], A, B, False),
    ([parted(1, {A}, {B, C})], B, C, None),
    ([parted(1, {A, D}, {B})], A, D, True),
    ([merged(1, {A}, {B}), parted(2, {A}, {B})], A, B, False),
    ([parted(1, {A}, {B}), merged(2, {A}, {B})], A, B, True),
    ([merged(2, {A}, {B}), parted(1, {A}, {B})], A, B, True),
]


@pytest.mark.parametrize(("decisions", "one", "other", "said"), SAYINGS)
def test_what_was_decided(
    decisions: list[Decision], one: Key, other: Key, said: bool | None
) -> None:
    bonds = Bonds(tuple(decisions))
    assert bonds.says(one, other) is said
    assert bonds.says(other, one) is said
