"""The brief: what a reader needs to know of a dyad in one month, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente.analysis.chart import Picture
from detente.analysis.coverage import Coverage, documents_by_day, read_coverage
from detente.analysis.filters import OWN, POLARITIES, STATUSES, Filters
from detente.analysis.ledger import Ledger, read_entries
from detente.analysis.occurrences import Occurrence, read_occurrences
from detente.analysis.series import Point, point_of, series
from detente.analysis.sheet import weight
from detente.analysis.sides import Side
from detente.analysis.telling import Paper, Statement, Telling, read_papers, read_tellings
from detente.analysis.tension import HALF_LIFE_DAYS, Reading, tension_of
from detente.analysis.turning import TurningPoint, turning_points
from detente.analysis.wording import describe_chart
from detente.errors import SettingError
from detente.storage import Store

__all__ = ["Brief", "brief", "picture"]

_MOST_EVENTS = 12
_MOST_ASIDE = 8
_MOST_STATEMENTS = 8
_MOST_CHARACTERS = 200
"""Of a quotation: what stands beside it says the rest."""

_CHART_DAYS = 365
_EARLIER_DAYS = 7  # news of the first day tells of the days before it
_LEVEL = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A situation report on two sides from `first` to `last`, both included.

    `total` adds up what both did to each other; `there` and `back` are what `one` did to
    `other` and the reverse, mutual events standing in both. `now` is the last known reading of
    tension in the month and `before` the one at the end of the month before, None when unknown.
    `events` are the events that count, in order of time, the most telling ones only
    (`more_events` were left out); `aside` those that the filters set aside: planned, denied,
    hypothetical or long past (`more_aside` left out). `statements` are who says what of all
    these. `papers` are the documents cited, `turning` the turning points within the chart.
    """

    one: Side
    other: Side
    first: date
    last: date
    filters: Filters
    coverage: Coverage
    half_life_days: float
    level: float
    total: Point
    there: Point
    back: Point
    claimed: int
    now: Reading | None
    before: Reading | None
    events: tuple[Telling, ...]
    more_events: int
    aside: tuple[Telling, ...]
    more_aside: int
    statements: tuple[Statement, ...]
    papers: tuple[Paper, ...]
    turning: tuple[TurningPoint, ...]
    picture: Picture


def brief(
    store: Store,
    one: Side,
    other: Side,
    first: date,
    last: date,
    *,
    filters: Filters | None = None,
    half_life_days: float = HALF_LIFE_DAYS,
) -> Brief:
    """Return the brief on two sides for the days from `first` to `last`, a month as a rule.

    Raises:
        SettingError: the filters name an imported dataset, which has no sentences to quote.
    """
    chosen = filters or Filters()
    if chosen.dataset != OWN:
        raise SettingError(f"a brief needs texts, and dataset {chosen.dataset!r} brings none")
    coverage = read_coverage(store, first, last, filters=chosen)
    counted = _within(
        read_occurrences(store, one, other, directed=False, filters=chosen), first, last
    )
    everything = replace(chosen, statuses=STATUSES, polarities=POLARITIES, claimed=True)
    known = {item.event for item in counted}
    told = _within(
        read_occurrences(store, one, other, directed=False, filters=everything), first, last
    )
    apart = [item for item in told if item.event not in known]
    shown, aside = _foremost(counted, _MOST_EVENTS), _foremost(apart, _MOST_ASIDE)
    tellings, set_aside = (
        read_tellings(store, found, most_characters=_MOST_CHARACTERS) for found in (shown, aside)
    )
    drawn = picture(
        store,
        one,
        other,
        since=first - timedelta(days=_CHART_DAYS),
        until=last,
        filters=chosen,
        half_life_days=half_life_days,
    )
    cited = [part.quotation.document for part in (*tellings, *set_aside)]
    return Brief(
        one=one,
        other=other,
        first=first,
        last=last,
        filters=chosen,
        coverage=coverage,
        half_life_days=half_life_days,
        level=_LEVEL,
        total=point_of(one.key, other.key, first, coverage.documents, counted),
        there=_side_point(store, one, other, first, last, chosen, coverage),
        back=_side_point(store, other, one, first, last, chosen, coverage),
        claimed=sum(item.claimed for item in counted),
        now=_last_known(drawn.readings, first, last),
        before=_last_known(drawn.readings, first - timedelta(days=31), first - timedelta(days=1)),
        events=tellings,
        more_events=len(counted) - len(tellings),
        aside=set_aside,
        more_aside=len(apart) - len(set_aside),
        statements=_statements(tellings, set_aside),
        papers=read_papers(store, cited),
        turning=tuple(drawn.turning),
        picture=drawn,
    )


def picture(
    store: Store,
    one: Side,
    other: Side,
    *,
    since: date | None = None,
    until: date | None = None,
    filters: Filters | None = None,
    half_life_days: float = HALF_LIFE_DAYS,
    level: float = _LEVEL,
) -> Picture:
    """Return the chart of two sides: tension by day, events by day, week or month, turning points.

    It begins with the first document, or `since` if that is later.
    """
    documents = documents_by_day(store, filters=filters)
    days = read_entries(store, one, other, filters=filters, until=until, documents=documents)
    told = tension_of(Ledger(days, ()), half_life_days=half_life_days, level=level)
    readings = tuple(item for item in told if since is None or item.day >= since)
    points: tuple[Point, ...] = ()
    if readings:
        points = series(
            store,
            one,
            other,
            period=_period(len(readings)),
            directed=False,
            filters=filters,
            since=max(since or date.min, readings[0].day - timedelta(days=_EARLIER_DAYS)),
            until=readings[-1].day,
            documents=documents,
        )
    found = turning_points(store, one, other, filters=filters, days=days)
    turning = tuple(turn for turn in found if readings and turn.day >= readings[0].day)
    return Picture(
        title=f"Tension and events between {one.name} and {other.name}",
        description=describe_chart(readings, points, turning),
        readings=readings,
        points=points,
        turning=turning,
        level=level,
    )


def _period(days: int) -> str:
    if days <= 62:
        return "day"
    return "week" if days <= 3 * 365 else "month"


def _within(items: Sequence[Occurrence], first: date, last: date) -> list[Occurrence]:
    """Return the events that happened from `first` to `last`, in order of time."""
    kept = [item for item in items if item.happened and first <= item.happened <= last]
    return sorted(kept, key=lambda item: (item.happened or first, item.event))


def _foremost(items: Sequence[Occurrence], most: int) -> list[Occurrence]:
    """Return the events that matter most, at most so many, in the order given."""
    ranked = sorted(
        items,
        key=lambda item: (-weight(item.intensity, item.confidence, item.reports), item.event),
    )
    chosen = {item.event for item in ranked[:most]}
    return [item for item in items if item.event in chosen]


def _side_point(
    store: Store,
    actor: Side,
    recipient: Side,
    first: date,
    last: date,
    filters: Filters,
    coverage: Coverage,
) -> Point:
    found = _within(read_occurrences(store, actor, recipient, filters=filters), first, last)
    return point_of(actor.key, recipient.key, first, coverage.documents, found)


def _last_known(readings: Sequence[Reading], first: date, last: date) -> Reading | None:
    known = [r for r in readings if r.tension is not None and first <= r.day <= last]
    return known[-1] if known else None


def _statements(*groups: Sequence[Telling]) -> tuple[Statement, ...]:
    """Return who says what, each sentence of a voice once, voices in order of name."""
    found: dict[tuple[str, str], Statement] = {}
    for telling in (telling for group in groups for telling in group):
        for statement in telling.statements:
            quote = statement.quotation
            words = quote.before + quote.words + quote.after
            found.setdefault((statement.voices[0], words), statement)
    ordered = sorted(found.values(), key=lambda s: (s.voices[0].casefold(), s.event))
    return tuple(ordered[:_MOST_STATEMENTS])
