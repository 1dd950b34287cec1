"""What a time is counted from: the day of speaking, the tense, and the story so far.

News counts from its day of publication, speech in quotation marks from the day on which it
was said, and a narrative of the past from the date that it gave last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from detente.times.values import Meaning, day

__all__ = ["Anchor", "Story", "nearest_day", "nearest_month", "nearest_weekday", "valid_day"]

POINTS = frozenset({"day", "week", "month", "season", "quarter", "year"})
MEMORY_SENTENCES = 1
BACK_DAYS = 200
LONG_GONE_DAYS = 180
ASIDE_YEARS = 10
COUNTABLE_YEARS = range(100, 9900)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What one expression is counted from.

    `now` is the day of speaking, which `origin` names. `last` is what the text dated last and
    `last_day` the last single day; None at the start. `follows` is true where an undated day
    continues the story from `last` instead of lying near `now`. `ahead` is the year named by
    an expression that this one is joined to ("October 19 to November 3, 2016"). `near` is true
    when `last` was given in the same paragraph.
    """

    now: date
    origin: str
    tense: str | None = None
    last: Meaning | None = None
    last_day: Meaning | None = None
    follows: bool = False
    ahead: int | None = None
    near: bool = False

    def reason(self, what: str) -> str:
        """Return a sentence's worth of reason: what was counted, from what, in which tense."""
        tense = f" ({self.tense} tense)" if self.tense else ""
        return f"{what} {self.origin}{tense}"


@dataclass(slots=True)
class Story:
    """The dates of a document as they are read, in order.

    A date of publication at the calendar's very edges is a filler and taken for unknown.

    `past` is true for a document that tells of years long gone, whose bare days never mean
    those around the publication.
    """

    published: date | None
    past: bool = False
    last: Meaning | None = None
    last_day: Meaning | None = None
    sentence: int = field(default=-99)
    paragraph: int = field(default=-99)

    def __post_init__(self) -> None:
        """Drop a filler such as 0001-01-01."""
        if self.published is not None and self.published.year not in COUNTABLE_YEARS:
            self.published = None

    def note(self, meaning: Meaning, sentence: int, paragraph: int) -> None:
        """Move on to a date that the text has just given."""
        if meaning.earliest is None or meaning.precision not in POINTS:
            return
        if meaning.earliest.year not in COUNTABLE_YEARS:
            return
        if meaning.kind not in ("date", "time") or (self.past and not meaning.dated):
            return
        if self._is_aside(meaning):
            return
        if meaning.earliest == meaning.latest:
            self.last_day = meaning
        elif self.last_day is not None and not _within(self.last_day, meaning):
            self.last_day = None
        self.last, self.sentence, self.paragraph = meaning, sentence, paragraph

    def _is_aside(self, meaning: Meaning) -> bool:
        """Tell whether a bare year lies so far off that the story only glances at it."""
        if not self.past or self.last is None or meaning.precision != "year":
            return False
        if meaning.earliest is None or self.last.earliest is None:
            return False
        return abs(meaning.earliest.year - self.last.earliest.year) > ASIDE_YEARS

    def anchor(
        self,
        *,
        sentence: int,
        paragraph: int,
        tense: str | None,
        said: date | None,
        ahead: int | None,
    ) -> Anchor | None:
        """Return what to count from in a sentence; None when the text gives nothing at all.

        `said` is the day on which the words were spoken, if they are quoted.
        """
        now = said or self.published
        origin = "day of speech" if said else "publication"
        if now is None:
            if self.last is None or self.last.latest is None:
                return None
            now, origin = self.last.latest, "date in the text"
        recent = self.paragraph == paragraph and sentence - self.sentence <= MEMORY_SENTENCES
        continues = self._long_gone(now) and (self.past or (recent and tense != "future"))
        return Anchor(
            now=now,
            origin=origin,
            tense=tense,
            last=self.last,
            last_day=self.last_day,
            follows=continues,
            ahead=ahead,
            near=self.paragraph == paragraph,
        )

    def _long_gone(self, now: date) -> bool:
        if self.last is None or self.last.latest is None or not self.last.dated:
            return False
        return self.published is None or (now - self.last.latest).days > LONG_GONE_DAYS


def _within(inner: Meaning, outer: Meaning) -> bool:
    if inner.earliest is None or outer.earliest is None or outer.latest is None:
        return False
    return outer.earliest <= inner.earliest <= outer.latest


def nearest_day(anchor: Anchor, month: int, number: int) -> Meaning | None:
    """Return the day that an undated "October 19" means as a bare interval; None if no year fits.

    By the story where it goes on; else near the day of speaking: in the past tense a day ahead
    counts only when it is close, in the future tense a day behind.
    """
    if anchor.ahead is not None:
        found = valid_day(anchor.ahead, month, number)
        return _stamp(found, "year given beside it", dated=True)
    if anchor.follows and anchor.last is not None and anchor.last.earliest is not None:
        found = _onward(anchor.last, month, number)
        return _stamp(found, "year of the date before it", dated=True)
    weights = {"past": (12.0, 1.0), "future": (1.0, 12.0), None: (1.2, 1.0)}[anchor.tense]

    def distance(when: date) -> float:
        days = (when - anchor.now).days
        return days * weights[0] if days > 0 else -days * weights[1]

    years = range(anchor.now.year - 4, anchor.now.year + 5)
    days = [found for year in years if (found := valid_day(year, month, number)) is not None]
    return _stamp(min(days, key=distance, default=None), anchor.reason("year nearest to"))


def nearest_month(anchor: Anchor, month: int) -> tuple[int, str, bool]:
    """Return the year of an undated month, the reason, and whether the text gave the year."""
    if anchor.ahead is not None:
        return anchor.ahead, "year given beside it", True
    if anchor.follows and anchor.last is not None:
        onward = _onward(anchor.last, month, 28)
        if onward is not None:
            return onward.year, "year of the date before it", True
    year = anchor.now.year
    if anchor.tense == "future":
        return (
            year + (month < anchor.now.month),
            anchor.reason("next month of that name from"),
            False,
        )
    return year - (month > anchor.now.month), anchor.reason("last month of that name before"), False


def nearest_weekday(anchor: Anchor, weekday: int) -> date:
    """Return the day that a bare weekday (1 Monday to 7) means.

    The day of speaking itself when it bears the name, else the next one in the future tense
    and the last one otherwise.
    """
    ahead = (weekday - anchor.now.isoweekday()) % 7
    if anchor.tense == "future":
        return anchor.now + timedelta(days=ahead)
    return anchor.now - timedelta(days=(7 - ahead) % 7)


def valid_day(year: int, month: int, number: int) -> date | None:
    """Return the day, None when the month has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _onward(last: Meaning, month: int, number: int) -> date | None:
    """Return the first such day from a little before `last`: stories run forward."""
    if last.earliest is None:
        return None
    year = last.earliest.year
    if last.precision == "year":
        return valid_day(year, month, number)
    options: Sequence[int] = (year, year + 1)
    threshold = last.earliest - timedelta(days=BACK_DAYS) if year > 1 else last.earliest
    for option in options:
        found = valid_day(option, month, number)
        if found is not None and found >= threshold:
            return found
    return valid_day(year, month, number)


def _stamp(when: date | None, reason: str, *, dated: bool = False) -> Meaning | None:
    return None if when is None else day(when).because(reason, dated=dated)
