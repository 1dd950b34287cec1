"""What an event told in several documents comes to: which telling speaks for which field.

The latest confirmed telling decides whether it happened; plans, denials and suppositions are
history. So is what others claim once a writer has taken it back, until a writer tells it again. Of
each kind of number the latest printed stands that is told as real; earlier tolls, and those that
are denied or supposed, are history too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from detente.linking.cluster import Group
from detente.linking.disputes import Word, dispute
from detente.linking.tellings import Account, Telling, Toll, order_of
from detente.model import Dispute

__all__ = ["Chapter", "Merged", "merge"]

_REAL = frozenset({("actual", "positive"), ("historical", "positive")})
_REALITY = {("historical", "positive"): 3, ("actual", "negated"): 2, ("planned", "positive"): 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What one document said of an event: its place in the event's history."""

    document: str
    published: date | None
    mentions: tuple[str, ...]
    status: str
    polarity: str
    tolls: tuple[Toll, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """An event over documents, its fields given by the mention that each is taken from.

    `best` gives label, words, status, polarity, voices and confidence. `day` and `place` are
    None where nobody tells. `tolls` are a kind of number and the mention that has it. `sources`
    counts texts that do not repeat each other. `disputed` is None where no voices differ; the
    writers of different texts are voices of their own. `history` has a chapter for each document's
    account, in the order of printing.
    """

    id: str
    story: str
    mentions: tuple[str, ...]
    documents: tuple[str, ...]
    sources: int
    best: str
    actors: str
    recipients: str
    day: str | None
    place: str | None
    tolls: tuple[tuple[str, str], ...]
    disputed: Dispute | None
    reasons: tuple[str, ...]
    history: tuple[Chapter, ...]


def merge(group: Group) -> Merged:
    """Return what the accounts of a group come to together."""
    told = [telling for account in group.accounts for telling in account.tellings]
    ranked = _ranked(told)
    best = ranked[0]
    alike = [t for t in ranked if _side_pattern(t) == _side_pattern(best)]
    dated = [(not t.day.told, t.day.count, n, t.id) for n, t in enumerate(ranked) if t.day]
    placed = sorted((t for t in ranked if t.place), key=lambda t: not (t.place and t.place.precise))
    return Merged(
        id=group.accounts[0].id,
        story=group.story,
        mentions=tuple(t.id for t in told),
        documents=tuple(dict.fromkeys(account.document for account in group.accounts)),
        sources=len({account.origin for account in group.accounts}),
        best=best.id,
        actors=max(alike, key=lambda t: len({who.name for who in t.actors})).id,
        recipients=max(alike, key=lambda t: len({who.name for who in t.recipients})).id,
        day=min(dated)[-1] if dated else None,
        place=placed[0].id if placed else None,
        tolls=tuple(_latest_tolls(ranked)),
        disputed=dispute(map(_word, told)),
        reasons=tuple(_reasons(group)),
        history=tuple(map(_chapter, group.accounts)),
    )


def _word(telling: Telling) -> Word:
    voice = telling.voice or f"the writer of {telling.origin}"
    return Word(telling.id, voice, telling.status, telling.polarity)


def _ranked(tellings: Sequence[Telling]) -> list[Telling]:
    """Return tellings, first those that agree with the latest confirmed one, the fullest first."""
    confirmed = _confirmed(tellings)
    if confirmed:
        last = max(t.published or date.min for t in confirmed)
        latest = [t for t in confirmed if (t.published or date.min) == last]
    else:
        latest = [max(tellings, key=lambda t: _REALITY.get((t.status, t.polarity), 0))]
    word = min(latest, key=_rank)
    reality = (word.status, word.polarity, word.spoken)
    return sorted(tellings, key=lambda t: ((t.status, t.polarity, t.spoken) != reality, _rank(t)))


def _confirmed(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the tellings that confirm what happened, or that it did not.

    Once a writer has taken it back, what others claim no longer confirms it: only a writer does.
    """
    confirmed = [t for t in tellings if t.confirmed]
    denied = [t.published or date.min for t in confirmed if t.polarity == "negated"]
    back = min(denied, default=date.max)
    return [t for t in confirmed if not (t.said and (t.published or date.min) >= back)]


def _rank(telling: Telling) -> tuple[int, float, tuple[date, str, int, str]]:
    """Return how much a telling says, how sure it is and how early, the best lowest."""
    said = (telling.actors, telling.recipients, telling.day, telling.place, telling.mode)
    return -sum(map(bool, said)), -telling.confidence, order_of(telling)


def _side_pattern(telling: Telling) -> tuple[str, bool, bool]:
    """Return what tellings must share for their parties to stand for each other's."""
    return telling.type, telling.spoken, bool(telling.recipients)


def _latest_tolls(ranked: Sequence[Telling]) -> Iterable[tuple[str, str]]:
    """Yield for each kind of number the mention that had it last, the highest of that day.

    What is denied, planned or supposed counts only where nobody tells of it as real.
    """
    ranked = [t for t in ranked if (t.status, t.polarity) in _REAL] or ranked
    kinds = sorted({toll.kind for telling in ranked for toll in telling.tolls})
    for kind in kinds:
        having = [
            ((t.published or date.min, toll.best or 0), t.id)
            for t in ranked
            for toll in t.tolls
            if toll.kind == kind
        ]
        last = max(key for key, _ in having)
        yield kind, next(name for key, name in having if key == last)


def _reasons(group: Group) -> Iterable[str]:
    """Yield why each account but the first belongs."""
    words = {account.id: account.tellings[0] for account in group.accounts}
    for tie in group.ties:
        if tie.to is not None:
            one, other = words[tie.account], words[tie.to]
            yield (
                f"{one.key.trigger!r} in {one.document} joins "
                f"{other.key.trigger!r} in {other.document}: {tie.reason}"
            )


def _chapter(account: Account) -> Chapter:
    best = min(account.tellings, key=_rank)
    return Chapter(
        document=account.document,
        published=account.published,
        mentions=tuple(telling.id for telling in account.tellings),
        status=best.status,
        polarity=best.polarity,
        tolls=account.tolls,
    )
