"""What the parser gets wrong in a known way, mended on the plain tokens."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from detente.model import Token

__all__ = ["mended"]


def mended(tokens: Sequence[Token], known: AbstractSet[str]) -> tuple[Token, ...]:
    """Return the tokens with event nouns in -ing made nouns again.

    In "cancels Paris meeting" the parser takes "meeting" for a verb with the subject "Paris"; a
    known noun right after a bare name, under a verb without an object, is that verb's object.
    """
    result = list(tokens)
    for token in tokens:
        name = _misread_subject(token, tokens, known)
        if name is not None:
            lemma = token.text.lower()
            result[token.index] = replace(token, lemma=lemma, tag="NN", pos="NOUN", dep="dobj")
            result[name.index] = replace(name, dep="compound")
    return tuple(result)


def _misread_subject(
    token: Token, tokens: Sequence[Token], known: AbstractSet[str]
) -> Token | None:
    """Return the name that was taken for the subject of an event noun, None if all is well."""
    if token.tag != "VBG" or token.dep != "ccomp" or token.text.lower() not in known:
        return None
    children = [t for t in tokens if t.head == token.index and t.index != token.index]
    beside = [t for t in tokens if t.head == token.head and t.dep == "dobj"]
    before = tokens[token.index - 1] if token.index else None
    if beside or before is None or before not in children or before.dep != "nsubj":
        return None
    modified = any(t.head == before.index and t is not before for t in tokens)
    bare = before.pos == "PROPN" and not modified
    return before if bare and not any(t.dep == "aux" for t in children) else None
