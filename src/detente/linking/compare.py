"""Whether two mentions tell of one happening, and why."""

from __future__ import annotations

from collections.abc import Iterable

from detente.model import Mention, Party

__all__ = ["same_happening"]


def same_happening(one: Mention, other: Mention) -> str | None:
    """Return why two mentions tell of one happening, None when they do not or may not.

    They do when they are about the same kind of act, their parties agree on both sides, and
    neither day nor place contradicts.
    """
    kind = _shared_kind(one, other)
    if kind is None or _days_differ(one, other) or _places_differ(one, other):
        return None
    parties = _shared_parties(one, other)
    return f"{kind}; {parties}" if parties else None


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
    return _stem(one.trigger.text) == _stem(other.trigger.text)


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


def _shared_parties(one: Mention, other: Mention) -> str | None:
    """Name the parties that both share; None when a side of one contradicts the other."""
    everyone = _names(one.actors + one.recipients), _names(other.actors + other.recipients)
    shared = everyone[0] & everyone[1]
    if not shared:
        return None
    if one.act.type == other.act.type and not (_is_mutual(one) or _is_mutual(other)):
        for mine, theirs in ((one.actors, other.actors), (one.recipients, other.recipients)):
            if mine and theirs and not _names(mine) & _names(theirs):
                return None
    elif not (everyone[0] <= everyone[1] or everyone[1] <= everyone[0]):
        return None
    return f"shared parties {', '.join(sorted(shared))}"


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
