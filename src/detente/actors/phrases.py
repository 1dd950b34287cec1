"""A noun phrase that was resolved, and how far it reaches in the text."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.entries import Identity
from detente.actors.spot import Scene
from detente.model import Token

__all__ = ["Found", "name_run", "right_edge"]

BREAKS = frozenset("()[]{}:;“”\"")
NO_NAME = ("CARDINAL", "DATE", "TIME", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "EVENT")


@dataclass(frozen=True, slots=True)
class Found:
    """A noun phrase that denotes actors: its words, from `first` to `last`, and what they mean.

    `noun` is its agent noun in the singular; `many` tells a plural, `gender` is "male",
    "female" or None; `name` is the token where a personal name starts.
    """

    identities: tuple[Identity, ...]
    first: int
    last: int
    noun: str | None = None
    many: bool = False
    gender: str | None = None


def name_run(scene: Scene, head: int, edge: int) -> int:
    """Return the first token of the personal name that ends at `head`.

    The recogniser's own bounds where it saw a person; else the capitalised words before.
    """
    tokens = scene.tokens
    first = head
    person = tokens[head].entity == "PERSON"
    while first > edge:
        token, before = tokens[first], tokens[first - 1]
        if person and token.entity_start:
            break
        if before.tag not in ("NNP", "NNPS", "HYPH") and before.text not in ("-", "al", "bin"):
            break
        if person and before.entity != "PERSON":
            break
        first -= 1
    return first


def right_edge(scene: Scene, token: Token) -> int:
    """Return the last token of a prepositional phrase below `token`, relative clauses left out."""
    cut = frozenset(("relcl", "acl", "appos", "conj", "cc", "advcl", "punct"))
    tokens = scene.tree.subtree(token, cut)
    last = token.index
    for one in tokens:
        if one.index <= last:
            continue
        if one.index > last + 1 or one.text in BREAKS:
            break
        last = one.index
    return last
