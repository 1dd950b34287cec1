"""Near-identical texts: one report printed in many places is one source.

Candidates come from MinHash with locality-sensitive hashing (Broder 1997; datasketch) over runs
of words; whether two texts repeat each other is then counted exactly. A shortened copy is one
too: what matters is how much of the shorter text stands in the longer.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from detente.linking.wording import shingles_of

if TYPE_CHECKING:
    from datasketch import MinHash

__all__ = ["bands_of", "repeats"]

_SHINGLE_WORDS = 3
_BANDS, _ROWS = 32, 3
_SHARE = 0.8
_LONGEST = 2.5


def bands_of(text: str) -> list[int]:
    """Return the bands of a text, 64-bit numbers; none for a text without a word.

    Texts that share half of their runs of words share a band with a probability of .99, texts
    that share a fifth with one of .23.
    """
    shingles = _shingles(text)
    if not shingles:
        return []
    sketch = _blank().copy()
    sketch.update_batch([shingle.encode() for shingle in shingles])
    rows = sketch.digest().reshape(_BANDS, _ROWS)
    return [_hashed(band, row.astype("<u4").tobytes()) for band, row in enumerate(rows)]


def repeats(one: str, other: str) -> bool:
    """Tell whether one text repeats the other, whole or shortened.

    Four fifths of the word runs of the shorter one must stand in the longer, which is at most
    two and a half times as long: a paragraph quoted does not make a copy.
    """
    mine, theirs = _shingles(one), _shingles(other)
    shorter, longer = sorted((len(mine), len(theirs)))
    if not shorter or longer > _LONGEST * shorter:
        return False
    return len(mine & theirs) >= _SHARE * shorter


def _shingles(text: str) -> frozenset[str]:
    return frozenset(filter(None, shingles_of(text, _SHINGLE_WORDS)))


def _hashed(band: int, values: bytes) -> int:
    digest = hashlib.blake2b(bytes([band]) + values, digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@cache
def _blank() -> MinHash:
    """Return an empty sketch, to be copied: drawing its permutations takes longer than using it."""
    from datasketch import MinHash

    return MinHash(num_perm=_BANDS * _ROWS, seed=1, scheme="affine32", hashfunc=crc32)
