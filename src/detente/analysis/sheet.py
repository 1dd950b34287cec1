"""What of a brief stands on one printed page: what is most telling, until the page is full.

A page on a screen is as long as it has to be; one on paper is not. How many lines a text takes is
estimated from its characters, and the style sheet cuts each item off, with "…", at the lines that
are counted here, so that a page is never more than one.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from detente.analysis.telling import Quotation, Statement, Telling
from detente.analysis.wording import counted

if TYPE_CHECKING:
    from detente.analysis.brief import Brief

__all__ = ["MOST_LINES", "Sheet", "sheet_of", "weight"]

MOST_LINES = 3
"""Of the words and particulars of one item; the style sheet cuts off what is more."""

_PAGE = 73.0
_HEAD = 7.0
_CHART = 19.0
_FOOT = 7.5
_SPARE = 1.5
"""Lines of a page, and what of them header, chart, notes and margins for error take."""

_HEADING = 2.0
_GAP = 0.3
_PAPER = 1.0
_CHARACTERS = 105
_PARTICULARS = 80
_TURNING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on paper; `left_off` says what does not, "" for nothing.

    `events` and `aside` are ids of events, `statements` positions among those of the brief,
    `papers` ids of documents, `turning` how many turning points. `command` writes all events.
    """

    events: frozenset[str]
    aside: frozenset[str]
    statements: frozenset[int]
    papers: frozenset[str]
    turning: int
    left_off: str
    command: str


def weight(intensity: float | None, confidence: float, reports: int) -> float:
    """Return how much an event matters: how intense, how sure and how often it is told."""
    return abs(intensity or 0.0) * confidence * reports


@dataclass(slots=True)
class _Page:
    """A page as it fills: the lines left, and what stands on it."""

    left: float
    events: list[str]
    aside: list[str]
    statements: list[int]
    papers: set[str]
    words: set[str]

    def take(self, kind: list[str] | list[int], lines: float, quote: Quotation) -> bool:
        """Make room for an item with its source; tell whether there was any."""
        cost = lines + _GAP + (0 if kind else _HEADING)
        if quote.document not in self.papers:
            cost += _PAPER + (0 if self.papers else _HEADING)
        if cost > self.left:
            return False
        self.left -= cost
        self.papers.add(quote.document)
        self.words.add(_whole(quote))
        return True


def sheet_of(brief: Brief, lead: Sequence[str]) -> Sheet:
    """Return what of a brief stands on one page of paper; `lead` are its opening sentences."""
    turning = brief.turning[-_TURNING:]
    page = _Page(_room(brief, lead), [], [], [], set(), set())
    for kind, number in _turns(brief):
        _place(page, brief, kind, number)
    events, aside, papers = frozenset(page.events), frozenset(page.aside), frozenset(page.papers)
    unsaid = sum(
        k not in page.statements and _whole(said.quotation) not in page.words
        for k, said in enumerate(brief.statements)
    )
    missing = (
        (len(brief.events) + brief.more_events - len(events), "event", None),
        (len(brief.aside) + brief.more_aside - len(aside), "event set aside", "events set aside"),
        (unsaid, "statement", None),
        (len(brief.turning) - len(turning), "turning point", None),
        (len(brief.papers) - len(papers), "source", None),
    )
    return Sheet(
        events=events,
        aside=aside,
        statements=frozenset(page.statements),
        papers=papers,
        turning=len(turning),
        left_off=", ".join(counted(count, one, many) for count, one, many in missing if count),
        command=_command(brief),
    )


def _room(brief: Brief, lead: Sequence[str]) -> float:
    """Return the lines that are left for items."""
    chart = _CHART + _lines(brief.picture.description) if brief.picture.readings else 0.0
    turning = min(len(brief.turning), _TURNING)
    told = _lines(" ".join(lead)) + (_HEADING + 1.5 * turning if turning else 0)
    foot = _FOOT + min(MOST_LINES, _lines(brief.filters.describe()))
    return _PAGE - _HEAD - chart - told - foot - _SPARE


def _turns(brief: Brief) -> Iterator[tuple[str, int]]:
    """Yield what is to be placed in turn: some of each kind, then the rest."""
    kinds: tuple[tuple[str, Sequence[int], int], ...] = (
        ("events", _foremost(brief.events), 4),
        ("statements", range(len(brief.statements)), 2),
        ("aside", _foremost(brief.aside), 2),
    )
    yield from ((kind, one) for kind, places, first in kinds for one in places[:first])
    yield from ((kind, one) for kind, places, first in kinds for one in places[first:])


def _foremost(tellings: Sequence[Telling]) -> list[int]:
    """Return the places of events, those that matter most first."""

    def rank(place: int) -> tuple[float, str]:
        item = tellings[place].occurrence
        return -weight(item.intensity, item.confidence, item.reports), item.event

    return sorted(range(len(tellings)), key=rank)


def _place(page: _Page, brief: Brief, kind: str, number: int) -> None:
    if kind == "statements":
        said = brief.statements[number]
        if _whole(said.quotation) not in page.words and page.take(
            page.statements, _said_lines(said), said.quotation
        ):
            page.statements.append(number)
        return
    told = (brief.events if kind == "events" else brief.aside)[number]
    names = page.events if kind == "events" else page.aside
    if page.take(names, _told_lines(told), told.quotation):
        names.append(told.occurrence.event)


def _told_lines(told: Telling) -> int:
    beside = " ".join([*told.voices, told.place or ""])
    return 1 + min(MOST_LINES, _lines(_whole(told.quotation) + beside, _PARTICULARS))


def _said_lines(said: Statement) -> int:
    return 1 + min(MOST_LINES, _lines(_whole(said.quotation)))


def _whole(quote: Quotation) -> str:
    return quote.before + quote.words + quote.after


def _lines(text: str, more: int = 0) -> int:
    """Return how many lines a text takes on paper, at most; wide characters count twice."""
    wide = sum(east_asian_width(char) in "WF" for char in text)
    return ceil((len(text) + wide + more) / _CHARACTERS)


def _command(brief: Brief) -> str:
    sides = shlex.quote(f"{brief.one.key},{brief.other.key}")
    return f"detente export --dyad {sides} --since {brief.first} --until {brief.last} -o events.csv"
