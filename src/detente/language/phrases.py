"""Noun phrases: the words around a noun that belong to it, coordination undone."""

from __future__ import annotations

from collections.abc import Iterable

from detente.language.tree import Tree
from detente.model import Phrase, Token

__all__ = ["antecedent", "phrase", "phrases"]

_OUTSIDE = frozenset({"relcl", "acl", "advcl", "conj", "cc", "preconj", "appos", "parataxis"})
_EDGES = frozenset({"punct", "case"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X", "VERB"})


def phrase(tree: Tree, head: Token, preposition: str | None = None) -> Phrase:
    """Return the phrase that `head` carries, tied to its clause by `preposition`.

    Its "of" complement belongs to it, other prepositional phrases do not.
    """
    inside = [t for t in tree.subtree(head, _OUTSIDE) if _belongs(tree, head, t)]
    inside = _contiguous(inside, head)
    while len(inside) > 1 and inside[-1].dep in _EDGES and inside[-1].index > head.index:
        inside.pop()
    while len(inside) > 1 and inside[0].dep in _EDGES and inside[0].index < head.index:
        inside.pop(0)
    start, end = inside[0].start, inside[-1].end
    base = tree.sentence.start
    return Phrase(
        sentence=tree.sentence.index,
        start=start,
        end=end,
        text=tree.sentence.text[start - base : end - base],
        head=head.index,
        lemma=head.lemma,
        words=tuple(t.lemma for t in inside if t.dep not in _EDGES),
        preposition=preposition,
    )


def _belongs(tree: Tree, head: Token, token: Token) -> bool:
    """Tell whether `token` stays when prepositional phrases other than "of" are cut."""
    while token.index != head.index:
        if token.dep in {"prep", "agent"} and token.lemma != "of":
            return False
        token = tree.tokens[token.head]
    return True


def _contiguous(tokens: list[Token], head: Token) -> list[Token]:
    """Return the unbroken run of tokens around `head`."""
    at = next(k for k, t in enumerate(tokens) if t.index == head.index)
    first = last = at
    while first > 0 and tokens[first - 1].index == tokens[first].index - 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].index == tokens[last].index + 1:
        last += 1
    return tokens[first : last + 1]


def phrases(
    tree: Tree, heads: Iterable[Token], preposition: str | None = None
) -> tuple[Phrase, ...]:
    """Return a phrase for each head and everything coordinated with it."""
    found: list[Phrase] = []
    for head in heads:
        members = [t for t in tree.conjuncts(head) if t.pos in _NOMINAL]
        members = [t for t in members if t is head or t.pos != "VERB"]
        found += [phrase(tree, antecedent(tree, one), preposition) for one in members]
    return tuple(found)


def antecedent(tree: Tree, token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or `token` itself."""
    if token.tag not in {"WDT", "WP"} and not (token.lemma == "that" and token.tag == "WDT"):
        return token
    for above in tree.ancestors(token):
        if above.dep == "relcl":
            return tree.tokens[above.head]
    return token
