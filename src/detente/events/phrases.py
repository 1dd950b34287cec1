"""A phrase as annotators mark it: the whole of it, and the word that carries it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.model import Token

__all__ = ["completed", "head_of", "whole_object", "without_lead"]

_TIES = ("of", "from", "by")
_OBJECTS = ("dobj", "pobj", "nsubjpass")
_BEFORE_NOUN = ("advmod", "amod", "compound", "det", "nmod", "nummod", "poss", "predet", "quantmod")
_NAMES = ("NNP", "NNPS")
_OPEN = ("IN", "CC", "TO")
_LEADING = ("IN", "TO", "RB", "RBR", "RBS")


def without_lead(inside: Sequence[Token]) -> Sequence[Token]:
    """Return a phrase without prepositions and adverbs before it that belong to the act."""
    numbers = {token.index for token in inside}
    while len(inside) > 1 and inside[0].tag in _LEADING and inside[0].head not in numbers:
        inside = inside[1:]
    return inside


def completed(inside: Sequence[Token], tokens: Sequence[Token]) -> Sequence[Token]:
    """Return a phrase that the network cut short up to the noun that its last word leads to.

    "at" of "at least 40 people", "the Afghan President" of "the Afghan President Hamid Karzai",
    "the Society for". A name that only describes the next noun ("EU" of "EU sanctions") is whole.
    """
    while inside and (end := _leads_to(inside[-1], tokens)) is not None:
        inside = tokens[inside[0].index : end + 1]
    while len(inside) > 1 and inside[-1].tag in _OPEN:
        inside = inside[:-1]
    return inside


def _leads_to(last: Token, tokens: Sequence[Token]) -> int | None:
    """Return the token to which a phrase that ends with `last` goes on; None if it is whole."""
    if last.tag in _OPEN:
        above = last.head if last.tag == "CC" else last.index
        link = "conj" if last.tag == "CC" else "pobj"
        return next(
            (t.index for t in tokens[last.index + 1 :] if t.head == above and t.dep == link), None
        )
    head = tokens[last.head]
    if head.index <= last.index or last.dep not in _BEFORE_NOUN:
        return None
    return None if last.tag in _NAMES and head.tag not in _NAMES else head.index


def whole_object(inside: Sequence[Token], tokens: Sequence[Token]) -> Sequence[Token]:
    """Return what is acted on with what is said of it: "the call of the European Parliament"."""
    head = tokens[head_of(inside)]
    above = tokens[head.head]
    if head.dep == "pobj" and above.lemma in _TIES:
        above = tokens[above.head]
    elif head.dep != "poss":
        return inside
    if above.pos != "NOUN" or above.dep not in _OBJECTS:
        return inside
    own = [t.index for t in tokens if t.head == above.index and t.index < above.index]
    first = min([*own, above.index, inside[0].index])
    last = max(above.index, inside[-1].index)
    return tokens[first : last + 1]


def head_of(inside: Sequence[Token]) -> int:
    """Return the token that carries a phrase: the first that depends on one outside it."""
    numbers = {token.index for token in inside}
    free = [t for t in inside if t.head not in numbers or t.head == t.index]
    nominal = [t for t in free if t.pos in ("NOUN", "PROPN", "PRON")]
    return (nominal or free or list(inside))[0].index if inside else 0
