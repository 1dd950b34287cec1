"""Sentences that hold no act to be coded, set aside before parsing.

Those that name nobody, and those that whoever loads the parser knows to be idle. What may name
somebody is a word with a capital that does not merely open the sentence, an agent noun
("protesters"), or a pronoun that may stand for one. All else is parsed only for those who want
every layer of the text. Where sentences end is told here without a parser, so they are parted only
where nothing but a full stop can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from detente.language.layout import Segment
from detente.language.recase import Casing

__all__ = ["Sparing"]

_END = re.compile(
    r"(?:\b[a-z]{3,}|\b[A-Z][a-z]{4,}|\d{2,}|[)\]”\"])[.!?][”\")\]]*(?=\s+[“\"(\[]?[A-Z])"
)
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = (("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("men", "man"))


@dataclass(frozen=True, slots=True)
class Sparing:
    """What tells sentences that hold no act.

    `naming` are words in lower case that may stand for somebody; `openers` those that begin a
    sentence without being a name. `is_idle` judges the others; None lets all of them pass.
    """

    naming: AbstractSet[str]
    openers: AbstractSet[str]
    is_idle: Callable[[str], bool] | None = None

    def parts(self, text: str, pieces: list[Segment], casing: Casing) -> list[Segment]:
        """Return the segments of a text, cut up where sentences are set aside, which are `spared`.

        Headlines stay whole: in them capitals mean nothing.
        """
        return [part for piece in pieces for part in self._parts(text, piece, casing)]

    def _parts(self, text: str, piece: Segment, casing: Casing) -> Iterator[Segment]:
        if piece.headline:
            yield piece
            return
        start = piece.start
        for begin, end in _sentences(text, piece):
            if not self._is_spared(text[begin:end], casing):
                continue
            if text[start:begin].strip():
                yield replace(piece, start=start, end=begin)
            yield replace(piece, start=begin, end=end, spared=True)
            start = end
        if text[start : piece.end].strip():
            yield replace(piece, start=start)

    def _is_spared(self, sentence: str, casing: Casing) -> bool:
        if not self._names(sentence, casing):
            return True
        return self.is_idle is not None and self.is_idle(sentence)

    def _names(self, sentence: str, casing: Casing) -> bool:
        """Tell whether a sentence may name somebody."""
        words = _WORD.findall(sentence)
        if any(word[0].isupper() for word in words[1:] if word != "I"):
            return True
        return any(self._stands(word.lower()) for word in words) or self._opens(words, casing)

    def _stands(self, word: str) -> bool:
        forms = (
            word[: len(word) - len(end)] + begun for end, begun in _ENDINGS if word.endswith(end)
        )
        return any(form in self.naming for form in forms)

    def _opens(self, words: list[str], casing: Casing) -> bool:
        """Tell whether the first word may be a name."""
        if not words or words[0].isdigit() or words[0].islower():
            return False
        first = words[0].lower()
        return first not in self.openers and not casing.lower[first]


def _sentences(text: str, piece: Segment) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end, the white space between them left out."""
    start = piece.start
    for end in _END.finditer(text, piece.start, piece.end):
        yield start, end.end()
        start = end.end()
        while text[start].isspace():
            start += 1
    yield start, piece.end
