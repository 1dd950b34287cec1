"""The words of a telling, and how much each of them tells.

A word is the stem of what stands in the text. How telling it is comes from a fixed table of
sentences, not from the store: so no pair of mentions is judged otherwise because of what else
has been read, and neither order nor batches of documents change what is linked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from detente.tables import Lexicon

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

__all__ = ["Weighed", "WordRow", "Words", "load_words", "shingles_of", "stem", "stems_of"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_STORY_LENGTH = 2000
_STORY_WORDS = 60


@dataclass(frozen=True, slots=True)
class WordRow:
    """A stem, and in how many of the sentences of the table it stands."""

    stem: str
    sentences: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A set of stems and what they weigh together."""

    stems: frozenset[str]
    mass: float


@dataclass(frozen=True, slots=True)
class Words:
    """How telling stems are: the logarithm of how rare they are, 0 for one in every sentence."""

    weights: Mapping[str, float]
    unknown: float

    def weight(self, stem: str) -> float:
        """Return the inverse document frequency of a stem, that of the rarest when unknown."""
        return self.weights.get(stem, self.unknown)

    def mass(self, stems: Iterable[str]) -> float:
        """Return the weights of stems added up."""
        known, unknown = self.weights.get, self.unknown
        return math.fsum([known(s, unknown) for s in stems])  # exact: no order of a set shows

    def rarest(self, stems: Iterable[str], number: int) -> list[str]:
        """Return the most telling stems, the most telling first; equals by the alphabet."""
        return sorted(stems, key=lambda stem: (-self.weight(stem), stem))[:number]

    def likeness(self, one: Weighed, other: Weighed) -> float:
        """Return how alike two sets of words are, 0 to 1: the shared weight among all of it."""
        shared = one.stems & other.stems
        return self.mass(shared) / math.sqrt(one.mass * other.mass) if shared else 0.0

    def weigh(self, stems: frozenset[str]) -> Weighed:
        """Return stems with their weight, worked out once for many comparisons."""
        return Weighed(stems, self.mass(stems))

    def story(self, text: str) -> frozenset[str]:
        """Return the most telling words of a document's beginning, which say what it is about."""
        return frozenset(self.rarest(stems_of(text[:_STORY_LENGTH]), _STORY_WORDS))


def load_words(lexicon: Lexicon) -> Words:
    """Return the weights of the lexicon's words; the row `*` counts all sentences.

    Raises:
        TableError: the table is wrong; all faults are listed.
    """
    counts = {row.stem: row.sentences for row in lexicon.rows("linking/words.csv", WordRow)}
    total = counts.pop("*", 1)
    weights = {stem: math.log(total / count) for stem, count in counts.items()}
    return Words(weights, unknown=math.log(total))


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the words and numbers of a text."""
    return frozenset(stem(word.lower()) for word in _WORD.findall(text))


def shingles_of(text: str, length: int) -> list[str]:
    """Return the runs of `length` words of a text, in order; one short run for a short text."""
    words = [word.lower() for word in _WORD.findall(text)]
    last = max(1, len(words) - length + 1)
    return [" ".join(words[k : k + length]) for k in range(last)]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return what the inflected forms of an English word in lower case share (Porter 2)."""
    stemmed: str = _stemmer().stemWord(re.split("['’]", word)[0])
    return stemmed


@cache
def _stemmer() -> BaseStemmer:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
