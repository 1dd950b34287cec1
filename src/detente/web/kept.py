"""Answers that are kept until the store changes, because they take long to work out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

__all__ = ["Kept"]

Answer = TypeVar("Answer")

_MOST = 256
_AT_ONCE = 2


class Kept:
    """The answers asked for last. Two are worked out at once, so that others find a core free."""

    def __init__(self) -> None:
        """Begin with none."""
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()
        self._working = BoundedSemaphore(_AT_ONCE)

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer kept under `key`, or the one that `make` gives, and keep it."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]  # type: ignore[no-any-return]  # made by this `make`
        with self._working:
            answer = make()
        with self._lock:
            self._answers[key] = answer
            if len(self._answers) > _MOST:
                self._answers.popitem(last=False)
        return answer
