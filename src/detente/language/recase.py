"""Headlines in title case, made lower case where a word is no name, so that parsing works."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set as AbstractSet

__all__ = ["Casing", "recase"]

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


class Casing:
    """How the words of one text are written where their case means something."""

    def __init__(self, text: str, known: AbstractSet[str]) -> None:
        """Count the words of `text` in lower case and capitalised inside sentences.

        `known` are lemmas that are common words whatever this text shows.
        """
        self.known = known
        self.lower: Counter[str] = Counter()
        self.upper: Counter[str] = Counter()
        for match in _WORD.finditer(text):
            word = match[0]
            before = text[max(0, match.start() - 2) : match.start()]
            if word.islower():
                self.lower[word] += 1
            elif before[-1:] == " " and before[:1].isalpha() and before[:1].islower():
                self.upper[word.lower()] += 1

    def is_common(self, word: str) -> bool:
        """Tell whether `word`, found capitalised in a headline, is most likely no name."""
        word = word.lower()
        if self.lower[word] != self.upper[word]:
            return self.lower[word] > self.upper[word]
        return any(form in self.known for form in _stems(word))


def _stems(word: str) -> list[str]:
    forms = [word]
    for ending, repair in (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e")):
        if word.endswith(ending):
            forms.append(word[: -len(ending)] + repair)
    for ending, repair in (("ing", ""), ("ing", "e")):
        if word.endswith(ending):
            forms.append(word[: -len(ending)] + repair)
    return forms


def recase(line: str, casing: Casing) -> str:
    """Return `line` with common words in lower case, of the same length, if it is title case.

    A line is title case when most of its longer words are capitalised; others are unchanged.
    """
    longer = [m[0] for m in _WORD.finditer(line) if len(m[0]) > 3]
    if sum(w[0].isupper() for w in longer) < 0.7 * max(1, len(longer)):
        return line

    def small(match: re.Match[str]) -> str:
        word = match[0]
        lowered = word.lower()
        common = len(lowered) == len(word) and casing.is_common(word)
        return lowered if common and not (word.isupper() and len(word) < 6) else word

    return _WORD.sub(small, line)
