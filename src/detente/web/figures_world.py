"""The outlines of countries, laid flat.

The projection is Equal Earth: areas keep their proportions, so that a large country looks large
because it is. Source: B. Šavrič, T. Patterson and B. Jenny (2018), The Equal Earth map
projection, International Journal of Geographical Information Science 33, 454-465.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt

from detente.places.overlay import Point
from detente.tables import Lexicon, shipped_folder

__all__ = ["Land", "centres", "flattened", "lands"]

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Land:
    """A country's outline: polygons of rings of flat points, the outer ring first."""

    country: str
    polygons: tuple[tuple[Ring, ...], ...]

    def places(self, axis: int) -> list[list[list[float]]]:
        """Return the points' places along one axis, 0 across and 1 along, ring by ring."""
        return [[[point[axis] for point in ring] for ring in rings] for rings in self.polygons]

    def meets(self, across: tuple[float, float], along: tuple[float, float]) -> bool:
        """Tell whether the country's bounds share anything with a rectangle."""
        points = [point for rings in self.polygons for point in rings[0]]
        return all(
            low <= max(p[axis] for p in points) and min(p[axis] for p in points) <= high
            for axis, (low, high) in enumerate((across, along))
        )


def flattened(latitude: float, longitude: float) -> tuple[float, float]:
    """Return where a point in degrees (WGS 84) lies on the flat map, in radii of the globe."""
    angle = asin(_M * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    x = (
        radians(longitude)
        * cos(angle)
        / (_M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    )
    return x, angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


@cache
def lands() -> tuple[Land, ...]:
    """Return the countries of Natural Earth by code; small states have none (`centres`)."""
    path = shipped_folder() / "maps" / "countries.geojson"
    told = json.loads(path.read_text("utf-8"))
    return tuple(
        Land(item["properties"]["country"], _polygons(item["geometry"]["coordinates"]))
        for item in told["features"]
    )


def _polygons(shapes: list[list[list[list[float]]]]) -> tuple[tuple[Ring, ...], ...]:
    return tuple(
        tuple(tuple(_rounded(lat, lon) for lon, lat in ring) for ring in rings) for rings in shapes
    )


def _rounded(latitude: float, longitude: float) -> tuple[float, float]:
    """Return a flat point to a thousandth of the globe's radius: six kilometres."""
    x, y = flattened(latitude, longitude)
    return round(x, 3), round(y, 3)


@cache
def centres(lexicon: Lexicon) -> Mapping[str, tuple[float, float]]:
    """Return latitude and longitude near the middle of every country, by code."""
    rows = lexicon.rows("places/countries.csv", Point)
    return {row.country: (row.latitude, row.longitude) for row in rows}
