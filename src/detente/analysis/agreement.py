"""Agreement: whether two series, such as ours and an imported dataset's, move together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from detente.analysis.filters import Filters
from detente.analysis.series import Point, series
from detente.analysis.sides import Side
from detente.errors import SettingError
from detente.storage import Store

__all__ = ["MEASURES", "SeriesAgreement", "agreement", "agreements", "correlations"]

MEASURES = tuple(
    field.name
    for field in fields(Point)
    if field.name not in ("actor", "recipient", "start", "documents")
)
"""The figures of a point that can be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesAgreement:
    """How far one measure of two series agrees, point by point.

    `points` is the number of dyad-periods known in both. `pearson` and `spearman` are
    correlations from -1 to 1, None where fewer than three points are known or one series never
    moves; `low` and `high` the band of `pearson`, None below four points. `only_one` and
    `only_other` count the dyad-periods known in one series alone, `mean_one` and `mean_other`
    are the means over the common points.
    """

    measure: str
    points: int
    only_one: int
    only_other: int
    mean_one: float | None
    mean_other: float | None
    pearson: float | None
    spearman: float | None
    low: float | None
    high: float | None


def agreement(
    one: Iterable[Point], other: Iterable[Point], *, measure: str = "events", level: float = 0.9
) -> SeriesAgreement:
    """Return how far two series agree in one measure.

    Points are matched by actor, recipient and start, so that the series of many dyads can be
    compared in one; take both with the same period. Where a series has no value (nothing was
    read) the point is left out: unknown is not nought.

    Formula: Pearson's correlation of the values that both know, and Spearman's, which is that of
    their ranks, equal values sharing the mean rank. Band of Pearson's r over n points:
    tanh(atanh r ± z / sqrt(n - 3)), z being the normal quantile of `level`.
    Direction: 1 is perfect agreement in course, 0 none, -1 the opposite course.
    Unit: none, -1 to 1; the means are in the unit of the measure.
    Cautions: correlation is blind to level; two datasets made from the same wire reports agree
    without either being right. The band is for independent points: months of one dyad are not
    quite that, so it is rather too narrow. Sums and counts agree in part because both follow how
    much was printed.
    Sources: C. Spearman (1904), The proof and measurement of association between two things,
    American Journal of Psychology 15, 72-101; R. A. Fisher (1921), On the probable error of a
    coefficient of correlation deduced from a small sample, Metron 1, 3-32.

    Raises:
        SettingError: `measure` is no figure of a point.
    """
    if measure not in MEASURES:
        raise SettingError(f"no measure {measure!r}; there are {', '.join(MEASURES)}")
    ours, theirs = _known(one, measure), _known(other, measure)
    common = sorted(ours.keys() & theirs.keys())
    x, y = [ours[key] for key in common], [theirs[key] for key in common]
    pearson, spearman = correlations(x, y)
    low, high = _band(pearson, len(common), level)
    return SeriesAgreement(
        measure=measure,
        points=len(common),
        only_one=len(ours.keys() - theirs.keys()),
        only_other=len(theirs.keys() - ours.keys()),
        mean_one=round(sum(x) / len(x), 4) if x else None,
        mean_other=round(sum(y) / len(y), 4) if y else None,
        pearson=pearson,
        spearman=spearman,
        low=low,
        high=high,
    )


def agreements(
    store: Store,
    actor: Side,
    recipient: Side,
    *,
    against: str,
    period: str = "month",
    directed: bool = True,
    filters: Filters | None = None,
    level: float = 0.9,
    since: date | None = None,
    until: date | None = None,
) -> tuple[SeriesAgreement, ...]:
    """Return how far the series of a dyad agree in two datasets, a record for each measure.

    The first is that of `filters.dataset`, our own by default, the other that of `against`; all
    other filters apply to both. `agreement` says what is worked out, and its cautions.

    Raises:
        SettingError: there is no such period or dataset, or the level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise SettingError(f"a level of {level} is not between 0 and 1")
    chosen = filters or Filters()
    one, other = (
        series(
            store,
            actor,
            recipient,
            period=period,
            directed=directed,
            filters=each,
            since=since,
            until=until,
        )
        for each in (chosen, replace(chosen, dataset=against))
    )
    return tuple(agreement(one, other, measure=name, level=level) for name in MEASURES)


def correlations(x: Sequence[float], y: Sequence[float]) -> tuple[float | None, float | None]:
    """Return Pearson's and Spearman's correlation of pairs, -1 to 1.

    None below three pairs, and where one side never moves.
    """
    return _correlation(x, y), _correlation(_ranks(x), _ranks(y))


def _known(points: Iterable[Point], measure: str) -> dict[tuple[str, str, str], float]:
    values = ((point, getattr(point, measure)) for point in points)
    return {
        (point.actor, point.recipient, point.start.isoformat()): float(value)
        for point, value in values
        if value is not None
    }


def _correlation(x: Sequence[float], y: Sequence[float]) -> float | None:
    from statistics import StatisticsError, correlation

    if len(x) < 3:
        return None
    try:
        return round(correlation(x, y), 4)
    except StatisticsError:  # one of them never moves
        return None


def _ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value, equal ones sharing the mean of their places."""
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [sum(places[value]) / len(places[value]) for value in values]


def _band(pearson: float | None, points: int, level: float) -> tuple[float | None, float | None]:
    from math import atanh, sqrt, tanh
    from statistics import NormalDist

    if pearson is None or points < 4:
        return None, None
    middle = atanh(max(-0.999999, min(0.999999, pearson)))
    half = NormalDist().inv_cdf((1 + level) / 2) / sqrt(points - 3)
    return round(tanh(middle - half), 4), round(tanh(middle + half), 4)
