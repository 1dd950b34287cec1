"""When to ask again: the usual pause, or longer after failures, never more than a day."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol

from detente.storage.watching import FeedState

__all__ = ["LONGEST_SECONDS", "Clock", "failed_poll", "gone", "good_poll", "pause_asked"]

LONGEST_SECONDS = 24 * 3600.0
JITTER = 0.25
NEVER = datetime.max.replace(tzinfo=UTC)


class Clock(Protocol):
    """The time, and waiting that can be ended."""

    @property
    def stopped(self) -> bool:
        """Whether the work is to end."""

    def now(self) -> datetime:
        """Return the time in UTC."""

    def wait(self, seconds: float) -> None:
        """Wait, or less long when the work is to end."""


def good_poll(state: FeedState, now: datetime, interval_seconds: float) -> FeedState:
    """Return the state after a poll that went well."""
    due = now + timedelta(seconds=interval_seconds)
    return replace(state, next_poll=due, failures=0, problem=None)


def failed_poll(
    state: FeedState,
    problem: str,
    now: datetime,
    interval_seconds: float,
    *,
    retry_after: str | None = None,
    chance: random.Random,
) -> FeedState:
    """Return the state after a poll that failed.

    The pause doubles with every failure, up to a day, give or take a quarter by chance, so that
    many feeds of one host do not come back at once. It is never shorter than what the server
    asks for with `retry_after`, a day at most.
    """
    failures = state.failures + 1
    pause = min(LONGEST_SECONDS, interval_seconds * 2 ** min(failures, 16))
    pause *= chance.uniform(1 - JITTER, 1 + JITTER)
    seconds = min(LONGEST_SECONDS, max(pause, pause_asked(retry_after, now)))
    due = now + timedelta(seconds=seconds)
    return replace(state, next_poll=due, failures=failures, problem=problem)


def gone(state: FeedState, problem: str) -> FeedState:
    """Return the state of a feed that is not to be asked again."""
    return replace(state, next_poll=NEVER, failures=state.failures + 1, problem=problem)


def pause_asked(header: str | None, now: datetime) -> float:
    """Return the seconds that a Retry-After asks for, 0 to a day; 0 when it says nothing sound."""
    words = (header or "").strip()
    if words.isdigit():
        return min(LONGEST_SECONDS, float(words[:9]))
    try:
        when = parsedate_to_datetime(words)
    except (ValueError, OverflowError):
        return 0.0
    then = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(LONGEST_SECONDS, max(0.0, (then - now).total_seconds()))
