"""Analysis: what the events of a store say of two sides, and of all of them together.

In: an open store. Out: frozen records, or a DuckDB relation of events by directed dyad. Every
measure takes the same `Filters`, says in its docstring its formula, direction, unit, cautions
and source, and gives None where too little was read: unknown is never calm.
"""

from detente.analysis.agreement import (
    MEASURES,
    SeriesAgreement,
    agreement,
    agreements,
    correlations,
)
from detente.analysis.anomalies import Surprise, anomalies, hostile_events, surprises_of
from detente.analysis.brief import Brief, brief, picture
from detente.analysis.chart import Picture, draw
from detente.analysis.choosing import filters_of, selection_between, selection_of, side_in
from detente.analysis.countries import Country, countries, last_day
from detente.analysis.coverage import Coverage, documents_by_day, read_coverage
from detente.analysis.filters import STATUSES, Filters
from detente.analysis.findings import (
    describe_agreement,
    describe_anomalies,
    describe_reactions,
    verdict,
)
from detente.analysis.frames import columns_of, frame
from detente.analysis.ledger import Entry, Ledger, ledger_of, read_entries, read_ledger
from detente.analysis.network import Actor, Network, Tie, network, network_of
from detente.analysis.occurrences import Occurrence, occurrences, read_occurrences
from detente.analysis.pages import brief_html, brief_markdown, chart_html, table_of
from detente.analysis.partners import partners
from detente.analysis.periods import PERIODS, month_of, start_of
from detente.analysis.reactions import Reaction, reactions, reactions_of
from detente.analysis.series import Point, series
from detente.analysis.sides import Side, find_side, names_of_codes, side_of
from detente.analysis.tension import HALF_LIFE_DAYS, Reading, tension, tension_of
from detente.analysis.turning import Search, TurningPoint, turning_points, turning_points_of
from detente.analysis.world import DyadRow, Mover, dyads, movers

__all__ = [
    "HALF_LIFE_DAYS",
    "MEASURES",
    "PERIODS",
    "STATUSES",
    "Actor",
    "Brief",
    "Country",
    "Coverage",
    "DyadRow",
    "Entry",
    "Filters",
    "Ledger",
    "Mover",
    "Network",
    "Occurrence",
    "Picture",
    "Point",
    "Reaction",
    "Reading",
    "Search",
    "SeriesAgreement",
    "Side",
    "Surprise",
    "Tie",
    "TurningPoint",
    "agreement",
    "agreements",
    "anomalies",
    "brief",
    "brief_html",
    "brief_markdown",
    "chart_html",
    "columns_of",
    "correlations",
    "countries",
    "describe_agreement",
    "describe_anomalies",
    "describe_reactions",
    "documents_by_day",
    "draw",
    "dyads",
    "filters_of",
    "find_side",
    "frame",
    "hostile_events",
    "last_day",
    "ledger_of",
    "month_of",
    "movers",
    "names_of_codes",
    "network",
    "network_of",
    "occurrences",
    "partners",
    "picture",
    "reactions",
    "reactions_of",
    "read_coverage",
    "read_entries",
    "read_ledger",
    "read_occurrences",
    "selection_between",
    "selection_of",
    "series",
    "side_in",
    "side_of",
    "start_of",
    "surprises_of",
    "table_of",
    "tension",
    "tension_of",
    "turning_points",
    "turning_points_of",
    "verdict",
]
