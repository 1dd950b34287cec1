"""A sentence's dependency tree, to be asked who hangs on whom."""

from __future__ import annotations

from collections.abc import Iterator

from detente.model import Sentence, Token

__all__ = ["Tree"]


class Tree:
    """The tokens of one sentence as a tree."""

    def __init__(self, sentence: Sentence) -> None:
        """Index the children of every token."""
        self.sentence = sentence
        self.tokens = sentence.tokens
        self._children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                self._children[token.head].append(token)

    def children(self, token: Token, *deps: str) -> list[Token]:
        """Return the tokens that hang on `token`, left to right; only those of `deps` if given."""
        below = self._children[token.index]
        return [child for child in below if child.dep in deps] if deps else below

    def child(self, token: Token, *deps: str) -> Token | None:
        """Return the first child of one of `deps`, None when there is none."""
        return next(iter(self.children(token, *deps)), None)

    def head(self, token: Token) -> Token | None:
        """Return the token that `token` hangs on, None for a root."""
        return None if token.head == token.index else self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Yield the tokens above `token`, nearest first."""
        above = self.head(token)
        for _ in self.tokens:
            if above is None:
                return
            yield above
            above = self.head(above)

    def subtree(self, token: Token, without: frozenset[str] = frozenset()) -> list[Token]:
        """Return `token` and all below it in text order, leaving out branches of `without`.

        A dependency in `without` is cut wherever it occurs below `token`.
        """
        kept, open_ = [], [token]
        while open_:
            one = open_.pop()
            kept.append(one)
            open_.extend(c for c in self._children[one.index] if c.dep not in without)
        return sorted(kept, key=lambda t: t.index)

    def conjuncts(self, token: Token) -> list[Token]:
        """Return `token` and everything coordinated with it to its right."""
        found = [token]
        for one in found:
            found.extend(self.children(one, "conj"))
        return found
