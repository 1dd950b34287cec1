"""TIMEX3 values and the intervals they mean (TimeML 1.2.1; weeks follow ISO 8601)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

__all__ = [
    "SEASON_STARTS",
    "Meaning",
    "away",
    "century",
    "day",
    "days_between",
    "decade",
    "length",
    "moment",
    "month",
    "narrowed",
    "narrowed_to_part",
    "quarter",
    "reference",
    "rounded",
    "season",
    "shifted",
    "unresolved",
    "week",
    "weekend",
    "year",
]

SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
THIRDS = {"START": 1, "MID": 2, "END": 3}
MONTHLY = ("season", "quarter", "year", "decade", "century")
NARROWED = ("week", "month", "season", "quarter", "year", "decade", "century")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a time expression means; the fields are those of `model.Time`.

    `dated` is true when the text itself gave the year, so that later dates may take it.
    """

    kind: str = "date"
    value: str | None = None
    earliest: date | None = None
    latest: date | None = None
    precision: str | None = None
    reason: str = ""
    dated: bool = False

    def because(self, reason: str, *, dated: bool | None = None) -> Meaning:
        """Return the same meaning with the reason for it."""
        return replace(self, reason=reason, dated=self.dated if dated is None else dated)


def day(when: date) -> Meaning:
    """Return a calendar day."""
    return Meaning(value=when.isoformat(), earliest=when, latest=when, precision="day")


def days_between(first: date, last: date) -> Meaning:
    """Return a stretch of days, its value an ISO 8601 interval."""
    value = f"{first.isoformat()}/{last.isoformat()}"
    return Meaning(value=value, earliest=first, latest=last, precision="day")


def moment(when: date, code: str) -> Meaning:
    """Return a part of a day (MO, NI …) or a clock time (08:20) on it."""
    value = f"{when.isoformat()}T{code}"
    return Meaning(kind="time", value=value, earliest=when, latest=when, precision="day")


def week(when: date) -> Meaning:
    """Return the ISO week, Monday to Sunday, that holds a day."""
    monday = when - timedelta(days=when.weekday())
    number = when.isocalendar()
    value = f"{number.year:04}-W{number.week:02}"
    return Meaning(
        value=value, earliest=monday, latest=monday + timedelta(days=6), precision="week"
    )


def weekend(when: date) -> Meaning:
    """Return Saturday and Sunday of the ISO week that holds a day."""
    whole = week(when)
    saturday = when + timedelta(days=5 - when.weekday())
    return replace(
        whole,
        value=f"{whole.value}-WE",
        earliest=saturday,
        latest=saturday + timedelta(days=1),
        precision="day",
    )


def month(number: int, month_number: int) -> Meaning:
    """Return a month of a year."""
    return _months(number, month_number, 1, f"{number:04}-{month_number:02}", "month")


def quarter(number: int, quarter_number: int) -> Meaning:
    """Return a calendar quarter, 1 to 4."""
    value = f"{number:04}-Q{quarter_number}"
    return _months(number, quarter_number * 3 - 2, 3, value, "quarter")


def season(number: int, code: str) -> Meaning:
    """Return a northern season of three months; winter begins in December of its year."""
    return _months(number, SEASON_STARTS[code], 3, f"{number:04}-{code}", "season")


def year(number: int) -> Meaning:
    """Return a year of the common era."""
    return _years(number, number, f"{number:04}", "year")


def decade(first: int) -> Meaning:
    """Return the ten years from `first`; the value is its first three digits."""
    return _years(first, first + 9, f"{first // 10:03}", "decade")


def century(ordinal: int) -> Meaning:
    """Return a century of the common era; the 20th is 1901 to 2000, its value 19."""
    return _years(ordinal * 100 - 99, ordinal * 100, f"{ordinal - 1:02}", "century")


def length(amount: float | str, code: str) -> Meaning:
    """Return a duration: `amount` is a number or X, `code` a unit such as D, TH or 2W."""
    if code[0].isdigit():
        amount = amount if isinstance(amount, str) else amount * int(code[0])
        code = code[1:]
    figure = amount if isinstance(amount, str) else f"{amount:g}" if amount < 1e6 else f"{amount:f}"
    value = f"PT{figure}{code[1:]}" if code.startswith("T") else f"P{figure}{code}"
    return Meaning(kind="duration", value=value)


def reference(value: str) -> Meaning:
    """Return PAST_REF, PRESENT_REF or FUTURE_REF."""
    return Meaning(value=value)


def unresolved(kind: str, reason: str) -> Meaning:
    """Return a meaning without value, and why."""
    return Meaning(kind=kind, reason=reason)


def shifted(when: date, amount: float, code: str) -> date | None:
    """Return the day that lies `amount` units from `when`, None outside years 1 to 9999."""
    if code[0].isdigit():
        amount, code = amount * int(code[0]), code[1:]
    days = {"TS": 1 / 86400, "TM": 1 / 1440, "TH": 1 / 24, "D": 1, "W": 7}.get(code)
    try:
        if days is not None:
            return when + timedelta(days=int(amount * days))
        count = when.year * 12 + when.month - 1 + round(amount * _months_in(code))
        number, month_number = divmod(count, 12)
        last = monthrange(number, month_number + 1)[1]
        return date(number, month_number + 1, min(when.day, last))
    except (OverflowError, ValueError):
        return None


def rounded(when: date, code: str) -> Meaning:
    """Return the unit of size `code` that holds a day."""
    code = code.lstrip("2")
    if code == "W":
        return week(when)
    if code == "M":
        return month(when.year, when.month)
    if code in ("Y", "DE", "CE"):
        return year(when.year)
    return day(when)


def away(start: date, amount: float, code: str, reason: str) -> Meaning:
    """Return the unit that lies `amount` units from `start`; half a year is told in months."""
    when = shifted(start, amount, code)
    if when is None:
        return unresolved("date", "outside the calendar")
    if amount != int(amount) and code in ("Y", "DE"):
        return rounded(when, "M" if code == "Y" else "Y").because(reason)
    return rounded(when, code).because(reason)


def narrowed(meaning: Meaning, edge: str, now: date | None) -> Meaning:
    """Return a meaning with its interval cut to an edge: START, MID, END, SOFAR or REST.

    The value stays: TIMEX3 says it in an attribute of its own.
    """
    first, last = meaning.earliest, meaning.latest
    if first is None or last is None or meaning.precision not in NARROWED:
        return meaning
    running = now is not None and first <= now <= last
    if edge == "SOFAR":
        return replace(meaning, latest=now) if running else meaning
    if edge == "REST":
        return replace(meaning, earliest=now) if running else meaning
    return narrowed_to_part(meaning, THIRDS[edge], 3)


def narrowed_to_part(meaning: Meaning, number: int, parts: int) -> Meaning:
    """Return a meaning with its interval cut to part `number` (from 1) of so many equal ones."""
    first, last = meaning.earliest, meaning.latest
    if first is None or last is None:
        return meaning
    if meaning.precision in MONTHLY:
        start, end = _cut_by_months(first, last, number, parts, meaning.precision)
        return replace(meaning, earliest=start, latest=end)
    days = (last - first).days + 1
    start = first + timedelta(days=days * (number - 1) // parts)
    end = first + timedelta(days=days * number // parts - 1)
    return replace(meaning, earliest=start, latest=max(start, end))


def _cut_by_months(
    first: date, last: date, number: int, parts: int, precision: str
) -> tuple[date, date]:
    """Cut whole months, and whole years of decades and centuries."""
    step = 12 if precision in ("decade", "century") else 1
    count = ((last.year - first.year) * 12 + last.month - first.month + 1) // step
    start = shifted(first, round(count * (number - 1) / parts) * step, "M")
    after = shifted(first, round(count * number / parts) * step, "M")
    return start or first, after - timedelta(days=1) if after else last


def _months_in(code: str) -> int:
    return {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[code]


def _months(number: int, first_month: int, count: int, value: str, precision: str) -> Meaning:
    last_year, last_month = divmod(number * 12 + first_month + count - 2, 12)
    if not 1 <= number <= last_year <= MAXYEAR:
        return Meaning(value=value, precision=precision)
    return Meaning(
        value=value,
        earliest=date(number, first_month, 1),
        latest=date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1]),
        precision=precision,
    )


def _years(first: int, last: int, value: str, precision: str) -> Meaning:
    if not 1 <= first <= last <= MAXYEAR:
        return Meaning(value=value, precision=precision)
    return Meaning(
        value=value, earliest=date(first, 1, 1), latest=date(last, 12, 31), precision=precision
    )
