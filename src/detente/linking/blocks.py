"""Which accounts are compared at all: those that share a block.

A block is a family of acts, something that both name, and some days. What they may share is the
pair of countries, the place, a name, or a rare word of sentence or story; all of that is in the
key, and the days are a bucket beside it. So a block stays small however long the archive and
however busy a pair of countries: a day's accounts that have nothing but the pair in common meet
in one block, those of other days in none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from detente.linking.tellings import Account
from detente.linking.weights import Scale

__all__ = ["Block", "blocks_of"]

Block = tuple[int, int | None]
"""A key and a bucket of days; None for an account without any date."""

_BUCKET_DAYS = 4
_SLACK_DAYS = 1
_WIDEST_DAYS = 62
_SENTENCE_WORDS = 4
_STORY_WORDS = 4
_PAIR = 2


def blocks_of(account: Account, scale: Scale) -> list[Block]:
    """Return the blocks of an account, in order and each once.

    Two accounts whose days lie up to two days apart and that share a key share a bucket. Days
    wider than two months ("in 2013") meet only others that begin in the same year. An account
    without any date meets those of every date that share its place, a name or a rare word.
    """
    family = scale.family(account.type).id
    keys = {_hashed(family, *parts) for parts in _parts(account, scale)}
    return sorted((key, bucket) for key in keys for bucket in _buckets(account)) if keys else []


def _parts(account: Account, scale: Scale) -> Iterator[tuple[str, ...]]:
    """Yield what the account may share with another of its family."""
    if len(account.countries) == _PAIR and account.day is not None:
        yield "pair", *sorted(account.countries)
    if account.place is not None and account.place.precise:
        yield "place", account.place.country or "", account.place.name.casefold()
    yield from (("name", name) for name in account.names)
    rare = scale.words.rarest(account.words.stems, _SENTENCE_WORDS)
    told = scale.words.rarest(account.story.stems, _STORY_WORDS)
    yield from (("word", stem) for stem in {*rare, *told})


def _hashed(*parts: str) -> int:
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _buckets(account: Account) -> list[int | None]:
    span = account.day
    if span is None:
        return [None]
    if span.count > _WIDEST_DAYS:
        return [-span.earliest.year]
    first, last = (_bucket(span.earliest, -_SLACK_DAYS), _bucket(span.latest, _SLACK_DAYS))
    return list(range(first, last + 1))


def _bucket(day: date, slack_days: int) -> int:
    return (day.toordinal() + slack_days) // _BUCKET_DAYS
