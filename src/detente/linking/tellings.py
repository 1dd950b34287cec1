"""What linking compares: mentions reduced to what tells happenings apart, and their accounts.

A telling is one mention. An account is what one document tells of one happening: the tellings
that linking within the document has joined, less those that a person has split off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.linking.wording import Weighed, Words

__all__ = ["Account", "Days", "Key", "Telling", "Toll", "Where", "Who", "account_of", "order_of"]

_REPORTED_WITHIN_DAYS = 3
_PLANNED_AHEAD_DAYS = 14


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a mention is known by: its text, sentence and words; `at` is where the words begin."""

    digest: str
    start: int
    end: int
    trigger: str
    at: int


@dataclass(frozen=True, slots=True)
class Who:
    """A party of a telling; None for a country or sector that is not known."""

    name: str
    country: str | None = None
    sector: str | None = None
    kind: str = "country"

    @property
    def proper(self) -> str | None:
        """The name, if it is a proper one ("Nidal Hasan", no "soldier" and no country)."""
        described = self.kind in {"country", "people"} or "(" in self.name
        return None if described or not self.name[:1].isupper() else self.name.casefold()


@dataclass(frozen=True, slots=True)
class Where:
    """A place of a telling, in degrees; `precise` when it is no country and no region."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precise: bool = True


@dataclass(frozen=True, slots=True)
class Toll:
    """A number told: how many dead, injured and so on; None for a bound that is not told."""

    kind: str
    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """An interval, both ends included; `told` by the words, not only by the date of printing."""

    earliest: date
    latest: date
    told: bool = True

    @property
    def count(self) -> int:
        """How many days it holds, at least 1."""
        return (self.latest - self.earliest).days + 1

    def reported(self) -> Days:
        """Return the days on which something reported on these mostly happened."""
        return Days(self.earliest - timedelta(_REPORTED_WITHIN_DAYS), self.latest, told=False)

    def gap_days(self, other: Days) -> int:
        """Return how many days lie between two intervals, 0 when they share one."""
        later = max(self.earliest, other.earliest)
        return max(0, (later - min(self.latest, other.latest)).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One mention as linking sees it.

    `type` and `mode` are those of the act that it tells of; `spoken` when it only speaks of that
    act ("called off the visit"). `trigger` is the stem of its word and `rule` the rule of the
    lexicon that coded it, None when the model did. `event` is what joins it to others of its
    document. `origin` is one for all documents that repeat one text. `words` are the stems of its
    sentence less its parties and places, `story` those of the document. `voice` is who says so at
    last, None for the writer.
    """

    id: str
    document: str
    position: int
    event: str
    key: Key
    type: str
    trigger: str
    mode: str | None = None
    rule: str | None = None
    spoken: bool = False
    origin: str = ""
    published: date | None = None
    status: str = "actual"
    polarity: str = "positive"
    voice: str | None = None
    confidence: float = 0.5
    actors: tuple[Who, ...] = ()
    recipients: tuple[Who, ...] = ()
    day: Days | None = None
    place: Where | None = None
    tolls: tuple[Toll, ...] = ()
    words: frozenset[str] = frozenset()
    story: frozenset[str] = frozenset()

    @property
    def said(self) -> bool:
        """Whether others than the writer say so."""
        return self.voice is not None

    @property
    def confirmed(self) -> bool:
        """Whether it says that the act did happen, or on the writer's own word that it did not."""
        return self.status == "actual" and (self.polarity == "positive" or not self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one document tells of one happening, with what its tellings say together.

    `day` falls back to the days around the date of printing, None without one. `sentences` are
    where its tellings stand: two accounts of one text repeated are known by them.
    """

    id: str
    tellings: tuple[Telling, ...]
    type: str
    modes: frozenset[str]
    triggers: frozenset[str]
    rules: frozenset[str]
    spoken: bool
    statuses: frozenset[str]
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    countries: frozenset[str]
    names: frozenset[str]
    day: Days | None
    place: Where | None
    tolls: tuple[Toll, ...]
    words: Weighed
    story: Weighed

    @property
    def document(self) -> str:
        """The document that tells it."""
        return self.tellings[0].document

    @property
    def origin(self) -> str:
        """What all documents that repeat its text have in common."""
        return self.tellings[0].origin

    @property
    def published(self) -> date | None:
        """When it was printed."""
        return self.tellings[0].published

    @property
    def mutual(self) -> bool:
        """Whether its parties act together, none on the receiving end."""
        return len(self.actors) > 1 and not self.recipients


def order_of(telling: Telling) -> tuple[date, str, int, str]:
    """Return where a telling stands among all: by date of printing, document, place in it."""
    return telling.published or date.min, telling.document, telling.position, telling.id


def account_of(tellings: Iterable[Telling], words: Words) -> Account:
    """Return what the tellings of one document say together; its id follows from the first."""
    told = tuple(sorted(tellings, key=order_of))
    direct = [one for one in told if not one.spoken] or list(told)
    parties = [who for one in told for who in (*one.actors, *one.recipients)]
    return Account(
        id=identity([one.id for one in told]),
        tellings=told,
        type=direct[0].type,
        modes=frozenset(one.mode for one in direct if one.mode),
        triggers=frozenset(one.trigger for one in direct),
        rules=frozenset(one.rule for one in direct if one.rule),
        spoken=all(one.spoken for one in told),
        statuses=frozenset(one.status for one in told),
        actors=max((one.actors for one in direct), key=len),
        recipients=max((one.recipients for one in direct), key=len),
        countries=frozenset(who.country for who in parties if who.country),
        names=frozenset(who.proper for who in parties if who.proper),
        day=_day(told) or _assumed_day(told[0]),
        place=_place(told),
        tolls=_tolls(told),
        words=words.weigh(frozenset().union(*(one.words for one in told))),
        story=words.weigh(told[0].story),
    )


def identity(mentions: Sequence[str]) -> str:
    """Return sixteen hexadecimal digits that stand for mentions in their order."""
    return hashlib.blake2b("\x1f".join(mentions).encode(), digest_size=8).hexdigest()


def _day(tellings: Sequence[Telling]) -> Days | None:
    """Return the first days told, else the first that follow from a report."""
    days = [one.day for one in tellings if one.day]
    return next((day for day in days if day.told), next(iter(days), None))


def _assumed_day(telling: Telling) -> Days | None:
    """Return the days around printing on which something undated mostly happened or will."""
    printed = telling.published
    if printed is None:
        return None
    if telling.status == "planned":
        return Days(printed, printed + timedelta(days=_PLANNED_AHEAD_DAYS), told=False)
    return Days(printed, printed).reported()


def _place(tellings: Sequence[Telling]) -> Where | None:
    """Return the first precise place told, else the first place."""
    places = [one.place for one in tellings if one.place]
    return next((place for place in places if place.precise), next(iter(places), None))


def _tolls(tellings: Sequence[Telling]) -> tuple[Toll, ...]:
    """Return the highest number told of each kind."""
    highest: dict[str, Toll] = {}
    for toll in (toll for one in tellings for toll in one.tolls):
        if toll.kind not in highest or (toll.best or 0) > (highest[toll.kind].best or 0):
            highest[toll.kind] = toll
    return tuple(highest[kind] for kind in sorted(highest))
