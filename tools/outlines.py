"""Make src/detente/data/maps/countries.geojson from Natural Earth's countries at 1:110 million.

The shapes come from the wheel of geopandas 0.14.4, which carries them; `pyshp` reads them:

    pip download geopandas==0.14.4 --no-deps -d .
    unzip geopandas-0.14.4-*.whl 'geopandas/datasets/*'
    pip install pyshp && python tools/outlines.py geopandas/datasets/naturalearth_lowres
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

SOURCE = (
    "Natural Earth, Admin 0 Countries, 1:110 million, public domain, naturalearthdata.com; as "
    "carried by geopandas 0.14.4; rounded to a tenth of a degree, without Antarctica"
)
OURS = {"-99": "KOS", "CYN": "CYP", "SOL": "SOM"}
"""Natural Earth's codes where ours differ: what a state claims stands under that state, as in
actors/countries.csv."""
LEFT_OUT = {"ATA"}

Ring = list[tuple[float, float]]


def main(folder: Path) -> None:
    """Write the file from the shapefile in `folder`."""
    import shapefile

    rings: defaultdict[str, list[Ring]] = defaultdict(list)
    shapes = shapefile.Reader(str(folder / "naturalearth_lowres.shp"))
    for item in shapes.shapeRecords():
        code = OURS.get(item.record["iso_a3"], item.record["iso_a3"])
        if code not in LEFT_OUT:
            rings[code] += rings_of(item.shape)
    features = [feature(code, rings[code]) for code in sorted(rings)]
    target = Path(__file__).parents[1] / "src" / "detente" / "data" / "maps" / "countries.geojson"
    lines = ",\n".join(json.dumps(item, separators=(",", ":")) for item in features)
    head = f'{{"type":"FeatureCollection","source":{json.dumps(SOURCE)},"features":[\n'
    target.write_text(f"{head}{lines}\n]}}\n", "utf-8")


def rings_of(shape: Any) -> list[Ring]:  # noqa: ANN401 (pyshp ships no types)
    """Return the rings of a shape, rounded, without those that vanish."""
    bounds = [*shape.parts, len(shape.points)]
    found = [rounded(shape.points[start:end]) for start, end in pairwise(bounds)]
    return [ring for ring in found if len(ring) > 3]


def rounded(points: list[tuple[float, float]]) -> Ring:
    """Return points to a tenth of a degree, each once in a row."""
    kept: Ring = []
    for x, y in points:
        point = (round(x, 1), round(y, 1))
        if not kept or point != kept[-1]:
            kept.append(point)
    return kept


def feature(code: str, rings: list[Ring]) -> dict[str, object]:
    """Return a country as a GeoJSON feature."""
    shape = {"type": "MultiPolygon", "coordinates": polygons(rings)}
    return {"type": "Feature", "properties": {"country": code}, "geometry": shape}


def polygons(rings: list[Ring]) -> list[list[Ring]]:
    """Return polygons: each outer ring, clockwise in a shapefile, with the holes after it."""
    found: list[list[Ring]] = []
    for ring in rings:
        if clockwise(ring) or not found:
            found.append([ring])
        else:
            found[-1].append(ring)
    return found


def clockwise(ring: Ring) -> bool:
    """Tell whether a ring runs clockwise."""
    return sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring)) > 0


if __name__ == "__main__":
    main(Path(sys.argv[1]))
