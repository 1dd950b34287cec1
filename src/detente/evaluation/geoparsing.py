"""Geoparsing: toponyms found in text, and put on the map.

Reads the XML of LGL (Lieberman, Samet and Sankaranarayanan, "Geotagging with Local Lexicons", ICDE
2010) and of GeoVirus (Gritta, Pilehvar and Collier, "Which Melbourne?", ACL 2018), whose offsets
count from 1. The measures follow Gritta, Pilehvar and Collier, "A Pragmatic Guide to Geoparsing
Evaluation" (LRE 2020).
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.evaluation.benchmark import Texts
from detente.evaluation.corpus import find_files, read_xml, refuse
from detente.evaluation.profiles import Profile
from detente.evaluation.results import Figure, Outcome, Table, figures
from detente.evaluation.scores import share, total
from detente.evaluation.spans import Range, by_overlap, nearest, strictly
from detente.model import Annotation, Document, Place
from detente.places.distance import km

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["Toponym", "error_area", "read", "score"]

NEAR_KM = 161.0
"""A hundred miles: the distance within which a place counts as right in the literature."""

FARTHEST_KM = 20039.0
"""Half the equator, the largest error there is."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name of the gold; `point` is latitude and longitude in degrees, None if not given.

    `kind` is GeoNames' class of feature ("P" for towns, "A" for units), None if not given.
    """

    span: Range
    point: tuple[float, float] | None
    kind: str | None = None


def read(path: Path, profile: Profile) -> Texts:
    """Return the articles of a file, or of all .xml and .xml.gz files of a folder.

    Raises:
        InputError: a file cannot be read, is no such XML, or toponyms stand where they are not.
    """
    files = find_files(path, (".xml", ".xml.gz"))
    read_in = [found for file in files for found in _articles(file, profile)]
    documents = tuple(document for document, _ in read_in)
    gold = tuple(toponyms for _, toponyms in read_in)
    return Texts(files, documents, frozenset({"places"}), partial(score, gold=gold))


def _articles(path: Path, profile: Profile) -> Iterator[tuple[Document, tuple[Toponym, ...]]]:
    root = read_xml(path)
    articles = list(root.iter("article"))
    if not articles:
        raise InputError(f"{path}: holds no <article>; give LGL or GeoVirus as published")
    faults: list[str] = []
    for number, article in enumerate(articles):
        name, text = article.get("docid") or str(number), article.findtext("text") or ""
        try:
            toponyms = tuple(_toponyms(article, text))
        except ValueError as error:
            faults.append(f"article {name}: {error}")
            continue
        yield Document(id=f"{path.stem}:{name}", text=text, published=profile.day(None)), toponyms
    refuse(path, faults)


def _toponyms(article: Element, text: str) -> Iterator[Toponym]:
    """Yield the toponyms of an article of either format.

    Raises:
        ValueError: one does not stand where it says.
    """
    for one in article.iter("toponym"):
        tag = one.find("gaztag")
        span = _span(one, text, one.findtext("phrase"), first=0)
        kind = tag.findtext("fclass") if tag is not None else None
        yield Toponym(span, _point(tag), kind)
    for one in article.iter("location"):
        yield Toponym(_span(one, text, one.findtext("name"), first=1), _point(one))


def _span(one: Element, text: str, phrase: str | None, *, first: int) -> Range:
    start, end = (int(one.findtext(name) or -1) - first for name in ("start", "end"))
    if not 0 <= start < end or text[start:end] != phrase:
        raise ValueError(f"{phrase!r} is not what stands from {start + first} to {end + first}")
    return start, end


def _point(one: Element | None) -> tuple[float, float] | None:
    if one is None:
        return None
    latitude, longitude = one.findtext("lat"), one.findtext("lon")
    return (float(latitude), float(longitude)) if latitude and longitude else None


@dataclass(frozen=True, slots=True)
class _Found:
    """A toponym of the gold, whether ours touches it, and how many kilometres off it is placed."""

    toponym: Toponym
    touched: bool
    off_km: float | None

    @property
    def near(self) -> bool:
        return self.off_km is not None and self.off_km <= NEAR_KM


def score(annotations: Iterable[Annotation], *, gold: Sequence[Sequence[Toponym]]) -> Outcome:
    """Return the figures for one annotation an article.

    Toponyms are compared exactly and by any shared character. A toponym is placed where the place
    of ours is that shares most characters with it; errors are measured over those of the gold that
    have coordinates and are placed.
    """
    strict, loose = [], []
    found: list[_Found] = []
    for item, wanted in zip(annotations, gold, strict=True):
        said = [(place.start, place.end) for place in item.places]
        spans = [toponym.span for toponym in wanted]
        strict.append(strictly(said, spans))
        loose.append(by_overlap(said, spans))
        found += [_found(toponym, said, item.places) for toponym in wanted]
    errors = sorted(one.off_km for one in found if one.off_km is not None)
    return Outcome(
        figures=(
            *figures("exact", total(strict)),
            *figures("overlap", total(loose)),
            Figure("within_161km_resolved", share(sum(one.near for one in found), len(errors))),
            Figure("within_161km_all", _near(found)),
            Figure("mean_km", statistics.fmean(errors) if errors else None, falling=True),
            Figure("median_km", statistics.median(errors) if errors else None, falling=True),
            Figure("error_area", error_area(errors), falling=True),
        ),
        tables=(_by_kind(found),),
    )


def _found(toponym: Toponym, said: Sequence[Range], places: Sequence[Place]) -> _Found:
    number = nearest(toponym.span, said)
    if number is None:
        return _Found(toponym, touched=False, off_km=None)
    place = places[number]
    if toponym.point is None or place.latitude is None or place.longitude is None:
        return _Found(toponym, touched=True, off_km=None)
    return _Found(toponym, touched=True, off_km=km(*toponym.point, place.latitude, place.longitude))


def _near(found: Sequence[_Found]) -> float | None:
    """Return the share placed within 161 km of all that have coordinates, found or not."""
    return share(sum(one.near for one in found), sum(o.toponym.point is not None for o in found))


def error_area(errors_km: Sequence[float]) -> float | None:
    """Return the area under the curve of sorted logarithmic errors, 0 (exact) to 1 (antipodes).

    None for no errors.
    """
    if not errors_km:
        return None
    heights = [math.log(1 + error) / math.log(FARTHEST_KM) for error in sorted(errors_km)]
    if len(heights) == 1:
        return heights[0]
    return sum((low + high) / 2 for low, high in pairwise(heights)) / (len(heights) - 1)


def _by_kind(found: Sequence[_Found]) -> Table:
    groups: dict[str, list[_Found]] = {}
    for one in found:
        groups.setdefault(one.toponym.kind or "not said", []).append(one)
    rows = (
        (kind, len(group), share(sum(one.touched for one in group), len(group)), _near(group))
        for kind, group in sorted(groups.items())
    )
    return Table("feature", ("feature", "gold", "touched", "within 161 km"), tuple(rows))
