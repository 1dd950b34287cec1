"""Resolution: which of the places that share a name is meant, by all names of a document.

Each name's senses are weighed by how well known they are and by how close they lie to the
likely senses of the other names, in turn, until the weights settle (a mean-field reading of
"one document, one area"). A name has one sense in a document unless the text itself says
otherwise ("Springfield, Ohio" and "Springfield, Illinois").
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.places.gazetteer import Sense
from detente.places.names import key
from detente.places.spot import Spot
from detente.places.survey import ALIAS, BARE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Choice", "prior", "resolve"]

MOST_SENSES = 24
"""Senses of a name that are weighed; the least known beyond that are left out."""
ROUNDS = 4
NATIONS = 1.2
SCALE_KM = 160.0
COHERENCE = 3.2
SHARPNESS = 1.5
NEAR, SAME_ADMIN1, SAME_COUNTRY, IN_COUNTRY = 1.0, 0.8, 0.15, 0.4

_STANDING = {"country": 8.5, "region": 7.5, "feature": 6.5, "admin1": -0.3, "admin2": -1.0}
_TIE = {ALIAS: -0.6, BARE: -1.6}
_PAST, _CAPITAL, _METROPOLIS = -2.5, 1.5, 0.3
_SEATED = 0.5  # taken from a unit that shares its name with a city in it


@dataclass(frozen=True, slots=True)
class Choice:
    """The sense chosen for a spot and the evidence that chose it."""

    sense: Sense
    reason: str


@dataclass(slots=True)
class Name:
    """All spots of one name and sense in a document, and the senses it may have."""

    spots: list[int]
    senses: list[Sense]
    priors: list[float]


def prior(sense: Sense) -> float:
    """Return how well known a sense is, on a scale where 1 is ten times the inhabitants."""
    site = sense.site
    size = math.log10(site.population + 10)
    if site.kind in {"country", "region", "feature"}:
        return _STANDING[site.kind] + (_PAST if sense.tie == ALIAS else 0.0)
    renown = (_CAPITAL if site.capital else 0.0) + (_METROPOLIS if site.population > 5e6 else 0.0)
    return size + renown + _STANDING.get(site.kind, 0.0) + _TIE.get(sense.tie, 0.0)


def resolve(found: Sequence[Spot], holders: Mapping[int, str]) -> list[Choice | None]:
    """Return the choice for each spot, None for a name that the gazetteer lacks."""
    names = _names(found, holders)
    chosen: list[Choice | None] = [None] * len(found)
    if not names:
        return chosen
    for name, weights, support in zip(names, *_weigh(names), strict=True):
        best = max(range(len(name.senses)), key=lambda n: (weights[n], -name.senses[n].number))
        for number in name.spots:
            holder = holders.get(found[number].start)
            reason = _reason(name, best, support[best], holder)
            chosen[number] = Choice(name.senses[best], reason)
    return chosen


def _names(found: Sequence[Spot], holders: Mapping[int, str]) -> list[Name]:
    """Group the spots by name; spots that the text places in different areas stay apart."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, spot in enumerate(found):
        if spot.senses:
            demand = spot.type if not holders.get(spot.start) else None
            by_key[f"{key(spot.text)}|{demand}|{spot.demonym}"].append(number)
    return [name for numbers in by_key.values() for name in _split(found, holders, numbers)]


def _split(found: Sequence[Spot], holders: Mapping[int, str], numbers: list[int]) -> list[Name]:
    areas: dict[frozenset[int], list[int]] = {}
    loose: list[int] = []
    last: frozenset[int] | None = None
    first: frozenset[int] | None = None
    for number in numbers:
        spot = found[number]
        if spot.start in holders:
            last = frozenset(sense.number for sense in spot.senses)
            first = first or last
            areas.setdefault(last, []).append(number)
        elif last is not None:
            areas[last].append(number)
        else:
            loose.append(number)
    if first is not None:
        areas[first].extend(loose)
    elif loose:
        areas[frozenset()] = loose
    return [_name(found, spots) for spots in areas.values()]


def _name(found: Sequence[Spot], numbers: list[int]) -> Name:
    narrowest = min(numbers, key=lambda number: len(found[number].senses))
    unique: dict[int, Sense] = {}
    for sense in found[narrowest].senses:
        if sense.number not in unique or prior(sense) > prior(unique[sense.number]):
            unique[sense.number] = sense
    seats = {sense.site.admin1 for sense in unique.values() if sense.site.kind == "city"}
    priors = {n: prior(s) - (_SEATED if n in seats else 0.0) for n, s in unique.items()}
    senses = sorted(unique.values(), key=lambda s: (-priors[s.number], s.number))[:MOST_SENSES]
    return Name(numbers, senses, [priors[sense.number] for sense in senses])


def _weigh(names: Sequence[Name]) -> tuple[list[list[float]], list[list[float]]]:
    """Return for each name the weights of its senses, and the support each has from others."""
    import numpy as np

    owner = np.repeat(np.arange(len(names)), [len(name.senses) for name in names])
    base = np.array([value for name in names for value in name.priors])
    told = np.array(_told(names))[owner]
    kernel = _closeness([sense for name in names for sense in name.senses])
    kernel[owner[:, None] == owner[None, :]] = 0.0
    support = np.zeros_like(base)
    weights = _softmax(base, owner, len(names))
    for _ in range(ROUNDS):
        support = kernel @ (told * weights)
        weights = _softmax(base + COHERENCE * np.log1p(support), owner, len(names))
    cuts = np.flatnonzero(np.diff(owner)) + 1
    parted = [[part.tolist() for part in np.split(values, cuts)] for values in (weights, support)]
    return parted[0], parted[1]


def _told(names: Sequence[Name]) -> list[float]:
    """Return how much each name has to say: more when told often, countries as shares of all."""
    told = [math.sqrt(len(name.spots)) for name in names]
    nations = [name.senses[0].site.kind == "country" for name in names]
    total = sum(value for value, nation in zip(told, nations, strict=True) if nation)
    return [
        NATIONS * value / total if nation else value
        for value, nation in zip(told, nations, strict=True)
    ]


def _softmax(scores: Floats, owner: NDArray[np.intp], names: int) -> Floats:
    import numpy as np

    peak = np.full(names, -np.inf)
    np.maximum.at(peak, owner, scores)
    raised = np.exp(SHARPNESS * (scores - peak[owner]))
    total = np.bincount(owner, weights=raised, minlength=names)
    return np.asarray(raised / total[owner])


def _closeness(senses: Sequence[Sense]) -> Floats:
    """Return how much each sense speaks for each other one, a square of values from 0 to 2."""
    import numpy as np

    sites = [sense.site for sense in senses]
    vast = np.array([site.kind in {"country", "region", "feature"} for site in sites])
    radians = np.radians([(site.latitude, site.longitude) for site in sites])
    xyz = np.stack(
        [
            np.cos(radians[:, 0]) * np.cos(radians[:, 1]),
            np.cos(radians[:, 0]) * np.sin(radians[:, 1]),
            np.sin(radians[:, 0]),
        ],
        axis=1,
    )
    distance = 6371.0 * np.arccos(np.clip(xyz @ xyz.T, -1.0, 1.0))
    near = np.exp(-distance / SCALE_KM) * ~(vast[:, None] | vast[None, :])
    codes = {code: n for n, code in enumerate({site.country for site in sites if site.country})}
    country = np.array([codes.get(site.country or "", -1) for site in sites])
    whole = np.array([site.kind == "country" for site in sites])
    same = (country[:, None] == country[None, :]) & (country >= 0)[:, None]
    unit = np.array([s.number if s.site.kind == "admin1" else s.site.admin1 or -1 for s in senses])
    shared = (unit[:, None] == unit[None, :]) & (unit >= 0)[:, None]
    national = np.where(whole[:, None] | whole[None, :], IN_COUNTRY, SAME_COUNTRY)
    return np.asarray(NEAR * near + SAME_ADMIN1 * shared + national * same)


def _reason(name: Name, best: int, support: float, holder: str | None) -> str:
    if holder:
        return f"the text puts it in {holder}"
    if len(name.senses) == 1:
        return "the only place of that name"
    if max(name.priors) > name.priors[best]:
        return f"close to other places of the text ({support:.2f})"
    return "the best known place of that name"
