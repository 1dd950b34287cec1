"""The tense around a word: does its clause tell of what happened or of what will?"""

from __future__ import annotations

from detente.model import Sentence, Token
from detente.times.words import Calendar

__all__ = ["tense_at"]

AUXILIARIES = frozenset({"aux", "auxpass"})
CLIMB = 12


def tense_at(sentence: Sentence, position: int, calendar: Calendar) -> str | None:
    """Return "past" or "future" for the clause around a position, None when nothing shows it.

    What is planned counts as future even in a past tense ("was scheduled for Monday").
    """
    token = next((t for t in sentence.tokens if t.start <= position < t.end), None)
    if token is None:
        return None
    verb = _governing_verb(sentence.tokens, token, calendar)
    if verb is None:
        verb = _nearest_verb(sentence.tokens, token)
    return None if verb is None else _tense(sentence, verb, calendar)


def _governing_verb(tokens: tuple[Token, ...], token: Token, calendar: Calendar) -> Token | None:
    """Return the verb, or the adjective of planning ("due in May"), that a word hangs on."""
    for _ in range(CLIMB):
        if token.tag == "JJ" and token.lemma.lower() in calendar.forward:
            return token
        if token.tag.startswith("VB") or token.tag == "MD":
            return token
        if not 0 <= token.head < len(tokens) or token.head == token.index:
            return None
        token = tokens[token.head]
    return None


def _nearest_verb(tokens: tuple[Token, ...], token: Token) -> Token | None:
    verbs = [t for t in tokens if t.tag in ("VBD", "VBN", "MD", "VBZ", "VBP")]
    return min(verbs, key=lambda verb: abs(verb.start - token.start), default=None)


def _tense(sentence: Sentence, verb: Token, calendar: Calendar, depth: int = 0) -> str | None:
    helpers = [
        t for t in sentence.tokens if t.head == verb.index and t.dep in AUXILIARIES and t != verb
    ]
    tags = {t.tag for t in helpers} | {verb.tag}
    lemma = verb.lemma.lower()
    if "MD" in tags or (lemma in calendar.forward and verb.tag in ("VBN", "VBZ", "VBP", "JJ")):
        return "future"
    if lemma == "be" and _is_planned(sentence, verb, calendar):
        return "future"
    if "TO" in tags:
        return _of_infinitive(sentence, verb, calendar, depth)
    if tags & {"VBD", "VBN"}:
        return "past"
    if any(t.lemma == "be" for t in helpers):
        return "future"
    opening = lemma in calendar.opening and not sentence.headline
    return "future" if opening and verb.tag in ("VBZ", "VBP", "VB") else None


def _is_planned(sentence: Sentence, verb: Token, calendar: Calendar) -> bool:
    """Tell whether "be" links to an adjective of planning ("is due in Paris on Monday")."""
    return any(
        t.dep == "acomp" and t.lemma.lower() in calendar.forward
        for t in sentence.tokens
        if t.head == verb.index and t.index != verb.index
    )


def _of_infinitive(sentence: Sentence, verb: Token, calendar: Calendar, depth: int) -> str | None:
    governor = sentence.tokens[verb.head]
    if governor.lemma.lower() in calendar.forward or sentence.headline or governor == verb:
        return "future"
    if governor.lemma == "be":
        return "future"
    if depth < CLIMB and governor.tag.startswith("VB"):
        return _tense(sentence, governor, calendar, depth + 1)
    return "future"
