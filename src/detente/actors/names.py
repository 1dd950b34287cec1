"""Names made comparable: case, accents, dots, hyphens and apostrophes set aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

__all__ = ["fits_case", "fold", "is_acronym", "sound_of", "surname_of", "words_of"]

_PARTS = re.compile(r"[\s\-‐-―'’‘`/]+")
_DOUBLES = re.compile(r"(.)\1+")
_VOWELS = frozenset("aeiouyh")
_HEARD = (
    *(("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("dj", "j"), ("ph", "f")),
    *(("kh", "k"), ("gh", "k"), ("q", "k"), ("g", "k"), ("ck", "k"), ("w", "v")),
)
"""Spellings of one sound in names from other scripts, the longer ones first."""
_LETTERS = str.maketrans("øØłŁđĐıßæÆœŒ", "oOlLdDisaAoO")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return `word` in lower case without accents and dots ("U.S." gives "us")."""
    if not word.isascii():
        bare = unicodedata.normalize("NFKD", word.translate(_LETTERS))
        word = "".join(c for c in bare if not unicodedata.combining(c))
    return word.replace(".", "").replace(",", "").casefold()


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, cut at spaces, hyphens and apostrophes."""
    return tuple(word for part in _PARTS.split(name) if (word := fold(part)))


def surname_of(name: str, suffixes: Container[str], *, leading: bool = False) -> str | None:
    """Return the folded word by which a person is called: the last that is no suffix ("Jr", "II").

    With `leading`, the first, as in Chinese names. None for a name without words.
    """
    words = words_of(name)
    kept = tuple(word for word in words if word not in suffixes) or words
    if not kept:
        return None
    return kept[0] if leading else kept[-1]


def sound_of(word: str) -> str:
    """Return the consonants of a folded word, those merged that transliterations confuse.

    "gaddafi", "kadhafi" and "qadhafi" all give "kdf". A vowel counts only as the first letter.
    """
    for spelt, heard in _HEARD:
        word = word.replace(spelt, heard)
    opening = "a" if word[:1] in _VOWELS else ""
    bare = "".join(c for c in word if c not in _VOWELS)
    return opening + _DOUBLES.sub(r"\1", bare)


def is_acronym(name: str) -> bool:
    """Tell whether a name is short and all capitals, so that small letters cannot mean it."""
    letters = name.replace(".", "")
    return len(letters) <= 5 and letters.isupper() and letters.isalpha()


def fits_case(name: str, text: str) -> bool:
    """Tell whether `text` is capitalised as the table writes `name`."""
    if is_acronym(name):
        return text.replace(".", "").replace(" ", "").isupper()
    first = next((c for c in name if c.isalpha()), "")
    if first.isupper():
        return any(c.isupper() for c in text)
    return True
