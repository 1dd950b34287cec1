"""A limit of time on work in this process.

The limit is an alarm of the operating system, so it holds where there is one (not on Windows) and
in the main thread. It stops Python, its regular expressions included; a library that hangs in
compiled code of its own is stopped in a worker process only (`detente.pipeline.crew`).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["OverTime", "too_long", "within"]

_AGAIN_S = 1.0
"""Seconds after which the alarm rings again, for code that swallowed it."""


class OverTime(BaseException):
    """Work took longer than its limit; no `Exception`, so that no library swallows it.

    It never leaves the room: `detente.pipeline.work` makes it a document's failure.
    """


def too_long(timeout_s: float) -> str:
    """Return what is said of a document that took too long."""
    return f"it takes more than {timeout_s:g} seconds; --timeout sets the limit"


@contextmanager
def within(timeout_s: float | None) -> Iterator[None]:
    """Stop what is done within after `timeout_s` seconds; None sets no limit.

    Raises:
        OverTime: it took longer.
    """
    alarms = hasattr(signal, "setitimer")
    if timeout_s is None or not alarms or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise OverTime(too_long(timeout_s))

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, timeout_s, _AGAIN_S)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
