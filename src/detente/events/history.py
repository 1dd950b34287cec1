"""What lies long before the article: by its date, by an anniversary, by the age that it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from detente.events.cues import RealityCues
from detente.language import Tree
from detente.model import Annotation, Clause, Sentence, Time, Token

__all__ = ["HISTORICAL_AFTER_DAYS", "long_ago"]

HISTORICAL_AFTER_DAYS = 365
"""An act that ended longer than this before the article was printed is historical."""

_STEPS = 4
"""Words between an act and the anniversary that it is the subject of, at most."""


def long_ago(item: Annotation, cues: RealityCues) -> dict[int, str]:
    """Return the reason for each clause of a document that lies long before it.

    A date counts only where the day of publication is known.
    """
    heads = {(c.sentence, c.head): c for c in item.clauses}
    found: dict[int, str] = {}
    for start, end, sentence, reason in [*_old_dates(item), *_ages(item, cues)]:
        clause = _owner(start, end, item.sentences[sentence], heads)
        if clause is not None:
            found.setdefault(clause.index, reason)
    for clause in item.clauses:
        memory = _memory(clause, item, cues) if clause.kind == "noun" else None
        if memory:
            found.setdefault(clause.index, memory)
    return found


def _old_dates(item: Annotation) -> Iterator[tuple[int, int, int, str]]:
    published = item.document.published
    if published is None:
        return
    before = published - timedelta(days=HISTORICAL_AFTER_DAYS)
    for time in item.times:
        if _is_old(time, before):
            years = published.year - (time.latest or published).year
            yield time.start, time.end, time.sentence, f"{time.text!r}, {years} years before"


def _is_old(time: Time, before: date) -> bool:
    return time.kind in {"date", "time"} and time.latest is not None and time.latest < before


def _ages(item: Annotation, cues: RealityCues) -> Iterator[tuple[int, int, int, str]]:
    """Yield phrases that name a time long ago."""
    for sentence in item.sentences:
        lowered = sentence.text.lower()
        for words in cues.ages:
            at = lowered.find(words)
            if at >= 0 and not lowered[at + len(words) : at + len(words) + 1].isalpha():
                start = sentence.start + at
                yield start, start + len(words), sentence.index, f"{words!r} is long ago"
                break


def _owner(
    start: int, end: int, sentence: Sentence, heads: dict[tuple[int, int], Clause]
) -> Clause | None:
    """Return the clause that a time hangs on; None for "since 1975", which is not over."""
    tree = Tree(sentence)
    inside = [t for t in sentence.tokens if start <= t.start and t.end <= end]
    top = next((t for t in inside if t.head == t.index or tree.tokens[t.head] not in inside), None)
    if top is None:
        return None
    for token in tree.ancestors(top):
        if token.lemma == "since":
            return None
        clause = heads.get((sentence.index, token.index))
        if clause is not None and token not in inside:
            return clause
    return None


def _memory(clause: Clause, item: Annotation, cues: RealityCues) -> str | None:
    """Return the word that remembers an act: "the anniversary of the battle"."""
    tree = Tree(item.sentences[clause.sentence])
    above: Iterator[Token] = tree.ancestors(tree.tokens[clause.head])
    for _, token in zip(range(_STEPS), above, strict=False):
        if token.lemma in cues.memories:
            return f"{token.text!r} of what was"
        if token.pos not in {"ADP", "NOUN", "PROPN"}:
            return None
    return None
