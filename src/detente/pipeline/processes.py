"""A pool of worker processes that survives its workers.

The pool is Pebble's: it limits the time of each task, tells which task a dead worker was at, and
puts a new worker in its place.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from detente.errors import DetenteError, SettingError
from detente.model import Annotation
from detente.pipeline.bench import Bench, Order, Tools
from detente.pipeline.limit import too_long

if TYPE_CHECKING:
    from pebble import ProcessPool

__all__ = ["Job", "Workshop"]

_LOSSES = 3
"""Times that the whole pool may be lost one after the other before the run is given up."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Job(Generic[Result]):
    """An order under way in a pool; without documents there is neither pool nor future."""

    order: Order
    pool: ProcessPool | None = None
    future: Future[tuple[Result, ...]] | None = None


class Workshop(Generic[Result]):
    """Worker processes, started when the first order needs them."""

    def __init__(
        self,
        tools: Tools,
        finish: Callable[[Annotation], Result],
        workers: int,
        timeout_s: float | None,
    ) -> None:
        """Keep what the workers need; see `detente.pipeline.crew`."""
        self._tools, self._finish = tools, finish
        self._workers, self._timeout_s = workers, timeout_s
        self._pool: ProcessPool | None = None
        self._losses = 0

    def __enter__(self) -> Self:
        """Return the workshop itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the workers, whatever they are at."""
        self._shut()

    def begin(self, order: Order) -> Job[Result]:
        """Send an order to the workers."""
        if not order.documents:
            return Job(order)
        try:
            return self._sent(order)
        except RuntimeError:  # the pool is lost; its jobs say so when they are waited for
            self._shut()
            return self._sent(order)

    def end(self, job: Job[Result]) -> tuple[Result, ...]:
        """Wait for a job and return its results, document by document where it came to grief.

        Raises:
            TableError, SettingError: as in `detente.pipeline.fulfil`.
        """
        from pebble import ProcessExpired

        if job.future is None:
            return ()
        try:
            results = job.future.result()
        except BrokenProcessPool:
            self._count_loss(job)
            return self.end(self.begin(job.order))
        except (ProcessExpired, TimeoutError) as error:
            return self._again(job.order, error)
        self._losses = 0
        return results

    def _again(self, order: Order, error: Exception) -> tuple[Result, ...]:
        """Return the results of a lost order's documents, each now worked on by itself."""
        if len(order.documents) > 1:
            singles = [self.begin(Order((one,), order.corrections)) for one in order.documents]
            return tuple(result for single in singles for result in self.end(single))
        failure = f"could not be coded: {self._reason(error)}"
        return (self._finish(Annotation(document=order.documents[0], failure=failure)),)

    def _reason(self, error: Exception) -> str:
        if isinstance(error, TimeoutError):
            return too_long(self._timeout_s or 0)
        code = int(getattr(error, "exitcode", 0) or 0)
        how = f" ({signal.Signals(-code).name})" if code < 0 else ""
        return f"it ends the process that works on it{how}"

    def _sent(self, order: Order) -> Job[Result]:
        if self._pool is None:
            self._pool = self._opened()
        sent = self._pool.schedule(_do, args=[order], timeout=self._timeout_s)
        return Job(order, self._pool, sent)

    def _opened(self) -> ProcessPool:
        from pebble import ProcessPool

        pool = ProcessPool(
            max_workers=self._workers,
            initializer=_start,
            initargs=[self._tools, self._finish],
            context=multiprocessing.get_context("spawn"),
        )
        with _without_interrupts():
            if not pool.active:  # asking starts the workers
                raise _hopeless(self._workers)
        return pool

    def _count_loss(self, job: Job[Result]) -> None:
        """Let a lost pool go, unless that was done for another job of it already."""
        if job.pool is not self._pool:
            return
        self._shut()
        self._losses += 1
        if self._losses > _LOSSES:
            raise _hopeless(self._workers)

    def _shut(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None


def _hopeless(workers: int) -> SettingError:
    return SettingError(
        "the worker processes end before they can work, most likely for want of memory; "
        f"use fewer than {workers} with --workers"
    )


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from processes started within: who waits for them gets it alone."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# What follows runs in the worker. A pool calls functions of a module, so what a worker has loaded
# stands in the module as well.
_bench: Bench[Any] | None = None
_fault: DetenteError | None = None


def _start(tools: Tools, finish: Callable[[Annotation], Any]) -> None:
    """Load the worker's stages; a fault of the user's is kept for the first order to raise."""
    global _bench, _fault
    from threadpoolctl import threadpool_limits

    threading.Thread(target=_end_with_parent, daemon=True).start()
    threadpool_limits(limits=1)  # the cores are shared out among processes already
    _bench = Bench(tools, finish)
    try:
        _bench.load()
    except DetenteError as error:
        _fault = error


def _end_with_parent() -> None:
    """End this worker when the process that started it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(order: Order) -> tuple[Any, ...]:
    if _fault is not None:
        raise _fault
    if _bench is None:
        raise RuntimeError("a worker was given an order before it had loaded its stages")
    return _bench.do(order, None)
