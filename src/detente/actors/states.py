"""Which meaning of a name holds on a day, and what a country name stands for where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from detente.actors.directory import Directory
from detente.actors.entries import Entry, Identity, within
from detente.actors.spot import INNER, Match, Scene
from detente.model import Token

__all__ = [
    "CITIES",
    "KINDS",
    "choose",
    "identity_of",
    "is_addressed",
    "is_homonym",
    "is_located",
    "is_place_only",
    "is_shared",
    "is_undecided",
]

KINDS = {
    "name": "country",
    "nickname": "country",
    "adjective": "country",
    "inhabitant": "people",
    "capital": "country",
    "region": "country",
    "seat": "organisation",
    "organisation": "organisation",
    "group": "group",
    "party": "organisation",
    "force": "organisation",
    "institution": "organisation",
    "people": "people",
}
"""The kind of party that each way of naming gives."""


CITIES = ("capital", "region")
"""The ways of naming that mean a government only where a place is said to act."""


BODIES = ("seat", "organisation", "group", "party", "force", "institution", "people")
"""The ways of naming that several countries may have in common, for a different body each."""


def is_shared(entries: tuple[Entry, ...]) -> bool:
    """Tell whether bodies of several countries go by a name, and nothing else does."""
    known = [entry for entry in entries if entry.how != "person"]
    return len({e.country for e in known}) > 1 and all(e.how in BODIES for e in known)


def is_homonym(entries: tuple[Entry, ...]) -> bool:
    """Tell whether a name is both a state and a province of another one ("Georgia")."""
    states = {entry.country for entry in entries if entry.how == "name"}
    return any(e.how == "region" and e.country not in states for e in entries) and bool(states)


def is_undecided(entry: Entry) -> bool:
    """Tell whether an entry is of a people or party whose country the text leaves open."""
    return entry.how in ("people", "party") and entry.country is None


def choose(
    entries: tuple[Entry, ...],
    day: date | None,
    *,
    prefer: str = "",
    near: Iterable[str] = (),
) -> Entry | None:
    """Return the meaning that holds on `day`, the nearest in time when none does.

    Among several that hold, those of the first country of `near` that any of them has, and of
    these one whose `how` is `prefer`, then the first of the tables.
    """
    known = [entry for entry in entries if entry.how != "person"]
    if not known:
        return None
    holding = [entry for entry in known if within(day, entry.from_, entry.until)]
    rest = holding or sorted(known, key=lambda e: _distance(e, day))
    for code in near:
        fitting = [entry for entry in rest if entry.country == code]
        if fitting:
            rest = fitting
            break
    if not holding:
        return rest[0]
    return next((entry for entry in rest if entry.how == prefer), rest[0])


def _distance(entry: Entry, day: date | None) -> timedelta:
    if day is None:
        return date.max - (entry.until or date.max)
    if entry.from_ and day < entry.from_:
        return entry.from_ - day
    return day - (entry.until or day)


def identity_of(entry: Entry, directory: Directory) -> Identity:
    """Return what a name stands for by itself."""
    sectors = tuple(s for s in entry.sectors if s != "UNK")
    reason = f"{entry.file}: {entry.written} ({entry.how})"
    if entry.how == "adjective":
        return Identity(
            directory.country_name(entry.country), "country", entry.country, sectors, reason=reason
        )
    name = entry.written if entry.how in CITIES else entry.name
    kind = KINDS.get(entry.how, "organisation")
    return Identity(name, kind, entry.country, sectors, reason=reason)


def is_located(scene: Scene, token: Token, directory: Directory, effect: str = "locative") -> bool:
    """Tell whether a name stands after a preposition of place ("in Syria")."""
    tree = scene.tree
    while token.dep == "conj" and (above := tree.head(token)) is not None:
        token = above
    prep = tree.head(token)
    return (
        prep is not None
        and token.dep == "pobj"
        and prep.tag in ("IN", "TO", "RB")
        and directory.has(effect, prep.lemma)
    )


def is_addressed(scene: Scene, token: Token, directory: Directory) -> bool:
    """Tell whether a name is the one spoken or given to ("protested to Ankara")."""
    prep = scene.tree.head(token)
    above = scene.tree.head(prep) if prep is not None and prep.lemma == "to" else None
    return above is not None and directory.has("addressing", above.lemma)


def is_place_only(scene: Scene, match: Match, directory: Directory) -> bool:
    """Tell whether a capital is no more than a place here, and so no party."""
    token = scene.tokens[match.head]
    if is_located(scene, token, directory):
        return True
    if token.dep in (*INNER, "npadvmod", "nmod") and token.head != token.index:
        return True
    if token.dep == "ROOT":
        return True
    return _in_place_list(scene, match)


def _in_place_list(scene: Scene, match: Match) -> bool:
    """Tell whether the country follows its city after a comma ("Paris, France")."""
    at = match.last + 2
    if at >= len(scene.tokens) or scene.tokens[match.last + 1].text != ",":
        return False
    after = scene.by_token.get(at)
    if after is None or after.first != at:
        return False
    codes = {entry.country for entry in match.entries}
    named = [entry for entry in after.entries if entry.how == "name"]
    return any(entry.country in codes for entry in named)
