"""What each layer adds to a text: parties, places, times, attributions, quantities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.model.text import Span

__all__ = ["Attribution", "Party", "Place", "Quantity", "Reality", "Time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One actor or recipient as named in the text, with what it stands for on that day.

    `country` is ISO 3166 alpha-3 or one of PLOVER's IGO UNO EUR NGO ISM IMG MNC; `sector` is
    the first of `sectors`; None where the text and the tables do not say. `kind` is "person",
    "country", "organisation", "group" or "people" (an agent noun such as "protesters").
    `name` is the canonical name ("François Hollande" for "he"); `role` the office held on the
    document's date, or stated in the text. `head` is the token number, in sentence number
    `sentence`, of the word that carries the phrase. `reason` says which table row or rule
    decided.
    """

    sentence: int
    head: int
    start: int
    end: int
    text: str
    name: str
    kind: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    reason: str = ""

    @property
    def sector(self) -> str | None:
        """The primary sector, None when unknown."""
        return self.sectors[0] if self.sectors else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place named in the text, with where it is.

    `latitude` and `longitude` are degrees (WGS 84), None for a place that the gazetteer lacks.
    `precision` is "city", "admin2", "admin1", "country", "region", "feature" or None;
    `demonym` is true for a country adjective or inhabitant. `geonames` is the GeoNames number.
    """

    sentence: int
    start: int
    end: int
    text: str
    name: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    precision: str | None = None
    demonym: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression and the interval it means.

    `kind` is "date", "time", "duration" or "set"; `value` follows TIMEX3; None when it cannot
    be resolved (no date of publication). `earliest` and `latest` bound the interval, both
    included; `precision` is "day", "week", "month", "season", "year", "decade", "century" or
    None. `reason` says what it was counted from.
    """

    sentence: int
    start: int
    end: int
    text: str
    kind: str
    value: str | None = None
    earliest: date | None = None
    latest: date | None = None
    precision: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what: a source, the word that says so, and the words attributed to it.

    `source` is None where the text names none ("reportedly"). `stance` is "states", "alleges",
    "denies", "confirms", "promises", "warns", "asks", "believes", or "withholds" where the word
    is negated ("would not confirm that", "did not deny it"). `party` is the number of the source
    in the document's parties, None when it is none of them. `parts` are the stretches of `content`
    that are said, in text order, where source, cue or the writer stand between them; empty where
    all of it is.
    """

    sentence: int
    cue: Span
    content: Span
    source: Span | None = None
    direct: bool = False
    stance: str = "states"
    party: int | None = None
    parts: tuple[Span, ...] = ()

    @property
    def said(self) -> tuple[Span, ...]:
        """What is said, without what stands between: at least one stretch."""
        return self.parts or (self.content,)

    def holds(self, start: int, end: int) -> bool:
        """Tell whether some of the characters from `start` to `end` are said."""
        return any(part.overlaps(start, end) for part in self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of people or things, as an estimate between `low` and `high`.

    `kind` is "dead", "injured", "missing", "displaced", "arrested", "abducted", "troops",
    "crowd" and so on. `best` is None when the text gives only bounds.
    """

    sentence: int
    start: int
    end: int
    text: str
    kind: str
    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Reality:
    """What the text says of a clause's reality.

    `status` is "actual", "planned", "hypothetical" or "historical", `polarity` "positive" or
    "negated"; `reasons` are the rules that decided, outermost first.
    """

    status: str = "actual"
    polarity: str = "positive"
    reasons: tuple[str, ...] = ()
