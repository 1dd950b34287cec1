"""What was monitored: the documents that were read, day by day, whatever they tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.analysis.filters import OWN, Filters
from detente.analysis.sources import rows_by_day
from detente.storage import Store

__all__ = ["Coverage", "documents_by_day", "read_coverage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was read between two days, both included.

    `documents` were coded; `failed` could not be; `undated` have no day of publication and
    stand in no series, whatever the days asked for. `days` counts the days on which at least
    one document was printed, `sources` the named sources, `first` and `last` the first and
    last day of publication, None without documents.
    """

    documents: int
    failed: int
    undated: int
    days: int
    sources: int
    first: date | None
    last: date | None


def documents_by_day(store: Store, *, filters: Filters | None = None) -> Mapping[date, int]:
    """Return how many documents were coded by day of publication; days without any are absent.

    This is what rates are divided by. All documents of the store count, not only those that
    name the dyad: how often it is named is what is measured. `filters.sources` limits them.
    Of an imported dataset, which comes without documents, all its rows are counted instead.
    """
    chosen = filters or Filters()
    if chosen.dataset != OWN:
        return rows_by_day(store, chosen)
    condition, values = _condition(chosen)
    rows = store.connection.execute(
        "SELECT published, count(*) FROM documents "
        f"WHERE failure IS NULL AND published IS NOT NULL AND {condition} "
        "GROUP BY published ORDER BY published",
        values,
    )
    return dict(rows.fetchall())


def read_coverage(
    store: Store, first: date, last: date, *, filters: Filters | None = None
) -> Coverage:
    """Return what was read from `first` to `last`, both included."""
    condition, values = _condition(filters or Filters())
    ((documents, failed, undated, days, sources, start, end),) = store.connection.execute(
        f"""SELECT count(*) FILTER (failure IS NULL AND inside),
            count(*) FILTER (failure IS NOT NULL AND inside),
            count(*) FILTER (failure IS NULL AND published IS NULL),
            count(DISTINCT published) FILTER (failure IS NULL AND inside),
            count(DISTINCT source) FILTER (failure IS NULL AND inside),
            min(published) FILTER (failure IS NULL AND inside),
            max(published) FILTER (failure IS NULL AND inside)
        FROM (SELECT *, coalesce(published BETWEEN ? AND ?, false) AS inside FROM documents)
        WHERE {condition}""",
        [first, last, *values],
    ).fetchall()
    return Coverage(
        documents=documents,
        failed=failed,
        undated=undated,
        days=days,
        sources=sources,
        first=start,
        last=end,
    )


def _condition(filters: Filters) -> tuple[str, list[Any]]:
    if filters.sources:
        return "source IN (SELECT unnest(?::VARCHAR[]))", [list(filters.sources)]
    return "true", []
