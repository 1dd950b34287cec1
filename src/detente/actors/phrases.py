"""A noun phrase that was resolved, how far it reaches, and the reading it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from detente.actors.context import Memory
from detente.actors.directory import Directory
from detente.actors.entries import Identity
from detente.actors.names import fold
from detente.actors.spot import Scene
from detente.model import Token

__all__ = ["Found", "Reading", "abbreviation_after", "name_run", "plain_text", "right_edge"]

BREAKS = frozenset(("(", ")", "[", "]", "{", "}", ":", ";", "“", "”", '"', "—", "--", ","))
NAME_PARTS = frozenset(("-", "al", "bin", "el", "de", "von", "van", "der", "ibn"))


@dataclass(frozen=True, slots=True)
class Found:
    """A noun phrase that denotes actors: its words, from `first` to `last`, and what they mean.

    `noun` is its agent noun in the singular; `many` tells a plural, `gender` is "male",
    "female" or None. `head` is the token that carries the phrase where that is not the one it
    was looked up by, as in "UN chief Ban Ki-moon".
    """

    identities: tuple[Identity, ...]
    first: int
    last: int
    noun: str | None = None
    many: bool = False
    gender: str | None = None
    head: int | None = None


class Reading(Protocol):
    """A sentence being read: what the rules may ask of it."""

    scene: Scene
    memory: Memory
    directory: Directory
    day: date | None

    def found(self, head: int) -> Found | None:
        """Return what the phrase headed by token `head` denotes, None when no actor."""

    def person(self, token: Token) -> Found | None:
        """Return the person that a single word means, None when none."""


def name_run(scene: Scene, head: int, edge: int) -> int:
    """Return the first token of the personal name that ends at `head`.

    The recogniser's own bounds where it saw a person; else the capitalised words before.
    """
    tokens = scene.tokens
    first = head
    person = tokens[head].entity == "PERSON"
    while first > edge:
        token, before = tokens[first], tokens[first - 1]
        if person and (token.entity_start or before.entity != "PERSON"):
            break
        if before.tag not in ("NNP", "NNPS", "HYPH") and before.text not in NAME_PARTS:
            break
        first -= 1
    return first


def right_edge(scene: Scene, token: Token) -> int:
    """Return the last token of a prepositional phrase below `token`, relative clauses left out."""
    cut = frozenset(("relcl", "acl", "appos", "conj", "cc", "advcl"))
    last = token.index
    for one in scene.tree.subtree(token, cut):
        if one.index <= last:
            continue
        if one.index > last + 1 or one.text in BREAKS or _starts_person(scene, one):
            break
        last = one.index
    return last


def _starts_person(scene: Scene, token: Token) -> bool:
    """Tell whether a person's name starts right after another name ("to Germany John Smith")."""
    before = scene.tokens[token.index - 1]
    starts = token.entity == "PERSON" and token.entity_start
    return starts and before.tag in ("NNP", "NNPS")


def plain_text(scene: Scene, first: int, last: int) -> str:
    """Return the text of a phrase without the article it starts with."""
    while first < last and scene.tokens[first].tag in ("DT", "PRP$"):
        first += 1
    return scene.text(first, last)


def abbreviation_after(scene: Scene, head: int, first: int, last: int) -> str | None:
    """Return the folded abbreviation in brackets right after a name ("(PKK)"), None if none.

    Its letters are the initials of words up to the bracket, the phrase's head among them. An
    abbreviation from another language fits only a phrase that ends with its head.
    """
    after = scene.tokens[last + 1 : last + 4]
    if len(after) < 3 or after[0].text != "(" or after[2].text != ")":
        return None
    word = after[1].text
    if not (1 < len(word) <= 10 and word[0].isupper() and word.isalnum()):
        return None
    capitals = [t for t in scene.tokens[first : last + 1] if t.text[0].isupper()]
    named = capitals[-len(word) :]
    if [t.text[0] for t in named] == list(word.upper()):
        return fold(word) if named[0].index <= head else None
    return fold(word) if head == last and word.isupper() else None
