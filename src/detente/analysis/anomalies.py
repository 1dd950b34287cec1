"""Anomalies: periods in which a dyad is told to be more hostile than its own past explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.analysis.filters import Filters
from detente.analysis.ledger import Ledger, read_entries
from detente.analysis.occurrences import Occurrence, read_occurrences
from detente.analysis.periods import start_of
from detente.analysis.sides import Side
from detente.errors import SettingError
from detente.storage import Store

__all__ = ["Surprise", "anomalies", "hostile_events", "surprises_of"]

_PRIOR_CONFLICTS = 0.5
"""What is added to the past's count, so that a past without conflict allows some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surprise:
    """One period held against the periods before it.

    `conflicts` counts the hostile events told in the period, `expected` how many the past rate
    gives for as many documents. `probability` is that of as many conflicts or more; the
    smaller, the more surprising. `expected` and `probability` are None where nothing was read
    in the period or too little before it. `anomalous`: the probability is below the threshold.
    """

    start: date
    documents: int
    conflicts: int
    expected: float | None
    probability: float | None
    anomalous: bool


def anomalies(
    store: Store,
    actor: Side,
    recipient: Side,
    *,
    period: str = "week",
    directed: bool = False,
    filters: Filters | None = None,
    history: int = 52,
    minimum_history: int = 8,
    threshold: float = 0.01,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Surprise, ...]:
    """Return every period of a dyad with how surprising its hostile events are, in order.

    Formula: conflicts of a period are negative binomial with mean m = n · r, n being the documents
    read in it, and variance m + m² · d. The rate r and the dispersion d come from the
    `history` periods before it (those in which something was read, `minimum_history` at
    least): r is conflicts over documents, half a conflict added, and d by moments from the
    scatter of the same periods about their own expectations, never below 0. A rate learnt from
    few conflicts is itself uncertain, so 1 / (conflicts + 1/2) is added to d. Given is
    P(conflicts or more).
    Direction: the smaller the probability, the more surprising; one-sided, only hostility
    surprises.
    Unit: a probability, 0 to 1; conflicts are events of negative intensity.
    Cautions: of a hundred quiet periods about 100 · `threshold` are flagged by chance, up to twice
    as many where one hostile piece of news sets off others; who looks at many dyads sees many. A
    year of hostility becomes the new normal.
    Days are those of publication. Events of one document count one by one.
    Sources: for counts so modelled, A. C. Cameron and P. K. Trivedi (2013), Regression Analysis
    of Count Data, second edition, Cambridge University Press; for holding a period against those
    before it, C. P. Farrington, N. J. Andrews, A. D. Beale and M. A. Catchpole (1996), A
    statistical algorithm for the early detection of outbreaks of infectious disease, Journal of
    the Royal Statistical Society A 159, 547-563.

    Raises:
        SettingError: there is no such period, or the threshold is not between 0 and 1.
    """
    days = read_entries(store, actor, recipient, directed=directed, filters=filters, until=until)
    found = surprises_of(
        Ledger(days, ()),
        period=period,
        history=history,
        minimum_history=minimum_history,
        threshold=threshold,
    )
    first = since and start_of(since, period)
    return tuple(item for item in found if first is None or item.start >= first)


def hostile_events(
    store: Store,
    actor: Side,
    recipient: Side,
    first: date,
    last: date,
    *,
    directed: bool = False,
    filters: Filters | None = None,
    limit: int = 3,
) -> tuple[Occurrence, ...]:
    """Return the hostile events told from `first` to `last`, largest first: what a surprise is of.

    An event is the larger, the lower its intensity times its confidence.
    """
    found = read_occurrences(
        store, actor, recipient, directed=directed, filters=filters, told=(first, last)
    )
    points = {item: (item.intensity or 0.0) * item.confidence for item in found}
    hostile = sorted(
        (item for item in found if (item.intensity or 0.0) < 0),
        key=lambda item: (points[item], item.event),
    )
    return tuple(hostile[:limit])


def surprises_of(
    ledger: Ledger,
    *,
    period: str = "week",
    history: int = 52,
    minimum_history: int = 8,
    threshold: float = 0.01,
) -> tuple[Surprise, ...]:
    """Return the surprises of a ledger; `anomalies` says what they are."""
    if not 0 < threshold < 1:
        raise SettingError(f"a threshold of {threshold} is not between 0 and 1")
    sums: dict[date, list[int]] = {}
    for entry in ledger.entries:
        both = sums.setdefault(start_of(entry.day, period), [0, 0])
        both[0] += entry.documents
        both[1] += entry.conflicts
    found = []
    known: list[tuple[int, int]] = []
    for start, (documents, conflicts) in sums.items():
        past = known[-history:]
        enough = documents > 0 and len(past) >= max(1, minimum_history)
        expected, probability = _tail(past, documents, conflicts) if enough else (None, None)
        found.append(
            Surprise(
                start=start,
                documents=documents,
                conflicts=conflicts,
                expected=expected,
                probability=probability,
                anomalous=probability is not None and probability < threshold,
            )
        )
        if documents:
            known.append((documents, conflicts))
    return tuple(found)


def _tail(past: Sequence[tuple[int, int]], documents: int, conflicts: int) -> tuple[float, float]:
    """Return the expected conflicts and the probability of `conflicts` or more."""
    from scipy.stats import nbinom

    told = sum(count for _, count in past) + _PRIOR_CONFLICTS
    rate = told / sum(read for read, _ in past)
    mean = rate * documents
    dispersion = _dispersion(past, rate) + 1 / told
    size = 1 / dispersion
    probability = float(nbinom.sf(conflicts - 1, size, size / (size + mean)))
    return round(mean, 4), min(1.0, probability)


def _dispersion(past: Sequence[tuple[int, int]], rate: float) -> float:
    """Return d of the variance m + m² · d by moments, 0 for counts that scatter like Poisson."""
    means = [rate * read for read, _ in past]
    excess = sum((count - m) ** 2 - m for (_, count), m in zip(past, means, strict=True))
    return max(0.0, excess / sum(m * m for m in means))
