"""Loaded wording: words of the writer's own that judge or accuse what they tell of.

What stands inside somebody's words is theirs. A reader can so set aside what only the author
claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.model import Annotation, Clause, Span, Token
from detente.tables import Lexicon

__all__ = ["load_loaded", "loaded_words"]


@dataclass(frozen=True, slots=True)
class LoadedRow:
    """A word, in lower case, that judges or accuses."""

    word: str


def load_loaded(lexicon: Lexicon) -> frozenset[str]:
    """Return the loaded words of a lexicon.

    Raises:
        TableError: the table is wrong; all faults are listed.
    """
    return frozenset(row.word for row in lexicon.rows("cues/loaded.csv", LoadedRow))


def loaded_words(item: Annotation, clause: Clause, known: frozenset[str]) -> tuple[Span, ...]:
    """Return the loaded words of a clause that the writer answers for, in text order."""
    return tuple(
        item.document.span(token.start, token.end)
        for token in _words(item, clause)
        if (token.lemma in known or token.text.lower() in known) and not _quoted(item, token)
    )


def _words(item: Annotation, clause: Clause) -> Iterator[Token]:
    """Yield a clause's own word, what hangs on it, and the words of its phrases."""
    phrases = (*clause.subject, *clause.object, *clause.obliques)
    for token in item.sentences[clause.sentence].tokens:
        own = clause.head in (token.index, token.head)
        held = any(p.start <= token.start and token.end <= p.end for p in phrases)
        if own or held:
            yield token


def _quoted(item: Annotation, token: Token) -> bool:
    spoken = any(one.holds(token.start, token.end) for one in item.attributions)
    return spoken or any(q.start <= token.start < q.end for q in item.quotes)
