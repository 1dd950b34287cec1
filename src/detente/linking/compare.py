"""Whether two mentions tell of one happening, and why."""

from __future__ import annotations

from collections.abc import Iterable

from detente.model import Mention, Party

__all__ = ["apart", "names", "same_happening"]


def same_happening(one: Mention, other: Mention) -> str | None:
    """Return why two mentions tell of one happening, None when they do not or may not.

    They do when they are about the same kind of act, share parties, and nothing sets them apart.
    """
    kind = _shared_kind(one, other)
    if kind is None or apart(one, other):
        return None
    shared = names(one) & names(other)
    return f"{kind}; shared parties {', '.join(sorted(shared))}" if shared else None


def apart(one: Mention, other: Mention) -> bool:
    """Tell whether kind of act, day, place or sides show that two mentions are two happenings."""
    if _shared_kind(one, other) is None or _days_differ(one, other) or _places_differ(one, other):
        return True
    return _sides_differ(one, other)


def names(mention: Mention) -> frozenset[str]:
    """Return what the parties of a mention are compared by: country and sector, else name."""
    return _names((*mention.actors, *mention.recipients))


def _shared_kind(one: Mention, other: Mention) -> str | None:
    """Name the act that both tell of: done by both, or planned and cancelled, say."""
    if one.about and other.about:
        same = one.about.type == other.about.type
        return f"both speak of one {one.about.type}" if same else None
    if one.act.type == other.act.type and one.about == other.about and _same_act(one, other):
        return f"both tell of {one.act}"
    if one.about and one.about.type == other.act.type and other.status != "actual":
        return f"{one.trigger.text!r} speaks of the {one.about.type} of {other.trigger.text!r}"
    if other.about and other.about.type == one.act.type and one.status != "actual":
        return f"{other.trigger.text!r} speaks of the {other.about.type} of {one.trigger.text!r}"
    return None


def _same_act(one: Mention, other: Mention) -> bool:
    """Tell whether two acts of one type may be one: by mode, or by word where none is told."""
    if one.act.mode and other.act.mode:
        return one.act.mode == other.act.mode
    stems = sorted((_stem(one.trigger.text), _stem(other.trigger.text)), key=len)
    return stems[1].startswith(stems[0])


def _stem(word: str) -> str:
    """Return the beginning of a word that its inflected forms share."""
    return word.lower()[: max(4, len(word) - 3)]


def _days_differ(one: Mention, other: Mention) -> bool:
    """Tell whether both days are known and apart; what is said later of an act may differ."""
    if one.day is None or other.day is None or one.act.type != other.act.type:
        return False
    return one.day.latest < other.day.earliest or other.day.latest < one.day.earliest


def _places_differ(one: Mention, other: Mention) -> bool:
    if one.place is None or other.place is None:
        return False
    if one.place.country != other.place.country:
        return True
    cities = {one.place.precision, other.place.precision} == {"city"}
    return cities and one.place.name != other.place.name


def _sides_differ(one: Mention, other: Mention) -> bool:
    """Tell whether two tellings of one act name other parties on a side."""
    if one.act.type != other.act.type or _is_mutual(one) or _is_mutual(other):
        return False
    sides = ((one.actors, other.actors), (one.recipients, other.recipients))
    return any(mine and theirs and not _names(mine) & _names(theirs) for mine, theirs in sides)


def _is_mutual(mention: Mention) -> bool:
    return len(mention.actors) > 1 and not mention.recipients


def _names(parties: Iterable[Party]) -> frozenset[str]:
    """Return what parties are compared by: country where known, else the canonical name."""
    return frozenset(_name(party) for party in parties)


def _name(party: Party) -> str:
    if party.country is None:
        return party.name
    if party.sectors and party.sector != "GOV":
        return f"{party.country} {party.sector}"
    return party.country
