"""Joining the mentions of a document into events."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from detente.linking.compare import apart, names, same_happening
from detente.linking.disputes import Word, dispute
from detente.model import Annotation, Batch, Event, Mention, Party, Quantity

__all__ = ["link"]

_REALITY = {
    ("actual", "positive"): 4,
    ("actual", "negated"): 3,
    ("historical", "positive"): 3,
    ("planned", "positive"): 2,
}


@dataclass(slots=True)
class _Group:
    """Mentions that tell of one happening, with why each was joined."""

    mentions: list[Mention]
    reasons: list[str] = field(default_factory=list)


def link(batch: Batch) -> Batch:
    """Return the batch with `events` filled: the mentions of each document, joined."""
    return tuple(replace(item, events=_events(item)) for item in batch)


def _events(item: Annotation) -> tuple[Event, ...]:
    groups: list[_Group] = []
    for mention in item.mentions:
        joined = next((g for g in groups if _joins(g, mention)), None)
        if joined is None:
            groups.append(_Group([mention]))
    return tuple(_event(item, group) for group in groups)


def _joins(group: _Group, mention: Mention) -> bool:
    """Add `mention` to the group if it shares parties with one of it and contradicts none.

    Nor may it bring in strangers: its parties are among the group's, or the other way round.
    """
    told = group.mentions
    reason = next((r for m in told if (r := same_happening(m, mention))), None)
    if reason is None or any(apart(m, mention) for m in told):
        return False
    known = frozenset().union(*map(names, told))
    if not (names(mention) <= known or known <= names(mention)):
        return False
    group.reasons.append(f"{mention.trigger.text!r} joins {told[0].trigger.text!r}: {reason}")
    told.append(mention)
    return True


def _event(item: Annotation, group: _Group) -> Event:
    ranked = sorted(group.mentions, key=_weight, reverse=True)
    best = ranked[0]
    alike = [m for m in ranked if m.act == best.act and bool(m.recipients) == bool(best.recipients)]
    return Event(
        id=_identity(group.mentions),
        mentions=tuple(group.mentions),
        documents=(item.document.id,),
        sources=1,
        best=best,
        actors=_merged(m.actors for m in alike),
        recipients=_merged(m.recipients for m in alike),
        day=next((m.day for m in ranked if m.day), None),
        place=next((m.place for m in ranked if m.place), None),
        quantities=_tolls(ranked),
        disputed=dispute(Word(m.id, _voice(m), m.status, m.polarity) for m in group.mentions),
        reasons=tuple(group.reasons),
    )


def _tolls(ranked: Sequence[Mention]) -> tuple[Quantity, ...]:
    """Return the largest number of each kind: tolls rise, and a part is less than the whole."""
    kinds: dict[str, Quantity] = {}
    for quantity in (q for mention in ranked for q in mention.quantities):
        known = kinds.get(quantity.kind)
        if known is None or (quantity.best or 0) > (known.best or 0):
            kinds[quantity.kind] = quantity
    return tuple(kinds.values())


def _voice(mention: Mention) -> str:
    """Return who asserts a mention at last; the writer is the empty name."""
    source = mention.attribution[-1].source if mention.attribution else None
    if source is None:
        return "" if not mention.attribution else mention.attribution[-1].cue
    return source.name if isinstance(source, Party) else source.text


def _weight(mention: Mention) -> tuple[int, int, float, int]:
    """Rank mentions by how real, how complete, how sure, and how early they are."""
    said = bool(mention.actors) + bool(mention.recipients)
    said += (mention.day is not None) + (mention.place is not None)
    real = _REALITY.get((mention.status, mention.polarity), 1)
    return real, said, mention.confidence, -mention.trigger.start


def _merged(sides: Iterable[Sequence[Party]]) -> tuple[Party, ...]:
    """Return the parties of the fullest telling; those of the best one when equal."""
    return tuple(max(sides, key=lambda side: len({p.name for p in side}), default=()))


def _identity(mentions: Sequence[Mention]) -> str:
    key = "\x1f".join(mention.id for mention in mentions)
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()
