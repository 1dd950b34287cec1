"""How pages and notebooks word what they show: labels, days, standings, and text made harmless."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from detente.analysis.plain import inline
from detente.analysis.wording import day_text
from detente.storage import EventRow

__all__ = ["address", "called", "estimate", "happened", "label", "signed", "standing", "voice_name"]

Shape = Mapping[str, Any]


def label(item: object) -> str:
    """Return type and mode of an event, mention or occurrence in small letters: "reject: meet"."""
    kind, mode = _get(item, "type"), _get(item, "mode")
    if kind is None:
        return "type unknown"
    words = f"{kind}: {mode}" if mode else str(kind)
    return words.lower().replace("-", " ").replace("_", " ")


def standing(item: object) -> str:
    """Return how a thing stands: reported, claimed, planned, or said not to have happened."""
    status, polarity = _get(item, "status"), _get(item, "polarity")
    if polarity == "negated":
        return "said not to have happened" if status == "actual" else f"{status}, negated"
    if status != "actual":
        return str(status)
    claimed = _get(item, "claimed")
    if claimed is None:
        return "claimed" if _get(item, "attribution") else "reported"
    return "claimed" if claimed else "reported"


def happened(item: object) -> str:
    """Return when an event happened, as exactly as the text says."""
    day = _get(item, "day")
    if isinstance(day, Mapping):
        return _days_text(date.fromisoformat(day["earliest"]), date.fromisoformat(day["latest"]))
    earliest, latest = _get(item, "day_earliest"), _get(item, "day_latest")
    if earliest is not None:
        return _days_text(earliest, latest or earliest)
    told = _get(item, "told")
    return f"day unknown, told {day_text(told)}" if told else "day unknown"


def _days_text(earliest: date, latest: date) -> str:
    if earliest == latest:
        return day_text(earliest)
    whole = earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1]
    if whole and earliest.year == latest.year:
        if earliest.month == latest.month:
            return f"{earliest:%B} {earliest.year}"
        if (earliest.month, latest.month) == (1, 12):
            return str(earliest.year)
    return f"{day_text(earliest)} to {day_text(latest)}"


def address(row: EventRow) -> str:
    """Return the address of an event's page."""
    return f"/event/{quote(row.id, safe='')}"


def called(parties: Iterable[Shape]) -> str:
    """Return what to call the parties of a shape, "" for none."""
    return ", ".join(dict.fromkeys(_name(party) for party in parties))


def voice_name(voice: Shape) -> str:
    """Return who speaks, by name where it is known."""
    source = voice["source"]
    if source is None:
        return "unnamed sources"
    return _name(source) if "name" in source else inline(source["text"])


def _name(party: Shape) -> str:
    """Return a party's name, or the words that describe it where it has no name of its own."""
    described = party["kind"] not in ("person", "country") or "(" in party["name"]
    return inline(party["text"] if described and " " in party["text"] else party["name"])


def estimate(quantity: Shape) -> str:
    """Return a number as `6`, or with its bounds as `6 (4–9)`, `4 or more`, `up to 9`."""
    low, best, high = quantity["low"], quantity["best"], quantity["high"]
    if best is not None:
        sure = low in (None, best) and high in (None, best)
        return f"{best:,}" if sure else f"{best:,} ({_bounds(low, high)})"
    return _bounds(low, high)


def _bounds(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{low:,}–{high:,}"
    if low is not None:
        return f"{low:,} or more"
    return f"up to {high:,}" if high is not None else "unknown"


def signed(value: float) -> str:
    """Return a figure with its sign, and a minus as wide as a plus."""
    return f"{value:+.1f}".replace("-", "−")


def _get(item: object, name: str) -> Any:  # noqa: ANN401 (a field of a record or of JSON)
    return item.get(name) if isinstance(item, Mapping) else getattr(item, name, None)
